"""Coded pages without their words: packed and unpacked, every quotation stands where it stood."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dateline.sources.dat import read_dat

TRAINING = Path(__file__).parent.parent / "training"
#: types, statuses, measures, values, scopes and intervals
VALUE = re.compile(r"[a-z-]{1,24}|[<>=~.\d-]{0,24}")
CODED = """@doc    hrds-page-7
@published 2021-03-02
@origin invented
@lang   en
t: Miners held in Orlo
x: Share this page
s: Police held 12 miners in Orlo on Monday, the Orlo Union said.
e: arrest actual held | actor=Police | place=Orlo | time=Monday {2021-03-01} | source=the Orlo Union | incident=orlo
e: toll actual held | count=arrested 12 incident : 12 miners (miners)
s: It said they were beaten.
e: abuse actual beaten | target=they=>12 miners | source=It=>the Orlo Union
e: accusation actual said | actor=It=>the Orlo Union | hedge=^Share | source=?
"""
PAGE = "Miners held in Orlo Share this page Advert here. " + (
    "Police held 12 miners in Orlo on Monday, the Orlo Union said. It said they were beaten."
)


@pytest.fixture
def standoff(training: Callable[[str], Any]) -> Any:
    return training("standoff")


def test_a_page_comes_back_as_it_was_coded_without_what_has_no_offsets(standoff: Any, tmp_path: Path) -> None:
    (tmp_path / "coded.dat").write_text(CODED, encoding="utf-8")
    (document,), slips = read_dat(tmp_path / "coded.dat")
    assert not slips
    row = standoff.packed(document, PAGE)
    assert "miners" not in str(row) and "Union" not in str(row)
    back = standoff.unpacked(row, PAGE)
    assert back["text"] == document["text"] and back["sentences"] == document["sentences"]
    for event in document["events"]:
        event.pop("incident", None)
        for count in event.get("count", []):
            del count["whose"]
    assert back["events"] == document["events"]


def test_the_coded_pages_hold_no_words_of_theirs() -> None:
    """Ids, hashes, days, types, numbers: nothing with a space in it, and offsets that lie in their lines."""

    def strings(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for one in value.values() if isinstance(value, dict) else value:
                yield from strings(one)

    files = [TRAINING / f"{name}.jsonl" for name in ("pages", "sentences", "wire", "later", "more", "settled")]
    rows = [(file, json.loads(line)) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    told = {
        (row["id"], file.stem == "settled") for file, row in rows
    }  # of those, the pages held back have another coding
    assert len(told) == len(rows) > 10_000
    for _, row in rows:
        words = [one for one in strings(row) if one not in (row["id"], row["sha256"])]
        assert all(VALUE.fullmatch(one) for one in words), row["id"]
        assert row["lines"] == sorted(row["lines"], key=lambda line: line[1])
        for event in row["events"]:
            kind, start, end = row["lines"][event["sentence"]]
            assert kind in "st" and start <= event["trigger"]["at"][0] < event["trigger"]["at"][1] <= end


def test_a_line_that_is_not_in_the_page_is_an_error(standoff: Any, tmp_path: Path) -> None:
    (tmp_path / "coded.dat").write_text(CODED, encoding="utf-8")
    (document,), _ = read_dat(tmp_path / "coded.dat")
    with pytest.raises(ValueError, match="hrds-page-7: not in the page"):
        standoff.packed(document, PAGE.replace("beaten", "hurt"))


def test_a_page_that_changed_is_left_out_and_told(
    standoff: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "coded.dat").write_text(CODED, encoding="utf-8")
    (document,), _ = read_dat(tmp_path / "coded.dat")
    packed = tmp_path / "pages.jsonl"
    packed.write_text(standoff.json.dumps(standoff.packed(document, PAGE)) + "\n", encoding="utf-8")
    assert [one["id"] for one in standoff.documents(packed, {"hrds-page-7": PAGE})] == ["hrds-page-7"]
    assert list(standoff.documents(packed, {"hrds-page-7": PAGE + " More."})) == []
    assert list(standoff.documents(packed, {})) == []
    assert capsys.readouterr().err.count("left out") == 2


def test_mpqa_comes_in_order_and_as_it_is_written(standoff: Any) -> None:
    told = {
        2: "It was burnt .",
        10: "The miners ' camp was not .",
        1: "\" We did n't see the rebels ' camp , \" he said ( on Monday ) .",
    }

    def mpqa2(part: str) -> list[dict[str, str]]:
        return [{"id": f"d/docs/{part}/1#sentence{n}", "text": text} for n, text in told.items()]

    pages = list(standoff._mpqa(SimpleNamespace(mpqa2=mpqa2)))
    assert pages[0]["id"] == "dev/1" and len(pages) == 5
    first = "\"We didn't see the rebels' camp,\" he said (on Monday)."
    assert pages[0]["text"] == f"{first} It was burnt. The miners' camp was not."


def test_newswire_comes_in_pages_of_so_many_sentences_and_stories_are_parts_of_them(standoff: Any) -> None:
    rows = [{"tokens": ["Rebels", "did", "n't", "take", f"Town{n}", "."]} for n in range(standoff.STORIES + 2)]
    first, second = standoff._gmb(SimpleNamespace(gmb_ner=lambda: rows))
    assert (first["id"], second["id"]) == ("0", "1")
    assert first["text"].startswith("Rebels didn't take Town0. Rebels")
    assert second["text"] == "Rebels didn't take Town40. Rebels didn't take Town41."
    stories = ("gmb-1-s2", "hrds-train-7-b", "tb-APW19991008.0265", "aw-s2")
    assert [standoff.page_of(one) for one in stories] == ["gmb-1", "hrds-train-7", "tb-APW19991008.0265", "aw-s2"]


def test_only_the_sets_that_are_named_are_read(
    standoff: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert standoff.texts(tmp_path, {"hrds"}) == {}
    told = capsys.readouterr().err
    assert told.startswith("hrds: not under") and len(told.splitlines()) == 1
