"""Days written out in a line: found with their characters, or said to be ambiguous. No default day, month or year."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.knowledge.times import time_words

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_TIME = re.compile(
    r"[\s,/|–-]*(?:T|at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?)?\s*"
    r"(?P<zone>Z|GMT|UTC|[+-]\d\d:?\d\d)?(?![\d.])",
    re.IGNORECASE,
)


def _month() -> str:
    return rf"(?P<month>{'|'.join(time_words().every_month)})\.?"


@functools.cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """The forms of a full date."""
    month = _month()
    forms = (
        rf"(?<!\d){_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?<!\d){_YEAR}(?P<number>\d\d)(?P<day>\d\d)(?=T\d)",
        rf"(?<![\d\w])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{month},?[\s-]+{_YEAR}(?!\d)",
        rf"(?<!\w){month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        rf"(?<!\w){month}\s+(?P<day>\d\d){_YEAR}(?!\d)",
        rf"(?P<hour>\d{{1,2}}):(?P<minute>\d\d)\s+{_YEAR}\s+\w{{6,9}}\s*,\s*(?P<day>\d{{1,2}})\s+{month}",
        rf"(?<!\d)(?P<day>\d{{1,2}})\.(?P<number>\d{{1,2}})\.{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<first>\d{{1,2}})(?P<sep>[/-])(?P<second>\d{{1,2}})(?P=sep){_YEAR}(?!\d)",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


@dataclass(frozen=True, slots=True)
class DayFound:
    """A day and its characters; `day` is None where the numbers can be read two ways."""

    start: int
    end: int
    day: dt.date | None
    time: str | None


def days(line: str) -> tuple[DayFound, ...]:
    """Every full date in a line, in order: 15 Apr 2017, 2017-04-15, 24/4/2018, 05:28 2024 Wednesday ,07 February.

    >>> [found.day.isoformat() for found in days("Published March 12, 2019 at 3:14am")]
    ['2019-03-12']
    >>> days("04/05/2018")[0].day is None
    True
    """
    if not any(letter.isdigit() for letter in line):
        return ()
    found: list[DayFound] = []
    for one in sorted(_all(line), key=lambda day: (day.start, -day.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return tuple(found)


def _all(line: str) -> Iterator[DayFound]:
    for form in _forms():
        for match in form.finditer(line):
            parts = match.groupdict()
            readings = _readings(parts)
            if not readings:
                continue
            stated = bool(parts.get("hour"))
            after = None if stated else _TIME.match(line, match.end())
            time = _clock(parts if after is None else after.groupdict()) if stated or after else None
            end = match.end()
            if stated and time and line[max(0, match.start() - 4) : match.start()].strip() == "GMT":
                time += "+00:00"
            elif after and time:
                end = match.start() + len(line[match.start() : after.end()].rstrip())
            yield DayFound(match.start(), end, readings[0] if len(readings) == 1 else None, time)


def _readings(parts: dict[str, str | None]) -> list[dt.date]:
    """Every day the numbers can mean."""
    year = int(parts["year"] or 0)
    if parts.get("first"):
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        pairs = {(first, second), (second, first)}  # (day, month)
    else:
        month = parts.get("month")
        number = time_words().every_month[month.lower()] if month else int(parts.get("number") or 0)
        pairs = {(int(parts["day"] or 0), number)}
    found = []
    for day, month_number in sorted(pairs):
        try:
            found.append(dt.date(year, month_number, day))
        except ValueError:
            continue
    return found


def _clock(parts: dict[str, str | None]) -> str | None:
    """HH:MM, with the offset where one is stated."""
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    half = (parts.get("half") or "").lower().replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        return None
    zone = (parts.get("zone") or "").upper()
    if zone in ("Z", "GMT", "UTC"):
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{hour:02}:{minute:02}{zone}"


@functools.cache
def _no_year() -> tuple[re.Pattern[str], ...]:
    """The forms of a day and month."""
    month = _month()
    forms = (rf"(?<!\w){month}\s+(?P<day>\d{{1,2}})(?!\d)", rf"(?<![\d\w])(?P<day>\d{{1,2}})\s+{month}(?!\w)")
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def day_shortly_before(line: str, last: dt.date, reach: int) -> dt.date | None:
    """The day that a line writes with or without its year, if it is at most `reach` days before the last one.

    >>> day_shortly_before("SRINAGAR, May 5:", dt.date(2020, 5, 7), 7).isoformat()
    '2020-05-05'
    """
    stated = [found.day for found in days(line) if found.day]
    for match in () if stated else (m for form in _no_year() for m in form.finditer(line)):
        for year in (last.year, last.year - 1):
            stated += _readings({**match.groupdict(), "year": str(year)})
    return next((day for day in stated if 0 <= (last - day).days <= reach), None)


_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<number>\d{1,2}|[a-z]{3})[/-](?P<day>\d{1,2})(?=[/_-]|$)", re.IGNORECASE
)


def day_in_address(address: str) -> tuple[dt.date, str] | None:
    """The day in a web address (/2017/04/15/, /2017-04-15/, /2017/apr/15/) and its characters.

    >>> day_in_address("https://a.example/2017/04/15/x")[0].isoformat()
    '2017-04-15'
    """
    found = _ADDRESS.search(address)
    if not found:
        return None
    number = found["number"].lower()
    month = time_words().every_month.get(number, 0) if number.isalpha() else int(number)
    try:
        return dt.date(int(found["year"]), month, int(found["day"])), found.group()
    except ValueError:
        return None
