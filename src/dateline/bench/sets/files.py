"""What the readers of sets share: lines of JSON or of a table, with the place of a slip in the error."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.errors import InputError


def text_of(path: Path, encoding: str = "utf-8") -> str:
    """The file's characters; raises InputError where they are not in that encoding."""
    try:
        return path.read_text(encoding=encoding)
    except UnicodeDecodeError as wrong:
        raise InputError(str(path), f"is not {encoding} at byte {wrong.start}; fetch the file again") from None


def json_lines(path: Path, *needed: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line number and object of every line that is not blank; raises InputError naming the line."""
    for number, line in enumerate(text_of(path).splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError:
                raise InputError(f"{path}:{number}", "is not a line of JSON; fetch the file again") from None
            if not isinstance(row, dict):
                raise InputError(f"{path}:{number}", "is not a JSON object; fetch the file again")
            missing = [key for key in needed if key not in row]
            if missing:
                raise InputError(f"{path}:{number}", f"has no field {missing[0]!r}; is this the set's own file?")
            yield number, row


class _Unquoted(csv.excel_tab):
    """Tabs alone: a quotation mark is a character like any other."""

    quoting = csv.QUOTE_NONE


def table_rows(path: Path, needed: Sequence[str], quoted: bool = True) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated file with a header; raises InputError where a column is missing."""
    rows = csv.DictReader(text_of(path).splitlines(keepends=True), dialect=csv.excel_tab if quoted else _Unquoted)
    missing = [name for name in needed if name not in (rows.fieldnames or ())]
    if missing:
        raise InputError(str(path), f"has no column {missing[0]!r}; is this the set's own file?")
    for number, row in enumerate(rows, 2):
        if any(row[name] is None for name in needed):
            raise InputError(f"{path}:{number}", "has fewer columns than the header; fetch the file again")
        yield row
