"""Reads files of the public GeoNames dump into a local index beside the packaged one.

A country file or the whole (`SY.txt`, `SY.zip`, `allCountries.zip`): 19 columns apart by tabs, one place a line. With
it may go `alternateNamesV2`, `admin1CodesASCII.txt` and `admin2Codes.txt`. Lines are taken in batches; a stopped import
goes on where it was, the same file again changes nothing, a newer file's places replace the older one's.
"""

from __future__ import annotations

import hashlib
import io
import math
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dateline.errors import InputError
from dateline.knowledge.gazetteer_names import fold_name, is_latin_name
from dateline.knowledge.gazetteer_spelling import SCHEMA as SPELLINGS
from dateline.knowledge.gazetteer_spelling import name_hashes, write_spellings

_BATCH = 20_000
_LONGEST = 100_000  # bytes of a line
_MOST = 20 * 2**30  # bytes a packed file may unpack to
_COMPARED = 60_000  # places of a country whose spellings are compared; those of a larger one are not
_RATIO = 60  # times its packed size a file may unpack to; GeoNames' own are about five
_COLUMNS = 19
_KINDS = {"P": "settlement", "H": "water", "T": "region", "L": "region", "S": "site"}
_CODES = {"PPLX": "district", "ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin2"}
_CODES |= dict.fromkeys(("MILB", "AIRB", "OILF"), "site")
_EXTENTS = {"admin1": 60.0, "admin2": 25.0, "water": 30.0, "region": 20.0, "site": 3.0, "district": 3.0}
_SCHEMA = """
CREATE TABLE IF NOT EXISTS place (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
  country TEXT, admin1 TEXT, kind TEXT NOT NULL, population INTEGER NOT NULL, extent_km REAL NOT NULL,
  keys TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS name (hash INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (hash, n)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS place_country ON place (country);
CREATE TABLE IF NOT EXISTS unit (code TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS file (stamp TEXT PRIMARY KEY, lines INTEGER NOT NULL, done INTEGER NOT NULL);
"""

Tick = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: places or names taken, lines left out, and whether the file was in the index already."""

    taken: int
    left_out: int
    again: bool


def import_units(index: Path, file: Path) -> Imported:
    """Names of units (admin1CodesASCII.txt or admin2Codes.txt: code, name, ...); import them before the places."""

    def take(db: sqlite3.Connection, row: list[str]) -> bool:
        if len(row) < 2 or "." not in row[0]:
            return False
        db.execute("INSERT OR REPLACE INTO unit VALUES (?,?)", (row[0], row[1]))
        return True

    return _imported(index, file, take, lambda _: None)


def import_places(index: Path, file: Path, tick: Tick = lambda _: None) -> Imported:
    """The places of a dump file; `tick` hears how many lines were read. Raises InputError where it is none."""
    return _imported(index, file, _take_place, tick)


def import_names(index: Path, file: Path, tick: Tick = lambda _: None) -> Imported:
    """More names (alternateNamesV2: id, place's id, language, name, ...) for places that are in the index."""
    return _imported(index, file, _take_name, tick)


def _imported(index: Path, file: Path, take: Callable[[sqlite3.Connection, list[str]], bool], tick: Tick) -> Imported:
    stamp = _stamp(file)
    index.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(index)) as db, _lines(file) as lines:
        db.executescript(_SCHEMA + SPELLINGS)
        row = db.execute("SELECT lines, done FROM file WHERE stamp = ?", (stamp,)).fetchone()
        start, done = row or (0, 0)
        if done:
            return Imported(0, 0, True)
        taken = left_out = read = 0
        for read, line in enumerate(lines, 1):
            if read <= start:
                continue
            good = line is not None and take(db, line)
            taken, left_out = taken + good, left_out + (not good)
            if read == start + 1000 and not taken:
                raise InputError(str(file), "holds no line of a GeoNames dump (columns apart by tabs)")
            if read % _BATCH == 0:
                _keep(db, stamp, read, False)
                tick(read)
        if not taken and not start:  # an import that goes on has taken lines before
            raise InputError(str(file), "holds no line of a GeoNames dump (columns apart by tabs)")
        write_spellings(db, _COMPARED)
        _keep(db, stamp, read, True)
        tick(read)
    return Imported(taken, left_out, False)


def _keep(db: sqlite3.Connection, stamp: str, lines: int, done: bool) -> None:
    db.execute("INSERT OR REPLACE INTO file VALUES (?,?,?)", (stamp, lines, int(done)))
    db.commit()


def _stamp(file: Path) -> str:
    """What tells one file from another: its bytes."""
    digest = hashlib.sha256()
    try:
        with file.open("rb") as stream:
            while block := stream.read(2**20):
                digest.update(block)
    except OSError as problem:
        raise InputError(str(file), f"cannot be read: {problem}") from problem
    return digest.hexdigest()


