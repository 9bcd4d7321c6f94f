"""The country of people or bodies named by a place: "Aleppo residents", "Kano State government"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.protocols import Gazetteer
from dateline.resolve.actors_offices import Phrase

_SURE = frozenset(("exact", "folded"))
_TOWN = 20_000  # people; smaller ones are called like other words too often ("Many", "Most")
_LARGE = 100_000  # people; a place this large is meant where the story says nothing
_FAR_LARGER = 5


def country_of_place(
    phrase: Phrase, gazetteer: Gazetteer, nouns: frozenset[str], units: frozenset[str]
) -> tuple[str, str] | None:
    """The country of a place in the phrase that no known name covers, and why; None where none is sure.

    `nouns` are words that describe people and bodies ("Rebels" at the beginning of a sentence is no place), `units`
    those that follow a place's name ("Orange State government").
    """
    for name in _names(phrase, nouns, units):
        found = gazetteer.candidates(name, phrase.story.countries[:3], loose=False)
        places = [p for p in found if p.match in _SURE and p.country]
        sized = [p for p in places if p.population >= _TOWN or p.kind != "settlement"]
        near = next((p for c in phrase.story.countries[:3] for p in sized if p.country == c), None)
        if near is not None and near.country is not None:
            return near.country, f"{name!r} is a place in a country of the story"
        largest = sorted(places, key=lambda p: -p.population)[:2]
        alone = len({p.country for p in places}) == 1 or (
            len(largest) > 1 and largest[0].population > _FAR_LARGER * largest[1].population
        )
        if largest and largest[0].country is not None and largest[0].population >= _LARGE and alone:
            return largest[0].country, f"{name!r} is a large place there, and no other is as large"
    return None


def _names(phrase: Phrase, nouns: frozenset[str], units: frozenset[str]) -> Iterator[str]:
    """Stretches of capitalised words outside known names, whole and before a unit's word: "Kano" in "Kano State"."""
    run: list[int] = []
    for i, token in enumerate((*phrase.words, None)):
        if token is not None and token.is_capital and phrase.named(token) is None and token.lower not in nouns:
            run.append(i)
            continue
        for size in range(len(run), 0, -1):
            first, last = phrase.words[run[0]], phrase.words[run[size - 1]]
            if size < len(run) and phrase.words[run[size]].lower not in units:
                continue  # "Orlando" in a person's name
            yield phrase.text[first.start : last.end]
        run = []
