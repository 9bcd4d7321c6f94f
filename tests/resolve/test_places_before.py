"""What other names of the page do for a place, and phrases without a name that point back to it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from dateline.knowledge.gazetteer import open_gazetteer
from dateline.protocols import Story
from dateline.records import Place, Unresolved, Why
from dateline.resolve.places import Places
from dateline.resolve.places_before import before_of

CAPITAL = "Troops fought in San Salvador on Monday. "


@pytest.fixture(scope="module")
def real_places() -> Places:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_CACHE", str(Path(tempfile.gettempdir()) / "dateline-test-cache"))
        return Places(open_gazetteer())


def story(*countries: str, before: str = "", votes: tuple[tuple[str, str, int], ...] = ()) -> Story:
    return Story("article", None, "none", countries, None, votes, before)


class TestVotes:
    def test_a_name_is_no_support_for_itself(self, real_places: Places):
        about = story("SV", "US", votes=(("", "SV", 4), ("escalon", "US", 1)))
        found = real_places.where_was("the Escalon neighborhood", about)
        assert isinstance(found, Unresolved)
        assert found.why is Why.UNKNOWN_NAME

    @pytest.mark.parametrize("other", [("", "US", 1), ("modesto", "US", 2)])
    def test_another_name_of_the_country_is(self, real_places: Places, other: tuple[str, str, int]):
        about = story("SV", "US", votes=(("", "SV", 4), ("escalon", "US", 1), other))
        found = real_places.where_was("Escalon", about)
        assert isinstance(found, Place)
        assert found.country == "US"

    def test_where_nothing_else_is_named_the_name_stands(self, real_places: Places):
        found = real_places.where_was("Escalon", story("US", votes=(("escalon", "US", 3),)))
        assert isinstance(found, Place)

    @pytest.mark.parametrize(
        "text",
        [
            "A bomb went off at Lincoln Street.",
            "Men met at the Brazil embassy.",
            "They fled San Francisco de Xyzabad.",
            "They fled to San Pedro Xyzabad.",
        ],
    )
    def test_streets_missions_and_pieces_of_names_say_nothing(self, real_places: Places, text: str):
        assert real_places.votes(real_places.find(text)) == ()

    @pytest.mark.parametrize(
        ("words", "country", "city"),
        [
            ("a busy Kabul street", "AF", "Kabul"),
            ("central Baghdad square", "IQ", "Baghdad"),
            ("Damascus Square", "SY", "Damascus"),
        ],
    )
    def test_a_street_in_a_city_is_no_street_of_that_name(
        self, real_places: Places, words: str, country: str, city: str
    ):
        found = real_places.where_was(words, story(country))
        assert isinstance(found, Place)
        assert found.label == city

    @pytest.mark.parametrize("words", ["Baghdad Street", "Baghdad Square", "Lincoln Street"])
    def test_and_a_street_of_that_name_is(self, real_places: Places, words: str):
        assert isinstance(real_places.where_was(words, story("SY")), Unresolved)

    def test_a_city_before_a_street_votes(self, real_places: Places):
        assert real_places.votes(real_places.find("He was shot on a Baghdad street.")) == (("", "IQ", 1),)

    def test_countries_and_large_places_vote_without_their_names(self, real_places: Places):
        found = real_places.find("He left Mali for Aleppo and came to Escalon.")
        assert set(real_places.votes(found)) == {("", "ML", 2), ("", "SY", 1), ("escalon", "US", 1)}


class TestPointingBack:
    def label(self, places: Places, words: str, *countries: str, before: str) -> tuple[str, str]:
        found = places.where_was(words, story(*countries, before=before))
        assert isinstance(found, Place), found
        return found.label, found.precision

    def test_the_country_is_the_one_named_last_as_a_place(self, real_places: Places):
        before = "Chinese firms bought shares. In Mali fighting went on, "
        assert self.label(real_places, "the country's north", "CN", "ML", before=before) == ("Mali", "region")
        assert self.label(real_places, "the capital", "CN", "ML", before=before) == ("Bamako", "settlement")

    def test_but_not_where_the_storys_own_is_spoken_of_since(self, real_places: Places):
        before = "Envoys met in Mali. Syrian troops then shelled villages in "
        assert self.label(real_places, "the country's north", "SY", "ML", before=before)[0] == "Syria"

    def test_a_country_that_only_acts_is_passed_over(self, real_places: Places):
        assert self.label(real_places, "the country", "SY", before="Russia sent jets to ")[0] == "Syria"

    @pytest.mark.parametrize(
        ("words", "before"),
        [
            ("the capital", "Speaking in Russia on Tuesday, the president said troops would hold "),
            ("the capital", "Speaking to reporters in Russia on Tuesday, he swore that troops would hold "),
            ("across the country", "Rebel leaders meeting in Russia said jets bombed towns "),
            ("the capital", "Nurses who had been in Russia said shells hit "),
            ("the capital", "Envoys met in Russia. Shells hit "),
        ],
    )
    def test_nor_where_somebody_only_spoke(self, real_places: Places, words: str, before: str):
        found = real_places.where_was(words, story("SY", "RU", before=before))
        assert isinstance(found, Place)
        assert found.country == "SY"

    def test_words_told_beside_it_take_nothing_away(self, real_places: Places):
        before = "In Mali fighting went on, officials said, and rebels shelled "
        assert self.label(real_places, "the capital", "CN", "ML", before=before)[0] == "Bamako"

    def test_the_city_is_one_where_something_happens(self, real_places: Places):
        before = "Fighting went on in Mosul, 400 km north of Baghdad. Bombs hit "
        assert self.label(real_places, "the city", "IQ", before=before) == ("Mosul", "settlement")
        before = "He was born in Paris, Texas. Bombs hit "
        found = real_places.where_was("the city", story("US", "FR", before=before))
        assert isinstance(found, Place)
        assert (found.country, found.precision) == ("US", "settlement")

    @pytest.mark.parametrize("words", ["the city", "its outskirts"])
    @pytest.mark.parametrize("before", ["He flew in from Basra. Bombs hit ", "He was in Paris. Bombs hit "])
    def test_and_no_town_left_or_abroad(self, real_places: Places, words: str, before: str):
        assert isinstance(real_places.where_was(words, story("IQ", before=before)), Unresolved)

    def test_only_the_last_of_a_page_is_read(self):
        assert before_of("In Mali troops", 8) == "In Mali "
        kept = before_of("word " * 1000 + "rest", 5000)
        assert kept.startswith("word ")
        assert len(kept) <= 1500

    @pytest.mark.parametrize(
        ("words", "before", "meant"),
        [
            ("that department", "They left Chalatenango department. Troops held ", ("Chalatenango", "admin1")),
            ("the city", "Bombs fell in San Salvador. Troops held ", ("San Salvador", "settlement")),
            ("near the city", "Bombs fell in San Salvador. Troops waited ", ("San Salvador", "near-settlement")),
            ("its outskirts", "Bombs fell in San Salvador and ", ("San Salvador", "near-settlement")),
        ],
    )
    def test_a_noun_points_to_what_was_named_so(self, real_places: Places, words: str, before: str, meant):
        assert self.label(real_places, words, "SV", before=before) == meant

    @pytest.mark.parametrize("words", ["the village", "that department", "the capital city of it", "a city"])
    def test_and_else_stays_open(self, real_places: Places, words: str):
        found = real_places.where_was(words, story(before=CAPITAL))
        assert isinstance(found, Unresolved)

    def test_a_kingdom_is_a_country_that_is_one(self, real_places: Places):
        assert self.label(real_places, "across the kingdom", "SA", before="") == ("Saudi Arabia", "country")
        assert isinstance(real_places.where_was("across the kingdom", story("SY")), Unresolved)


def test_a_state_of_the_story_goes_before_the_neighbour_of_that_name(real_places: Places):
    state = real_places.where_was("Niger State", story("NG"))
    assert isinstance(state, Place)
    found = real_places.where_was("Niger", story("NG", "NE"), [state])
    assert isinstance(found, Place)
    assert found.label == "Niger State"
    for words, countries in (("neighbouring Niger", ("NG", "NE")), ("Niger", ("NE", "NG"))):
        found = real_places.where_was(words, story(*countries), [state])
        assert isinstance(found, Place)
        assert found.label == "Niger"


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("the Syrian national hospital", "SY"),
        ("a Turkish national park", "TR"),
        ("the Iraq National Museum", "IQ"),
        ("Kenya refugee camp", "KE"),
    ],
)
def test_a_word_for_people_before_another_noun_leaves_the_country(real_places: Places, words: str, country: str):
    found = real_places.where_was(words, story("FR"))
    assert isinstance(found, Place)
    assert found.country == country


@pytest.mark.parametrize("words", ["a Syrian refugee", "Syrian refugees", "a Syrian national's home"])
def test_people_alone_do_not(real_places: Places, words: str):
    assert isinstance(real_places.where_was(words, story("FR")), Unresolved)


@pytest.mark.parametrize(
    ("words", "country", "label"),
    [
        ("Maiduguri, Borno State, and Damaturu, Yobe State", "NG", "Maiduguri"),
        ("Falluja, Anbar, and Mosul, Nineveh", "IQ", "Fallujah / Mosul"),
        ("Homs, Hama, and Idlib", "SY", "Homs / Hama / Idlib"),
    ],
)
def test_what_a_town_lies_in_is_no_member_of_a_list(real_places: Places, words: str, country: str, label: str):
    found = real_places.where_was(words, story(country))
    assert isinstance(found, Place)
    assert found.label == label
