"""The embedded gazetteer: 235,000 populated places, countries, and the curated supplement, looked up by any spelling.

The index is built once into a cache folder (`DATELINE_CACHE`, else the platform's) and opened read-only afterwards.
"""

from __future__ import annotations

import functools
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.knowledge.cache import cache_folder
from dateline.knowledge.gazetteer_data import load_place_words
from dateline.knowledge.gazetteer_index import build_index, index_stamp
from dateline.knowledge.gazetteer_names import fold, skeleton, sound, stripped
from dateline.knowledge.gazetteer_spelling import (
    FUZZY_FLOOR,
    SETTLED_FLOOR,
    alike_in_bones,
    alike_in_sound,
    bones_hash,
    close_spellings,
    key_hash,
    read_spellings,
    sound_hash,
)
from dateline.protocols import Gazetteer, GazetteerEntry

_MATCHES = ("exact", "folded", "folded", "skeleton", "fuzzy")
_COLUMNS = "p.id, p.name, p.lat, p.lon, p.country, p.admin1, p.kind, p.population, p.extent_km"


def open_gazetteer(progress: Callable[[str], None] | None = None) -> Gazetteer:
    """The packaged gazetteer; builds its index the first time (seconds), opens it in milliseconds afterwards."""
    own = _open_packaged(progress or (lambda _: None))
    more = imported_index()
    if not more.is_file():
        return own
    try:
        return LayeredGazetteer(own, SqliteGazetteer(_open(more), load_place_words().settled_spelling))
    except sqlite3.DatabaseError as problem:
        raise InputError(
            str(more), f"is damaged or of an earlier version ({problem}); delete it and import again"
        ) from problem


def imported_index() -> Path:
    """Where `dateline gazetteer import` keeps its places: beside the packaged index."""
    return cache_folder() / "gazetteer-imported.sqlite"


def _open_packaged(tell: Callable[[str], None]) -> SqliteGazetteer:
    settled = load_place_words().settled_spelling
    path = cache_folder() / f"gazetteer-{index_stamp()}.sqlite"
    if path.is_file():
        with suppress(sqlite3.DatabaseError):
            return SqliteGazetteer(_open(path), settled)
        path.unlink(missing_ok=True)  # damaged: build it again
    tell(f"building the place index {path} (once)")
    try:
        _write(path)
    except OSError as problem:
        tell(f"{path.parent} cannot be written ({problem}); the place index is kept in memory")
        memory = sqlite3.connect(":memory:", check_same_thread=False)
        build_index(memory)
        return SqliteGazetteer(memory, settled)
    return SqliteGazetteer(_open(path), settled)


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        db.execute("SELECT n FROM place LIMIT 1").fetchall()
        db.execute("SELECT n FROM name LIMIT 1").fetchall()
        db.execute("SELECT country FROM spelling LIMIT 1").fetchall()
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def _write(path: Path) -> None:
    """The index under its name in one step, so that two processes at once never see half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".gazetteer-", suffix=".part")
    os.close(handle)
    draft = Path(name)
    try:
        with closing(sqlite3.connect(draft)) as db:
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            build_index(db)
        os.replace(draft, path)
    except sqlite3.OperationalError as problem:  # a full disk
        raise OSError(str(problem)) from problem
    finally:
        draft.unlink(missing_ok=True)


class LayeredGazetteer:
    """The packaged gazetteer with imported places after it; what both hold is the packaged one's."""

    def __init__(self, own: Gazetteer, more: Gazetteer) -> None:
        self._own, self._more = own, more
        self._cached = functools.lru_cache(maxsize=20_000)(self._candidates)

    def candidates(self, name: str, countries: Sequence[str] = (), loose: bool = True) -> tuple[GazetteerEntry, ...]:
        """The packaged places of the name, then imported ones that are none of them."""
        return self._cached(name, tuple(countries), loose)

    def _candidates(self, name: str, countries: tuple[str, ...], loose: bool) -> tuple[GazetteerEntry, ...]:
        own = self._own.candidates(name, countries, loose)
        held = {entry.id for entry in own}
        close = any(e.match in ("exact", "folded") and e.country in countries for e in own)
        more = (e for e in self._more.candidates(name, countries, loose) if e.id not in held)
        return (
            *own,
            *(
                e
                for e in more
                if not any(_same(e, o) for o in own) and not (close and e.match not in ("exact", "folded"))
            ),
        )


def _same(one: GazetteerEntry, other: GazetteerEntry) -> bool:
    """True for one place in two gazetteers: the same country and kind of place, near each other."""
    town = ("settlement", "district", "site", "front")
    alike = one.kind == other.kind or (one.kind in town and other.kind in town)
    reach = max(one.extent_km, other.extent_km, 5.0) / 111.2
    return alike and one.country == other.country and abs(one.lat - other.lat) + abs(one.lon - other.lon) <= 2 * reach


