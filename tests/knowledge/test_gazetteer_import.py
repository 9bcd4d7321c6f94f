"""Importing files of the GeoNames dump format, written here."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli.main import cli
from dateline.errors import InputError
from dateline.knowledge import gazetteer
from dateline.knowledge.gazetteer import LayeredGazetteer, SqliteGazetteer, imported_index, open_gazetteer
from dateline.knowledge.gazetteer_import import import_names, import_places, import_units
from tests.knowledge.test_gazetteer import tiny_index


def line(number: int, name: str, *, lat: str = "35.5", lon: str = "37.5", kind: str = "P.PPL", more: str = "") -> str:
    first, code = kind.split(".")
    cells = [
        str(number),
        name,
        name,
        more,
        lat,
        lon,
        first,
        code,
        "SY",
        "",
        "09",
        "",
        "",
        "",
        "120",
        "",
        "300",
        "Asia/X",
    ]
    return "\t".join([*cells, "2020-01-01"])


TOWNS = [
    line(1, "Tall Miskah", more="Tell Miskeh,تل مسكة"),
    line(2, "Wadi Miskah", kind="H.WAD", lat="35.6"),
    line(3, "Miskah Air Base", kind="L.MILB", lat="35.7"),
    line(4, "Nahiyat Miskah", kind="A.ADM3", lat="35.8"),
    line(5, "Miskah Road", kind="R.RD"),
    line(6, "Off the Globe", lat="135.0"),
    "no line of a dump",
]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    file = tmp_path / "SY.txt"
    file.write_text("\n".join(TOWNS) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "imported.sqlite"


def opened(index: Path) -> SqliteGazetteer:
    return SqliteGazetteer(sqlite3.connect(index))


def test_places_are_taken_with_kind_spellings_and_an_extent(dump, index):
    done = import_places(index, dump)
    assert (done.taken, done.left_out, done.again) == (4, 3, False)
    found = opened(index)
    town = found.candidates("Tell Miskeh")[0]
    assert (town.id, town.name, town.kind, town.country, town.population) == (
        "geonames:1", "Tall Miskah", "settlement", "SY", 120,
    )  # fmt: skip
    assert town.extent_km > 0
    kinds = {name: found.candidates(name)[0].kind for name in ("Wadi Miskah", "Miskah Air Base", "Nahiyat Miskah")}
    assert kinds == {"Wadi Miskah": "water", "Miskah Air Base": "site", "Nahiyat Miskah": "admin2"}
    assert not found.candidates("Off the Globe")
    assert found.candidates("Tel Miska", ("SY",))[0].id == "geonames:1"


def test_provinces_come_from_the_list_of_codes(dump, index, tmp_path):
    codes = tmp_path / "admin1CodesASCII.txt"
    codes.write_text("SY.09\tAleppo\tAleppo\t170062\n", encoding="utf-8")
    assert import_units(index, codes).taken == 1
    import_places(index, dump)
    assert opened(index).candidates("Tall Miskah")[0].admin1 == "Aleppo"


def test_more_names_join_the_places_that_are_there(dump, index, tmp_path):
    names = tmp_path / "alternateNamesV2.txt"
    names.write_text("9\t1\ten\tMeskana Hill\t\t\t\t\t\t\n10\t77\ten\tNowhere\t\t\t\t\t\t\n", encoding="utf-8")
    import_places(index, dump)
    done = import_names(index, names)
    assert (done.taken, done.left_out) == (1, 1)
    assert opened(index).candidates("Meskana Hill")[0].id == "geonames:1"


def test_a_zip_is_read_and_the_same_file_again_changes_nothing(dump, index, tmp_path):
    packed = tmp_path / "SY.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("readme.txt", "x" * 10_000)
        out.write(dump, "SY.txt")
    assert import_places(index, packed).taken == 4
    rows = sqlite3.connect(index).execute("SELECT * FROM place ORDER BY n").fetchall()
    again = import_places(index, packed)
    assert (again.taken, again.again) == (0, True)
    assert sqlite3.connect(index).execute("SELECT * FROM place ORDER BY n").fetchall() == rows


def test_a_stopped_import_goes_on_where_it_was(index, tmp_path, monkeypatch):
    monkeypatch.setattr("dateline.knowledge.gazetteer_import._BATCH", 10)
    file = tmp_path / "XX.txt"
    file.write_text(
        "".join(line(n, f"Place {chr(65 + n % 26)}{n}ville") + "\n" for n in range(1, 36)), encoding="utf-8"
    )

    def stop(lines: int) -> None:
        if lines == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_places(index, file, stop)
    assert sqlite3.connect(index).execute("SELECT count(*) FROM place").fetchone() == (20,)
    assert import_places(index, file).taken == 15
    assert sqlite3.connect(index).execute("SELECT count(*) FROM place").fetchone() == (35,)


def test_what_is_no_dump_is_refused_in_one_line(index, tmp_path):
    file = tmp_path / "poem.txt"
    file.write_text("Roses are red\n" * 5, encoding="utf-8")
    with pytest.raises(InputError, match="no line of a GeoNames dump"):
        import_places(index, file)
    nothing = tmp_path / "nothing.txt"
    nothing.write_bytes(b"")
    with pytest.raises(InputError, match="no line of a GeoNames dump"):
        import_places(index, nothing)
    empty = tmp_path / "empty.zip"
    with zipfile.ZipFile(empty, "w") as out:
        out.writestr("picture.png", "x")
    with pytest.raises(InputError, match="holds no .txt file"):
        import_places(index, empty)


def test_a_zip_that_is_broken_or_cannot_be_unpacked_is_told(dump, index, tmp_path):
    packed = tmp_path / "SY.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.write(dump, "SY.txt")
    whole = packed.read_bytes()
    start = whole.index(b"SY.txt") + len("SY.txt")
    packed.write_bytes(whole[:start] + bytes(40) + whole[start + 40 :])
    with pytest.raises(InputError, match="is damaged"):
        import_places(index, packed)
    method = whole.rindex(b"PK\x01\x02") + 10  # of the directory: how the text is packed
    packed.write_bytes(whole[:method] + b"\x63\x00" + whole[method + 2 :])
    with pytest.raises(InputError, match="cannot be unpacked"):
        import_places(index, packed)


def test_a_bug_in_whoever_reads_is_no_damage(dump, index, tmp_path):
    packed = tmp_path / "SY.zip"
    with zipfile.ZipFile(packed, "w") as out:
        out.write(dump, "SY.txt")

    def broken(lines: int) -> None:
        raise RuntimeError(f"a bug at line {lines}")

    with pytest.raises(RuntimeError, match="a bug at line"):
        import_places(index, packed, broken)


def test_a_zip_bomb_and_endless_lines_are_bounded(index, tmp_path):
    bomb = tmp_path / "SY.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("SY.txt", (line(1, "Tall Miskah") + "\n" + "0" * 8_000_000))
    with pytest.raises(InputError, match="unpacks to more than"):
        import_places(index, bomb)
    long = tmp_path / "long.txt"
    long.write_text(line(1, "A" * 300_000) + "\n" + line(2, "Tall Miskah") + "\n", encoding="utf-8")
    done = import_places(tmp_path / "other.sqlite", long)
    assert (done.taken, done.left_out) == (1, 1)


class TestLayers:
    @pytest.fixture(autouse=True)
    def tiny(self, monkeypatch, tmp_path):
        monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
        monkeypatch.setattr(gazetteer, "build_index", tiny_index)

    def test_the_command_imports_and_the_gazetteer_uses_it_after_its_own(self, tmp_path):
        file = tmp_path / "SY.txt"
        rows = [line(1, "Homs", lat="34.7", lon="36.7"), line(2, "Homs", lat="36.9"), line(3, "Tall Miskah")]
        file.write_text("\n".join(rows), encoding="utf-8")
        said = CliRunner().invoke(cli, ["gazetteer", "import", str(file)])
        assert said.exit_code == 0, said.output
        assert "3 lines taken, 0 left out" in said.output
        found = open_gazetteer()
        assert isinstance(found, LayeredGazetteer)
        assert [e.id for e in found.candidates("Homs")] == ["x:1", "geonames:2"]
        assert [e.id for e in found.candidates("Tall Miskah")] == ["geonames:3"]

    def test_a_damaged_index_says_what_to_do(self):
        imported_index().parent.mkdir(parents=True, exist_ok=True)
        imported_index().write_bytes(b"no database" * 500)
        with pytest.raises(InputError, match="import again"):
            open_gazetteer()

    def test_an_index_of_an_earlier_version_says_so(self, tmp_path):
        file = tmp_path / "SY.txt"
        file.write_text(line(3, "Tall Miskah"), encoding="utf-8")
        import_places(imported_index(), file)
        with sqlite3.connect(imported_index()) as db:
            db.execute("DROP TABLE spelling")
        with pytest.raises(InputError, match="of an earlier version .*import again"):
            open_gazetteer()
