"""Distances and points on the globe, in degrees and kilometres."""

from __future__ import annotations

import math
from collections.abc import Sequence

_KM_PER_DEGREE = 111.195
Point = tuple[float, float]  # latitude, longitude


def distance_km(one: Point, other: Point) -> float:
    """The great-circle distance.

    >>> round(distance_km((33.51, 36.29), (36.2, 37.16)))
    310
    """
    lat1, lon1 = math.radians(one[0]), math.radians(one[1])
    lat2, lon2 = math.radians(other[0]), math.radians(other[1])
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(a)))


def moved(point: Point, north_km: float, east_km: float) -> Point:
    """The point so many kilometres to the north and east."""
    lat = max(-89.9, min(89.9, point[0] + north_km / _KM_PER_DEGREE))
    lon = point[1] + east_km / (_KM_PER_DEGREE * math.cos(math.radians(lat)))
    return round(lat, 5), round((lon + 180) % 360 - 180, 5)


def middle(points: Sequence[Point]) -> Point:
    """The middle of some points, safe across the date line."""
    x = sum(math.cos(math.radians(lat)) * math.cos(math.radians(lon)) for lat, lon in points)
    y = sum(math.cos(math.radians(lat)) * math.sin(math.radians(lon)) for lat, lon in points)
    z = sum(math.sin(math.radians(lat)) for lat, _ in points)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 5), round(math.degrees(math.atan2(y, x)), 5)
