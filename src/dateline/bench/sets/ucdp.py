"""Events of the UCDP Georeferenced Event Dataset with the headlines they were coded from.

A headline counts here where the number of dead can be recovered from it: its event was coded from this headline alone,
it was used for this event alone, and it holds a word of killing and a number.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.bench.sets.rdata import read_rda

#: file of every part under events/data/ucdp_ged
PARTS = {"myanmar": "myanmar.rda", "mexico": "mexico.rda", "ukraine": "conflict_data_ukr.csv"}
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_SOURCE = re.compile(r"(?P<office>.*?),\s*(?P<date>\d{4}-\d{2}-\d{2}),\s*(?P<headline>.*)", re.S)
_KILLING = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|dead|die[sd]?|deaths?|slain|murder\w*|massacre\w*|bodies|corpses)\b", re.I
)
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_NUMBER = re.compile(rf"(?<![\d.,])\d{{1,4}}(?![\d.,]*\d)|\b(?:{'|'.join(_WORDS)})\b", re.I)


@dataclass(frozen=True, slots=True)
class CodedHeadline:
    """A headline, its day (ISO 8601), and the coders' number of dead: best, low and high estimate."""

    event: str
    date: str
    text: str
    best: int
    low: int
    high: int

    @property
    def numbers(self) -> list[int]:
        """The numbers that the headline writes, in order; years are left out."""
        read = [int(word) if word.isdecimal() else _WORDS.index(word) for word in _NUMBER.findall(self.text.lower())]
        return [number for number in read if not 1900 <= number <= 2099]

    @property
    def states_best(self) -> bool:
        """Whether the coders' number is one of them."""
        return self.best in self.numbers


def read_headlines(path: Path) -> Iterator[CodedHeadline]:
    """The headlines of a part from which the number of dead can be recovered, in the order of its file."""
    events = [row for row in _rows(path) if _whole(row["id"]) is not None]
    sources = {_whole(row["id"]): _sources(row["source_article"]) for row in events}
    used: dict[tuple[str, str, str], set[int | None]] = defaultdict(set)
    for ident, found in sources.items():
        for source in found:
            used[source].add(ident)
    for row in events:
        ident = _whole(row["id"])
        distinct = set(sources[ident])
        if len(distinct) != 1 or len(used[next(iter(distinct))]) != 1:
            continue
        _, date, headline = next(iter(distinct))
        best, low, high = (_whole(row[name]) or 0 for name in ("best", "low", "high"))
        coded = CodedHeadline(str(ident), date, headline, best, low, high)
        if _KILLING.search(headline) and coded.numbers:
            yield coded


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.suffix == ".rda":
        yield from read_rda(path)
        return
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _whole(value: Any) -> int | None:
    """A number of a cell; None where there is none (a row of column tags)."""
    try:
        return int(float(value))
    except (TypeError, ValueError):
        return None


def _sources(cell: str | None) -> list[tuple[str, str, str]]:
    """Office, date and headline of every source of a cell; a cell without quotes is one source."""
    parts = _QUOTED.findall(cell or "") or [cell or ""]
    matches = [_SOURCE.fullmatch(part.strip()) for part in parts]
    return [(m["office"], m["date"], m["headline"]) for m in matches if m]


def read_events(path: Path) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Office, date and headline of the sources that serve one event alone, by event, in the order of the file."""
    events = [row for row in _rows(path) if _whole(row["id"]) is not None]
    sources = {str(_whole(row["id"])): tuple(dict.fromkeys(_sources(row["source_article"]))) for row in events}
    used: dict[tuple[str, str, str], int] = defaultdict(int)
    for found in sources.values():
        for source in found:
            used[source] += 1
    return {ident: tuple(s for s in found if used[s] == 1) for ident, found in sources.items()}
