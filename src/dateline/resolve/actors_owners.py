"""Names that only say whose somebody is: "Putin spokesman Peskov", "a Navalny ally", "the group's station Lamp TV"."""

from __future__ import annotations

import re
from collections.abc import Callable

from dateline.knowledge.actors import ActorBook
from dateline.knowledge.local_names import LocalWords
from dateline.protocols import Story
from dateline.resolve.actors_described import Described, forms
from dateline.resolve.actors_names import FoundName
from dateline.resolve.actors_offices import Phrase
from dateline.tokens import tokens

_Find = Callable[[str, Story], tuple[FoundName, ...]]
_NAMED = re.compile(r"(?:['’]s?)? (?P<noun>(?:(?:[a-z-]+|TV) ){0,3}?(?P<head>[a-z]+)),? (?=[A-Z])")
_TIED = re.compile(r"[-‑–](?P<tie>[a-z]+ed|era)\b")
_APPOSED = re.compile(r", (?:an?|the|her|his|their|one of \w+|\d+-year-old) (?P<words>(?:[a-z-]+ ){0,3}[a-z]+)")
_NEXT = re.compile(r" (?P<words>[a-z]+(?:[ -][a-z]+)*)")


class Owners:
    """Tells them with the book and the words it is given."""

    def __init__(self, book: ActorBook, described: Described, local: LocalWords | None) -> None:
        self._book, self._described = book, described
        words = (local.not_itself | local.of_persons) if local is not None else frozenset()
        self._beside = words | book.words.relatives
        self._ends = book.words.behind | {*book.words.joints, *book.words.clauses, *book.words.listing, "including"}
        offices = book.offices
        self._officials = offices.officials | {phrase[-1] for some in book.office_phrases.values() for phrase in some}
        how_many, polite = "|".join(book.words.how_many), "|".join(book.words.polite)
        self._some = re.compile(rf"(?:^|\s)(?:{how_many})\s(?:[a-z-]+\s)*$")
        self._word_before = re.compile(rf"(?P<word>[A-Za-z]+),? (?:(?:{polite})\.? )?$")
        self._spokesmen = {words.split()[-1] for words, kind in offices.classes.items() if kind == "spokesman"}

    def without(self, words: str, story: Story, find: _Find) -> str:
        """From the noun on where a name says only whose somebody named is: "spokesman Peskov"."""
        if _NAMED.search(words) is None:
            return words
        for found in find(words, story):
            after = _NAMED.match(words, found.end)
            if after is None or found.adjective or self._is_led(words, found):
                continue
            if found.entity.kind == "person" and self._is_somebody(after["head"]):
                return words[after.start("noun") :]
            if found.entity.kind not in ("outlet", "agency", "state") and self._is_outlet(after["noun"]):
                return words[after.start("noun") :]
        return words

    def is_not_meant(self, phrase: Phrase, found: FoundName) -> bool:
        """True for a person whose name is only a part of an adjective, and for a namesake."""
        person = found.entity.kind == "person"
        return person and (self._is_tied(phrase, found) or self.is_namesake(phrase.text, found, phrase.story))

    def is_namesake(self, words: str, found: FoundName, story: Story) -> bool:
        """True for a known person of another country where the words give a trade: "her lawyer, Vladimir Voronin"."""
        person = found.entity
        if person.kind != "person" or not person.roles or person.country in (None, *story.countries[:1]):
            return False
        before = self._word_before.search(words[: found.start])
        trades = self._book.words.trades
        if before is not None and trades & {*forms(before["word"].lower())}:
            return True
        after = _APPOSED.match(words, found.end)
        low = after["words"].lower().split() if after is not None else []
        told = any(word in self._officials | self._book.offices.past for word in low)
        return bool(low) and not told and low[-1] in trades

    def _is_tied(self, phrase: Phrase, found: FoundName) -> bool:
        """True for a person behind whose name a participle stands: "Navalny-affiliated"; who is led is theirs."""
        tie = _TIED.match(phrase.text, found.end)
        return tie is not None and tie["tie"] not in self._book.words.leading

    def is_beside(self, phrase: Phrase, found: FoundName) -> bool:
        """True for a person whose name is only an adjective: "two Assad associates", "Trump voters"."""
        after = _NEXT.match(phrase.text, found.end)
        if after is None:
            return False
        low = [token.lower for token in tokens(after["words"]) if token.is_word]
        end = next((i for i, word in enumerate(low) if word in self._ends), len(low))
        last = low[end - 1] if end else ""
        if not last or last in self._spokesmen or last in self._book.words.led:
            return False
        if self._is_somebody(last):
            return True
        many = last.endswith(("ers", "ors", "ists"))
        noun = not last.endswith(("ly", "self", "ed", "ing"))
        return many or (end == 1 and noun and self._some.search(phrase.text[: found.start]) is not None)

    def _is_somebody(self, word: str) -> bool:
        known = {*forms(word)}
        return bool(known & (self._beside | self._officials)) or self._described.kind([word]) is not None

    def _is_outlet(self, noun: str) -> bool:
        low = noun.lower().split()
        kind, said = self._described.kind(low), self._described.noun(low)
        return kind is not None and kind.sector == "JRN" and " ".join(low).endswith(said)

    def _is_led(self, words: str, found: FoundName) -> bool:
        """ "Assad's forces" stay those of the leader."""
        after = words[found.end :].removeprefix("'s").removeprefix("’s").split()
        return bool(after) and after[0].rstrip(",") in self._book.words.led
