"""Whose country unnamed people and bare bodies are of: the story's, the phrase's own, or that of where it happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from dateline.knowledge.actors import load_actors
from dateline.knowledge.local_names import load_local_words
from dateline.protocols import GazetteerEntry, Story
from dateline.records import ActorRef, Unresolved
from dateline.resolve.actors import Actors


class _OnePlace:
    """A gazetteer that knows one large place, in Turkey."""

    def candidates(self, name: str, countries: Sequence[str] = (), loose: bool = True) -> tuple[GazetteerEntry, ...]:
        del countries, loose
        place = GazetteerEntry("g:1", "Orangeville", 0.0, 0.0, "TR", None, "settlement", 900_000, 5.0, "exact")
        around = replace(place, id="g:3", kind="admin1", population=990_000)
        away = replace(place, id="g:4", country="PT", population=9_000)
        return (around, place, away) if name == place.name else ()


ACTORS = Actors(load_actors(), load_local_words(), _OnePlace())


def who(words: str, *countries: str, here: str | None = None) -> str | None:
    about = Story("a", dt.date(2016, 2, 12), "publication", countries, None)
    got = ACTORS.who_is(words, replace(about, here=here))
    return got.entity_id if isinstance(got, ActorRef) else None


@pytest.mark.parametrize(
    ("words", "countries", "entity"),
    [
        ("police", ("TZ", "KE"), "described:police:TZ"),
        ("the police", ("KE", "TZ"), "police-kenya"),
        ("the government", ("IT", "LY"), "described:government:IT"),
        ("the military", ("SE", "SY"), "described:state-forces"),
        ("the military", ("SE", "FI"), "described:state-forces:SE"),
        ("the Observatory", ("TR", "SY"), "sohr"),
    ],
)
def test_a_bare_body_is_of_the_first_country_alone(words: str, countries: tuple[str, ...], entity: str) -> None:
    assert who(words, *countries) == entity


@pytest.mark.parametrize(
    ("words", "entity"),
    [
        ("the police in Orangeville", "police-turkey"),
        ("Police in Orangeville", "police-turkey"),
        ("the police", "police-syria"),
        ('the newspaper "Lake, or Orangeville"', "described:media:SY"),
    ],
)
def test_the_police_in_a_town_are_of_its_country(words: str, entity: str) -> None:
    assert who(words, "SY", "TR") == entity


@pytest.mark.parametrize(
    ("words", "here", "entity"),
    [
        ("twelve villagers", "CD", "described:civilians:CD"),
        ("rebels", "CD", "described:rebels:CD"),
        ("police", "KE", "police-kenya"),
        ("soldiers", "CD", "described:state-forces"),
        ("soldiers", "FR", "described:state-forces:FR"),
        ("two sources", "CD", "described:unnamed-sources:FR"),
        ("the prosecutor", "CD", "described:judiciary:FR"),
        ("French tourists", "CD", "described:civilians:FR"),
    ],
)
def test_the_unnamed_are_of_where_it_happened(words: str, here: str, entity: str) -> None:
    assert who(words, "FR", here=here) == entity


def test_monitors_give_no_country_to_a_story() -> None:
    assert not ACTORS.countries(ACTORS.find("The Syrian Observatory for Human Rights"))


def test_why_the_country_of_a_claim_is_that_of_its_place() -> None:
    got = ACTORS.who_is("villagers", Story("a", None, "none", ("FR",), None, here="CD"))
    assert not isinstance(got, Unresolved) and "it happened in" in got.reasons[-1]


@pytest.mark.parametrize(
    ("words", "country", "entity"),
    [
        ("the Assad regime", "SY", "gov-syria"),
        ("Gaddafi's forces", "LY", "military-libya"),
    ],
)
def test_without_a_day_a_leader_has_the_forces_of_the_one_body_led(words: str, country: str, entity: str) -> None:
    got = ACTORS.who_is(words, Story("a", None, "none", (country,), None))
    assert isinstance(got, ActorRef) and got.entity_id == entity


def test_a_name_of_a_body_counts_in_the_second_country_too() -> None:
    assert who("the Justice Department", "SA", "US") == "us-justice"
    assert who("the army", "PS", "LB", here="LB") == "army-lebanon"


@pytest.mark.parametrize(("second", "entity"), [(23, "described:unnamed-sources"), (9, "described:unnamed-sources:IL")])
def test_of_two_countries_that_are_level_neither_is_taken(second: int, entity: str) -> None:
    about = Story("a", None, "none", ("IL", "LB"), None, (("", "IL", 24), ("", "LB", second)))
    got = ACTORS.who_is("two sources", about)
    assert isinstance(got, ActorRef) and got.entity_id == entity


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Lebanon Orange News", "LB"),
        ("the Lebanese Orange Union", "LB"),
        ("the Jordan Orange Union", "IL"),
        ("U.S. Orange Court", "US"),
    ],
)
def test_a_country_of_the_story_in_an_unknown_name_is_its_country(words: str, country: str) -> None:
    about = Story("a", None, "none", ("IL", "LB", "US"), None)
    got = ACTORS.who_is(words, about)
    assert isinstance(got, ActorRef) and got.country == country


class _OneProvince:
    """A gazetteer that knows Niger State."""

    def candidates(self, name: str, countries: Sequence[str] = (), loose: bool = True) -> tuple[GazetteerEntry, ...]:
        del countries, loose
        place = GazetteerEntry("g:2", "Niger State", 0.0, 0.0, "NG", None, "admin1", 900_000, 90.0, "exact")
        return (place,) if name == place.name else ()


@pytest.mark.parametrize(
    ("words", "country", "entity"),
    [
        ("the Niger state government", "NG", "described:government:NG"),
        ("Niger state residents", "NG", "described:civilians:NG"),
        ("the Niger government", "NG", "gov-niger"),
        ("Niger state residents", "NE", "described:civilians:NE"),
    ],
)
def test_a_province_called_like_a_country_is_not_the_country(words: str, country: str, entity: str) -> None:
    actors = Actors(load_actors(), load_local_words(), _OneProvince())
    got = actors.who_is(words, Story("a", None, "none", (country,), None))
    assert isinstance(got, ActorRef) and got.entity_id == entity


def test_a_name_with_a_small_article_is_found_as_before_where_it_stands_alone() -> None:
    text = "al-Manar and al-Qaeda"
    assert [text[f.start : f.end] for f in ACTORS.find(text)] == ["al-Manar", "Qaeda"]


def test_the_described_of_a_people_without_a_country_are_of_the_people() -> None:
    found = ACTORS.who_is("Kurdish protesters", Story("a", dt.date(2019, 1, 1), "publication", ("SY",), None))
    assert isinstance(found, ActorRef)
    assert (found.entity_id, found.name, found.country) == ("described:protesters:kurds", "Protesters (Kurds)", None)


@pytest.mark.parametrize(
    ("words", "country", "year", "entity"),
    [
        ("US-led warplanes", "IQ", 2003, "described:state-forces:IQ"),
        ("US-led warplanes", "IQ", 2016, "global-coalition"),
        ("Houthi-controlled health ministry", "YE", 2018, "houthis"),
        ("youths", "FR", 2018, "described:civilians:FR"),
    ],
)
def test_who_leads_and_who_runs(words: str, country: str, year: int, entity: str) -> None:
    found = ACTORS.who_is(words, Story("a", dt.date(year, 6, 1), "publication", (country,), None))
    assert isinstance(found, ActorRef)
    assert found.entity_id == entity
