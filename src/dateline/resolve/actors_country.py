"""The country of whoever is described and not named: that of where it happened, else the story's, where it is clear."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping

from dateline.knowledge.actors import ActorBook, DescribedType
from dateline.protocols import Story

_THERE = frozenset(("population", "rebel-group", "militia", "police"))  # these are of where it happened
_SOURCES = "unnamed-sources"  # but these may speak from anywhere
_LEVEL = 0.8  # of the first country's weight: with so much the second may be meant as well


def country_of_unnamed(kind: DescribedType, story: Story, book: ActorBook) -> tuple[str | None, str]:
    """The country and the reason; None and why it is not known."""
    first = story.countries[0] if story.countries else None
    if first is None and story.here is None:
        return None, "the story names no country"
    if story.here is not None and kind.kind in _THERE and kind.id != _SOURCES:
        told = "the story is about" if story.here == first else "it happened in"
        return story.here, f"{told} {_name(story.here, book)}"
    if kind.kind == "military" and story.here not in (None, first):
        return None, "it happened in another country than that of the story"
    if kind.kind == "military" and first not in book.armed and any(c in book.armed for c in story.countries[1:2]):
        return None, "they may be those of the story's second country"
    if first is None or (story.here != first and are_level(story)):
        return None, "the story is about several countries alike"
    return first, f"the story is about {_name(first, book)}"


def are_level(story: Story) -> bool:
    """True where the page names the second country about as much as the first."""
    most = sorted(weights_of(story.votes).values(), reverse=True)
    return len(most) > 1 and most[1] >= _LEVEL * most[0]


@functools.lru_cache(maxsize=64)  # a page's claims ask again and again
def weights_of(votes: tuple[tuple[str, str, int], ...]) -> Mapping[str, int]:
    """The weight of each country that names speak for (`Story.votes`)."""
    weights: Counter[str] = Counter()
    for _, code, weight in votes:
        weights[code] += weight
    return weights


def _name(country: str, book: ActorBook) -> str:
    state = book.state_of.get(country)
    return state.name if state else country
