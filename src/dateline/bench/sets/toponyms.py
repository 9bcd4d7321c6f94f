"""The toponym sets as their publishers ship them: LGL, GeoVirus, TR-News and GeoWebNews (XML)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.bench.tasks import Bench, Missing
from dateline.errors import InputError

#: GeoWebNews's classes that are the name of a place, used literally or not; its demonyms, adjectives, languages,
#: people called like a place, and expressions that only sound like places are not counted
_NAMES = frozenset(
    "Literal Mixed Coercion Metonymic Literal_Modifier Non_Literal_Modifier Embedded_Literal Embedded_Non_Lit".split()
)
_DRIFT = 8  # characters by which an offset may be wrong (GeoVirus counts from one)


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name of a place in a text; a point where the set gives one."""

    start: int
    end: int
    point: tuple[float, float] | None  # latitude, longitude


@dataclass(frozen=True, slots=True)
class PlaceDocument:
    """A text and its toponyms in order."""

    id: str
    text: str
    toponyms: tuple[Toponym, ...]


@dataclass(frozen=True, slots=True)
class PlaceSet:
    """A set: where it lies under the data folder, its split, whether it marks demonyms ("Syrian") as toponyms."""

    name: str
    split: str
    path: tuple[str, ...]
    demonyms: bool


SETS = (
    PlaceSet("lgl", "dev", ("reading", "data", "lgl", "lgl.xml"), True),
    PlaceSet("geovirus", "dev", ("reading", "data", "geovirus", "GeoVirus.xml"), False),
    PlaceSet("geowebnews", "test", ("reading", "data", "geowebnews", "GWN.xml"), False),
    PlaceSet("trnews", "test", ("reading", "data", "trnews", "TR-News.xml"), False),
)


def place_sets(bench: Bench) -> Iterator[tuple[PlaceSet, tuple[PlaceDocument, ...]]]:
    """The sets of the split that are there, with their documents; raises Missing where none is."""
    there = [(item, bench.data.joinpath(*item.path)) for item in SETS if item.split == bench.split]
    found = [(item, path) for item, path in there if path.is_file()]
    for item, path in there:
        if not path.is_file():
            bench.tell(f"{item.name}: nothing at {path}")
    if not found:
        raise Missing("no toponym set", bench.data / "reading" / "data")
    for item, path in found:
        if item.split == "dev":
            bench.tell(
                f"{item.name}: the tagger and the weights have learned from it; docs/places.md has held-out figures"
            )
        yield item, read_places(path)


def read_places(path: Path) -> tuple[PlaceDocument, ...]:
    """A set's documents; raises InputError where the file is no XML."""
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError as problem:
        raise InputError(str(path), f"is no XML ({problem})") from problem
    return tuple(
        PlaceDocument(f"{article.get('docid') or article.get('file') or ''}#{number}", *_marked(article))
        for number, article in enumerate(root.iter("article"))
    )


def _marked(article: ET.Element) -> tuple[str, tuple[Toponym, ...]]:
    text = article.findtext("text") or ""
    marks = [*article.iter("toponym"), *article.iter("location")]
    found = {mark for element in marks if (mark := _toponym(element, text)) is not None}
    return text, tuple(sorted(found, key=lambda t: (t.start, t.end)))


def _toponym(element: ET.Element, text: str) -> Toponym | None:
    kind = element.findtext("type")
    if kind is not None and kind.strip() not in _NAMES:
        return None
    if (element.findtext("modifierType") or "").strip() == "Adjective":
        return None
    get = _getter(element)
    words = get("phrase") or get("extractedName") or get("name")
    if not (get("start").isdigit() and get("end").isdigit()):
        return None
    start, end = _settled(text, int(get("start")), int(get("end")), words)
    lat, lon = get("lat") or get("latitude"), get("lon") or get("longitude")
    return Toponym(start, end, (float(lat), float(lon)) if lat and lon else None)


def _getter(element: ET.Element) -> Callable[[str], str]:
    tag = element.find("gaztag")

    def get(name: str) -> str:
        inner = tag.findtext(name) if tag is not None and name in ("lat", "lon") else None
        return (element.findtext(name) or inner or "").strip()

    return get


def _settled(text: str, start: int, end: int, words: str) -> tuple[int, int]:
    """The offsets moved to where the words really stand, if that is near."""
    for step in sorted(range(-_DRIFT, _DRIFT + 1), key=abs):
        at = start + step
        if words and at >= 0 and text[at : at + len(words)] == words:
            return at, at + len(words)
    return start, end
