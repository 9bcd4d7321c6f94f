"""The country of people or bodies named by a place: "Aleppo residents", "Kano State government"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.knowledge.actor_words import ActorWords
from dateline.protocols import Gazetteer
from dateline.resolve.actors_names import FoundName
from dateline.resolve.actors_offices import Phrase

_SURE = frozenset(("exact", "folded"))
_TOWN = 20_000  # people; smaller ones are called like other words too often ("Many", "Most")
_LARGE = 100_000  # people; a place this large is meant where the story says nothing
_FAR_LARGER = 5
_TOUCHING = frozenset((" ", "-", "'s ", "’s "))


def country_of_place(
    phrase: Phrase, gazetteer: Gazetteer, nouns: frozenset[str], words: ActorWords
) -> tuple[str, str] | None:
    """The country of a place in the phrase that no known name covers, and why; None where none is sure.

    `nouns` are words that describe people and bodies ("Rebels" at the beginning of a sentence is no place).
    """
    for name in _names(phrase, nouns, words):
        found = gazetteer.candidates(name, phrase.story.countries[:3], loose=False)
        places = [p for p in found if p.match in _SURE and p.country]
        sized = [p for p in places if p.population >= _TOWN or p.kind != "settlement"]
        near = next((p for c in phrase.story.countries[:3] for p in sized if p.country == c), None)
        if near is not None and near.country is not None:
            return near.country, f"{name!r} is a place in a country of the story"
        largest = max(places, key=lambda p: p.population, default=None)
        if largest is None or largest.country is None or largest.population < _LARGE:
            continue
        others = (p.population for p in places if p.country != largest.country)
        if largest.population > _FAR_LARGER * max(others, default=0):
            return largest.country, f"{name!r} is a large place there, and no other is as large"
    return None


def is_province(phrase: Phrase, found: FoundName, gazetteer: Gazetteer, units: frozenset[str]) -> bool:
    """True for a country's name that is that of a province in a country of the story: "Niger state government"."""
    after = next((token for token in phrase.words if token.start >= found.end), None)
    if found.entity.kind != "state" or found.adjective or after is None or after.lower not in units:
        return False
    near = [code for code in phrase.story.countries[:2] if code != found.entity.country]
    name = phrase.text[found.start : found.end]
    forms = (f"{name} {after.lower.capitalize()}", name)
    places = (p for form in forms for p in gazetteer.candidates(form, near, loose=False))
    return any(p.kind == "admin1" and p.match in _SURE and p.country in near for p in places)


def _names(phrase: Phrase, nouns: frozenset[str], words: ActorWords) -> Iterator[str]:
    """Stretches of capitalised words outside known names, whole and before a unit's word: "Kano" in "Kano State".

    They touch what they say more of ("Aleppo residents") or stand behind a word like "in": a paper "Sun, or Freedom"
    is of no place.
    """
    run: list[int] = []
    for i, token in enumerate((*phrase.words, None)):
        other = token is not None and token.lower not in nouns and token.lower not in words.small
        if token is not None and other and token.is_capital and phrase.named(token) is None:
            run.append(i)
            continue
        for size in range(len(run), 0, -1) if run and _is_where(phrase, run, words.behind) else ():
            first, last = phrase.words[run[0]], phrase.words[run[size - 1]]
            if size < len(run) and phrase.words[run[size]].lower not in words.units:
                continue  # "Orlando" in a person's name
            after = phrase.words[run[size - 1] + 1 : run[size - 1] + 2]
            if after and after[0].lower in words.units:
                yield f"{phrase.text[first.start : last.end]} {after[0].lower.capitalize()}"  # "Niger state"
            yield phrase.text[first.start : last.end]
        run = []


def _is_where(phrase: Phrase, run: Sequence[int], behind: frozenset[str]) -> bool:
    before = phrase.words[max(run[0] - 2, 0) : run[0]]
    if run[-1] + 1 == len(phrase.words):
        return len(run) == len(phrase.words) or any(token.lower in behind for token in before)
    last, after = phrase.words[run[-1]], phrase.words[run[-1] + 1]
    return phrase.text[last.end : after.start] in _TOUCHING or any(token.lower in behind for token in before)
