"""Task `toponyms`: the characters of place names (exact F1), by each set's own idea of what a toponym is."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.bench.figures import Board, tally_of
from dateline.bench.rows import Row
from dateline.bench.sets.toponyms import PlaceDocument, PlaceSet, place_sets
from dateline.bench.tasks import Bench
from dateline.resolve.places import Places

#: exact F1 on the sets, as published
_PUBLISHED = {"geowebnews": {"f1": (0.885, "NCRF++ trained on it")}}


def run(bench: Bench) -> Iterator[Row]:
    """One row a set: F1 of exact spans. Adjectives and inhabitants ("Syrian") count where the set marks them."""
    for item, documents in place_sets(bench):
        tallies = [
            tally_of(
                (("toponym", span) for span in spans_in(bench.machine.places, document, item)),
                (("toponym", (t.start, t.end)) for t in document.toponyms),
            )
            for document in documents
        ]
        board = Board("toponyms", item.name, bench.split, _PUBLISHED.get(item.name, {}))
        yield from board.f1_rows(tallies, {"f1": ("toponym",)})


def spans_in(places: Places, document: PlaceDocument, item: PlaceSet) -> list[tuple[int, int]]:
    """The toponyms that are found in a document, by the set's idea of them."""
    return [(t.start, t.end) for t in places.tagger.find(document.text) if item.demonyms or not t.demonym]
