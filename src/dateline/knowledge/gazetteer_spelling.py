"""The spellings of a country's places in an index: found by sound, by consonants, or by likeness of the whole.

They are written when the index is built, so that a process that opens it has nothing to prepare.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process

from dateline.knowledge.gazetteer_names import skeleton, sound, stripped

SCHEMA = "CREATE TABLE IF NOT EXISTS spelling (country TEXT PRIMARY KEY, keys TEXT NOT NULL);"
FUZZY_FLOOR = 85.0
SETTLED_FLOOR = 92.0  # in countries with one spelling
_SKELETON_FLOOR = 62.0  # likeness of the whole spellings where only the consonants agree
_SHORTEST, _SHORTEST_FUZZY = 4, 5  # letters of a spelling that is compared by sound, by likeness
_BONES = 3  # consonants that say enough


def key_hash(key: str) -> int:
    """The number a folded name is indexed by (names are compared again after the look-up)."""
    return zlib.crc32(key.encode())


def sound_hash(country: str, heard: str) -> int:
    """The number that names of a country are indexed by as they sound."""
    return key_hash(f"{country}~{heard}")


def bones_hash(country: str, bones: str) -> int:
    """The number that names of a country are indexed by with their consonants."""
    return key_hash(f"{country}#{bones}")


def name_hashes(keys: Iterable[str], country: str | None, kind: str) -> Iterator[int]:
    """Every number that a place with these folded names is found by."""
    for key in keys:
        bare = stripped(key)
        yield key_hash(key)
        if bare != key:
            yield key_hash(bare)
        if country is None or kind == "country":
            continue
        if len(bare) >= _SHORTEST:
            yield sound_hash(country, sound(bare))
        bones = skeleton(bare)
        if len(bones) >= _BONES:
            yield bones_hash(country, bones)


def write_spellings(db: sqlite3.Connection, most: int | None = None) -> None:
    """Every country's spellings, for likeness; none for a country of more than `most` places."""
    db.execute("DELETE FROM spelling")
    countries = db.execute("SELECT country, count(*) FROM place WHERE country IS NOT NULL GROUP BY country").fetchall()
    for country, count in countries:
        if most is not None and count > most:
            continue
        rows = db.execute("SELECT keys FROM place WHERE country = ? AND kind != 'country'", (country,))
        bare = {stripped(key) for (keys,) in rows for key in keys.split("|")}
        db.execute("INSERT INTO spelling VALUES (?,?)", (country, "\n".join(sorted(bare))))


def alike_in_sound(key: str, keys: Iterable[str]) -> bool:
    """True where one of a place's names sounds like `key` (both stripped or to be)."""
    heard = sound(key)
    return any(len(bare) >= _SHORTEST and sound(bare) == heard for bare in map(stripped, keys))


def alike_in_bones(key: str, keys: Iterable[str]) -> bool:
    """True where one of a place's names has the consonants of `key` and is like it as a whole."""
    bones = skeleton(key)
    return any(fuzz.ratio(key, bare) >= _SKELETON_FLOOR and skeleton(bare) == bones for bare in map(stripped, keys))


def read_spellings(db: sqlite3.Connection, country: str) -> dict[int, tuple[str, ...]]:
    """A country's spellings by their length; none where they are not compared."""
    found = db.execute("SELECT keys FROM spelling WHERE country = ?", (country,)).fetchone()
    out: dict[int, list[str]] = {}
    for key in found[0].split("\n") if found else ():
        out.setdefault(len(key), []).append(key)
    return {size: tuple(keys) for size, keys in out.items()}


def close_spellings(key: str, spellings: Mapping[int, Sequence[str]], floor: float) -> list[str]:
    """Those of the five spellings most like `key`, at least so alike, that begin like it; spellings by length."""
    size, bones = len(key), skeleton(key)
    near: list[tuple[float, str]] = []
    for other, keys in spellings.items():
        if 100 * (1 - abs(size - other) / (size + other)) >= floor - 0.001:  # the most that they can be alike
            found = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=floor, limit=5)
            near += [(-score, spelling) for spelling, score, _ in found]
    closest = [spelling for _, spelling in sorted(near)[:5]]
    return [one for one in closest if one[0] == key[0] or skeleton(one)[:1] == bones[:1]]
