"""What a phrase without a name points back to: "the country", "that department", "the city", "its outskirts"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.resolve.places_find import PlaceFinder
from dateline.resolve.places_words import Vocabulary
from dateline.tokens import tokens

_FAR = 1500  # characters before a phrase that are looked at for a country
_NEAR = 400  # the same for anything smaller
_LOCATED = re.compile(r"\b(?:in|inside|within|across|throughout)(?: the)?(?: [a-z-]+ern| central)? $", re.IGNORECASE)
_CITY = 50_000  # people
_POINTING = re.compile(
    r"^(?:(?:in|near|outside|around|inside|(?:on |in |at )?the (?:outskirts|suburbs|edge) of) )?"
    r"(?P<which>the|that|this)(?: same)? (?P<noun>[a-z-]+)$"
)
_ITS = re.compile(r"^(?:on |in )?(?:its|their|the town's|the city's) (?:\w+ern )?(?:outskirts|suburbs|environs)$")


def country_before(before: str, finder: PlaceFinder, first: str) -> str | None:
    """The country in which a text last puts something; None where the story's `first` country is spoken of since."""
    start = max(0, len(before) - _FAR)
    cut = tokens(before, start)
    spoken = ((t.start, finder.vocabulary.adjective_at(cut, at)) for at, t in enumerate(cut))
    named = [(at, found[1], False) for at, found in spoken if found]
    for place in finder.find(before, start, len(before)):
        countries = {c.country for c in place.candidates}
        whole = place.candidates[0].kind == "country"
        if not place.borrowed and (whole or len(countries) == 1):
            located = whole and bool(_LOCATED.search(before[: place.start]))
            named.append((place.start, place.candidates[0].country or "", located))
    for _, country, located in sorted(named, reverse=True):
        if country == first:
            return None
        if located:
            return country or None
    return None


def named_before(words: str, before: str, finder: PlaceFinder) -> Iterator[str]:
    """Phrases of the text before that words without a name may point to, the nearest first.

    A noun points to the name that it stood with ("the village of X", "X department"); "the city" also to a large
    town, and "its outskirts" to any town.
    """
    pointing = _POINTING.match(words)
    noun = pointing["noun"] if pointing else ""
    kind = finder.vocabulary.nouns.get(noun)
    if not _ITS.match(words) and (kind not in ("settlement", "admin1", "admin2") or noun == "capital"):
        return
    for place in reversed(finder.find(before, max(0, len(before) - _NEAR), len(before))):
        ahead, behind = before[: place.start].lower(), before[place.end :].lower()
        if place.borrowed or place.candidates[0].kind == "country":
            continue
        if noun and re.match(rf" {re.escape(noun)}\b", behind):
            yield f"{place.text} {noun}"
        elif noun and ahead.endswith((f"{noun} of ", f"{noun} of the ")):
            yield f"the {noun} of {place.text}"
        elif not noun or (noun == "city" and any(c.population >= _CITY for c in place.candidates)):
            if _with_noun(ahead, behind, finder.vocabulary):
                continue
            yield place.text


def _with_noun(ahead: str, behind: str, vocabulary: Vocabulary) -> bool:
    """True where a name stands with a noun that makes it no town ("Homs province", "the province of Homs")."""
    after, front = re.match(r" ([a-z-]+)", behind), re.search(r"([a-z-]+) of (?:the )?$", ahead)
    kinds = {vocabulary.nouns.get(found[1]) for found in (after, front) if found}
    return bool(kinds - {None, "settlement"})
