"""The lexical gate: a weighted word list that says which sentences may state an event, before anything costly runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.reader.windows import COLUMNS, Word

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
