"""The ontology loads strictly, and its files fit each other and the annotation guide's notation."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.knowledge.files import data_root
from dateline.knowledge.ontology import COMMON_ROLES, load_ontology, read_ontology

STATUSES = {"actual", "planned", "urged", "possible", "attempted", "denied", "averted"}


@pytest.fixture
def copy(tmp_path):
    """A data folder with the packaged ontology, to be broken."""
    shutil.copytree(Path(str(data_root())) / "ontology", tmp_path / "ontology")
    return tmp_path


def broken(root, name, old, new):
    file = root / "ontology" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as problem:
        read_ontology(root)
    return str(problem.value)


def test_every_type_of_the_guide_is_there():
    ontology = load_ontology()
    assert len(ontology.events) == 48
    assert set(ontology.statuses) == STATUSES
    assert len(ontology.families) == 12
    assert set(ontology.roles) >= COMMON_ROLES


def test_only_actual_happenings_make_incidents():
    ontology = load_ontology()
    assert ontology.makes_incident("airstrike", "actual")
    assert not any(ontology.makes_incident("airstrike", status) for status in STATUSES - {"actual"})
    assert not any(e.makes_incident for e in ontology.events.values() if e.speech_act)
    assert not ontology.makes_incident("toll", "actual")


def test_every_type_has_examples_and_a_look_alike():
    for event in load_ontology().events.values():
        assert len(event.examples) >= 3, event.name
        assert any(example.looks_like for example in event.examples), event.name


def test_a_type_that_does_not_exist_names_those_that_do():
    with pytest.raises(DataError, match="airstrike, arrest"):
        load_ontology().event("air-strike")


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("events/attack.yml", "family: armed-violence", "family: armed", "events/attack.yml: family: 'armed'"),
        ("events/attack.yml", "name: attack", "name: attac", "called like its file"),
        ("events/attack.yml", "  target: {fills: [state", "  targat: {fills: [state", "'targat'"),
        ("events/attack.yml", "  actor: {fills: [state", "  actor: {fills: [stat", "'stat'"),
        ("events/attack.yml", "measures: [killed", "measures: [dead", "'dead'"),
        ("events/attack.yml", 'cameo: "180"', 'cameo: "999"', "cameo"),
        ("events/attack.yml", "two_sided: false", "two_sided: false\nsides: 2", "sides"),
        ("events/attack.yml", "ucdp: by-parties", "ucdp: by-party", "ucdp"),
        ("roles.yml", "fills: [time]", "fills: [tim]", "roles.yml: time"),
        ("statuses.yml", '- "attack actual', '- "attack actuel', "'actuel'"),
        ("families.yml", "name: toll", "name: speech", "'speech' is given twice"),
    ],
)
def test_a_slip_fails_at_load_and_names_file_and_place(copy, name, old, new, says):
    assert says in broken(copy, name, old, new)
