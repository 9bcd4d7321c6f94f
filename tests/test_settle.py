"""A third look at two codings: nobody sees which is which, and what was hidden stays with its event."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HEAD = "@doc orlo-1\n@published 2021-03-02\n@origin invented\n@lang en\n"
FIRST = f"""{HEAD}t: Miners held in Orlo
e: arrest actual held | target=Miners | place=Orlo
s: Police held 12 miners in Orlo on Monday, the Orlo Union said.
e: arrest actual held | actor=Police | count=arrested 12 incident : 12 miners (miners) | incident=orlo-held
# form reported arrest
s: Two of them were beaten.
e: abuse actual were beaten | target=Two of them=>12 miners
"""
SECOND = f"""{HEAD}t: Miners held in Orlo
e: arrest actual held | target=Miners | place=Orlo
s: Police held 12 miners in Orlo on Monday, the Orlo Union said.
e: meeting actual said | actor=the Orlo Union
e: arrest actual held | actor=Police | place=Orlo | count=arrested 12 incident : 12 miners | source=the Orlo Union
s: Two of them were beaten.
e: abuse actual beaten | target=Two of them | count=wounded 2 incident : Two of them
"""


@pytest.fixture
def third(training: Callable[[str], Any], tmp_path: Path) -> Any:
    """The script, with both codings and their only block written."""
    script = training("settle")
    (tmp_path / "first.dat").write_text(FIRST)
    (tmp_path / "second.dat").write_text(SECOND)
    script.blocks(tmp_path / "first.dat", tmp_path / "second.dat", tmp_path / "blocks")
    return script


def settled(script: Any, folder: Path, answers: str) -> str:
    (folder / "blocks" / "001.e").write_text(answers)
    script.settle(folder / "first.dat", folder / "blocks", folder / "out.dat")
    return (folder / "out.dat").read_text()


def test_a_block_hides_whose_a_coding_is(third: Any, tmp_path: Path) -> None:
    block = (tmp_path / "blocks" / "001.txt").read_text()
    assert "published 2021-03-02" in block and "   =: arrest actual held | target=Miners | place=Orlo" in block
    assert "incident=" not in block and "(miners)" not in block
    first, second = ("B", "A") if third.flipped("orlo-1") else ("A", "B")
    assert f"   {first}: abuse actual were beaten | target=Two of them=>12 miners" in block.splitlines()
    assert f"   {second}: abuse actual beaten" in block


def test_what_is_settled_keeps_its_incident_its_groups_and_its_comment(third: Any, tmp_path: Path) -> None:
    second = "A" if third.flipped("orlo-1") else "B"
    text = settled(third, tmp_path, f"2 {second}2\n3 {second}1 | count=\n")
    assert (
        "e: arrest actual held | actor=Police | place=Orlo | count=arrested 12 incident : 12 miners (miners) | "
        "source=the Orlo Union | incident=orlo-held\n# form reported arrest\n"
    ) in text
    assert text.endswith("e: abuse actual beaten | target=Two of them=>12 miners\n")
    assert "meeting" not in text


def test_an_event_written_out_stands_as_written(third: Any, tmp_path: Path) -> None:
    text = settled(third, tmp_path, "2 -\n3 abuse denied beaten | target=them\n")
    assert text.endswith("s: Two of them were beaten.\ne: abuse denied beaten | target=them\n")


def test_the_first_coding_settled_for_itself_is_as_it_was(third: Any, tmp_path: Path) -> None:
    first = "B" if third.flipped("orlo-1") else "A"
    assert settled(third, tmp_path, f"2 {first}\n3 {first}\n") == FIRST


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ("2 A", "line 3 is not settled"),
        ("2 A\n3 B\n9 A", "001.e:3"),
        ("2 A7\n3 B", "001.e:1"),
        ("2 A B | place=Orlo\n3 A", "roles are added to one event"),
        ("2 A\n3", "001.e:2"),
        ("2 A0\n3 A", "001.e:1"),
        ("2 C1\n3 A", "neither sides nor an event"),
        ("2 keep A\n3 A", "neither sides nor an event"),
    ],
)
def test_what_cannot_be_read_is_named(third: Any, tmp_path: Path, answers: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        settled(third, tmp_path, answers)
