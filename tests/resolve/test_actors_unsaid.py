"""Whoever stands in the words and is not meant, nobody who is named, and who is meant by the role."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.knowledge.actor_words import ActorExample
from dateline.knowledge.actors import load_actors
from dateline.knowledge.local_names import load_local_words
from dateline.knowledge.unsaid_words import load_unsaid_words
from dateline.protocols import Story
from dateline.records import ActorRef
from dateline.resolve.actors import Actors

ACTORS = Actors(load_actors(), load_local_words())


def who(words: str, country: str) -> str | None:
    got = ACTORS.who_is(words, Story("art_1", dt.date(2016, 2, 12), "publication", (country,), None))
    return got.entity_id if isinstance(got, ActorRef) else None


@pytest.mark.parametrize("example", load_unsaid_words().examples, ids=lambda example: str(example.text))
def test_who_is_meant(example: ActorExample) -> None:
    assert who(example.text, example.country) == example.id


@pytest.mark.parametrize(
    ("words", "country", "role", "deed", "entity"),
    [
        ("Two men on a motorcycle", "NG", "actor", "attack", "described:unidentified-armed-group:NG"),
        ("a group of men", "NG", "actor", "abduction", "described:unidentified-armed-group:NG"),
        ("men in uniform", "PK", "actor", "killing", "described:unidentified-armed-group:PK"),
        ("an unidentified man", "PK", "actor", "killing", "described:unidentified-armed-group:PK"),
        ("three wealthy men", "PK", "actor", "killing", "described:civilians:PK"),
        ("a man", "PK", "actor", "killing", "described:civilians:PK"),
        ("two men", "PK", "actor", "protest", "described:civilians:PK"),
        ("two men", "PK", "target", "killing", "described:civilians:PK"),
        ("villagers", "PK", "actor", "killing", "described:civilians:PK"),
        ("Damascus", "SY", "target", "shelling", None),
        ("Syria", "SY", "target", "shelling", "state-syria"),
        ("Damascus", "SY", "target", "accusation", "state-syria"),
        ("Damascus", "SY", "actor", "shelling", "state-syria"),
        ("Egyptian", "LY", "target", "abduction", "described:civilians:EG"),
        ("Briton", "PK", "target", "release", "described:civilians:GB"),
        ("Egyptian", "LY", "target", "accusation", "state-egypt"),
        ("British", "PK", "target", "release", "state-united-kingdom"),
        ("nobody", "PK", "actor", "killing", None),
    ],
)
def test_the_role_says_who_is_meant(words: str, country: str, role: str, deed: str, entity: str | None) -> None:
    about = Story("art_1", dt.date(2016, 2, 12), "publication", (country,), None)
    got = ACTORS.roles.in_role(ACTORS.who_is(words, about), words, role, deed)
    assert (got.entity_id if isinstance(got, ActorRef) else None) == entity


def test_the_name_of_who_is_meant_by_the_role_has_the_country() -> None:
    about = Story("art_1", None, "none", ("NG",), None)
    got = ACTORS.roles.in_role(ACTORS.who_is("masked men", about), "masked men", "actor", "attack")
    assert isinstance(got, ActorRef) and got.name == "Unidentified armed group (Nigeria)" and got.kind == "militia"


@pytest.mark.parametrize(
    ("words", "country", "entity"),
    [
        ("a Senior Lighthouse Officer (SLO)", "IN", "described:state-forces:IN"),
        ("the Orange River Authority (ORA)", "IN", "local:IN:orange-river-authority"),
        ("an FIR", "PK", None),
    ],
)
def test_short_forms_of_ranks_and_papers_are_no_organisations(words: str, country: str, entity: str | None) -> None:
    assert who(words, country) == entity
