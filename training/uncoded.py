"""Pages of public sets that nobody coded, as the reader codes them: for trainings with teachers (`train.py --uncoded`).

usage: python training/uncoded.py OUT.dat --public FOLDER --coded CODED.jsonl... --apart FILES.dat...

Of each set so many pages of conflict as stand below, drawn at random with a fixed seed: none that is coded (or held
back), none that shares more than a tenth of its runs of seven words with the files of `--apart`. Which words
the reader took for events is only where teachers are asked for types and fillers; all that is learned is theirs.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Collection, Iterator
from pathlib import Path

from duplicates import grams
from standoff import page_of, set_of, texts

from dateline import jobs
from dateline.bench.ledger import coded
from dateline.export.dat import dat_lines
from dateline.sources.dat import read_all

MOST = {"evloc": 3200, "muc": 220, "mpqa": 120, "satp": 600}
RUN, SHARE = 7, 0.1


def chosen(public: Path, known: Collection[str], apart: Collection[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Ids and texts of pages, set by set, in an order that does not change."""
    pages = sorted(texts(public, MOST).items())
    random.Random(5).shuffle(pages)
    for name in MOST:
        for ident, text in pages:
            if set_of(ident) == name and ident not in known:
                runs = grams(text, RUN)
                if len(runs & apart) <= SHARE * len(runs):
                    yield ident, text


def main() -> None:
    """Write the pages that state an event."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--public", type=Path, required=True)
    parser.add_argument("--coded", type=Path, nargs="+", required=True)
    parser.add_argument("--apart", type=Path, nargs="+", required=True)
    args = parser.parse_args()
    lines = [line for file in args.coded for line in file.read_text(encoding="utf-8").splitlines()]
    known = {page_of(json.loads(line)["id"]) for line in lines}
    apart = {run for page in read_all(args.apart)[0] for run in grams(page["text"], RUN)}
    machine = jobs.machine("learned")
    kept: dict[str, int] = dict.fromkeys(MOST, 0)
    with args.out.open("w", encoding="utf-8") as out:
        for ident, text in chosen(args.public, known, apart):
            if kept[set_of(ident)] < MOST[set_of(ident)]:
                page, _ = coded(machine, {"id": ident, "text": text})
                kept[set_of(ident)] += bool(page["events"])
                out.write(dat_lines(page) + "\n" if page["events"] else "")
    print(kept)


if __name__ == "__main__":
    main()
