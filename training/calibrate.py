"""Fit how sure the reader may be: three numbers, on documents that it never learned from, into `reader.json`.

The weight of a page's crowd first, with pages of local news counted several times; then, with it, the other two.

usage: python training/calibrate.py READER_FOLDER HELD_BACK.txt CORPUS.dat... [--whole PAGES.dat...]

The package must read with the model of READER_FOLDER (`export.py` writes there). Prints the calibration error before
and after on the documents it was fitted on; `dateline bench ledger` prints that of the development pages.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dateline import jobs
from dateline.bench.ledger import coded
from dateline.protocols import Reader
from dateline.reader.calibration import Calibration, crowd_of, log_odds
from dateline.records import Article, Mention, Reading, Sentence
from dateline.scores import calibration_error, right_events
from dateline.sources.dat import read_all

LOCAL, OFTEN = "lgl-", 5  # pages of local news count so often for the crowd: of a stream they are many, of these few
Judged = Sequence[tuple[float, float, bool]]  # confidence, the page's crowd, whether it is right


def fitted(judged: Judged, crowd: float | None = None, rounds: int = 50) -> Calibration:
    """Logistic regression of being right on log odds and crowd, by Newton's method; `crowd` fixes its weight."""
    x = np.array([(log_odds(sure), 1.0, around) for sure, around, _ in judged])
    right = np.array([one for *_, one in judged], float)
    weights = np.array([1.0, 0.0, crowd or 0.0])
    free = slice(3 if crowd is None else 2)
    for _ in range(rounds):
        sure = 1 / (1 + np.exp(-x @ weights))
        steep = (x[:, free] * (sure * (1 - sure))[:, None]).T @ x[:, free]
        weights[free] += np.linalg.solve(steep, x[:, free].T @ (right - sure))
    return Calibration(*(round(float(one), 4) for one in weights))


class Heard:
    """A reader, and the crowd of the page that it read last."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self.name, self.crowd = reader, reader.name, 0.0

    def read(self, article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention]) -> Reading:
        """As the reader."""
        reading = self._reader.read(article, sentences, hints)
        own = (trigger.score for trigger in reading.triggers if trigger.found_by == "learned")
        self.crowd = crowd_of(own, len(sentences))
        return reading


def main() -> None:
    """Read the held-back documents with confidence as the network gives it, fit, write, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("held_back", type=Path)
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("--whole", type=Path, nargs="*", default=[], help="files of documents that are all held back")
    args = parser.parse_args()
    file = args.folder / "reader.json"
    before = file.read_text(encoding="utf-8")
    config = json.loads(before)
    plain = {"calibration": [1.0, 0.0, 0.0], "thresholds": {**config["thresholds"], "likely": 0.0}}
    file.write_text(json.dumps({**config, **plain}, ensure_ascii=False) + "\n", encoding="utf-8")
    try:
        machine = jobs.machine("learned")  # it has read the file when this returns
    finally:
        file.write_text(before, encoding="utf-8")
    machine.reader = heard = Heard(machine.reader)
    held = set(args.held_back.read_text(encoding="utf-8").splitlines())
    judged: list[tuple[float, float, bool]] = []
    local: list[tuple[float, float, bool]] = []
    for doc in [d for d in read_all(args.corpus)[0] if d["id"] in held] + read_all(args.whole)[0]:
        got, sure = coded(machine, doc)
        here = [(one, heard.crowd, right) for one, right in zip(sure, right_events(doc, got), strict=True)]
        judged += here
        local += here * (OFTEN - 1) if doc["id"].startswith(LOCAL) else []
    best = fitted(judged, fitted(judged + local).crowd)
    config["calibration"] = [best.slope, best.offset, best.crowd]
    file.write_text(json.dumps(config, ensure_ascii=False) + "\n", encoding="utf-8")
    before_that = calibration_error([(one, right) for one, _, right in judged])
    after = calibration_error([(best.of(one, crowd), right) for one, crowd, right in judged])
    print(f"{len(judged)} events: {best}, error {before_that:.3f} -> {after:.3f}")


if __name__ == "__main__":
    main()
