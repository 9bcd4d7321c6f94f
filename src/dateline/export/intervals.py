"""An interval of days in the guide's form: as coarse as it was stated."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from dateline.records import When

_MONTH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|months?|years?|spring|summer|autumn|fall|winter)\b\.?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:last|this|next) year\b", re.IGNORECASE)
_EDGE = re.compile(r"\b(?:end of|new year)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\d)(\d{1,4})(?:st|nd|rd|th)?(?!\d)")
_BY_DAYS = ("day", "days", "week")


def interval(when: When) -> str | None:
    """The days a claim means, as the guide writes them; None where both ends are open.

    >>> words = ("stated", None, "in 2014")
    >>> interval(When(dt.date(2014, 1, 1), dt.date(2014, 12, 31), "year", *words))
    '2014'
    """
    first, last = when.earliest, when.latest
    if first and last:
        return _closed(first, last, when)
    if first:
        return f"{_start(first, when)}.."
    return f"..{_end(last, when)}" if last else None


def _closed(first: dt.date, last: dt.date, when: When) -> str:
    by_days = when.precision in _BY_DAYS or last.day in _numbers(when.words)  # "from 1 July 2014 to 30 June 2019"
    if not by_days and first.day == 1 and _ends_month(last):
        if first.month == 1 and last.month == 12 and when.precision != "season":
            return _span(first.isoformat()[:4], last.isoformat()[:4])
        return _span(first.isoformat()[:7], last.isoformat()[:7])
    return _span(first.isoformat(), last.isoformat())


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}..{last}"


def _start(day: dt.date, when: When) -> str:
    """The first day, as coarse as its words: "since 2011", "since March 2011", "since March 1"."""
    if day.day != 1 or when.precision in _BY_DAYS or not _coarse(day, when.words):
        return day.isoformat()
    if day.month == 1 and _names_year(day, when.words):
        return day.isoformat()[:4]
    return day.isoformat()[:7]


def _end(day: dt.date, when: When) -> str:
    if not _ends_month(day) or when.precision in _BY_DAYS or not _coarse(day, when.words):
        return day.isoformat()
    if day.month == 12 and _names_year(day, when.words):
        return day.isoformat()[:4]
    return day.isoformat()[:7]


def _names_year(day: dt.date, words: str) -> bool:
    """True for "2015" and "last year", not for "January last year"."""
    rest = _YEAR.sub("", words)
    return (rest != words or str(day.year) in words) and not _MONTH.search(rest)


def _coarse(day: dt.date, words: str) -> bool:
    """True where the words name the month or the year and not the day: "the end of June" names the day."""
    if _EDGE.search(words):
        return False
    numbers = _numbers(words)
    return day.day not in numbers and (day.year in numbers or _MONTH.search(words) is not None)


def _numbers(words: str) -> set[int]:
    return {int(number) for number in _NUMBER.findall(words)}


def _ends_month(day: dt.date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
