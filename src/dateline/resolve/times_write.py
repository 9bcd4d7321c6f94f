"""Times as others write them: the guide's brace form, and TIMEX3 values for the benchmarks."""

from __future__ import annotations

import datetime as dt
import functools
import re

from dateline.knowledge.told_words import told_words
from dateline.records import Unresolved, When
from dateline.resolve.times_days import plus
from dateline.resolve.times_mean import (
    Beside,
    Bounded,
    Calendar,
    Clock,
    Duration,
    FoundTime,
    Meaning,
    Range,
    Repeated,
    Shifted,
    Vague,
    Window,
)
from dateline.resolve.times_when import when_was

_LETTERS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "week": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
}
_LETTERS |= {"year": "Y", "decade": "E", "century": "C", "fortnight": "W"}
_REFERENCES = {
    "past": "PAST_REF",
    "before": "PAST_REF",
    "present": "PRESENT_REF",
    "future": "FUTURE_REF",
    "then": "PAST_REF",
}


def interval(when: When) -> str:
    """The guide's brace form: 2015-11-05, 2015-10-12..2015-10-13, 2011-03.., 2014; whole months and years are short."""
    first, last = when.earliest, when.latest
    if first and last:
        if first == last:
            return first.isoformat()
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return f"{first.year:04d}" if first.year == last.year else f"{first.year:04d}..{last.year:04d}"
        if first.day == 1 and plus(last, 1).day == 1:
            one, two = first.isoformat()[:7], last.isoformat()[:7]
            return one if one == two else f"{one}..{two}"
        return f"{first}..{last}"
    left = _end(first, when.words, first.day == 1, (first.month == 1)) if first else ""
    right = _end(last, when.words, plus(last, 1).day == 1, last.month == 12) if last else ""
    return f"{left}..{right}"


def _end(day: dt.date, words: str, month_edge: bool, year_edge: bool) -> str:
    """One end of an open interval, as coarse as its words are: `When` keeps days, so the words are asked."""
    named = re.search(rf"\b{day:%b}", words, re.IGNORECASE)  # the month is named
    small = re.search(r"\b(?:[012]?\d|3[01])(?:st|nd|rd|th)?\b", words, re.IGNORECASE)  # so is a day
    if not month_edge or (named and small):
        return day.isoformat()
    monthly, yearly = _coarse()
    if named or monthly.search(words):
        return day.isoformat()[:7]
    if year_edge and yearly.search(words):
        return day.isoformat()[:4]
    return day.isoformat()


