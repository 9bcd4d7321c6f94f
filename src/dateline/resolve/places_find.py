"""Finds names of places in running text: capitalised names that the gazetteer knows and the sentence allows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dateline.knowledge.gazetteer_names import fold
from dateline.protocols import Gazetteer, GazetteerEntry
from dateline.resolve.places_bearers import bears
from dateline.resolve.places_words import Vocabulary
from dateline.tokens import Token, tokens

_MARKS = frozenset("-–'’.&")
_LONGEST = 7  # words of a name
_CONTRACTED = re.compile("['’](?:ll|re|ve|d|m|t)$")
_DATELINE = re.compile(r"^[^a-z\n]{3,40}?(?:, ?[A-Z][\w. ]+)? ?(?:\([A-Z][\w ./]+\) ?)?[-–—]{1,2} ", re.MULTILINE)
_SENTENCE_END = frozenset('.!?:;"“”…()[]•|')


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A name in a text that may be a place, with every place it may be."""

    start: int
    end: int
    text: str
    candidates: tuple[GazetteerEntry, ...]
    after_preposition: bool  # "in Kabul", "the city of Kabul", "Kabul suburbs", "Kabul, Afghanistan"
    in_dateline: bool
    borrowed: bool = False  # a street's or an embassy's, or a piece of a longer name: says nothing of where a story is


