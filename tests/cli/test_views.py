"""The commands over the named views: every one answers on a real ledger, as a table and as JSON Lines."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli.main import cli
from dateline.errors import ConfigError, InputError
from dateline.store.ledger import Ledger

SAMPLES = Path(__file__).parent.parent.parent / "samples"


def dateline(*words: object, ledger: Path) -> Result:
    return CliRunner().invoke(cli, ["--ledger", str(ledger), *map(str, words)])


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of a few sample pages: an air strike told by several, and a camp attack."""
    folder = tmp_path_factory.mktemp("views")
    pages = sorted(SAMPLES.glob("0[1-3]*")) + sorted(SAMPLES.glob("08*"))
    assert len(pages) == 4
    result = CliRunner().invoke(cli, ["--reader", "rules", "run", *map(str, pages), "-o", str(folder)])
    assert result.exit_code == 0, result.output
    return folder / "ledger.sqlite"


VIEWS = [
    ("tolls",), ("control",), ("relations",), ("responsibility",), ("totals",), ("statements",),
    ("statements", "--threats"), ("talks",), ("gaps",), ("figures", "--rule", "ucdp"),
    ("grades",), ("grades", "--claims"),
]  # fmt: skip


@pytest.mark.parametrize("words", VIEWS, ids=" ".join)
def test_every_view_as_a_table_and_as_json(words: tuple[str, ...], ledger: Path) -> None:
    table = dateline("show", *words, ledger=ledger)
    assert table.exit_code == 0, table.output
    lines = dateline("show", *words, "--json", "--limit", "0", ledger=ledger).stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    assert all(isinstance(row, dict) for row in rows)
    assert rows or words[0] in ("talks", "control", "relations") or words[-1] == "--threats", "the samples have these"


def test_a_day_narrows_control(ledger: Path) -> None:
    every = dateline("show", "control", "--json", "--limit", "0", ledger=ledger).stdout.splitlines()
    early = dateline("show", "control", "--on", "1990-01-01", "--json", ledger=ledger).stdout.splitlines()
    late = dateline(
        "show", "control", "--on", "2100-01-01", "--json", "--limit", "0", ledger=ledger
    ).stdout.splitlines()
    assert early == [] and set(late) == {line for line in every if json.loads(line)["until"] is None}


def test_what_is_no_day_is_told_with_the_form_of_a_day(ledger: Path) -> None:
    done = CliRunner().invoke(cli, ["--ledger", str(ledger), "diff", "--since", "25 April 2018"])
    assert done.exit_code == 2 and "write it as YYYY-MM-DD" in done.output and "%" not in done.output


def test_diff_tells_the_new_from_the_known(ledger: Path) -> None:
    everything = dateline("diff", "--since", "1990-01-01", "--json", "--limit", "0", ledger=ledger).stdout.splitlines()
    kinds = {json.loads(line)["kind"] for line in everything}
    assert "new-incident" in kinds
    assert dateline("diff", "--since", "2100-01-01", "--json", ledger=ledger).stdout == ""
    added = dateline("diff", "--since", "1990-01-01", "--by", "added", "--json", "--limit", "0", ledger=ledger)
    assert [json.loads(line)["kind"] for line in added.stdout.splitlines()].count("new-incident") > 0


def test_a_grade_is_set_logged_and_withdrawn(ledger: Path) -> None:
    rows = [json.loads(line) for line in dateline("show", "grades", "--json", ledger=ledger).stdout.splitlines()]
    subject, was = rows[0]["incident_id"], rows[0]["grade"]

    def grade() -> str:
        found = dateline("show", "grades", "--json", "--limit", "0", ledger=ledger).stdout.splitlines()
        return next(row["grade"] for row in map(json.loads, found) if row["incident_id"] == subject)

    done = dateline("grade", subject, "discounted", "--who", "M. Analyst", "--why", "withdrawn", ledger=ledger)
    assert done.exit_code == 0, done.output
    assert grade() == "discounted"
    back = dateline("grade", subject, "-", "--who", "M. Analyst", "--why", "a mistake", ledger=ledger)
    assert back.exit_code == 0 and grade() == was
    with Ledger.open(ledger) as opened:
        log = [d for d in opened.decisions(subject) if d.action == "grade"]
    assert [(d.before, d.after, d.who) for d in log] == [
        (None, '"discounted"', "M. Analyst"),
        ('"discounted"', None, "M. Analyst"),
    ]


@pytest.mark.parametrize(
    ("subject", "value", "what"),
    [
        ("nobody by that name", "B", "no claimant called"),
        ("inc_", "excellent", "is no grade"),
        ("clm_", "7", "no grade"),
    ],
)
def test_a_grade_that_cannot_be_is_refused(subject: str, value: str, what: str, ledger: Path) -> None:
    with Ledger.open(ledger) as opened:
        first = {"inc_": next(opened.incidents()).id, "clm_": next(opened.claims()).id}
    result = dateline("grade", first.get(subject, subject), value, "--who", "M", "--why", "x", ledger=ledger)
    assert isinstance(result.exception, ConfigError) and what in str(result.exception)


def test_verify_tells_what_agrees_and_differs(ledger: Path) -> None:
    words = ("--reader", "rules", "--ledger", str(ledger), "verify", "--day", "2018-04-25")
    statement = "An air strike on a market in Salqin killed 200 people on Monday."
    found = CliRunner().invoke(cli, [*words, statement])
    assert found.exit_code == 0, found.output
    assert "+ place: both in Salqin" in found.output and "- figure: 200 killed: in conflict with" in found.output
    rows = CliRunner().invoke(cli, [*words, statement, "--json"]).stdout.splitlines()
    assert json.loads(rows[0])["matches"][0]["points"]
    more = re.search(r"and (\d+) more claims?: dateline explain (inc_\w+)", found.output)
    assert more is not None
    claims = re.findall(r"^clm_\w+", dateline("explain", more[2], ledger=ledger).output, re.MULTILINE)
    assert len(claims) == 3 + int(more[1])


def test_verify_of_nothing_known_says_that_it_proves_nothing(ledger: Path) -> None:
    words = ("--reader", "rules", "--ledger", str(ledger), "verify")
    unknown = CliRunner().invoke(cli, [*words, "Gunmen attacked a bus near Quetta on Friday."])
    assert unknown.exit_code == 1 and "no proof that it did not happen" in unknown.output
    nothing = CliRunner().invoke(cli, [*words, "It rained."])
    assert nothing.exit_code == 1 and "No claim" in nothing.output
    assert isinstance(CliRunner().invoke(cli, [*words, " "]).exception, InputError)
