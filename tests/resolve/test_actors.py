"""Mentions to entities on a date and in a story."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.errors import DataError
from dateline.knowledge.actors import ActorBook, DescribedFile, Entity, check_entities, fold, load_actors
from dateline.knowledge.files import read_model
from dateline.protocols import Story
from dateline.records import ActorRef, Unresolved, Why
from dateline.resolve.actors import Actors

ACTORS = Actors(load_actors())


def story(country: str, year: int) -> Story:
    return Story("art_1", dt.date(year, 2, 12), "publication", (country,), None)


@pytest.mark.parametrize(
    ("words", "country", "year", "entity"),
    [
        ("Daesh", "SY", 2016, "is"),
        ("IS", "SY", 2016, "is"),
        ("Islamic State militants", "SY", 2016, "is"),
        ("the Observatory", "SY", 2016, "sohr"),
        ("The Syrian Observatory for Human Rights", "SY", 2016, "sohr"),
        ("Moscow", "SY", 2016, "state-russia"),
        ("SDF spokesman Mustafa Bali", "SY", 2019, "mustafa-bali"),
        ("Foreign Minister Sergei Lavrov", "SY", 2015, "sergei-lavrov"),
        ("Interfax", "SY", 2015, "interfax"),
        ("masked gunmen", "NG", 2014, "described:unidentified-armed-group:NG"),
        ("two villagers", "CD", 2021, "described:civilians:CD"),
    ],
)
def test_who_is(words: str, country: str, year: int, entity: str) -> None:
    got = ACTORS.who_is(words, story(country, year))
    assert isinstance(got, ActorRef), got
    assert got.entity_id == entity


def test_the_observatory_needs_its_story() -> None:
    got = ACTORS.who_is("the Observatory", story("PE", 2016))
    assert not (isinstance(got, ActorRef) and got.entity_id == "sohr")


def test_a_monitoring_group_is_not_the_one_we_know() -> None:
    got = ACTORS.who_is("a monitoring group", story("SY", 2016))
    assert isinstance(got, ActorRef) and got.basis == "described"


def test_an_unknown_name_is_never_guessed() -> None:
    got = ACTORS.who_is("the Zanobrian Front", story("SY", 2016))
    assert isinstance(got, Unresolved) and got.why is Why.UNKNOWN_NAME


def test_archives_without_apostrophes() -> None:
    text = "Russias defence ministry and Daeshs men"
    assert {f.entity.id for f in ACTORS.find(text)} >= {"is"}


def test_fold_forgets_diacritics_and_hyphens() -> None:
    assert fold("Ma’arrat al-Nu‘mān") == "maarrat al numan"


def test_described_examples_come_out() -> None:
    words = read_model(DescribedFile, "lexicons", "en", "described.yml")
    for example in words.examples:
        got = ACTORS.who_is(example.text, Story("a", None, "none", (), None))
        assert isinstance(got, ActorRef) and got.entity_id == f"described:{example.id}", example.text


@pytest.mark.parametrize(
    "entities",
    [
        [Entity(id="a", name="A", kind="state", names=[]), Entity(id="a", name="B", kind="state", names=[])],
        [Entity(id="a", name="A", kind="nonsense", names=[])],
    ],
)
def test_slips_in_entities_are_refused(entities: list[Entity]) -> None:
    with pytest.raises(DataError):
        check_entities(entities)


def test_two_entities_of_one_name_are_settled_by_the_story() -> None:
    rows = [
        {"id": "jem", "name": "Justice Front", "kind": "rebel-group", "country": "SD", "names": [{"text": "Front"}]},
        {"id": "nf", "name": "National Front", "kind": "political", "country": "FR", "names": [{"text": "Front"}]},
    ]
    actors = Actors(ActorBook([Entity.model_validate(row) for row in rows], []))
    assert [f.entity.id for f in actors.find("the Front", story=story("SD", 2010))] == ["jem"]
    assert actors.find("the Front", story=story("PE", 2010)) == ()
