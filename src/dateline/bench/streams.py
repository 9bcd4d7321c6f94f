"""Streams of pages to measure speed on: conflict from the project's own corpus, the rest from a small grammar."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dateline.bench.quiet import quiet_text
from dateline.checking import as_page
from dateline.errors import InputError
from dateline.protocols import RawPage
from dateline.sources.dat import read_all

WORDS = 400  # of a page, about


def conflict_texts(files: Sequence[Path], words: int = WORDS) -> list[str]:
    """The documents of annotation files as pages of about so many words: neighbours joined, cut at a line's end."""
    docs, slips = read_all(files)
    if slips:
        raise InputError(slips[0].where, slips[0].what)
    out: list[str] = []
    page: list[str] = []
    size = 0
    for line in (line for doc in docs for line in doc["text"].splitlines() if line.strip()):
        page.append(line)
        size += len(line.split())
        if size >= words:
            out.append("\n\n".join(page) + "\n")
            page, size = [], 0
    return out


def mixed(texts: Sequence[str], share: float, size: int) -> list[RawPage]:
    """`size` pages of which `share` are of the texts, evenly spread, and the others without conflict.

    No two pages are the same: a line with the page's number ends each.
    """
    out = []
    for at in range(size):
        nth = int((at + 1) * share)
        loud = nth > int(at * share)
        text = texts[(nth - 1) % len(texts)] if loud else quiet_text(at)
        out.append(as_page(f"{text}\nPage {at + 1} of {size}.\n", f"stream/{at + 1}", "2020-03-02"))
    return out
