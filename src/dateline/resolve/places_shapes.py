"""What stands around the names of places in a phrase, as patterns made of the word lists."""

from __future__ import annotations

import functools
import re

from dateline.knowledge.files import alternatives
from dateline.knowledge.gazetteer_data import PlaceWords, load_place_words


class PlaceShapes:
    """The patterns, with the words that they are given."""

    def __init__(self, words: PlaceWords) -> None:
        self._of_phrases(words)
        self._of_distances(words)
        self.border = _compiled(rf"\b(?:borders?|frontiers?)\b(?! (?:{alternatives(words.border_things)}))")
        self.sea = _compiled(rf"\b(?:{alternatives(words.seas)})\b")
        units = "|".join(f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}" for word in words.binding_units)
        self.in_unit = re.compile(rf" in (?:the )?(?:[a-z]+ern )?(?:[A-Z][\w’'-]+ ){{1,3}}(?:{units})\b")

    def _of_phrases(self, words: PlaceWords) -> None:
        """What a phrase holds beside its names, and phrases without a name."""
        self.housed = re.compile(  # "two bases housing US troops"
            rf"(?<=\w) (?:{alternatives(words.housing)}) "
            rf"(?!(?:{alternatives(words.housing_estates)})s?\b).+?(?=,? (?:in|at|near|outside) |$)"
        )
        self.share = re.compile(  # "15 to 20 percent of Aleppo"
            rf"^(?:(?:{alternatives(words.before_shares)}) )*"
            r"[\d.,]+(?: ?(?:to|-|–|and) ?[\d.,]+)? ?(?:percent|per cent|%) of "
        )
        self.abroad = _compiled(rf"\b(?:{alternatives(words.abroad)})")
        self.meeting = _compiled(rf"\b(?:{alternatives(words.meetings)})$")
        self.located = _compiled(rf"\b(?:{alternatives(words.inside)})(?: the)?(?: [a-z-]+ern| central)? $")
        self.wide = re.compile(rf"\b(?:{alternatives(words.wide)})\b")
        self.unnamed = _compiled(rf"^(?:{alternatives(words.unnamed)})\b")
        self.capital = re.compile("".join(rf"(?<!{word} )" for word in words.other_capitals) + r"\bcapital\b")
        self.pointing = re.compile(  # "that department", "the outskirts of the city"
            rf"^(?:(?:in|near|outside|around|inside|(?:on |in |at )?the (?:{alternatives(words.edges_of)}) of) )?"
            r"(?P<which>the|that|this)(?: same)? (?P<noun>[a-z-]+)$"
        )
        self.its_edges = re.compile(
            rf"^(?:on |in )?(?:its|their|the town's|the city's) (?:\w+ern )?(?:{alternatives(words.its_edges)})$"
        )

    def _of_distances(self, words: PlaceWords) -> None:
        """ "10 km south of X", "the road from X to Y"."""
        self.distance = re.compile(
            rf"\b(?P<number>\d+(?:[.,]\d+)?|[a-z]+(?: dozen| few)?)[ -]?(?P<unit>{alternatives(words.distances)})\b\.?"
            rf"(?: \([^)]*\))?(?: (?:{alternatives(words.away)}))*(?: (?P<way>[a-z-]+))?"
            r"(?: (?:of|from|outside|inside|off))+ "
        )
        self.stretch = _compiled(
            rf"\b(?:{alternatives(words.stretches)}) from (?P<one>.{{1,80}}?) (?:all the way )?to (?P<two>.+)$"
        )


@functools.cache
def place_shapes() -> PlaceShapes:
    """The patterns of the packaged words."""
    return PlaceShapes(load_place_words())


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
