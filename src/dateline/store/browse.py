"""Claims by what is searched for: filters, full text, cursors, facets and counts that stay fast in a large ledger.

Lists are paged by key (the day and the number of the last row), never by offset, and counts of a filtered list stop at
a cap. The tables that this reads are kept by triggers (migration `desk`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from dateline.records import Claim
from dateline.store.database import Database, Row
from dateline.store.rows import read
from dateline.store.search import match_expression

COUNTED_TO = 10_000  # a filtered list is counted so far
FACETS_TO = 5_000  # facets of a filtered list are counted over so many rows, above that over the whole ledger
_HITS = 20_000  # full-text hits that are looked through for one page of rows
_LONGEST = 200
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_CURSOR = re.compile(r"([0-9-]{0,10})~(\d{1,18})")
FACETS = ("type", "status", "country", "precision", "claimant")


@dataclass(frozen=True, slots=True)
class Filter:
    """What claims are looked for by; an empty field does not limit. It goes into an address and back."""

    q: str = ""
    type: str = ""
    status: str = ""
    country: str = ""  # "none": the place is not resolved
    place: str = ""  # gazetteer id
    precision: str = ""
    claimant: str = ""
    actor: str = ""  # entity id, in any role
    groups: str = ""  # at least so many independent groups behind its incident
    since: str = ""  # first day
    until: str = ""
    added: str = ""  # captured on or after this day
    judged: str = ""  # accepted, mended
    order: str = ""  # "old": oldest first

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filter:
        """The filter that an address asks for; fields that make no sense do not limit."""
        found = {f.name: query.get(f.name, "").strip()[:_LONGEST] for f in fields(cls)}
        for name in ("since", "until", "added"):
            if not _DAY.fullmatch(found[name]):
                found[name] = ""
        if not found["groups"].isdigit():
            found["groups"] = ""
        return cls(**found)

    def set(self) -> dict[str, str]:
        """The fields that limit."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name))}


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim in a list: its number in the ledger, its day ('' where none is known), and what people decided."""

    number: int
    day: str
    judged: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of a list, and the cursor of the next one (None at the end)."""

    rows: tuple[Listed, ...]
    next: str | None


def find_claims(database: Database, wanted: Filter, cursor: str | None = None, limit: int = 50) -> Rows:
    """The claims that a filter lets through, newest day first; with words, the last added first."""
    if wanted.q:
        return _find_words(database, wanted, cursor, limit)
    newest = wanted.order != "old"
    key = "x" if wanted.actor else "f"
    tests, values = _tests(wanted)
    found = _CURSOR.fullmatch(cursor or "")
    if found:
        tests.append(f"({key}.day, {key}.number) {'<' if newest else '>'} (?, ?)")
        values += [found[1], int(found[2])]
    table = "entity_claims x JOIN claim_facets f ON f.number = x.number" if wanted.actor else "claim_facets f"
    way = "DESC" if newest else "ASC"
    inner = (
        f"SELECT {'DISTINCT' if wanted.actor else ''} {key}.day AS day, {key}.number AS number, f.judged FROM {table}"
        f"{_where(tests)} ORDER BY {key}.day {way}, {key}.number {way} LIMIT ?"
    )
    rows = list(
        database.rows(
            f"SELECT s.number, s.day, s.judged, c.id, c.record FROM ({inner}) s JOIN claims c ON c.number = s.number "
            f"ORDER BY s.day {way}, s.number {way}",
            (*values, limit + 1),
        )
    )
    return _page(rows, limit, lambda row: f"{row[1]}~{row[0]}")


def _find_words(database: Database, wanted: Filter, cursor: str | None, limit: int) -> Rows:
    """Full-text hits, the last added first; a page looks through so many hits and then hands on where it stopped."""
    expression = match_expression(wanted.q)
    if expression is None:
        return Rows((), None)
    found = _CURSOR.fullmatch(cursor or "")
    below = int(found[2]) if found else (1 << 62)
    tests, values = _tests(wanted)
    hits = (
        "SELECT rowid AS number FROM claim_words WHERE claim_words MATCH ? AND rowid < ? ORDER BY rowid DESC "
        f"LIMIT {_HITS}"
    )
    if wanted.actor:
        tests = [test.replace("x.entity_id", "e.entity_id") for test in tests]
        tests[0] = f"EXISTS (SELECT 1 FROM entity_claims e WHERE e.number = f.number AND e.day = f.day AND {tests[0]})"
    if tests:
        inner = (
            f"SELECT f.number, f.day, f.judged FROM ({hits}) h CROSS JOIN claim_facets f ON f.number = h.number"
            f"{_where(tests)} ORDER BY f.number DESC LIMIT ?"
        )
    else:
        inner = (
            "SELECT f.number, f.day, f.judged FROM claim_words w CROSS JOIN claim_facets f ON f.number = w.rowid "
            "WHERE w.claim_words MATCH ? AND w.rowid < ? ORDER BY w.rowid DESC LIMIT ?"
        )
    rows = list(
        database.rows(
            f"SELECT s.number, s.day, s.judged, c.id, c.record FROM ({inner}) s JOIN claims c ON c.number = s.number "
            "ORDER BY s.number DESC",
            (expression, below, *values, limit + 1),
        )
    )
    page = _page(rows, limit, lambda row: f"~{row[0]}")
    if page.next is None:
        last = database.first(f"SELECT min(number), count(*) FROM ({hits})", (expression, below))
        if last and last[1] == _HITS:
            return Rows(page.rows, f"~{last[0]}")
    return page


