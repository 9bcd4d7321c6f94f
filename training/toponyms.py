"""Train the tagger of toponyms.

usage: python training/toponyms.py PUBLIC_FOLDER OUT.json.gz [--half even|odd] [--silver N] [--epochs N]

Data: LGL and GeoVirus (`reading/data`), and N sentences of the Groningen Meaning Bank (silver; words inside names of
bodies are not learned from, for it marks no places there). With --half only those documents of LGL and GeoVirus are
learned from and the others are scored.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import importlib.util
import json
import random
from collections.abc import Iterator
from pathlib import Path

from dateline.bench.sets.toponyms import SETS, PlaceDocument, read_places
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.gazetteer_data import load_countries, load_place_words
from dateline.resolve.places_tag import LABELS, Sheet, ToponymTagger, open_to, signs
from dateline.resolve.places_words import Vocabulary

Item = tuple[Sheet, list[str | None]]  # None: not learned from
LEAST = 0.02  # weights below it are dropped


def silver(folder: Path, most: int) -> Iterator[tuple[str, list[tuple[int, int]], list[tuple[int, int]]]]:
    """Texts of a few sentences with the spans of places and of what is left open."""
    spec = importlib.util.spec_from_file_location("loaders", folder / "events" / "loaders.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for n, row in enumerate(module.gmb_ner()):
        if n >= most:
            return
        text, at = "", []
        for word in row["tokens"]:
            text += word if word in (".", ",", "'s", ")") or not text else f" {word}"
            at.append((len(text) - len(word), len(text)))
        spans = [(at[a][0], at[b - 1][1], kind) for a, b, kind in row["entities"]]
        yield text, [s[:2] for s in spans if s[2] in ("geo", "gpe")], [s[:2] for s in spans if s[2] == "org"]


def item(tagger: ToponymTagger, text: str, places: list[tuple[int, int]], loose: list[tuple[int, int]]) -> Item:
    """A text with the label of every token."""
    sheet = tagger.sheet(text)
    labels: list[str | None] = ["O"] * len(sheet.cut)
    for n, token in enumerate(sheet.cut):
        if any(a <= token.start < b for a, b in loose):
            labels[n] = None
    for start, end in places:
        inside = [n for n, t in enumerate(sheet.cut) if t.start >= start and t.end <= end]
        if inside and inside[0] not in sheet.demonyms:
            labels[inside[0]] = "B"
            for n in inside[1:]:
                labels[n] = "I"
    return sheet, labels


def learned(tagger: ToponymTagger, items: list[Item], epochs: int) -> dict[str, list[float]]:
    """Averaged weights."""
    weights: dict[str, list[float]] = collections.defaultdict(lambda: [0.0, 0.0, 0.0])
    sums: dict[str, list[float]] = collections.defaultdict(lambda: [0.0, 0.0, 0.0])
    tagger.weights = weights
    rng, now = random.Random(7), 1
    for epoch in range(epochs):
        rng.shuffle(items)
        wrong = 0
        for sheet, gold in items:
            last = "O"
            for at, right in enumerate(gold):
                if not open_to(sheet, at, last):
                    last = "O"
                    continue
                active = signs(sheet, at, last, tagger.vocabulary)
                given = tagger._best(active, last)
                now += 1
                if right is not None and given != right and not (right == "I" and last == "O"):
                    wrong += 1
                    good, bad = LABELS.index(right), LABELS.index(given)
                    for sign in active:
                        weights[sign][good] += 1
                        weights[sign][bad] -= 1
                        sums[sign][good] += now
                        sums[sign][bad] -= now
                last = given if right is None else right if rng.random() < 0.5 else given
        print(f"epoch {epoch + 1}: {wrong} wrong", flush=True)
    return {s: [round(w - t / now, 3) for w, t in zip(row, sums[s], strict=True)] for s, row in weights.items()}


def score(tagger: ToponymTagger, documents: list[PlaceDocument], demonyms: bool) -> tuple[int, int, int]:
    """Right, given and gold spans."""
    right = given = gold = 0
    for d in documents:
        ours = {(t.start, t.end) for t in tagger.find(d.text) if demonyms or not t.demonym}
        theirs = {(t.start, t.end) for t in d.toponyms}
        right, given, gold = right + len(ours & theirs), given + len(ours), gold + len(theirs)
    return right, given, gold


def main() -> None:
    """Learns, scores the other half, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("public", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--silver", type=int, default=12_000)
    parser.add_argument("--epochs", type=int, default=6)
    asked = parser.parse_args()
    tagger = ToponymTagger(open_gazetteer(print), Vocabulary(load_place_words(), load_countries()), {})
    step = {"even": slice(0, None, 2), "odd": slice(1, None, 2), None: slice(None)}[asked.half]
    other = {"even": slice(1, None, 2), "odd": slice(0, None, 2), None: slice(0, 0)}[asked.half]
    sets = [(s, read_places(asked.public.joinpath(*s.path))) for s in SETS if s.split == "dev"]
    items = [item(tagger, text, places, loose) for text, places, loose in silver(asked.public, asked.silver)]
    for _, documents in sets:
        items += [item(tagger, d.text, [(t.start, t.end) for t in d.toponyms], []) for d in documents[step]] * 2
    tagger.weights = learned(tagger, items, asked.epochs)
    for s, documents in sets:
        right, given, gold = score(tagger, list(documents[other]), s.demonyms)
        if gold:
            print(
                f"{s.name}: precision {right / given:.3f} recall {right / gold:.3f} F1 {2 * right / (given + gold):.3f}"
            )
    kept = {sign: row for sign, row in sorted(tagger.weights.items()) if max(map(abs, row)) >= LEAST}
    asked.out.write_bytes(gzip.compress(json.dumps(kept, separators=(",", ":")).encode("utf-8"), mtime=0))
    print(f"{len(kept)} features, {asked.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
