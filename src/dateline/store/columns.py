"""What is searched by, against what is kept: the columns beside a record, and the full-text index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateline.errors import LedgerError
from dateline.records import Capture, Claim, Incident, Link
from dateline.store import queries
from dateline.store.database import Database, Row
from dateline.store.rows import (
    article_row,
    capture_row,
    claim_entities,
    claim_row,
    incident_row,
    link_row,
    read,
    read_article,
)

INDEXES = {"articles": "article_words", "claims": "claim_words"}


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    columns: tuple[str, ...]  # as the row function gives them, the record apart
    expected: Callable[[Row], tuple[object, ...]]  # from the row as stored


def _article(row: Row) -> tuple[object, ...]:
    return article_row(read_article(row[0], row[-1], row[4]))


_TABLES = (
    _Table("captures", ("id", "address", "sha256"), lambda row: capture_row(read(Capture, row[0], row[-1]))),
    _Table("articles", ("id", "capture_id", "day_key", "headline", "text"), _article),
    _Table(
        "claims",
        tuple(
            "id article_id start finish type status earliest latest country place_id confidence sentence".split(),
        ),
        lambda row: claim_row(read(Claim, row[0], row[-1])),
    ),
    _Table(
        "incidents",
        ("id", "day_key", "type", "country", "status"),
        lambda row: incident_row(read(Incident, row[0], row[-1])),
    ),
    _Table(
        "links",
        ("id", "kind", "subject_id", "object_id", "status"),
        lambda row: link_row(read(Link, row[0], row[-1])),
    ),
)


def differing(database: Database) -> Iterator[tuple[str, str]]:
    """Id and what is wrong, where a column does not say what the record beside it says.

    Records that cannot be read are left out: other checks name them.
    """
    for table in _TABLES:
        names = (*table.columns, "record")
        for row in database.rows(queries.COLUMNS.format(columns=", ".join(names), table=table.name)):
            try:
                expected = table.expected(row)
            except LedgerError:
                continue
            for name, said, meant in zip(table.columns, row, expected, strict=False):
                if said != meant:
                    yield row[0], f"its column {name} says {_short(said)}, its record {_short(meant)}"
            if table.name == "claims":
                yield from _entities(database, read(Claim, row[0], row[-1]))


def _entities(database: Database, claim: Claim) -> Iterator[tuple[str, str]]:
    stored = set(database.rows(queries.ENTITIES_OF, (claim.id,)))
    if stored != set(claim_entities(claim)):
        yield claim.id, "its rows in claim_entities are not those its record gives"


def unindexed(database: Database) -> Iterator[tuple[str, str, str]]:
    """Index, id (or the index again) and what is wrong, where the full-text index lacks a row or holds one too many."""
    for table, words in INDEXES.items():
        for (ident,) in database.rows(queries.UNINDEXED.format(table=table, words=words)):
            yield words, ident, f"the full-text index {words} does not hold it, so no search finds it"
        gone = sum(1 for _ in database.rows(queries.INDEXED_GONE.format(table=table, words=words)))
        if gone:
            yield words, words, f"the full-text index holds {gone} rows of {table} that are not there"


def _short(value: object) -> str:
    said = repr(value)
    return said if len(said) <= 60 else said[:60] + "..."
