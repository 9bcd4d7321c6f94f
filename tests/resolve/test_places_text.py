"""Names of a text settled together, with the real gazetteer."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.protocols import Story
from dateline.records import Place, Unresolved, Why
from dateline.resolve.places import Places
from dateline.resolve.places_geo import distance_km
from dateline.tokens import tokens
from tests.resolve.test_places import real_places

__all__ = ["real_places"]

LISTED = Path(__file__).parent / "conflict_places.tsv"


def settled(places: Places, text: str, *names: str) -> list[Place | Unresolved]:
    spans, at = [], 0
    for name in names:
        at = text.index(name, at)
        spans.append((at, at + len(name)))
        at += len(name)
    return list(places.text.settle(text, spans))


def near(place: Place | Unresolved, lat: float, lon: float, km: float = 60) -> bool:
    return isinstance(place, Place) and distance_km((place.lat, place.lon), (lat, lon)) <= km


class TestTogether:
    def test_the_name_behind_says_which(self, real_places):
        first, state, again = settled(
            real_places, "A barn burned in Paris, Texas. Paris is quiet again.", "Paris", "Texas", "Paris"
        )
        assert near(first, 33.66, -95.55)
        assert near(again, 33.66, -95.55)
        assert isinstance(state, Place) and state.precision == "admin1"

    def test_short_forms_of_states_say_which(self, real_places):
        (first,) = settled(real_places, "Police in Richmond, Ky. said so.", "Richmond")
        assert near(first, 37.75, -84.29)

    def test_company_says_which(self, real_places):
        text = "Shells fell in Tripoli while fighters from Misrata and Zawiya moved east."
        assert near(settled(real_places, text, "Tripoli")[0], 32.89, 13.19)
        text = "Gunfire was heard in Tripoli, northern Lebanon, after clashes in Beirut and Sidon."
        assert near(settled(real_places, text, "Tripoli")[0], 34.44, 35.83)

    def test_county_and_counties(self, real_places):
        text = "Roads in Laurel County and in Whitley and Knox counties, Kentucky, were closed."
        laurel, knox = settled(real_places, text, "Laurel County", "Knox")
        assert near(laurel, 37.1, -84.1)
        assert near(knox, 36.9, -83.9)
        assert isinstance(laurel, Place) and laurel.precision == "admin2"

    def test_alone_the_largest_place_is_meant(self, real_places):
        assert near(settled(real_places, "He flew to London.", "London")[0], 51.5, -0.13)

    def test_adjectives_of_countries_and_regions(self, real_places):
        first, second = settled(real_places, "Syrian and South Ossetian officials met.", "Syrian", "South Ossetian")
        assert isinstance(first, Place) and first.gazetteer_id == "iso:SY"
        assert near(second, 42.3, 44.0)

    def test_an_unknown_name_is_unresolved_and_reasons_are_given(self, real_places):
        unknown, known = settled(real_places, "From Qwzzyx to Kabul.", "Qwzzyx", "Kabul")
        assert isinstance(unknown, Unresolved) and unknown.why is Why.UNKNOWN_NAME
        assert isinstance(known, Place) and "likelihood" in known.reasons[0]

    def test_nothing_in_nothing_out(self, real_places):
        assert real_places.text.settle("", ()) == ()


def placed(places: Places, text: str, words: str, *countries: str) -> Place | Unresolved:
    """A claim's place words resolved with what the whole text says."""
    return places.where_was(
        words, Story("article", None, "none", countries, None), places.settle(text, places.find(text))
    )


class TestForTheLedger:
    """What the names of a text mean together decides what a claim's place words mean."""

    @pytest.mark.parametrize(
        ("text", "lat", "lon"),
        [
            ("Shells fell in Tripoli. Fighters from Misrata and Zawiya moved east.", 32.89, 13.19),
            ("Shells fell in Tripoli. Fighters from Sidon and Zahle moved north.", 34.44, 35.83),
        ],
    )
    def test_company_decides_where_no_country_is_named(self, real_places, text, lat, lon):
        assert near(placed(real_places, text, "Tripoli"), lat, lon)

    def test_a_small_town_is_that_of_the_provinces_around_it(self, real_places):
        text = "Rebels stormed the post at Daglica. Troops from Hakkari and Yuksekova in Turkey were sent."
        place = placed(real_places, text, "the post at Daglica", "TR")
        assert isinstance(place, Place) and place.admin1 == "Hakkari"
        assert any("whole text" in reason for reason in place.reasons)

    def test_part_of_a_bodys_name_keeps_company_too(self, real_places):
        text = "Firefighters of the Noumea fire service were called to Paita. Dumbea police closed the road."
        assert near(placed(real_places, text, "Paita"), -22.13, 166.36)

    def test_a_capital_is_not_the_province_of_its_name(self, real_places):
        text = "He tried to fly home to Honduras from Washington. Crowds in Tegucigalpa waited."
        assert near(placed(real_places, text, "Washington", "HN"), 38.9, -77.04)

    def test_the_only_place_of_a_name_is_no_guess_where_nothing_speaks_for_its_country(self, real_places):
        text = "Christian villages around Marjayoun in Lebanon were shelled."
        assert isinstance(placed(real_places, text, "Christian villages", "LB"), Unresolved)

    def test_the_phrase_goes_before_the_text(self, real_places):
        text = "The envoy flew from Tripoli to Misrata and Benghazi in Libya. Shots were heard in Tripoli, Lebanon."
        assert near(placed(real_places, text, "Tripoli, Lebanon", "LY"), 34.44, 35.83)

    def test_a_name_of_two_senses_and_one_of_a_dateline_only_are_left_open(self, real_places):
        text = "From Paris, Texas, he moved to Paris, France."
        assert "Paris" not in {place.name for place in real_places.settle(text, real_places.find(text))}
        text = "BEIRUT, Lebanon (AP) — Shells fell on Homs and Hama in Syria."
        names = {place.name for place in real_places.settle(text, real_places.find(text))}
        assert "BEIRUT" not in names and "Homs" in names

    def test_nothing_in_nothing_out(self, real_places):
        assert real_places.settle("", ()) == ()


def listed() -> list[tuple[str, tuple[float, float], list[str]]]:
    rows = [line.split("\t") for line in LISTED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(country, (float(lat), float(lon)), names.split("|")) for country, lat, lon, names in rows]


def test_at_least_nine_in_ten_spellings_of_the_listed_places_are_within_25_km(real_places):
    asked = [(name, country, point) for country, point, names in listed() for name in names]
    right = 0
    for name, country, point in asked:
        place = real_places.where_was(name, Story("article", None, "none", (country,), None))
        right += isinstance(place, Place) and distance_km((place.lat, place.lon), point) <= 25
    assert len(asked) >= 450
    assert right / len(asked) >= 0.9


@pytest.mark.parametrize("name", ["Springfield", "San Jose", "Santa Maria", "Georgia"])
def test_shares_of_likelihood_add_up(real_places, name):
    keyed, names = real_places.text.read(name, [(0, len(name))])
    shares = real_places.text.weigh(names, real_places.text.spoken(tokens(name)))[keyed[0]]
    assert sum(share for share, _ in shares) == pytest.approx(1)
    assert len(shares) > 1
