"""Ledgers damaged from outside: every command says what is wrong and what to do, and none ends in a traceback."""

from __future__ import annotations

import gc
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli.main import cli
from dateline.cli.progress import plain
from dateline.errors import LedgerError

SAMPLES = Path(__file__).parent.parent.parent / "samples"
COMMANDS = (("check",), ("show", "claims"), ("show", "incidents"), ("report",), ("link",))


def dateline(ledger: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--reader", "rules", "--ledger", str(ledger), *words])


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "l.sqlite"
    assert dateline(path, "add", str(SAMPLES)).exit_code == 0
    assert dateline(path, "link").exit_code == 0
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def ledger(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "l.sqlite"))


def alter(ledger: Path, *statements: str) -> None:
    with closing(sqlite3.connect(ledger)) as file:
        for statement in statements:
            file.execute(statement)
        file.commit()


def expected(result: Result) -> None:
    """No bug: success, problems found, or an error meant for the user."""
    assert result.exception is None or isinstance(result.exception, (SystemExit, LedgerError)), result.exception


def test_a_sound_ledger_has_no_problems(ledger: Path) -> None:
    result = dateline(ledger, "check")
    assert result.exit_code == 0 and result.output == "0 problems\n"


@pytest.mark.parametrize("offset", [4096, 40960, 400000, 600000])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_overwritten_bytes(ledger: Path, offset: int, words: tuple[str, ...]) -> None:
    with open(ledger, "r+b") as file:
        file.seek(offset)
        file.write(random.Random(offset).randbytes(2000))
    result = dateline(ledger, *words)
    expected(result)
    if words == ("check",):
        assert result.exit_code == 1 and "damaged" in str(result.exception) + result.output


@pytest.mark.parametrize("table", ["claims", "articles", "captures", "incidents", "links", "claim_words"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_dropped_table(ledger: Path, table: str, words: tuple[str, ...]) -> None:
    alter(ledger, f"DROP TABLE {table}")
    result = dateline(ledger, *words)
    expected(result)
    if words == ("check",):
        assert result.exit_code == 1 and f"no such table: {table}" in result.output
        assert "run `dateline check`, restore a copy" in result.output


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("claims", "status", "denied"), ("claims", "type", "aid"), ("incidents", "type", "aid"), ("links", "kind", "x")],
)
def test_a_record_that_its_columns_contradict(ledger: Path, table: str, column: str, value: str) -> None:
    one = f"(SELECT id FROM {table} WHERE {column} != '{value}' LIMIT 1)"
    alter(
        ledger,
        "DROP TRIGGER claims_update",
        f"UPDATE {table} SET record = json_set(record, '$.{column}', '{value}') WHERE id = {one}",
    )
    result = dateline(ledger, "check")
    assert result.exit_code == 1 and f"its column {column} says" in result.output
    assert f"its record '{value}'" in result.output and "Problem(" not in result.output


def test_a_claim_without_its_entities(ledger: Path) -> None:
    alter(ledger, "DELETE FROM claim_entities WHERE claim_id = (SELECT min(claim_id) FROM claim_entities)")
    result = dateline(ledger, "check")
    assert "claim_entities are not those" in result.output and "\n1 problem\n" in result.output


def test_an_emptied_index(ledger: Path) -> None:
    alter(ledger, "DELETE FROM claim_words")
    result = dateline(ledger, "check")
    assert result.exit_code == 1 and "index claim_words does not hold it" in result.output
    advice = "INSERT INTO claim_words (claim_words) VALUES ('rebuild')"
    assert f'sqlite3 LEDGER "{advice}"' in result.output
    alter(ledger, advice)
    assert dateline(ledger, "check").exit_code == 0


def test_a_deleted_claim(ledger: Path) -> None:
    alter(ledger, "DELETE FROM claims WHERE id = (SELECT min(claim_id) FROM incident_claims)")
    assert "is not there" in dateline(ledger, "check").output
    for words in (("show", "incidents"), ("show", "tolls"), ("report",)):
        problem = dateline(ledger, *words).exception
        assert isinstance(problem, LedgerError) and "run `dateline check`" in str(problem), (words, problem)


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_one_bad_record_makes_no_noise(ledger: Path) -> None:
    alter(ledger, "DROP TRIGGER claims_update", "UPDATE claims SET record = '{' WHERE number = 3")
    problem = dateline(ledger, "show", "claims").exception
    assert isinstance(problem, LedgerError) and "cannot be read" in str(problem)
    del problem
    gc.collect()


def test_an_empty_file_stays_empty_when_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "l.sqlite"
    file.touch()
    for words in (("show", "claims"), ("check",)):
        problem = dateline(file, *words).exception
        assert isinstance(problem, LedgerError) and "is empty" in str(problem)
    assert file.stat().st_size == 0 and list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("option", [("--type", "nonsense"), ("--status", "nonsense"), ("--limit", "-1")])
def test_show_claims_refuses_what_is_not_there(ledger: Path, option: tuple[str, str]) -> None:
    result = dateline(ledger, "show", "claims", *option)
    assert result.exit_code == 2 and option[0] in result.output


def test_a_terminal_is_not_spoken_to(tmp_path: Path) -> None:
    assert plain("a\x1b]0;x\x07\u202e é\n") == "a\\x1b]0;x\\x07\\u202e é\\n"
    page = tmp_path / "a\x1b[2Jb.txt"
    page.write_bytes(b"")
    result = CliRunner().invoke(cli, ["--reader", "rules", "code", str(page)])
    assert "refused" in result.stderr and "\\x1b[2Jb.txt" in result.stderr and "\x1b" not in result.stderr
