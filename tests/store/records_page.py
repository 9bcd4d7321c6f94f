"""The table of `docs/records.md`, generated from `records/`.  To renew it: `python tests/store/records_page.py`."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from dateline import records
from dateline.records import claims, common, linking, pages, readings

PAGE = Path(__file__).parents[2] / "docs" / "records.md"
START, END = "<!-- generated: nouns -->", "<!-- end -->"


def nouns() -> Iterator[tuple[ast.ClassDef, list[str]]]:
    """Every class in the order of `records.__all__`, with the lines of its module."""
    found = {}
    for module in (common, pages, readings, claims, linking):
        source = inspect.getsource(module)
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = node, source.split("\n")
    return (found[name] for name in records.__all__ if name in found)


def table() -> str:
    """Every noun with its fields, their types and the comments beside them."""
    out = []
    for node, lines in nouns():
        out += ["", f"### {node.name}", "", " ".join((ast.get_docstring(node) or "").split()), ""]
        members = [item for item in node.body if isinstance(item, ast.Assign)]
        if members:
            values = [ast.literal_eval(item.value) for item in members]
            out.append("One of " + ", ".join(f"`{value}`" for value in values) + ".")
            continue
        out += ["| field | kind | |", "|---|---|---|"]
        for item in node.body:
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                kind = " ".join(ast.unparse(item.annotation).split()).replace("|", "\\|")
                note = _comment(lines[item.lineno - 1 : item.end_lineno]).replace("|", "\\|")
                out.append(f"| `{item.target.id}` | {kind} | {note} |")
    return "\n".join(out).strip()


def _comment(lines: list[str]) -> str:
    found = [match.group(1) for line in lines if (match := re.search(r"\s# (.*)", line))]
    return " ".join(found).strip()


def page(old: str) -> str:
    """The page with the table in its place."""
    before, after = old.split(START)[0], old.split(END)[1]
    return f"{before}{START}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
