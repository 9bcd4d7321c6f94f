"""Task `mentions`: re3d's mentions, flat, exact spans and kinds, from the raw text of a document.

Given gold: nothing. Each document is cleaned as a page; a span or a kind that differs by a character counts as wrong
twice (micro F1). A reader that marks mentions of re3d's kinds is asked for them. For another, the parts of its claims
stand in, as in `_KINDS`, with the times, quantities, names and places that the grammars and lists find: a low figure,
for claims hold mentions only where something happens.

The development part is the tenth of the four given sources that training holds back (by document id); the test part
are the three other sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from dateline.bench.figures import Board, Tally, tally_of, told
from dateline.bench.rows import Row
from dateline.bench.sets.re3d import MarkedDocument, flat, read_re3d
from dateline.bench.tasks import Bench, Missing
from dateline.checking import as_page
from dateline.clean.page import clean_page
from dateline.clean.sentences import split
from dateline.pipeline import Machine
from dateline.records import Article, Mention, Sentence

_PUBLISHED = {"f1": (0.63, "one encoder fine-tuned on re3d alone, on the three other sources")}
#: what a claim's part or a grammar's find is in re3d, where the reader marks no mentions
_KINDS = {
    "actor": "Organisation", "target": "Organisation", "source": "Organisation", "place": "Location",
    "origin": "Location", "destination": "Location", "weapon": "Weapon", "time": "Temporal", "quantity": "Quantity",
}  # fmt: skip
Span = tuple[str, int, int]


@runtime_checkable
class FindsMentions(Protocol):
    """A reader that marks mentions, whether or not an event is stated."""

    def mentions(self, article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention]) -> list[Span]:
        """Kind (as in re3d), start and end of every mention."""
        ...


def run(bench: Bench) -> Iterator[Row]:
    """F1 over all kinds, and of each kind that the gold has ten of; raises Missing where there are no documents."""
    folder = bench.part("re3d", "events", "data", "re3d")
    documents = read_re3d(folder, bench.split)
    if not documents:
        raise Missing(f"documents of re3d's {bench.split} sources", folder)
    tallies = [compared(bench.machine, document) for document in told(bench, "mentions", documents)]
    kinds = sorted({kind for tally in tallies for kind in (*tally.gold, *tally.given)})
    often = [kind for kind in kinds if sum(tally.gold.get(kind, 0) for tally in tallies) >= 10]
    metrics = {"f1": kinds} | {f"{kind.lower()}_f1": [kind] for kind in often}
    yield from Board("mentions", "re3d", bench.split, _PUBLISHED).f1_rows(tallies, metrics)


def compared(machine: Machine, gold: MarkedDocument) -> Tally:
    """One document's mentions, found and expected, both as places among the letters that are not white space."""
    article = clean_page(as_page(gold.text, gold.id, None))
    found = found_mentions(machine, article)
    expected = {(kind, squeezed(gold.text, start, end)) for kind, start, end in gold.mentions}
    return tally_of({(kind, squeezed(article.text, start, end)) for kind, start, end in found}, expected)


def squeezed(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets without white space, which cleaning may change."""
    return len("".join(text[:start].split())), len("".join(text[:end].split()))


def found_mentions(machine: Machine, article: Article) -> tuple[Span, ...]:
    """The article's mentions by the reader, else by what its claims, the grammars and the lists hold."""
    sentences = split(article)
    hints = machine.hints(article, sentences)
    if isinstance(machine.reader, FindsMentions):
        return tuple(machine.reader.mentions(article, sentences, hints))
    reading = machine.reader.read(article, sentences, hints)
    spans = [(_KINDS[m.kind], m.start, m.end) for m in (*reading.mentions, *hints) if m.kind in _KINDS]
    places = [p for s in sentences for p in machine.places.find(article.text, s.start, s.end)]
    return flat([*spans, *(("Location", p.start, p.end) for p in places)])
