"""A found time to days: the interval it means, with precision, basis and anchor, or why there is none."""

from __future__ import annotations

import dataclasses
import datetime as dt

from dateline.records import Unresolved, When, Why
from dateline.resolve.times_days import (
    calendar_days,
    clipped,
    months,
    part_of_week,
    part_of_year,
    plus,
    plus_months,
    week,
    weekend,
    years,
)
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

_ANCHORS = {
    "publication": "the day the page was published",
    "dateline": "the day of the dateline",
    "text": "a day told beside it",
}
_MONTH = 31
_WITHIN_A_DAY = ("second", "minute", "hour")
_SIDES = {"since": "open at its end", "until": "open at its beginning", "before": "open at its beginning"}
Open = tuple[dt.date | None, dt.date | None]
_NO_DAY = {
    "before": "names no time of its own",
    "present": "says now, not on which day it happened",
    "future": "names no day",
    "then": "points at a time told elsewhere in the text",
}


def when_was(found: FoundTime, anchor: dt.date | None, anchor_basis: str, *, future: bool = False) -> When | Unresolved:
    """The days meant. `anchor` is the page's day (publication, dateline) or a day told in the text (text).

    With basis "text" also words that count from another happening ("the day before", "that morning") are settled,
    from that happening's day. `future`: the event is planned, called for or threatened.
    """
    absolute = is_absolute(found.meaning)
    if not absolute and anchor is None:
        if _endless(found.meaning):
            return _not(found.meaning)
        return Unresolved(Why.NO_ANCHOR, f"{found.words!r} counts from a day, and the page has none")
    try:
        days = _days(found.meaning, anchor, anchor_basis == "text", future)
    except (ValueError, OverflowError, IndexError, StopIteration) as problem:
        return Unresolved(Why.UNREADABLE, f"{found.words!r} gives no day: {problem}")
    if isinstance(days, Unresolved):
        return days
    if days[0] and days[1] and days[0] > days[1]:
        return Unresolved(Why.CONFLICTING, f"{found.words!r} would end before it begins")
    basis = "stated" if absolute else anchor_basis
    reasons = _reasons(found, None if absolute else anchor, basis, future)
    return When(days[0], days[1], precision(days), basis, None if absolute else anchor, found.words, reasons)


def _reasons(found: FoundTime, anchor: dt.date | None, basis: str, future: bool) -> tuple[str, ...]:
    """What decided the days of an expression, in words."""
    meaning = found.meaning.inner if isinstance(found.meaning, Bounded) else found.meaning
    out = [f"{found.words!r} counts from {anchor}, {_ANCHORS.get(basis, basis)}" if anchor else "names its own date"]
    if anchor and isinstance(meaning, Calendar) and meaning.offset is None and not meaning.which:
        out.append("the first on or after it: the event lies ahead" if future else "the latest on or before it")
    if isinstance(found.meaning, Bounded):
        out.append(_SIDES[found.meaning.side])
    return tuple(out)


def is_absolute(meaning: Meaning) -> bool:
    """True where no anchor is needed."""
    if isinstance(meaning, Calendar):
        return meaning.year is not None or (meaning.feast is not None and meaning.feast.way == "once")
    if isinstance(meaning, Bounded):
        return is_absolute(meaning.inner)
    return isinstance(meaning, Range) and is_absolute(meaning.last)


def precision(days: Open) -> str:
    """The step of the ladder (EXPORTS 1.11) that the length of the interval allows."""
    if days[0] is None or days[1] is None:
        return "open"
    length = (days[1] - days[0]).days + 1
    steps = ((1, "day"), (6, "days"), (7, "week"), (31, "month"), (93, "season"), (366, "year"))
    return next((name for most, name in steps if length <= most), "longer")


def _endless(meaning: Meaning) -> bool:
    """True where even a page with a date would not help."""
    if isinstance(meaning, Vague):
        return meaning.kind != "past"
    return isinstance(meaning, Repeated | Beside | Clock) or (isinstance(meaning, Duration) and not meaning.held)


