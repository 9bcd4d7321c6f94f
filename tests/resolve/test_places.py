"""Finding places and reading place phrases."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.gazetteer_data import load_place_words
from dateline.knowledge.gazetteer_names import fold
from dateline.protocols import GazetteerEntry, Story
from dateline.records import Place, Unresolved, Why
from dateline.resolve.places import Places
from dateline.resolve.places_geo import distance_km, middle, moved

CACHE = Path(tempfile.gettempdir()) / "dateline-test-cache"


class FakeGazetteer:
    """A gazetteer of a few lines: name, kind, country, parent, latitude, longitude, population, extent."""

    ROWS = [
        ("Syria", "country", "SY", None, 35.0, 38.0, 17_000_000, 243),
        ("Mali", "country", "ML", None, 17.0, -4.0, 20_000_000, 600),
        ("Russia", "country", "RU", None, 60.0, 100.0, 140_000_000, 2300),
        ("Lebanon", "country", "LB", None, 33.8, 35.8, 5_000_000, 58),
        ("Libya", "country", "LY", None, 28.0, 17.0, 6_000_000, 750),
        ("Homs", "settlement", "SY", "Homs", 34.72, 36.73, 775_000, 10.6),
        ("Homs", "admin1", "SY", "Homs", 34.4, 38.1, 0, 140),
        ("Hama", "settlement", "SY", "Hama", 35.13, 36.75, 460_000, 8),
        ("Idlib", "settlement", "SY", "Idlib", 35.93, 36.63, 165_000, 5),
        ("Idlib", "admin1", "SY", "Idlib", 35.8, 36.7, 0, 55),
        ("Salqin", "settlement", "SY", "Idlib", 36.14, 36.45, 31_000, 2),
        ("Damascus", "settlement", "SY", "Damascus", 33.51, 36.29, 1_570_000, 15),
        ("Moscow", "settlement", "RU", None, 55.75, 37.62, 10_400_000, 38),
        ("Tripoli", "settlement", "LY", "Tripoli", 32.89, 13.19, 1_300_000, 13),
        ("Tripoli", "settlement", "LB", "North", 34.44, 35.83, 730_000, 10),
        ("Amiriyah", "settlement", "SY", "Homs", 34.9, 36.8, 3_000, 1.5),
        ("Amiriyah", "settlement", "IQ", "Anbar", 33.2, 43.9, 3_500, 1.5),
        ("Reading", "settlement", "GB", None, 51.45, -0.97, 318_000, 7),
        ("Carter", "settlement", "US", "Oklahoma", 35.2, -99.5, 300, 1.5),
        ("Baghouz", "settlement", "SY", "Deir ez-Zor", 34.46, 40.96, 0, 3),
        ("Deir ez-Zor", "settlement", "SY", "Deir ez-Zor", 35.34, 40.14, 242_000, 6),
        ("Eastern Ghouta", "region", "SY", None, 33.53, 36.42, 0, 14),
        ("Black Sea", "water", None, None, 43.3, 34.5, 0, 550),
    ]  # fmt: skip

    def candidates(
        self,
        name: str,
        countries: Sequence[str] = (),  # noqa: ARG002
        loose: bool = True,  # noqa: ARG002
    ) -> tuple[GazetteerEntry, ...]:
        curated = ("Baghouz", "Eastern Ghouta", "Black Sea")
        found = [
            GazetteerEntry(
                f"iso:{country}"
                if kind == "country"
                else f"{'dl' if own in curated or kind == 'admin1' else 'geonames'}:{number}",
                own, lat, lon, country, parent, kind, population, extent, "exact",
            )
            for number, (own, kind, country, parent, lat, lon, population, extent) in enumerate(self.ROWS)
            if fold(own) == fold(name)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda e: -e.population))


@pytest.fixture(scope="module")
def places() -> Places:
    return Places(FakeGazetteer())


@pytest.fixture(scope="session")
def real_places() -> Places:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_CACHE", str(CACHE))
        return Places(open_gazetteer())


def story(*countries: str) -> Story:
    return Story("article", None, "none", countries, None)


def names(places: Places, text: str) -> list[str]:
    return [found.text for found in places.find(text)]


class TestGlobe:
    def test_a_degree_of_latitude(self):
        assert distance_km((0, 0), (1, 0)) == pytest.approx(111.2, abs=0.1)

    def test_moving_and_measuring_agree(self):
        there = moved((36.2, 37.16), -10, 0)
        assert distance_km((36.2, 37.16), there) == pytest.approx(10, abs=0.05)
        assert there[0] < 36.2

    def test_the_middle_across_the_date_line(self):
        assert abs(middle([(0, 179), (0, -179)])[1]) == pytest.approx(180)


class TestFind:
    def test_names_with_small_joints(self, places):
        text = "Fighting went on in Deir ez-Zor, in Eastern Ghouta and near Homs."
        assert names(places, text) == ["Deir ez-Zor", "Eastern Ghouta", "Homs"]

    def test_offsets_are_of_the_whole_text(self, places):
        text = "No place here. Shells fell on Homs in Syria."
        found = places.find(text, 15, len(text))
        assert [text[f.start : f.end] for f in found] == ["Homs", "Syria"]

    @pytest.mark.parametrize(
        "text",
        [
            "Moscow accused the rebels of lying.",
            "The Moscow-backed troops advanced.",
            "Syrian and Russian soldiers advanced.",
            "Defence Secretary Ash Carter spoke.",
            "Reading the statement, he paused.",
            "Nobody was hurt on Friday.",
        ],
    )
    def test_governments_adjectives_people_and_words_are_no_places(self, places, text):
        assert names(places, text) == []

    @pytest.mark.parametrize(
        "text",
        [
            "He spoke in Moscow.",
            "Shells hit Damascus.",
            "The outskirts of Damascus burned.",
            "Damascus suburbs burned.",
        ],
    )
    def test_a_capital_is_a_place_where_the_words_around_it_say_so(self, places, text):
        found = places.find(text)
        assert len(found) == 1
        assert found[0].after_preposition

    def test_a_dateline_is_marked(self, places):
        found = places.find("BAGHOUZ, Syria (AP) — Fighters left Baghouz on Monday.")
        assert [(f.text, f.in_dateline) for f in found] == [("BAGHOUZ", True), ("Syria", True), ("Baghouz", False)]

    def test_a_sentence_end_is_no_part_of_a_name(self, places):
        assert names(places, "They came from Mali. Homs was quiet.") == ["Mali", "Homs"]

    def test_nothing_in_nothing_out(self, places):
        assert places.find("") == ()


class TestCountries:
    def test_names_count_and_datelines_do_not(self, places):
        text = "MOSCOW (AFP) — In Homs and in Syria, and in Salqin."
        assert places.countries(places.find(text)).most_common(1)[0][0] == "SY"
        assert "RU" not in places.countries(places.find(text))

    def test_a_name_of_two_countries_goes_to_the_one_the_story_is_about(self, places):
        assert places.countries(places.find("Lebanon buried its dead in Tripoli."))["LB"] == 3

    def test_adjectives_say_what_a_story_is_about(self, places):
        assert places.demonyms("Malian soldiers met Malian and Sri Lankan envoys.") == {"ML": 2, "LK": 1}


class TestWhereWas:
    def where(self, places: Places, words: str, *countries: str) -> Place:
        found = places.where_was(words, story(*countries))
        assert isinstance(found, Place), found
        return found

    def why(self, places: Places, words: str, *countries: str) -> Why:
        found = places.where_was(words, story(*countries))
        assert isinstance(found, Unresolved), found
        assert found.detail
        return found.why

    def test_reasons_say_what_decided(self, places):
        found = self.where(places, "Tripoli", "LB")
        assert found.country == "LB"
        assert "the story is about LB" in found.reasons

    def test_without_context_the_much_larger_one(self, places):
        assert self.where(places, "Homs").country == "SY"

    def test_alike_names_in_two_countries_stay_open_and_are_listed(self, places):
        found = places.where_was("Amiriyah", story())
        assert isinstance(found, Unresolved)
        assert found.why is Why.AMBIGUOUS
        assert "Anbar, IQ" in found.detail
        assert "Homs, SY" in found.detail

    def test_a_place_named_nearby_decides(self, places):
        homs = self.where(places, "Homs", "SY")
        found = places.where_was("Amiriyah", story(), [homs])
        assert isinstance(found, Place)
        assert found.country == "SY"
        assert any("km from Homs" in reason for reason in found.reasons)

    def test_the_phrases_own_container_decides(self, places):
        assert self.where(places, "Amiriyah in Homs province").country == "SY"
        assert self.where(places, "Tripoli, Lebanon", "LY").country == "LB"
        assert self.where(places, "Lebanon's Tripoli", "LY").country == "LB"
        assert self.where(places, "the Lebanese city of Tripoli", "LY").country == "LB"

    def test_a_compass_offset_moves_the_point(self, places):
        homs, south = self.where(places, "Homs", "SY"), self.where(places, "10 km south of Homs", "SY")
        assert south.precision == "near-settlement"
        assert distance_km((homs.lat, homs.lon), (south.lat, south.lon)) == pytest.approx(10, abs=0.1)
        assert south.lat < homs.lat

    def test_miles_are_read_and_a_distance_without_a_compass_widens(self, places):
        away = self.where(places, "about 20 miles from Homs", "SY")
        assert (away.lat, away.lon) == (34.72, 36.73)
        assert away.extent_km == pytest.approx(10.6 + 32.2, abs=0.2)

    def test_near_grows_the_extent(self, places):
        assert self.where(places, "near Homs", "SY").extent_km > self.where(places, "Homs", "SY").extent_km

    def test_a_part_of_a_country_is_a_region_inside_it(self, places):
        north = self.where(places, "northern Mali", "ML")
        assert north.precision == "region"
        assert 17 < north.lat < 21
        assert north.extent_km < 600

    def test_an_unnamed_town_is_never_finer_than_what_contains_it(self, places):
        found = self.where(places, "a town on a major highway in western Syria", "SY")
        assert found.precision == "region"
        assert found.gazetteer_id == "iso:SY"
        assert "the town itself is not named" in found.reasons

    def test_the_province_where_the_story_named_it(self, places):
        province = self.where(places, "Homs province", "SY")
        found = places.where_was("Homs", story("SY"), [province])
        assert isinstance(found, Place)
        assert found.precision == "admin1"

    def test_between_covers_both_ends(self, places):
        found = self.where(places, "the road between Homs and Hama", "SY")
        assert found.precision == "region"
        for lat, lon in ((34.72, 36.73), (35.13, 36.75)):
            assert distance_km((found.lat, found.lon), (lat, lon)) <= found.extent_km

    def test_the_capital_is_the_storys(self, places):
        found = self.where(places, "the eastern edges of the capital", "SY")
        assert (found.label, found.precision, found.basis) == ("Damascus", "near-settlement", "inferred")

    def test_the_sea(self, places):
        assert self.where(places, "the Black Sea", "RU").precision == "sea"

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            ("", Why.NOT_STATED),
            ("the area", Why.NOT_STATED),
            ("the front line", Why.NOT_A_PLACE),
            ("abroad", Why.NOT_A_PLACE),
            ("the village of Xyzabad", Why.UNKNOWN_NAME),
        ],
    )
    def test_unresolved_with_its_reason(self, places, words, why):
        assert self.why(places, words, "SY") is why

    @pytest.mark.parametrize("words", ["between " * 2000 + "A and B", "10 km of " * 2000, "and " * 3000, "ʿ’" * 500])
    def test_absurd_phrases_are_answered(self, places, words):
        assert isinstance(places.where_was(words, story("SY")), Place | Unresolved)

    def test_without_a_story_the_capital_is_not_stated(self, places):
        assert self.why(places, "the capital") is Why.NOT_STATED

    def test_an_unknown_village_is_placed_no_finer_than_its_province(self, places):
        found = self.where(places, "the village of Xyzabad in Idlib province", "SY")
        assert (found.label, found.precision) == ("Idlib", "admin1")
        assert any("Xyzabad" in reason for reason in found.reasons)


EXAMPLES = load_place_words().examples


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.words for example in EXAMPLES])
def test_an_example_of_the_data_comes_out_as_written(real_places, example):
    found = real_places.where_was(example.words, story(*example.countries))
    if example.why:
        assert isinstance(found, Unresolved), found
        assert found.why == example.why
    else:
        assert isinstance(found, Place), found
        assert (found.label, found.precision) == (example.label, example.precision)


def test_the_real_gazetteer_finds_the_places_of_a_wire_story(real_places):
    text = (
        "BUNIA, Congo (AP) — Eleven villagers walked into the village of Katoto in Ituri province. "
        "Troops attacked a camp near the Ituri River. The base at Bunia received 12 people taken near Lopa."
    )
    found = real_places.find(text)
    assert [f.text for f in found] == ["BUNIA", "Congo", "Katoto", "Ituri", "Ituri River", "Bunia", "Lopa"]
    settled = real_places.settle(text, found)
    assert {place.country for place in settled} == {"CD"}


def test_a_name_only_spelt_alike_lies_where_the_story_does(real_places):
    near = real_places.where_was("Mumbai", story("IN"))
    assert isinstance(near, Place)
    found = real_places.where_was("Panzalla", story("IN"), (near,))
    assert isinstance(found, Unresolved)
    assert found.why == Why.UNKNOWN_NAME
