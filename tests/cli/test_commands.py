"""The commands, run as a user runs them."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli.main import cli
from dateline.cli.show import print_table
from dateline.errors import ConfigError, LedgerError
from dateline.store.checks import check_ledger
from dateline.store.ledger import Ledger

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "samples"
FEW = ("01-idlib-wire.txt", "08-mali-wire.txt", "18-briefs.jsonl")


def dateline(*words: str | Path, ledger: Path | None = None) -> Result:
    """One command; a crash is a failed test, an error meant for the user comes back as the result's exception."""
    args = ["--ledger", str(ledger)] if ledger else []
    return CliRunner(env={"COLUMNS": "200"}).invoke(cli, [*args, *map(str, words)])


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in") / "pages"
    folder.mkdir()
    for name in FEW:
        shutil.copy(SAMPLES / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def out(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    result = dateline("run", few, "-o", folder)
    assert result.exit_code == 0, result.output
    assert "5 pages added, 0 known, 0 refused" in result.output
    return folder


def test_run_twice_changes_nothing(few: Path, out: Path) -> None:
    before = {name: (out / name).read_bytes() for name in ("report.html", "claims.csv")}
    result = dateline("run", few, "-o", out)
    assert "0 pages added, 5 known, 0 refused" in result.output
    assert {name: (out / name).read_bytes() for name in before} == before


def test_two_ledgers_of_the_same_pages_give_the_same_bytes(few: Path, out: Path, tmp_path: Path) -> None:
    dateline("run", few, "-o", tmp_path, "--jobs", "2")
    for name in ("report.html", "claims.csv"):
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes()
    for kind in ("csv", "jsonl", "annotation", "dat"):
        one = dateline("export", "claims", "--format", kind, ledger=out / "ledger.sqlite")
        other = dateline("export", "claims", "--format", kind, ledger=tmp_path / "ledger.sqlite")
        assert one.exit_code == 0 and one.stdout_bytes == other.stdout_bytes


@pytest.mark.parametrize("what", ["claims", "incidents", "tolls", "actors", "sources", "refusals"])
def test_show(what: str, out: Path) -> None:
    result = dateline("show", what, ledger=out / "ledger.sqlite")
    assert result.exit_code == 0, result.output
    assert what == "refusals" or "sohr" in result.output or "Observatory" in result.output or what == "incidents"


def test_show_claims_filters(out: Path) -> None:
    result = dateline("show", "claims", "--type", "abduction", "--limit", "0", ledger=out / "ledger.sqlite")
    assert "abduction" in result.output and "airstrike" not in result.output
    nothing = dateline("show", "claims", "--search", 'no "such* words', ledger=out / "ledger.sqlite")
    assert nothing.exit_code == 0


def test_explain_every_claim(out: Path) -> None:
    with Ledger.open(out / "ledger.sqlite") as ledger:
        ids = [claim.id for claim in ledger.claims()]
    for ident in ids:
        result = dateline("explain", ident[:14], ledger=out / "ledger.sqlite")
        assert result.exit_code == 0 and ident in result.output and "found by learned/1" in result.output


def test_explain_an_unknown_claim_says_so(out: Path) -> None:
    result = dateline("explain", "clm_ffffffffff", ledger=out / "ledger.sqlite")
    assert isinstance(result.exception, ConfigError)


def test_explain_an_incident_lists_its_claims(out: Path) -> None:
    with Ledger.open(out / "ledger.sqlite") as ledger:
        incident = max(ledger.incidents(), key=lambda one: len(one.claim_ids))
        sentences = [ledger.claim(ident).sentence_evidence.exact for ident in incident.claim_ids]
    result = dateline("explain", incident.id[:14], ledger=out / "ledger.sqlite")
    assert result.exit_code == 0 and result.output.startswith(f"{incident.id}: {incident.type}, suggested")
    assert all(part in result.output for part in (*incident.claim_ids, *sentences))
    nothing = dateline("explain", "inc_ffffffffff", ledger=out / "ledger.sqlite")
    assert isinstance(nothing.exception, ConfigError) and "no incident" in str(nothing.exception)


def test_tables_show_cells_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    cells = ("local:cd:the-body", "[bold]x[/bold]", "back\\")
    print_table("Title", ("a", "b", "c"), [cells], 0)
    told = capsys.readouterr().out
    assert all(cell in told for cell in cells)


def test_check_passes(out: Path) -> None:
    assert dateline("check", ledger=out / "ledger.sqlite").exit_code == 0


def test_check_corpus_names_the_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.dat"
    bad.write_text("@doc a\ns: Rebels seized Kidal.\ne: seizure actual took | actor=Rebels\n", encoding="utf-8")
    result = dateline("check", "corpus", bad)
    assert result.exit_code == 1 and "bad.dat:3: a: trigger not in the sentence: 'took'" in result.output


def test_code_annotation_has_exact_offsets(few: Path) -> None:
    result = dateline("code", few, "--format", "annotation")
    docs = [json.loads(line) for line in result.stdout.splitlines()]
    assert [d["id"] for d in docs] == ["01-idlib-wire", "08-mali-wire", *(f"18-briefs#{n}" for n in (1, 2, 3))] or docs
    for doc in docs:
        for event in doc["events"]:
            for span in [event["trigger"], *event.get("actor", []), *event.get("count", []), *event.get("time", [])]:
                assert doc["text"][span["start"] : span["end"]] == span["text"]


def test_code_dat_passes_the_check(few: Path, tmp_path: Path) -> None:
    path = tmp_path / "coded.dat"
    assert dateline("code", few, "--format", "dat", "-o", path).exit_code == 0
    assert dateline("check", "corpus", path).exit_code == 0


def test_broken_inputs_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    shutil.copy(SAMPLES / "01-idlib-wire.txt", pages / "good.txt")
    (pages / "empty.txt").write_bytes(b"")
    (pages / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (pages / "one-line.txt").write_bytes(b"word " * (20 * 2**20 // 5))
    (pages / "latin.txt").write_bytes("Rebels seized the café in Ségou on Monday, the mayor said.".encode("cp1252"))
    (pages / "nested.html").write_text("<div>" * 10_000 + "Rebels seized the port." + "</div>" * 10_000)
    (pages / "bad.txt.gz").write_bytes(b"\x1f\x8b not really")
    rows = ['{"text": "Gunmen killed two farmers near Bama.", "published": "2014-05-01"}', "{broken", '{"no": "text"}']
    with gzip.open(pages / "rows.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(rows))
    result = dateline("run", pages, tmp_path / "missing", "-o", tmp_path / "out")
    assert result.exit_code == 1
    refused = dateline("show", "refusals", "--limit", "0", ledger=tmp_path / "out" / "ledger.sqlite").output
    for name in ("empty.txt", "binary.txt", "one-line.txt", "bad.txt.gz", "rows.jsonl.gz", "missing"):
        assert name in refused, name
    with Ledger.open(tmp_path / "out" / "ledger.sqlite") as ledger:
        addresses = {capture.address for capture in ledger.captures()}
        assert {"pages/good.txt", "pages/latin.txt", "pages/rows.jsonl.gz#1"} <= addresses
        assert check_ledger(ledger) == []


def test_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    result = dateline("show", "claims", ledger=tmp_path / "none.sqlite")
    assert isinstance(result.exception, LedgerError)


def test_errors_for_the_user_are_one_line(tmp_path: Path) -> None:
    ledger = str(tmp_path / "none.sqlite")
    done = subprocess.run(
        [sys.executable, "-m", "dateline.cli.main", "--ledger", ledger, "show", "claims"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and done.stderr.startswith("dateline: ") and len(done.stderr.splitlines()) == 1


def test_killed_in_the_middle_nothing_is_lost_or_double(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    text = (SAMPLES / "08-mali-wire.txt").read_text(encoding="utf-8")
    for number in range(60):
        (pages / f"{number:03}.txt").write_text(f"{text}\nCopy {number} of the page.\n", encoding="utf-8")
    command = [sys.executable, "-m", "dateline.cli.main", "run", str(pages), "-o"]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    for _ in range(2):
        child = subprocess.Popen(
            [*command, str(tmp_path / "killed")], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _wait_for_pages(tmp_path / "killed" / "ledger.sqlite", child)
        child.send_signal(signal.SIGKILL)
        child.wait()
    for folder in ("killed", "whole"):
        subprocess.run([*command, str(tmp_path / folder)], env=environment, check=True, capture_output=True)
    for name in ("claims.csv", "report.html"):
        assert (tmp_path / "killed" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    with Ledger.open(tmp_path / "killed" / "ledger.sqlite") as ledger:
        assert ledger.counts()["articles"] == 60 and check_ledger(ledger) == []


def _wait_for_pages(path: Path, child: subprocess.Popen[bytes], more: int = 5) -> None:
    """Until the child has added some pages, or is done."""
    start = _pages(path)
    while child.poll() is None and _pages(path) < start + more:
        time.sleep(0.05)


def _pages(path: Path) -> int:
    if not path.exists():
        return 0
    try:
        with Ledger.open(path, create=False) as ledger:
            return ledger.counts()["articles"]
    except LedgerError:
        return 0


def test_bench_needs_no_shared_data_for_own_gold(tmp_path: Path) -> None:
    gold = tmp_path / "gold.dat"
    gold.write_text(
        "@doc a\n@published 2014-05-01\ns: Gunmen killed two farmers near Bama on Monday, police said.\n"
        "e: killing actual killed | actor=Gunmen | target=two farmers | place=Bama | time=Monday {2014-04-28}"
        " | count=killed 2 incident : two farmers (farmers) | source=police\n",
        encoding="utf-8",
    )
    result = dateline("bench", "ledger", "--gold", gold, "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert {"task", "set", "split", "metric", "value", "low", "high", "n", "published", "published_by"} == set(rows[0])
    assert {row["metric"]: row["value"] for row in rows}["ledger_f1"] == 1.0


def test_bench_measures_the_documents_it_is_told(tmp_path: Path) -> None:
    gold, ids = tmp_path / "gold.dat", tmp_path / "ids.txt"
    one = "@doc {}\n@published 2014-05-01\ns: {}\n"
    event = "s: Gunmen killed two farmers.\ne: killing actual killed | actor=Gunmen | target=two farmers\n"
    gold.write_text(one.format("a", "The market opened.") + event + one.format("b", "Talks began.") + event)
    ids.write_text("# those held back\nb\n")
    both, second = (dateline("bench", "--gold", gold, *more, "--json") for more in ((), ("--only", ids)))
    numbers = [
        {r["metric"]: r["n"] for r in map(json.loads, x.stdout.splitlines())}["event_f1"] for x in (both, second)
    ]
    assert numbers == [2, 1]


def test_bench_says_what_it_skips(tmp_path: Path) -> None:
    result = dateline("bench", "ledger", "geocoding", "--data", tmp_path / "nowhere" / "public")
    assert result.exit_code == 1 and "SKIPPED ledger" in result.stderr and "SKIPPED geocoding" in result.stderr
