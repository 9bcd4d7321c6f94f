"""Country outlines for the browser's map, and the map drawn on the server for pages without scripts."""

from __future__ import annotations

import functools
import gzip
import json
from collections.abc import Sequence
from typing import Any

from dateline.report.geography import country_codes
from dateline.report.geometry import unwrapped
from dateline.report.topology import Country, read_countries
from dateline.vendored import read_outlines

_DIGITS = 2  # of a degree: about a kilometre, finer than the outlines are


@functools.cache
def countries() -> tuple[Country, ...]:
    """The countries, or nothing where the outlines are not installed."""
    data = read_outlines()
    return read_countries(data) if data else ()


@functools.cache
def outlines_json() -> bytes:
    """The outlines as GeoJSON, packed with gzip; each country carries its two-letter code."""
    codes = {three: two for two, three in country_codes().items()}
    shapes = [_shape(country, codes.get(country.code, "")) for country in countries()]
    plain = json.dumps({"type": "FeatureCollection", "features": shapes}, separators=(",", ":"))
    return gzip.compress(plain.encode(), 6, mtime=0)


def _shape(country: Country, code: str) -> dict[str, Any]:
    polygons = [[_ring(unwrapped(ring)) for ring in polygon] for polygon in country.polygons]
    return {
        "type": "Feature",
        "properties": {"name": country.name, "code": code},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def _ring(ring: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for lon, lat in ring:
        point = (round(lon, _DIGITS), round(lat, _DIGITS))
        if not out or out[-1] != point:
            out.append(point)
    return out
