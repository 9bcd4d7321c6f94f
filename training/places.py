"""Learn how much each sign counts where the names of a text are settled together.

usage: python training/places.py PUBLIC_FOLDER src/dateline/knowledge/data/places/_weights.yml [--half even|odd]

Data: LGL and GeoVirus (`reading/data`). A name's right candidates are those within 161 km of the annotated point (all
of them where several are); the likelihood of the right ones is raised by gradient steps, with the company that the
other names keep under the weights so far, three times over. With --half only those documents are learned from.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np

from dateline.bench.geocoding import NEAR_KM
from dateline.bench.sets.toponyms import PlaceDocument, read_places
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.resolve.places import Places
from dateline.resolve.places_geo import distance_km
from dateline.resolve.places_text import TextPlaces, company_of, features, voices_of
from dateline.tokens import tokens

SETS = ("lgl/lgl.xml", "geovirus/GeoVirus.xml")
TIMES = 4
STEPS = 400
DECAY = 0.002
Case = tuple[float, np.ndarray, np.ndarray]  # weight, features by candidate, which are right


def cases(settler: TextPlaces, document: PlaceDocument, columns: dict[str, int]) -> list[Case]:
    """One case for each name of the document whose candidates are in part right and in part wrong."""
    spans = [(t.start, t.end) for t in document.toponyms]
    keyed, names = settler.read(document.text, spans)
    spoken = settler.spoken(tokens(document.text))
    voices = voices_of(names, settler.weigh(names, spoken))
    points = defaultdict(list)
    for key, toponym in zip(keyed, document.toponyms, strict=True):
        if toponym.point:
            points[key].append(toponym.point)
    out = []
    for key, found in points.items():
        name = names[key]
        right = np.array(
            [np.mean([distance_km((e.lat, e.lon), p) <= NEAR_KM for p in found]) > 0.5 for e in name.candidates],
            dtype=float,
        )
        if not right.any() or right.all():
            continue
        company = company_of(key, voices, spoken)
        table = np.zeros((len(name.candidates), len(columns)))
        for row, entry in enumerate(name.candidates):
            for sign, value in features(name, entry, company, settler.vocabulary).items():
                table[row, columns[sign]] = value
        out.append((len(found) ** 0.7, table, right))
    return out


def climbed(found: list[Case], weights: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """The weights after gradient steps (Adam) on the likelihood of right candidates."""
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    total = sum(case[0] for case in found)
    for step in range(1, STEPS + 1):
        slope = DECAY * (weights - prior)
        for much, table, right in found:
            odds = np.exp((scores := table @ weights) - scores.max())
            share = odds / odds.sum()
            good = share * right / max((share * right).sum(), 1e-9)
            slope += much / total * table.T @ (share - good)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights = weights - 0.03 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def main() -> None:
    """Learns and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("public", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--half", choices=("even", "odd"))
    asked = parser.parse_args()
    places = Places(open_gazetteer(print))
    step = {"even": slice(0, None, 2), "odd": slice(1, None, 2), None: slice(None)}[asked.half]
    documents = [d for name in SETS for d in read_places(asked.public / "reading" / "data" / name)[step]]
    signs = sorted(places.text.weights)
    columns = {sign: n for n, sign in enumerate(signs)}
    prior = weights = np.array([places.text.weights[sign] for sign in signs])
    for _ in range(TIMES):
        places.text.weights = dict(zip(signs, map(float, weights), strict=True))
        found = [case for d in documents for case in cases(places.text, d, columns)]
        weights = climbed(found, weights, prior)
    head = (
        "# How much each sign counts where the names of a text are settled together (learned by training/places.py).\n"
    )
    lines = "".join(f'  "{sign}": {weight:.3f}\n' for sign, weight in zip(signs, weights, strict=True))
    asked.out.write_text(head + "weights:\n" + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
