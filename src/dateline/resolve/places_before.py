"""What a phrase without a name points back to: "the country", "that department", "the city", "its outskirts"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.resolve.places_choose import inside
from dateline.resolve.places_find import FoundPlace, PlaceFinder
from dateline.resolve.places_shapes import place_shapes
from dateline.resolve.places_words import Vocabulary
from dateline.tokens import tokens

_FAR = 1500  # characters before a phrase that are looked at for a country
_NEAR = 400  # the same for anything smaller
_SENTENCE = re.compile(r"[.!?][\"”’']?\s")
_REACH = 80  # characters before a name that are read for what leads up to it
_FROM = re.compile(r"\bfrom (?:the )?$", re.IGNORECASE)
_CITY = 50_000  # people


def before_of(text: str, start: int) -> str:
    """As much of a text before a phrase as is read, cut at a word: pages are long."""
    return text[:start] if start <= _FAR else text[start - _FAR : start].partition(" ")[2]


def country_before(before: str, finder: PlaceFinder, first: str) -> str | None:
    """The country in which a text (`before_of`) last puts something; None if the story's `first` is named since."""
    cut = tokens(before)
    spoken = ((t.start, finder.vocabulary.adjective_at(cut, at)) for at, t in enumerate(cut))
    named = [(at, found[1], False) for at, found in spoken if found]
    for place in finder.find(before, 0, len(before)):
        countries = {c.country for c in place.candidates}
        whole = place.candidates[0].kind == "country"
        if not place.borrowed and (whole or len(countries) == 1):
            located = whole and _located(before, place, finder.vocabulary)
            named.append((place.start, place.candidates[0].country or "", located))
    for _, country, located in sorted(named, reverse=True):
        if country == first:
            return None
        if located:
            return country or None
    return None


def _located(before: str, place: FoundPlace, vocabulary: Vocabulary) -> bool:
    """True where something is put in a country, and not only somebody's words or a meeting."""
    ahead = before[max(0, place.start - _REACH) : place.start]
    speaking_in, speaking = vocabulary.speaking
    if not place_shapes().located.search(ahead) or speaking_in.search(ahead):
        return False
    end = _SENTENCE.search(before, place.end)
    return end is not None or not speaking.search(before, place.end)


def named_before(words: str, before: str, finder: PlaceFinder, countries: Sequence[str]) -> Iterator[str]:
    """Phrases of the text before (`before_of`) that words without a name may point to, the nearest first.

    A noun points to the name that it stood with ("the village of X", "X department"); "the city" also to a large
    town of the story's countries, and "its outskirts" to any town of theirs.
    """
    pointing = place_shapes().pointing.match(words)
    noun = pointing["noun"] if pointing else ""
    kind = finder.vocabulary.nouns.get(noun)
    its = place_shapes().its_edges.match(words)
    if not its and (kind not in ("settlement", "admin1", "admin2") or noun == "capital"):
        return
    near = max(0, len(before) - _NEAR)
    found = finder.find(before, before.rfind(" ", 0, near) + 1 if near else 0, len(before))
    for number, place in reversed(list(enumerate(found))):
        ahead = before[max(0, place.start - _REACH) : place.start].lower()
        behind = before[place.end : place.end + _REACH].lower()
        if place.borrowed or place.candidates[0].kind == "country":
            continue
        if noun and re.match(rf" {re.escape(noun)}\b", behind):
            yield f"{place.text} {noun}"
        elif noun and ahead.endswith((f"{noun} of ", f"{noun} of the ")):
            yield f"the {noun} of {place.text}"
        elif not noun or noun == "city":
            towns = [c for c in place.candidates if c.kind == "settlement" and c.country in countries]
            large = not noun or any(c.population >= _CITY for c in towns)
            if towns and large and not _aside(ahead) and not _with_noun(ahead, behind, finder.vocabulary):
                yield _with_container(before, found[number : number + 2])


def fits(words: str, precision: str, vocabulary: Vocabulary) -> bool:
    """True where a place is of the kind that the noun of a phrase asks for; "its outskirts" are a town's."""
    pointing = place_shapes().pointing.match(words)
    kind = vocabulary.nouns.get(pointing["noun"]) if pointing else "settlement"
    return precision == "settlement" if kind == "settlement" else precision in ("admin1", "admin2")


def _aside(ahead: str) -> bool:
    """True after "400 km north of" and "from": nothing happens there."""
    distance = list(place_shapes().distance.finditer(ahead))
    return bool(_FROM.search(ahead)) or (bool(distance) and distance[-1].end() == len(ahead))


def _with_container(before: str, found: Sequence[FoundPlace]) -> str:
    """A name with what it lies in: "Paris, Texas"."""
    first, after = found[0], found[-1]
    wider = [c for c in after.candidates if c.kind in ("admin1", "country")]
    if before[first.end : after.start] == ", " and any(inside(c, box) for box in wider for c in first.candidates):
        return before[first.start : after.end]
    return first.text


def _with_noun(ahead: str, behind: str, vocabulary: Vocabulary) -> bool:
    """True where a name stands with a noun that makes it no town ("Homs province", "the province of Homs")."""
    after, front = re.match(r" ([a-z-]+)", behind), re.search(r"([a-z-]+) of (?:the )?$", ahead)
    kinds = {vocabulary.nouns.get(found[1]) for found in (after, front) if found}
    return bool(kinds - {None, "settlement"})
