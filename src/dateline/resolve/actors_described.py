"""Nouns that describe whoever is not named, and which words are the head: "residents near the army base"."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence

from dateline.knowledge.actors import ActorBook, DescribedType
from dateline.resolve.actors_offices import Phrase
from dateline.tokens import Token, tokens

_PEOPLE = frozenset(("population", "rebel-group", "militia"))  # kinds whose word decides before "of", too
_ARMED = frozenset(("rebel-group", "militia"))


class Described:
    """Finds described types with the book it is given."""

    def __init__(self, book: ActorBook) -> None:
        self._words = book.words
        self._kinds: dict[str, DescribedType] = {}
        for kind in book.described:
            for noun in kind.nouns:
                self._kinds.setdefault(noun, kind)
        self._lasts = _written({noun.split(" ")[-1] for noun in self._kinds})
        offices = {words for words in book.offices.classes if " " in words}
        nouns = {noun for noun, kind in self._kinds.items() if not kind.ends_names} - offices
        self._parts = {word for noun in nouns for word in noun.split()} - book.words.last_only
        self._by_id = {kind.id: kind for kind in book.described}
        self._telling = _phrases(book.words.telling)
        self._not_telling = _phrases(book.words.not_telling)
        self._sideless, self._compounds = book.unsaid.sideless, book.unsaid.compounds
        self._seen = functools.lru_cache(maxsize=4096)(self._kind)  # the same words are asked of several times

    def kind(self, low: Sequence[str]) -> DescribedType | None:
        """The type that words in lower case describe; the head decides before what stands behind it."""
        return self._seen(tuple(low))

    def _kind(self, low: tuple[str, ...]) -> DescribedType | None:
        end = self._head_end(low)
        head = self._last(low[:end])
        if low[end : end + 1] == ("by",) and low[end - 1] in self._compounds:
            return head  # "a firm controlled by the army"
        if head is None or end == len(low):
            return head or self._last(low)
        if low[end] in self._words.whose and low[end - 1].endswith("ed") and low[end] != "of":
            return head  # "members linked with the murder of priests"
        if low[end] in self._words.whose and (head.kind not in _PEOPLE or low[end - 1] in self._words.not_heads):
            return self._last(low)
        return head

    def in_story(self, kind: DescribedType, country: str | None) -> DescribedType:
        """The type that is meant in stories of the country."""
        other = next((ident for ident, countries in kind.instead.items() if country in countries), kind.id)
        return self._by_id[other]

    def noun(self, low: Sequence[str]) -> str:
        """The words that describe, the longest that stand last; empty where none do."""
        stops = self._stops(low)
        spans = ((stop - size, stop) for size in (3, 2, 1) for stop in stops if size <= stop)
        return next((w for at, stop in spans if (w := " ".join(low[at:stop])) in self._kinds), "")

    def is_description(self, name: str, phrase: Phrase) -> bool:
        """True where a capitalised name says no more than a description: "Foreign Ministry" """
        start = phrase.text.find(name)
        inside = [t for t in phrase.words if start <= t.start < start + len(name)]
        capital = [t for t in inside if t.is_capital]
        if len([t for t in capital if phrase.named(t) is None]) > 2 and any(t.lower == "of" for t in inside):
            return False  # "Ministry of Fisheries and Trade"
        return all(t.lower in self._parts or phrase.named(t) is not None for t in capital)

    def head(self, text: str) -> str:
        """What stands before words that only tell more of people: "people protesting against the government"."""
        cut = [token for token in tokens(text) if token.is_word]
        low = [token.lower for token in cut]
        for at in reversed(self._stops(low[:-1])):
            if not self._ends_noun(low[:at]) or text[cut[at - 1].end : cut[at].start].strip():
                continue
            if self._tells(cut, low, at):
                return text[: cut[at - 1].end]
        return text

    def is_relative(self, phrase: Phrase) -> bool:
        """True where the head is a word for somebody's family, and no person or group is named."""
        low = [token.lower for token in phrase.words]
        end = self._head_end(low)
        last = phrase.words[end - 1] if end else None
        if last is None or last.is_capital or phrase.named(last) is not None:
            return False
        return any(form in self._words.relatives for form in forms(last.lower))

    def is_beside(self, phrase: Phrase, start: int) -> bool:
        """True for a name behind people who are none of it: "residents near the army base", "hostages of Daesh"."""
        low = [t.lower for t in phrase.words if t.start < start]
        end = self._head_end(low)
        if end in (0, len(low)):
            return False
        kind = self._last(low[:end])
        if kind is None or kind.kind != "population" or kind.id == "unnamed-sources":
            return False
        if any(word in self._words.whose for word in low[end:]):
            return low[end] == "of" and any(form in self._words.no_part for form in forms(low[end - 1]))
        return self._ends_noun(low[:end])

    def _tells(self, cut: Sequence[Token], low: Sequence[str], at: int) -> bool:
        if _begins(low, at, self._telling):
            return True
        many = low[at - 1] not in self._kinds or low[at - 1].endswith(self._words.many)
        verb = low[at].endswith("ing") and not cut[at].is_capital and at + 1 < len(cut)
        return verb and many and not _begins(low, at, self._not_telling)

    def _ends_noun(self, low: Sequence[str]) -> bool:
        kind = self._at(low, len(low) - 1, 1) or self._at(low, len(low) - 2, 2)
        return kind is not None and kind.kind in _PEOPLE | {"military"}

    def _head_end(self, low: Sequence[str]) -> int:
        """Where the head ends: before the first word like "of", not at the beginning."""
        return next((i for i, word in enumerate(low) if i and word in self._words.behind), len(low))

    def _last(self, low: Sequence[str]) -> DescribedType | None:
        """The type of the longest words that stand last; of "rebel soldiers" that of the rebels."""
        not_meant, stops = self._words.not_meant, self._stops(low)
        for size in (3, 2, 1) if stops else ():
            for at in [stop - size for stop in stops if size <= stop]:
                kind = self._at(low, at, size)
                lone = len(low) == 1 and not low[at].endswith("s")  # "Christian"
                alone = size == 1 and low[at] in self._words.last_only and (lone or at < len(low) - 1)
                if (
                    kind is not None
                    and not alone
                    and not self._is_stance(low, at, size)
                    and " ".join(low[max(at - 1, 0) : at + size]) not in not_meant
                ):
                    return self._before(low, at, kind)
        return None

    def _is_stance(self, low: Sequence[str], at: int, size: int) -> bool:
        """True for what somebody is against or for: "anti-government protests"."""
        before = low[at - 1] if at else ""
        if before in self._words.in_favour and size > 1:
            return any(form in self._sideless for form in forms(low[at + size - 1]))
        return before in self._words.against or (before in self._words.in_favour and size == 1 and at + size < len(low))

    def _before(self, low: Sequence[str], at: int, kind: DescribedType) -> DescribedType:
        """Of armed people and sources the word right before says who they are, but not in "anti-rebel forces"."""
        generic = kind.kind == "military" or kind.id in ("unidentified-armed-group", "unnamed-sources")
        if not generic or not at or (at > 1 and low[at - 2] in self._words.against):
            return kind
        who = self._at(low, at - 1, 1)
        return who if who is not None and who.kind in _ARMED else kind

    def _stops(self, low: Sequence[str]) -> list[int]:
        """Where words that describe may end, the last first."""
        return [stop for stop in range(len(low), 0, -1) if low[stop - 1] in self._lasts]

    def _at(self, low: Sequence[str], at: int, size: int) -> DescribedType | None:
        if at < 0 or low[at + size - 1] not in self._lasts:
            return None
        before = " ".join([*low[at : at + size - 1], ""])
        found = (self._kinds.get(before + last) for last in forms(low[at + size - 1]))
        return next((kind for kind in found if kind is not None), None)


@functools.lru_cache(maxsize=20_000)
def forms(word: str) -> tuple[str, ...]:
    """A word as it is and as one of many."""
    return tuple(dict.fromkeys((word, word.removesuffix("s"), word.removesuffix("ies") + "y")))


def _written(words: Collection[str]) -> frozenset[str]:
    """Every word that has one of these among its `forms`.

    >>> sorted(_written({"army", "men"}))
    ['arm', 'armies', 'army', 'armys', 'men', 'mens']
    """
    stems = [word[:-1] for word in words if word.endswith("y")]
    return frozenset((*words, *(f"{word}s" for word in words), *stems, *(f"{stem}ies" for stem in stems)))


def _phrases(listed: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words.split()) for words in listed)


def _begins(low: Sequence[str], at: int, phrases: frozenset[tuple[str, ...]]) -> bool:
    return tuple(low[at : at + 1]) in phrases or tuple(low[at : at + 2]) in phrases
