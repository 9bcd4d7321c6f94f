"""Actor cases of NGEC (Halterman et al. 2023): a mention, a day, and the country and PLOVER sector it should get."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import InputError

#: the cases were written in 2022; those without a day mean the offices of then
WRITTEN = dt.date(2022, 6, 1)
_FORMS = ("%Y-%m-%d", "%d %B %Y")


@dataclass(frozen=True, slots=True)
class ActorCase:
    """A mention and what it should be; None: the case does not say. Country and sector may be stated as none ("")."""

    text: str
    day: dt.date
    country: str | None  # ISO 3166-1 alpha-3, or EUR, UNO, IGO
    sector: str | None


def read_cases(path: Path) -> Iterator[ActorCase]:
    """Every case that states a country or a sector; raises InputError where the file is no list of cases."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        for row in rows:
            if row.get("country") is not None or row.get("code_1") is not None:
                yield ActorCase(row["text"], _day(row.get("query_date")), row.get("country"), row.get("code_1"))
    except (ValueError, KeyError, AttributeError) as problem:
        raise InputError(str(path), f"is not a list of actor cases: {problem}") from problem


def _day(text: str | None) -> dt.date:
    for form in _FORMS if text else ():
        try:
            return dt.datetime.strptime(str(text), form).date()
        except ValueError:
            continue
    if text:
        raise ValueError(f"{text!r} is no day")
    return WRITTEN
