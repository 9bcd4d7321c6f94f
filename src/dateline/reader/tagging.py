"""Source, cue and content spans from the attribution head: the best valid sequence of O, B and I over each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from dateline.reader.heads import Floats, Ints

LABELS: Final = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
_NEVER: Final = -1e4


def _allowed() -> Floats:
    """Scores of going from one label to the next: I only after B or I of its kind."""
    out = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for to, label in enumerate(LABELS):
        if label[0] == "I":
            for start, before in enumerate(LABELS):
                if before[1:] != label[1:]:
                    out[start, to] = _NEVER
    return out


_MOVES: Final = _allowed()
_STARTS: Final = np.array([_NEVER if label[0] == "I" else 0.0 for label in LABELS], np.float32)


def best_labels(scores: Floats, moves: Floats | None = None) -> list[int]:
    """The best valid labels of one sentence; `scores` are log probabilities, `moves` learned scores of transitions."""
    if not len(scores):
        return []
    steps = _MOVES if moves is None else _MOVES + moves
    best, back = _STARTS + scores[0], []
    for row in scores[1:]:
        total = best[:, None] + steps
        back.append(total.argmax(0))
        best = total.max(0) + row
    labels = [int(best.argmax())]
    for pointers in reversed(back):
        labels.append(int(pointers[labels[-1]]))
    return labels[::-1]


def spans_of(scores: Floats, sentences: Ints, moves: Floats | None = None) -> list[tuple[str, int, int]]:
    """Kind, first and stop word of every span of a window, sentence by sentence."""
    out: list[tuple[str, int, int]] = []
    cuts = [0, *(int(i) for i in np.flatnonzero(np.diff(sentences)) + 1), len(sentences)]
    for low, high in zip(cuts, cuts[1:], strict=False):
        out += _collected(best_labels(scores[low:high], moves), low)
    return out


def _collected(labels: Sequence[int], base: int) -> list[tuple[str, int, int]]:
    out: list[tuple[str, int, int]] = []
    for at, ident in enumerate(labels):
        label = LABELS[ident]
        if label[0] == "B":
            out.append((label[2:], base + at, base + at + 1))
        elif label[0] == "I":
            kind, first, _ = out[-1]
            out[-1] = (kind, first, base + at + 1)
    return out
