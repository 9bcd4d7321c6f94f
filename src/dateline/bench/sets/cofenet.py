"""PolNeAR as CofeNet cuts it: sentences of tokens with a label each (Newell et al. 2018; Wang et al. 2022)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from dateline.bench.sets.files import json_lines
from dateline.errors import InputError

#: how the set writes quotation marks and brackets, and how a page shows them
_SHOWN = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """Tokens as a page shows them, and O, B- or I- with source, cue or content for each."""

    tokens: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """The sentences of one article, in order."""

    id: str
    sentences: tuple[LabelledSentence, ...]


def read_cofenet(path: Path) -> list[LabelledArticle]:
    """Every article of a file with one sentence a line; raises InputError naming the line that breaks the format."""
    rows: list[tuple[str, LabelledSentence]] = []
    for number, row in json_lines(path, "tokens", "labels", "id"):
        tokens, labels = row["tokens"], row["labels"]
        if not (isinstance(tokens, list) and isinstance(labels, list) and len(tokens) == len(labels)):
            raise InputError(f"{path}:{number}", "has not one label for each token; fetch the file again")
        shown = tuple(_SHOWN.get(str(token), str(token)) for token in tokens)
        rows.append((str(row["id"]), LabelledSentence(shown, tuple(map(str, labels)))))
    grouped = groupby(rows, key=lambda item: item[0])
    return [LabelledArticle(ident, tuple(sentence for _, sentence in group)) for ident, group in grouped]


def labelled_spans(labels: Sequence[str]) -> set[tuple[str, int, int]]:
    """Kind, first and stop token of every span; an I- that follows no span of its kind begins one.

    >>> sorted(labelled_spans(["B-source", "I-source", "O", "I-cue"]))
    [('cue', 3, 4), ('source', 0, 2)]
    """
    out: list[tuple[str, int, int]] = []
    running = ""
    for at, label in enumerate(labels):
        kind = label[2:]
        if label.startswith("I-") and kind == running:
            out[-1] = (kind, out[-1][1], at + 1)
        elif kind:
            out.append((kind, at, at + 1))
        running = kind
    return set(out)
