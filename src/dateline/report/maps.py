"""Incidents on maps: panels of neighbouring incidents over country outlines, extents as areas, countries shaded.

A mark is never finer than its place: coordinates are rounded to the place's precision, the circle is the extent to
scale, and an incident known to the country only shades and labels the country.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.export.values import point
from dateline.records import Place
from dateline.report.geometry import KM_PER_DEGREE, POLE, View, middle_longitude, path, shown_in
from dateline.report.groups import neighbourhoods
from dateline.report.labels import Boxes, country_names
from dateline.report.topology import Country

WIDTH, HEIGHT = 480.0, 380.0
SMALLEST_PX = 5.0  # radius of the smallest mark: wider than the place it stands for
_NARROWEST_KM = 900.0  # a panel is never closer than this, so that neighbours show
_COUNTRY_KM = 450.0  # how far around its middle a country known only by name is shown
_STEPS_KM = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MOST_BADGES = 4
_ROUGH = frozenset({"near-settlement", "admin2", "admin1", "region", "sea"})


@dataclass(frozen=True, slots=True)
class Spot:
    """An incident to be drawn: its number, where it is told, what it is in words, and where."""

    number: int
    href: str
    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class Badge:
    """An incident's number beside a mark."""

    x: float
    y: float
    width: float
    text: str
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One place: a circle (or a country's label) with the numbers of its incidents and its name."""

    kind: str  # point, area, country
    x: float
    y: float
    radius: float
    name: str
    name_x: float
    name_y: float
    anchor_end: bool  # the name ends at name_x
    badges: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a spot."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A panel's outline on the overview."""

    x: float
    y: float
    width: float
    height: float
    letter: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One map."""

    letter: str
    title: str
    width: float
    height: float
    lands: tuple[tuple[str, bool], ...]  # path data; true where an incident is known to this country only
    grid: tuple[str, ...]
    grid_names: tuple[Text, ...]
    names: tuple[Text, ...]
    marks: tuple[Mark, ...]
    scale_px: float
    scale_words: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """All panels, an overview where there is more than one, and whether outlines were there."""

    panels: tuple[Panel, ...]
    overview: str  # path data of all land
    frames: tuple[Frame, ...]
    has_outlines: bool


def draw(spots: Sequence[Spot], countries: Sequence[Country], codes: dict[str, str]) -> Map:
    """The maps of some incidents. `codes` turns a place's two-letter country code into the outlines' code."""
    groups = neighbourhoods([spot.place for spot in spots])
    views = [_view([spots[at].place for at in group]) for group in groups]
    panels = []
    for at, (group, view) in enumerate(zip(groups, views, strict=True)):
        inside = [spots[i] for i in group]
        panels.append(_panel(_letter(at), inside, view, countries, codes))
    if len(panels) < 2:
        return Map(tuple(panels), "", (), bool(countries))
    world = _world(views)
    land = path([part for c in countries for polygon in c.polygons for part in shown_in(world, polygon[0], 2.0)])
    frames = tuple(_frame(view, world, _letter(at)) for at, view in enumerate(views))
    return Map(tuple(panels), land, frames, bool(countries))


def _letter(at: int) -> str:
    return chr(ord("A") + at)


def _reach_km(place: Place) -> float:
    return min(place.extent_km, _COUNTRY_KM) if place.precision == "country" else place.extent_km


def _view(places: Sequence[Place]) -> View:
    """The frame around some places and their extents, with room for their neighbours."""
    lon, degrees = middle_longitude([place.lon for place in places])
    low = min(p.lat - _reach_km(p) / KM_PER_DEGREE for p in places)
    high = max(p.lat + _reach_km(p) / KM_PER_DEGREE for p in places)
    lat = max(-POLE, min(POLE, (low + high) / 2))
    wide = degrees * KM_PER_DEGREE * math.cos(math.radians(lat)) + 2 * max(_reach_km(p) for p in places)
    km = max(_NARROWEST_KM, wide * 1.5, (high - low) * KM_PER_DEGREE * 1.5 * WIDTH / HEIGHT)
    return View(lon, lat, WIDTH / km, WIDTH, HEIGHT)


def _world(views: Sequence[View]) -> View:
    """A frame around all panels."""
    lon, degrees = middle_longitude([view.lon for view in views])
    reach = max(max(v.width, v.height) / v.scale for v in views) / KM_PER_DEGREE
    low, high = min(v.lat for v in views) - reach, max(v.lat for v in views) + reach
    lat = max(-60.0, min(60.0, (low + high) / 2))
    flat = math.cos(math.radians(lat))
    km = max((degrees + 2 * reach) * KM_PER_DEGREE * flat, (high - low) * KM_PER_DEGREE * WIDTH / HEIGHT)
    km = min(km, 360 * KM_PER_DEGREE * flat)
    return View(lon, lat, WIDTH / km, WIDTH, HEIGHT)


def _frame(view: View, world: View, letter: str) -> Frame:
    x, y = world.project(world.near(view.lon), view.lat)
    width, height = (side / view.scale * world.scale for side in (view.width, view.height))
    return Frame(round(x - width / 2, 1), round(y - height / 2, 1), round(width, 1), round(height, 1), letter)


def _panel(
    letter: str, spots: Sequence[Spot], view: View, countries: Sequence[Country], codes: dict[str, str]
) -> Panel:
    only = {codes.get(s.place.country or "", "?") for s in spots if s.place.precision == "country"}
    shapes = [
        (c, [part for polygon in c.polygons for ring in polygon for part in shown_in(view, ring)]) for c in countries
    ]
    shapes = [(country, rings) for country, rings in shapes if rings]
    boxes = Boxes(view.width, view.height)
    boxes.take(0, view.height - 30, 150, 30)  # the scale
    marks = _marks(spots, view, boxes, {c.code: rings for c, rings in shapes}, codes)
    taken = {mark.name for mark in marks if mark.kind == "country"}
    names = [Text(x, y, words) for x, y, words in country_names(shapes, boxes) if words not in taken]
    grid, grid_names = ((), ()) if shapes else _grid(view)
    km = max(step for step in _STEPS_KM if step * view.scale <= view.width / 4 or step == _STEPS_KM[0])
    where = dict.fromkeys(s.place.label for s in sorted(spots, key=lambda s: s.number))
    return Panel(
        letter, _listed(list(where)), view.width, view.height,
        tuple((path(rings), country.code in only) for country, rings in shapes), grid, grid_names, tuple(names),
        tuple(marks), round(km * view.scale, 1), f"{km:,} km", tuple(sorted(spots, key=lambda s: s.number)),
    )  # fmt: skip


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:3]) + (f" and {len(words) - 3} more" if len(words) > 3 else "")


def _grid(view: View) -> tuple[tuple[str, ...], tuple[Text, ...]]:
    """Meridians and parallels with their degrees, for a map without outlines."""
    span = view.width / view.scale / KM_PER_DEGREE
    step = next(s for s in (1, 2, 5, 10, 20, 30, 60) if span / s <= 6 or s == 60)
    lines, names = [], []
    for number in range(-24, 25):
        lon = (math.floor(view.lon / step) + number) * step
        lat = (math.floor(view.lat / step) + number) * step
        x, _ = view.project(lon, view.lat)
        _, y = view.project(view.lon, lat)
        if 0 < x < view.width:
            lines.append(f"M{x:.1f} 0v{view.height:.0f}")
            names.append(Text(round(x + 3, 1), 13.0, _degrees((lon + 180) % 360 - 180, "E", "W")))
        if 0 < y < view.height and abs(lat) < 90:
            lines.append(f"M0 {y:.1f}h{view.width:.0f}")
            names.append(Text(3.0, round(y - 3, 1), _degrees(lat, "N", "S")))
    return tuple(lines), tuple(names)


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):.0f}°{positive if value > 0 else negative if value < 0 else ''}"


def _marks(
    spots: Sequence[Spot],
    view: View,
    boxes: Boxes,
    shapes: dict[str, list[list[tuple[float, float]]]],
    codes: dict[str, str],
) -> list[Mark]:
    """One mark a place, the finest first so that their labels find room; drawn the other way round."""
    by_place: dict[tuple[str, str], list[Spot]] = {}
    for spot in sorted(spots, key=lambda s: (s.place.precision == "country", s.place.extent_km, s.number)):
        by_place.setdefault((spot.place.gazetteer_id, spot.place.precision), []).append(spot)
    circles = [(group, point(group[0].place)) for group in by_place.values()]
    for _, at in circles:
        if at is not None:
            x, y = view.project(view.near(at[1]), at[0])
            boxes.take(x - SMALLEST_PX, y - SMALLEST_PX, 2 * SMALLEST_PX, 2 * SMALLEST_PX)
    marks = []
    for group, at in circles:
        if at is None:
            marks.append(_country_mark(group, view, boxes, shapes.get(codes.get(group[0].place.country or "", ""), [])))
            continue
        place = group[0].place
        x, y = view.project(view.near(at[1]), at[0])
        radius = max(SMALLEST_PX, place.extent_km * view.scale)
        kind = "area" if place.precision in _ROUGH else "point"
        marks.append(_labelled(kind, group, (x, y, radius), boxes))
    return marks[::-1]


def _country_mark(group: Sequence[Spot], view: View, boxes: Boxes, rings: list[list[tuple[float, float]]]) -> Mark:
    """A country's name and its numbers somewhere inside it: no circle, no pin."""
    place = group[0].place
    spot = boxes.spot_in(rings, 120, 44) if rings else None
    if spot is None:
        spot = view.project(view.near(place.lon), place.lat)
    return _labelled("country", group, (*spot, 0.0), boxes)


def _labelled(kind: str, group: Sequence[Spot], circle: tuple[float, float, float], boxes: Boxes) -> Mark:
    """Numbers in a row with the place's name after them, beside the circle where there is room."""
    x, y, radius = circle
    shown = list(group[:_MOST_BADGES])
    texts = [str(spot.number) for spot in shown]
    if len(group) > _MOST_BADGES:
        texts[-1] += f" +{len(group) - _MOST_BADGES}"
    widths = [9.0 * len(text) + 9.0 for text in texts]
    name = group[0].place.label
    label = min(7.4 * len(name), 150.0)
    row = sum(widths) + 3.0 * (len(widths) - 1)
    left, top, flipped = boxes.beside(x, y, radius, (row + 5.0 + label, 20.0), centred=kind == "country")
    start = left + label + 5.0 if flipped else left
    badges = []
    for spot, text, width in zip(shown, texts, widths, strict=True):
        badges.append(Badge(round(start, 1), round(top, 1), width, text, spot.href, spot.words))
        start += width + 3.0
    name_x = left + label if flipped else start + 2.0
    return Mark(
        kind,
        round(x, 1),
        round(y, 1),
        round(radius, 1),
        name,
        round(name_x, 1),
        round(top + 15.0, 1),
        flipped,
        tuple(badges),
    )
