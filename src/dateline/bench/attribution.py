"""Task `attribution`: source, cue and content spans on PolNeAR, scored as CofeNet scores it.

Given gold: where sentences and tokens begin and end, as in the published figures. The sentences of one article are read
together, so that a quotation may run over them. A span is right where its kind, its first and its last token are those
of the gold (exact match, micro F1 over the set). Our spans are of characters: a token belongs to a span if it begins in
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from dateline.bench.figures import Board, Tally, tally_of, told
from dateline.bench.rows import Row
from dateline.bench.sets.cofenet import LabelledArticle, labelled_spans, read_cofenet
from dateline.bench.tasks import Bench, Missing
from dateline.ids import content_id, sha256_text
from dateline.pipeline import Machine
from dateline.records import Article, Header, Mention, Sentence, Unresolved, Why

_PARTS = {"dev": "valid.txt", "test": "test.txt"}
_BY = "CofeNet with BERT 2022, on test"
_PUBLISHED = {"source_f1": (0.832, _BY), "cue_f1": (0.753, _BY), "content_f1": (0.729, _BY)}
_METRICS = {f"{kind}_f1": (kind,) for kind in ("source", "cue", "content")}
#: tokens that a page writes without a space before or after them
_CLOSES = re.compile(r"[.,;:?!%)\]”’…]|['’](?:s|re|ve|ll|d|m|t)?|n['’]t|''", re.IGNORECASE)
_OPENS = frozenset("( [ “ ‘ $ # `".split())
Span = tuple[int, int]


@runtime_checkable
class FindsAttributions(Protocol):
    """A reader that also marks who says what, whether or not an event is stated."""

    def attributions(
        self, article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention]
    ) -> list[tuple[str, int, int]]:
        """Kind (source, cue, content), start and end of every span."""
        ...


def run(bench: Bench) -> Iterator[Row]:
    """F1 of sources, cues and contents; raises Missing where the part or the reader's ability is not there."""
    path = bench.part("PolNeAR as CofeNet cuts it", "reading", "data", "cofenet", "polnear", _PARTS[bench.split])
    articles = read_cofenet(path)
    if not isinstance(bench.machine.reader, FindsAttributions):
        raise Missing("spans of sources, cues and contents", f"the reader {bench.machine.reader.name}")
    tallies = [compared(bench.machine, article) for article in told(bench, "attribution", articles)]
    yield from Board("attribution", "PolNeAR", bench.split, _PUBLISHED).f1_rows(tallies, _METRICS)


def compared(machine: Machine, gold: LabelledArticle) -> Tally:
    """One article's spans, found and expected."""
    article, sentences, places = laid_out(gold)
    found: list[tuple[str, int, int]] = []
    if isinstance(machine.reader, FindsAttributions):
        found = machine.reader.attributions(article, sentences, machine.hints(article, sentences))
    expected = [
        (kind, (at, first, stop))
        for at, sentence in enumerate(gold.sentences)
        for kind, first, stop in labelled_spans(sentence.labels)
    ]
    return tally_of({span for one in found for span in carried(one, sentences, places)}, expected)


def laid_out(gold: LabelledArticle) -> tuple[Article, list[Sentence], list[list[Span]]]:
    """The tokens as a page shows them, a sentence a line, with the characters of each sentence and each token."""
    text, sentences, places = "", [], []
    for index, sentence in enumerate(gold.sentences):
        start, offsets, glue = len(text), [], True
        for token in sentence.tokens:
            text += "" if glue or _CLOSES.fullmatch(token) else " "
            offsets.append((len(text), len(text) + len(token)))
            text += token
            glue = token in _OPENS
        sentences.append(Sentence(index, start, len(text), "body"))
        places.append(offsets)
        text += "\n"
    none = Unresolved(Why.NOT_STATED, "the set gives sentences alone")
    header = Header(None, None, None, none, none, None, None, none)
    ident = content_id("art", gold.id)
    return Article(ident, "bench", text, sha256_text(text), "bench/1", (), header, (), ()), sentences, places


def carried(
    span: tuple[str, int, int], sentences: Sequence[Sentence], places: Sequence[Sequence[Span]]
) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """A span of characters as tokens of each sentence it touches: kind, and sentence, first and stop token."""
    kind, start, end = span
    for sentence, offsets in zip(sentences, places, strict=True):
        if sentence.start < end and start < sentence.end:
            inside = [at for at, (low, _) in enumerate(offsets) if start <= low < end]
            if inside:
                yield kind, (sentence.index, inside[0], inside[-1] + 1)
