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
_POINT_KM = 60.0  # a place with a larger extent has no cell of its own


def candidates(sides: Sequence[Facts], kinds: Kinds) -> list[tuple[int, int]]:
    """Pairs of positions that share a block, sorted, each once."""
    blocks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at, side in enumerate(sides):
        for key in set(_blocks(side, kinds)):
            blocks[key].append(at)
    pairs: set[tuple[int, int]] = set()
    for (_, _, what), inside in blocks.items():
        if what.startswith("party:") and len(inside) > _MOST_IN_BLOCK:
            continue
        pairs.update((a, b) for i, a in enumerate(inside) for b in inside[i + 1 :])
    return sorted(pairs)


def _blocks(side: Facts, kinds: Kinds) -> Iterator[tuple[str, str, str]]:
    groups = {kinds.block(event_type) for event_type in side.types}
    wheres = sorted({*_cells(side), *_names(side), *(f"party:{actor}" for actor in side.actors)})
    for when in _times(side):
        for group in sorted(groups):
            for where in wheres:
                yield group, when, where


def _times(side: Facts) -> Iterator[str]:
    """Days of a short interval; months of a longer one; an open or missing one ends with the page."""
    latest, earliest = side.latest or side.published, side.earliest
    if latest is None and earliest is None:
        yield "no day"
        return
    if latest is None or earliest is None:
        day = latest or earliest
        assert day is not None
        earliest, latest = (day, day) if latest is None else (day - dt.timedelta(LOOK_BACK_DAYS), day)
    days = (latest - earliest).days + 1
    yield from (f"{month}" for month in _months(earliest, latest))
    if days <= _MOST_DAYS:
        yield from ((earliest + dt.timedelta(step)).isoformat() for step in range(max(days, 0)))


def _months(earliest: dt.date, latest: dt.date) -> list[str]:
    first, last = earliest.year * 12 + earliest.month - 1, latest.year * 12 + latest.month - 1
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(first, min(last, first + 24) + 1)]


def _cells(side: Facts) -> Iterator[str]:
    """Cells of about 100 km around each point; neighbours too, so that no border parts two points."""
    for place in side.places:
        if place.extent_km > _POINT_KM:
            yield f"area:{place.gazetteer_id}"
            continue
        row, column = math.floor(place.lat), math.floor(place.lon)
        yield from (f"cell:{row + a}:{column + b}" for a in (-1, 0, 1) for b in (-1, 0, 1))


def _names(side: Facts) -> Iterator[str]:
    """The names of places and of what was hit, by their first letters or consonants."""
    for name in side.place_names | side.target_names:
        yield f"name:{name[:4]}"
        if skeleton(name):
            yield f"name:{skeleton(name)}"
