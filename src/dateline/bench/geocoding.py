"""Task `geocoding`: points of toponyms whose characters are given (accuracy within 161 km, mean error, AUC).

`ledger_acc161` is the accuracy where each toponym is resolved as the ledger does with a claim's place words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from dateline.bench.bootstrap import spread
from dateline.bench.rows import Row
from dateline.bench.sets.toponyms import PlaceDocument, place_sets
from dateline.bench.tasks import Bench
from dateline.checking import as_page
from dateline.clean.page import clean_page
from dateline.pipeline import Machine
from dateline.records import Place, Unresolved
from dateline.resolve.places import Places
from dateline.resolve.places_geo import distance_km

NEAR_KM = 161.0  # a hundred miles
FARTHEST_KM = 20_039.0  # half the equator; what an unresolved toponym counts as

Sums = tuple[float, float, float, float]  # toponyms, near ones, kilometres off, logs of them as shares

#: Acc@161 on the sets, as published
_PUBLISHED = {
    "lgl": (0.827, "Mordecai 3, partly trained on it"),
    "trnews": (0.873, "Mordecai 3, partly trained on it"),
    "geowebnews": (0.941, "Mordecai 3, partly trained on it"),
}


def run(bench: Bench) -> Iterator[Row]:
    """The rows of every set of the split; toponyms without a point in the set are left out, unresolved ones are far."""
    for item, documents in place_sets(bench):
        parts = [_sums(errors_km(bench.machine.places, document)) for document in documents]
        n = sum(int(part[0]) for part in parts)
        for metric, figure in (("acc161", _accuracy), ("mean_km", _mean), ("auc", _auc)):
            low, high = spread(parts, figure)
            published = _PUBLISHED.get(item.name, (None, None)) if metric == "acc161" else (None, None)
            yield Row("geocoding", item.name, bench.split, metric, figure(parts), low, high, n, *published)
        parts = [_sums(ledger_errors_km(bench.machine, document)) for document in documents]
        low, high = spread(parts, _accuracy)
        yield Row("geocoding", item.name, bench.split, "ledger_acc161", _accuracy(parts), low, high, n, None, None)


def errors_km(places: Places, document: PlaceDocument) -> list[float]:
    """How far off each toponym with a point is put."""
    spans = [(t.start, t.end) for t in document.toponyms]
    found = places.text.settle(document.text, spans)
    return [off_km(place, t.point) for place, t in zip(found, document.toponyms, strict=True) if t.point is not None]


def ledger_errors_km(machine: Machine, document: PlaceDocument) -> list[float]:
    """How far off each toponym with a point is put as the place of a claim."""
    given = [t for t in document.toponyms if t.point is not None]
    article = clean_page(as_page(document.text, document.id, None))
    found = machine.located(article, [document.text[t.start : t.end] for t in given])
    return [off_km(place, t.point) for place, t in zip(found, given, strict=True) if t.point is not None]


def off_km(place: Place | Unresolved, point: tuple[float, float]) -> float:
    """The distance from a place to a point; the farthest there is where it is unresolved."""
    return FARTHEST_KM if isinstance(place, Unresolved) else distance_km((place.lat, place.lon), point)


def _sums(errors: Sequence[float]) -> Sums:
    logs = (math.log(1 + min(e, FARTHEST_KM)) / math.log(1 + FARTHEST_KM) for e in errors)
    return float(len(errors)), float(sum(e <= NEAR_KM for e in errors)), sum(errors), sum(logs)


def _share(parts: Sequence[Sums], column: int) -> float:
    n = sum(part[0] for part in parts)
    return sum(part[column] for part in parts) / n if n else 0.0


def _accuracy(parts: Sequence[Sums]) -> float:
    return _share(parts, 1)


def _mean(parts: Sequence[Sums]) -> float:
    return _share(parts, 2)


def _auc(parts: Sequence[Sums]) -> float:
    """Area under the curve of the logs of the errors, 0 best (Jurgens et al. 2015)."""
    return _share(parts, 3)
