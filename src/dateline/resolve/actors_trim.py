"""The words of a mention without what only says where somebody is or whose ally, before anybody is looked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from dateline.knowledge.actors import ActorBook, Entity
from dateline.knowledge.unsaid_words import UnsaidWords
from dateline.protocols import Story
from dateline.resolve.actors_described import Described
from dateline.resolve.actors_names import FoundName

Find = Callable[[str, Story], tuple[FoundName, ...]]  # the known names in words
_DEFINITE = r"(?=(?:the|a|an|its|their|his|her)\b|[A-Z])"
_SOURCES = "unnamed-sources"


class Trim:
    """Trims with the words of the book it is given."""

    def __init__(self, book: ActorBook, described: Described, words: UnsaidWords) -> None:
        self._book, self._described = book, described
        near, definite, close = (_any(listed) for listed in (words.near, words.near_if_definite, words.close))
        some = _any(book.words.some)
        not_many = rf"(?!\d|{some}\b(?<!\ba)(?<!\ban))"  # "close to 20 villagers"
        self._near = re.compile(rf"(?P<head>.*?\w),? (?:{near} {not_many}|{definite} {_DEFINITE})")
        self._leads = re.compile(rf"(?:{near}|{definite}) {_DEFINITE}", re.IGNORECASE)
        self._circle = re.compile(rf"(?P<head>.*?\w),? {close} ")
        self._ally = re.compile(rf"(?:(?!(?:and|or|of) )[\w.'’-]+ ){{1,4}}?{_any(words.allies)} (?=[A-Z])")
        what = _any(words.of_coalitions)
        self._led = re.compile(rf"(?:[Tt]he )?(?P<who>[A-Z][\w.]*(?: [A-Z]\w*)?)[-‑–]led(?: {what})?")

    def words(self, words: str, story: Story, find: Find) -> str:
        """What is left; the words as they are where nothing is to go."""
        words = self._coalition(words, story, find) or self._behind_ally(words, story, find) or words
        found = self._near.match(words)
        people = self.circle(words) if found is not None else None
        if found is None or (people is not None and find(words[people:], story) and not find(words[:people], story)):
            return words
        rest = words[found.end() :]
        told = find(rest, story) or self._described.kind(rest.lower().split()) is not None
        outside = found["head"].rsplit(" ", 1)[-1].lower() not in self._book.words.behind
        return found["head"] if told and outside else words

    def circle(self, words: str) -> int | None:
        """Where the people end in "men close to Assad": of his circle, not named; sources are so wherever they are."""
        found = self._circle.match(words)
        kind = self._described.kind(found["head"].lower().split()) if found is not None else None
        people = kind is not None and kind.kind == "population" and kind.id != _SOURCES
        return found.end("head") if found is not None and people else None

    def says_where(self, words: str) -> bool:
        """True for "near the parliament"."""
        return self._leads.match(words) is not None

    def _coalition(self, words: str, story: Story, find: Find) -> str | None:
        """ "US-led warplanes" in stories of a country where a coalition that is known is led so."""
        found = self._led.fullmatch(words)
        if found is None or any(not name.adjective and name.end > found.end("who") for name in find(words, story)):
            return None
        whole = f"the {found['who']}-led coalition"
        near = story.countries[:2]
        there = next((f.entity for f in find(whole, story) if f.end == len(whole)), None)
        if there is None or not (there.country in near or any(name.context in near for name in there.names)):
            return None
        begun = there.active.from_ if there.active is not None else None
        if story.day is not None and begun and story.day.isoformat() < begun:
            return None
        bare = found.end() == found.end("who") + len("-led")
        return None if bare and self._led_others(there, found["who"], near[0]) else whole

    def _led_others(self, coalition: Entity, who: str, country: str) -> bool:
        """True where another coalition was led so in the country, as in Iraq in 2003."""
        others = (e for e in self._book.by_id.values() if e.kind == coalition.kind and e.id != coalition.id)
        names = (name for entity in others for name in entity.names)
        return any(name.context == country and name.text.startswith(f"{who}-led") for name in names)

    def _behind_ally(self, words: str, story: Story, find: Find) -> str | None:
        """ "Regime ally Russia" is Russia."""
        found = self._ally.match(words)
        rest = words[found.end() :] if found is not None else ""
        names = find(rest, story) if rest else ()
        whole = len(names) == 1 and names[0].start == 0 and not names[0].adjective
        return rest if whole and names[0].end == len(rest) else None


def _any(words: Iterable[str]) -> str:
    listed = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return f"(?:{listed})"
