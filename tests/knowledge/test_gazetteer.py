"""The gazetteer: data files, index, look-ups by any spelling."""

from __future__ import annotations

import multiprocessing
import sqlite3
import tempfile
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.knowledge import gazetteer
from dateline.knowledge.cache import cache_folder
from dateline.knowledge.gazetteer import SqliteGazetteer, open_gazetteer
from dateline.knowledge.gazetteer_data import PlaceItem, check_places, load_countries, load_places
from dateline.knowledge.gazetteer_names import is_latin_name, skeleton, stripped
from dateline.protocols import Gazetteer

CACHE = Path(tempfile.gettempdir()) / "dateline-test-cache"  # the real index, built once for all tests

SEEDS_AND_SAMPLES = [
    # name as a page writes it, country, latitude, longitude, kilometres allowed
    ("Baghouz", "SY", 34.46, 40.95, 6),
    ("Kafr Nabuda", "SY", 35.43, 36.49, 6),
    ("Hmeimim", "SY", 35.40, 35.95, 5),
    ("Kweiras", "SY", 36.19, 37.58, 6),
    ("Khanasser", "SY", 35.78, 37.50, 6),
    ("Tabqa", "SY", 35.84, 38.55, 6),
    ("Raqqa", "SY", 35.95, 39.01, 6),
    ("Salqin", "SY", 36.14, 36.45, 5),
    ("Fu'ah", "SY", 35.98, 36.70, 6),
    ("Al-Latamna", "SY", 35.32, 36.62, 6),
    ("Jisr al-Shughur", "SY", 35.81, 36.32, 6),
    ("Ma'arat al-Nu'man", "SY", 35.64, 36.67, 6),
    ("Bab al-Hawa", "SY", 36.24, 36.68, 6),
    ("Atmeh", "SY", 36.30, 36.69, 8),
    ("Sahl al-Ghab", "SY", 35.5, 36.35, 40),
    ("Eastern Ghouta", "SY", 33.53, 36.42, 15),
    ("Deraa", "SY", 32.62, 36.10, 6),
    ("Dioungani", "ML", 14.32, -2.74, 20),
    ("Koro", "ML", 14.07, -3.08, 8),
    ("Bankass", "ML", 14.07, -3.52, 8),
    ("Douentza", "ML", 15.0, -2.95, 8),
    ("Sevare", "ML", 14.53, -4.10, 8),
    ("Kati", "ML", 12.74, -8.07, 8),
    ("Yoro", "ML", 14.28, -2.2, 40),
    ("Dori", "BF", 14.03, -0.03, 8),
    ("Lopa", "CD", 1.8, 30.3, 20),
    ("Kpandroma", "CD", 2.05, 30.85, 25),
    ("Katoto", "CD", 1.67, 30.3, 20),
    ("Fataki", "CD", 1.98, 30.7, 20),
    ("Djugu", "CD", 1.92, 30.5, 10),
    ("Bunia", "CD", 1.56, 30.25, 6),
]


@pytest.fixture(scope="session")
def real() -> Gazetteer:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_CACHE", str(CACHE))
        return open_gazetteer()


class TestNames:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("tell rifaat", "tal rifaat"),
            ("kfar nabuda", "kafr nabuda"),
            ("dayr az zawr", "deir zawr"),
            ("the hague", "hague"),
            ("maaret al numan", "maarat numan"),
        ],
    )
    def test_articles_and_first_parts_have_one_spelling(self, one, other):
        assert stripped(one) == stripped(other)

    def test_an_article_alone_stays(self):
        assert stripped("al") == "al"

    @pytest.mark.parametrize(
        ("one", "other"), [("khanasser", "khunasir"), ("al hudaydah", "hodeida"), ("qamishli", "kamishly")]
    )
    def test_romanisations_share_a_skeleton(self, one, other):
        assert skeleton(one) == skeleton(other)

    @pytest.mark.parametrize("name", ["hms", "QHS", "حمص", "Хомс", "ab"])
    def test_codes_and_other_scripts_are_no_latin_names(self, name):
        assert not is_latin_name(name)

    @pytest.mark.parametrize("name", ["Ḩimş", "al-Bab", "d'Ivoire", "São Paulo", "Ma’arrat"])
    def test_names_with_diacritics_and_articles_are(self, name):
        assert is_latin_name(name)


class TestData:
    def test_the_supplement_loads_and_is_large_enough(self):
        places = load_places()
        assert sum(p.kind != "admin1" for p in places) >= 1_900
        assert sum(p.kind == "admin1" for p in places) >= 400

    def test_every_country_has_a_place_on_the_globe(self):
        for item in load_countries().values():
            assert -90 <= item.lat <= 90
            assert -180 <= item.lon <= 180
            assert item.extent_km > 0

    def test_no_two_places_of_a_country_and_kind_share_a_name(self):
        seen: set[tuple[str | None, str, str, str | None]] = set()
        for place in load_places():
            key = (place.country, place.kind, place.name, place.admin1)
            assert key not in seen, key
            seen.add(key)

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"kind": "planet"}, "unknown kind 'planet'"),
            ({"admin1": "Atlantis"}, "no admin-1 unit of SY"),
            ({"id": "dl:unit"}, "used twice"),
        ],
    )
    def test_a_slip_names_the_place(self, changes, message):
        unit = PlaceItem(id="dl:unit", name="Homs", kind="admin1", country="SY", lat=34, lon=38, extent_km=100)
        plain = {"id": "dl:x", "name": "X", "kind": "settlement", "country": "SY", "lat": 34, "lon": 38, "extent_km": 2}
        with pytest.raises(DataError, match=message):
            check_places([unit, PlaceItem.model_validate(plain | changes, strict=False)])


