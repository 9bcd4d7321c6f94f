"""The curated place files (data/places/*.yml): supplement to the city list, countries, and the words of places."""

from __future__ import annotations

import csv
import functools
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import Field, model_validator

from dateline.errors import DataError
from dateline.knowledge.files import Strict, folder_files, read_bytes, read_model

_UNITS = "_units.csv.gz"
KINDS = frozenset("settlement district admin1 admin2 region site water front".split())


class PlaceItem(Strict):
    """One place of the supplement. `code` is the city list's code of an admin-1 unit."""

    id: str = Field(pattern=r"^dl:[a-z0-9-]+$")
    name: str
    names: list[str] = []
    kind: str
    country: str | None = None
    admin1: str | None = None
    code: str | None = None
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    extent_km: float = Field(gt=0)
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit of the table `_units.csv.gz`; level 1 has a code, level 2 a parent."""

    country: str
    level: int
    parent: str
    name: str
    code: str
    lat: float
    lon: float
    extent_km: float
    population: int


class PlaceFile(Strict):
    """places/<region>.yml."""

    places: list[PlaceItem]


class CountryItem(Strict):
    """A country: its names, adjectives, capital, centre, radius, and the box around its lived-in part."""

    name: str
    names: list[str] = []
    adjectives: list[str] = []
    capital: str | None = None
    lat: float
    lon: float
    extent_km: float
    box: tuple[float, float, float, float] | None = None  # south, west, north, east


class CountryFile(Strict):
    """places/_countries.yml."""

    countries: dict[str, CountryItem]


class PhraseExample(Strict):
    """A place phrase in a story about some countries, and what it means: a label and a rung, or why nothing."""

    words: str
    countries: list[str] = []
    label: str | None = None
    precision: str | None = None
    why: str | None = None


class PlaceWords(Strict):
    """places/_words.yml: what tells places from other names and how phrases say where."""

    nouns: dict[str, list[str]]
    parts_of: dict[str, str]  # "sectors of X", "the western sector of X": what kind of place X is
    near: dict[str, float]
    directions: dict[str, tuple[float, float]]
    region_adjectives: dict[str, str]
    place_before: list[str]
    place_after: list[str]
    metonyms: list[str]
    streets: list[str]  # a name before one of these is no town ("Baker Street")
    titled_streets: list[str]  # the same, but never in the plural ("Baker Road"; "the Koro road" leads to Koro)
    realms: dict[str, list[str]]  # "the kingdom": countries that are called so; an empty list stands for all others
    people_abroad: list[str]  # an adjective before one of these says whose they are and not where
    speaking: list[str]  # a country where somebody does one of these is none that "the country" points back to
    missions: list[str]  # a country's name before one of these does not say where a story is
    bearers: frozenset[str]  # sites that bear names of places far off
    housing: list[str]  # behind a site: what follows uses it and does not say where it is
    housing_estates: list[str]  # behind "housing" it does not
    before_shares: list[str]  # before the share of a place: "about 20 percent of X"
    abroad: list[str]  # beginnings of words with which a country's name is not the province that bears it too
    meetings: list[str]
    inside: list[str]  # before a country in which something is or is said
    wide: list[str]  # before a province's name that a town bears too: the province
    unnamed: list[str]  # what a phrase begins with whose noun is not the name's
    settlements: frozenset[str]  # nouns, in a province and not in its chief town
    other_capitals: list[str]  # before "capital": not a country's
    edges_of: list[str]
    its_edges: list[str]
    edges_behind: list[str]  # words of `near` behind a name
    border_things: list[str]  # behind "border": not the border itself
    binding_units: list[str]  # behind a name that says once for a page where another one is
    distances: dict[str, float]  # units, in kilometres
    away: list[str]  # between a distance and "from"
    stretches: list[str]  # before "from X to Y"
    seas: list[str]  # words in names of waters that are seas
    ends_group: frozenset[str]  # what follows a noun that is the last of its group
    squares: frozenset[str]  # of `streets`: named like the town they are in
    joints: frozenset[str]  # small letters within names
    english_joints: frozenset[str]  # words that begin English phrases too
    of_first: frozenset[str]  # behind a name it goes on in its own language: "X de Y"
    of_next: frozenset[str]  # and behind those: "X de la Y"
    around_names: list[str]  # before a name that is listed without them
    behind_names: list[str]
    not_a_place: list[str]
    words: str
    names: str
    places_besides: list[str]
    bare_region: list[str]
    numbers: dict[str, int]
    settled_spelling: list[str]
    generic: list[str]
    short_forms: list[str]
    examples: list[PhraseExample]

    @model_validator(mode="after")
    def _near(self) -> PlaceWords:
        lost = [word for word in self.edges_behind if word not in self.near]
        if lost:
            raise ValueError(f"edges_behind: {lost[0]!r} is not in near")
        return self


@functools.cache
def load_places() -> tuple[PlaceItem, ...]:
    """The supplement; raises DataError on a slip, a double id, an unknown kind or an admin-1 unit that is not there."""
    places: list[PlaceItem] = []
    for name in _region_files():
        places += read_model(PlaceFile, "places", name).places
    check_places(places)
    return tuple(places)


def check_places(places: list[PlaceItem]) -> None:
    """Raises DataError naming the first place that breaks a rule."""
    units = {(p.country, p.name) for p in places if p.kind == "admin1"}
    listed = {country for country, _ in units}
    seen: set[str] = set()
    for place in places:
        if place.id in seen:
            raise DataError(f"places: id {place.id!r} is used twice")
        seen.add(place.id)
        if place.kind not in KINDS:
            raise DataError(f"places: {place.id}: unknown kind {place.kind!r}; one of {', '.join(sorted(KINDS))}")
        if place.admin1 and place.country in listed and (place.country, place.admin1) not in units:
            raise DataError(f"places: {place.id}: {place.admin1!r} is no admin-1 unit of {place.country}")


def load_units() -> Iterator[Unit]:
    """The table of administrative units, drawn up by `training/units.py`; raises DataError where it is damaged."""
    try:
        text = gzip.decompress(read_bytes("places", _UNITS)).decode("utf-8")
        for row in csv.DictReader(text.splitlines()):
            yield Unit(
                row["country"], int(row["level"]), row["parent"], row["name"], row["code"],
                float(row["lat"]), float(row["lon"]), float(row["extent_km"]), int(row["population"]),
            )  # fmt: skip
    except (OSError, EOFError, KeyError, ValueError, TypeError) as problem:
        raise DataError(f"places/{_UNITS}: {problem}") from problem


@functools.cache
def load_countries() -> dict[str, CountryItem]:
    """Countries by ISO code; raises DataError."""
    return read_model(CountryFile, "places", "_countries.yml").countries


class BorderFile(Strict):
    """places/_borders.yml: "SY-TR" to latitude, longitude and radius."""

    borders: dict[str, tuple[float, float, float]]


@functools.cache
def load_borders() -> dict[str, tuple[float, float, float]]:
    """Borders by their two countries' codes; raises DataError."""
    borders = read_model(BorderFile, "places", "_borders.yml").borders
    known = load_countries()
    for pair in borders:
        one, other = pair.split("-")
        if one >= other or one not in known or other not in known:
            raise DataError(f"places/_borders.yml: {pair}: two codes of _countries.yml in alphabetical order")
    return borders


class PlaceWeights(Strict):
    """places/_weights.yml: how much each sign counts where the names of a text are settled together."""

    weights: dict[str, float]


@functools.cache
def load_place_weights() -> PlaceWeights:
    """The weights, learned by `training/places.py`; raises DataError."""
    return read_model(PlaceWeights, "places", "_weights.yml")


@functools.cache
def load_toponym_weights() -> dict[str, list[float]]:
    """The tagger's weights by feature, for the labels O, B and I; raises DataError where the file is damaged."""
    try:
        plain: dict[str, list[float]] = json.loads(gzip.decompress(read_bytes("models", "toponyms.json.gz")))
    except (OSError, EOFError, ValueError) as problem:
        raise DataError(f"models/toponyms.json.gz: {problem}") from problem
    return plain


@functools.cache
def load_place_words() -> PlaceWords:
    """The word lists of places; raises DataError."""
    return read_model(PlaceWords, "places", "_words.yml")


def data_bytes() -> Iterator[bytes]:
    """The bytes the index is built from, in a stable order."""
    for name in (*_region_files(), "_countries.yml", _UNITS):
        yield name.encode()
        yield read_bytes("places", name)


def _region_files() -> list[str]:
    return [name for name in folder_files("places") if not name.startswith("_")]
