"""Mentions to entities on a date and in a story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from dateline.errors import DataError
from dateline.knowledge.actor_words import ActorExample, ListExample, load_actor_words
from dateline.knowledge.actors import (
    ActorBook,
    DescribedFile,
    DescribedType,
    Entity,
    check_described,
    check_entities,
    fold,
    load_actors,
)
from dateline.knowledge.files import read_model
from dateline.knowledge.local_names import LocalExample, load_local_words, read_local
from dateline.protocols import GazetteerEntry, Story
from dateline.records import ActorRef, Unresolved, Why
from dateline.resolve.actors import Actors
from dateline.resolve.actors_sector import sector_on

ACTORS = Actors(load_actors(), load_local_words())


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


@pytest.mark.parametrize(
    ("words", "country", "day", "entity"),
    [
        ("the president", "SY", "2016-02-12", "bashar-al-assad"),
        ("the Turkish president", "SY", "2016-02-12", "recep-tayyip-erdogan"),
        ("the Turkish president", "SY", "2013-02-12", "abdullah-gul"),
        ("Turkey's foreign minister", "SY", "2010-10-10", "ahmet-davutoglu"),
        ("US Secretary of State", "IQ", "2003-02-05", "colin-powell"),
        ("Pakistan's army chief", "AF", "2012-03-03", "ashfaq-parvez-kayani"),
        ("the UN chief", "SY", "2004-03-03", "kofi-annan"),
        ("the Taliban leader", "AF", "2010-01-01", "mullah-omar"),
        ("Foreign Minister Mottaki", "IR", "2007-05-05", "manouchehr-mottaki"),
        ("former Foreign Minister Mottaki", "IR", "2012-05-05", "manouchehr-mottaki"),
        ("Assad's forces", "SY", "2016-02-12", "military-syria"),
        ("Haftar's forces", "LY", "2019-04-10", "lna"),
        ("the former president", "EG", "2013-02-12", "described:former-officials:EG"),
        ("president-elect", "US", "2016-12-01", "described:government:US"),
        ("the president's office", "LB", "2017-10-10", "described:government:LB"),
        ("the army", "SY", "2016-02-12", "army-syria"),
        ("the pope", "IQ", "2003-02-12", "pope-john-paul-ii"),
    ],
)
def test_offices_on_the_day(words: str, country: str, day: str, entity: str) -> None:
    got = ACTORS.who_is(words, Story("a", dt.date.fromisoformat(day), "publication", (country,), None))
    assert isinstance(got, ActorRef), got
    assert got.entity_id == entity
    assert got.reasons


@pytest.mark.parametrize(
    "words", ["the deputy foreign minister", "opposition leader", "a rebel president", "an analyst"]
)
def test_what_is_not_the_office_is_not_its_holder(words: str) -> None:
    got = ACTORS.who_is(words, story("TR", 2016))
    assert not (isinstance(got, ActorRef) and got.kind == "person"), got


@pytest.mark.parametrize("words", ["Mahmoud Karzai", "Juan Carlos Orange", "Laura Bush", "Bashar al-Assad Orange"])
def test_part_of_a_longer_name_is_not_the_person(words: str) -> None:
    got = ACTORS.who_is(words, story("AF", 2006))
    assert isinstance(got, Unresolved), got


@pytest.mark.parametrize(
    ("words", "entity"),
    [
        ("Syria's rebels", "described:rebels:SY"),
        ("people in the UK", "described:civilians:GB"),
        ("Slovak soldiers", "described:state-forces:SK"),
        ("officials from Turkey", "state-turkey"),
        ("Kyiv police", "police-ukraine"),
        ("a disgraced former minister", "described:former-officials:AF"),
    ],
)
def test_people_of_a_country_are_not_the_country(words: str, entity: str) -> None:
    got = ACTORS.who_is(words, story("AF", 2022))
    assert isinstance(got, ActorRef) and got.entity_id == entity, got


class _OnePlace:
    """A gazetteer that knows one place."""

    def __init__(self, name: str, country: str, population: int) -> None:
        self.place = GazetteerEntry(
            f"geonames:{name}", name, 0.0, 0.0, country, None, "settlement", population, 5.0, "exact"
        )

    def candidates(self, name: str, countries: Sequence[str] = (), loose: bool = True) -> tuple[GazetteerEntry, ...]:
        del countries, loose
        return (self.place,) if name == self.place.name else ()


@pytest.mark.parametrize(
    ("population", "countries", "entity"),
    [
        (900_000, ("TR",), "described:civilians:SY"),
        (30_000, ("TR", "SY"), "described:civilians:SY"),
        (30_000, ("TR",), "described:civilians:TR"),
        (900, ("TR", "SY"), "described:civilians:TR"),
    ],
)
def test_people_of_a_place_are_of_its_country_where_it_is_sure(
    population: int, countries: tuple[str, ...], entity: str
) -> None:
    actors = Actors(ACTORS.book, load_local_words(), _OnePlace("Orangeville", "SY", population))
    got = actors.who_is("Orangeville residents", Story("a", dt.date(2016, 2, 12), "publication", countries, None))
    assert isinstance(got, ActorRef) and got.entity_id == entity
    assert any("Orangeville" in reason for reason in got.reasons) == entity.endswith("SY")


@pytest.mark.parametrize(
    ("words", "entity"),
    [
        ("driver Orangeville Samuel", None),
        ("villagers in Orangeville", "described:civilians:SY"),
        ("Orangeville Province villagers", "described:civilians:SY"),
        ("the embassy in Orangeville", None),
    ],
)
def test_a_part_of_a_name_is_no_place_but_before_a_unit(words: str, entity: str | None) -> None:
    actors = Actors(ACTORS.book, load_local_words(), _OnePlace("Orangeville", "SY", 900_000))
    got = actors.who_is(words, story("TR", 2016))
    assert (got.entity_id if isinstance(got, ActorRef) else None) == entity, got


def test_another_type_instead_must_be_there() -> None:
    kind = DescribedType(id="a", name="A", kind="political", sector="OPP", nouns=["a"], instead={"b": ["SY"]})
    with pytest.raises(DataError, match="no type is called 'b'"):
        check_described([kind])


@pytest.mark.parametrize(
    ("words", "day", "sector"),
    [
        ("Barack Obama", "2012-01-01", "GOV"),
        ("Barack Obama", "2020-01-01", "ELI"),
        ("the Taliban", "2002-05-01", "REB"),
        ("the Taliban", "2022-05-01", "GOV"),
        ("gunmen", "2022-05-01", "UAF"),
        ("Moscow", "2022-05-01", "GOV"),
        ("Russia", "2022-05-01", None),
        ("Syrian warplanes", "2015-05-01", "MIL"),
        ("the Orange Hills Brigade", "2015-05-01", "PRM"),
    ],
)
def test_the_sector_is_that_of_the_day(words: str, day: str, sector: str | None) -> None:
    got = ACTORS.who_is(words, Story("a", dt.date.fromisoformat(day), "publication", ("US",), None))
    assert isinstance(got, ActorRef), got
    assert sector_on(ACTORS.book, load_local_words(), got, day) == sector


@pytest.mark.parametrize(
    ("words", "country", "entity"),
    [
        ("The Russian Federation, a key ally of Syrian President Bashar al-Assad", "SY", "state-russia"),
        ("JNIM, a jihadist alliance linked to Al-Qaeda", "ML", "jnim"),
        ("the Syrian president, Bashar al-Assad", "SY", "bashar-al-assad"),
        ("the Taliban spokesman, Zabihullah Mujahid", "AF", "zabihullah-mujahid"),
        ("Niger Bend Media", "ML", "local:ML:niger-bend-media"),
        ("the opposition-run Orange Health Directorate", "SY", "local:SY:orange-health-directorate"),
        ("US-backed rebels", "SY", "described:rebels:SY"),
        ("gunmen backed by Iran", "IQ", "described:unidentified-armed-group:IQ"),
        ("militants linked to al-Qaeda", "ML", "described:unidentified-armed-group:ML"),
        ("the local council", "SY", "described:local-authorities:SY"),
        ("an army spokesman, Lieutenant Alain Orange", "SY", "army-syria"),
        ("Moscow's defence ministry", "SY", "mod-russia"),
    ],
)
def test_the_head_of_the_phrase_is_who_acts(words: str, country: str, entity: str) -> None:
    got = ACTORS.who_is(words, story(country, 2018))
    assert isinstance(got, ActorRef) and got.entity_id == entity, got


@pytest.mark.parametrize(
    "words",
    [
        "Mr. Assad's foes",
        "Al-Qaeda's main branch in the Sahel",
        "a close ally of Iran",
        "supporters of President Assad",
    ],
)
def test_those_beside_a_name_are_not_the_one_named(words: str) -> None:
    got = ACTORS.who_is(words, story("SY", 2016))
    assert isinstance(got, Unresolved) and got.why is Why.UNNAMED, got


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("the presidents of Iran, Russia and Turkey", "Iran, Russia, Turkey"),
        ("Syrian, Russian and Iranian warplanes", "Syria, Russia, Iranian Air Force"),
        ("US and British soldiers", "United States, Military of the United Kingdom"),
        ("Boko Haram and ISWAP leaders", "Boko Haram, Islamic State West Africa Province"),
    ],
)
def test_those_of_several_countries_are_not_of_the_first(words: str, names: str) -> None:
    got = ACTORS.who_is(words, story("SY", 2016))
    assert isinstance(got, Unresolved) and got.why is Why.AMBIGUOUS and got.detail.endswith(names), got


@pytest.mark.parametrize(
    ("words", "entity"),
    [
        ("Syrian and Iraqi refugees", "described:refugees"),
        ("Israeli and Palestinian civilians", "described:civilians"),
        ("militants in Iraq and Syria", "described:unidentified-armed-group"),
    ],
)
def test_who_they_are_is_known_where_whose_they_are_is_not(words: str, entity: str) -> None:
    got = ACTORS.who_is(words, story("SY", 2016))
    assert isinstance(got, ActorRef) and (got.entity_id, got.country) == (entity, None), got


@pytest.mark.parametrize(
    ("words", "entity"),
    [
        ("Russian warplanes based in Syria", "airforce-russia"),
        ("Russian-backed Syrian forces", "military-syria"),
        ("Hezbollah, Lebanon's most powerful group", "hezbollah"),
        ("Boko Haram, Nigeria's Islamist insurgents", "boko-haram"),
        ("TASS, Russia's news agency", "tass"),
        ("Reuters, Moscow", "reuters"),
        ("Damascus, Russia's ally", "state-syria"),
        ("Moscow, Syria's ally", "state-russia"),
        ("Iran's and Iranian warplanes", "airforce-iran"),
        ("the Free Syrian Army, Turkish-backed rebels", "fsa"),
    ],
)
def test_two_countries_apart_are_no_list(words: str, entity: str) -> None:
    got = ACTORS.who_is(words, story("SY", 2016))
    assert isinstance(got, ActorRef) and got.entity_id == entity, got


@pytest.mark.parametrize("words", ["a spokesman for the group", "a spokesman"])
def test_a_spokesman_alone_is_nobodys(words: str) -> None:
    assert isinstance(ACTORS.who_is(words, story("SY", 2016)), Unresolved)


def test_two_in_office_on_the_day_of_handing_over_stay_open() -> None:
    day = Story("a", dt.date(2022, 10, 25), "publication", ("GB",), None)
    got = ACTORS.who_is("the prime minister", day)
    assert isinstance(got, Unresolved) and got.why is Why.AMBIGUOUS
    assert "Truss" in got.detail and "Sunak" in got.detail


def test_no_day_no_office_holder() -> None:
    got = ACTORS.who_is("the president", Story("a", None, "none", ("SY",), None))
    assert not (isinstance(got, ActorRef) and got.kind == "person")


def test_the_reasons_say_what_a_person_was_on_the_day() -> None:
    got = ACTORS.who_is("Obama", story("US", 2020))
    assert isinstance(got, ActorRef) and got.entity_id == "barack-obama"
    assert any("formerly president of United States" in reason for reason in got.reasons)


def test_an_unknown_minister_is_not_the_one_in_office() -> None:
    got = ACTORS.who_is("Foreign Minister Zanobe Orange", story("SY", 2016))
    assert isinstance(got, Unresolved) and got.why is Why.UNKNOWN_NAME


@pytest.mark.parametrize("example", read_local().examples, ids=lambda example: str(example.id))
def test_unknown_organisations_become_local_entities(example: LocalExample) -> None:
    got = ACTORS.who_is(example.text, story(example.country, 2016))
    assert isinstance(got, ActorRef) and got.basis == "local"
    assert (got.entity_id, got.kind) == (example.id, example.kind)


@pytest.mark.parametrize("words", read_local().people)
def test_an_unknown_name_is_never_guessed(words: str) -> None:
    got = ACTORS.who_is(words, story("SY", 2016))
    assert isinstance(got, Unresolved) and got.why is Why.UNKNOWN_NAME


def test_archives_without_apostrophes() -> None:
    text = "Russias defence ministry and Daeshs men"
    assert {f.entity.id for f in ACTORS.find(text)} >= {"is"}


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("M23 rebels took the town", "m23"),
        ("the Lord's Resistance Army attacked", "lra"),
        ("the Lord’s Resistance Army attacked", "lra"),
        ("the Lords Resistance Army attacked", "lra"),
        ("the New People's Army attacked", "npa"),
        ("the People's Protection Units", "ypg"),
        ("the CPI (Maoist) called a strike", "maoists-india"),
    ],
)
def test_names_with_figures_apostrophes_and_brackets(text: str, entity: str) -> None:
    assert entity in {f.entity.id for f in ACTORS.find(text)}


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


@pytest.mark.parametrize("example", load_actor_words().examples, ids=lambda example: str(example.text))
def test_examples_of_the_words_around_names(example: ActorExample) -> None:
    got = ACTORS.who_is(example.text, story(example.country, 2016))
    assert (got.entity_id if isinstance(got, ActorRef) else None) == example.id, got


@pytest.mark.parametrize("example", load_actor_words().lists, ids=lambda example: str(example.text))
def test_examples_of_lists(example: ListExample) -> None:
    spans = ACTORS.parties(example.text, story("SY", 2016))
    assert [example.text[a:b] for a, b in spans] == example.names
