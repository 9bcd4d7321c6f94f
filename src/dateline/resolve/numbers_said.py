"""Numbers of phrases that a reader took for counts: "twice", "both sons", "a third of them", "the fifth such raid"."""

from __future__ import annotations

import dataclasses
import re

from dateline.knowledge.files import alternatives
from dateline.records import Number, Unresolved, Why
from dateline.resolve.numbers import NumberGrammar
from dateline.resolve.numbers_values import bounded, exact_number
from dateline.tokens import tokens

_DIGIT_NTH = re.compile(r"(?P<figure>\d+)(?:st|nd|rd|th|d)$")
_IN_ALL = re.compile(r"(?:\s+[\w-]+)?\s+(?:in|(?:out\s+)?of)\s+(?:every\s+|the\s+)?")
_THINGS = frozenset(("strikes", "villages", "vehicles", "targets", "other"))  # measures of what are no people
_HUNDRED, _TWENTY = 100, 20


class SaidNumbers:
    """Reads them with a grammar of numbers, by what the phrase counts and over how much."""

    def __init__(self, grammar: NumberGrammar) -> None:
        words = grammar.words
        self._grammar, self._ordinals, self._ranks = grammar, words.ordinals, words.ranks
        self._goods = NumberGrammar(words.model_copy(update={"goods": [], "money": [], "currencies": []}))
        self._no_people = words.impersonal | {_plural(noun) for noun in words.several}
        self._units = frozenset(words.not_before)
        self._signs = re.compile(alternatives(words.money), re.I)
        often = alternatives(words.often)
        self._ratio = re.compile(rf"\b(?:times|{often})\s+(?:{alternatives(words.ratios)})\b", re.I)
        self._times = re.compile(r"(?:for\s+)?(?P<number>.+?)\s+(?:more\s+)?times\b", re.I)
        self._often = re.compile(rf"(?P<before>.*?)\b(?P<word>{often})\b", re.I | re.S)
        tens = alternatives(word for word, value in words.units.items() if value >= _TWENTY)
        own = rf"(?:{alternatives([*words.before_ordinals, *words.possessives])})\s+"
        nth = rf"(?:{tens})-(?:first|{alternatives(words.ordinals)})"
        self._nth = re.compile(
            rf"(?:for\s+)?(?:{own})?(?P<word>{nth}|{alternatives(words.ordinals)}|\d+(?:st|nd|rd|th|d))\b(?!-)", re.I
        )
        self._two = re.compile(rf"(?:{own})?(?:[\w-]+\s+)?(?P<word>{alternatives(words.sets)})\b(?!['’-])", re.I)
        self._behind = re.compile(rf"\s+(?:{alternatives(words.behind_sets)})\b|,")
        parts = alternatives([*words.fractions, *(f"{w}s" for w in words.fractions)])
        self._fraction = re.compile(
            rf"(?:(?P<how>an?|{alternatives(words.units)}|\d+)[\s-]+)?(?P<part>{parts})\b(?!-)", re.I
        )
        self._bound = re.compile(rf"({alternatives(p for said in words.quantifiers.values() for p in said)})\s+", re.I)

    def read(self, words: str, measure: str, scope: str) -> Number | Unresolved:
        """The number that a phrase states of such a measure.

        An ordinal is a total where the count is one, and else one person or thing: "the third journalist killed this
        year" are three by then, "a third man died" is one. A rank is neither ("the third largest city").
        """
        number = self._share(words) if measure == "share" else self._plain(words, measure, scope)
        if number is None:
            number = self._grammar.read(words)
            if isinstance(number, Number) and measure == "share" and not self._can_be_share(words, number):
                return Unresolved(Why.UNREADABLE, f"no share in {words!r}")
            found = self._goods.find(self._signs.sub(" ", words))
            if isinstance(number, Number) or measure != "other" or not found:
                return number
            number = found[0].number
        if isinstance(number, Unresolved):
            return number
        return dataclasses.replace(number, reasons=(f"{words!r} is {number.value}",))

    def _can_be_share(self, words: str, number: Number) -> bool:
        """Whether a number is said that is in per cent or at least no more than a hundred."""
        most = max(value or 0 for value in (number.low, number.high, number.point))
        found = self._grammar.find(words)
        return bool(found) and (most <= _HUNDRED or any(f.percent for f in found))

    def _plain(self, words: str, measure: str, scope: str) -> Number | Unresolved | None:
        """ "Three times", "twice", "the third journalist", "both sons"; nobody is killed twice."""
        happens = measure in ("other", "strikes")
        if happens and self._ratio.search(words):
            return Unresolved(Why.UNREADABLE, f"{words!r} compares or says how often")
        if happens and (times := self._times.match(words)):
            number = self._grammar.read(times["number"])
            return number if isinstance(number, Number) else None
        often = self._often.match(words) if happens else None
        if often and len(often["before"].split()) <= 2:
            number = self._grammar.read(f"{often['before']}{self._grammar.words.often[often['word'].lower()]}")
            return number if isinstance(number, Number) else None
        if nth := self._nth.match(words):
            return self._one_of_many(self._value(nth["word"].lower()), words[nth.end() :].strip(), scope)
        if (two := self._two.match(words)) and not self._grammar.find(words):
            return self._set(two["word"].lower(), words[two.end() :], measure)
        return None

    def _one_of_many(self, value: int, rest: str, scope: str) -> Number | None:
        """The total or the one that an ordinal before such words means; none before a rank, a name or a unit."""
        first = rest.split()[:1]
        if first and (first[0].lower() in self._ranks or first[0].lower() in self._units or rest.istitle()):
            return None
        one = not rest or self._grammar.ones.named(tokens(f"a {rest}"))
        if scope == "cumulative":
            return exact_number(value) if one else None
        number = exact_number(1) if one else self._grammar.read(f"a {rest}")
        return number if isinstance(number, Number) else None

    def _set(self, word: str, rest: str, measure: str) -> Number | None:
        """How many "both" or "couple" are: no people, where they are armies or sides, nor is a "twin brother" two."""
        head = self._behind.split(rest.lower(), maxsplit=1)[0].split()[-1:]
        if measure not in _THINGS and not self._no_people.isdisjoint(head):
            return None
        sets = self._grammar.words.sets
        single = f"{word}s" in sets and self._grammar.ones.named(tokens(f"a{rest}"))
        return None if single else exact_number(sets[word])

    def _value(self, word: str) -> int:
        if figure := _DIGIT_NTH.match(word):
            return int(figure["figure"])
        tens, _, rest = word.rpartition("-")
        return self._grammar.words.units.get(tens, 0) + self._ordinals.get(rest, 1)

    def _share(self, words: str) -> Number | Unresolved | None:
        """A fraction in per cent, rounded, but never to none or to all; None where no fraction is stated."""
        bound = self._bound.match(words)
        rest = words[bound.end() :] if bound else words
        parts = self._of_all(rest) or self._part(rest)
        if parts is None:
            return None
        part, whole = parts
        value = (part * _HUNDRED * 2 + whole) // (whole * 2)
        if not 0 < value < _HUNDRED:
            return Unresolved(Why.UNREADABLE, f"{words!r} is no share in whole per cent")
        phrases = self._grammar.words.quantifiers.items()
        name = next((name for name, said in phrases if bound and bound[1].lower() in said), None)
        return bounded(name, value) if name else exact_number(value)

    def _of_all(self, words: str) -> tuple[int, int] | None:
        """ "Nine in ten", "three of every four", "one resident in four"."""
        found = self._grammar.find(words)[:2]
        if len(found) < 2 or found[0].start or not _IN_ALL.fullmatch(words, found[0].end, found[1].start):
            return None
        part, whole = (f.number.point if f.number.quantifier == "exact" else None for f in found)
        return (part, whole) if part and whole and part <= whole else None

    def _part(self, words: str) -> tuple[int, int] | None:
        """ "A third", "two thirds", "half", but not "half a million"."""
        found = self._fraction.match(words)
        if found is None or any(f.start == 0 and f.end > found.end() for f in self._grammar.find(words)):
            return None
        name, how = found["part"].lower(), (found["how"] or "one").lower()
        fractions = self._grammar.words.fractions
        whole = fractions.get(name) or fractions[name.removesuffix("s")]
        part = int(how) if how.isdigit() else self._grammar.words.units.get(how, 1)
        return (part, whole) if part < whole else None


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
