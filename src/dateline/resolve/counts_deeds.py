"""Words of harm that do not decide alone: "killed or wounded" is both, "accused of killing six" are two groups."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dateline.knowledge.files import alternatives
from dateline.records import Evidence
from dateline.resolve.numbers import NumberGrammar

_JOINED = r"\s*(?:/|,?\s+(?:and/or|and|or)\s+)"
_HARMS = frozenset(("killed", "wounded"))
_REACH = 60  # characters to either side in which words of harm are joined
_DIRECT = 16  # characters behind them in which a number of its own begins
_BEFORE = 60  # characters back to whoever is accused


class Deeds:
    """Reads them with a grammar of numbers and the measure that each word of harm means."""

    def __init__(self, grammar: NumberGrammar, measures: Mapping[str, str]) -> None:
        self._grammar, self._measures = grammar, measures
        words = grammar.words
        harms = [word for word, measure in measures.items() if measure in _HARMS]
        one, verbs = (
            alternatives([*harms, *words.unaccounted]),
            alternatives([w for m in words.harming.values() for w in m]),
        )
        self._both = re.compile(rf"\b(?P<one>{one})(?:,\s+(?:{one}))*{_JOINED}(?P<other>{one})\b", re.I)
        self._others = re.compile(rf"\s+(?:{alternatives([*words.other_people, *words.aged])})\b", re.I)
        self._people = re.compile(rf"\s+(?:(?:{alternatives(words.before_harm)})\s+)?", re.I)
        self._passive = re.compile(rf"\b(?:{alternatives(words.passive)})\b", re.I)
        deed = rf"(?:of|with|for|in)\s+(?:\w+ly\s+)?(?:{verbs})"
        charged = rf"(?:{alternatives(words.charged)})\s+(?:of|with|for|over)\s+(?:\w+ly\s+)?\w+ing"
        which = rf"(?:who|which|that)\s+(?:has\s+|have\s+|had\s+)?(?:\w+ly\s+)?(?:{alternatives(harms)})"
        self._deed = re.compile(rf"\b(?:{deed}|{charged}|{which})\s+$", re.I)

    def measure(self, text: str, found: re.Match[str], end: int) -> str:
        """What a word of harm counts; "killed" of "killed or wounded", where no number parts them, is casualties.

        `end`: where the counted words end; a number behind "killed and wounded" has the second word to itself.
        """
        alone = self._measures[found["word"].lower()]
        start, stop = found.span("word")
        for both in self._both.finditer(text, max(0, start - _REACH), stop + _REACH) if alone in _HARMS else ():
            inside = both.start() <= start and stop <= both.end()
            if inside and self._mean(both["one"]) != self._mean(both["other"]) and not self._goes_on(text, both, end):
                return "casualties"
        return alone

    def other(self, text: str, evidence: Evidence, behind: re.Match[str]) -> bool:
        """True for "eight accused of killing six priests were arrested": what is behind befell the eight."""
        passive = self._passive.search(text, evidence.end, behind.start("word"))
        return (
            passive is not None
            and self._deed.search(text, max(0, evidence.start - _BEFORE), evidence.start) is not None
        )

    def _mean(self, word: str) -> str:
        return self._measures.get(word.lower(), "missing")

    def _goes_on(self, text: str, both: re.Match[str], end: int) -> bool:
        """True where the second word has an object of its own: "were killed and wounded others"."""
        if both.end() >= end:
            if self._others.match(text, both.end()):
                return True
            return any(
                not text[both.end() : n.start].strip()
                for n in self._grammar.find(text, both.end(), both.end() + _DIRECT)
            )
        before = text[max(0, both.start() - _DIRECT) : both.start()]
        return self._passive.search(before) is not None or self._has_own(text, both)

    def _has_own(self, text: str, both: re.Match[str]) -> bool:
        """True for "20 dead and injured 30": a number stands right before the first word too."""
        numbers = self._grammar.find(text, max(0, both.start() - _REACH), both.start())
        return bool(numbers) and self._people.fullmatch(text, numbers[-1].end, both.start()) is not None
