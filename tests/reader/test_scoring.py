"""Which words are near enough to a trigger, and labels of several lines."""

from __future__ import annotations

import numpy as np

from dateline.reader.scoring import View
from dateline.reader.tagging import ATTRIBUTION, labels_of
from dateline.reader.windows import COLUMNS, Word


def view(*sentences: str) -> View:
    """The words of these sentences, without features."""
    none = (0,) * len(COLUMNS)
    return View([Word(0, 0, word, at, none) for at, text in enumerate(sentences) for word in text.split()], 0, 0)


def reached(one: View, sentence: int) -> str:
    """What is within reach of a trigger of that sentence."""
    (row,) = one.within_reach(np.array([sentence]))
    return " ".join(word.text for word, near in zip(one.words, row, strict=True) if near)


def test_a_sentence_reaches_itself_and_the_names_before_it() -> None:
    one = view("the mayor spoke", "people in Odu fled", "shells fell", "it burned")
    assert reached(one, 2) == "Odu shells fell"


def test_who_speaks_is_reached_from_everywhere() -> None:
    one = view("the mayor spoke", "people fled", "shells fell", "it burned")
    one.said = [("source", 0, 2), ("cue", 2, 3)]
    assert reached(one, 3) == "the mayor it burned"
    assert reached(one, 0) == "the mayor spoke"


def test_lines_have_the_labels_that_each_has_alone() -> None:
    rng = np.random.default_rng(5)
    sizes = (3, 1, 7, 4, 7, 2)
    size = len(labels_of(ATTRIBUTION.kinds))
    scores = rng.normal(size=(sum(sizes), size)).astype(np.float32)
    moves = rng.normal(size=(size, size)).astype(np.float32)
    breaks = np.repeat(np.arange(len(sizes)), sizes)
    alone = []
    for line in range(len(sizes)):
        rows = np.flatnonzero(breaks == line)
        own = ATTRIBUTION.spans(scores[rows], breaks[rows], moves)
        alone += [(kind, first + int(rows[0]), stop + int(rows[0])) for kind, first, stop in own]
    assert ATTRIBUTION.spans(scores, breaks, moves) == alone
    assert alone
