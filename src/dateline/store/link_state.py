"""What the linker keeps between runs, in the ledger file; dropping it costs one full linking and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from dateline.store import queries
from dateline.store.database import Database


class LinkState:
    """`dateline.link.state.State` over the tables `link_state` and `link_terms`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, kind: str, key: str) -> str | None:
        """See State."""
        row = self._database.first(queries.STATE, (kind, key))
        return row[0] if row else None

    def put(self, kind: str, key: str, value: str | None) -> None:
        """See State."""
        if value is None:
            self._database.execute(queries.STATE_DROP, (kind, key))
        else:
            self._database.execute(queries.STATE_PUT, (kind, key, value))

    def post(self, terms: Iterable[int], member: str) -> None:
        """See State."""
        self._database.execute_each(queries.TERM_POST, [(term, member) for term in terms])

    def unpost(self, terms: Iterable[int], member: str) -> None:
        """See State."""
        self._database.execute_each(queries.TERM_UNPOST, [(term, member) for term in terms])

    def before(self, term: int, member: str, limit: int) -> list[str]:
        """See State."""
        return [row[0] for row in self._database.all(queries.TERM_BEFORE, (term, member, limit))]

    def after(self, terms: Iterable[int], member: str, limit: int) -> list[str]:
        """See State."""
        return [row[0] for row in self._database.all(queries.TERMS_AFTER, (json.dumps(list(terms)), member, limit))]

    def members(self, term: int) -> list[str]:
        """See State."""
        return [row[0] for row in self._database.all(queries.TERM_MEMBERS, (term,))]

    def shared(self, terms: Iterable[int]) -> list[str]:
        """See State."""
        return [row[0] for row in self._database.all(queries.TERMS_SHARED, (json.dumps(list(terms)),))]

    def clear(self) -> None:
        """Nothing kept: the next linking is a full one."""
        self._database.execute(queries.STATE_CLEAR)
        self._database.execute(queries.TERMS_CLEAR)


def unlinked(database: Database, portion: int) -> Iterator[list[str]]:
    """The ids of articles that are not linked as they are now, by page day, in portions."""
    last = ("", "")
    while rows := list(database.rows(queries.UNLINKED, (*last, portion))):
        yield [row[1] for row in rows]
        last = rows[-1]
