"""TopoJSON decoded: arcs forwards and backwards, holes, quantised and not, nonsense refused."""

from __future__ import annotations

import json

import pytest

from dateline.report.topology import TopologyError, read_countries


def topology() -> str:
    """Three countries on a grid of hundredths of a degree: two neighbours that share a border, one on the dateline."""
    arcs = [
        [[3400, 4000], [0, -700], [400, 0]],  # from the north-west corner of the first, by its south, to the border
        [[3800, 3300], [0, 700]],  # the shared border, northwards
        [[3800, 4000], [-400, 0]],  # the first one's north
        [[3800, 3300], [800, 0], [0, 700], [-800, 0]],  # the second one's south, east and north
        [[-500, 2500], [900, 0], [0, -1200], [-900, 0], [0, 1200]],  # one more, with a hole
        [[0, 2000], [100, 0], [0, -100], [-100, 0], [0, 100]],
        [[17800, -1600], [200, 0], [-35800, 0], [0, -200], [35600, 0], [0, 200]],  # over the antimeridian
    ]
    shapes = [
        {"type": "Polygon", "arcs": [[0, 1, 2]], "properties": {"name": "Syria", "a3": "SYR"}},
        {"type": "MultiPolygon", "arcs": [[[3, -2]]], "properties": {"name": "Iraq", "a3": "IRQ"}},
        {"type": "Polygon", "arcs": [[4], [5]], "properties": {"name": "Mali", "a3": "MLI"}},
        {"type": "Polygon", "arcs": [[6]], "properties": {"name": "Fiji", "a3": "FJI"}},
    ]
    transform = {"scale": [0.01, 0.01], "translate": [0, 0]}
    objects = {"countries": {"type": "GeometryCollection", "geometries": shapes}}
    return json.dumps({"type": "Topology", "transform": transform, "arcs": arcs, "objects": objects})


TINY = topology().encode()


def test_arcs_become_closed_rings() -> None:
    countries = {country.code: country for country in read_countries(TINY)}
    assert list(countries) == ["FJI", "IRQ", "MLI", "SYR"]
    (ring,) = countries["SYR"].polygons[0]
    assert ring == ((34, 40), (34, 33), (38, 33), (38, 40), (34, 40))
    (other,) = countries["IRQ"].polygons[0]
    assert other[0] == other[-1] == (38, 33)
    assert (38.0, 40.0) in other
    assert len(countries["MLI"].polygons[0]) == 2


def test_positions_without_a_transform_are_degrees() -> None:
    plain = {
        "arcs": [[[0, 0], [1, 0], [1, 1], [0, 0]]],
        "objects": {"countries": {"geometries": [{"type": "Polygon", "arcs": [[0]]}, {"type": None}]}},
    }
    first, second = read_countries(json.dumps(plain).encode())
    assert {len(first.polygons), len(second.polygons)} == {0, 1}


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"arcs": [], "objects": {}}', b"\xff\xfe", b"null", b'{"arcs":[[1]]}']
)
def test_nonsense_is_refused(data: bytes) -> None:
    with pytest.raises(TopologyError, match="install them again"):
        read_countries(data)
