"""Names that a page once puts in a province: "Hader in Quneitra province" is what Hader means elsewhere on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.records import Place
from dateline.resolve.places_find import FoundPlace
from dateline.resolve.places_shapes import place_shapes


def bound_phrases(text: str, found: Iterable[FoundPlace]) -> Iterator[str]:
    """ "Hader in Quneitra province" of a page, each once."""
    phrases: dict[str, None] = {}
    for place in found:
        if match := place_shapes().in_unit.match(text, place.end):
            phrases[text[place.start : match.end()]] = None
    yield from phrases


def spelled_out(words: str, context: Iterable[Place]) -> str:
    """ "The town of Hader" with the province that the page puts its Hader in; as it is where there is none, or two."""
    if " in " in words or "," in words:
        return words
    told = {p.name for p in context if (at := p.name.find(" in ")) > 0 and _ends_in(words, p.name[:at])}
    told = {name for name in told if place_shapes().in_unit.fullmatch(name, name.index(" in "))}
    name = told.pop() if len(told) == 1 else ""
    return words + name[name.index(" in ") :] if name else words


def _ends_in(words: str, name: str) -> bool:
    """True for "the town of X" and "near X"; nothing else has a capital."""
    before = words.removesuffix(name)
    return words == name or (before != words and before.endswith(" ") and before == before.lower())
