"""Spellings kept in the index: by sound, by consonants, by likeness."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import pytest

from dateline.knowledge.gazetteer import SqliteGazetteer
from dateline.knowledge.gazetteer_spelling import (
    SCHEMA,
    alike_in_bones,
    alike_in_sound,
    close_spellings,
    name_hashes,
    write_spellings,
)

PLACES = [
    # number, name, country, kind, folded names
    (1, "Haditha", "IQ", "settlement", "haditha|al haditha"),
    (2, "Khunasir", "SY", "settlement", "khunasir"),
    (3, "Salamiyah", "SY", "settlement", "salamiyah"),
    (4, "Syria", "SY", "country", "syria"),
    (5, "Salamanca", "ES", "settlement", "salamanca"),
]


@pytest.fixture
def db() -> Iterable[sqlite3.Connection]:
    made = sqlite3.connect(":memory:")
    made.executescript(
        "CREATE TABLE place (n INTEGER PRIMARY KEY, id, name, lat, lon, country, admin1, kind, population, extent_km,"
        " keys); CREATE TABLE name (hash INTEGER, n INTEGER, PRIMARY KEY (hash, n)) WITHOUT ROWID;" + SCHEMA
    )
    for n, name, country, kind, keys in PLACES:
        made.execute(
            "INSERT INTO place VALUES (?,?,?,34.0,36.0,?,NULL,?,9,2.0,?)", (n, f"x:{n}", name, country, kind, keys)
        )
        pairs = {(number, n) for number in name_hashes(keys.split("|"), country, kind)}
        made.executemany("INSERT INTO name VALUES (?,?)", sorted(pairs))
    write_spellings(made)
    yield made
    made.close()


class TestWritten:
    def test_a_countrys_spellings_are_sorted_and_hold_no_country(self, db):
        rows = dict(db.execute("SELECT country, keys FROM spelling"))
        assert rows == {"IQ": "haditha", "SY": "khunasir\nsalamiyah", "ES": "salamanca"}

    def test_a_country_of_too_many_places_has_none(self, db):
        write_spellings(db, most=2)
        assert {c for (c,) in db.execute("SELECT country FROM spelling")} == {"IQ", "ES"}

    def test_written_twice_they_are_the_same(self, db):
        once = db.execute("SELECT * FROM spelling").fetchall()
        write_spellings(db)
        assert db.execute("SELECT * FROM spelling").fetchall() == once


class TestLookedUp:
    @pytest.mark.parametrize(
        ("name", "country", "label", "match"),
        [
            ("Hadeetha", "IQ", "Haditha", "skeleton"),  # sound
            ("Khanasser", "SY", "Khunasir", "skeleton"),  # consonants
            ("Damietta", "SY", None, None),
            ("Salamiyyahh", "SY", "Salamiyah", "skeleton"),
            ("Salamiyahn", "SY", "Salamiyah", "fuzzy"),
        ],
    )
    def test_spellings_that_no_name_is_written_in(self, db, name, country, label, match):
        found = SqliteGazetteer(db).candidates(name, (country,))
        assert [(e.name, e.match) for e in found] == ([(label, match)] if label else [])

    def test_only_in_the_country_asked_for(self, db):
        assert SqliteGazetteer(db).candidates("Hadeetha", ("SY",)) == ()

    def test_where_one_spelling_is_settled_consonants_are_not_enough(self, db):
        assert SqliteGazetteer(db, ["SY"]).candidates("Khanasser", ("SY",)) == ()

    def test_a_number_met_by_chance_is_no_match(self):
        assert not alike_in_sound("haditha", ["raqqa"])
        assert not alike_in_bones("haditha", ["raqqa"])

    def test_short_names_do_not_sound_alike(self):
        assert not alike_in_sound("uri", ["ori"])

    def test_the_closest_begins_alike(self):
        assert close_spellings("salamiyahn", {9: ["salamiyah"], 10: ["balamiyahn"]}, 85.0) == ["salamiyah"]
