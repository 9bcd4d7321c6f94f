"""Calendar arithmetic: the days of a stated calendar point, counted from an anchor where it lacks a year or a week.

Every function returns first and last day, both included. Relative points take the latest that lies on or before the
anchor, or with `future` the first on or after it.
"""

from __future__ import annotations

import calendar
import datetime as dt

from dateline.resolve.times_mean import Calendar, Feast

Days = tuple[dt.date, dt.date]
_FAR = 335  # a day and month further back than this, about eleven months, is the coming one
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, north of the equator
_PARTS_OF_YEAR = {"START": (1, 3), "MID": (6, 7), "END": (10, 12)}
_PARTS_OF_WEEK = {"EARLY": (0, 2), "START": (0, 2), "MID": (1, 3), "LATE": (4, 6), "END": (4, 6)}


def plus(day: dt.date, days: int) -> dt.date:
    """The day so many days later."""
    return day + dt.timedelta(days=days)


def plus_months(day: dt.date, months: int) -> dt.date:
    """The same day of another month, or its last day if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months(year: int, first: int, last: int) -> Days:
    """From the first day of one month to the last of another; months over 12 are the next year's."""
    end = plus_months(dt.date(year, 1, 1), last)
    return plus_months(dt.date(year, 1, 1), first - 1), plus(end, -1)


def years(first: int, last: int) -> Days:
    """From January to December."""
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def week(day: dt.date, shift: int = 0) -> Days:
    """Monday to Sunday of the week of a day, or of one so many weeks off."""
    monday = plus(day, 7 * shift - day.weekday())
    return monday, plus(monday, 6)


def weekend(anchor: dt.date, shift: int, future: bool) -> Days:
    """Saturday and Sunday: 0 the latest begun (future: the next to end), -1 the latest over, 1 the next to begin."""
    begun = plus(anchor, -((anchor.isoweekday() - 6) % 7))
    running = anchor.isoweekday() >= 6
    if shift < 0 and running:
        begun = plus(begun, -7)
    elif (shift > 0) or (future and shift == 0 and not running):
        begun = plus(begun, 7)
    return begun, plus(begun, 1)


def weekday(number: int, anchor: dt.date, which: str, future: bool) -> dt.date:
    """The day of the week meant: on or before the anchor; last: before it; next: after it; this: in its week."""
    back = (anchor.isoweekday() - number) % 7
    if which == "last":
        return plus(anchor, -(back or 7))
    if which == "next":
        return plus(anchor, (7 - back) if back else 7)
    if which == "this" and future is False and back > anchor.isoweekday() - 1:
        return plus(anchor, 7 - back)  # "this Friday" on a Wednesday
    return plus(anchor, (7 - back) % 7) if future else plus(anchor, -back)


def part_of_year(year: int, mode: str, anchor: dt.date | None) -> Days:
    """A year, or its first, middle or last months; earlier and later end or begin at the anchor.

    Early and late in a year are still the year: nobody says which months they are.
    """
    if mode in _PARTS_OF_YEAR:
        return months(year, *_PARTS_OF_YEAR[mode])
    return clipped(years(year, year), mode, anchor)


def part_of_week(days: Days, mode: str, anchor: dt.date | None) -> Days:
    """A week, or its early, middle or late days."""
    if mode in _PARTS_OF_WEEK:
        first, last = _PARTS_OF_WEEK[mode]
        return plus(days[0], first), plus(days[0], last)
    return clipped(days, mode, anchor)


def clipped(days: Days, mode: str, anchor: dt.date | None) -> Days:
    """ "Earlier" ends at the anchor, "later" begins there, if it lies within."""
    if anchor is None or not days[0] < anchor < days[1]:
        return days
    if mode == "EARLIER":
        return days[0], anchor
    return (anchor, days[1]) if mode == "LATER" else days


def calendar_days(point: Calendar, anchor: dt.date | None, future: bool) -> Days:
    """The days of a calendar point; `anchor` is None only where it needs none."""
    year = point.year
    if year is None and point.years is not None and anchor:
        year = anchor.year + point.years
    if point.feast:
        return _feast_days(point, year, anchor, future)
    if point.offset is not None and anchor:
        day = plus(anchor, point.offset)
        return (plus(day, -1), day) if point.overnight else (day, day)
    if point.day and point.month:
        day = plus(_dated(point, year, anchor, future), -1 if point.nth else 0)  # "the eve of August 5"
        return day, day
    if point.month:
        return _monthly(point, year, anchor, future)
    if point.day and anchor:
        day = _day_of_month(point.day, anchor, future)
        return day, day
    if point.weekday and anchor and point.nth:
        day = plus(weekday(point.weekday, anchor, "last", False), 7 - 7 * point.nth[0])
        return day, day
    if point.weekday and anchor:
        if point.weeks is not None:
            day = plus(week(anchor, point.weeks)[0], point.weekday - 1)
            return day, day
        day = weekday(point.weekday, anchor, point.which, future)
        return (
            (day, min(plus(day, 1), max(anchor, day)) if not future else plus(day, 1))
            if point.overnight
            else (day, day)
        )
    return _longer(point, year, anchor, future)


