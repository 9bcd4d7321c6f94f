"""How two places stand to each other."""

from __future__ import annotations

import dataclasses

from dateline.link.facts import facts_of
from dateline.link.places import Where, between, distance_km, finest, relation
from tests.link.build import Page, place


def test_two_villages_are_two_places_however_near():
    assert between(place("Salqin"), place("Harim"))[0] is Where.APART


def test_a_town_lies_in_its_province_and_outside_another():
    assert between(place("Salqin"), place("Idlib province"))[0] is Where.INSIDE
    assert between(place("Raqqa"), place("Idlib province"))[0] is Where.APART


def test_a_country_alone_says_little():
    assert between(place("Salqin"), place("Syria"))[0] is Where.COUNTRY


def test_near_a_settlement_is_not_apart_from_its_neighbour():
    near = dataclasses.replace(place("Harim"), precision="near-settlement")
    assert between(place("Salqin"), near)[0] is Where.NEAR


def test_the_finest_place_wins():
    assert finest((place("Syria"), place("Idlib province"), place("Salqin"))).label == "Salqin"
    assert finest(()) is None


def test_distance_is_symmetric_and_plausible():
    there, back = distance_km(place("Salqin"), place("Raqqa")), distance_km(place("Raqqa"), place("Salqin"))
    assert there == back
    assert 225 < there < 240


def told(where, names):
    page = Page(f"in {where}")
    facts = facts_of(page.claim("Shells hit it.", "hit", "shelling", place=place(where)), page.article())
    return dataclasses.replace(facts, place_names=frozenset(names))


def test_a_village_of_one_name_that_was_placed_apart_is_one_village():
    one = told("Salqin", {"kafr", "nahwa"})
    assert relation(one, told("Raqqa", {"nahwa"}))[0] is Where.NAMES
    assert relation(one, told("Raqqa", {"kafr", "zeita"}))[0] is Where.APART
    assert relation(told("Salqin", {"salqin"}), told("Raqqa", {"raqqa", "salqin"}))[0] is Where.APART
