"""Lexical gates: weighted word lists that say which pages, and which sentences of theirs, may state an event.

The page gate comes right after cleaning, so that a page without anything of the listed types costs next to nothing.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.errors import DataError
from dateline.reader.windows import COLUMNS, Word
from dateline.records import Article, Sentence

_LETTERS: Final = re.compile(r"[a-z]+")
_CONTEXT: Final = 0.5
_SHORT: Final = 3  # pages of so many sentences are always read: there is too little to judge them by
_FULL: Final = 20  # and those of fewer than so many need the less the shorter they are
_VOTE = next(at for at, (name, _) in enumerate(COLUMNS) if name == "vote")


def gate_words(words: Sequence[Word]) -> frozenset[str]:
    """What the gate sees of a sentence: its words, and whether the lexicon votes for any."""
    out = {w.text.lower() for w in words}
    if any(w.features[_VOTE] for w in words):
        out.add("<vote>")
    return frozenset(out)


@dataclass(frozen=True, slots=True)
class Gate:
    """Passes sentences whose words' weights and the bias add up to `least`."""

    weights: Mapping[str, float]
    bias: float
    least: float

    def passes(self, words: Sequence[Word]) -> bool:
        """True where an event may be stated."""
        return self.bias + sum(self.weights.get(w, 0.0) for w in gate_words(words)) >= self.least


OPEN = Gate({}, 0.0, 0.0)  # passes everything


def page_words(text: str) -> set[str]:
    """What the page gate sees of a sentence: its runs of plain letters, in small letters."""
    return set(_LETTERS.findall(text.lower()))


@dataclass(frozen=True, slots=True)
class PageGate:
    """Passes pages by their likeliest sentence, and half as much by all of them; and every short page.

    A sentence scores the bias and the weights of its words. Words that alone would speak of an event ("strike", "shot")
    weigh less on a page whose other sentences speak of something else. Weights and scores are whole hundredths, so that
    their sum does not depend on the order of words.
    """

    weights: Mapping[str, int]
    bias: int
    least: float

    @classmethod
    def from_bytes(cls, data: bytes) -> PageGate:
        """Read strictly what `training/page_gate.py` wrote; raises DataError."""
        try:
            plain = json.loads(data)
            words = {str(word): _hundredths(weight) for word, weight in plain["words"].items()}
            return cls(words, _hundredths(plain["bias"]), 100.0 * plain["least"])
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise DataError(f"page-gate.json: cannot be read: {problem!r}") from problem

    def score(self, text: str) -> int:
        """A hundred times the log odds, as far as words tell, that a sentence states an event."""
        return self.bias + sum(map(self.weights.get, page_words(text), itertools.repeat(0)))

    def passes(self, article: Article, sentences: Sequence[Sentence]) -> bool:
        """True where some sentence may state an event."""
        if len(sentences) <= _SHORT:
            return True
        share = min(1.0, (len(sentences) - _SHORT) / (_FULL - _SHORT))
        return self.weigh([article.text[s.start : s.end] for s in sentences]) >= share * self.least

    def weigh(self, texts: Sequence[str]) -> float:
        """What a page of these sentences scores, in hundredths: the best of them, and half their mean."""
        scores = [self.score(text) for text in texts]
        return max(scores) + _CONTEXT * sum(scores) / len(scores)


def _hundredths(weight: float) -> int:
    return round(100.0 * weight)
