"""Spans from label scores: the best valid sequence of O, B, I, E, S (outside, begin, inside, end, single) of a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from dateline.reader.heads import Floats, Ints

ATTRIBUTED: Final = ("source", "cue", "content")
#: kinds of mentions as in re3d, the set that they are learned from
MENTIONED: Final = (
    "Organisation",
    "Location",
    "Person",
    "Quantity",
    "Temporal",
    "Weapon",
    "MilitaryPlatform",
    "DocumentReference",
    "Nationality",
    "Vehicle",
    "Money",
    "CommsIdentifier",
)
PARTS: Final = "BIES"
_NEVER: Final = -1e4


def labels_of(kinds: Sequence[str]) -> tuple[str, ...]:
    """O, then B, I, E and S of each kind."""
    return ("O", *(f"{part}-{kind}" for kind in kinds for part in PARTS))


class Tags:
    """The labels of some kinds of spans: which may follow which, and the best sequence of them."""

    def __init__(self, kinds: Sequence[str]) -> None:
        self.kinds = tuple(kinds)
        labels = labels_of(kinds)
        opens = np.array([name[0] in "OBS" for name in labels])
        closes = np.array([name[0] in "OES" for name in labels])
        inside = np.array([[a[0] in "BI" and b[0] in "IE" and a[2:] == b[2:] for b in labels] for a in labels])
        may = inside | (closes[:, None] & opens[None, :])
        self.never: Floats = np.where(may, 0.0, _NEVER).astype(np.float32)  # from row to column
        self.first: Floats = np.where(opens, 0.0, _NEVER).astype(np.float32)
        self.last: Floats = np.where(closes, 0.0, _NEVER).astype(np.float32)

    def spans(self, scores: Floats, breaks: Ints, moves: Floats | None = None) -> list[tuple[str, int, int]]:
        """Kind, first and stop word of every span. No span runs over a change of `breaks`, the line of each word.

        `scores` are of words and labels, `moves` learned scores of going from one label to the next.
        """
        steps = self.never if moves is None else self.never + moves
        out: list[tuple[str, int, int]] = []
        cuts = [0, *(int(i) for i in np.flatnonzero(np.diff(breaks)) + 1), len(breaks)]
        for low, high in zip(cuts, cuts[1:], strict=False):
            if low < high:
                out += self._collected(self._best(scores[low:high], steps), low)
        return out

    def _best(self, scores: Floats, steps: Floats) -> list[int]:
        best, back = self.first + scores[0], []
        for row in scores[1:]:
            total = best[:, None] + steps
            back.append(total.argmax(0))
            best = np.maximum.reduce(total, 0) + row
        labels = [int((best + self.last).argmax())]
        for pointers in reversed(back):
            labels.append(int(pointers[labels[-1]]))
        return labels[::-1]

    def _collected(self, labels: Sequence[int], base: int) -> list[tuple[str, int, int]]:
        out: list[tuple[str, int, int]] = []
        for at, ident in enumerate(labels):
            if not ident:
                continue
            kind, part = divmod(ident - 1, len(PARTS))
            if PARTS[part] in "BS":
                out.append((self.kinds[kind], base + at, base + at + 1))
            else:
                name, first, _ = out[-1]
                out[-1] = (name, first, base + at + 1)
        return out


ATTRIBUTION: Final = Tags(ATTRIBUTED)
MENTIONS: Final = Tags(MENTIONED)
