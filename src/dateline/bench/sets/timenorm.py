"""The timenorm list: time expressions without their text, in documents, with type and TIMEX3 value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ListedTimes:
    """One document: its creation time as the file has it, and (expression, value) in text order."""

    created: str
    items: tuple[tuple[str, str], ...]


def read_timenorm(path: Path) -> Iterator[ListedTimes]:
    """Blocks of tab-separated lines (expression, type, value); the first line of a block is the document's own day."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.count("\t") == 2]
        if rows:
            yield ListedTimes(rows[0][2], tuple((words, value) for words, _, value in rows[1:]))
