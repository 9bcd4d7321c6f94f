"""The append-only log: every decision's id is a hash over it and the id before it, so a change shows."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator, Sequence

from dateline.ids import content_id
from dateline.records import Decision
from dateline.store import queries
from dateline.store.database import Database
from dateline.store.rows import read, record


def utc_now() -> str:
    """The moment as ISO 8601 in UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


def decision_id(before_it: str, decision: Decision) -> str:
    """The id of a decision that follows the one with the id `before_it` ("" for the first)."""
    fields = [getattr(decision, field.name) for field in dataclasses.fields(decision) if field.name != "id"]
    return content_id("dec", before_it, json.dumps(fields))


def append(database: Database, decision: Decision) -> Decision:
    """The decision as logged, with the id it was given. Call it inside a transaction."""
    last = database.first(queries.DECISION_LAST)
    logged = dataclasses.replace(decision, id=decision_id(last[0] if last else "", decision))
    database.execute(queries.DECISION_ADD, (logged.id, logged.subject_id, record(logged)))
    return logged


def decisions(database: Database, subject_id: str | None = None) -> Iterator[Decision]:
    """The log from its first row, or what it says on one subject."""
    if subject_id is None:
        rows = database.rows(queries.DECISIONS)
    else:
        rows = database.rows(queries.DECISIONS_ON, (subject_id,))
    for ident, line in rows:
        yield read(Decision, ident, line)


def ids_as_json(ids: Sequence[str]) -> str:
    """Ids as a decision's before or after."""
    return json.dumps(list(ids))
