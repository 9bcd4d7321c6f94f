"""Exact F1 of source, cue and content as CofeNet scores PolNeAR: its sentences, its tokens, flat spans.

Sentences of one article are read together, so a window holds the ones before. Predictions are made on Dateline's words
and carried to CofeNet's tokens: a token takes the label of its first word.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from batches import without
from data import ATTRIBUTION, Kit, article_of, public_loaders
from evaluate import Encode

from dateline.reader.heads import Heads
from dateline.reader.tagging import spans_of
from dateline.reader.windows import Pieces, Window, Word, segments_of, windows_of
from dateline.records import Sentence

_SHOWN = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
Token = tuple[int, int]


class CofenetSet:
    """CofeNet's sentences as articles with gold spans."""

    def __init__(self, folder: Path, part: str, kit: Kit, pieces: Pieces, hidden: tuple[str, ...] = ()) -> None:
        by_id: dict[str, list[dict[str, Any]]] = {}
        for row in public_loaders(folder, "reading").cofenet("polnear", part):
            by_id.setdefault(row["id"], []).append(row)
        self.made: list[tuple[list[Word], list[Window], list[list[Token]], list[list[str]]]] = []
        for ident, records in by_id.items():
            text, sentences, tokens = "", [], []
            for record in records:
                start, offsets = len(text), []
                for token in record["tokens"]:
                    shown = _SHOWN.get(token, token)
                    offsets.append((len(text), len(text) + len(shown)))
                    text += shown + " "
                sentences.append(Sentence(len(sentences), start, len(text) - 1, "body"))
                tokens.append(offsets)
                text += "\n"
            rows = kit.words(article_of(ident, text), sentences)
            if hidden:
                rows = [without(row, hidden) for row in rows]
            segments = segments_of([row for row in rows if row], pieces, 192)
            words = [w for row in rows for w in row]
            self.made.append((words, windows_of(segments, 192, 64), tokens, [r["labels"] for r in records]))

    def score(self, encode: Encode, heads: Heads) -> dict[str, tuple[float, float, float]]:
        """Precision, recall and F1 for each kind."""
        right, given, gold = Counter[str](), Counter[str](), Counter[str]()
        for words, windows, tokens, labels in self.made:
            predicted = [[0] * len(row) for row in tokens]
            for window, vectors in zip(windows, encode(windows, [words] * len(windows)), strict=True):
                own = [w for s in window.segments for w in words[s.first : s.stop]]
                core = sum(s.stop - s.first for s in window.segments[: window.core])
                numbers = np.array([w.sentence for w in own], np.int64)
                for kind, first, stop in spans_of(heads.attribution(vectors), numbers):
                    if first >= core:
                        _carry(predicted, tokens, own[first:stop], kind)
            for row, want in zip(predicted, labels, strict=True):
                a, b = _spans([ATTRIBUTION[i] for i in row]), _spans(want)
                given.update(k for k, _, _ in a)
                gold.update(k for k, _, _ in b)
                right.update(k for k, _, _ in a & b)
        out = {}
        for kind in ("source", "cue", "content"):
            p, r = right[kind] / max(1, given[kind]), right[kind] / max(1, gold[kind])
            out[kind] = (p, r, 2 * p * r / max(1e-9, p + r))
        return out


def _carry(predicted: list[list[int]], tokens: list[list[Token]], words: list[Word], kind: str) -> None:
    begin = ATTRIBUTION.index("B-" + kind)
    sentence = words[0].sentence
    low, high, first = words[0].start, words[-1].end, True
    for at, (start, _) in enumerate(tokens[sentence]):
        if low <= start < high:
            predicted[sentence][at] = begin if first else begin + 1
            first = False


def _spans(labels: list[str]) -> set[tuple[str, int, int]]:
    out: list[tuple[str, int, int]] = []
    open_kind = None
    for at, label in enumerate(labels):
        if label[0] == "I" and open_kind == label[2:]:
            out[-1] = (out[-1][0], out[-1][1], at + 1)
        elif label != "O":
            open_kind = label[2:]
            out.append((open_kind, at, at + 1))
        if label == "O":
            open_kind = None
    return set(out)
