"""Labelled spans as examples: PolNeAR (source, cue, content), re3d (mentions) and silver names.

A line of PolNeAR is read as one sentence, as CofeNet cuts it: contents that run over the ends of sentences stay whole.
Labels here are (kind, first word, stop word); `batches` makes label sequences of them, cut as the windows are cut.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from data import Example, Kit, article_of, public_loaders

from dateline.clean.sentences import split
from dateline.reader.tagging import MENTIONED
from dateline.reader.windows import Pieces, Word, segments_of
from dateline.records import Article, LineMark, Sentence

GMB = ("geo", "gpe", "org", "per", "tim")
GUM = ("person", "organization", "place", "time", "object", "event")
Spans = list[tuple[str, int, int]]
_CLOSE = re.compile(r"^(?:[.,;:?!%)\]”’…]|['’](?:s|re|ve|ll|d|m|t)?|n['’]t|'')$", re.IGNORECASE)
_OPEN = frozenset("( [ “ ‘ $ # `` `".split())
SHOWN = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}


def lines_of(text: str) -> tuple[list[LineMark], list[Sentence]]:
    """The lines of a text, and each as one sentence."""
    marks, sentences, at = [], [], 0
    for line in text.split("\n"):
        if line.strip():
            marks.append(LineMark(at, at + len(line), "body", True, "", ""))
            sentences.append(Sentence(len(sentences), at, at + len(line), "body"))
        at += len(line) + 1
    return marks, sentences


def told(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Tokens as running text, and where each stands in it."""
    text, offsets, glue = "", [], True
    for token in tokens:
        shown = SHOWN.get(token, token)
        if not glue and not _CLOSE.match(shown):
            text += " "
        offsets.append((len(text), len(text) + len(shown)))
        text += shown
        glue = shown in _OPEN
    return text, offsets


def _made(ident: str, article: Article, sentences: Sequence[Sentence], kit: Kit, pieces: Pieces) -> Example:
    rows, ruled = kit.words(article, sentences)
    words = [w for row in rows for w in row]
    return Example(ident, words, segments_of([row for row in rows if row], pieces, 180), None, ruled=ruled)


def covered(words: Sequence[Word], spans: Sequence[tuple[str, int, int]]) -> Spans:
    """Character spans as word spans."""
    out = []
    for kind, start, end in spans:
        inside = [at for at, w in enumerate(words) if w.start < end and start < w.end]
        if inside:
            out.append((kind, inside[0], inside[-1] + 1))
    return out


def polnear_examples(folder: Path, part: str, kit: Kit, pieces: Pieces) -> Iterator[Example]:
    """PolNeAR's articles; where spans overlap, cues win over sources over contents."""
    for row in public_loaders(folder, "reading").polnear(part):
        marks, sentences = lines_of(row["text"])
        article = article_of(row["id"], row["text"], tuple(marks))
        example = _made(row["id"], article, sentences, kit, pieces)
        spans = [
            (name, start, end)
            for name in ("content", "source", "cue")
            for attribution in row["attributions"]
            for start, end in _merged(attribution[name])
        ]
        example.group = "polnear"
        example.spans["attribution"] = covered(example.words, spans)
        yield example


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start - out[-1][1] <= 1:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def re3d_held_back(document_id: str) -> bool:
    """True for about a tenth of re3d's documents, by id alone."""
    return int(hashlib.sha256(document_id.encode()).hexdigest()[-2:], 16) < 26


def re3d_examples(folder: Path, kit: Kit, pieces: Pieces) -> Iterator[Example]:
    """The four training sources of re3d, flat (of overlapping mentions the longest)."""
    loaders = public_loaders(folder, "events")
    for row in loaders.re3d(loaders.RE3D_TRAIN_SOURCES, flat=True):
        marks, _ = lines_of(row["text"])
        article = article_of(row["id"], row["text"], tuple(marks))
        example = _made(row["id"], article, split(article), kit, pieces)
        example.group = "re3d"
        gold = [(kind, start, end) for start, end, kind, _ in row["entities"] if kind in MENTIONED]
        example.spans["mentions"] = covered(example.words, gold)
        example.gold = gold
        yield example


def gmb_examples(folder: Path, kit: Kit, pieces: Pieces, sentences: int) -> Iterator[Example]:
    """Silver names: eight sentences make an example."""
    rows = itertools.islice(public_loaders(folder, "events").gmb_ner(), sentences)
    for number, group in enumerate(_eights(rows)):
        plain = [(r["tokens"], [(k, a, b) for a, b, k in r["entities"] if k in GMB]) for r in group]
        yield _joined(f"gmb-{number}", "gmb", plain, kit, pieces)


def gum_examples(folder: Path, kit: Kit, pieces: Pieces) -> Iterator[Example]:
    """GUM's training part: the outermost mentions of people, organisations, places, times, objects and events."""
    for row in public_loaders(folder, "events").gum(split="train"):
        kept: list[tuple[str, int, int]] = []
        for m in sorted(row["mentions"], key=lambda m: m["span"][0] - m["span"][1]):
            a, b = m["span"]
            if m["type"] in GUM and all(b <= x or y <= a for _, x, y in kept):
                kept.append((m["type"], a, b))
        plain = []
        for first, stop in row["sentences"]:
            own = [(k, a - first, b - first) for k, a, b in kept if first <= a and b <= stop]
            plain.append((row["tokens"][first:stop], own))
        yield _joined(row["id"], "gum", plain, kit, pieces)


def _eights(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while group := list(itertools.islice(rows, 8)):
        yield group


def _joined(ident: str, group: str, rows: Sequence[tuple[Any, Spans]], kit: Kit, pieces: Pieces) -> Example:
    text, sentences, spans = "", [], []
    for tokens, entities in rows:
        line, offsets = told(tokens)
        base = len(text)
        sentences.append(Sentence(len(sentences), base, base + len(line), "body"))
        spans += [(k, base + offsets[a][0], base + offsets[b - 1][1]) for k, a, b in entities]
        text += line + "\n"
    example = _made(ident, article_of(ident, text), sentences, kit, pieces)
    example.group = group
    example.spans[group] = covered(example.words, spans)
    return example
