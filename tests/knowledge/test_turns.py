"""Words that turn an act round."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.knowledge.files import data_root
from dateline.knowledge.turns import Turned, TurnExample, load_turns, read_turns


@pytest.mark.parametrize("example", read_turns().examples, ids=lambda example: example.text)
def test_every_example_has_its_turn(example: TurnExample) -> None:
    at = example.text.index(example.trigger)
    found = load_turns().of(example.type, example.text, at, at + len(example.trigger))
    assert (found.name if found is not None else None) == example.turn
    assert (found is not None and found.negated) == example.negated


@pytest.mark.parametrize(
    ("text", "trigger", "turned"),
    [
        ("Lima has lifted the ban.", "ban", Turned("ended", negated=False, done=True)),
        ("Lima will lift the ban.", "ban", Turned("ended", negated=False, done=False)),
        ("The ban is to be lifted.", "ban", Turned("ended", negated=False, done=False)),
        ("Lima never lifted the ban.", "ban", Turned("ended", negated=True, done=False)),
        ("A ban, lifted by Lima, had hurt trade.", "ban", None),
        ("Lima lifted spirits with the ban.", "ban", None),
    ],
)
def test_it_is_done_or_to_come_or_not(text: str, trigger: str, turned: Turned | None) -> None:
    at = text.index(trigger)
    assert load_turns().of("sanction", text, at, at + len(trigger)) == turned


def test_a_type_without_turns_has_none() -> None:
    assert load_turns().of("toll", "It ended the toll.", 13, 17) is None


def test_a_type_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    shutil.copytree(Path(str(data_root())) / "ontology", tmp_path / "ontology")
    file = tmp_path / "ontology" / "turns.yml"
    file.write_text(file.read_text().replace("[protest, riot]", "[protest, picnic]", 1))
    with pytest.raises(DataError, match="picnic"):
        load_turns(tmp_path)