def _not(meaning: Meaning) -> Unresolved:
    """Why words of time name no days."""
    if isinstance(meaning, Vague):
        return Unresolved(Why.AMBIGUOUS, _NO_DAY.get(meaning.kind, "names no day"))
    if isinstance(meaning, Repeated):
        return Unresolved(Why.AMBIGUOUS, "happens again and again, on no single day")
    if isinstance(meaning, Duration):
        return Unresolved(Why.AMBIGUOUS, "says how long, not when")
    if isinstance(meaning, Clock):
        return Unresolved(Why.AMBIGUOUS, "says the hour of a day named elsewhere")
    return Unresolved(Why.NO_ANCHOR, "counts from another happening, whose day the words do not give")


def _days(meaning: Meaning, anchor: dt.date | None, told: bool, future: bool) -> Open | Unresolved:
    """First and last day of any meaning; `told`: the anchor is the day of the happening that the words count from."""
    if isinstance(meaning, Calendar):
        return calendar_days(meaning, anchor, future)
    if isinstance(meaning, Bounded):
        return _bounded(meaning, anchor, told, future)
    if isinstance(meaning, Range):
        return _range(meaning, anchor, told, future)
    if anchor is None or (_endless(meaning) and not (told and isinstance(meaning, Beside | Clock))):
        return _not(meaning)
    if isinstance(meaning, Shifted):
        return _shifted(meaning, anchor, future)
    if isinstance(meaning, Window):
        return _window(meaning, anchor)
    if isinstance(meaning, Clock):
        return anchor, anchor
    if isinstance(meaning, Beside):
        return _beside(meaning, anchor)
    held = isinstance(meaning, Duration) and meaning.unit in ("second", "minute", "hour")
    return _not(meaning) if held else (None, anchor)  # held durations and "recently": an end only


def _bounded(meaning: Bounded, anchor: dt.date | None, told: bool, future: bool) -> Open | Unresolved:
    days = _days(meaning.inner, anchor, told, future)
    if isinstance(days, Unresolved):
        return days
    mode = meaning.inner.mode if isinstance(meaning.inner, Calendar | Shifted) else ""
    at_end, late = mode == "END", mode in ("END", "LATE")
    side = "until" if meaning.side == "before" and late else meaning.side  # "before the end of the month"
    month = at_end and days[0] and days[1] and (days[1] - days[0]).days <= _MONTH  # "since the end of June"
    edge = days[1] if side == "until" or month else days[0]
    if edge is None:
        return Unresolved(Why.AMBIGUOUS, "is open at both sides")
    if side == "since":
        return edge, None
    return None, plus(edge, -1) if side == "before" else edge


def _range(meaning: Range, anchor: dt.date | None, told: bool, future: bool) -> Open | Unresolved:
    """Both ends; the one that says less is counted from the one that says more."""
    first, last = meaning.first, meaning.last
    if isinstance(first, Calendar) and isinstance(last, Calendar) and last.year and not first.year and first.month:
        later = last.month is not None and first.month > last.month
        first = dataclasses.replace(first, year=last.year - later)
    if future and not is_absolute(first):
        begin = _days(first, anchor, told, True)
        if isinstance(begin, Unresolved):
            return begin
        end = _days(last, anchor if _counts_years(last) else begin[0], told, True)
    else:
        end = _days(last, anchor, told, future)
        if isinstance(end, Unresolved):
            return end
        own = isinstance(first, Shifted) or _counts_years(first)
        begin = _days(first, anchor if own else end[1], told, False)
    if isinstance(begin, Unresolved):
        return begin
    return end if isinstance(end, Unresolved) else (begin[0], end[1])


def _counts_years(meaning: Meaning) -> bool:
    """Whether it is of "last year" or "next year": both ends of "5 to 7 June last year" are."""
    return isinstance(meaning, Calendar) and meaning.years is not None


