import re
import sqlite3
from contextlib import closing

import pytest

from dateline.errors import LedgerError
from dateline.store import queries
from dateline.store.database import APPLICATION_ID, Database, migrations, statements


def test_migrations_are_numbered_from_one_without_gaps():
    assert [number for number, _ in migrations()] == list(range(1, len(migrations()) + 1))


def test_statements_are_complete_and_all_there():
    for _, script in migrations():
        found = list(statements(script))
        assert all(sqlite3.complete_statement(statement) for statement in found)
        assert len(found) == len(re.findall(r"^(?:CREATE|INSERT|DROP) ", script, re.M))


def test_a_new_file_is_in_wal_mode_and_marked(tmp_path):
    with closing(Database(tmp_path / "l.db")) as database:
        assert database.first("PRAGMA journal_mode") == ("wal",)
        assert database.first("PRAGMA application_id") == (APPLICATION_ID,)
        assert database.first("PRAGMA user_version") == (migrations()[-1][0],)
        assert database.first("PRAGMA foreign_keys") == (1,)


def test_a_part_fails_alone(tmp_path):
    with closing(Database(tmp_path / "l.db")) as database:
        add = (queries.REFUSAL_ADD, ("one", "x", "r"))
        with database.transaction():
            database.execute(*add)
            with pytest.raises(RuntimeError), database.transaction():
                database.execute(queries.REFUSAL_ADD, ("two", "x", "r"))
                raise RuntimeError
        assert list(database.rows(queries.REFUSALS)) == [("one", "x")]


def test_every_query_is_sql_that_sqlite_takes(tmp_path):
    with closing(Database(tmp_path / "l.db")) as database:
        database.execute(queries.SEEN_START)
        for name, query in vars(queries).items():
            if not name.isupper() or not isinstance(query, str) or query.startswith(("PRAGMA", "CREATE")):
                continue
            sql = query.format(table="claims", words="claim_words", columns="id")
            values = [None] * (len(set(re.findall(r"\?\d", sql))) or sql.count("?"))
            list(database.rows("EXPLAIN " + sql, values))


def test_a_snapshot_ends_well_where_sqlite_has_rolled_back_by_itself(tmp_path):
    with closing(Database(tmp_path / "l.db")) as database:
        with database.snapshot():
            database.execute("ROLLBACK")
        with pytest.raises(LedgerError, match="nothing was written"), database.snapshot():
            database.execute(queries.REFUSAL_ADD, ("one", "x", "r"))
            database.execute("ROLLBACK")
        with database.snapshot():
            database.execute(queries.REFUSAL_ADD, ("two", "x", "r"))
        assert list(database.rows(queries.REFUSALS)) == [("two", "x")]


def test_a_rows_generator_outlives_its_file_quietly(tmp_path):
    database = Database(tmp_path / "l.db")
    rows = database.rows("SELECT name FROM sqlite_master")
    next(rows)
    database.close()
    rows.close()
