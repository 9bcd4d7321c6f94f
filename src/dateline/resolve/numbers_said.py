"""Numbers of phrases that a reader took for counts: "twice", "both sons", "a third of them", "the fifth such raid"."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from dateline.records import Number, Unresolved
from dateline.resolve.numbers import NumberGrammar
from dateline.resolve.numbers_values import bounded, exact_number

_DIGIT_NTH = re.compile(r"(?P<figure>\d+)(?:st|nd|rd|th|d)$")
_OWN = r"(?:the|an?|its|their|his|her|this|that|yet another)\s+"
_SIGNS = re.compile(r"[$€£]")
_HUNDRED, _TWENTY = 100, 20


class SaidNumbers:
    """Reads them with a grammar of numbers, by what the phrase counts and over how much."""

    def __init__(self, grammar: NumberGrammar) -> None:
        words = grammar.words
        self._grammar, self._ordinals = grammar, words.ordinals
        self._goods = NumberGrammar(words.model_copy(update={"not_before": [], "money": [], "currencies": []}))
        self._once = words.often
        often = _any_of(words.often)
        self._times = re.compile(r"(?:for\s+)?(?P<number>.+?)\s+(?:more\s+)?times\b(?!\s+(?:as|that|the|more)\b)", re.I)
        self._often = re.compile(rf"(?P<before>.*?)\b(?P<word>{often})\b(?!\s+(?:as|that|the)\b)", re.I | re.S)
        tens = _any_of(word for word, value in words.units.items() if value >= _TWENTY)
        nth = rf"(?:{tens})-(?:first|{_any_of(words.ordinals)})"
        self._nth = re.compile(
            rf"(?:for\s+)?(?:{_OWN})?(?P<word>{nth}|{_any_of(words.ordinals)}|\d+(?:st|nd|rd|th|d))\b", re.I
        )
        self._two = re.compile(rf"(?:{_OWN})?(?:[\w-]+\s+)?(?P<word>{_any_of(words.sets)})\b", re.I)
        self._fraction = self._fractions()

    def read(self, words: str, measure: str, scope: str) -> Number | Unresolved:
        """The number that a phrase states of such a measure.

        An ordinal is a total where the count is one, and else one person or thing: "the third journalist killed this
        year" are three by then, "a third man died" is one.
        """
        number = self._share(words) if measure == "share" else self._plain(words, measure, scope)
        if number is None:
            read = self._grammar.read(words)
            if isinstance(read, Number) or measure != "other":
                return read
            found = self._goods.find(_SIGNS.sub(" ", words))
            if not found:
                return read
            number = found[0].number
        return dataclasses.replace(number, reasons=(f"{words!r} is {number.value}",))

    def _plain(self, words: str, measure: str, scope: str) -> Number | None:
        """ "Three times", "twice", "the third journalist", "both sons"; nobody is killed twice."""
        happens = measure in ("other", "strikes")
        if happens and (times := self._times.match(words)):
            number = self._grammar.read(times["number"])
            return number if isinstance(number, Number) else None
        often = self._often.match(words) if happens else None
        if often and len(often["before"].split()) <= 2:
            number = self._grammar.read(f"{often['before']}{self._once[often['word'].lower()]}")
            return number if isinstance(number, Number) else None
        if nth := self._nth.match(words):
            return exact_number(self._value(nth["word"].lower()) if scope == "cumulative" else 1)
        if (two := self._two.match(words)) and not self._grammar.find(words):
            return exact_number(self._grammar.words.sets[two["word"].lower()])
        return None

    def _value(self, word: str) -> int:
        if figure := _DIGIT_NTH.match(word):
            return int(figure["figure"])
        tens, _, rest = word.rpartition("-")
        return self._grammar.words.units.get(tens, 0) + self._ordinals.get(rest, 1)

    def _fractions(self) -> re.Pattern[str]:
        """ "A third", "two thirds", "nearly half", "nine in ten", "three of every four", "one resident in four"."""
        units = _any_of([*(w for w in self._grammar.words.units), r"\d+"], escape=False)
        parts = _any_of([*self._grammar.words.fractions, *(f"{w}s" for w in self._grammar.words.fractions)])
        bound = "|".join(re.escape(p) for phrases in self._grammar.words.quantifiers.values() for p in phrases)
        of = rf"(?P<of>{units})(?:\s+[\w-]+)?\s+(?:in|(?:out\s+)?of)\s+(?:every\s+)?(?P<all>{units})"
        part = rf"(?:(?P<how>an?|{units})[\s-]+)?(?P<part>{parts})"
        return re.compile(rf"(?:(?P<bound>{bound})\s+)?(?:{of}|{part})\b", re.I)

    def _share(self, words: str) -> Number | None:
        """A fraction in per cent, rounded."""
        found = self._fraction.match(words)
        if found is None:
            return None
        if found["of"]:
            part, whole = self._small(found["of"]), self._small(found["all"])
        else:
            name = found["part"].lower()
            whole = self._grammar.words.fractions.get(name) or self._grammar.words.fractions[name.removesuffix("s")]
            part = self._small(found["how"] or "one")
        if not 0 < part < whole:
            return None
        value = (part * _HUNDRED * 2 + whole) // (whole * 2)
        bounds = self._grammar.words.quantifiers
        name = next((q for q, phrases in bounds.items() if (found["bound"] or "").lower() in phrases), None)
        return bounded(name, value) if name else exact_number(value)

    def _small(self, word: str) -> int:
        return int(word) if word.isdigit() else self._grammar.words.units.get(word.lower(), 1)


def _any_of(words: Iterable[str], escape: bool = True) -> str:
    return "|".join(sorted((re.escape(w) if escape else w for w in words), key=lambda w: (-len(w), w)))
