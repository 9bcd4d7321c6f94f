"""Terms under which groups of claims are filed and looked up: only groups that share one are ever compared.

A term is a kind of happening, a time and a place, a place name, or a named party with a target or figure. Groups
that state their day are filed under its weeks; those that do not, under the weeks of their page's last days, since what
a page tells as happened had happened by then; long intervals under months. Named persons are filed without a time, and
pages on one story (pairs of names in their leads) under the time of the page.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator

from dateline.link.facts import Facts
from dateline.link.kinds import Kinds
from dateline.link.state import term
from dateline.link.words import skeleton

LOOK_BACK_DAYS = 10  # how far before its page an undated happening is looked for
_WEEK = 8  # days of a window
_MOST_DAYS = 31  # a longer interval is filed under its months
_MOST_MONTHS = 24  # months that a very long interval is filed under, counted back from its end
_POINT_KM = 60.0  # a place with a larger extent has no cell of its own
_SHORT, _SHORT_BY_MONTH, _LONG = "week", "month", "long"
Span = tuple[dt.date, dt.date]


def filed_under(side: Facts, kinds: Kinds) -> list[int]:
    """The terms that a group of claims is filed under, sorted."""
    wheres = sorted({*_cells(side, 0), *_wheres(side)})
    return sorted({*_timed(side, kinds, wheres, own=True), *_persons(side, kinds), *_leads(side, kinds, 0)})


def looked_under(side: Facts, kinds: Kinds) -> list[int]:
    """The terms under which the groups that it may be one with are filed, sorted."""
    wheres = sorted({*_cells(side, 1), *_wheres(side)})
    return sorted({*_timed(side, kinds, wheres, own=False), *_persons(side, kinds), *_leads(side, kinds, 1)})


def _timed(side: Facts, kinds: Kinds, wheres: Iterable[str], *, own: bool) -> Iterator[int]:
    groups = sorted({kinds.block(event_type) for event_type in side.types})
    for where in wheres:
        for group in groups:
            yield from (term(how, group, when, where) for how, when in _times(_span(side), own=own))


def _span(side: Facts) -> Span | None:
    """The days that a side may mean: as stated, an open or missing end closed by its page."""
    latest, earliest = side.latest or side.published, side.earliest
    if latest is None:
        return (earliest, earliest) if earliest else None
    return (min(earliest, latest), latest) if earliest else (latest - dt.timedelta(LOOK_BACK_DAYS), latest)


def _times(span: Span | None, *, own: bool) -> Iterator[tuple[str, str]]:
    """How a span is filed, or looked up: short ones meet in a week, a long one meets any in a month."""
    if span is None:
        yield _SHORT, "no day"
    elif (span[1] - span[0]).days + 1 <= _MOST_DAYS:
        low, high = (day.toordinal() // _WEEK for day in span)
        yield from ((_SHORT, str(week)) for week in range(low, high + 1))
        yield from ((_SHORT_BY_MONTH if own else _LONG, month) for month in _months(*span))
    else:
        yield from ((_LONG, month) for month in _months(*span))
        if not own:
            yield from ((_SHORT_BY_MONTH, month) for month in _months(*span))


def _months(earliest: dt.date, latest: dt.date) -> list[str]:
    """The months of a span, the last ones of a very long one."""
    first, last = earliest.year * 12 + earliest.month - 1, latest.year * 12 + latest.month - 1
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(max(first, last - _MOST_MONTHS), last + 1)]


def _wheres(side: Facts) -> Iterator[str]:
    """Provinces and wide areas, place names by their first letters or consonants, parties with what they did."""
    for place in side.places:
        if place.admin1:
            yield f"admin1:{place.country}:{place.admin1}"
        if place.extent_km > _POINT_KM and place.precision != "country":
            yield f"area:{place.gazetteer_id}"
    for name in side.place_names | side.target_names:
        yield f"name:{name[:4]}"
        if skeleton(name):
            yield f"name:{skeleton(name)}"
    deeds = [*side.targets, *(f"{toll.measure} {toll.number.value}" for toll in side.tolls)]
    yield from (f"party:{actor}:{deed}" for actor in side.actors for deed in deeds)


def _cells(side: Facts, around: int) -> Iterator[str]:
    """Cells of about 100 km, and those around them, so that no border parts two neighbours."""
    for place in side.places:
        if place.extent_km <= _POINT_KM:
            row, column = math.floor(place.lat), math.floor(place.lon)
            steps = range(-around, around + 1)
            yield from (f"cell:{row + a}:{column + b}" for a in steps for b in steps)


def _persons(side: Facts, kinds: Kinds) -> Iterator[int]:
    for group in {kinds.block(event_type) for event_type in side.types}:
        yield from (term("person", group, name) for name in side.victims)


def _leads(side: Facts, kinds: Kinds, around: int) -> Iterator[int]:
    names = sorted(side.lead)
    pairs = [f"{a}+{b}" for i, a in enumerate(names) for b in names[i + 1 :]]
    for group in {kinds.block(event_type) for event_type in side.types}:
        for window in _windows(side.published, around):
            yield from (term("lead", group, window, pair) for pair in pairs)


def _windows(published: dt.date | None, around: int) -> list[str]:
    if published is None:
        return ["no day"]
    window = published.toordinal() // LOOK_BACK_DAYS
    return [str(window + step) for step in range(-around, around + 1)]
