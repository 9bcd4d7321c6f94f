"""People who were counted and are then named: "killed two men, identified as Ana Roy and Ivo Orr" kills no more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.knowledge.lexicon import NumberWords
from dateline.records import DraftCount

_REACH = 160  # characters over which names may be listed


class Named:
    """Tells their names from counts, with the words it is given."""

    def __init__(self, words: NumberWords) -> None:
        told = "|".join(re.escape(word) for word in words.identified)
        ended = "|".join(re.escape(w) for some in (words.outcomes, words.harming) for ws in some.values() for w in ws)
        self._begins = re.compile(rf"(?:{told})\b", re.I)
        self._told = re.compile(rf"\b(?:{told})\b(?P<names>[^;]*)$", re.I)
        self._stop = re.compile(r"(?<=\w{3})[.!?]\s")
        self._ended = re.compile(rf"\b(?:{ended}|while|but)\b", re.I)

    def without(self, counts: Sequence[DraftCount], text: str) -> list[DraftCount]:
        """The counts without the names of those whom one before them counts."""
        ordered = sorted(counts, key=lambda c: (c.evidence.start, c.evidence.end))
        named = {
            other.evidence
            for at, other in enumerate(ordered)
            if any(self._names(one, other, text) for one in ordered[:at] if one.measure == other.measure)
        }
        return [count for count in counts if count.evidence not in named]

    def _names(self, one: DraftCount, other: DraftCount, text: str) -> bool:
        """Whether "identified as" and nothing but names stand between two counts, and the other is or begins them."""
        start = max(one.evidence.end, other.evidence.start - _REACH)
        between = text[start : other.evidence.start]
        if one.evidence.end > other.evidence.start or any(letter.isdigit() for letter in other.evidence.exact[:1]):
            return False
        found = self._told.search(between)
        if found is None:
            return not between.strip(" ,") and self._begins.match(other.evidence.exact) is not None
        if found["names"].strip() and not other.evidence.exact.split()[-1][0].isupper():
            return False  # "identified as Ana Roy, and a nurse"
        return not (self._ended.search(found["names"]) or self._stop.search(found["names"]))