def _longer(point: Calendar, year: int | None, anchor: dt.date | None, future: bool) -> Days:
    """Seasons, quarters, half years, years, decades and centuries."""
    if point.season:
        first = _SEASONS[point.season]
        return _latest([months(y, first, first + 2) for y in _years(year, anchor)], anchor, point.which, future)
    if point.quarter:
        last = 3 * point.quarter
        return _latest([months(y, last - 2, last) for y in _years(year, anchor)], anchor, point.which, future)
    if year is None:
        raise ValueError("no year")
    if point.nth and point.nth[1] == "half":
        return months(year, 1, 6) if point.nth[0] == 1 else months(year, 7, 12)
    if point.span > 1:
        late, early = point.mode in ("LATE", "END"), point.mode in ("EARLY", "START")
        first = year + (point.span * 2 // 3 if late else point.span // 3 if point.mode == "MID" else 0)
        return years(first, year + (point.span // 3 if early else point.span) - 1)
    return part_of_year(year, point.mode, anchor)


def _years(year: int | None, anchor: dt.date | None) -> list[int]:
    if year is not None:
        return [year]
    if anchor is None:
        raise ValueError("no year")
    return [anchor.year + shift for shift in (-2, -1, 0, 1)]


def _latest(choices: list[Days], anchor: dt.date | None, which: str, future: bool) -> Days:
    """Of the same stretch in several years: the latest begun, or the one that the words or the status ask for."""
    if len(choices) == 1 or anchor is None:
        return choices[0]
    if which == "last":
        return [days for days in choices if days[1] < anchor][-1]
    if which == "next":
        return next(days for days in choices if days[0] > anchor)
    if which == "this":
        ahead = [days for days in choices if days[1] >= anchor]
        return ahead[0] if ahead[0][0].year == anchor.year else [d for d in choices if d[0] <= anchor][-1]
    if future:
        return next(days for days in choices if days[1] >= anchor)
    return [days for days in choices if days[0] <= anchor][-1]


def _dated(point: Calendar, year: int | None, anchor: dt.date | None, future: bool) -> dt.date:
    """A day and month; without a year, the year that puts it at or before the anchor, or where its weekday is right."""
    month, number = point.month or 1, point.day or 1
    if year is not None or anchor is None:
        return dt.date(year or 0, month, number)
    shifts = (-1, 0, 1) if (month, number) != (2, 29) else range(-4, 5)
    days = [dt.date(y, month, number) for y in (anchor.year + s for s in shifts) if _is_day(y, month, number)]
    past, coming = max(d for d in days if d <= anchor), min(d for d in days if d >= anchor)
    likely, other = (coming, past) if future or (anchor - past).days > _FAR else (past, coming)
    return other if point.weekday and other.isoweekday() == point.weekday != likely.isoweekday() else likely


def _day_of_month(number: int, anchor: dt.date, future: bool) -> dt.date:
    """ "The 25th": the latest on or before the anchor, with `future` the first on or after it."""
    firsts = [plus_months(anchor.replace(day=1), shift) for shift in range(-2, 3)]
    days = [first.replace(day=number) for first in firsts if _is_day(first.year, first.month, number)]
    return min(d for d in days if d >= anchor) if future else max(d for d in days if d <= anchor)


def _is_day(year: int, month: int, number: int) -> bool:
    return number <= calendar.monthrange(year, month)[1]


def _monthly(point: Calendar, year: int | None, anchor: dt.date | None, future: bool) -> Days:
    """A month; early, mid and late are still the month."""
    month = point.month or 1
    days = _latest([months(y, month, month) for y in _years(year, anchor)], anchor, point.which, future)
    if point.nth:
        order, unit = point.nth
        if unit == "week":
            return (
                (plus(days[1], -6), days[1])
                if order < 0
                else (plus(days[0], 7 * order - 7), plus(days[0], 7 * order - 1))
            )
        if unit == "half":
            return (days[0], plus(days[0], 14)) if order == 1 else (plus(days[0], 15), days[1])
        if unit == "day":
            day = days[1] if order < 0 else plus(days[0], order - 1)
            return day, day
    return clipped(days, point.mode, anchor)


def _feast_days(point: Calendar, year: int | None, anchor: dt.date | None, future: bool) -> Days:
    feast = point.feast
    if feast is None:
        raise ValueError("no feast")
    if feast.way == "once":
        return feast.spans[0]
    found = [days for y in _years(year, anchor) for days in feast_in(feast, y)]
    if not found:
        raise ValueError(f"{feast.key}: the table has no such year")
    days = _latest(found, anchor, point.which, future) if year is None else found[0]
    if point.nth:
        order, unit = point.nth
        if unit == "week":
            return (
                (plus(days[1], -6), days[1])
                if order < 0
                else (plus(days[0], 7 * order - 7), plus(days[0], 7 * order - 1))
            )
        day = days[1] if order < 0 else plus(days[0], order - 1)
        return day, day
    return days


def feast_in(feast: Feast, year: int) -> list[Days]:
    """When a feast is in a year: none, one or (Islamic feasts) two times."""
    if feast.way == "starts":
        return [days for days in feast.spans if days[0].year == year]
    if feast.way == "fixed":
        day = dt.date(year, feast.rule[0], feast.rule[1])
    elif feast.way == "nth":
        month, number, order = feast.rule
        first = dt.date(year, month, 1)
        day = plus(first, (number - first.isoweekday()) % 7 + 7 * (order - 1))
    else:
        day = plus(easter(year) if feast.way == "easter" else orthodox_easter(year), feast.rule[0])
    return [(day, plus(day, feast.days - 1))]


def easter(year: int) -> dt.date:
    """Western Easter Sunday (the Meeus algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114, 31)
    return dt.date(year, month, day + 1)


def orthodox_easter(year: int) -> dt.date:
    """Orthodox Easter Sunday in the Gregorian calendar (years 1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return plus(dt.date(year, month, day + 1), 13)
