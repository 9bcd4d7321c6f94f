"""Distances from somewhere, and stretches between two ends, in a place phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.knowledge.gazetteer_data import PlaceWords
from dateline.resolve.places_shapes import place_shapes

_BETWEEN = re.compile(r"\bbetween (?P<one>.+?) and (?P<two>.+)$", re.IGNORECASE)
_ON_THE_WAY = re.compile(
    r"\bway from .{1,60}? to .{1,60}? (?:at|in|near) (?P<at>(?:the )?(?-i:[A-Z]).+)$", re.IGNORECASE
)
_WAY = re.compile(r"(\bway from .{1,60}? to .{1,60}?) (?:at|in|near) .+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Away:
    """ "10 km south of X": where that is said, kilometres, the compass word (or none), and the words of X."""

    start: int
    kilometres: float
    way: str
    rest: str


def away_in(words: str, listed: PlaceWords) -> Away | None:
    """The distance from somewhere that a phrase states, if it does."""
    found = place_shapes().distance.search(words)
    if not found:
        return None
    number = found["number"].replace(",", ".")
    amount = float(number) if number[0].isdigit() else listed.numbers.get(number)
    if amount is None:
        return None
    return Away(found.start(), amount * listed.distances[found["unit"]], found["way"] or "", words[found.end() :])


def between_in(words: str) -> tuple[str, str] | None:
    """ "between A and B" as its two ends."""
    found = _BETWEEN.search(words)
    return (found["one"], found["two"]) if found and found["one"][:1] and found["two"][:1] else None


def stretch_in(words: str) -> tuple[str, str] | None:
    """ "stretching from A to B", "the road from A to B" as its two ends."""
    found = place_shapes().stretch.search(_WAY.sub(r"\1", words))
    return (found["one"], found["two"]) if found else None


def on_the_way(words: str) -> str | None:
    """The place that "way from A to B at C" names last."""
    found = _ON_THE_WAY.search(words)
    return found["at"] if found else None
