"""The word lists of places, arranged for looking up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from dateline.knowledge.gazetteer_data import CountryItem, PlaceWords
from dateline.knowledge.gazetteer_names import fold
from dateline.protocols import GazetteerEntry
from dateline.tokens import Token


def _and_plurals(words: Sequence[str]) -> frozenset[str]:
    plural = {word[:-1] + "ies" if word.endswith("y") else word + "s" for word in words}
    return frozenset(plural.union(words))


class Vocabulary:
    """Answers questions about single words; knows no text."""

    def __init__(self, words: PlaceWords, countries: Mapping[str, CountryItem]) -> None:
        self.words = words
        self.countries = countries
        self.stop = frozenset(words.words.split())
        self.names = frozenset(words.names.split()) - frozenset(words.places_besides)
        self.short_forms = frozenset(words.short_forms)
        self.generic = frozenset(words.generic)
        self.before = frozenset(words.place_before)
        self.after = frozenset(words.place_after)
        self.not_a_place = frozenset(words.not_a_place)
        self.bare_region = frozenset(words.bare_region)
        self.joints, self.english = words.joints, words.english_joints
        self.of_first, self.of = words.of_first, words.of_first | words.of_next

    @cached_property
    def nouns(self) -> dict[str, str]:
        """Noun, singular or plural, to its kind of place."""
        out: dict[str, str] = {}
        for kind, nouns in self.words.nouns.items():
            for noun in nouns:
                plural = noun[:-1] + "ies" if noun.endswith(("ty", "ry", "cy")) else noun + "s"
                out.setdefault(noun, kind)
                out.setdefault(plural, kind)
        return out

    @cached_property
    def adjectives(self) -> dict[str, str]:
        """ "syrian", "syrians" to SY."""
        pairs = [(a.lower(), iso) for iso, item in self.countries.items() for a in item.adjectives]
        names = {fold(name) for item in self.countries.values() for name in (item.name, *item.names)}
        forms = {form: iso for word, iso in pairs for form in (word, word + "s")}
        return {form: iso for form, iso in forms.items() if form not in names}  # "Philippines", "Laos"

    @cached_property
    def region_adjectives(self) -> dict[str, str]:
        """ "chechen", "chechens" to Chechnya; countries' adjectives go before."""
        plain = {word.lower(): region for word, region in self.words.region_adjectives.items()}
        return {form: region for word, region in plain.items() for form in (word, word + "s")}

    def adjective_at(self, cut: Sequence[Token], at: int) -> tuple[int, str] | None:
        """A country's adjective from token `at` ("Sri Lankan"): the token after it, and the country."""
        if not cut[at].is_capital or cut[at].lower not in self._adjective_starts:
            return None
        for size in (3, 2, 1):
            words = " ".join(t.lower for t in cut[at : at + size])
            if at + size <= len(cut) and words in self.adjectives:
                return at + size, self.adjectives[words]
        return None

    def region_adjective_at(self, cut: Sequence[Token], at: int) -> int | None:
        """The token after a region's adjective ("Chechen") from token `at`, in any case."""
        if cut[at].lower not in self._region_starts:
            return None
        for size in (2, 1):
            if at + size <= len(cut) and " ".join(t.lower for t in cut[at : at + size]) in self.region_adjectives:
                return at + size
        return None

    @cached_property
    def _region_starts(self) -> frozenset[str]:
        return frozenset(adjective.split(" ")[0] for adjective in self.region_adjectives)

    def adjectives_of(self, cut: Sequence[Token]) -> list[str]:
        """The country of every country's adjective among the tokens."""
        starts = [at for at, token in enumerate(cut) if token.is_capital and token.lower in self._adjective_starts]
        return [found[1] for at in starts if (found := self.adjective_at(cut, at))]

    @cached_property
    def _adjective_starts(self) -> frozenset[str]:
        return frozenset(adjective.split(" ")[0] for adjective in self.adjectives)

    @cached_property
    def capitals(self) -> dict[str, str]:
        """The folded name of a capital to its country, with the metonyms of governments."""
        pairs = [(fold(item.capital), iso, item) for iso, item in self.countries.items() if item.capital]
        out = {name: iso for name, iso, item in pairs if name not in map(fold, (item.name, *item.names))}  # Luxembourg
        return out | {fold(name): "" for name in self.words.metonyms if fold(name) not in out}

    @cached_property
    def short_names(self) -> frozenset[str]:
        """Country names in capitals: US, UK, UAE, DRC."""
        names = (name for item in self.countries.values() for name in item.names)
        return frozenset(name for name in names if name.isupper())

    @cached_property
    def near(self) -> tuple[tuple[re.Pattern[str], str, float], ...]:
        """Patterns of the words for closeness, the longest first, with the kilometres each adds."""
        found = sorted(self.words.near.items(), key=lambda pair: -len(pair[0]))
        return tuple((re.compile(rf"\b{re.escape(word)}\b"), word, km) for word, km in found)

    @cached_property
    def any_near(self) -> re.Pattern[str]:
        """Any of the words for closeness."""
        return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in self.words.near)})\b")

    @cached_property
    def line(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """Roads, rivers and borders: before a name ("the road to") and after it ("highway")."""
        nouns = "|".join(re.escape(noun) for noun, kind in self.nouns.items() if kind == "line")
        return re.compile(rf"\b(?:{nouns})\b(?! in\b)"), re.compile(rf"(?:{nouns})\b")

    @cached_property
    def people(self) -> frozenset[str]:
        """Words for people whose country is told before them and who may be anywhere."""
        return _and_plurals(self.words.people_abroad)

    @cached_property
    def missions(self) -> frozenset[str]:
        """Words for the seats of a country abroad, with their plurals."""
        return _and_plurals(self.words.missions)

    @cached_property
    def speaking(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """Words of speaking and meeting: right before a place ("meeting aides in"), and anywhere but in an aside."""
        words, inside = "|".join(map(re.escape, self.words.speaking)), "|".join(self.words.inside)
        before = rf"\b(?:{words})(?: (?:to|with|at|from|by)? ?[\w-]+)?,? (?:{inside}) (?:the )?$"
        return re.compile(before, re.IGNORECASE), re.compile(rf"\b(?:{words})\b(?!,)", re.IGNORECASE)

    @cached_property
    def streets(self) -> re.Pattern[str]:
        """What follows the name of a street: "Baker Street", "Bandera and Alameda streets"; not "a Kabul street"."""
        one, titled = (
            "|".join(word.title() for word in sorted(words))
            for words in (self.words.streets, self.words.titled_streets)
        )
        word, many = r"[A-Z][\w.'’-]*", "|".join(sorted(_and_plurals(self.words.streets)))
        row = rf"(?:(?:,? and|,| &) {word}(?: {word})*)+ (?i:{many})"
        return re.compile(rf" (?:(?P<one>{one})|(?P<titled>{titled}))\b|{row}\b| (?P<last>(?i:{many}))\b")

    def has_realm(self, words: str) -> bool:
        """True where the words hold one for a country: "the kingdom"."""
        return self._realm.search(words) is not None

    def is_realm(self, words: str, iso: str) -> bool:
        """True for "the kingdom" where the country is one; "the republic" is any that is nothing else listed."""
        found = self._realm.search(words)
        if found is None or not iso:
            return False
        listed = self.words.realms[found[1]]
        return iso in listed if listed else all(iso not in others for others in self.words.realms.values())

    @cached_property
    def _realm(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:the|this) ({'|'.join(self.words.realms)})(?:'s)?\b(?! of)")

    def is_bare_word(self, cut: Sequence[Token], first: int, stop: int, entries: Sequence[GazetteerEntry]) -> bool:
        """True for a lone word with an article that is only some small town's name ("the Garrison", "that Corner")."""
        if stop != first + 1 or not first or cut[first - 1].lower not in ("the", "that", "this", "a", "an"):
            return False
        after = cut[stop] if stop < len(cut) else None
        if after is not None and (after.is_capital or after.text in "-–'’" or after.lower in self.nouns):
            return False
        if after is not None and (after.lower in self.after or after.lower == "'s"):
            return False
        return all(e.kind in ("settlement", "admin2") and not self.well_known(e) for e in entries)

    def direction(self, word: str) -> tuple[float, float] | None:
        """North and east of a compass word ("southern", "north-east", "northwestern"); None for other words."""
        plain = word.lower().replace("-", "").replace(" ", "")
        plain = plain.removesuffix("ernmost").removesuffix("ern") if plain.endswith(("ern", "ernmost")) else plain
        return self.words.directions.get(plain)

    def is_common(self, word: str) -> bool:
        """True for a word (lower case) that is never a place's name, capital or not."""
        return word in self.stop or word in self.before or word in self.words.near

    def is_half(self, word: str) -> bool:
        """True for a word (lower case) that is a place's name only together with others ("Bab", "Station")."""
        return word in self.generic or word in self.nouns

    def well_known(self, entry: GazetteerEntry) -> bool:
        """True for countries, curated places, and towns and units above 50,000 people."""
        return entry.id.startswith(("dl:", "iso:")) or entry.population > 50_000
