"""Train the page gate: weights of words, whose sum over a sentence says whether a page need be read at all.

usage: python training/page_gate.py OUT.json --public FOLDER --train FOLDER [--corpus FOLDER] [--least 1.0]

Positive: sentences with an event, of the corpus (but its held-back tenth) and of the coded training pages. Negative:
their other sentences, and for the rest of the world's text GUM, WikiGold, every second Wall Street Journal story of
TimeBank, and sentences of ours (quiet.txt; none of them is in `dateline.bench.quiet`). It prints, for several
thresholds, the share of events on pages that pass (held-back tenth, the *.dat files of --dev), the share of other pages
that pass with one sentence of those among theirs ("lone"), and the share of pages that pass among the other Wall Street
Journal stories, the made-up pages of `dateline.bench.quiet` and the local news of LGL; nobody has said how many of
these state an event.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from data import held_back, public_loaders

from dateline.bench.quiet import quiet_text
from dateline.reader.gate import PageGate, page_words
from dateline.sources.dat import read_all

_END = re.compile(r"(?<=[.!?])\s+")
Page = list[tuple[str, int]]  # sentences with their number of events


def coded(files: Iterable[Path], held: bool | None = None) -> list[Page]:
    """Annotated pages; only those held back, or only the others, where asked for."""
    docs, slips = read_all(files)
    assert not slips, slips[0]
    out = []
    for doc in docs:
        if held is not None and held_back(doc["id"]) != held:
            continue
        events = Counter(event["sentence"] for event in doc["events"])
        lines = [(s, events[at]) for at, s in enumerate(doc["sentences"]) if s["kind"] != "x"]
        out.append([(doc["text"][s["start"] : s["end"]], n) for s, n in lines])
    return out


def plain(texts: Iterable[str]) -> list[Page]:
    """Pages without known events."""
    return [[(s, 0) for s in _END.split(text) if len(s) > 20] for text in texts]


def fit(rows: list[tuple[set[str], bool, float]], seed: int = 7) -> tuple[dict[str, float], float]:
    """Logistic regression by AdaGrad over words seen three times or more."""
    counts = Counter(w for words, _, _ in rows for w in words)
    index = {w: i for i, w in enumerate(sorted(w for w, n in counts.items() if n >= 3))}
    w, bias = np.zeros(len(index)), 0.0
    squares, rng = np.full(len(index), 1e-3), np.random.default_rng(seed)
    at_rows = [np.array(sorted(index[x] for x in words if x in index), np.int64) for words, _, _ in rows]
    for _ in range(8):
        for k in rng.permutation(len(rows)):
            at, (_, event, weight) = at_rows[k], rows[k]
            error = (1.0 / (1.0 + np.exp(-(w[at].sum() + bias))) - event) * weight
            gradient = error + 1e-4 * w[at]
            squares[at] += gradient**2
            w[at] -= 0.15 * gradient / np.sqrt(squares[at])
            bias -= 0.01 * error
    return {x: round(float(w[i]), 2) for x, i in index.items() if abs(w[i]) >= 0.05}, float(bias)


def report(gate: PageGate, coded_sets: dict[str, list[Page]], streams: dict[str, list[Page]]) -> None:
    """Recall of events and shares of pages passed, for thresholds."""
    best = {
        name: [(gate.weigh([s for s, _ in page]), sum(n for _, n in page)) for page in pages if page]
        for name, pages in (coded_sets | streams | {"lone": lone(coded_sets, streams)}).items()
    }
    for least in (-50, 0, 50, 75, 100, 125, 150, 200):
        words = [f"least {least / 100:5.2f}:"]
        for name in coded_sets:
            events = sum(n for _, n in best[name])
            words.append(f"{name} {sum(n for score, n in best[name] if score >= least) / events:.3f} of events,")
        for name in (*streams, "lone"):
            words.append(f"{name} {sum(score >= least for score, _ in best[name]) / len(best[name]):.3f} of pages,")
        print(" ".join(words))


def lone(coded_sets: dict[str, list[Page]], streams: dict[str, list[Page]], size: int = 3000) -> list[Page]:
    """Pages of the streams (not of local news), each with one sentence of an event put at its end."""
    draw = random.Random(3)
    hosts = [page for name in ("wsj", "quiet") for page in streams[name] if len(page) > 10]
    events = [row for pages in coded_sets.values() for page in pages for row in page if row[1]]
    return [[*draw.choice(hosts), draw.choice(events)] for _ in range(size)]


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--public", type=Path, required=True)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--least", type=float, default=1.0)
    args = parser.parse_args()
    corpus = sorted(args.corpus.glob("*.dat"))
    reading, events = public_loaders(args.public, "reading"), public_loaders(args.public, "events")
    wsj = plain(d["text"] for d in reading.tempeval3("timebank") if d["id"].startswith("wsj"))
    other = [
        (" ".join(row["tokens"][at : at + 25]), 0)
        for name in ("wikigold", "gum")
        for row in getattr(events, name)()
        for at in range(0, len(row["tokens"]), 25)
    ]
    seen = [*coded(corpus, held=False), *coded(sorted(args.train.glob("*.dat")))]
    rows = [(page_words(text), n > 0, 1.0) for page in seen for text, n in page]
    rows += [(page_words(text), False, 0.5) for page in (other, *wsj[::2]) for text, _ in page]
    ours = Path(__file__).with_name("quiet.txt").read_text("utf-8").splitlines()
    rows += [(page_words(line), False, 2.0) for line in ours if line[0] != "#"]
    words, bias = fit(rows)
    shape = {"bias": round(bias, 2), "least": args.least, "words": words}
    written = json.dumps(shape, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    sets = {"held back": coded(corpus, held=True)}
    if args.dev:
        sets["dev"] = coded(sorted(args.dev.glob("*.dat")))
    quiet = plain(quiet_text(seed) for seed in range(1000))
    streams = {"wsj": wsj[1::2], "quiet": quiet, "lgl": plain(d["text"] for d in reading.lgl())}
    report(PageGate.from_bytes(written.encode()), sets, streams)
    args.out.write_text(written, "utf-8")


if __name__ == "__main__":
    main()
