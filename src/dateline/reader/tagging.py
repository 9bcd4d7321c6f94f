"""Spans from label scores: the best valid sequence of O, B, I, E, S (outside, begin, inside, end, single) of a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from dateline.reader.heads import Floats, Ints, Span

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
        if not len(breaks):
            return []
        cuts = (np.flatnonzero(np.diff(breaks)) + 1).tolist()
        lines = list(zip([0, *cuts], [*cuts, len(breaks)], strict=True))
        best = self._best(scores, lines, steps)
        return [span for (low, _), labels in zip(lines, best, strict=True) for span in self._collected(labels, low)]

    def _best(self, scores: Floats, lines: Sequence[Span], steps: Floats) -> list[list[int]]:
        """The best labels of each line; word by word, for all lines at once, the longest first."""
        order = sorted(range(len(lines)), key=lambda line: lines[line][0] - lines[line][1])
        starts, sizes = np.array([(lines[line][0], lines[line][1] - lines[line][0]) for line in order]).T
        longest = int(sizes[0])
        left = [*np.searchsorted(-sizes, -np.arange(longest)).tolist(), 0]  # lines that have a word there
        own = scores[np.minimum(starts + np.arange(longest)[:, None], len(scores) - 1)].transpose(0, 2, 1).copy()
        own[0] += self.first[:, None]
        for at in range(1, longest):  # word, label, line: from here on the best score of a way that ends there
            own[at, :, : left[at]] += (own[at - 1, :, None, : left[at]] + steps[:, :, None]).max(0)
        labels = np.zeros((longest, len(lines)), np.int64)
        for at in reversed(range(longest)):
            more = left[at + 1]
            further = np.repeat(self.last[:, None], left[at], 1)
            if more:
                further[:, :more] = steps[:, labels[at + 1, :more]]
            labels[at, : left[at]] = (own[at, :, : left[at]] + further).argmax(0)
        out: list[list[int]] = [[] for _ in lines]
        for column, line in enumerate(order):
            out[line] = labels[: sizes[column], column].tolist()
        return out

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
