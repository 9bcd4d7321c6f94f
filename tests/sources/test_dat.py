"""Annotation files: read strictly, every slip with its place."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from dateline.sources.dat import read_dat

HEAD = "@doc one\n@published 2014-05-01\nt: Rebels seize Kidal\ns: Rebels seized Kidal; the rebels said so.\n"


def slips(text: str, tmp_path: Path) -> list[str]:
    path = tmp_path / "a.dat"
    path.write_text(text, encoding="utf-8")
    return [f"{slip.where}: {slip.what}" for slip in read_dat(path)[1]]


def test_offsets_are_exact(tmp_path: Path) -> None:
    path = tmp_path / "a.dat"
    path.write_text(
        HEAD + "e: seizure actual seized | actor=Rebels | source=the rebels | place=^Kidal\n", encoding="utf-8"
    )
    (doc,), wrong = read_dat(path)
    assert not wrong
    event = doc["events"][0]
    for span in (event["trigger"], event["actor"][0], event["place"][0], event["source"][0][0]):
        assert doc["text"][span["start"] : span["end"]] == span["text"]
    assert event["place"][0]["start"] < event["trigger"]["start"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("e: seizure actual took", "trigger not in the sentence: 'took'"),
        ("e: seizing actual seized", "unknown type 'seizing'"),
        ("e: seizure real seized", "unknown status 'real'"),
        ("e: seizure actual seized | actr=Rebels", "unknown role in 'actr=Rebels'"),
        ("e: seizure actual seized | actor=Rebel", "actor not found: 'Rebel'"),
        ("e: seizure actual seized | count=killed 5", "count is 'measure value scope : text'"),
        ("e: seizure actual seized | count=kiled 5 incident : Rebels", "unknown measure 'kiled'"),
        ("e: seizure actual seized | time=Rebels {yesterday}", "unreadable interval 'yesterday'"),
        ("e: seizure actual seized | source=nobody", "source not found: 'nobody'"),
        ("what is this", "not a line of the format"),
    ],
)
def test_slips_are_named(line: str, complaint: str, tmp_path: Path) -> None:
    (slip,) = slips(HEAD + line + "\n", tmp_path)
    assert slip.startswith("a.dat:5: ") and complaint in slip


def test_the_second_occurrence(tmp_path: Path) -> None:
    path = tmp_path / "a.dat"
    path.write_text("@doc a\ns: They fought and fought.\ne: clash actual fought@2\n", encoding="utf-8")
    (doc,), wrong = read_dat(path)
    assert not wrong and doc["events"][0]["trigger"]["start"] == 16


@pytest.mark.parametrize("part", ["corpus", "corpus/dense"])
def test_the_corpus_is_clean(part: str) -> None:
    folder = Path(__file__).parent.parent.parent / part
    files = sorted(folder.glob("*.dat"))
    assert files
    for path in files:
        docs, wrong = read_dat(path)
        assert not wrong, wrong[0]
        assert docs
    held = (folder / "held-back.txt").read_text(encoding="utf-8").splitlines()[1:]
    known = {doc["id"] for path in files for doc in read_dat(path)[0]}
    assert set(held) == {ident for ident in known if hashlib.sha256(ident.encode()).digest()[-1] < 26}
