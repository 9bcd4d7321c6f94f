"""Shapes on the map's plane: longitudes unwrapped, a local projection, clipping to the view, thinning, label points."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.report.topology import Point, Ring

KM_PER_DEGREE = 111.195  # of latitude
POLE = 85.0  # shapes nearer to a pole are flattened onto this parallel
XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class View:
    """A frame in pixels over a stretch of degrees: equirectangular, true to scale at its middle parallel."""

    lon: float  # of the middle
    lat: float
    scale: float  # pixels per kilometre
    width: float
    height: float

    def project(self, lon: float, lat: float) -> XY:
        """Pixels of a position; its longitude must be unwrapped (see `near`)."""
        km_x = (lon - self.lon) * KM_PER_DEGREE * math.cos(math.radians(self.lat))
        km_y = (max(-POLE, min(POLE, lat)) - self.lat) * KM_PER_DEGREE
        return self.width / 2 + km_x * self.scale, self.height / 2 - km_y * self.scale

    def near(self, lon: float) -> float:
        """The longitude, turned by whole circles to lie within half a circle of the view's middle."""
        return self.lon + (lon - self.lon + 180.0) % 360.0 - 180.0


def middle_longitude(longitudes: Sequence[float]) -> tuple[float, float]:
    """The middle and the width, in degrees, of the shortest stretch that holds all longitudes; antimeridian or not.

    >>> middle_longitude([179.0, -179.0])
    (180.0, 2.0)
    """
    ordered = sorted({lon % 360.0 % 360.0 for lon in longitudes})  # twice: a tiny negative rounds up to 360
    gaps = [((b - a) % 360.0 or 360.0, a) for a, b in zip(ordered, [*ordered[1:], ordered[0]], strict=True)]
    gap, before = max(gaps)
    width = 360.0 - gap
    start = (before + gap) % 360.0
    middle = (start + width / 2 + 180.0) % 360.0 - 180.0
    return (180.0 if middle == -180.0 else middle), width


def unwrapped(ring: Ring) -> Ring:
    """A ring whose longitudes never jump over the antimeridian; one around a pole is closed along it."""
    points: list[Point] = []
    for lon, lat in ring:
        if points:
            lon = points[-1][0] + (lon - points[-1][0] + 180.0) % 360.0 - 180.0
        points.append((lon, lat))
    if abs(points[-1][0] - points[0][0]) > 180.0:
        pole = math.copysign(90.0, points[0][1])
        points += [(points[-1][0], pole), (points[0][0], pole)]
    return tuple(points)


def shown_in(view: View, ring: Ring, step: float = 0.7) -> list[list[XY]]:
    """The parts of a ring inside the view in pixels, thinned to `step`: none, one, or two at both ends."""
    if len(ring) < 3:
        return []
    flat = unwrapped(ring)
    low, high = min(p[0] for p in flat), max(p[0] for p in flat)
    top, bottom = (view.project(view.lon, lat)[1] for lat in (max(p[1] for p in flat), min(p[1] for p in flat)))
    if bottom < 0 or top > view.height:
        return []
    turn = view.near((low + high) / 2) - (low + high) / 2
    parts = []
    for extra in (0.0, -360.0, 360.0):
        left, right = (view.project(lon + turn + extra, view.lat)[0] for lon in (low, high))
        if right >= 0 and left <= view.width:
            points = [view.project(lon + turn + extra, lat) for lon, lat in flat]
            parts.append(thinned(clipped(points, view.width, view.height), step))
    return [part for part in parts if part]


def clipped(points: list[XY], width: float, height: float, margin: float = 8.0) -> list[XY]:
    """A ring cut to the frame and a margin around it, so that the cut edges lie out of sight (Sutherland, Hodgman)."""
    for axis, limit, sign in ((0, -margin, 1), (0, width + margin, -1), (1, -margin, 1), (1, height + margin, -1)):
        if not points:
            break
        points = _cut(points, axis, limit, sign)
    return points


def _cut(points: list[XY], axis: int, limit: float, sign: int) -> list[XY]:
    out: list[XY] = []
    before = points[-1]
    for point in points:
        inside, was_inside = (point[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
        if inside != was_inside:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            out.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if inside:
            out.append(point)
        before = point
    return out


def thinned(points: list[XY], step: float) -> list[XY]:
    """The ring without points that lie within `step` pixels of the one kept before."""
    kept: list[XY] = []
    for point in points:
        if not kept or math.dist(point, kept[-1]) >= step:
            kept.append(point)
    return kept if len(kept) > 2 else []


def area(points: Sequence[XY]) -> float:
    """The area a ring encloses."""
    pairs = zip(points, [*points[1:], *points[:1]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def label_point(points: Sequence[XY], frame: XY, free: Callable[[XY], bool]) -> XY | None:
    """The free spot deepest inside a ring and the frame, from a grid; None where nothing is free or deep enough."""
    width, height = frame
    visible = clipped(list(points), width, height, margin=0.0)
    if len(visible) < 3:
        return None
    xs, ys = [p[0] for p in visible], [p[1] for p in visible]
    best: tuple[float, XY] | None = None
    for row in range(1, 14):
        for column in range(1, 14):
            x = min(xs) + (max(xs) - min(xs)) * column / 14
            y = min(ys) + (max(ys) - min(ys)) * row / 14
            depth = min(_distance((x, y), visible), x, width - x, 2 * y, 2 * (height - y))
            if inside((x, y), visible) and (best is None or depth > best[0] + 1e-6) and free((x, y)):
                best = depth, (x, y)
    return best[1] if best and best[0] >= 6.0 else None


def inside(point: XY, ring: Sequence[XY]) -> bool:
    """True where a ring holds a point (even-odd)."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            odd = not odd
    return odd


def _distance(point: XY, ring: Sequence[XY]) -> float:
    return min(math.dist(point, corner) for corner in ring)


def path(rings: Sequence[Sequence[XY]]) -> str:
    """Rings as the data of an SVG path, relative steps in tenths of a pixel.

    >>> path([[(0, 0), (10, 0), (10, 5.55)]])
    'M0 0l10 0l0 5.5z'
    """
    out = []
    for ring in rings:
        x, y = round(ring[0][0] * 10), round(ring[0][1] * 10)
        out.append(f"M{_tenth(x)} {_tenth(y)}")
        for next_x, next_y in ring[1:]:
            tenth_x, tenth_y = round(next_x * 10), round(next_y * 10)
            out.append(f"l{_tenth(tenth_x - x)} {_tenth(tenth_y - y)}")
            x, y = tenth_x, tenth_y
        out.append("z")
    return "".join(out)


def _tenth(value: int) -> str:
    whole, rest = divmod(abs(value), 10)
    return f"{'-' if value < 0 else ''}{whole}{f'.{rest}' if rest else ''}"