class SqliteGazetteer:
    """A gazetteer over an index of `gazetteer_index.build_index`. Safe to read from several threads."""

    def __init__(self, db: sqlite3.Connection, settled_spelling: Iterable[str] = ()) -> None:
        self._db = db
        self._settled = frozenset(settled_spelling)
        self._cached = functools.lru_cache(maxsize=20_000)(self._candidates)
        self._hashed = functools.lru_cache(maxsize=4096)(self._rows)  # a name is asked for in several countries
        self._spellings = functools.lru_cache(maxsize=40)(functools.partial(read_spellings, db))

    def close(self) -> None:
        """Closes the index."""
        self._db.close()

    def candidates(self, name: str, countries: Sequence[str] = (), loose: bool = True) -> tuple[GazetteerEntry, ...]:
        """Every place of the name, best match first, then by population; also by likeness in `countries` if `loose`."""
        return self._cached(name, tuple(countries), loose)

    def _candidates(self, name: str, countries: tuple[str, ...], loose: bool) -> tuple[GazetteerEntry, ...]:
        key = fold(name)
        if not any(c.isalpha() for c in key):
            return ()
        found = self._by_key(key, name)
        within = {entry.country for _, entry in found}
        if not found or (countries and not within.intersection(countries)):
            found += self._by_stripped(stripped(key))
        if loose and not any(e.country in countries and e.kind != "admin1" for _, e in found):
            # A province's name is often its chief town's too, which the city list may write another way.
            for country in countries:
                found += self._loose(stripped(key), country)
        best: dict[str, tuple[int, GazetteerEntry]] = {}
        for level, entry in sorted(found, key=lambda pair: pair[0]):
            best.setdefault(entry.id, (level, entry))
        ranked = sorted(best.values(), key=lambda pair: (pair[0], -_peopled(pair[1]), pair[1].id))
        return tuple(entry for _, entry in ranked)

    def _rows(self, number: int) -> tuple[tuple[tuple[str, ...], Sequence[Any]], ...]:
        """Places that a number stands for, with their names; some by chance, so the names are compared."""
        query = f"SELECT p.keys, {_COLUMNS} FROM name JOIN place p USING (n) WHERE hash = ?"
        return tuple([(tuple(keys.split("|")), row) for keys, *row in self._db.execute(query, (number,))])

    def _by_key(self, key: str, name: str) -> list[tuple[int, GazetteerEntry]]:
        level = 0 if key == " ".join(name.lower().split()) else 1
        return [(level, _entry(row, level)) for keys, row in self._hashed(key_hash(key)) if key in keys]

    def _by_stripped(self, bare: str) -> list[tuple[int, GazetteerEntry]]:
        found = self._hashed(key_hash(bare))
        alike = (row for keys, row in found if any(stripped(key) == bare for key in keys))
        return [(2, _entry(row, 2)) for row in alike]

    def _loose(self, key: str, country: str) -> list[tuple[int, GazetteerEntry]]:
        """Places of one country that sound alike, else whose consonants agree, else whose spelling is close."""
        if len(key) < 4:
            return []
        spellings = self._spellings(country)
        if not spellings:
            return []
        heard = self._alike(sound_hash(country, sound(key)), country, lambda keys: alike_in_sound(key, keys))
        if heard:
            return heard
        bones = skeleton(key)
        settled = country in self._settled
        if len(bones) >= 3 and not settled:
            close = self._alike(bones_hash(country, bones), country, lambda keys: alike_in_bones(key, keys))
            if close:
                return close
        if len(key) < 5:
            return []
        near = close_spellings(key, spellings, SETTLED_FLOOR if settled else FUZZY_FLOOR)
        return [
            (4, _entry(row, 4))
            for other in near
            for keys, row in self._hashed(key_hash(other))
            if row[4] == country and row[6] != "country" and any(stripped(k) == other for k in keys)
        ]

    def _alike(
        self, number: int, country: str, alike: Callable[[Sequence[str]], bool]
    ) -> list[tuple[int, GazetteerEntry]]:
        return [
            (3, _entry(row, 3))
            for keys, row in self._hashed(number)
            if row[4] == country and row[6] != "country" and alike(keys)
        ]


def _peopled(entry: GazetteerEntry) -> int:
    """The population a name is ordered by; a province never comes before its chief town for its people."""
    return 0 if entry.kind in ("admin1", "admin2") else entry.population


def _entry(row: Sequence[Any], level: int) -> GazetteerEntry:
    place_id, name, lat, lon, country, admin1, kind, population, extent_km = row
    return GazetteerEntry(place_id, name, lat, lon, country, admin1, kind, population, extent_km, _MATCHES[level])
