"""The one place that speaks to SQLite: opening, migrating, transactions, and errors in the user's words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

from dateline.errors import LedgerError

Row: TypeAlias = tuple[Any, ...]  # as SQLite gives it
APPLICATION_ID = 0x44544C4E  # "DTLN" in the file's header: this SQLite file is a ledger

_ADVICE = {
    "SQLITE_BUSY": "another process is writing to it; wait until it has finished, or stop it",
    "SQLITE_LOCKED": "another process is writing to it; wait until it has finished, or stop it",
    "SQLITE_CORRUPT": "the file is damaged; restore a copy, or read the pages again into a new ledger",
    "SQLITE_NOTADB": "the file is not a ledger; name another file",
    "SQLITE_CANTOPEN": "the file cannot be opened; check that its folder exists and may be written to",
    "SQLITE_READONLY": "the file or its folder may not be written to; change its rights or copy the ledger elsewhere",
    "SQLITE_PERM": "the file may not be opened; change its rights or copy the ledger elsewhere",
    "SQLITE_FULL": "the disk is full; make room and run again (what was finished is kept)",
    "SQLITE_IOERR": "the disk cannot be read or written; check the disk and run again",
}
_DAMAGED = "the ledger is damaged: run `dateline check`, restore a copy, or read the pages again into a new ledger"
_SIGNS_OF_DAMAGE = ("no such table", "no such column", "malformed", "vtable constructor failed", "Could not decode")


def migrations() -> tuple[tuple[int, str], ...]:
    """The ordered migrations: number and SQL of each file `migrations/NNNN_name.sql`."""
    folder = files("dateline.store") / "migrations"
    found = sorted((entry.name, entry) for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple((int(name.split("_")[0]), entry.read_text(encoding="utf-8")) for name, entry in found)


class Database:
    """An open SQLite file. Every statement goes through it; `transaction` is the only way to write."""

    def __init__(self, path: Path, *, timeout_s: float = 10.0, create: bool = True) -> None:
        self.path = path
        self._create = create
        self._timeout_s = timeout_s
        try:
            self._connection = sqlite3.connect(path, timeout=timeout_s, isolation_level=None)
        except sqlite3.Error as problem:
            self._explain(problem)
            raise
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Closed for good; closing twice is allowed."""
        self._connection.close()

    def execute(self, sql: str, values: Sequence[object] = ()) -> int:
        """Runs one statement; the number of rows it changed."""
        try:
            return self._connection.execute(sql, values).rowcount
        except sqlite3.Error as problem:
            self._explain(problem)
            raise

    def execute_each(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Runs one statement once for each row of values."""
        try:
            self._connection.executemany(sql, rows)
        except sqlite3.Error as problem:
            self._explain(problem)
            raise

    def first(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of a query, or None."""
        try:
            row: Row | None = self._connection.execute(sql, values).fetchone()
        except sqlite3.Error as problem:
            self._explain(problem)
            raise
        return row

    def all(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Every row of a query at once, for short answers that are asked for often."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as problem:
            self._explain(problem)
            raise

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of a query one by one; memory does not grow with their number."""
        try:
            cursor = self._connection.execute(sql, values)
        except sqlite3.Error as problem:
            self._explain(problem)
            raise
        try:
            while (row := self._next(cursor)) is not None:
                yield row
        finally:
            with suppress(sqlite3.Error):  # the file may be closed by now, and the cursor with it
                cursor.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Inside another transaction it is a part that can fail alone."""
        if self._connection.in_transaction:
            start, finish, undo = "SAVEPOINT part", "RELEASE part", ["ROLLBACK TO part", "RELEASE part"]
        else:
            start, finish, undo = "BEGIN IMMEDIATE", "COMMIT", ["ROLLBACK"]
        self.execute(start)
        try:
            yield
            self.execute(finish)
        except BaseException:
            if self._connection.in_transaction:  # SQLite has already rolled back where the disk failed
                for statement in undo:
                    self.execute(statement)
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever others write meanwhile."""
        if self._connection.in_transaction:
            yield
            return
        self.execute("BEGIN DEFERRED")
        changed = self._connection.total_changes
        try:
            self.first("SELECT 1 FROM sqlite_master LIMIT 1")  # the moment is that of the first read
            yield
        finally:
            self._end(written=self._connection.total_changes != changed)

    def _end(self, *, written: bool) -> None:
        """The transaction of a snapshot ended. A damaged file may fail even that: no matter if it was only read."""
        try:
            if self._connection.in_transaction:
                self.execute("COMMIT")
            elif written:  # SQLite has rolled back by itself, as it does where the file fails
                raise LedgerError(f"{self.path}: nothing was written; {_DAMAGED}")
        except LedgerError:
            if self._connection.in_transaction:
                with suppress(LedgerError):
                    self.execute("ROLLBACK")
            if written:
                raise

    def _next(self, cursor: sqlite3.Cursor) -> Row | None:
        try:
            row: Row | None = cursor.fetchone()
        except sqlite3.Error as problem:
            self._explain(problem)
            raise
        return row

    def _explain(self, problem: sqlite3.Error) -> None:
        """Raises SQLite's error about the file as a LedgerError that says what to do; others are bugs and pass."""
        name = getattr(problem, "sqlite_errorname", "") or ""
        advice = next((words for start, words in _ADVICE.items() if name.startswith(start)), None)
        if advice is None and any(sign in str(problem) for sign in _SIGNS_OF_DAMAGE):
            advice = _DAMAGED
        if advice is not None:
            raise LedgerError(f"{self.path}: {advice} ({problem})") from problem

    def _prepare(self) -> None:
        self.execute("PRAGMA foreign_keys = ON")
        self.execute("PRAGMA recursive_triggers = ON")  # so that REPLACE cannot slip past the delete triggers
        version = self._version()
        latest = migrations()[-1][0]
        if version > latest:
            raise LedgerError(
                f"{self.path}: written by a newer Dateline (ledger version {version}, this one knows {latest}); "
                "install the newer version, or name another file"
            )
        if not version and not self._create:
            raise LedgerError(
                f"{self.path}: the file is empty, not a ledger; check the path, or read pages into it first"
            )
        if version < latest:
            self._start_wal()
            self._migrate()
        # In WAL mode this is safe against kills; a power cut may undo the last page, and never tears one.
        self.execute("PRAGMA synchronous = NORMAL")
        self.execute("PRAGMA cache_size = -16384")  # 16 MB
        self.execute("PRAGMA wal_autocheckpoint = 8000")  # 32 MB: copying into the main file is what waits for the disk

    def _version(self) -> int:
        """The ledger version of the file, 0 for a new one; raises LedgerError for somebody else's file."""
        with self.snapshot():  # another process may be making the ledger just now
            (version,) = self.first("PRAGMA user_version") or (0,)
            (application,) = self.first("PRAGMA application_id") or (0,)
            filled = self.first("SELECT 1 FROM sqlite_master LIMIT 1") is not None
        if application != APPLICATION_ID and (version or filled):
            raise LedgerError(f"{self.path}: is an SQLite file of another program, not a ledger; name another file")
        return int(version)

    def _start_wal(self) -> None:
        """Many readers beside one writer. SQLite does not wait for a lock here, so this does."""
        until = time.monotonic() + self._timeout_s
        while True:
            try:
                self.execute("PRAGMA journal_mode = WAL")
                return
            except LedgerError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)

    def _migrate(self) -> None:
        for number, script in migrations():
            with self.transaction():
                if self._version() >= number:  # done before, or by another process just now
                    continue
                for statement in statements(script):
                    self.execute(statement)
                self.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                self.execute(f"PRAGMA user_version = {number}")


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, triggers whole.

    >>> list(statements("SELECT 1;\\nSELECT 2;\\n"))
    ['SELECT 1;', 'SELECT 2;']
    """
    lines: list[str] = []
    for line in script.splitlines():
        lines.append(line)
        if line.rstrip().endswith(";") and sqlite3.complete_statement("\n".join(lines)):
            yield "\n".join(lines).strip()
            lines = []
