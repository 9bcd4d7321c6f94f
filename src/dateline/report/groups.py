"""Places in neighbourhoods: each gets one panel of the map."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dateline.records import Place

MOST_PANELS = 6
_NEAR_KM = 700.0
_CELL = 3.0  # degrees


def neighbourhoods(places: Sequence[Place]) -> list[list[int]]:
    """Positions of the places in groups whose neighbours lie near one another, at most six, by their first place."""
    cells: dict[tuple[int, int], list[int]] = {}
    for at, place in enumerate(places):
        cells.setdefault((math.floor(place.lat / _CELL), math.floor(place.lon / _CELL)), []).append(at)
    groups: list[list[tuple[int, int]]] = []
    for cell in sorted(cells):
        near = [group for group in groups if any(_km(cell, other) <= _NEAR_KM for other in group)]
        groups = [group for group in groups if group not in near] + [[cell, *(c for group in near for c in group)]]
    while len(groups) > MOST_PANELS:
        pairs = ((_between(a, b), i, j) for i, a in enumerate(groups) for j, b in enumerate(groups[:i]))
        _, i, j = min(pairs)
        groups[j] = sorted([*groups[j], *groups.pop(i)])
    return sorted(sorted(at for cell in group for at in cells[cell]) for group in groups)


def _between(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> float:
    return min(_km(a, b) for a in one for b in other)


def _km(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Great-circle distance of two cells' middles."""
    lat1, lat2 = (math.radians((cell[0] + 0.5) * _CELL) for cell in (one, other))
    lon = math.radians((one[1] - other[1]) * _CELL)
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(lon / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(a)))
