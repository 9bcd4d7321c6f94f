"""The table of columns in `docs/exports.md`.  To renew it: `python tests/export/exports_page.py`."""

from __future__ import annotations

from pathlib import Path

from dateline.export.claims_csv import COLUMNS

PAGE = Path(__file__).parents[2] / "docs" / "exports.md"
START, END = "<!-- columns -->", "<!-- end -->"


def page(old: str) -> str:
    """The page with the table in its place."""
    rows = "\n".join(f"| `{column.name}` | {column.meaning} |" for column in COLUMNS)
    before, after = old.split(START)[0], old.split(END)[1]
    return f"{before}{START}\n| column | |\n|---|---|\n{rows}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
