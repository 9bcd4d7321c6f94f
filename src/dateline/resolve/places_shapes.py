"""What stands around the names of places in a phrase, as patterns made of the word lists."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from dateline.knowledge.gazetteer_data import PlaceWords, load_place_words


class PlaceShapes:
    """The patterns, with the words that they are given."""

    def __init__(self, words: PlaceWords) -> None:
        self._of_phrases(words)
        self._of_distances(words)
        self.border = _compiled(rf"\b(?:borders?|frontiers?)\b(?! (?:{_any(words.border_things)}))")
        self.sea = _compiled(rf"\b(?:{_any(words.seas)})\b")
        units = _any(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in words.binding_units)
        self.in_unit = re.compile(rf" in (?:the )?(?:[a-z]+ern )?(?:[A-Z][\w’'-]+ ){{1,3}}(?:{units})\b")

    def _of_phrases(self, words: PlaceWords) -> None:
        """What a phrase holds beside its names, and phrases without a name."""
        self.housed = re.compile(  # "two bases housing US troops"
            rf"(?<=\w) (?:{_any(words.housing)}) "
            rf"(?!(?:{_any(words.housing_estates)})s?\b).+?(?=,? (?:in|at|near|outside) |$)"
        )
        self.share = re.compile(  # "15 to 20 percent of Aleppo"
            rf"^(?:(?:{_any(words.before_shares)}) )*"
            r"[\d.,]+(?: ?(?:to|-|–|and) ?[\d.,]+)? ?(?:percent|per cent|%) of "
        )
        self.abroad = _compiled(rf"\b(?:{_any(words.abroad)})")
        self.meeting = _compiled(rf"\b(?:{_any(words.meetings)})$")
        self.located = _compiled(rf"\b(?:{_any(words.inside)})(?: the)?(?: [a-z-]+ern| central)? $")
        self.wide = re.compile(rf"\b(?:{_any(words.wide)})\b")
        self.unnamed = _compiled(rf"^(?:{_any(words.unnamed)})\b")
        self.capital = re.compile("".join(rf"(?<!{word} )" for word in words.other_capitals) + r"\bcapital\b")
        self.pointing = re.compile(  # "that department", "the outskirts of the city"
            rf"^(?:(?:in|near|outside|around|inside|(?:on |in |at )?the (?:{_any(words.edges_of)}) of) )?"
            r"(?P<which>the|that|this)(?: same)? (?P<noun>[a-z-]+)$"
        )
        self.its_edges = re.compile(
            rf"^(?:on |in )?(?:its|their|the town's|the city's) (?:\w+ern )?(?:{_any(words.its_edges)})$"
        )

    def _of_distances(self, words: PlaceWords) -> None:
        """ "10 km south of X", "the road from X to Y"."""
        self.distance = re.compile(
            rf"\b(?P<number>\d+(?:[.,]\d+)?|[a-z]+(?: dozen| few)?)[ -]?(?P<unit>{_any(words.distances)})\b\.?"
            rf"(?: \([^)]*\))?(?: (?:{_any(words.away)}))*(?: (?P<way>[a-z-]+))?(?: (?:of|from|outside|inside|off))+ "
        )
        self.stretch = _compiled(
            rf"\b(?:{_any(words.stretches)}) from (?P<one>.{{1,80}}?) (?:all the way )?to (?P<two>.+)$"
        )


@functools.cache
def place_shapes() -> PlaceShapes:
    """The patterns of the packaged words."""
    return PlaceShapes(load_place_words())


def _any(words: Iterable[str]) -> str:
    return "|".join(words)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