class PlaceFinder:
    """Finds places with a gazetteer and the word lists."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary) -> None:
        self.gazetteer = gazetteer
        self.vocabulary = vocabulary
        self._never = lru_cache(maxsize=20_000)(self._is_never)

    def find(self, text: str, start: int, end: int) -> tuple[FoundPlace, ...]:
        """Places named in `text[start:end]`, in order; offsets into `text`."""
        cut = tokens(text, start, end)
        found = self._names(text, cut)
        if not found:
            return ()
        datelines = [m.span() for m in _DATELINE.finditer(text, start, end)]
        spans = Counter(fold(text[cut[a].start : cut[b - 1].end]) for a, b, _ in found if not _starts(cut, a, text))
        out = []
        for number, (first, stop, entries) in enumerate(found):
            before = found[number - 1] if number else None
            after = found[number + 1] if number + 1 < len(found) else None
            line = any(a <= cut[first].start < b for a, b in datelines)
            placed = line or self._placed(cut, first, stop, before, after)
            elsewhere = spans[fold(text[cut[first].start : cut[stop - 1].end])] > 0
            if self._is_place(text, cut, (first, stop, entries), placed, elsewhere):
                a, b = cut[first].start, cut[stop - 1].end
                own = self._borrowed(text, cut, first, stop, entries)
                out.append(FoundPlace(a, b, text[a:b], entries, placed, line, own))
        return tuple(out)

    def _names(self, text: str, cut: Sequence[Token]) -> list[tuple[int, int, tuple[GazetteerEntry, ...]]]:
        """Every name that the gazetteer knows, the longest from the left, by tokens; no adjective."""
        out = []
        done = 0
        joints = self.vocabulary.joints
        for at in [at for at, t in enumerate(cut) if t.is_capital or t.lower in joints or t.text != t.lower]:
            if at < done or not self._may_start(text, cut, at):
                continue
            adjective = self.vocabulary.adjective_at(cut, at)
            name = self._longest(text, cut, at, adjective[0] if adjective else at, None)
            if name:
                out.append((at, *name))
            done = name[0] if name else adjective[0] if adjective else at + 1
        return out

    def _borrowed(
        self, text: str, cut: Sequence[Token], first: int, stop: int, entries: tuple[GazetteerEntry, ...]
    ) -> bool:
        """True where a street or a mission bears the name, or a longer name that is not known ("X de Y", "X Y")."""
        street = self.street_after(text, cut[first].start, cut[stop - 1].end)
        if street and not street["titled"]:  # a road bears the name of where it leads
            return True
        after = cut[stop] if stop < len(cut) else None
        if after and after.lower in self.vocabulary.missions:
            return True
        if after and bears(
            text[cut[first].start : cut[stop - 1].end], after.text, entries, self.vocabulary.words.bearers
        ):
            return True
        if entries[0].kind == "country":
            return False
        if self.jointed(cut, stop) or (first > 1 and self.jointed_before(cut, first)):
            return True
        if self.vocabulary.is_bare_word(cut, first, stop, entries):
            return True
        if after is None or not after.is_capital or text[cut[stop - 1].end : after.start] != " ":
            return False
        plain = after.lower in self.vocabulary.names or self.vocabulary.is_common(after.lower)
        return not plain and self._part_of_name(cut, first, stop)  # "San Pedro Perulapan", but "Homs Police Academy"

    def street_after(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """What makes a name a street's: "Baker Street", both of "Mint and Oak streets", but not "Damascus streets"."""
        found = self.vocabulary.streets.match(text, end)
        listed = text[:start].endswith((" and ", " & "))
        return found if found and (listed or not found["last"]) else None

    def jointed(self, cut: Sequence[Token], stop: int) -> bool:
        """True where a name goes on in its own language ("San Juan de X")."""
        at = stop
        while at < len(cut) and cut[at].lower in self.vocabulary.of and at - stop < 2:
            at += 1
        return at > stop and cut[stop].lower in self.vocabulary.of_first and at < len(cut) and cut[at].is_capital

    def jointed_before(self, cut: Sequence[Token], first: int) -> bool:
        """True for the second part of such a name."""
        back = first - 1
        while back > 0 and cut[back].lower in self.vocabulary.of and first - back < 3:
            back -= 1
        return back < first - 1 and cut[back + 1].lower in self.vocabulary.of_first and cut[back].is_capital

    def longest(
        self, text: str, cut: Sequence[Token], at: int, countries: Sequence[str] | None = None
    ) -> tuple[int, tuple[GazetteerEntry, ...]] | None:
        """The longest name from token `at` that the gazetteer knows: the token after it, and its candidates.

        With `countries` the text is a place phrase: names of people are let through, and spelling is looser there.
        """
        if not self._may_start(text, cut, at):
            return None
        adjective = self.vocabulary.adjective_at(cut, at)
        return self._longest(text, cut, at, adjective[0] if adjective else at, countries)

    def _longest(
        self, text: str, cut: Sequence[Token], at: int, spoken: int, countries: Sequence[str] | None
    ) -> tuple[int, tuple[GazetteerEntry, ...]] | None:
        """`longest` where a name may begin; `spoken` is the token after the adjective that begins there."""
        for stop in self._stops(text, cut, at):
            words = text[cut[at].start : cut[stop - 1].end]
            unit = self._unit(text, cut, at, stop)
            if unit:
                return stop, unit
            if stop == at + 1 and self._never(words, countries is not None):
                continue
            if stop <= spoken:  # "Indian", but "Indian Ocean"
                continue
            entries = self.gazetteer.candidates(words, countries or ())
            whole = countries is not None and all(self._of_name(t) for t in cut[at:stop])
            if stop > at + 1 and not whole and not any(e.match in ("exact", "folded") for e in entries):
                continue
            english = cut[at].lower in self.vocabulary.english and stop > at + 1 and text[cut[at].end] == " "
            if entries and not (english and entries[0].match != "exact"):  # "As Syria", but "The Hague"
                return stop, entries
        return None

    def _unit(self, text: str, cut: Sequence[Token], at: int, stop: int) -> tuple[GazetteerEntry, ...]:
        """The provinces called "X State", where "X state" is written and X alone is a country or a common word."""
        noun = cut[stop] if stop < len(cut) else None
        if noun is None or noun.is_capital or self.vocabulary.nouns.get(noun.lower) != "admin1":
            return ()
        words = text[cut[at].start : cut[stop - 1].end]
        if text[cut[stop - 1].end : noun.start] != " " or not words[:1].isupper():
            return ()
        if stop == at + 1 and self.vocabulary.direction(words) is not None:
            return ()  # "the Western region" is of whatever country the story is about
        plain = self.gazetteer.candidates(words, ())
        if plain and plain[0].kind != "country" and not self._never(words, True):
            return ()
        found = self.gazetteer.candidates(f"{words} {noun.text.capitalize()}", ())
        return tuple(e for e in found if e.kind == "admin1" and e.match in ("exact", "folded"))

    def _of_name(self, token: Token) -> bool:
        return _capital(token.text) or not token.is_word or token.lower in self.vocabulary.joints

    def _may_start(self, text: str, cut: Sequence[Token], at: int) -> bool:
        token = cut[at]
        if _capital(token.text):
            return True
        if token.lower not in self.vocabulary.joints or at + 2 >= len(cut):
            return False
        return cut[at + 2].is_capital and text[token.end : cut[at + 2].start] in ("-", "–")  # al-Bab

    def _stops(self, text: str, cut: Sequence[Token], at: int) -> Iterator[int]:
        """Where a name from token `at` may end, the farthest first."""
        stops = []
        stop, words, joints = at, 0, self.vocabulary.joints
        while stop < len(cut) and words < _LONGEST:
            token = cut[stop]
            gap = text[cut[stop - 1].end : token.start] if stop > at else ""
            if len(gap) > 1 or "\n" in gap:
                break
            if _capital(token.text) or (stop > at and token.text.isdigit()):
                words += 1
                stops.append(stop + 1)
            elif token.is_word:
                words += 1
                article = stop > at + 1 and cut[stop - 1].text in "-–" and cut[stop - 2].lower in joints
                if (article or token.lower in self._site_words) and stop > at:
                    stops.append(stop + 1)  # "Hmeimim air base"
                elif token.lower not in joints:
                    break
            elif token.text == "." and stop > at:
                if text[cut[at].start : token.end] in self.vocabulary.short_forms:
                    stops.append(stop + 1)  # "Ky."
                if len(cut[stop - 1].text) > 3:  # "St. Louis"
                    break
            elif token.text not in _MARKS:
                break
            stop += 1
        return reversed(stops)

    @cached_property
    def _site_words(self) -> frozenset[str]:
        """Single words that may end a name in lower case ("Tabqa dam", "Ituri river")."""
        kinds = ("site", "water", "region", "admin2", "line")
        nouns = self.vocabulary.nouns.items()
        return frozenset(word for noun, kind in nouns if kind in kinds for word in noun.split())

    def _is_never(self, word: str, phrase: bool) -> bool:
        """True for a word that is no place's name by itself."""
        low = word.lower()
        if word in self.vocabulary.short_names or word in self.vocabulary.short_forms:
            return False
        if (not phrase and word + "." in self.vocabulary.short_forms) or _CONTRACTED.search(low):
            return True
        if self.vocabulary.direction(word) is not None:
            return True
        if self.vocabulary.is_common(low) or self.vocabulary.is_half(low) or len(word) < 2:
            return True
        return not phrase and (low in self.vocabulary.names or (word.isupper() and len(word) <= 4))

    def _placed(
        self,
        cut: Sequence[Token],
        first: int,
        stop: int,
        before: tuple[int, int, object] | None,
        after: tuple[int, int, object] | None,
    ) -> bool:
        """True where the words around a name say that it is a place."""
        back = first - 1
        while back >= 0 and cut[back].lower in ("the", "-", "'s", "and", "or", "'"):
            if cut[back].lower in ("and", "or"):
                return before is not None and before[1] == back and self._placed(cut, before[0], before[1], None, None)
            back -= 1
        word = cut[back].lower if back >= 0 else ""
        if word in self.vocabulary.before or word in self.vocabulary.adjectives:
            return True
        if word == "of" and back:
            noun = cut[back - 1].lower
            near = noun in self.vocabulary.words.near or self.vocabulary.direction(noun) is not None
            return near or noun in self.vocabulary.nouns
        next_word = cut[stop].lower if stop < len(cut) else ""
        if next_word in self.vocabulary.after:
            return True
        return next_word in (",", "(") and after is not None and after[0] == stop + 1

    def _is_place(
        self,
        text: str,
        cut: Sequence[Token],
        name: tuple[int, int, tuple[GazetteerEntry, ...]],
        placed: bool,
        elsewhere: bool,
    ) -> bool:
        """True where a name the gazetteer knows is meant as a place here."""
        first, stop, entries = name
        words = text[cut[first].start : cut[stop - 1].end]
        known = any(self.vocabulary.well_known(e) and fold(e.name) == fold(words) for e in entries) or any(
            self.vocabulary.well_known(e) and not e.id.startswith("geonames:") for e in entries
        )
        if _backed(cut, stop):
            return False
        if fold(words) in self.vocabulary.capitals and not placed:
            return False
        after = cut[stop] if stop < len(cut) else None
        if after and after.is_capital and after.lower in self.vocabulary.names and after.start == cut[stop - 1].end + 1:
            return False  # "Washington Post", "Wall Street Journal"
        if any(e.kind == "country" and e.match == "exact" for e in entries):
            return True
        if self._part_of_name(cut, first, stop) and not (placed and known):
            return False
        return known or placed or (elsewhere and stop - first > 1)

    def _part_of_name(self, cut: Sequence[Token], first: int, stop: int) -> bool:
        """True where a capitalised word next to the name makes it a person's or a body's ("Ash Carter")."""
        before = cut[first - 1] if first else None
        if before and before.is_capital and before.end + 1 == cut[first].start:
            low = before.lower
            plain = (
                low in self.vocabulary.before
                or self.vocabulary.direction(low) is not None
                or low in self.vocabulary.adjectives
                or low in self.vocabulary.nouns
                or (self.vocabulary.is_common(low) and _starts(cut, first - 1, ""))
            )
            if not plain:
                return True
        after = cut[stop] if stop < len(cut) else None
        if after is None or not after.is_capital or after.start != cut[stop - 1].end + 1:
            return False
        return after.lower not in self.vocabulary.nouns and after.lower not in self.vocabulary.after


@lru_cache(maxsize=50_000)
def _capital(word: str) -> bool:
    """True for Ivoire, d'Ivoire and eSwatini."""
    return word[0].isupper() or word[1:2].isupper() or any(p[:1].isupper() for p in re.split("['’]", word)[1:])


def _backed(cut: Sequence[Token], stop: int) -> bool:
    """True for "Moscow-backed", "Damascus-controlled": an adjective and no place."""
    if stop + 1 >= len(cut) or cut[stop].text not in "-–" or cut[stop].start != cut[stop - 1].end:
        return False
    after = cut[stop + 1]
    return after.start == cut[stop].end and not after.is_capital and not after.lower.startswith("based")


def _starts(cut: Sequence[Token], at: int, text: str) -> bool:
    """True where a token opens a sentence or a line."""
    if at == 0 or cut[at - 1].text in _SENTENCE_END:
        return True
    return bool(text) and "\n" in text[cut[at - 1].end : cut[at].start]
