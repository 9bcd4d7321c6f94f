"""Phrases about people: some of a country's ("two Egyptians"), and what only tells more of those who are meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dateline.knowledge.actors import ActorBook
from dateline.protocols import Story
from dateline.resolve.actors_beside import Beside
from dateline.resolve.actors_described import Described
from dateline.resolve.actors_names import FoundName
from dateline.resolve.actors_offices import Phrase
from dateline.resolve.actors_owners import Owners
from dateline.resolve.actors_shapes import Shapes
from dateline.resolve.actors_trim import Trim
from dateline.tokens import Token

_HYPHENS = frozenset(("-", "‑", "–"))
_Find = Callable[[str, Story], tuple[FoundName, ...]]  # the known names in words


class People:
    """Tells them with the words of the book it is given."""

    def __init__(
        self, book: ActorBook, described: Described, beside: Beside, shapes: Shapes, owners: Owners | None = None
    ) -> None:
        self._words, self._owners = book.words, owners
        self._described, self._beside, self._shapes = described, beside, shapes
        self._trim = Trim(book, described, book.unsaid)
        self._compounds = book.unsaid.compounds

    def some_of(self, phrase: Phrase) -> FoundName | None:
        """The country whose people the words mean, before or behind their name: "a Kenyan, Samuel Orange"."""
        if all(f.entity.kind != "state" for f in phrase.found):
            return None
        commas = [token.start for token in phrase.cut if token.text == ","]
        first = [t for t in phrase.words if not commas or t.start < commas[0]]
        rest = phrase.words[len(first) :]
        inside = self._words.in_names
        named = all(phrase.named(t) is None and (t.is_capital or t.lower in inside) for t in rest)
        if rest and named and (found := self._some_of(phrase, first)):
            return found
        if any(phrase.named(t) is not None for t in phrase.words[:-1]):
            return None
        return self._some_of(phrase, phrase.words)

    def described_words(self, phrase: Phrase) -> list[str]:
        """The words, lower case, that names leave, without "five-man" before a patrol, "rebel-held" before a town."""
        cut = phrase.cut
        measures: set[int] = set()
        for i in [i for i in range(2, len(cut)) if cut[i - 1].text in _HYPHENS]:
            counted = cut[i - 2].lower in self._words.some or cut[i - 2].text.isdigit()
            if counted and i < len(cut) - 1:
                measures.add(cut[i].start)
            if cut[i].lower in self._compounds:
                measures |= {cut[i - 2].start, cut[i].start}  # "a rebel-held town"
        kept = [t for t in phrase.words if t.start not in measures]
        return [t.lower for t in kept if (f := phrase.named(t)) is None or f.adjective]

    def own_words(self, words: str, story: Story, find: _Find) -> str:
        """Without what only tells more of people, unless that is the country they are from: "people fleeing Sudan"."""
        if words.isalpha():
            return words  # a single word
        words = self._trim.words(words, story, find)
        if self._owners is not None:
            words = self._owners.without(words, story, find)
        head = self._described.head(self._shapes.head(words))
        if head == words:
            return words
        rest = words[len(head) :]
        first = rest.lower().split()[:2]
        kind = self._described.kind(head.lower().split())
        inside = kind is not None and kind.kind != "military" and first[-1:] and first[-1] in self._words.of_there_in
        there = inside or (first and first[0] in self._words.of_there)
        found = find(rest, story) if there else ()
        there = all(f.entity.kind == "state" and not f.adjective for f in found)
        return words if found and there and self._described.kind(rest.lower().split()) is None else head

    def _some_of(self, phrase: Phrase, part: Sequence[Token]) -> FoundName | None:
        """ "A Belarusian", "two other Egyptians", "the American" are people of the country, not its government."""
        words, last = self._words, part[-1] if part else None
        found = phrase.named(last) if last is not None else None
        if last is None or found is None or found.entity.kind != "state" or found.metonym:
            return None
        low = [t.lower for t in part[:-1]]
        if any(phrase.named(t) is not None for t in part[:-1]):
            return None
        while low and low[-1] in words.some_between | {"the"} and not (len(low) == 1 and low[0] == "the"):
            low.pop()
        told = low[-1] if low else ""
        form = self._beside.people_form(found, last.text)
        some = told in words.some or told[:1].isdigit()
        of_people = some and (form is not None or part[-2].lower == told)
        one = told == "the" and form == "one"
        return found if of_people or one or (form == "many" and len(part) == 1) else None
