"""Task `ledger`: attributed claims on pages coded by hand, from their raw text (LEDGER F1 of `scores`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dateline import scores
from dateline.bench.rows import Row
from dateline.bench.tasks import Bench, Missing
from dateline.errors import InputError
from dateline.export.annotation import document
from dateline.ids import content_id, sha256_text
from dateline.pipeline import Machine
from dateline.protocols import RawPage
from dateline.records import Capture, PageHints
from dateline.sources.dat import read_all

#: agreement of two careful annotators on unseen pages: those of dev and test, no others
_PUBLISHED = (0.93, "two careful annotators")


def run(bench: Bench) -> Iterator[Row]:
    """The ledger rows over DATA/../SPLIT/*.dat, or over the files given instead (split `gold`).

    With `only`, the documents of those ids. Raises InputError where the files break the format or hold none of the
    documents, Missing where there are no files. The pages of `dev` and `test` have a published figure beside them,
    no other: that one is of those pages.
    """
    files = list(bench.gold) or sorted((bench.data.parent / bench.split).glob("*.dat"))
    if not files:
        raise Missing("no pages coded by hand (*.dat)", bench.data.parent / bench.split)
    docs, slips = read_all(files)
    if slips:
        raise InputError(slips[0].where, slips[0].what)
    if bench.only is not None:
        docs = [doc for doc in docs if doc["id"] in bench.only]
    if not docs:
        raise InputError(", ".join(map(str, files)), "holds no document to measure")
    tallies = [scores.tally(doc, coded(bench.machine, doc)) for doc in docs]
    spread = scores.intervals(tallies)
    for row in scores.rows(tallies):
        name = f"{row.name.lower().replace(' ', '_')}_f1"
        low, high = spread[row.name]
        published, by = _PUBLISHED if row.name == "LEDGER" and not bench.gold else (None, None)
        split = "gold" if bench.gold else bench.split
        yield Row("ledger", "+".join(f.stem for f in files), split, name, row.f1, low, high, row.gold, published, by)


def coded(machine: Machine, gold: Mapping[str, Any]) -> dict[str, Any]:
    """A gold document's text read as if it came from a file, with nothing but its publication day."""
    published = gold.get("published")
    page = as_page(gold["text"], gold["id"], published if published not in (None, "", "-") else None)
    done = machine.code(page)
    return document(done.article, done.sentences, done.claims, gold["id"])


def as_page(text: str, address: str, published: str | None) -> RawPage:
    """A text in memory as a raw page."""
    data = text.encode("utf-8")
    sha = sha256_text(text)
    capture = Capture(
        id=content_id("cap", address, sha),
        address=address,
        url=None,
        sha256=sha,
        size=len(data),
        media_type="text/plain",
        encoding="utf-8",
        encoding_found="utf-8",
        captured_utc=None,
    )
    return RawPage(capture, data, text, PageHints(published=published))
