"""The ledger as native nouns, one JSON object a line after a header; `dateline.codec` reads it back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import BinaryIO

from dateline.codec import write_lines
from dateline.protocols import LedgerView


class ClaimsJsonl:
    """Captures, articles, claims, copy groups, incidents and links. Articles' texts only where asked for."""

    name = "jsonl"
    suffix = ".jsonl"
    media_type = "application/jsonl"

    def __init__(self, with_text: bool = False) -> None:
        self._with_text = with_text

    def write(self, ledger: LedgerView, out: BinaryIO) -> None:
        """All nouns of the ledger into `out`; an empty ledger gives the header line alone."""
        for line in write_lines(self._nouns(ledger)):
            # In JSON a lone surrogate is written as an escape, which is what "backslashreplace" makes of it.
            out.write(line.encode("utf-8", "backslashreplace"))

    def _nouns(self, ledger: LedgerView) -> Iterator[object]:
        for capture in ledger.captures():
            yield dataclasses.replace(capture, captured_utc=None)
        for article in ledger.articles():
            yield article if self._with_text else dataclasses.replace(article, text="")
        yield from ledger.claims()
        yield from ledger.copy_groups()
        yield from ledger.incidents()
        yield from ledger.links()