class TestIndexFile:
    """With a tiny index in place of the real one."""

    @pytest.fixture(autouse=True)
    def tiny(self, monkeypatch, tmp_path):
        monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
        monkeypatch.setattr(gazetteer, "build_index", tiny_index)
        self.told: list[str] = []

    def test_it_is_built_once_and_then_opened(self):
        assert open_gazetteer(self.told.append).candidates("Homs")
        assert open_gazetteer(self.told.append).candidates("Homs")
        assert len(self.told) == 1
        assert [file.suffix for file in cache_folder().glob("gaz*")] == [".sqlite"]

    def test_a_damaged_file_is_built_again(self):
        open_gazetteer()
        next(cache_folder().glob("*.sqlite")).write_bytes(b"not a database at all" * 100)
        assert open_gazetteer(self.told.append).candidates("Homs")
        assert len(self.told) == 1

    def test_an_empty_file_is_built_again(self):
        open_gazetteer()
        next(cache_folder().glob("*.sqlite")).write_bytes(b"")
        assert open_gazetteer().candidates("Homs")

    def test_without_a_cache_folder_it_is_kept_in_memory(self, monkeypatch, tmp_path):
        (tmp_path / "file").write_text("in the way")
        monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "file"))
        assert open_gazetteer(self.told.append).candidates("Homs")
        assert "memory" in self.told[-1]

    def test_it_cannot_be_written_to(self):
        found = open_gazetteer()
        assert isinstance(found, SqliteGazetteer)
        with pytest.raises(sqlite3.OperationalError):
            found._db.execute("DELETE FROM place")

    def test_several_processes_at_once_leave_one_whole_file(self):
        context = multiprocessing.get_context("fork")
        children = [context.Process(target=open_gazetteer) for _ in range(4)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        assert [child.exitcode for child in children] == [0] * 4
        assert len(list(cache_folder().glob("*.sqlite"))) == 1


def tiny_index(db: sqlite3.Connection) -> int:
    """An index of one place."""
    db.executescript(
        "CREATE TABLE place (n INTEGER PRIMARY KEY, id, name, lat, lon, country, admin1, kind, population, extent_km,"
        " keys); CREATE TABLE name (hash INTEGER, n INTEGER); CREATE TABLE spelling (country, keys);"
    )
    db.execute("INSERT INTO place VALUES (0, 'x:1', 'Homs', 34.7, 36.7, 'SY', NULL, 'settlement', 9, 2.0, 'homs|hims')")
    db.executemany("INSERT INTO name VALUES (?, 0)", [(gazetteer.key_hash("homs"),), (gazetteer.key_hash("hims"),)])
    db.commit()
    return 1


class TestLookUp:
    @pytest.mark.parametrize(("name", "country", "lat", "lon", "km"), SEEDS_AND_SAMPLES)
    def test_places_of_the_seeds_and_samples(self, real, name, country, lat, lon, km):
        entries = [e for e in real.candidates(name, (country,)) if e.country == country]
        assert any(abs(e.lat - lat) * 111 <= km and abs(e.lon - lon) * 111 <= km for e in entries), entries

    @pytest.mark.parametrize(
        ("name", "country", "label"),
        [
            ("Ma'arrat an-Nu'man", "SY", "Ma'arrat al-Nu'man"),
            ("Ras al Ain", "SY", "Ras al-Ain"),
            ("Hodeidah", "YE", "Hodeidah"),
            ("Qamishly", "SY", "Qamishli"),
            ("Ain Issa", "SY", "Ain Issa"),
            ("Bukamal", "SY", "Abu Kamal"),
            ("Mahambal", "SY", "Mahambal"),
            ("Qalaat al-Madiq", "SY", "Qalaat al-Madiq"),
            ("Tell Rifat", "SY", "Tal Rifaat"),
            ("KHANASER", "SY", "Khanasser"),
        ],
    )
    def test_spellings_that_an_exact_match_misses(self, real, name, country, label):
        assert real.candidates(name, (country,))[0].name == label

    def test_the_match_says_how(self, real):
        assert real.candidates("Aleppo")[0].match == "exact"
        assert real.candidates("Kfar Nabuda", ("SY",))[0].match in ("exact", "folded")
        assert real.candidates("Maaret al-Noaman", ("SY",))[0].match == "skeleton"

    def test_loose_matching_stays_within_the_countries(self, real):
        assert not real.candidates("Maaret al-Noaman")
        assert {e.country for e in real.candidates("Maaret al-Noaman", ("SY",))} == {"SY"}

    def test_a_near_miss_below_the_floor_is_no_match(self, real):
        assert "Al Haffah" not in {e.name for e in real.candidates("Al-Shafah", ("SY",))}

    def test_a_country_is_a_country(self, real):
        syria = real.candidates("Syria")[0]
        assert (syria.id, syria.kind, syria.country) == ("iso:SY", "country", "SY")
        assert 200 < syria.extent_km < 300

    def test_other_scripts_digits_and_nothing_find_nothing(self, real):
        assert [real.candidates(name) for name in ("", "123", "...", "??")] == [()] * 4

    def test_a_city_in_the_supplement_keeps_the_lists_id_and_province(self, real):
        salqin = real.candidates("Salqin", ("SY",))
        mine = next(e for e in salqin if e.country == "SY")
        assert mine.id.startswith("geonames:")
        assert mine.admin1 == "Idlib"
