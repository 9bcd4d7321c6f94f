"""What kind of thing the words of a mention name: a person, several, a body or other thing, or a place."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from typing import Final

from dateline.knowledge.lexicon import ReferenceWords
from dateline.records import Mention
from dateline.tokens import tokens

JOINTS: Final = frozenset(("of", "in", "at", "from", "for", "to"))
PLACES: Final = frozenset(("place", "origin", "destination"))
_THOSE: Final = frozenset(("those", "these"))
_FULL: Final = 2  # words of a full name
VOICES: Final = frozenset(("outlet", "agency"))
_PUBLISHERS: Final = VOICES | {"monitor", "ngo", None}
_AFTER: Final = "to|by|with|from|in|at|on|as|for|of|under|against|near|the|an?"
_NAMED: Final = re.compile(r"(?:The )?((?:[a-z][\w'’-]* )*)([A-Z].*)")
_THE_NAME: Final = re.compile(r"[Tt]he (?:[A-Z][\w'’-]+ ?){1,2}")  # "The EFF", "The Odu Star" are nobody
_ONE_NAME: Final = re.compile(r"(?:[A-Za-z]{2}-)?[A-Z][a-z’'-]+(?:[A-Z][a-z]+)?")
_BRACKETS: Final = re.compile(r"\s*[(\[][^)\]]*(?:[)\]]|$)")


class Kinds:
    """Tells them apart by words; `known` gives the kind of an entity that a name is, where a book holds it."""

    def __init__(self, words: ReferenceWords, known: Callable[[str], str | None] | None) -> None:
        self._words = words
        self._bare = words.bare
        self._titles = frozenset(words.titles)
        self.organisations = frozenset(words.organisation_words) | {w for w, k in words.bare.items() if k == "thing"}
        self._bodies = self.organisations | frozenset(words.bodies)
        self._small = frozenset(words.small)
        self._papers = frozenset(words.papers)
        self._lifeless, self._whose = frozenset(words.lifeless), frozenset(words.possessive)
        self._one, self._ends_adjective = frozenset(words.one), tuple(words.ends_adjective)
        self._bodies_in_s = tuple(words.bodies_in_s)
        many, ends = ("|".join(map(re.escape, some)) for some in (words.before_many, words.ends_many))
        self._many_named = re.compile(
            rf"(?:.*\b)?(?:(?:{many}|\d+) [A-Z]\w+s|[A-Z]\w*(?:{ends}))(?: (?:of|in|at|from)\b.*)?"
        )
        described = rf"(?:[a-z]+(?:ing|ed)|{'|'.join(words.belonging)}) (?:{_AFTER})\b"
        self._behind = re.compile(  # the head: "soldiers belonging to", "a group led by", "rebels who"
            rf"(?<=[a-z])(?<!\bthe)(?<!\ban)(?<!\ba) (?:{described}|including\b)|,? (?:who|which|whom|whose|that)\b"
        )
        self._people = frozenset((*words.people, *(noun for noun, kind in words.bare.items() if kind == "person")))
        self._bearers = self._people | self._titles
        self._known = functools.lru_cache(maxsize=20_000)(known) if known is not None else None

    def known(self, exact: str) -> str | None:
        """The kind of entity that a book has under these words, but for an article or noun before it ("its ally Iran").

        Kinds are those of the book: state, rebel-group, person.
        """
        named = _NAMED.fullmatch(exact) if self._known is not None else None
        if named is None or self._known is None or not self._small.isdisjoint(named[1].split()):
            return None
        return self._known(named[2])

    def voice(self, exact: str) -> bool:
        """Whether a book has these words as an outlet or a news agency."""
        return self.known(exact) in VOICES

    def publishes(self, exact: str) -> bool:
        """False for a name that a book has of a state, a force, a person: none hands out news as a newspaper does."""
        return self.known(exact) in _PUBLISHERS

    def unknown(self, exact: str) -> bool:
        """Whether the words are one capitalised word that neither a book nor a list of bodies has: maybe a surname.

        What a person is may stand before it: "journalist Idris".
        """
        lead, _, name = exact.rpartition(" ")
        if _ONE_NAME.fullmatch(name) is None or name.endswith(self._ends_adjective) or self._known is None:
            return False
        if lead and lead.split()[-1] not in self._people:
            return False
        low = name.lower()
        known = self._known(name) or self._known(name[:1].upper() + name[1:])
        return known is None and low not in self._bodies | self._papers | self._small | self._bare.keys()

    def several(self, exact: str, low: Sequence[str]) -> bool:
        """Whether "they" may be a thing of these words: a body of people, neither a statement nor an agency."""
        entity = self.known(exact)
        if entity is not None:
            return entity not in VOICES
        if self._is_lifeless(low):
            return False
        body = not self._bodies.isdisjoint(low) or re.search(r"\b[A-Z]{2,}s?$", exact) is not None
        return self._papers.isdisjoint((low[-1], head(low)[-1])) and (body or self._known is None)

    def described(self, exact: str) -> str:
        """ "person", "plural" or "lifeless" for words without a name that surely are that, else "thing"."""
        low = lower(self._behind.split(without_brackets(exact).partition(", ")[0], maxsplit=1)[0])
        noun = head(low)[-1] if low else ""
        if noun in self._bearers:
            return "person"
        if self._is_lifeless(low):
            return _of_lifeless(noun)
        ends = noun.endswith("s") and len(noun) > 4 and not noun.endswith(("ss", *self._bodies_in_s))
        return "plural" if noun in self._words.many or ends or low[:1] in (("those",), ("these",)) else "thing"

    def of(self, exact: str, low: tuple[str, ...], mention: Mention) -> str:
        """Person, plural, thing, place or lifeless, which several things are that no pronoun of those who act means."""
        if mention.kind in PLACES:
            return "place"
        before = self._behind.split(without_brackets(exact), maxsplit=1)[0].strip()
        if before and before != exact:
            words = lower(before)
            return self.of(before, words, mention) if words else "thing"
        if low[0] in _THOSE:
            return "plural"  # "those held in the raid"
        entity = self.known(exact)
        if entity is not None:
            several = self._common(exact)  # "Syrian rebels"
            return {"person": "person", "population": "plural"}.get(entity, "plural" if several else "thing")
        name, comma, _ = exact.partition(", ")  # "Bukar Modu, chairman of the local council": the name says what he is
        if comma and len(re.findall(r"(?:^|[\s-])[A-Z]", name)) > 1:
            return self.of(name, lower(name), mention)
        name = exact.rpartition(", ")[2]  # "An army spokesman, Lieutenant Ali Omar"
        if comma and re.fullmatch(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)+", name):
            return "person"
        noun = head(low)[-1]
        named = mention.kind == "source" or is_named(exact)
        if not named and (described := self.described(exact)) != "thing":
            return described  # "The children", "One man"
        if noun in exact and self._is_lifeless(low):
            return _of_lifeless(noun)  # "two Fenland tanks"
        if low[0] in ("a", "an") and self._bare.get(noun) in ("person", "plural"):
            return self._bare[noun]  # "a source in Hasaka" is no thing
        if low[0] in self._one and exact.split()[-1] in self._people and (noun == low[-1] or self._after_name(exact)):
            return "person"  # "a Bama man", "a University of Bama student"
        owned = re.search(r"['’]s? (?:[A-Za-z-]+ )*([a-z]+)$", exact)  # "Ali Omar's kidnapping" is not he
        if owned and owned.group(1) not in self._titles and self._bare.get(owned.group(1)) != "person":
            return "plural" if owned.group(1).endswith("s") else "thing"
        return "plural" if self._are_several(exact, low, noun) else self._by_nouns(exact, low, noun, mention)

    def _are_several(self, exact: str, low: Sequence[str], noun: str) -> bool:
        """ "Leaders of the Northern opposition", "Islamist Rebels", "National Guardsmen", "suspected Maoists"."""
        return (
            _several(noun, low, exact)
            or (self._common(exact) and self._after_name(exact))
            or self._bare.get(low[-1]) == "plural"
            or low[-1].endswith("men")
            or (self._many_named.fullmatch(exact) is not None and self.organisations.isdisjoint(low))
        )

    def _is_lifeless(self, low: Sequence[str]) -> bool:
        """ "Seven cartridges", "the house of Ali Omar": nothing that "they" may mean who act."""
        return not self._lifeless.isdisjoint(head(low)[-1:])

    def _is_member(self, exact: str, low: Sequence[str]) -> bool:
        """ "Lake Congress member Ann Lee", "Secretary Ann Lee of the Lake Congress": a person, not a body."""
        first = head(low)
        if self.organisations.isdisjoint(first) and len(first) < len(low):
            return not self._bearers.isdisjoint(first[:-1])
        body = max(n for n, word in enumerate(low) if word in self.organisations)
        rest, named = low[body + 1 : -1], exact.split()[-1][:1].isupper()
        return named and JOINTS.isdisjoint(rest) and not self._bearers.isdisjoint(rest)

    def _common(self, exact: str) -> bool:
        """Whether words end with a common noun in the plural."""
        last = exact.split()[-1]
        ends = last.endswith("s") and len(last) > 4 and not last.endswith(("ss", "news"))
        return last.islower() and (ends or last in self._words.many)

    def _by_nouns(self, exact: str, low: tuple[str, ...], noun: str, mention: Mention) -> str:
        """By titles and words of organisations, else by how the words are written."""
        held = re.search(r"\b([a-z]+)((?: (?:[a-z]{2,3}-)?[A-Z][\w.'’-]*)+)$", exact)
        if held and held[1] in self._titles:
            return "person"  # "army spokesman Colonel Sagir Musa"
        if (
            held
            and held[1] in self._people
            and len(held[2].split()) == _FULL
            and self._bodies.isdisjoint(lower(held[2]))
        ):
            return "person"  # "Fen Daily owner Ali Omar"
        if low[0] in self._whose and exact.partition(" ")[2][:1].isupper() and self._bearers.isdisjoint(low):
            return "thing"  # "its Outer Fenland", not "its President Ann Lee"
        if noun in self._titles or (noun in self._people and noun not in self.organisations):
            return "person"
        described = mention.kind == "source" and low[0] in self._words.describing and noun in exact  # not a name's end
        if described and noun not in self.organisations and not noun.endswith("s"):
            return "person"  # "a mother of three", "a militia delegate"
        if any(word in self.organisations for word in low):
            if self._is_member(exact, low):
                return "person"
            return "plural" if noun.endswith("s") and noun not in self._bodies_in_s else "thing"
        capitals = re.findall(r"(?:^|\s)(?:[a-z]{2,3}-)?[A-Z][\w'’-]+", exact)
        named = re.search(r"(?:^|\s)[A-Z][\w'’-]+\s+(?:[a-z]{2,3}[- ])?[A-Z][\w'’-]+$", exact)
        full = len(capitals) >= _FULL and _THE_NAME.fullmatch(exact) is None
        if any(word in self._titles for word in low) or (full and (exact[:1].isupper() or named)):
            return "person"
        if low[-1].endswith("s") and len(low[-1]) > 4 and capitals[-1:] != [" " + exact.split()[-1]]:
            return "plural"
        return "thing"

    def _after_name(self, exact: str) -> bool:
        """Whether the last word stands behind a name or a bracket: "Lake Front (LF) cadres"."""
        *_, before, last = ("", *exact.split())
        return (before[:1].isupper() or before.endswith(")")) and last not in self._bodies_in_s


@functools.lru_cache(maxsize=10_000)
def lower(exact: str) -> tuple[str, ...]:
    """The words in lower case."""
    return tuple(t.lower for t in tokens(exact) if t.is_word)


def without_brackets(exact: str) -> str:
    """The words without those in brackets."""
    return _BRACKETS.sub("", exact)


def is_named(exact: str) -> bool:
    """Whether there is a capital in words after their first letter."""
    return any(ch.isupper() for ch in exact[1:])


def head(words: Sequence[str]) -> Sequence[str]:
    """The words up to the first "of", "for", "in": "a spokesman" of "a spokesman for the group"."""
    return words[: next((i for i, word in enumerate(words) if word in JOINTS), len(words))] or words


def _of_lifeless(noun: str) -> str:
    """Of lifeless things one may be "it"; of several no more is known than that they do not act."""
    return "lifeless" if noun.endswith("s") else "thing"


def _several(noun: str, low: Sequence[str], exact: str) -> bool:
    """A common noun in the plural before "of" or "from"."""
    common = noun == low[0] or noun in exact
    return noun != low[-1] and noun.endswith("s") and len(noun) > 4 and common and not noun.endswith(("ss", "news"))
