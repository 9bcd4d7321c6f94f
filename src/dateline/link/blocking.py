"""Candidate pairs: only sides that share a block (types, days, and a place or a named party) are ever compared.

A side that states its day falls in the blocks of its days; one that does not, in those of its page's last days, since
what a page tells as happened had happened by then. Blocks hold positions, so that a new page adds to a few of them.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from dateline.link.facts import Facts
from dateline.link.kinds import Kinds
from dateline.link.words import skeleton

LOOK_BACK_DAYS = 10  # how far before its page an undated happening is looked for
_MOST_DAYS = 31  # a longer interval is filed under its months
_MOST_IN_BLOCK = 400  # a block of a party (not of a place) larger than this tells nothing and is left out
_MOST_MONTHS = 24  # months that a very long interval is filed under, counted back from its end
_POINT_KM = 60.0  # a place with a larger extent has no cell of its own
Span = tuple[dt.date, dt.date]


def candidates(sides: Sequence[Facts], kinds: Kinds) -> list[tuple[int, int]]:
    """Pairs of positions that share a block, sorted, each once."""
    blocks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    spans = [_span(side) for side in sides]
    for at, side in enumerate(sides):
        for key in set(_blocks(side, spans[at], kinds)):
            blocks[key].append(at)
    long = [span is None or _days(span) > _MOST_DAYS for span in spans]
    pairs: set[tuple[int, int]] = set()
    for (_, when, what), inside in blocks.items():
        if what.startswith("party:") and len(inside) > _MOST_IN_BLOCK:
            continue
        days = when.count("-") == 2  # in a month's block only what is not filed under days meets the others
        pairs.update((a, b) for i, a in enumerate(inside) for b in inside[i + 1 :] if days or long[a] or long[b])
    return sorted(pairs)


def _blocks(side: Facts, span: Span | None, kinds: Kinds) -> Iterator[tuple[str, str, str]]:
    groups = {kinds.block(event_type) for event_type in side.types}
    wheres = sorted({*_cells(side), *_names(side), *(f"party:{actor}" for actor in side.actors)})
    for when in _times(span):
        for group in sorted(groups):
            for where in wheres:
                yield group, when, where


def _span(side: Facts) -> Span | None:
    """The days that a side may mean: as stated, an open or missing end closed by its page."""
    latest, earliest = side.latest or side.published, side.earliest
    if latest is None:
        return (earliest, earliest) if earliest else None
    return (min(earliest, latest), latest) if earliest else (latest - dt.timedelta(LOOK_BACK_DAYS), latest)


def _days(span: Span) -> int:
    return (span[1] - span[0]).days + 1


def _times(span: Span | None) -> Iterator[str]:
    """The months of a span, and the days of a short one."""
    if span is None:
        yield "no day"
        return
    yield from _months(*span)
    if _days(span) <= _MOST_DAYS:
        yield from ((span[0] + dt.timedelta(step)).isoformat() for step in range(_days(span)))


def _months(earliest: dt.date, latest: dt.date) -> list[str]:
    """The months of a span, the last ones of a very long one."""
    first, last = earliest.year * 12 + earliest.month - 1, latest.year * 12 + latest.month - 1
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(max(first, last - _MOST_MONTHS), last + 1)]


def _cells(side: Facts) -> Iterator[str]:
    """Cells of about 100 km; each point is filed in four, so that no border parts two neighbours."""
    for place in side.places:
        if place.admin1:
            yield f"admin1:{place.country}:{place.admin1}"
        if place.extent_km <= _POINT_KM:
            row, column = math.floor(place.lat), math.floor(place.lon)
            yield from (f"cell:{row + a}:{column + b}" for a in (0, 1) for b in (0, 1))
        elif place.precision != "country":
            yield f"area:{place.gazetteer_id}"


def _names(side: Facts) -> Iterator[str]:
    """The names of places and of what was hit, by their first letters or consonants."""
    for name in side.place_names | side.target_names:
        yield f"name:{name[:4]}"
        if skeleton(name):
            yield f"name:{skeleton(name)}"
