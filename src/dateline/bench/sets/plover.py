"""Snippets with a type: the PLV set (Hu et al. 2024) and CASE 2021 task 2 (Haneczok et al. 2021)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dateline.bench.sets.files import table_rows


@dataclass(frozen=True, slots=True)
class Snippet:
    """A sentence or two, the type that one relation or the whole has, and whom that relation joins (else empty)."""

    id: str
    text: str
    label: str
    source: str = ""
    target: str = ""


def read_plv(path: Path) -> list[Snippet]:
    """PLV: one relation a row, its source and target given, and its PLOVER root type."""
    rows = table_rows(path, ("sentence", "source", "target", "gold_root"))
    return [Snippet(f"{n}", r["sentence"], r["gold_root"], r["source"], r["target"]) for n, r in enumerate(rows)]


def read_case(path: Path) -> list[Snippet]:
    """CASE 2021 task 2: a snippet a row with one of 30 types."""
    rows = table_rows(path, ("id", "EventSnippet", "SubType"), quoted=False)
    return [Snippet(r["id"], r["EventSnippet"], r["SubType"].strip()) for r in rows]
