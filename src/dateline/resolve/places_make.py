"""Makes places with an honest extent and precision: a point moved, widened, joined or cut to a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.protocols import GazetteerEntry
from dateline.records import Place
from dateline.resolve.places_choose import Judged
from dateline.resolve.places_geo import distance_km, middle, moved
from dateline.resolve.places_shapes import place_shapes

BROAD = frozenset(("country", "region", "admin1", "sea"))
_PRECISION = {"settlement": "settlement", "district": "settlement", "front": "region", "country": "country"}
_PART = 0.65  # a "northern" half reaches a little over the middle


def precision_of(entry: GazetteerEntry) -> str:
    """The ladder's rung of a gazetteer entry."""
    if entry.kind == "water":
        return "sea" if place_shapes().sea.search(entry.name) else "region"
    if entry.kind == "site":
        return "exact" if entry.extent_km <= 3 else "settlement"
    if entry.kind == "district" and entry.extent_km > 15:
        return "admin2"
    return _PRECISION.get(entry.kind, entry.kind)


def made(name: str, judged: Judged, basis: str) -> Place:
    """The place of a chosen candidate."""
    entry = judged.entry
    return Place(
        name=name,
        label=entry.name,
        gazetteer_id=entry.id,
        lat=entry.lat,
        lon=entry.lon,
        extent_km=entry.extent_km,
        precision=precision_of(entry),
        country=entry.country,
        admin1=entry.admin1,
        basis=basis,
        reasons=judged.reasons,
    )


def widened(place: Place, precision: str, more_km: float, reason: str) -> Place:
    """The place with a larger extent and another rung."""
    extent = round(place.extent_km + more_km, 1)
    return replace(place, precision=precision, extent_km=extent, reasons=(*place.reasons, reason))


def part_of(place: Place, box: tuple[float, float, float, float] | None, way: tuple[float, float], word: str) -> Place:
    """A part of a country, region or province: the point moved that way, inside `box` if known; the extent cut."""
    if box:
        south, west, north, east = box
        up, down = max(north - place.lat, 0.0), max(place.lat - south, 0.0)
        right, left = max(east - place.lon, 0.0), max(place.lon - west, 0.0)
        lat = place.lat + way[0] * (up if way[0] > 0 else down) / 2
        lon = place.lon + way[1] * (right if way[1] > 0 else left) / 2
        point = (round(lat, 4), round(lon, 4))
    else:
        point = moved((place.lat, place.lon), way[0] * place.extent_km / 2, way[1] * place.extent_km / 2)
    return replace(
        place,
        lat=point[0],
        lon=point[1],
        extent_km=round(place.extent_km * _PART, 1),
        precision="region",
        reasons=(*place.reasons, f"{word!r}: part of {place.label}"),
    )


def away_from(base: Place, name: str, kilometres: float, way: tuple[float, float] | None, word: str) -> Place:
    """A point so far from a place, the way the compass word says; without one the distance goes into the extent."""
    reasons = (*base.reasons, f"{round(kilometres, 1):g} km {word if way else 'away'} of {base.label}")
    level = base.precision if base.precision in BROAD else "near-settlement"
    if way is None or base.precision in ("country", "sea"):
        extent = round(base.extent_km + kilometres, 1)
        return replace(base, name=name, precision=level, extent_km=extent, reasons=reasons)
    length = (way[0] ** 2 + way[1] ** 2) ** 0.5 or 1.0
    lat, lon = moved((base.lat, base.lon), kilometres * way[0] / length, kilometres * way[1] / length)
    extent = round(base.extent_km + max(2.0, kilometres * 0.3), 1)
    return replace(base, name=name, lat=lat, lon=lon, precision=level, extent_km=extent, reasons=reasons)


def over(name: str, places: Sequence[Place], reason: str) -> Place:
    """One region over several places; a country among finer places only widens it."""
    finer = [p for p in places if p.precision != "country"] or list(places)
    lat, lon = middle([(p.lat, p.lon) for p in finer])
    extent = max(distance_km((lat, lon), (p.lat, p.lon)) + p.extent_km for p in finer)
    extent += 50.0 if len(finer) < len(places) else 0.0
    countries = {p.country for p in places}
    units = {p.admin1 for p in places}
    return Place(
        name=name,
        label=" / ".join(p.label for p in places),
        gazetteer_id=finer[0].gazetteer_id,
        lat=lat,
        lon=lon,
        extent_km=round(extent, 1),
        precision="region",
        country=places[0].country if len(countries) == 1 else None,
        admin1=places[0].admin1 if len(units) == 1 else None,
        basis=places[0].basis,
        reasons=(reason, *(r for p in places for r in p.reasons)),
    )
