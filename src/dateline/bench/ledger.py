"""Task `ledger`: attributed claims on pages coded by hand, from their raw text (LEDGER F1 of `scores`)."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline import scores
from dateline.bench.rows import Row
from dateline.bench.tasks import Bench, Missing
from dateline.checking import as_page
from dateline.errors import InputError
from dateline.export.annotation import document
from dateline.pipeline import Machine
from dateline.sources.dat import read_all

#: agreement of two careful annotators on unseen pages: those of dev and test, no others
_PUBLISHED = (0.93, "two careful annotators")


def run(bench: Bench) -> Iterator[Row]:
    """The ledger rows over DATA/../SPLIT/*.dat, or over the files given instead (split `gold`).

    With `only`, the documents of those ids. Raises InputError where the files break the format or hold none of the
    documents, Missing where there are no files. The pages of `dev` and `test` have a published figure beside them,
    no other: that one is of those pages. Last comes how far the claims' confidence lies from the share that is right.
    """
    docs = _documents(bench)
    split = "gold" if bench.gold else bench.split
    name = "+".join(file.stem for file in _files(bench))
    read = [coded(bench.machine, doc) for doc in docs]
    tallies = [scores.tally(doc, got) for doc, (got, _) in zip(docs, read, strict=True)]
    spread = scores.intervals(tallies)
    for row in scores.rows(tallies):
        metric = f"{row.name.lower().replace(' ', '_')}_f1"
        published, by = _PUBLISHED if row.name == "LEDGER" and not bench.gold else (None, None)
        yield Row("ledger", name, split, metric, row.f1, *spread[row.name], row.gold, published, by)
    judged = [
        list(zip(sure, scores.right_events(doc, got), strict=True)) for doc, (got, sure) in zip(docs, read, strict=True)
    ]
    every = [pair for pairs in judged for pair in pairs]
    error = scores.calibration_error(every)
    yield Row("ledger", name, split, "calibration_error", error, *_spread(judged), len(every), None, None)


def _files(bench: Bench) -> list[Path]:
    return list(bench.gold) or sorted((bench.data.parent / bench.split).glob("*.dat"))


def _documents(bench: Bench) -> list[dict[str, Any]]:
    files = _files(bench)
    if not files:
        raise Missing("no pages coded by hand (*.dat)", bench.data.parent / bench.split)
    docs, slips = read_all(files)
    if slips:
        raise InputError(slips[0].where, slips[0].what)
    if bench.only is not None:
        docs = [doc for doc in docs if doc["id"] in bench.only]
    if not docs:
        raise InputError(", ".join(map(str, files)), "holds no document to measure")
    return docs


def _spread(judged: Sequence[Sequence[tuple[float, bool]]], draws: int = 1000, seed: int = 7) -> tuple[float, float]:
    """Bootstrap 95% interval of the calibration error, drawing documents; biased upwards where bins are small."""
    rng = random.Random(seed)
    drawn = sorted(
        scores.calibration_error([pair for _ in judged for pair in judged[rng.randrange(len(judged))]])
        for _ in range(draws)
    )
    return drawn[round(0.025 * draws)], drawn[min(draws - 1, round(0.975 * draws))]


def coded(machine: Machine, gold: Mapping[str, Any]) -> tuple[dict[str, Any], list[float]]:
    """A gold document's text read as if it came from a file, with nothing but its publication day.

    Returns what was coded in the annotation's shape, and the confidence of each of its events.
    """
    published = gold.get("published")
    page = as_page(gold["text"], gold["id"], published if published not in (None, "", "-") else None)
    done = machine.code(page)
    got = document(done.article, done.sentences, done.claims, gold["id"])
    return got, [claim.confidence for claim in done.claims]
