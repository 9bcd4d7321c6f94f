"""Phrases that name one person or thing without a number: "a villager", "Daniel Pearl", but not "ammunition"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.knowledge.lexicon import NumberWords
from dateline.tokens import Token

_ALSO_ONE = ("youth", "personnel")  # "a youth", though "youth" may be several
_ALONE = (["another"], ["the", "other"])
_NTH = re.compile(r"\d+(?:st|nd|rd|th)$")


class Ones:
    """Tells such phrases from others with the words it is given."""

    def __init__(self, words: NumberWords) -> None:
        self._several = frozenset(words.several)
        self._many = frozenset((*words.several, *words.not_one, *words.scales, *words.units))
        self._persons, self._titles = words.persons | words.aged | words.titles, words.titles
        self._determiners, self._one_more = words.determiners, words.one_more
        self._behind, self._ordinals = words.behind_nouns, words.ordinals
        self._money = frozenset(words.money)

    def is_several(self, word: str) -> bool:
        """True for a word, lower case, that means several or nobody in particular: "people", "they", "both"."""
        return word in self._many

    def named(self, cut: Sequence[Token]) -> bool:
        """True where the noun before any "of", "who" or comma is one person's or thing's, and nothing is joined to it.

        Without an article, a possessive or a capital only a word for a person is: neither "just" nor "ammunition".
        """
        start = len(cut) > 1 and cut[0].lower == "that"  # "that bomb"
        ends = (at for at, t in enumerate(cut) if at >= start and (t.text == "," or t.lower in self._behind))
        if sum((t.text == "(") - (t.text == ")") for t in cut):
            return False  # "Safety Act (PSA"
        if self._is_one_of_a_body(cut):
            return True
        head = [t for t in cut[: next(ends, len(cut))] if t.is_word]
        low = [t.lower for t in head]
        joined = any(t.lower == "and" or t.text == "&" or t.lower in self._money for t in cut)
        one_of_them = low[:1] == ["a"] and low[-1] in _ALSO_ONE
        if not head or joined or not head[-1].text[0].isalpha() or (low[-1] in self._many and not one_of_them):
            return low in _ALONE
        plural = low[-1].endswith("s") and not low[-1].endswith(("ss", "us", "is")) and not self._is_titled(head)
        counted_off = any(word in self._ordinals or _NTH.match(word) for word in low)
        if (plural and low[-1] not in self._persons) or (counted_off and low[0] not in self._one_more):
            return False
        told = low[0] in self._determiners or any(t.is_capital for t in head) or "'s" in (t.lower for t in cut)
        return told or low[-1] in self._persons

    def _is_titled(self, head: Sequence[Token]) -> bool:
        """ "General Carlos Prats": what follows a word for one person is a name, whatever letter it ends in."""
        title = max((at for at, t in enumerate(head[:-1]) if t.lower in self._persons), default=None)
        if title is None or not all(t.is_capital for t in head[title + 1 :]):
            return False
        return head[title].lower in self._titles or head[title + 2 :] != []  # no "civilian Kurds", no "Rebel Fighters"

    def _is_one_of_a_body(self, cut: Sequence[Token]) -> bool:
        """ "A Party of Work (PW) cadre": one person, of a body with a name of several words."""
        words = [t for t in cut if t.is_word]
        named = all(t.is_capital or t.lower in ("of", "for", "the") for t in words[1:-1])
        plain = not any(t.text == "," for t in cut)
        return plain and named and len(words) > 1 and words[0].lower in ("a", "an") and words[-1].lower in self._persons
