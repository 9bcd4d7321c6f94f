"""TimeML files of TempEval-3: a text, its creation time, and the TIMEX3 annotations with character offsets."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: folder of every part under reading/data/tempeval3
PARTS = {"timebank": "TimeBank", "aquaint": "AQUAINT", "platinum": "te3-platinum"}


@dataclass(frozen=True, slots=True)
class Annotated:
    """One TIMEX3: its characters, type (DATE, TIME, DURATION, SET) and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class TimeDocument:
    """A text with its document creation time as the file has it, and what annotators marked in it."""

    id: str
    created: str
    text: str
    times: tuple[Annotated, ...]


def read_tempeval(folder: Path) -> Iterator[TimeDocument]:
    """Every `*.tml` file of a folder, by name. Only the TEXT element counts, as in the shared task."""
    for path in sorted(folder.glob("*.tml")):
        root = ET.fromstring(path.read_bytes())
        body, created = root.find("TEXT"), root.find("DCT/TIMEX3")
        if body is None:
            continue
        pieces: list[str] = []
        times: list[Annotated] = []
        _flatten(body, pieces, times)
        day = created.get("value", "") if created is not None else ""
        yield TimeDocument(path.stem, day, "".join(pieces), tuple(sorted(times, key=lambda t: t.start)))


def _flatten(element: ET.Element, pieces: list[str], times: list[Annotated]) -> None:
    """The text under an element, appended piece by piece; TIMEX3 elements noted where they lie."""
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _flatten(child, pieces, times)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        end = sum(map(len, pieces))
        times.append(Annotated(start, end, element.get("type", ""), element.get("value", "")))
