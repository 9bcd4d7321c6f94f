"""Borders as places, with two borders and the countries' table."""

from __future__ import annotations

import pytest

from dateline.knowledge.gazetteer_data import load_borders, load_countries
from dateline.resolve.places_border import border_of, names_border

BORDERS = {"SY-TR": (36.7, 38.8, 330.0), "IQ-SY": (34.9, 40.9, 250.0)}


@pytest.mark.parametrize(
    ("named", "about", "found", "country"),
    [
        (["TR"], ["SY"], "border of Syria and Turkey", "SY"),
        (["SY", "IQ"], ["TR"], "border of Iraq and Syria", None),
        (["TR"], ["IQ", "SY"], "border of Syria and Turkey", "SY"),
        (["TR"], ["TR"], None, None),
        (["ML"], ["SY"], None, None),
        ([], ["SY", "TR"], None, None),
    ],
)
def test_the_pair_that_is_meant(named, about, found, country):
    place = border_of("the border", named, about, BORDERS, load_countries())
    assert (place and place.label, place and place.country) == (found, country)


@pytest.mark.parametrize(
    ("words", "is_one"),
    [("the Turkish border", True), ("the frontier", True), ("the border crossing", False), ("border guards", False)],
)
def test_guards_and_crossings_are_no_borders(words, is_one):
    assert names_border(words) == is_one


def test_every_border_is_on_the_globe_with_an_extent():
    for lat, lon, extent_km in load_borders().values():
        assert -90 < lat < 90 and -180 < lon < 180 and 5 <= extent_km <= 1500
