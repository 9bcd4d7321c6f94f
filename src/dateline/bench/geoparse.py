"""Task `geoparse`: place names found and put on the map, end to end (F1)."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.bench.figures import Board, Tally, tally_of
from dateline.bench.geocoding import NEAR_KM, off_km
from dateline.bench.rows import Row
from dateline.bench.sets.toponyms import PlaceDocument, PlaceSet, place_sets
from dateline.bench.tasks import Bench
from dateline.bench.toponyms import spans_in
from dateline.records import Place
from dateline.resolve.places import Places

#: F1 on the sets, as published
_PUBLISHED = {"geowebnews": {"f1": (0.616, "Edinburgh")}}


def run(bench: Bench) -> Iterator[Row]:
    """One row a set: a found toponym is right where its characters are the set's and its point within 161 km.

    Toponyms that the set gives no point for, and found ones at their characters, count neither for nor against.
    """
    for item, documents in place_sets(bench):
        tallies = [_tally(bench.machine.places, document, item) for document in documents]
        board = Board("geoparse", item.name, bench.split, _PUBLISHED.get(item.name, {}))
        yield from board.f1_rows(tallies, {"f1": ("toponym",)})


def _tally(places: Places, document: PlaceDocument, item: PlaceSet) -> Tally:
    gold = {(t.start, t.end): t.point for t in document.toponyms}
    spans = spans_in(places, document, item)
    found = zip(spans, places.text.settle(document.text, spans), strict=True)
    return tally_of(
        (
            ("toponym", (span, _is_near(place, gold.get(span))))
            for span, place in found
            if isinstance(place, Place) and gold.get(span, ()) is not None
        ),
        (("toponym", (span, True)) for span, point in gold.items() if point is not None),
    )


def _is_near(place: Place, point: tuple[float, float] | None) -> bool:
    return point is not None and off_km(place, point) <= NEAR_KM
