"""Reads a place phrase: its names, which of them is meant, which only contain it, and how near it is meant."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.knowledge.gazetteer_names import fold
from dateline.protocols import GazetteerEntry
from dateline.resolve.places_choose import inside
from dateline.resolve.places_find import PlaceFinder
from dateline.resolve.places_shapes import place_shapes
from dateline.tokens import Token, tokens

_COUNTRY = re.compile(r"\bcountry(?:'s|s)?\b")
_WORDS, _OF_WORD, _WITHIN = re.compile(r"[a-z-]+"), re.compile(r"([a-z-]+) of\b"), re.compile(r"\b(?:in|of|across)\b")
_ASIDE = re.compile(r", (?:the|an?) [a-z][a-z ’'-]*,")  # "Yangon, the commercial capital, and Mandalay"
_LIST = re.compile(r"(?:, [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*)+,? and (?:the )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*")
_UNKNOWN_MEMBER = re.compile(r", [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*(?=, |,? and )")
_METROPOLIS = 1_000_000  # people
_TOWN = 50_000


@dataclass(frozen=True, slots=True)
class NamePart:
    """One name of a phrase with the words that tell its part."""

    text: str
    start: int
    end: int
    candidates: tuple[GazetteerEntry, ...]
    noun: str | None = None  # kind of the noun that goes with it: settlement, admin1, site, ...
    of_noun: bool = False  # "the town of X"
    owner: bool = False  # "X's Y"
    direction: tuple[float, float] | None = None  # "western X"
    direction_words: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place phrase taken apart."""

    words: str
    head: NamePart | None
    joined: tuple[NamePart, ...]  # further names of equal rank: "Hama, Latakia and Idlib provinces"
    containers: tuple[NamePart, ...]
    countries: tuple[str, ...]  # from adjectives
    near: tuple[str, float] | None  # "near", kilometres added
    unnamed: str | None  # "a town", where the head only contains what is meant
    unknown: str | None = None  # a capitalised name the gazetteer lacks, where the head only contains it
    capital: bool = False  # "the capital" with no name
    country_noun: bool = False  # "the country"
    loose_direction: tuple[str, tuple[float, float]] | None = None  # "the country's north"
    level: str | None = field(default=None)  # the kind its noun asks for