def _page(rows: Sequence[Row], limit: int, cursor: object) -> Rows:
    kept = tuple(Listed(row[0], row[1], row[2], read(Claim, row[3], row[4])) for row in rows[:limit])
    more = len(rows) > limit
    return Rows(kept, cursor(rows[limit - 1]) if more and callable(cursor) else None)


def _where(tests: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(tests)}" if tests else ""


def _tests(wanted: Filter) -> tuple[list[str], list[object]]:
    """SQL tests on `f` (and on `x` for an actor, which comes first) with their values."""
    tests: list[str] = []
    values: list[object] = []
    if wanted.actor:
        tests.append("x.entity_id = ?")
        values.append(wanted.actor)
    for name, column in (("type", "type"), ("status", "status"), ("place", "place_id"), ("precision", "precision"),
                         ("claimant", "claimant"), ("judged", "judged")):  # fmt: skip
        if value := getattr(wanted, name):
            tests.append(f"f.{column} = ?")
            values.append(value)
    if wanted.country:
        tests.append("f.country = ?")
        values.append("" if wanted.country == "none" else wanted.country)
    for test, value in (("f.day >= ?", wanted.since), ("f.day <= ?", wanted.until), ("f.added >= ?", wanted.added)):
        if value:
            tests.append(test)
            values.append(value + "~" if test == "f.day <= ?" else value)
    if wanted.until and not wanted.since:
        tests.append("f.day > ''")
    if wanted.groups:
        tests.append(
            "EXISTS (SELECT 1 FROM claims g JOIN incident_claims ic ON ic.claim_id = g.id JOIN incident_facts i "
            "ON i.incident_id = ic.incident_id WHERE g.number = f.number AND i.groups >= ?)"
        )
        values.append(int(wanted.groups))
    return tests, values


def count_claims(database: Database, wanted: Filter, most: int = COUNTED_TO) -> tuple[int, bool]:
    """How many claims a filter lets through, and whether that is all: counting stops at `most`."""
    limits = {name: value for name, value in wanted.set().items() if name != "order"}
    if not limits or (len(limits) == 1 and next(iter(limits)) in ("type", "status", "place", "precision", "claimant")):
        facet, value = next(iter(limits.items()), ("all", ""))
        row = database.first("SELECT n FROM facet_counts WHERE facet = ? AND value = ?", (facet, value))
        return (row[0] if row else 0), True
    row = database.first(f"SELECT count(*) FROM ({matching(wanted, 'f.number', most + 1)[0]})",
                         matching(wanted, "f.number", most + 1)[1])  # fmt: skip
    n = row[0] if row else 0
    return min(n, most), n <= most


def matching(wanted: Filter, columns: str, most: int) -> tuple[str, list[object]]:
    """A query for some columns of the facets `f` that a filter lets through, at most so many rows, in no order."""
    tests, values = _tests(wanted)
    table = "claim_facets f"
    if wanted.actor:
        mine = "(SELECT DISTINCT number FROM entity_claims WHERE entity_id = ?)"
        table = f"{mine} x JOIN claim_facets f ON f.number = x.number"
        tests = tests[1:]
    if wanted.q:
        expression = match_expression(wanted.q) or '""'
        table += (
            " JOIN (SELECT rowid AS number FROM claim_words WHERE claim_words MATCH ? LIMIT ?) h ON h.number = f.number"
        )
        at = 1 if wanted.actor else 0
        values = [*values[:at], expression, _HITS, *values[at:]]
    return f"SELECT {columns} FROM {table}{_where(tests)} LIMIT ?", [*values, most]


@dataclass(frozen=True, slots=True)
class Facets:
    """For each facet its commonest values with how many; `narrow`: counted over the filtered list."""

    values: Mapping[str, tuple[tuple[str, int], ...]]
    narrow: bool


def facets(database: Database, wanted: Filter, most: int = 12) -> Facets:
    """The facets of a filtered list, or of the whole ledger where the list is long."""
    if any(name != "order" for name in wanted.set()):
        columns = ", ".join(f"f.{name}" for name in FACETS)
        rows = list(database.rows(*matching(wanted, columns, FACETS_TO + 1)))
        if len(rows) <= FACETS_TO:
            counted = zip(FACETS, zip(*rows, strict=True), strict=True) if rows else ()
            return Facets({name: tuple(_commonest(Counter(column), most)) for name, column in counted}, narrow=True)
    top = "SELECT value, n FROM facet_counts WHERE facet = ? AND n > 0 ORDER BY n DESC LIMIT ?"
    return Facets(
        {name: tuple((row[0], row[1]) for row in database.rows(top, (name, most))) for name in FACETS}, narrow=False
    )


def _commonest(counter: Counter[str], most: int) -> Iterator[tuple[str, int]]:
    yield from sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:most]


def names_of(database: Database, ids: Sequence[str]) -> dict[str, str]:
    """Entity id to its name, of those that are known."""
    out = {}
    for ident in dict.fromkeys(ids):
        row = database.first("SELECT name FROM entities WHERE id = ?", (ident,))
        if row:
            out[ident] = row[0]
    return out


def numbers_of(database: Database, wanted: Filter, most: int) -> list[int]:
    """The numbers of at most so many matching claims, in no order."""
    sql, values = matching(wanted, "f.number", most)
    return [row[0] for row in database.rows(sql, values)]
