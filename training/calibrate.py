"""Fit how sure the reader may be: Platt's two numbers, on documents that it never learned from, into `reader.json`.

usage: python training/calibrate.py READER_FOLDER HELD_BACK.txt CORPUS.dat... [--whole PAGES.dat...]

The package must read with the model of READER_FOLDER (`export.py` writes there). Prints the calibration error before
and after on the documents it was fitted on; `dateline bench ledger` prints that of the development pages.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path

from dateline import jobs
from dateline.bench.ledger import coded
from dateline.reader.calibration import Calibration, log_odds
from dateline.scores import calibration_error, right_events
from dateline.sources.dat import read_all

Judged = Sequence[tuple[float, bool]]


def fitted(judged: Judged, rounds: int = 50) -> Calibration:
    """Logistic regression of being right on the log odds of the confidence, by Newton's method."""
    slope, offset = 1.0, 0.0
    odds = [(log_odds(sure), right) for sure, right in judged]
    for _ in range(rounds):
        steep = flat = square = cross = plain = 0.0
        for x, right in odds:
            sure = 1 / (1 + math.exp(-(slope * x + offset)))
            weight, off = sure * (1 - sure), sure - right
            steep, flat = steep + off * x, flat + off
            square, cross, plain = square + weight * x * x, cross + weight * x, plain + weight
        size = square * plain - cross * cross
        slope, offset = slope - (plain * steep - cross * flat) / size, offset - (square * flat - cross * steep) / size
    return Calibration(round(slope, 4), round(offset, 4))


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
    file.write_text(json.dumps({**config, "calibration": [1.0, 0.0]}, ensure_ascii=False) + "\n", encoding="utf-8")
    try:
        machine = jobs.machine("learned")  # it has read the file when this returns
    finally:
        file.write_text(before, encoding="utf-8")
    held = set(args.held_back.read_text(encoding="utf-8").splitlines())
    judged: list[tuple[float, bool]] = []
    for doc in [d for d in read_all(args.corpus)[0] if d["id"] in held] + read_all(args.whole)[0]:
        got, sure = coded(machine, doc)
        judged += list(zip(sure, right_events(doc, got), strict=True))
    best = fitted(judged)
    config["calibration"] = [best.slope, best.offset]
    file.write_text(json.dumps(config, ensure_ascii=False) + "\n", encoding="utf-8")
    after = calibration_error([(best.of(sure), right) for sure, right in judged])
    print(f"{len(judged)} events: {best}, error {calibration_error(judged):.3f} -> {after:.3f}")


if __name__ == "__main__":
    main()
