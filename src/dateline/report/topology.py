"""TopoJSON to rings: arcs with delta-coded, quantised positions become countries of polygons in degrees."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]  # longitude, latitude
Ring = tuple[Point, ...]


class TopologyError(ValueError):
    """The file is not the TopoJSON it should be."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country's name, its ISO 3166-1 alpha-3 code as the outlines give it, and its polygons (outer ring, holes)."""

    name: str
    code: str
    polygons: tuple[tuple[Ring, ...], ...]


def read_countries(data: bytes) -> tuple[Country, ...]:
    """The countries of a TopoJSON file with an object `countries`, by code; raises TopologyError."""
    try:
        topology = json.loads(data)
        arcs = [_decoded(arc, topology.get("transform")) for arc in topology["arcs"]]
        shapes = topology["objects"]["countries"]["geometries"]
        countries = [_country(shape, arcs) for shape in shapes]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as problem:
        raise TopologyError(f"the country outlines cannot be read ({problem!r}); install them again") from problem
    return tuple(sorted(countries, key=lambda country: (country.code, country.name)))


def _decoded(arc: Sequence[Sequence[float]], transform: dict[str, Any] | None) -> tuple[Point, ...]:
    """Positions in degrees; with a transform each is a step from the one before, in units of the grid."""
    if transform is None:
        return tuple((float(point[0]), float(point[1])) for point in arc)
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0.0
    points = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x * kx + dx, y * ky + dy))
    return tuple(points)


def _country(shape: dict[str, Any], arcs: Sequence[tuple[Point, ...]]) -> Country:
    properties = shape.get("properties") or {}
    polygons = tuple(tuple(_ring(ring, arcs) for ring in polygon) for polygon in _polygons(shape))
    return Country(str(properties.get("name", "")), str(properties.get("a3", "")), polygons)


def _polygons(shape: dict[str, Any]) -> Iterator[list[list[int]]]:
    kind = shape["type"]
    if kind == "Polygon":
        yield shape["arcs"]
    elif kind == "MultiPolygon":
        yield from shape["arcs"]
    elif kind == "GeometryCollection":
        for inner in shape["geometries"]:
            yield from _polygons(inner)


def _ring(numbers: Sequence[int], arcs: Sequence[tuple[Point, ...]]) -> Ring:
    """Arcs end to end; a negative number is an arc backwards, and arcs share their end points."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(points)