class PhraseReader:
    """Takes phrases apart with a finder."""

    def __init__(self, finder: PlaceFinder) -> None:
        self.finder = finder
        self.vocabulary = finder.vocabulary
        self._seen = functools.lru_cache(maxsize=512)(self._read)  # claims of a page share their places

    def read(self, words: str, countries: Sequence[str]) -> Phrase:
        """The phrase taken apart; names are looked up within `countries` and the countries the phrase itself names."""
        return self._seen(words, tuple(countries))

    def _read(self, words: str, countries: tuple[str, ...]) -> Phrase:
        cut = tokens(words)
        spoken = (self.vocabulary.adjective_at(cut, at) for at in range(len(cut)))
        told = (found[1] for found in spoken if found and not self._of_people(cut, found[0]))
        adjectives = tuple(dict.fromkeys(told))
        hints = tuple(dict.fromkeys((*adjectives, *self._named_countries(words, cut), *countries[:1])))
        parts, unknown = self._parts(words, cut, hints, frozenset((*hints, *countries)))
        head, joined, containers = self._ranked(words, parts)
        near = self._near(words, containers, head)
        phrase = Phrase(words, head, joined, containers, adjectives, near, None)
        return self._completed(phrase, cut, unknown)

    def _named_countries(self, words: str, cut: Sequence[Token]) -> tuple[str, ...]:
        out = []
        for at in range(len(cut)):
            found = self.finder.longest(words, cut, at, ())
            if found and found[1][0].kind == "country":
                out.append(found[1][0].country or "")
        return tuple(iso for iso in out if iso)

    def _of_people(self, cut: Sequence[Token], at: int) -> bool:
        """True for "Syrian refugees": the adjective says whose they are; "the Syrian national hospital" is in Syria."""
        if at >= len(cut) or cut[at].text not in self.vocabulary.people:
            return False
        after = cut[at + 1] if at + 1 < len(cut) else None
        several = cut[at].text.endswith("s") or cut[at].text == "personnel"
        return several or after is None or not after.is_word or after.lower in self.vocabulary.words.ends_group

    def _parts(
        self, words: str, cut: Sequence[Token], hints: tuple[str, ...], about: frozenset[str]
    ) -> tuple[list[NamePart], str | None]:
        """The names of the phrase, and the words of a name that the gazetteer lacks.

        A word of a longer name stands for it only where it lies in one of the countries that all is `about`.
        """
        parts: list[NamePart] = []
        unknown: list[Token] = []
        at = 0
        while at < len(cut):
            found = self.finder.longest(words, cut, at, hints)
            adjective = self.vocabulary.adjective_at(cut, at)
            if adjective and not (found and found[1][0].match == "exact"):
                at = adjective[0]
                continue
            if found is None or (found[0] == at + 1 and found[1][0].match != "exact"):
                owner = self._bare_possessive(cut, at, hints)
                if owner:
                    parts.append(owner)
                    at += 1
                    continue
            if found and found[1][0].kind == "country" and self._of_people(cut, found[0]):
                at = found[0]
                continue
            if found and self._unlike_place(words, cut, at, found, about):
                unknown += cut[at : found[0]]
                at = found[0]
                continue
            if found is None or self._broken_off(words, cut, at, found, unknown, about):
                beside = unknown and words[unknown[-1].end : cut[at].start] == " "
                joint = beside and cut[at].lower in self.vocabulary.of
                if self._unknown_name(cut, at) or joint or (found and self.finder.jointed(cut, found[0])):
                    unknown.append(cut[at])
                at += 1
                continue
            parts.append(self._described(words, cut, at, *found))
            at = found[0]
        return parts, words[unknown[0].start : unknown[-1].end] if unknown else None

    def _broken_off(
        self,
        words: str,
        cut: Sequence[Token],
        at: int,
        found: tuple[int, tuple[GazetteerEntry, ...]],
        unknown: Sequence[Token],
        about: frozenset[str],
    ) -> bool:
        """True where only a word of a longer name was found ("Van" of "Van Gogh Museum", "Khan" of "DI Khan")."""
        stop, entries = found
        if self.finder.jointed(cut, stop) and entries[0].kind != "country":  # "Davao del Norte"
            return True
        large = [e for e in entries if self.vocabulary.well_known(e)]
        near = not about or any(e.country in about or e.country is None for e in large)
        if large[:1] == [entries[0]] and (near or entries[0].kind == "country"):
            return False
        if unknown and words[unknown[-1].end : cut[at].start] in (" ", "-"):
            return True
        if stop >= len(cut):
            return False
        gap = words[cut[stop - 1].end : cut[stop].start]
        after = stop + 1 if cut[stop].text == "-" and not gap and stop + 1 < len(cut) else stop
        loose = entries[0].match in ("skeleton", "fuzzy") and cut[after].is_capital  # "Mallah Farms"
        loose = loose or self._given_name(words, cut, at, found, after)
        further = self._unknown_name(cut, after) and self._noun_at(words, cut, after) is None
        return gap in ("", " ") and (loose or further)

    def _given_name(
        self, words: str, cut: Sequence[Token], at: int, found: tuple[int, tuple[GazetteerEntry, ...]], after: int
    ) -> bool:
        """True for a small place's other name before a name of people ("Syed Karim Sahib")."""
        stop, entries = found
        small = all(e.kind == "settlement" and e.population < _TOWN for e in entries)
        other = fold(entries[0].name) != fold(words[cut[at].start : cut[stop - 1].end])
        return small and other and cut[after].is_capital and cut[after].lower in self.vocabulary.names

    def _unlike_place(
        self,
        words: str,
        cut: Sequence[Token],
        at: int,
        found: tuple[int, tuple[GazetteerEntry, ...]],
        about: frozenset[str],
    ) -> bool:
        """True for a street's name and for a word that only some small town far off is called by."""
        stop, entries = found
        if self.vocabulary.is_bare_word(cut, at, stop, entries):
            return True
        sites = any(e.kind in ("site", "region", "water") for e in entries)
        street = self.finder.street_after(words, cut[at].start, cut[stop - 1].end)
        if street is None or sites:
            return False
        own = any(e.population >= _METROPOLIS and e.country in about for e in entries)
        return not (own and street["one"] in self.vocabulary.words.squares)  # "Damascus Square" in Syria is in Damascus

    def _unknown_name(self, cut: Sequence[Token], at: int) -> bool:
        """True for a capitalised word that is no common word: an unknown name."""
        token = cut[at]
        low = token.lower
        vocabulary = self.vocabulary
        held = at + 1 < len(cut) and cut[at + 1].text == "-" and cut[at + 2 : at + 3] and not cut[at + 2].is_capital
        return (
            token.is_capital
            and not held  # "ISIL-held"
            and not (at == 0 and low.endswith(("ed", "ing")))  # "Besieged Homs"
            and low not in vocabulary.adjectives
            and low not in vocabulary.nouns
            and not vocabulary.is_common(low)
            and low not in vocabulary.names
            and vocabulary.direction(low) is None
        )

    def _bare_possessive(self, cut: Sequence[Token], at: int, hints: tuple[str, ...]) -> NamePart | None:
        """ "Syrias southern Daraa": a possessive whose apostrophe was dropped."""
        token = cut[at]
        if not (token.is_capital and token.text.endswith("s") and len(token.text) > 4):
            return None
        entries = self.finder.gazetteer.candidates(token.text[:-1], hints)
        if not any(e.match == "exact" and self.vocabulary.well_known(e) for e in entries):
            return None
        return NamePart(token.text[:-1], token.start, token.end, entries, owner=len(cut) > 1)

    def _described(
        self, words: str, cut: Sequence[Token], at: int, stop: int, entries: tuple[GazetteerEntry, ...]
    ) -> NamePart:
        part = NamePart(words[cut[at].start : cut[stop - 1].end], cut[at].start, cut[stop - 1].end, entries)
        part = replace(part, owner=stop < len(cut) and cut[stop].lower in ("'s", "'"))
        noun = self._noun_at(words, cut, stop)
        if noun:
            part = replace(part, noun=noun)
        back = at - 1
        if back >= 1 and cut[back].lower == "the":
            back -= 1
        if back >= 1 and cut[back].lower == "of":
            before = self._noun_before(words, cut, back)
            several = self._several_of(cut, back, part.text)
            if several:
                part = replace(part, noun=part.noun or several, of_noun=several == "settlement")
            elif before and (before == "settlement" or not self._named_noun(words, cut, back)):
                part = replace(part, noun=before, of_noun=True)
            direction = self.vocabulary.direction(cut[back - 1].lower)
            if direction is not None:
                of_word = f"{cut[back - 1].lower} of"
                return replace(part, direction=direction, direction_words=of_word)
        elif back >= 0 and self._noun_before(words, cut, back + 1) == "settlement":
            part = replace(part, noun="settlement", of_noun=True)  # "the capital Damascus"
        return self._directed(words, cut, at, part)

    def _several_of(self, cut: Sequence[Token], back: int, name: str) -> str | None:
        """ "several sectors of X", "the western sector of X": parts of it, and the kind of place that X then is."""
        noun = cut[back - 1].lower
        parts = self.vocabulary.words.parts_of
        way = back >= 2 and self.vocabulary.direction(cut[back - 2].lower) is not None
        kind = parts.get(noun.removesuffix("s"))
        kind = "settlement" if kind and fold(name) in self.vocabulary.capitals else kind
        return kind if noun.endswith("s") or (way and kind == "settlement") else None

    def _directed(self, words: str, cut: Sequence[Token], at: int, part: NamePart) -> NamePart:
        back = at - 1
        if back >= 2 and cut[back - 1].text == "-" and cut[back].end + 1 == cut[at].start:
            pair = cut[back - 2].lower + cut[back].lower  # north-eastern
            both = self.vocabulary.direction(pair)
            if both is not None:
                return replace(part, direction=both, direction_words=words[cut[back - 2].start : cut[back].end])
        if back >= 0:
            one = self.vocabulary.direction(cut[back].lower)
            if one is not None:
                return replace(part, direction=one, direction_words=cut[back].text)
        return part

    def _noun_at(self, words: str, cut: Sequence[Token], at: int) -> str | None:
        for size in (3, 2, 1):
            if at + size <= len(cut):
                noun = self.vocabulary.nouns.get(words[cut[at].start : cut[at + size - 1].end].lower())
                follows = cut[at + size].lower if at + size < len(cut) else ""
                if noun and not (noun == "settlement" and follows == "of"):  # "the Hama village of Kafr Nabuda"
                    return noun
        return None

    def _noun_before(self, words: str, cut: Sequence[Token], at: int) -> str | None:
        for size in (3, 2, 1):
            if at - size >= 0:
                noun = words[cut[at - size].start : cut[at - 1].end].lower()
                if noun in self.vocabulary.nouns:
                    return self.vocabulary.nouns[noun]
        return None

    def _named_noun(self, words: str, cut: Sequence[Token], back: int) -> bool:
        """True for "Jobar district of": the noun belongs to the name before it."""
        nouns = ((n, words[cut[back - n].start : cut[back - 1].end].lower()) for n in (1, 2, 3) if back > n)
        return any(noun in self.vocabulary.nouns and self._unknown_name(cut, back - 1 - n) for n, noun in nouns)

    def _ranked(
        self, words: str, parts: list[NamePart]
    ) -> tuple[NamePart | None, tuple[NamePart, ...], tuple[NamePart, ...]]:
        """The name that is meant, names of equal rank, and the names that contain it."""
        if not parts:
            return None, (), ()
        named = [p for p in parts if p.of_noun and p.noun in ("settlement", "site", "admin2")]
        free = [p for p in parts if not p.owner]
        small = [p for p in free if p.candidates[0].kind != "country"]
        head = (named or small or free or parts)[0]
        if not named and small and free[0] is not small[0] and self._contained(words, free[0], small[0]):
            head = free[0]
        joined = self._joined(words, parts, head)
        rest = tuple(p for p in parts if p is not head and p not in joined)
        return head, joined, rest

    def _contained(self, words: str, first: NamePart, second: NamePart) -> bool:
        """True where the first of two names is the one meant ("Syria near Idlib" keeps Idlib)."""
        gap = words[first.end : second.start].lower()
        return bool(re.search(r"\b(?:and|or)\b", gap))

    def _joined(self, words: str, parts: list[NamePart], head: NamePart) -> tuple[NamePart, ...]:
        out: list[NamePart] = []
        last, rank = head, head.candidates[0].kind
        waiting: list[NamePart] = []
        listed = _LIST.search(words, head.end)
        for part in parts[parts.index(head) + 1 :]:
            between = _ASIDE.sub(",", words[last.end : part.start])
            if listed and part.start < listed.end() and part.candidates[0].kind != "country":
                between = _UNKNOWN_MEMBER.sub("", between)
                rank = part.candidates[0].kind if rank != "country" else rank
            if between.strip() == "," and _contains(part, last):
                last = part  # "Maiduguri, Borno State, and Damaturu, Yobe State"
                continue
            gap = between.lower().strip(" ,")
            link = between.strip()
            kinds = {c.kind for c in part.candidates}
            if re.fullmatch(r"(?:\w+ )?(?:and|or|&)(?: the| \w+ern| in)?(?: \w+ of)?", gap) and (
                rank in kinds or rank == "settlement"
            ):
                out += [*waiting, part]
                waiting = []
            elif link == "," and rank in kinds:
                waiting.append(part)
            else:
                break
            last = part
        if waiting and listed and listed.start() == head.end and listed.end() >= last.end:
            out += waiting  # "A, B and Unknown"
        return tuple(out)

    def _near(self, words: str, containers: tuple[NamePart, ...], head: NamePart | None) -> tuple[str, float] | None:
        """The word for closeness that belongs to the head name, or to a phrase without a name."""
        start, end = (head.start, head.end) if head else (len(words), len(words))
        inner = [p for p in containers if p.end <= start and not p.owner]
        own = words[inner[-1].end if inner else 0 : start].lower()
        for pattern, word, km in self.vocabulary.near if self.vocabulary.any_near.search(own) else ():
            if pattern.search(own):
                return word, km
        tail = words[end:].lower().lstrip("'’s ").split(",")[0]
        for word in self.vocabulary.words.edges_behind:
            if tail.startswith(word):
                return word, self.vocabulary.words.near[word]
        if head and head.direction is not None and head.direction_words.endswith(" of"):
            return head.direction_words, 12.0
        for found in _OF_WORD.finditer(own):
            if self.vocabulary.words.directions.get(found[1].replace("-", "")) is not None:
                return found[0], 12.0
        return ("the road of", 15.0) if self._line_before(own, tail) else None

    def _line_before(self, own: str, tail: str) -> bool:
        before, after = self.vocabulary.line
        return bool(before.search(own) or after.match(tail))

    def _completed(self, phrase: Phrase, cut: Sequence[Token], unknown: str | None) -> Phrase:
        """The phrase with what is meant but not named."""
        low, head = phrase.words.lower(), phrase.head
        inside = head is not None and (head.of_noun or phrase.words.index(unknown or "") >= head.start)
        unknown = None if inside else unknown
        if head is None:
            way = next(((t.text, d) for t in cut if (d := self.vocabulary.direction(t.lower)) is not None), None)
            return replace(
                phrase,
                unknown=unknown,
                capital=bool(place_shapes().capital.search(low)),
                country_noun=bool(_COUNTRY.search(low)),
                loose_direction=way,
            )
        opening = phrase.words[: head.start]
        noun = next((w for w in _WORDS.findall(opening.lower()) if w in self.vocabulary.nouns), None)
        told = noun and not head.of_noun and (place_shapes().unnamed.match(opening) or _WITHIN.search(opening))
        return replace(phrase, unknown=unknown, unnamed=noun if told else None, level=head.noun)


def _contains(part: NamePart, before: NamePart) -> bool:
    """True where a name is a province's or a country's, and what is named before it lies in that."""
    inner = before.candidates[0]
    if inner.kind not in ("admin2", "settlement") or part.noun == "settlement":
        return False
    boxes = [c for c in part.candidates if c.kind in ("admin1", "country") and c.country == inner.country]
    towns = [c for c in part.candidates if c.kind == "settlement" and c.country == inner.country]
    alone = part.noun == "admin1" or not any(c.population >= _TOWN for c in towns)  # "Khan Shaykhun, Idlib and Hama"
    return alone and any(inside(inner, box) for box in boxes)
