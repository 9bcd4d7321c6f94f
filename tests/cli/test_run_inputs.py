"""What run makes of its inputs: a page the code fails on, nothing to read, which ledger, stdin, copies, own gold."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline import jobs
from dateline.cli.main import cli
from dateline.errors import DatelineError
from dateline.pipeline import Coded
from dateline.protocols import RawPage
from dateline.store.ledger import Ledger

TEXT = "Gunmen killed two farmers near Bama on Monday, police said. This is page {}.\n"


class Double:
    """The machine of the rule reader, which fails on the page b.txt."""

    def __init__(self, problem: BaseException) -> None:
        self.true, self.problem = jobs.machine("rules"), problem
        self.reader, self.knowledge = self.true.reader, self.true.knowledge

    def code(self, page: RawPage) -> Coded:
        if page.capture.address.endswith("b.txt"):
            raise self.problem
        if page.capture.address.endswith("stop.txt"):
            raise KeyboardInterrupt
        return self.true.code(page)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(TEXT.format(name), encoding="utf-8")
    return folder


def dateline(*words: str | Path, reader: str = "rules", stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["--reader", reader, *map(str, words)], input=stdin)


def addresses(path: Path) -> list[str]:
    with Ledger.open(path, create=False) as ledger:
        return [capture.address for capture in ledger.captures()]


def test_a_bug_on_one_page_refuses_that_page_only(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jobs._machines, "double", Double(KeyError("x")))  # type: ignore[arg-type]
    out = pages.parent / "out"
    result = dateline("run", pages, "-o", out, reader="double")
    assert result.exit_code == 1 and "2 pages added, 0 known, 1 refused" in result.stdout
    assert "refused pages/b.txt: internal error: KeyError: 'x'; please report it with the page" in result.stderr
    assert sorted(addresses(out / "ledger.sqlite")) == ["pages/a.txt", "pages/c.txt"]


@pytest.mark.parametrize("problem", [DatelineError("the index is gone"), MemoryError(), KeyboardInterrupt()])
def test_what_is_no_fault_of_the_page_stops_the_run(problem: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jobs._machines, "double", Double(problem))  # type: ignore[arg-type]
    page = next(iter(jobs.FileSource([Path(__file__)]).pages()))
    assert isinstance(page, RawPage)
    object.__setattr__(page.capture, "address", "b.txt")
    with pytest.raises(type(problem)):
        jobs.Coder("double")(page)


def test_a_refusal_is_told_as_it_happens(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jobs._machines, "double", Double(KeyError("x")))  # type: ignore[arg-type]
    (pages / "stop.txt").write_text(TEXT.format("stop"), encoding="utf-8")
    result = dateline("run", pages, "-o", pages.parent / "out", reader="double")
    assert "added" not in result.stdout and "refused pages/b.txt" in result.stderr


def test_control_characters_of_a_name_do_not_reach_the_terminal(pages: Path) -> None:
    (pages / "d\x1b[31m.txt").write_bytes(b"")
    result = dateline("run", pages, "-o", pages.parent / "out")
    assert "refused pages/d" in result.stderr and "\x1b" not in result.stderr


def test_the_ledger_that_is_named_is_the_ledger_of_the_run(pages: Path) -> None:
    mine, out = pages.parent / "new" / "mine.sqlite", pages.parent / "out"
    result = dateline("--ledger", mine, "run", pages, "-o", out)
    assert result.exit_code == 0 and f"ledger: {mine}" in result.stdout
    assert len(addresses(mine)) == 3
    assert sorted(path.name for path in out.iterdir()) == ["claims.csv", "report.html"]


def test_the_environment_names_the_ledger_too(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = pages.parent / "mine.sqlite"
    monkeypatch.setenv("DATELINE_LEDGER", str(mine))
    assert dateline("run", pages, "-o", pages.parent / "out").exit_code == 0
    assert len(addresses(mine)) == 3 and not (pages.parent / "out" / "ledger.sqlite").exists()


@pytest.mark.parametrize("name", [None, "page.md"])
def test_a_folder_without_pages_is_refused(name: str | None, tmp_path: Path) -> None:
    folder = tmp_path / "none"
    folder.mkdir()
    if name:
        (folder / name).write_text(TEXT, encoding="utf-8")
    result = dateline("run", folder, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "refused none: holds no page that Dateline reads: .txt" in result.stderr


def test_a_page_that_is_known_under_another_address_counts_as_known(pages: Path) -> None:
    (pages / "other").mkdir()
    (pages / "other" / "a.txt").write_bytes((pages / "a.txt").read_bytes())
    result = dateline("run", pages / "a.txt", pages / "other" / "a.txt", "-o", pages.parent / "out")
    assert "1 page added, 1 known, 0 refused" in result.stdout


def test_a_page_from_stdin(tmp_path: Path) -> None:
    result = dateline("run", "-", "-o", tmp_path, stdin=TEXT)
    assert result.exit_code == 0 and addresses(tmp_path / "ledger.sqlite") == ["stdin"]
    assert "refused stdin: is empty" in dateline("run", "-", "-o", tmp_path, stdin="").stderr


def test_own_gold_has_no_published_figure_beside_it(tmp_path: Path) -> None:
    gold = tmp_path / "gold.dat"
    gold.write_text(
        "@doc a\n@published 2014-05-01\ns: Gunmen killed two farmers near Bama on Monday, police said.\n"
        "e: killing actual killed | actor=Gunmen | target=two farmers | place=Bama | time=Monday {2014-04-28}"
        " | count=killed 2 incident : two farmers (farmers) | source=police\n",
        encoding="utf-8",
    )
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "gold.dat").write_bytes(gold.read_bytes())
    own = [json.loads(row) for row in dateline("bench", "--gold", gold, "--json").stdout.splitlines()]
    dev = [
        json.loads(row)
        for row in dateline("bench", "ledger", "--data", tmp_path / "public", "--json").stdout.splitlines()
    ]
    assert {(row["split"], row["set"], row["published"]) for row in own} == {("gold", "gold", None)}
    assert {row["split"] for row in dev} == {"dev"} and 0.93 in {row["published"] for row in dev}


def test_files_of_a_folder_that_are_not_read_are_told(pages: Path) -> None:
    (pages / "more").mkdir()
    for name in ("scan.pdf", "more/SCAN.PDF", "notes", ".hidden.pdf"):
        (pages / name).write_bytes(b"%PDF-1.4")
    result = dateline("run", pages, "-o", pages.parent / "out")
    assert result.exit_code == 0
    assert "not read: 2 .pdf, 1 without suffix; of a folder only text, HTML and JSON Lines" in result.stderr
    (alone := pages / "alone.txt").write_text(TEXT.format("x"), encoding="utf-8")
    assert "not read" not in dateline("run", alone, "-o", pages.parent / "out").stderr


def test_what_a_machine_loads_is_set_apart_from_collections():
    loaded = jobs.machine("rules")
    assert gc.get_freeze_count() > 10_000
    assert jobs.machine("rules") is loaded
