"""Maps: marks inside their frames, extents to scale, no point for a country, the antimeridian, the grid."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.records import Place
from dateline.report.geography import country_codes
from dateline.report.geometry import View, clipped, inside, middle_longitude, path, shown_in, unwrapped
from dateline.report.groups import MOST_PANELS, neighbourhoods
from dateline.report.maps import SMALLEST_PX, Map, Spot, draw
from dateline.report.topology import read_countries
from tests.report.builders import DIOUNGANI, IDLIB, LOPA, MALI, SALQIN, where
from tests.report.test_topology import TINY

COUNTRIES = read_countries(TINY)
PRECISIONS = ("exact", "settlement", "near-settlement", "admin2", "admin1", "region", "country", "sea")
PLACES = st.builds(
    where,
    st.sampled_from(["Aa", "Bb", "A place with a very long name indeed"]),
    st.floats(-89, 89),
    st.floats(-180, 180),
    st.sampled_from(["SY", "ML", "FJ", "XX"]),
    st.sampled_from(PRECISIONS),
    st.floats(0.1, 1500),
)


def spots(*places: Place) -> list[Spot]:
    return [Spot(at, f"i{at}", f"Incident {at}", place) for at, place in enumerate(places, 1)]


def drawn(*places: Place) -> Map:
    return draw(spots(*places), COUNTRIES, country_codes())


@given(st.lists(PLACES, min_size=1, max_size=12))
def test_every_mark_and_badge_lies_in_its_frame(places: list[Place]) -> None:
    found = drawn(*places)
    assert 1 <= len(found.panels) <= MOST_PANELS
    assert sorted(s.number for p in found.panels for s in p.spots) == list(range(1, len(places) + 1))
    for panel in found.panels:
        for mark in panel.marks:
            assert 0 <= mark.x <= panel.width and 0 <= mark.y <= panel.height
            assert all(b.x >= 0 and 0 <= b.y <= panel.height - 20 for b in mark.badges)


def test_extents_are_drawn_to_scale_and_never_smaller_than_visible() -> None:
    (panel,) = drawn(SALQIN, IDLIB).panels
    marks = {mark.name: mark for mark in panel.marks}
    km = {"10 km": 10, "20 km": 20, "50 km": 50, "100 km": 100, "200 km": 200}[panel.scale_words]
    assert marks["Idlib Governorate"].radius == pytest.approx(60 * panel.scale_px / km, abs=0.2)
    assert marks["Salqin"].radius == SMALLEST_PX
    assert marks["Idlib Governorate"].kind == "area" and marks["Salqin"].kind == "point"


def test_a_country_is_hatched_and_has_no_point() -> None:
    (panel,) = drawn(DIOUNGANI, MALI).panels
    assert [(mark.kind, mark.radius) for mark in panel.marks if mark.name == "Mali"] == [("country", 0.0)]
    assert [only for _, only in panel.lands] == [True]
    assert "Mali" not in [name.words for name in panel.names]


def test_incidents_of_one_place_share_a_mark_and_keep_their_links() -> None:
    (panel,) = drawn(SALQIN, SALQIN, SALQIN, SALQIN, SALQIN, SALQIN).panels
    (mark,) = panel.marks
    assert [b.href for b in mark.badges] == ["i1", "i2", "i3", "i4"]
    assert mark.badges[-1].text == "4 +2"
    assert len(panel.spots) == 6


def test_far_places_get_panels_of_their_own_and_an_overview() -> None:
    found = drawn(SALQIN, DIOUNGANI, LOPA)
    assert [panel.letter for panel in found.panels] == ["A", "B", "C"]
    assert [frame.letter for frame in found.frames] == ["A", "B", "C"]
    assert found.overview
    assert "Syria" in [name.words for name in found.panels[0].names]


def test_without_outlines_a_grid_with_degrees() -> None:
    (panel,) = draw(spots(SALQIN), (), {}).panels
    assert panel.grid and not panel.lands
    assert "36°E" in [name.words for name in panel.grid_names]


def test_places_on_both_sides_of_the_antimeridian_are_neighbours() -> None:
    found = drawn(where("East", -17.0, 179.5, "FJ"), where("West", -17.0, -179.5, "FJ"))
    (panel,) = found.panels
    east, west = (next(m for m in panel.marks if m.name == name) for name in ("East", "West"))
    assert 0 < west.x - east.x < 100
    assert panel.lands


def test_a_ring_over_the_antimeridian_is_one_shape() -> None:
    ring = ((178.0, -16.0), (180.0, -16.0), (-178.0, -16.0), (-178.0, -18.0), (178.0, -18.0), (178.0, -16.0))
    flat = unwrapped(ring)
    assert max(p[0] for p in flat) - min(p[0] for p in flat) == pytest.approx(4.0)
    view = View(180.0, -17.0, 0.5, 480, 380)
    (part,) = shown_in(view, ring)
    assert inside((240, 190), part)


def test_a_ring_around_a_pole_is_closed_along_it() -> None:
    ring = tuple((float(lon), -70.0) for lon in range(-180, 181, 30))
    flat = unwrapped(ring)
    assert flat[-1][1] == -90.0
    assert shown_in(View(0.0, -60.0, 0.1, 480, 380), ring)


@given(st.lists(st.tuples(st.floats(-900, 1400), st.floats(-900, 1400)), min_size=3, max_size=20))
def test_clipping_stays_in_the_frame(points: list[tuple[float, float]]) -> None:
    for x, y in clipped(points, 480, 380):
        assert -8.01 <= x <= 488.01 and -8.01 <= y <= 388.01


@given(st.lists(st.floats(-180, 180), min_size=1, max_size=8))
def test_the_shortest_stretch_holds_every_longitude(longitudes: list[float]) -> None:
    middle, width = middle_longitude(longitudes)
    assert 0 <= width < 360
    for lon in longitudes:
        away = abs((lon - middle + 180) % 360 - 180)
        assert away <= width / 2 + 1e-6


def test_coordinates_are_no_finer_than_the_precision() -> None:
    fine, rough = (where("X", 36.123456, 36.98765, "SY", p, 1.0) for p in ("settlement", "admin1"))
    (one,), (other,) = drawn(fine).panels, drawn(rough).panels
    assert math.dist((one.marks[0].x, one.marks[0].y), (240, 190)) < 1
    assert (other.marks[0].x, other.marks[0].y) != (one.marks[0].x, one.marks[0].y)


def test_neighbourhoods_are_few_whatever_the_number_of_places() -> None:
    places = [where(f"P{at}", -60 + at * 7 % 120, at * 37 % 360 - 180, "SY") for at in range(80)]
    groups = neighbourhoods(places)
    assert len(groups) <= MOST_PANELS
    assert sorted(at for group in groups for at in group) == list(range(80))


def test_path_data_are_relative_tenths() -> None:
    assert path([[(0, 0), (10, 0), (9.5, -5.5)]]) == "M0 0l10 0l-0.5 -5.5z"
