"""Phrases in which nobody is named whom the story's country could stand for: "foreign governments", "NATO members"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.knowledge.actors import ActorBook, DescribedType
from dateline.knowledge.local_names import LocalWords
from dateline.records import ActorRef, Unresolved, Why
from dateline.resolve.actors_beside import Beside
from dateline.resolve.actors_described import Described, forms
from dateline.resolve.actors_names import ARTICLES, BODIES, FoundName
from dateline.resolve.actors_offices import Offices, Phrase
from dateline.resolve.actors_people import People
from dateline.resolve.actors_trim import Trim
from dateline.tokens import Token

_OF_STATES = BODIES | {"state", "person"}


class Unsaid:
    """Tells them with the words of the book it is given."""

    def __init__(
        self, book: ActorBook, parts: tuple[Described, Beside, Offices, People], local: LocalWords | None
    ) -> None:
        self._book, self.words = book, book.unsaid
        self._described, self._beside, self._offices, self._people = parts
        self._trim = Trim(book, self._described, self.words)
        self._local = local.kinds if local is not None else {}
        self._one_each, self._several, self._countries = (
            tuple(f" {words}" for words in listed)
            for listed in (self.words.one_each, self.words.several, self.words.countries)
        )
        self._heads = local.heads if local is not None else frozenset()

    def nobody(self, phrase: Phrase) -> ActorRef | Unresolved | None:
        """Why nobody is meant who could be told, or people of no country; None where somebody may be."""
        low = [token.lower for token in phrase.words]
        kind = self._described.kind(low if phrase.found else self._people.described_words(phrase))
        if self._is_said(phrase, low, kind):
            return Unresolved(Why.UNNAMED, f"{phrase.text!r} does not say who")
        if self._was_one(phrase, low):
            return Unresolved(Why.UNNAMED, f"{phrase.text!r} says former and gives no name")
        region = self._beside.of_region(phrase)
        several = self._from_several(low) or region or (kind is not None and self._is_abroad(phrase))
        if phrase.found or kind is None or not (several or self._beside.from_abroad(phrase)):
            return None
        if kind.kind in ("government", "police"):
            return Unresolved(Why.UNNAMED, f"{phrase.text!r} are of several countries") if several else None
        why = f"the words describe {kind.name.lower()} and give no country"
        return ActorRef(f"described:{kind.id}", kind.name, kind.kind, None, "described", (why,))

    def person(self, phrase: Phrase) -> str | None:
        """A person with a name that nobody is known by, behind a word for people: "journalist Samuel Orange"."""
        if len(phrase.words) < 3 or phrase.text.isupper():
            return None  # too short, or a headline in capitals
        comma = next((token.start for token in phrase.cut if token.text == ","), len(phrase.text))
        words = tuple(token for token in phrase.words if token.start < comma)
        for at in range(len(words) - 3, -1, -1):
            run = words[at + 1 :]
            if not self._is_name(phrase, run):
                continue
            if self._is_one(phrase, words[: at + 1]):
                return phrase.text[run[0].start : run[-1].end]
        return None

    def is_longer(self, phrase: Phrase, found: FoundName) -> bool:
        """True for a people's name at the head of a longer one: "the Kurdish Lighthouse Union"."""
        if found.entity.kind != "population":
            return False
        run: list[Token] = []
        for token in (t for t in phrase.words if t.start >= found.end):
            if not token.is_capital or phrase.named(token) is not None:
                break
            run.append(token)
        known = self._book.last_words | self._book.bodies
        return len(run) > 1 and run[-1].lower in self._local and not set(forms(run[0].lower)) & known

    # --- the ways ----------------------------------------------------------------------------------------------------

    def _is_said(self, phrase: Phrase, low: Sequence[str], kind: DescribedType | None) -> bool:
        """True where the words say of what kind somebody is, or where, and not who."""
        people = self._trim.circle(phrase.text)
        if people is not None and phrase.found and all(f.start > people for f in phrase.found):
            return True
        if self._trim.says_where(phrase.text):
            return True
        if self._is_some_of(phrase) or (kind is not None and self._is_thing(phrase, low, kind)):
            return True
        return not phrase.found and self._are_many(low)

    def _is_some_of(self, phrase: Phrase) -> bool:
        """ "NATO members", "several EU countries": some of an organisation of states."""
        last = phrase.found[-1] if phrase.found else None
        if last is None or len(phrase.found) > 1 or last.entity.kind != "international":
            return False
        if {last.entity.name.split()[-1].lower(), last.entity.id} & self.words.organs:
            return False
        rest = [t.lower for t in phrase.words if t.start >= last.end]
        return bool(rest) and len(rest) < 3 and set(rest) <= self.words.of_members | {"s"} and rest != ["s"]

    def _is_thing(self, phrase: Phrase, low: Sequence[str], kind: DescribedType) -> bool:
        head = next((i for i, word in enumerate(low) if i and word in self._book.words.behind), len(low))
        if low[head - 1] not in self.words.things or kind.kind == "population" or kind.sector == "OPP":
            return False
        token = phrase.words[head - 1]
        if phrase.named(token) is not None or (token.is_capital and head > 1):
            return False  # "White House", "the House of Commons"
        return all(f.entity.kind in _OF_STATES - {"person"} for f in phrase.found)

    def _are_many(self, low: Sequence[str]) -> bool:
        """ "Governments", "foreign ministers": those of several countries."""
        if low and low[-1] in self.words.governments:
            return not self.words.parts.intersection(low)
        if any(word in self.words.deputies for word in low):
            return False
        return " ".join(("", *low)).endswith(self._one_each)

    def _was_one(self, phrase: Phrase, low: Sequence[str]) -> bool:
        """ "A former Hamas commander", "former leader of ETA": none of them any more."""
        group = next((f for f in phrase.found if f.entity.kind not in _OF_STATES), None)
        past = next((i for i, word in enumerate(low) if word in self._book.offices.past), None) if group else None
        if past is None or group is None or any(f.entity.kind == "person" for f in phrase.found):
            return False
        start = phrase.words[past].start
        rest = [t for t in phrase.words if t.start > start and not t.is_capital]
        if group.start < start or not any(set(forms(t.lower)) & self.words.past_members for t in rest):
            return False
        before = [t.lower for t in phrase.words if t.end <= group.start and t.lower not in self._book.words.small]
        ends = phrase.words[-1].is_capital and phrase.words[-1].start < group.end
        inside = before[-1:] and before[-1] in self._book.words.whose | {"in"}
        return (not ends or bool(inside)) and not isinstance(self._offices.resolve(phrase), ActorRef)

    def _from_several(self, low: Sequence[str]) -> bool:
        at = next((i for i, word in enumerate(low) if i and word in ("from", "of")), None)
        if at is None:
            return False
        several = " ".join(("", *low[at + 1 :])).endswith(self._several if low[at] == "from" else self._countries)
        return several or (low[at] == "from" and low[-1] in self.words.region and self._is_body(low))

    def _is_body(self, low: Sequence[str]) -> bool:
        kind = self._described.kind(low)
        return kind is not None and kind.kind in BODIES

    def _is_abroad(self, phrase: Phrase) -> bool:
        """ "Foreign officials", "a neighbouring army", but not "the foreign minister"."""
        words = phrase.words
        at = next((i for i, token in enumerate(words) if token.lower in self.words.nearby), len(words))
        rest = words[at + 1 :]
        return bool(rest) and rest[0].lower not in self.words.not_abroad and not any(t.is_capital for t in rest)

    def _is_name(self, phrase: Phrase, run: Sequence[Token]) -> bool:
        small = self._book.words.in_names | ARTICLES
        if run[-1].lower in self._heads:
            return False  # "the Lake Union Deputy President"
        capital = [t for t in run if t.is_capital]
        known = any(phrase.named(t) is not None or t.lower in self._local for t in run)
        return (
            not known and len(capital) > 1 and run[0].is_capital and all(t.is_capital or t.lower in small for t in run)
        )

    def _is_one(self, phrase: Phrase, before: Sequence[Token]) -> bool:
        """True where the last word before a name says what one person is, and no group is named."""
        last, low = before[-1], before[-1].lower
        listed = self._book.words
        if low.endswith(("s", *listed.many)) or phrase.named(last) is not None or low in listed.last_only:
            return False
        kind = self._described.kind([t.lower for t in before[-2:]]) if low in self._book.last_words else None
        groups = {f.entity.kind for f in phrase.found}
        if kind is None:
            people = any(f.entity.kind == "population" and f.end + 1 == last.start for f in phrase.found)
            return people and groups == {"population"} and not last.is_capital and low not in self._book.last_words
        one = kind.kind == "population" or kind.sector == "LEG"
        return one and groups <= {"state", "population"}
