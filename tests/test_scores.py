"""LEDGER F1 on hand-worked documents, and against the guide's own scorer where it lies beside the project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.scores import calibration_error, f1, intervals, right_events, score, tally
from dateline.sources.dat import read_dat

SHARED = Path(__file__).parent.parent.parent / "shared"
GOLD = """@doc one
@published 2014-05-01
s: Gunmen killed two farmers near Bama on Monday, police said.
e: killing actual killed | actor=Gunmen | place=Bama | time=Monday {2014-04-28} | count=killed 2 incident : two farmers | source=police
s: The army denied that it had withdrawn.
e: denial actual denied | actor=The army
e: withdrawal denied withdrawn | actor=it=>The army | source=The army
"""  # noqa: E501


def read(text: str, path: Path) -> list[dict[str, Any]]:
    path.write_text(text, encoding="utf-8")
    docs, slips = read_dat(path)
    assert not slips
    return docs


def by_name(gold: list[dict[str, Any]], got: list[dict[str, Any]]) -> dict[str, tuple[float, float, float]]:
    return {row.name: (row.precision, row.recall, row.f1) for row in score(gold, got)}


def test_gold_against_itself_is_perfect(tmp_path: Path) -> None:
    gold = read(GOLD, tmp_path / "g.dat")
    assert all(row[2] == 1.0 for name, row in by_name(gold, gold).items() if row != (0.0, 0.0, 0.0))


def test_nothing_found_scores_nothing(tmp_path: Path) -> None:
    gold = read(GOLD, tmp_path / "g.dat")
    assert by_name(gold, [])["LEDGER"] == (0.0, 0.0, 0.0)


def test_facts_by_hand(tmp_path: Path) -> None:
    """Of the 14 gold facts the system has 7 right: it misses the denial and the denied act and gets the place wrong."""
    gold = read(GOLD, tmp_path / "g.dat")
    event = "e: killing actual killed | actor=Gunmen | place=farmers | time=Monday {2014-04-28}"
    lines = [GOLD.splitlines()[0], *GOLD.splitlines()[1:3], f"{event} | count=killed 2 incident : two farmers"]
    lines += ["s: The army denied that it had withdrawn."]
    got = read("\n".join(lines) + "\n", tmp_path / "s.dat")
    rows = by_name(gold, got)
    assert rows["event"] == (1.0, pytest.approx(1 / 3), pytest.approx(0.5))
    assert rows["place"] == (0.0, 0.0, 0.0)
    assert rows["LEDGER"][0] == pytest.approx(6 / 7)
    assert rows["LEDGER"][1] == pytest.approx(6 / 15)


def test_text_may_differ_in_white_space(tmp_path: Path) -> None:
    gold = read(GOLD, tmp_path / "g.dat")
    got = json.loads(json.dumps(gold))
    text = gold[0]["text"].replace(" ", "  ")
    for event in got[0]["events"]:
        for spans in (v for v in event.values() if isinstance(v, list)):
            for span in (s for one in spans for s in (one if isinstance(one, list) else [one])):
                _shift(span, gold[0]["text"])
        _shift(event["trigger"], gold[0]["text"])
    got[0]["text"] = text
    assert by_name(gold, got)["LEDGER"][2] == 1.0


def _shift(span: dict[str, Any], text: str) -> None:
    """The span in the same text with every blank doubled."""
    if "start" in span:
        blanks = text[: span["start"]].count(" ")
        inside = text[span["start"] : span["end"]].count(" ")
        span["start"], span["end"] = span["start"] + blanks, span["end"] + blanks + inside


def test_f1_of_nothing() -> None:
    assert f1(0, 0, 0) == (0.0, 0.0, 0.0)


def test_intervals_hold_the_figure(tmp_path: Path) -> None:
    gold = read(GOLD + GOLD.replace("@doc one", "@doc two"), tmp_path / "g.dat")
    tallies = [tally(gold[0], gold[0]), tally(gold[1], None)]
    low, high = intervals(tallies, draws=200)["LEDGER"]
    assert low == 0.0 and high == 1.0


def test_the_same_figures_as_the_guides_scorer(tmp_path: Path) -> None:
    scorer = SHARED / "annotation" / "score.py"
    if not scorer.exists():
        pytest.skip("SKIPPED: the annotation guide's scorer is not beside the project (../shared/annotation)")
    gold = SHARED / "dev" / "pages.dat"
    docs, _ = read_dat(gold)
    got = [{**doc, "events": [e for i, e in enumerate(doc["events"]) if i % 3]} for doc in docs]
    system = tmp_path / "system.jsonl"
    system.write_text("\n".join(json.dumps(doc) for doc in got), encoding="utf-8")
    printed = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(system)], capture_output=True, text=True, check=True
    ).stdout
    theirs = {line[:12].strip(): line[12:].split()[:3] for line in printed.splitlines()[1:]}
    for row in score(docs, got):
        assert theirs[row.name] == [f"{row.precision:.3f}", f"{row.recall:.3f}", f"{row.f1:.3f}"]


def test_which_events_are_right_is_told_in_order(tmp_path: Path) -> None:
    gold = read(GOLD, tmp_path / "g.dat")
    wrong = read(GOLD.replace("e: killing actual", "e: shelling actual"), tmp_path / "w.dat")
    assert right_events(gold[0], gold[0]) == [True, True, True]
    assert right_events(gold[0], wrong[0]) == [False, True, True]


def test_calibration_error_is_the_distance_from_what_is_right() -> None:
    assert calibration_error([]) == 0.0
    assert calibration_error([(1.0, True), (0.0, False)]) == 0.0
    assert calibration_error([(0.9, False), (0.9, True)], bins=1) == pytest.approx(0.4)
    assert calibration_error([(0.2, True), (0.9, True)], bins=2) == pytest.approx(0.45)
