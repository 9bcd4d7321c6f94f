"""Exact F1 of source, cue and content as CofeNet scores PolNeAR (its rows, its tokens), and of re3d's mentions, flat.

Predictions are made on Dateline's words and carried to CofeNet's tokens: a token takes the label of the word that
holds its first letter. CofeNet's rows are paragraphs; those of one article are read together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from batches import without
from data import Example, Kit, article_of, public_loaders
from evaluate import Encode
from sequences import told

from dateline.reader.heads import Floats, Heads
from dateline.reader.tagging import ATTRIBUTION, MENTIONS
from dateline.reader.windows import Pieces, Window, Word, segments_of, windows_of
from dateline.records import Sentence

Found = set[tuple[str, int, int]]
Scores = dict[str, tuple[float, float, float]]


class CofenetSet:
    """CofeNet's rows as articles with gold spans."""

    def __init__(self, folder: Path, part: str, kit: Kit, pieces: Pieces, hidden: tuple[str, ...] = ()) -> None:
        by_id: dict[str, list[dict[str, Any]]] = {}
        for row in public_loaders(folder, "reading").cofenet("polnear", part):
            by_id.setdefault(row["id"], []).append(row)
        self.made: list[tuple[list[Word], list[Window], list[list[tuple[int, int]]], list[list[str]]]] = []
        for ident, records in by_id.items():
            text, sentences, tokens = "", [], []
            for record in records:
                line, offsets = told(record["tokens"])
                sentences.append(Sentence(len(sentences), len(text), len(text) + len(line), "body"))
                tokens.append([(len(text) + a, len(text) + b) for a, b in offsets])
                text += line + "\n"
            rows, _ = kit.words(article_of(ident, text), sentences)
            rows = [without(row, hidden) if hidden else row for row in rows if row]
            words = [w for row in rows for w in row]
            windows = windows_of(segments_of(rows, pieces, 192), 192, 64)
            self.made.append((words, windows, tokens, [r["labels"] for r in records]))

    def score(self, encode: Encode, heads: Heads) -> Scores:
        """Precision, recall and F1 for each kind."""
        pairs = []
        for words, windows, tokens, labels in self.made:
            given: list[Found] = [set() for _ in tokens]
            for window, vectors in zip(windows, encode(windows, [words] * len(windows)), strict=True):
                for kind, own in spans_in(window, words, heads.attribution(vectors), ATTRIBUTION, heads):
                    row = tokens[own[0].sentence]
                    low, high = own[0].start, own[-1].end
                    at = [n for n, (start, _) in enumerate(row) if low <= start < high]
                    if at:
                        given[own[0].sentence].add((kind, at[0], at[-1] + 1))
            pairs += list(zip(given, (_spans(want) for want in labels), strict=True))
        return _scored(pairs)


def mention_scores(examples: Sequence[Example], encode: Encode, heads: Heads) -> Scores:
    """Precision, recall and F1 of mentions by kind and over all, by their exact offsets."""
    pairs = []
    for e in examples:
        windows = windows_of(e.segments, 192, 64)
        given: Found = set()
        for window, vectors in zip(windows, encode(windows, [e.words] * len(windows)), strict=True):
            for kind, own in spans_in(window, e.words, heads.mentions(vectors), MENTIONS, heads):
                given.add((kind, own[0].start, own[-1].end))
        pairs.append((given, set(e.gold)))
    return _scored(pairs)


def spans_in(
    window: Window, words: Sequence[Word], scores: Floats, tags: Any, heads: Heads
) -> Iterable[tuple[str, list[Word]]]:
    """Kind and words of every span of the window's own sentences."""
    own = [w for s in window.segments for w in words[s.first : s.stop]]
    core = sum(s.stop - s.first for s in window.segments[: window.core])
    moves = heads.attribution_moves if tags is ATTRIBUTION else heads.mentions_moves
    for kind, first, stop in tags.spans(scores, np.array([w.sentence for w in own], np.int64), moves):
        if first >= core:
            yield kind, own[first:stop]


def _scored(pairs: Sequence[tuple[Found, Found]]) -> Scores:
    right, given, gold = Counter[str](), Counter[str](), Counter[str]()
    for a, b in pairs:
        for counts, found in ((given, a), (gold, b), (right, a & b)):
            counts.update(k for k, _, _ in found)
            counts["all"] += len(found)
    out = {}
    for kind in gold:
        p, r = right[kind] / max(1, given[kind]), right[kind] / max(1, gold[kind])
        out[kind] = (p, r, 2 * p * r / max(1e-9, p + r))
    return out


def _spans(labels: list[str]) -> Found:
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