@functools.cache
def _coarse() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What says that an end is told as a month, and as a year."""
    monthly, yearly = map("|".join, (told_words().monthly, told_words().yearly))
    return re.compile(monthly, re.IGNORECASE), re.compile(rf"\b(?:19|20)\d\d|{yearly}")


def timex_value(found: FoundTime, anchor: dt.date | None) -> str:
    """A TIMEX3 value (TimeML), as TempEval-3 scores it; "" where none can be said."""
    return timex_of(found.meaning, found.words, anchor, False)


def timex_of(meaning: Meaning, words: str, anchor: dt.date | None, ahead: bool) -> str:
    """The value of one meaning; `ahead`: a date without a year or a week is the coming one."""
    return _value(meaning, FoundTime(0, len(words), words, meaning), anchor, ahead)


def _value(meaning: Meaning, found: FoundTime, anchor: dt.date | None, ahead: bool = False) -> str:
    if isinstance(meaning, Calendar):
        return _calendar(meaning, found, anchor, ahead)
    if isinstance(meaning, Shifted):
        return _shifted(meaning, found, anchor)
    if isinstance(meaning, Bounded):
        return _value(meaning.inner, found, anchor, ahead)
    if isinstance(meaning, Range):
        return _value(meaning.first, found, anchor, ahead)
    if isinstance(meaning, Window):
        return _length(meaning.unit, meaning.amount)
    if isinstance(meaning, Duration):
        return _length(meaning.unit, meaning.amount)
    if isinstance(meaning, Repeated):
        night = "T" + meaning.part if meaning.part[:1].isalpha() else ""
        return f"XXXX-WXX-{meaning.weekday}{night}" if meaning.weekday else _length(meaning.unit, meaning.amount)
    if isinstance(meaning, Beside):
        return _beside(meaning, anchor)
    if isinstance(meaning, Clock):
        return f"{anchor}T{meaning.part}" if anchor else f"XXXX-XX-XXT{meaning.part}"
    return _REFERENCES[meaning.kind] if isinstance(meaning, Vague) else ""


def _length(unit: str, amount: float | None) -> str:
    letter = _LETTERS[unit]
    clock = "T" if unit in ("second", "minute", "hour") else ""
    if amount is None:
        return f"P{clock}X{letter}"
    if unit in ("decade", "century"):
        amount, letter = amount * (10 if unit == "decade" else 100), "Y"
    if unit == "fortnight":
        amount = amount * 2
    if amount % 1 == 0.5 and unit == "year":
        return f"P{int(amount)}Y6M" if amount > 1 else "P6M"
    if amount % 1 == 0.5 and unit == "hour":
        return f"PT{int(amount)}H30M" if amount > 1 else "PT30M"
    return f"P{clock}{int(amount) if amount % 1 == 0 else amount}{letter}"


def _days(
    meaning: Meaning, found: FoundTime, anchor: dt.date | None, ahead: bool = False
) -> tuple[dt.date, dt.date] | None:
    named = FoundTime(found.start, found.end, found.words, meaning)
    when = when_was(named, anchor, "publication", future=ahead)
    if isinstance(when, Unresolved) or when.earliest is None or when.latest is None:
        return None
    return when.earliest, when.latest


def _iso_week(day: dt.date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def _calendar(meaning: Calendar, found: FoundTime, anchor: dt.date | None, ahead: bool) -> str:
    if meaning.span > 1:
        return f"{meaning.year or 0:04d}"[: 3 if meaning.span == 10 else 2]
    days = _days(meaning, found, anchor, ahead)
    if days is None:
        return (
            f"XXXX-{meaning.month:02d}" if meaning.month else f"XXXX-WXX-{meaning.weekday}" if meaning.weekday else ""
        )
    if meaning.season:
        return f"{days[0].year}-{meaning.season}"
    if meaning.quarter:
        return f"{days[0].year}-Q{meaning.quarter}"
    if meaning.nth and meaning.nth[1] == "half":
        return f"{days[0].year}-H{meaning.nth[0]}"
    if meaning.month and not meaning.day:
        return days[0].isoformat()[:7]
    if meaning.year is not None and not meaning.day and not meaning.feast:
        return str(meaning.year)
    day = days[1] if meaning.overnight and meaning.offset is not None else days[0]
    return f"{day}T{meaning.part}" if meaning.part else day.isoformat()


def _shifted(meaning: Shifted, found: FoundTime, anchor: dt.date | None) -> str:
    """A unit counted from the anchor, at the grain of its unit."""
    if meaning.amount is None:
        return "PAST_REF"
    if anchor is None:
        return _length(meaning.unit, abs(meaning.amount)) if meaning.ago else f"{'XXXX'}"
    days = _days(Shifted(meaning.unit, meaning.amount, "ALL"), found, anchor)
    if days is None:
        return ""
    first = days[0]
    if meaning.unit == "weekend":
        return f"{_iso_week(first)}-WE"
    if meaning.unit in ("week", "fortnight"):
        return _iso_week(first)
    if meaning.unit == "quarter":
        return f"{first.year}-Q{(first.month + 2) // 3}"
    return first.isoformat()[
        : {"month": 7, "year": 4, "decade": 3 if not meaning.ago else 4, "century": 2}.get(meaning.unit, 10)
    ]


def _beside(meaning: Beside, anchor: dt.date | None) -> str:
    """Counted from elsewhere: TempEval's annotators mostly counted from the article's day."""
    if meaning.amount is None or anchor is None or meaning.unit in ("second", "minute", "hour"):
        return _length(meaning.unit, meaning.amount)
    found = FoundTime(0, 1, "x", meaning)
    return _shifted(Shifted(meaning.unit, meaning.amount, "ALL"), found, anchor)