@contextmanager
def _lines(file: Path) -> Iterator[Iterator[list[str] | None]]:
    """The rows of a text file or of the text in a zip, None for a line that is too long or no UTF-8."""
    if not zipfile.is_zipfile(file):
        with file.open("rb") as stream:
            yield _rows(file, stream, _MOST)
        return
    with _opened(file) as packed:
        texts = [i for i in packed.infolist() if i.filename.endswith(".txt") and "readme" not in i.filename.lower()]
        named = [i for i in texts if i.filename == f"{file.stem}.txt"] or texts
        if not named:
            raise InputError(str(file), "holds no .txt file")
        chosen = max(named, key=lambda i: i.file_size)
        most = min(_MOST, max(_RATIO * file.stat().st_size, 2**20))
        try:
            packed_text = packed.open(chosen)
        except (zipfile.BadZipFile, RuntimeError) as problem:  # RuntimeError: a password, or packed in a way not known
            raise InputError(str(file), f"cannot be unpacked: {problem}") from problem
        with packed_text:
            yield _sound(file, _rows(file, packed_text, most))


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except zipfile.BadZipFile as problem:
        raise InputError(str(file), f"is damaged: {problem}") from problem


def _sound(file: Path, rows: Iterator[list[str] | None]) -> Iterator[list[str] | None]:
    """The rows; a packed text that breaks off or whose bytes are not those that were packed is told as damage."""
    try:
        yield from rows
    except (zipfile.BadZipFile, zlib.error, EOFError) as problem:
        raise InputError(str(file), f"is damaged: {problem}") from problem


def _rows(file: Path, stream: IO[bytes], most: int) -> Iterator[list[str] | None]:
    reader = io.BufferedReader(stream) if not isinstance(stream, io.BufferedReader) else stream  # type: ignore[type-var]
    size = 0
    while line := reader.readline(_LONGEST):
        size += len(line)
        if size > most:
            raise InputError(str(file), f"unpacks to more than {most:,} bytes; it is no GeoNames file")
        if len(line) == _LONGEST and not line.endswith(b"\n"):
            while len(line) == _LONGEST and not line.endswith(b"\n"):
                line = reader.readline(_LONGEST)
                size += len(line)
                if size > most:
                    raise InputError(str(file), f"unpacks to more than {most:,} bytes; it is no GeoNames file")
            yield None
            continue
        try:
            yield line.decode("utf-8").rstrip("\r\n").split("\t")
        except UnicodeDecodeError:
            yield None


def _take_place(db: sqlite3.Connection, row: list[str]) -> bool:
    """One line of a dump file into the index; False where it is none, or of a kind that is not kept."""
    if len(row) != _COLUMNS or not row[0].isdigit():
        return False
    kind = _CODES.get(row[7], _KINDS.get(row[6]))
    if kind is None:
        return False
    try:
        lat, lon, people = float(row[4]), float(row[5]), int(row[14] or 0)
    except ValueError:
        return False
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return False
    number, country = int(row[0]), row[8] or None
    unit = db.execute("SELECT name FROM unit WHERE code = ?", (f"{row[8]}.{row[10]}",)).fetchone()
    keys = _keys([row[1], row[2], *row[3].split(",")])
    extent = _EXTENTS.get(kind) or max(1.5, round(0.012 * math.sqrt(max(people, 0)), 1))
    values = (number, f"geonames:{number}", row[1], lat, lon, country, unit[0] if unit else None, kind, max(people, 0))
    _named(db, number, name_hashes(keys, country, kind))
    db.execute("INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", (*values, extent, "|".join(keys)))
    return bool(keys)


def _take_name(db: sqlite3.Connection, row: list[str]) -> bool:
    """One line of alternate names; False where its place is not in the index or it is no name in Latin letters."""
    if len(row) < 4 or not row[1].isdigit() or len(row[2]) > 3:
        return False
    known = db.execute("SELECT keys, country, kind FROM place WHERE n = ?", (int(row[1]),)).fetchone()
    fresh = _keys([row[3]])
    if known is None or not fresh:
        return False
    keys = tuple(dict.fromkeys((*known[0].split("|"), *fresh)))
    _named(db, int(row[1]), name_hashes(fresh, known[1], known[2]))
    db.execute("UPDATE place SET keys = ? WHERE n = ?", ("|".join(keys), int(row[1])))
    return True


def _keys(names: list[str]) -> tuple[str, ...]:
    folded = (fold_name(name) for i, name in enumerate(names) if i < 2 or is_latin_name(name))
    return tuple(key for key in dict.fromkeys(folded) if key and any(c.isalpha() for c in key))


def _named(db: sqlite3.Connection, number: int, hashes: Iterator[int]) -> None:
    db.executemany("INSERT OR IGNORE INTO name VALUES (?,?)", sorted((found, number) for found in set(hashes)))
