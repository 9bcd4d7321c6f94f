"""Room for words on a map: boxes already taken, spots beside a mark, names of countries where they fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.report.geometry import XY, area, label_point
from dateline.report.topology import Country

_LETTER_PX = 7.0  # width of a letter of a country's name
_SMALLEST_LAND = 900.0  # square pixels below which a country stays without a name


class Boxes:
    """Rectangles that are taken inside a frame."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._taken: list[tuple[float, float, float, float]] = []

    def take(self, x: float, y: float, width: float, height: float) -> None:
        """From now on this is taken."""
        self._taken.append((x, y, x + width, y + height))

    def free(self, x: float, y: float, width: float, height: float) -> bool:
        """True where nothing is taken and the frame holds it all."""
        if x < 2 or y < 2 or x + width > self.width - 2 or y + height > self.height - 2:
            return False
        return not any(
            x < right and left < x + width and y < low and top < y + height for left, top, right, low in self._taken
        )

    def beside(self, x: float, y: float, radius: float, size: XY, *, centred: bool) -> tuple[float, float, bool]:
        """Where words of a size go beside a circle: left edge, top edge, and whether they stand on its left."""
        width, height = size
        gap = radius + 4.0
        spots = [(x + gap, y - height / 2, False), (x - gap - width, y - height / 2, True)]
        spots += [(x - width / 2, y + sign * gap - (height if sign < 0 else 0), False) for sign in (-1, 1)]
        spots += [(x + gap, y + step, False) for step in (-height * 1.6, height * 0.6, -height * 2.6, height * 1.6)]
        spots += [(x - gap - width, y + step, True) for step in (-height * 1.6, height * 0.6)]
        if centred:
            spots.insert(0, (x - width / 2, y - height / 2, False))
        found = next((spot for spot in spots if self.free(spot[0], spot[1], width, height)), None)
        left, top, flipped = found or (x + gap, y - height / 2, False)
        left = max(2.0, min(self.width - width - 2.0, left))
        top = max(2.0, min(self.height - height - 2.0, top))
        self.take(left, top, width, height)
        return left, top, flipped

    def spot_in(self, rings: Sequence[Sequence[XY]], width: float, height: float) -> XY | None:
        """The middle of a free rectangle of a size deep inside the largest ring; None where there is none."""
        ring = max(rings, key=area)
        return label_point(
            ring, (self.width, self.height), lambda p: self.free(p[0] - width / 2, p[1] - height / 2, width, height)
        )


def country_names(shapes: Sequence[tuple[Country, list[list[XY]]]], boxes: Boxes) -> Iterator[tuple[float, float, str]]:
    """Middle and name of every country with room for it, the largest first."""
    sized = sorted(
        ((max(map(area, rings)), country, rings) for country, rings in shapes), key=lambda s: (-s[0], s[1].code)
    )
    for size, country, rings in sized:
        if size < _SMALLEST_LAND:
            continue
        width, height = _LETTER_PX * len(country.name) + 4, 18.0
        spot = boxes.spot_in(rings, width, height)
        if spot is not None:
            boxes.take(spot[0] - width / 2, spot[1] - height / 2, width, height)
            yield round(spot[0], 1), round(spot[1] + 4, 1), country.name
