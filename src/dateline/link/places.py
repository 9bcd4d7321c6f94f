"""How two places stand to each other: resolved ones by id, extent and distance, words by the names in them."""

from __future__ import annotations

import math
from enum import StrEnum

from dateline.knowledge.lexicon import linking_words
from dateline.link.facts import Facts
from dateline.link.words import name_words, same_name
from dateline.records import Place

APART_KM = 30.0  # two settlements further apart than this, beyond their extents, are two places
REGION_SLACK_KM = 250.0  # "the north of the country" has no border, and its extent is a guess
_POINTS = frozenset({"exact", "settlement", "near-settlement"})
_LADDER = ("exact", "settlement", "near-settlement", "admin2", "admin1", "region", "sea", "country")


class Where(StrEnum):
    """How two places stand to each other."""

    SAME = "same place"
    INSIDE = "one place lies within the other"
    NEAR = "places close by"
    NAMES = "the same place name"
    AREA = "the same wide area"
    COUNTRY = "same country only"
    UNKNOWN = "a place not known"
    OTHER_NAMES = "other place names"
    APART = "different places"


def relation(one: Facts, other: Facts) -> tuple[Where, str]:
    """How the places of two sides stand to each other, and in words."""
    if one.places and other.places:
        best = _best(one.places, other.places)
        named = _own_names(one, other) if best[0] is Where.APART else frozenset()
        return (Where.NAMES, f"both name {_list(named)}, though it was placed apart") if named else best
    shared = same_name(one.place_names, other.place_names)
    if shared:
        return Where.NAMES, f"both name {', '.join(sorted(shared))}"
    crossed = same_name(one.place_names, other.target_names) | same_name(other.place_names, one.target_names)
    if crossed:
        return Where.NAMES, f"{', '.join(sorted(crossed))} is the place of one and in the target of the other"
    if one.place_names and other.place_names:
        return Where.OTHER_NAMES, f"{_list(one.place_names)} against {_list(other.place_names)}"
    return Where.UNKNOWN, Where.UNKNOWN.value


def _own_names(one: Facts, other: Facts) -> frozenset[str]:
    """The names that both give, beside those of the towns and provinces on either side and mere parts of names.

    A village that the gazetteer lacks, or has twice, may be taken for another place on one side.
    """
    labels = frozenset().union(*(name_words(place.label) for place in (*one.places, *other.places)))
    told = same_name(one.place_names, other.place_names) - linking_words().place_parts
    return frozenset(name for name in told if len(name) > 2 and not same_name(frozenset({name}), labels))


def _list(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _best(one: tuple[Place, ...], other: tuple[Place, ...]) -> tuple[Where, str]:
    """The closest relation of two groups' places, unless the places that they are at, as `finest` has it, are apart.

    One name among several may be read as the wrong place, or be a neighbour's; one town on both sides outweighs it.
    """
    order = list(Where)
    found = sorted((between(a, b) for a in one for b in other), key=lambda item: (order.index(item[0]), item[1]))
    here, there = finest(one), finest(other)
    if found[0][0] is not Where.SAME and here and there:
        apart = between(here, there)
        if apart[0] is Where.APART:
            return apart
    return found[0]


def between(one: Place, other: Place) -> tuple[Where, str]:
    """How two resolved places stand to each other, and in words."""
    if one.gazetteer_id == other.gazetteer_id:
        where = Where.SAME if one.precision in _POINTS else Where.AREA
        return Where.COUNTRY if one.precision == "country" else where, f"both in {one.label}"
    if one.country and other.country and one.country != other.country:
        km = distance_km(one, other)
        if km > one.extent_km + other.extent_km + APART_KM:
            return Where.APART, f"{one.label} and {other.label} lie in different countries, {km:.0f} km apart"
    if "country" in (one.precision, other.precision):
        return Where.COUNTRY, f"{one.label} and {other.label}: one is known to the country only"
    km = distance_km(one, other)
    if one.precision in _POINTS and other.precision in _POINTS:
        if km <= max(one.extent_km, other.extent_km, 3.0):
            return Where.SAME, f"{one.label} and {other.label} are {km:.0f} km apart, within their extents"
        if km <= APART_KM + one.extent_km + other.extent_km and "near-settlement" in (one.precision, other.precision):
            return Where.NEAR, f"{one.label} and {other.label} are {km:.0f} km apart, one of them only near"
        return Where.APART, f"{one.label} and {other.label} are different settlements {km:.0f} km apart"
    return _with_an_area(one, other, km)


def _with_an_area(one: Place, other: Place, km: float) -> tuple[Where, str]:
    wide, fine = sorted((one, other), key=lambda p: (-p.extent_km, p.gazetteer_id))
    if wide.precision == "admin1" and wide.admin1 and fine.admin1 and wide.admin1 == fine.admin1:
        return Where.INSIDE, f"{fine.label} lies in {wide.label}"
    if wide.precision == fine.precision == "admin1":
        return Where.APART, f"{wide.label} and {fine.label} are different provinces"
    if km <= wide.extent_km:
        return Where.INSIDE, f"{fine.label} lies within the extent of {wide.label}"
    slack = REGION_SLACK_KM if wide.precision == "region" and wide.country == fine.country else APART_KM
    if km <= wide.extent_km + fine.extent_km + slack:
        return Where.NEAR, f"{fine.label} is close to {wide.label}"
    return Where.APART, f"{fine.label} lies outside {wide.label}, {km:.0f} km away"


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance of two points."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half_lat, half_lon = (lat2 - lat1) / 2, math.radians(other.lon - one.lon) / 2
    a = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(a)))


def finest(places: tuple[Place, ...]) -> Place | None:
    """The place that most claims give among the finest ones; ties by extent, then id."""
    if not places:
        return None
    best = min(_LADDER.index(p.precision) for p in places)
    fine = [p for p in places if _LADDER.index(p.precision) == best]
    count = {p.gazetteer_id: sum(q.gazetteer_id == p.gazetteer_id for q in fine) for p in fine}
    return min(fine, key=lambda p: (-count[p.gazetteer_id], p.extent_km, p.gazetteer_id, p.name))
