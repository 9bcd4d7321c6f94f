"""Borders as places: "near the Turkish border" in a Syrian story, "the Iraq-Syria frontier"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.knowledge.gazetteer_data import CountryItem
from dateline.records import Place
from dateline.resolve.places_shapes import place_shapes

Borders = Mapping[str, tuple[float, float, float]]


def names_border(words: str) -> bool:
    """True where a phrase speaks of a border itself, not of its guards or a crossing."""
    return bool(place_shapes().border.search(words))


def border_of(
    words: str, named: Sequence[str], about: Sequence[str], borders: Borders, atlas: Mapping[str, CountryItem]
) -> Place | None:
    """The border that a phrase with these countries means in a story about those; None where none is known.

    With one country named it is that country's border with the first of the story's that it has one with, and the
    place lies in the story's country; with two named it lies in both.
    """
    named = tuple(dict.fromkeys(named))
    pairs = [(one, other) for n, one in enumerate(named) for other in named[n + 1 :]]
    lone = [(other, one) for one in named[:1] for other in about if other != one] if len(named) == 1 else []
    for home, other in (*pairs, *lone):
        key = "-".join(sorted((home, other)))
        if key in borders:
            lat, lon, extent_km = borders[key]
            first, second = (atlas[code].name for code in key.split("-"))
            return Place(
                name=words,
                label=f"border of {first} and {second}",
                gazetteer_id=f"dl:border-{key.lower()}",
                lat=lat,
                lon=lon,
                extent_km=extent_km,
                precision="region",
                country=None if pairs else home,
                admin1=None,
                basis="event-place",
                reasons=(f"the phrase names the border of {first} and {second}, not a point on it",),
            )
    return None
