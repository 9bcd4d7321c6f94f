"""Numbers as stated: digits, words, ranges, bounds and vague words, never averaged and never invented.

Traps that are not counts (ages, dates, clock times, distances, units of an army, money, ordinals) are left out. Values
take the guide's form (`annotation/GUIDE.md`: 25, 20-30, >240000, >=25, <=60, ~200, dozens).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TypeVar

from dateline.knowledge.lexicon import NumberWords
from dateline.knowledge.times import time_words
from dateline.records import Number, Unresolved, Why
from dateline.resolve.numbers_dates import is_age, is_may, is_year
from dateline.resolve.numbers_one import Ones
from dateline.resolve.numbers_sum import Sums
from dateline.resolve.numbers_values import FoundNumber, bounded, exact_number
from dateline.tokens import Token, tokens

_T = TypeVar("_T")
_DIGITS = re.compile(r"\d{1,3}(?:[,.]\d{3})+$|\d+$")
_DECIMAL = re.compile(r"\d+[.,]\d+$")
_LONGEST = 20  # characters of a figure: what is longer counts nobody
_LARGEST = 10**12
_MEANS = {
    "exact": "a plain number",
    "zero_stated": "none is stated, which is not silence",
    "at_least": "a lower bound",
    "more_than": "a lower bound, itself left out",
    "at_most": "an upper bound",
    "fewer_than": "an upper bound, itself left out",
    "about": "near this figure, no bounds",
    "range": "both ends are stated",
    "vague": "a vague word, of which no figure is made",
}
_AGE = re.compile(r",\s*\d\d?(?=,|$)|\s\(\d\d?\)(?![^,\s])")  # "a boy, 12", "Ana Roy (30), a nurse"
_HALF = ["and", "a", "half"]  # "two and a half thousand"
_TOUCHING = {"~": "about", "≈": "about", "<": "fewer_than", ">": "more_than"}


def _by_first(phrases: Mapping[tuple[str, ...], _T]) -> dict[str, list[tuple[tuple[str, ...], _T]]]:
    """Phrases with what they mean by their first word, the longest first."""
    out: dict[str, list[tuple[tuple[str, ...], _T]]] = {}
    for words in sorted(phrases, key=len, reverse=True):
        out.setdefault(words[0], []).append((words, phrases[words]))
    return out


_SHORT = re.compile(r"(?P<figure>\d+(?:[.,]\d+)?)(?P<mark>[a-z]{1,2})$")  # 24k, 2.5m, 1.1bn
_PLAIN_MARKS = ("bn", "mn")  # nobody measures in these


class NumberGrammar:
    """Finds numbers with the word lists it is given."""

    def __init__(self, words: NumberWords) -> None:
        self.words = words
        self._not_after = frozenset(words.not_after)
        self._not_before = frozenset((*words.not_before, *words.goods, *words.currencies))
        self._months = frozenset(time_words().every_month)
        self._percent = frozenset(tuple(phrase.split()) for phrase in words.percent)
        self._several = frozenset(words.several)
        self._currencies = frozenset(words.currencies)
        self._additional = frozenset((*words.additional, *words.additional_figures))
        self._parts = (*words.part, *words.part_of_figures)
        self._behind = {tuple(phrase.split()): name for name, some in words.bounds_behind.items() for phrase in some}
        self.ones = Ones(words)
        self._sums = Sums(self.ones, self._count, words)
        self._seen = lru_cache(maxsize=256)(self._find)  # sentences are asked of twice
        self._known = lru_cache(maxsize=4096)(self._read)

    @cached_property
    def _starts(self) -> frozenset[str]:
        """Every word that a number not in digits may start with."""
        return frozenset({*self._bounds, *self._phrases, *self._plain_starts})

    @cached_property
    def _plain_starts(self) -> frozenset[str]:
        """Every word that a number in words, or a range, may start with."""
        return frozenset({"between", "from", "a", *self.words.units})

    @cached_property
    def _bounds(self) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        pairs = [(phrase, name) for name, phrases in self.words.quantifiers.items() for phrase in phrases]
        return _by_first({tuple(phrase.split()): name for phrase, name in pairs})

    @cached_property
    def _phrases(self) -> dict[str, list[tuple[tuple[str, ...], Number]]]:
        vague = {
            tuple(w.split()): Number(None, None, None, "vague", word, word) for w, word in self.words.vague.items()
        }
        exact = {tuple(w.split()): exact_number(v) for w, v in self.words.exact.items()}
        none = {tuple(w.split()): exact_number(0) for w in self.words.none}
        return _by_first({**vague, **exact, **none})

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[FoundNumber, ...]:
        """Every number of `text[start:end]` that may count something, in order; offsets into `text`."""
        return self._seen(text, start, end)

    def _find(self, text: str, start: int, end: int | None) -> tuple[FoundNumber, ...]:
        cut = tokens(text, start, end)
        low = [t.lower for t in cut]
        out: list[FoundNumber] = []
        stop = 0
        for at in [at for at, word in enumerate(low) if word in self._starts or word[0].isdigit()]:
            found = self._at(cut, low, at) if at >= stop else None
            if found is None:
                continue
            number, stop, first = found
            percent = next((len(p) for p in self._percent if tuple(low[stop : stop + len(p)]) == p), 0)
            stop += percent
            start_token = cut[first]
            before = " ".join(low[max(0, first - 2) : first])
            after = low[stop] if stop < len(cut) else ""
            additional = (first > 0 and low[first - 1] in self._additional) or after in ("more", "others")
            part = before.endswith(self._parts)
            out.append(FoundNumber(start_token.start, cut[stop - 1].end, number, additional, part, percent > 0))
        return tuple(out)

    def read(self, words: str) -> Number | Unresolved:
        """The reading of a phrase's first number; a phrase that names one person or thing counts one.

        "a villager", "the mayor of the town", "Daniel Pearl", "ex-mayor" count one; "deaths", "police", "ammunition",
        "the number of dead" are unresolved.
        """
        return self._known(words)

    def _read(self, words: str) -> Number | Unresolved:
        aged = _AGE.search(words)
        who = words[: aged.start()] if aged else words
        one = not (aged and any(c in ",()" or c.isdigit() for c in who)) and self.ones.named(tokens(who))
        if total := self._sums.read(_AGE.sub("", words) if one else words):
            return dataclasses.replace(exact_number(total), reasons=(f"{words!r} are {total}",))
        found = () if aged and one else self.find(words)
        if found:
            stated, number = words[found[0].start : found[0].end], found[0].number
            return dataclasses.replace(number, reasons=(f"{stated!r}: {_MEANS[number.quantifier]}",))
        if one:
            return dataclasses.replace(exact_number(1), reasons=(f"{words!r} is one",))
        return Unresolved(Why.UNREADABLE, f"no number in {words!r}")

    def _count(self, words: str) -> tuple[int, int, int | None] | None:
        """Where the first number begins and ends, and its value if it is exact."""
        found = self.find(words)
        if not found:
            return None
        number = found[0].number
        return found[0].start, found[0].end, number.point if number.quantifier == "exact" else None

    def _at(self, cut: Sequence[Token], low: list[str], at: int) -> tuple[Number, int, int] | None:
        """The number that starts at token `at`: reading, token after it, first token."""
        quantifier, core = self._quantifier(low, at)
        if core == at and not low[at][0].isdigit() and low[at] not in self._plain_starts:
            return self._phrased(cut, low, at)
        found = self._range(cut, low, core)
        if found:
            return found[0], found[1], at
        value = self._value(cut, low, core)
        if value is not None and not self._trap(cut, low, core, value[1]):
            number, stop = value
            if more := self._behind.get(tuple(low[stop : stop + 2])):
                return bounded(more, number), stop + 2, at
            sign = self._sign(cut, core, stop)
            if sign:
                return bounded(sign[0], number), sign[2], sign[1]
            reading = bounded(quantifier, number) if quantifier and number else exact_number(number)
            return reading, stop, at
        if quantifier and core > at:
            nested = self._phrase(cut, low, core)
            if nested and nested[0].point:
                return bounded(quantifier, nested[0].point), nested[1], at
            if nested:
                return *nested, at
        return self._phrased(cut, low, at)

    def _phrased(self, cut: Sequence[Token], low: list[str], at: int) -> tuple[Number, int, int] | None:
        """ "Dozens", "a thousand or more": reading, token after it, first token."""
        phrase = self._phrase(cut, low, at)
        if phrase and phrase[0].point and (more := self._behind.get(tuple(low[phrase[1] : phrase[1] + 2]))):
            return bounded(more, phrase[0].point), phrase[1] + 2, at
        return (*phrase, at) if phrase else None

    def _quantifier(self, low: list[str], at: int) -> tuple[str | None, int]:
        for words, name in self._bounds.get(low[at], ()) if at < len(low) else ():
            stop = at + len(words)
            if tuple(low[at:stop]) == words and not (at and low[at - 1] in self.words.particles.get(low[at], ())):
                return name, stop
        return None, at

    def _sign(self, cut: Sequence[Token], at: int, stop: int) -> tuple[str, int, int] | None:
        """A sign that touches the number ("300+", "~50", "<10"): its bound, first token, token after the last."""
        if stop < len(cut) and cut[stop].text == "+" and cut[stop].start == cut[stop - 1].end:
            return "at_least", at, stop + 1
        if at and cut[at - 1].end == cut[at].start and cut[at - 1].text in _TOUCHING:
            return _TOUCHING[cut[at - 1].text], at - 1, stop
        return None

    def _phrase(self, cut: Sequence[Token], low: list[str], at: int) -> tuple[Number, int] | None:
        if low[at : at + 2] == ["no", "."] and at + 2 < len(low) and low[at + 2][0].isdigit():
            return None  # "No. 12"
        for words, number in self._phrases.get(low[at], ()) if at < len(low) else ():
            stop = at + len(words)
            if tuple(low[at:stop]) == words:
                after = low[stop : stop + 2]
                core = self._quantifier(low, stop)[1]
                value = self._value(cut, low, core) if low[stop - 1] == "of" else None
                if value is not None and not self._trap(cut, low, core, value[1]):
                    continue  # "a group of about 20 men"
                if number.point == 0 and after[:1] == ["but"]:
                    return None  # "not one but two men"
                after = after[1:] if after[:1] == ["of"] else after[:1]
                paid = bool(after) and after[0] in self._currencies
                return None if after == ["times"] or paid else (number, stop)
        return None

    def _range(self, cut: Sequence[Token], low: list[str], at: int) -> tuple[Number, int] | None:
        between = at < len(low) and low[at] in ("between", "from")
        first = self._value(cut, low, at + between)
        if first is None or first[1] >= len(low):
            return None
        joint = low[first[1]]
        if joint not in (("and", "to") if between else ("to", "or", "-", "–")):
            return None
        second = self._value(cut, low, first[1] + 1)
        if second is None or second[0] <= first[0] or self._trap(cut, low, at + between, second[1]):
            return None
        if between and at and low[at - 1] in self._not_after:
            return None  # "aged between 12 and 15"
        if self._is_years(cut, low, at, first[1] - 1, second[1]):
            return None
        if joint in "-–" and cut[first[1]].start != cut[first[1] - 1].end:
            return None
        if joint == "or" and second[0] - first[0] > max(5, first[0]):
            return None
        low_, high = first[0], second[0]
        if low[second[1] - 1] in self.words.scales and low[first[1] - 1] not in self.words.scales:
            scaled = low_ * self.words.scales[low[second[1] - 1]]  # "1-2 million"
            low_ = scaled if scaled < high else low_
        return Number(low_, high, None, "range", None, f"{low_}-{high}"), second[1]

    def _is_years(self, cut: Sequence[Token], low: list[str], at: int, first: int, stop: int) -> bool:
        """True for "from 2014 to 2016", not for "1950-2000 villagers"."""
        if not (is_year(low[first]) and is_year(low[stop - 1])):
            return False
        dated = not {*low[at : at + 1], *low[max(0, at - 1) : at]}.isdisjoint(self.words.before_years)
        return dated or stop >= len(cut) or not self._is_counted(cut[stop], people=True)

    def _value(self, cut: Sequence[Token], low: list[str], at: int) -> tuple[int, int] | None:
        """A number in digits or words from token `at`: its value and the token after it; None beyond `_LARGEST`."""
        if at >= len(low) or len(low[at]) > _LONGEST or not (low[at][0].isdigit() or low[at] in self._plain_starts):
            return None
        found = self._figure(cut, low, at)
        return found if found is not None and found[0] <= _LARGEST else None

    def _figure(self, cut: Sequence[Token], low: list[str], at: int) -> tuple[int, int] | None:
        word = low[at]
        scales, units = self.words.scales, self.words.units
        short = self._shortened(cut, low, at)
        if short is not None:
            return short
        if _DECIMAL.match(word) and not _DIGITS.match(word):
            if at + 1 < len(low) and low[at + 1] in scales:
                return round(float(word.replace(",", ".")) * scales[low[at + 1]]), at + 2
            return None
        if _DIGITS.match(word):
            value, stop = int(re.sub(r"[,.]", "", word)), at + 1
            if low[stop : stop + 1] == ["000"] and len(word) <= 3:
                value, stop = value * 1000, stop + 1  # "1 000"
            while stop < len(low) and low[stop] in scales and value <= _LARGEST:
                value, stop = value * scales[low[stop]], stop + 1
            return value, stop
        if word in units and low[at + 1 : at + 4] == _HALF and low[at + 4 : at + 5] and low[at + 4] in scales:
            return units[word] * scales[low[at + 4]] + scales[low[at + 4]] // 2, at + 5
        hundred = word == "a" and low[at + 1 : at + 2] and low[at + 1] in scales  # "a hundred and fifty thousand"
        return self._spelled(cut, low, at) if word in units or hundred else None

    def _shortened(self, cut: Sequence[Token], low: list[str], at: int) -> tuple[int, int] | None:
        """The value of "24K masks", "2.5m people", "1.1bn"; None where the letter may be of a metre or a carat."""
        stop, word = at + 1, low[at]
        if stop + 1 < len(low) and low[stop] == "." and cut[at].end + 1 == cut[stop + 1].start == cut[stop].end:
            stop, word = at + 3, f"{word}.{low[at + 2]}"
        found = _SHORT.match(word)
        if not found or found["mark"] not in self.words.marks:
            return None
        if found["mark"] not in _PLAIN_MARKS:
            people = found["mark"] == "m"
            counted = (self._is_counted(t, people) for t in cut[stop : stop + 2])
            if not any(counted):
                return None
        return round(float(found["figure"].replace(",", ".")) * self.words.marks[found["mark"]]), stop

    def _is_counted(self, token: Token, people: bool) -> bool:
        """Whether a word is a noun for several; `people`: for several persons, or a people's name."""
        low = token.lower
        plural = len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")) and low[0].isalpha()
        if token.lower in self._several or (plural and token.is_capital):
            return True
        return plural and (not people or token.lower[:-1] in self.words.persons)

    def _spelled(self, cut: Sequence[Token], low: list[str], at: int) -> tuple[int, int]:
        scales, units = self.words.scales, self.words.units
        total, part, stop = 0, units.get(low[at], 1), at + 1
        while stop < len(low) and total + part <= _LARGEST:
            word = low[stop]
            joined = word == "-" and cut[stop].start == cut[stop - 1].end and stop + 1 < len(low)
            if joined and low[stop + 1] in units and 0 < units[low[stop + 1]] < 10 and part % 10 == 0:
                part, stop = part + units[low[stop + 1]], stop + 2
            elif word in scales:
                part, stop = part * scales[word], stop + 1
                if scales[word] >= 1000:
                    total, part = total + part, 0
            elif (
                word in units and part and units[word] < 100 and (part >= 100 or (part % 10 == 0 and units[word] < 10))
            ):
                part, stop = part + units[word], stop + 1
            elif word == "and" and stop + 1 < len(low) and low[stop + 1] in units and part >= 100 and part % 100 == 0:
                part, stop = part + units[low[stop + 1]], stop + 2
            else:
                break
        return total + part, stop

    def _trap(self, cut: Sequence[Token], low: list[str], at: int, stop: int) -> bool:
        """True where the number is an age, a date, a year, a clock time, a distance, money, or part of a name."""
        after = low[stop] if stop < len(low) else ""
        before = low[at - 1] if at else ""
        if before == "not" and after == "but":
            return True  # "not one but two"
        if after == "-" and stop + 1 < len(low) and cut[stop].start == cut[stop - 1].end and low[stop + 1] != "odd":
            return True  # 25-year-old, 7-day
        short = low[at - 2] if before == "." and at >= 2 else ""
        if short and (f"{short}." in self._not_after or short in time_words().month_abbreviations):
            return True  # no. 113, Aug. 7; after "in May." a sentence begins
        if cut[at].text.startswith("00") or (at and cut[at - 1].is_word and cut[at - 1].end == cut[at].start):
            return True  # N3, 000, 000
        behind = stop + 1 + (low[stop + 1 : stop + 2] == ["-"])
        joined = behind < len(cut) and cut[behind].start == cut[behind - 1].end
        model = joined and low[behind][0].isdigit()
        if (
            (after in self._not_before and not model)  # "five M-16s" are no metres
            or " ".join(low[stop : stop + 2]) in self._not_before
            or before in self._not_after
            or before in self.words.money
        ):
            return True
        if before in self._months:
            return True
        if after in self._months and (after != "may" or is_may(cut, low, at, stop, self.words.before_days)):
            return True
        of = at - 1 - (before in self.words.quantifiers["about"])
        if of >= 1 and low[of] == "of" and low[of - 1] in self.words.aged and after not in self._several:
            return True
        if self._joined(cut, at, stop) or is_age(cut, low, at, stop):
            return True
        if before == "-" and at >= 2 and cut[at - 1].end == cut[at].start and cut[at - 2].end == cut[at - 1].start:
            return True  # Mi-8, Covid-19
        year = is_year(cut[at].text) and stop == at + 1
        dated = before in self.words.before_years or (before in ("and", "or", ",") and at >= 2 and is_year(low[at - 2]))
        counted = not dated and stop < len(cut) and self._is_counted(cut[stop], people=True)
        return year and not counted and (before not in self.words.before_no_years or after in ("", ".", ","))

    def _joined(self, cut: Sequence[Token], at: int, stop: int) -> bool:
        """True for a figure that a sign joins to another: 10:30, 3/4, 5.56mm."""
        before = (
            at >= 2 and cut[at - 1].text in "/:." and cut[at - 1].end == cut[at].start and cut[at - 2].text.isdigit()
        )
        after = stop + 1 < len(cut) and cut[stop].text in "/:" and cut[stop + 1].text[0].isdigit()
        dotted = stop + 1 < len(cut) and cut[stop].text == "." and cut[stop + 1].text[0].isdigit()
        return before or ((after or dotted) and cut[stop].end == cut[stop + 1].start)
