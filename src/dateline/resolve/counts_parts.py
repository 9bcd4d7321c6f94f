"""Counts that are a part of another of their claim: "42 people, 27 of them students", "two were among 12 killed"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.knowledge.lexicon import NumberWords
from dateline.records import DraftCount, Evidence

_FEW_WORDS = r"(?:\s+[\w’'-]+){0,6}?"
_WERE = r"(?:was|were|is|are)\s+"
_OF_WHOLE = re.compile(rf"{_FEW_WORDS}\s+(?:{_WERE})?(?:also\s+)?among\s+(?:(?:the|those)\s+)?$", re.I)
_WHOLE = re.compile(r"\bamong\s+(?:(?:the|those)\s+)?$", re.I)
_THERE_WERE = re.compile(rf"{_FEW_WORDS}\s+{_WERE}$", re.I)
_LISTED = re.compile(r"(?:\s+[\w’'-]+){0,3}?(?:,|\s+and|,\s*and)\s+$", re.I)
_AMONG = 14  # characters of "among those"


class Parts:
    """Finds them with the words it is given."""

    def __init__(self, words: NumberWords) -> None:
        self._behind = re.compile(rf"\s+(?:{'|'.join(map(re.escape, words.part_behind))})\b", re.I)

    def among(
        self, counts: Sequence[DraftCount], said: Mapping[Evidence, str | None], text: str
    ) -> frozenset[Evidence]:
        """The words of the counts that are parts. `said`: the measures that words beside numbers say themselves."""
        ordered = sorted(counts, key=lambda c: (c.evidence.start, c.evidence.end))
        of_them = [c for c in ordered if self._is_of_them(c.evidence, text)]
        wholes = [c for c in ordered if not c.part_of and c not in of_them]
        found = {c.evidence for c in of_them if any(_holds(whole, c, said) for whole in wholes)}
        return frozenset(found | _of_a_stated_whole([c.evidence for c in ordered], text))

    def _is_of_them(self, evidence: Evidence, text: str) -> bool:
        """Whether "of them" stands within the words or right behind them."""
        return bool(self._behind.search(evidence.exact) or self._behind.match(text, evidence.end))


def _holds(whole: DraftCount, part: DraftCount, said: Mapping[Evidence, str | None]) -> bool:
    """True in "killed 12, three of them children", not in "hit 4 people; one of them died": the four did not."""
    if whole.evidence.start >= part.evidence.start:
        return False
    own = said[part.evidence]
    stated = said[whole.evidence]
    return stated == own if own else (stated or whole.measure) == part.measure


def _of_a_stated_whole(places: Sequence[Evidence], text: str) -> set[Evidence]:
    """The numbers before "were among the 12 killed" and those behind "Among the 12 killed were"."""
    out: set[Evidence] = set()
    pairs = [(a, b, text[a.end : b.start]) for a, b in zip(places, places[1:], strict=False)]
    for one, other, between in reversed(pairs):
        if _OF_WHOLE.fullmatch(between) or (other in out and _LISTED.fullmatch(between)):
            out.add(one)
    behind: set[Evidence] = set()
    for one, other, between in pairs:
        begun = _WHOLE.search(text[max(0, one.start - _AMONG) : one.start] + _article(one)) is not None
        if (begun and _THERE_WERE.fullmatch(between)) or (one in behind and _LISTED.fullmatch(between)):
            behind.add(other)
    return out | behind


def _article(evidence: Evidence) -> str:
    """An article that a count's words begin with."""
    first = evidence.exact.split(" ")[0]
    return f"{first} " if first.lower() in ("the", "those") else ""
