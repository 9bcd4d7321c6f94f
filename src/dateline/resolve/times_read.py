"""Classed items of one shape to their meaning; None where the words cannot be a time after all."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence

from dateline.resolve.times_items import NAMES, Item
from dateline.resolve.times_mean import (
    Beside,
    Calendar,
    Clock,
    Duration,
    Feast,
    Meaning,
    Range,
    Repeated,
    Shifted,
    Vague,
    Window,
)

Items = Sequence[Item]
_MONTHS = frozenset("MONTH MAYMONTH MONABBR".split())
_WEEKDAYS = frozenset("WEEKDAY WEEKDAYS WDABBR".split())
_CLOCKS = frozenset("CLOCK CLOCKAP".split())
_STEPS = {"LAST": -1, "THIS": 0, "NEXT": 1}


def first_of(items: Items, *kinds: str) -> Item | None:
    """The first item of one of these classes."""
    for item in items:
        if NAMES[item.letter] in kinds:
            return item
    return None


def text_of(item: Item | None) -> str:
    """The value of an item whose list says a word."""
    return item.value if item and isinstance(item.value, str) else ""


def amount_of(items: Items) -> int | None:
    """The number that stands before a unit; None if it is vague or missing; "a" counts one."""
    total, seen = 0, False
    for item in items:
        if item.kind in ("NUMW", "D", "NUM", "YEAR"):
            big = item.number >= 100 and item.kind == "NUMW"
            total, seen = (max(total, 1) * item.number if big else total + item.number), True
        elif item.kind == "VAGUENUM":
            return None
        elif seen and item.kind in ("TO", "AND"):
            break  # "two or three": the first
    return total if seen else (1 if first_of(items, "A", "HALF") else None)


def clock_of(items: Items) -> str:
    """The clock time among items, HH:MM; of a local time and its GMT, the one stated first."""
    for at, item in enumerate(items):
        after = items[at + 1] if at + 1 < len(items) else None
        if item.kind == "OPEN":
            break
        if item.kind in _CLOCKS:
            hour, minute = str(item.value).split(":")
            return _half_day(int(hour), minute, after)
        if item.kind in ("D", "NUM", "YEAR") and after and after.kind in ("AMPM", "OCLOCK"):
            return _half_day(item.number, "00", after)
        if item.kind in ("D", "NUM", "YEAR") and after and after.kind == "ZONE":
            digits = item.low.zfill(4)
            return f"{digits[:2]}:{digits[2:]}"
    return ""


def _half_day(hour: int, minute: str, after: Item | None) -> str:
    half = text_of(after) if after and after.kind == "AMPM" else ""
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "pm")
    return f"{hour:02d}:{minute}"


def part_of(items: Items) -> str:
    """The part of the day: a clock time, else MO AF EV NI."""
    return clock_of(items) or text_of(first_of(items, "PART"))


def read_dated(pre: Items, head: Items, post: Items) -> Meaning | None:
    """A day, with what stands around it of clock, part of the day, early and late."""
    night = "NI" if first_of(head, "NIGHT", "OVERNIGHT") else ""
    around = part_of(post) or part_of(pre) or text_of(first_of(head, "PART")) or night
    mode = text_of(first_of(pre, "MODE", "LATER"))
    numbers = [i for i in head if i.kind in ("D", "DTH", "ORD")]
    month, year = first_of(head, *_MONTHS), first_of(head, "YEAR")
    nth = _ordered(pre)
    date = first_of(head, "DATE")
    if date or first_of(head, "SLASH") or (len(numbers) == 2 and not month):
        return _numeric(date, numbers, year, around)
    feast, weekday = first_of(head, "FEAST"), first_of(head, *_WEEKDAYS)
    rel = first_of(head, "LAST", "NEXT") or first_of(head, "THIS")  # "this past Friday", "this coming Sunday"
    unit = first_of(head, "UNIT", "WEEKEND")
    today = first_of(head, "TODAY", "NIGHT")
    offset = today.number if today else (0 if first_of(head, "PART") and not weekday else None)
    if rel and first_of(head, "PART") and not weekday and rel.kind != "THIS":
        return Beside("day", 1 if rel.kind == "NEXT" else None, around)
    overnight = first_of(head, "OVERNIGHT") is not None
    out = Calendar(
        year=year.number if year else None,
        month=month.number if month else None,
        day=numbers[0].number if numbers else None,
        weekday=weekday.number if weekday else None,
        feast=feast.value if feast and isinstance(feast.value, Feast) else None,
        offset=0 if overnight and not weekday else offset,
        overnight=overnight,
        which=rel.kind.lower() if rel and not unit else "",
        years=_STEPS[rel.kind] if rel and unit and text_of(unit) == "year" else None,
        weeks=_STEPS[rel.kind] if rel and unit and text_of(unit) in ("week", "weekend") else None,
        mode=mode,
        nth=nth if feast or (nth == (0, "day") and month and numbers) else _ago(head),
        part=around,
    )
    if len(numbers) == 2 and month and numbers[1].number > numbers[0].number:
        first = Calendar(year=out.year, month=out.month, day=out.day, years=out.years)
        return Range(first, dataclasses.replace(first, day=numbers[1].number))
    return out if _possible(out) else None


def _ago(head: Items) -> tuple[int, str] | None:
    """How many back: "two Sundays ago"."""
    return (amount_of(head) or 1, "ago") if first_of(head, "AGO") else None


def _ordered(pre: Items) -> tuple[int, str] | None:
    """The first day of, the last week of, the eve of (which is the day before the first)."""
    if first_of(pre, "EVE"):
        return 0, "day"
    order = first_of(pre, "ORD", "LAST")
    if order is None:
        return None
    return -1 if order.kind == "LAST" else order.number, text_of(first_of(pre, "UNIT")) or "day"


def _possible(when: Calendar) -> bool:
    """False for the 31st of June."""
    if when.day is None or when.month is None:
        return True
    try:
        dt.date(when.year or 2000, when.month, when.day)
    except ValueError:
        return False
    return True


def _numeric(date: Item | None, numbers: Items, year: Item | None, part: str) -> Meaning | None:
    """2014-07-19, 19/07/2014, 19.07.2014: only where day and month cannot be taken for one another."""
    if date and isinstance(date.value, tuple):
        first, second, years = date.value
        found = Calendar(year=years, month=second, day=first, part=part)  # dots: day first
        return found if second <= 12 and first <= 31 and _possible(found) else None
    if year is None or len(numbers) != 2:
        return None
    first, second = numbers[0].number, numbers[1].number
    if year.start < numbers[0].start:
        found = Calendar(year=year.number, month=first, day=second, part=part)
        return found if first <= 12 and _possible(found) else None
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (second, first) if second > 12 else (first, second)
    found = Calendar(year=year.number, month=month, day=day, part=part)
    return found if month <= 12 and _possible(found) else None


def _nth(items: Items) -> tuple[int, str] | None:
    unit = first_of(items, "UNIT", "HALF")
    order = first_of(items, "ORD") or (first_of(items, "LAST") if unit and unit.kind == "UNIT" else None)
    number = -1 if order and order.kind == "LAST" else order.number if order else 0
    return (number, text_of(unit) or "half") if order and unit else None


def read_monthly(items: Items) -> Meaning | None:
    """A month, with its year or the year it is counted from."""
    month, year, rel = first_of(items, *_MONTHS), first_of(items, "YEAR"), first_of(items, *_STEPS)
    if month is None or first_of(items, "SAME", "THAT", "FOLLOWING"):
        return Beside("month", None)
    unit = [i for i in items if i.kind == "UNIT" and i.start > month.start]
    return Calendar(
        year=year.number if year else None,
        month=month.number,
        mode=text_of(first_of(items, "MODE", "LATER")),
        which=rel.kind.lower() if rel and not unit else "",
        years=_STEPS[rel.kind] if rel and unit else None,
        nth=_nth([i for i in items if i.start < month.start]),
    )


def read_yearly(items: Items) -> Meaning | None:
    """A year, two years, half a year, a decade or a century."""
    years = [i for i in items if i.kind == "YEAR"]
    mode = text_of(first_of(items, "MODE", "LATER"))
    decade, unit, half = first_of(items, "DECADE"), first_of(items, "UNIT"), first_of(items, "HALF")
    order = first_of(items, "ORD", "DTH")
    if decade:
        return Calendar(year=decade.number, span=10 if decade.number % 100 else 100, mode=mode)
    if half and order:
        rel = first_of(items, *_STEPS)
        shift = _STEPS[rel.kind] if rel else 0 if text_of(unit) == "year" else None
        if shift is None and not years:
            return None
        return Calendar(year=years[0].number if years else None, years=shift, nth=(order.number, "half"))
    if unit and order:
        if text_of(unit) == "century" and 2 <= order.number <= 21:
            return Calendar(year=100 * (order.number - 1), span=100)
        if text_of(unit) == "quarter" and order.number in (1, 2, 3, 4):
            return Calendar(year=years[0].number if years else None, quarter=order.number)
        return Beside(text_of(unit), None)
    last = first_of(items, "D")
    if len(years) == 2 or (last and years):
        end = years[1].number if len(years) == 2 else years[0].number // 100 * 100 + (last.number if last else 0)
        return Range(Calendar(year=years[0].number), Calendar(year=end)) if end > years[0].number else None
    return Calendar(year=years[0].number, mode=mode) if years else None


def read_season(items: Items) -> Meaning | None:
    """A season, with its year or which one."""
    season, year, rel = first_of(items, "SEASON", "FALL"), first_of(items, "YEAR"), first_of(items, *_STEPS)
    if season is None:
        return None
    shift = _STEPS[rel.kind] if rel and rel.start > season.start else None
    return Calendar(
        year=year.number if year else None,
        season=text_of(season),
        years=shift,
        mode=text_of(first_of(items, "MODE", "LATER")),
        which=rel.kind.lower() if rel and shift is None else "",
    )


def read_shifted(items: Items) -> Meaning | None:
    """A whole unit counted from the day of writing."""
    unit = text_of(first_of(items, "UNIT", "WEEKEND"))
    rel, mode = first_of(items, *_STEPS), text_of(first_of(items, "MODE", "LATER"))
    if unit in ("second", "minute", "hour") and not first_of(items, "AGO"):
        return None
    if first_of(items, "AGO"):
        amount = amount_of(items) if first_of(items, "A", "HALF", "NUMW", "D", "NUM") else None
        about = text_of(first_of(items, "ABOUT"))
        half = first_of(items, "HALF") is not None and "AND" in {i.kind for i in items}
        if first_of(items, "HALF") and unit == "year" and amount == 1:
            return Shifted("month", -18 if half else -6, "", about, True)
        return Shifted(unit, None if amount is None else -amount, "", about or ("about" if half else ""), True)
    if first_of(items, "FOLLOWING"):
        return Beside(unit, None)
    if rel is None:
        return Shifted(unit, 0, mode)
    if rel.low in ("past", "coming") or (items[0].kind == "THE" and rel.kind != "THIS" and unit != "weekend"):
        return (
            Window(unit, None if _plural(items) else 1, rel.kind == "LAST") if unit != "day" or _plural(items) else None
        )
    if unit == "day":
        return None
    return Shifted(unit, _STEPS[rel.kind], mode)


def _plural(items: Items) -> bool:
    unit = first_of(items, "UNIT")
    return unit is not None and unit.low.endswith("s")


def read_window(items: Items) -> Meaning | None:
    """A stretch that ends or begins on the day of writing."""
    unit = text_of(first_of(items, "UNIT", "WEEKEND"))
    amount = None if first_of(items, "RECENT") else amount_of(items)
    if amount is None and not first_of(items, "VAGUENUM", "RECENT") and not _plural(items):
        amount = 1
    return Window(unit, amount, first_of(items, "NEXT") is None)


def read_duration(items: Items) -> Meaning | None:
    """How long something lasts."""
    unit = text_of(first_of(items, "UNIT"))
    half = first_of(items, "HALF")
    amount: float | None = amount_of(items)
    if half:
        amount = (amount or 0) + 0.5 if first_of(items, "AND") else 0.5
    held = first_of(items, "FOR") is not None
    return Duration(unit, amount, text_of(first_of(items, "ABOUT")), held)


def read_repeated(items: Items) -> Meaning | None:
    """Again and again."""
    unit, weekday, part = (
        first_of(items, "UNIT", "WEEKEND"),
        first_of(items, "WEEKDAY"),
        text_of(first_of(items, "PART")),
    )
    weekday = weekday or first_of(items, "WEEKDAYS")
    plain = text_of(first_of(items, "SET")) or text_of(unit) or ("month" if first_of(items, "MONTH") else "day")
    count = first_of(items, "NUMW", "D", "ORD")
    return Repeated(plain, weekday.number if weekday else None, count.number if count else 1, part)


def read_beside(items: Items) -> Meaning | None:
    """Counted from something else that happened."""
    unit, part = text_of(first_of(items, "UNIT", "WEEKEND")) or "day", text_of(first_of(items, "PART"))
    if first_of(items, "DURING"):
        return Beside(unit, 0) if unit == "day" else None
    if first_of(items, "SAME", "THAT"):
        return Beside(unit, 0, part)
    if order := first_of(items, "ORD", "DTH"):
        if unit == "day" and first_of(items, "FOR") and order.number > 1:
            return Window("day", order.number - 1, True)  # "for a third day": a length that ends with the report
        return None if unit in ("quarter", "century") else Beside(unit, None, part)
    order = first_of(items, "FOLLOWING")
    if order and items[-1].kind != "FOLLOWING":
        return Beside(unit, order.number, part)
    if first_of(items, "NEXT"):
        return Beside(unit, 1, part) if unit == "day" else Window(unit, None if _plural(items) else 1, False)
    if first_of(items, "LAST"):
        return Window(unit, None if _plural(items) else 1, True)
    later = first_of(items, "LATER")
    ahead = first_of(items, "AFTER", "FOLLOWING") is not None or text_of(later) == "LATER"
    amount = amount_of(items)
    bare = first_of(items, "THE") is not None and amount is None
    amount = 1 if bare and not _plural(items) else amount
    return Beside(unit, amount if ahead or amount is None else -amount, part)


def read_vague(items: Items) -> Meaning | None:
    """Words like "recently" and "now"."""
    word = first_of(items, "LAST")
    if word:
        return Vague("past") if word.low == "past" else None
    return Vague(text_of(items[0]))


def read_clock(items: Items) -> Meaning | None:
    """A time of an unnamed day."""
    part = part_of(items)
    if not part and first_of(items, "UNIT"):
        return Beside("day", 0) if text_of(first_of(items, "UNIT")) == "day" else None  # "later in the day"
    return Clock(part) if part and re.match(r"[A-Z]|[01]\d:|2[0-4]:", part) else None


READERS = {
    "monthly": read_monthly,
    "yearly": read_yearly,
    "season": read_season,
    "shifted": read_shifted,
    "window": read_window,
    "duration": read_duration,
    "repeated": read_repeated,
    "beside": read_beside,
    "vague": read_vague,
    "clock": read_clock,
}