def _back(anchor: dt.date, unit: str, amount: int) -> dt.date:
    """The day so many units before the anchor (a negative amount: after)."""
    if unit in ("second", "minute", "hour"):
        day = {"second": 86400, "minute": 1440, "hour": 24}[unit]
        return anchor if unit != "hour" and abs(amount) < 60 else plus(anchor, -amount // day)  # part of a day is a day
    if unit in ("month", "quarter", "year", "decade", "century"):
        return plus_months(
            anchor, -amount * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
        )
    return plus(anchor, -amount * {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}[unit])


def _shifted(meaning: Shifted, anchor: dt.date, future: bool) -> Open:
    """A whole unit so many units off; "more than a month ago" ends there, "less than" begins there."""
    unit, amount = meaning.unit, meaning.amount
    if amount is None:
        return (anchor, anchor) if unit in _WITHIN_A_DAY else (None, _back(anchor, unit, 1))
    if meaning.ago and meaning.about in ("more", "less"):
        edge = _back(anchor, unit, -amount)
        return (None, edge) if meaning.about == "more" else (edge, anchor)
    if unit in ("second", "minute", "hour"):
        return _back(anchor, unit, -amount), anchor
    if unit == "day":
        day = plus(anchor, amount)
        return day, day
    if unit == "weekend":
        return weekend(anchor, amount, future)
    if unit in ("week", "fortnight"):
        return _week(meaning, anchor, future)
    if unit == "month":
        first = plus_months(anchor.replace(day=1), amount)
        return clipped(months(first.year, first.month, first.month), meaning.mode, anchor)
    if unit == "quarter":
        first = plus_months(anchor.replace(day=1), 3 * amount - (anchor.month - 1) % 3)
        return months(first.year, first.month, first.month + 2)
    if unit == "year" or meaning.ago:
        year = anchor.year + amount * {"decade": 10, "century": 100}.get(unit, 1)
        return part_of_year(year, meaning.mode, anchor)
    size = 10 if unit == "decade" else 100
    start = anchor.year // size * size + amount * size
    return years(start, start + size - 1)


def _week(meaning: Shifted, anchor: dt.date, future: bool) -> Open:
    amount = (meaning.amount or 0) * (2 if meaning.unit == "fortnight" else 1)
    if meaning.ago and meaning.about:
        return plus(anchor, 7 * amount), plus(anchor, 7 * amount + 6)  # "nearly a week ago"
    if meaning.ago and amount == -1:
        return plus(anchor, -7), plus(anchor, -7)  # "a week ago" is the day, "two weeks ago" the week
    days = week(anchor, amount)
    if amount == 0 and not (meaning.mode or future) and days[0] < anchor < days[1]:
        return days[0], anchor
    if amount == 0 and not (meaning.mode or future) and anchor == days[0]:
        return plus(anchor, -6), anchor  # "this week", told on a Monday of what has happened
    return part_of_week(days, meaning.mode, anchor)


def _window(meaning: Window, anchor: dt.date) -> Open:
    """So many units up to the anchor, or from it on; a vague number leaves the far side open."""
    if meaning.amount is None and meaning.unit in _WITHIN_A_DAY:
        return anchor, anchor  # "the past few hours"
    if meaning.amount is None:
        return (None, anchor) if meaning.past else (anchor, None)
    amount = meaning.amount if meaning.past else -meaning.amount
    edge = _back(anchor, meaning.unit, amount)
    return (edge, anchor) if meaning.past else (anchor, edge)


def _beside(meaning: Beside, told: dt.date) -> Open | Unresolved:
    """Counted from the day of another happening."""
    if meaning.amount is None or meaning.unit in ("second", "minute", "hour"):
        return _not(meaning)
    if meaning.unit == "day":
        day = plus(told, meaning.amount)
        return day, day
    if meaning.unit == "weekend":
        return weekend(told, meaning.amount, meaning.amount > 0)
    return _shifted(Shifted(meaning.unit, meaning.amount, "ALL"), told, False)
