"""Mentions to entities: names with dates and context, office holders on the day, described types; never a guess."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dateline.knowledge.actors import ActorBook, DescribedType, Entity, fold
from dateline.knowledge.local_names import LocalWords
from dateline.protocols import Gazetteer, Story
from dateline.records import ActorRef, Unresolved, Why
from dateline.resolve.actors_beside import Beside
from dateline.resolve.actors_country import country_of_unnamed
from dateline.resolve.actors_described import Described
from dateline.resolve.actors_local import LocalNames
from dateline.resolve.actors_names import BODIES, Around, Begun, FoundName, around, longest_names, story_day
from dateline.resolve.actors_offices import Offices, Phrase
from dateline.resolve.actors_owners import Owners
from dateline.resolve.actors_people import People
from dateline.resolve.actors_places import country_of_place, is_province
from dateline.resolve.actors_roles import Roles
from dateline.resolve.actors_shapes import Shapes
from dateline.resolve.actors_unsaid import Unsaid
from dateline.tokens import tokens

__all__ = ["Actors", "FoundName"]

_OF_STATES = BODIES | {"state"}


class Actors:
    """Resolves with the book it is given."""

    def __init__(self, book: ActorBook, local: LocalWords | None = None, gazetteer: Gazetteer | None = None) -> None:
        self.book = book
        self._gazetteer = gazetteer
        self.offices = Offices(book)
        self._shapes = Shapes(book.words)
        self._described = Described(book)
        self._owners = Owners(book, self._described, local)
        self._local = LocalNames(book, local, self._owners) if local is not None else None
        self._beside = Beside(book, self._described)
        self._people = People(book, self._described, self._beside, self._shapes, self._owners)
        self.roles = Roles(book)
        begun = functools.partial(Begun.of, book)
        self._begun = functools.lru_cache(maxsize=256)(begun)  # sentences are asked of with a story and without
        self._seen = functools.lru_cache(maxsize=512)(self._find)  # the words of a mention are looked through in steps
        self._some_people = next((k for k in book.described if k.id == book.words.some_are), None)
        self._unsaid = Unsaid(book, (self._described, self._beside, self.offices, self._people), local)

    def find(
        self, text: str, start: int = 0, end: int | None = None, story: Story | None = None
    ) -> tuple[FoundName, ...]:
        """Known names in a text, the longest first at each place; names that need a context only in such a story."""
        return self._seen(text, start, end, around(story))[0]

    def _known(self, text: str, story: Story) -> tuple[FoundName, ...]:
        return self._seen(text, 0, None, around(story))[0]

    def _find(
        self, text: str, start: int, end: int | None, story: Around
    ) -> tuple[tuple[FoundName, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
        """Known names, and those that may name several entities with whom they may name."""
        begun = self._begun(text, start, end)
        out: list[FoundName] = []
        unclear: list[tuple[str, tuple[str, ...]]] = []
        stop = 0
        for at in begun.names:
            if at < stop:
                continue  # inside the name before
            names, after = longest_names(self.book, begun, at, story)
            if not names:
                continue
            first, last = begun.cut[at].start, begun.cut[after - 1].end
            entities = {name.entity.id: name.entity.name for name in names}
            if len(entities) == 1:
                name, of, stop = names[0], names[0].name, after
                out.append(FoundName(first, last, name.entity, of.adjective, of.metonym, of.context))
            else:
                unclear.append((text[first:last], tuple(sorted(entities.values()))))
        return tuple(out), tuple(unclear)

    def who_is(self, words: str, story: Story) -> ActorRef | Unresolved:
        """The entity a phrase means in this story, on the story's day, with the reasons."""
        words = self._head(self._people.own_words(words, story, self._known), story)
        phrase, unclear = self._phrase(words, story)
        if (there := self._there(phrase)) is not story:
            story = there
            phrase, unclear = self._phrase(words, story)
        short = self._beside.without_place(phrase)
        if short != words and not self._is_person(phrase):
            phrase, unclear = self._phrase(short, story)
        whole = tuple(f for f in phrase.found if self._means_it(phrase, f))
        phrase = phrase if whole == phrase.found else replace(phrase, found=whole)
        if away := self._unsaid.nobody(phrase):
            return away
        person = next((f for f in whole if f.entity.kind == "person"), None)
        if person is not None:
            return self._of_person(phrase, person)
        if others := self._others(phrase):
            return others
        if several := self._of_several(phrase):
            return several
        if self.offices.is_former(phrase) and not any(len(w) > 2 and w.isupper() for w in words.split()[-1:]):
            return self._former(phrase)
        office = self.offices.resolve(phrase)
        if office is not None:
            return office
        return self._named(phrase, unclear)

    def _is_person(self, phrase: Phrase) -> bool:
        """True where a person is named, or the one who held the office: "the UN special envoy for Syria"."""
        named = any(f.entity.kind == "person" for f in phrase.found)
        return named or isinstance(self.offices.resolve(phrase), ActorRef)

    def _phrase(self, words: str, story: Story) -> tuple[Phrase, tuple[tuple[str, tuple[str, ...]], ...]]:
        found, unclear = self._seen(words, 0, None, around(story))
        return Phrase(words, tokens(words), found or self._in_small(words, story), story), unclear

    def _there(self, phrase: Phrase) -> Story:
        """The story for a body of the story's country in words that put it elsewhere: "the police in Istanbul"."""
        story = phrase.story
        if self._gazetteer is None or not any(f.context and f.entity.kind in BODIES for f in phrase.found):
            return story
        place = country_of_place(phrase, self._gazetteer, self.book.bodies, self.book.words)
        if place is None or place[0] in story.countries[:1]:
            return story
        return replace(story, countries=(place[0], *story.countries), here=place[0])

    def parties(self, words: str, story: Story) -> tuple[tuple[int, int], ...]:
        """Where each of several parties stands in words that join them; none for words that mean one party.

        These are lists of known names ("Russia, Iran and Turkey"), and two names in capitals ("Fen Radio and Ali Omar")
        unless one known name holds them both ("Bosnia and Herzegovina").
        """
        if not self._shapes.may_list(words):
            return ()
        found = self.find(words, 0, None, story)
        spans = [(f.start, f.end) for f in found]
        several = len({f.entity.id for f in found}) == len(found) > 1 and not any(f.adjective for f in found)
        if several and self._shapes.is_list(words, spans):
            return tuple(spans)
        joint = self._shapes.joint_names(words)
        one = any(a < end < b for _, end in joint[:1] for a, b in spans)
        return () if one else tuple(joint)

    def _named(self, phrase: Phrase, unclear: Sequence[tuple[str, tuple[str, ...]]]) -> ActorRef | Unresolved:
        """By a known name, a local one, a country's adjective or a description, in this order."""
        if some := self._some_of(phrase) or self._relatives(phrase):
            return some
        if somebody := self._beside.somebody(phrase) or self._unsaid.person(phrase):
            return Unresolved(Why.UNKNOWN_NAME, f"{somebody!r} is in no list")
        named = max((f for f in phrase.found if not f.adjective), key=_told, default=None)
        low = self._people.described_words(phrase)
        local = self._local.resolve(phrase) if self._local is not None else None
        if named is not None and named.entity.kind != "state":
            return self._alias(phrase, named)
        kind = self._described.kind(low)
        if local is not None and not (kind is not None and self._described.is_description(local.name, phrase)):
            return local
        state = named or next((f for f in phrase.found if f.adjective), None)
        if state is not None and kind is None and self._beside.is_unnamed(phrase, state):
            return Unresolved(Why.UNNAMED, f"{phrase.text!r}: {state.entity.name} only says where from")
        if named is not None and kind is None:
            return self._alias(phrase, named)
        if state is not None:
            return self._of_state(state, low, phrase.story)
        words = phrase.text
        if kind is not None and kind.kind == "government" and self.offices.names_somebody(phrase):
            return Unresolved(Why.UNKNOWN_NAME, f"{words!r} names somebody who is in no list")
        if kind is not None and kind.id == "state-forces" and self.offices.has_title(phrase):
            body = self._body_called(self._described.noun(low), phrase.story)
            if body is not None:
                return self._reference(body, "alias in phrase", f"who speaks is of {body.name}")
        if kind is not None:
            return self._described_there(kind, phrase)
        if unclear:
            name, entities = unclear[0]
            return Unresolved(Why.AMBIGUOUS, f"{name!r} may be {', '.join(entities)}")
        if any(w[0].isupper() for w in words.split() if w[0].isalpha()):
            return Unresolved(Why.UNKNOWN_NAME, f"no entity is called {words!r}")
        return Unresolved(Why.UNNAMED, f"{words!r} names nobody")

    def countries(self, found: Sequence[FoundName]) -> Counter[str]:
        """How often the names of each country's actors stand in a text; monitors, agencies and outlets do not count."""
        away = {"agency", "outlet", "international", "ngo", "monitor"}
        return Counter(f.entity.country for f in found if f.entity.country and f.entity.kind not in away)

    def _means_it(self, phrase: Phrase, found: FoundName) -> bool:
        """False for who only helps ("US-backed"), a part of a longer name, or the story's police in "Kyiv police"."""
        if self._shapes.only_helps(phrase.text, found.start, found.end) and found.entity.kind != "person":
            return False
        whole = found.entity.kind == "person" or (found.entity.kind == "state" and not found.adjective)
        if whole and self.offices.is_part_of_name(phrase, found):
            return False
        if self._owners.is_not_meant(phrase, found) or self._beside.is_not_meant(phrase, found):
            return False
        if self._unsaid.is_longer(phrase, found):
            return False
        if self._gazetteer is not None and is_province(phrase, found, self._gazetteer, self.book.words.units):
            return False
        named = {f.entity.country for f in phrase.found if f.entity.kind == "state"}
        return found.context is None or not named or found.context in named

    # --- the ways ----------------------------------------------------------------------------------------------------

    def _alias(self, phrase: Phrase, found: FoundName) -> ActorRef:
        words = phrase.text[found.start : found.end]
        basis = "alias" if len(phrase.found) == 1 else "alias in phrase"
        others = [f"{f.entity.name} is named too" for f in phrase.found if f.entity.id != found.entity.id]
        why = f"{words!r} stands for its government" if found.metonym else f"{words!r} is a name of it"
        return self._reference(found.entity, basis, why, *others)

    def _head(self, words: str, story: Story) -> str:
        """What stands before an apposition, where it names a body: "JNIM, an alliance linked to Al-Qaeda"."""
        head, comma, _ = words.partition(", ")
        if not comma:
            return words
        if self._of_several(Phrase(words, tokens(words), self.find(words, story=story), story)):
            return words
        phrase = Phrase(head, tokens(head), self.find(head, story=story), story)
        named = any(not f.adjective and not self._owners.is_namesake(words, f, story) for f in phrase.found)
        return head if named and not self.offices.has_title(phrase) else words

    def _others(self, phrase: Phrase) -> Unresolved | None:
        """Those beside the one that is named, whom nobody names: "Al-Qaeda's main branch in the Sahel"."""
        for found in phrase.found:
            if self._local is not None and not found.adjective and self._local.is_other(phrase, found.start, found.end):
                name = phrase.text[found.start : found.end]
                return Unresolved(Why.UNNAMED, f"{phrase.text!r} are others than {name!r}, and not named")
        return None

    def _of_several(self, phrase: Phrase) -> ActorRef | Unresolved | None:
        """ "The presidents of Iran and Turkey", "Syrian and Iraqi refugees": not one of them alone."""
        named = [f for f in phrase.found if f.entity.kind != "person"]
        if len(named) < 2:
            return None
        sides = {f.entity.country if f.entity.kind in _OF_STATES else f.entity.id for f in named}
        spans = [(f.start, f.end) for f in named]
        if len(sides) < 2 or not self._shapes.are_joined(phrase.text, spans):
            return None
        names = ", ".join(dict.fromkeys(f.entity.name for f in named))
        kind = self._described.kind([t.lower for t in phrase.words if phrase.named(t) is None])
        if kind is not None and kind.kind not in _OF_STATES:
            why = f"the words describe {kind.name.lower()} of several: {names}"
            return ActorRef(f"described:{kind.id}", kind.name, kind.kind, None, "described", (why,))
        return Unresolved(Why.AMBIGUOUS, f"{phrase.text!r} are of several: {names}")

    def _of_person(self, phrase: Phrase, found: FoundName) -> ActorRef | Unresolved:
        """A person named, or those whose forces, regime or group the phrase says they are."""
        person, text = found.entity, phrase.text
        day = story_day(phrase.story)
        theirs = self._shapes.led_there(text, found.start, found.end)
        if theirs is not None:
            body = self._body_of(person, day, self._shapes.is_rule(theirs))
            if body is not None:
                why = f"{theirs.strip()!r} of {person.name}"
                return self._reference(body, "office holder's forces", why, self.offices.in_words(person, day) or "")
        if others := self._others(phrase):
            return others
        ref = self._alias(phrase, found)
        told = self.offices.in_words(person, day)
        return replace(ref, reasons=(*ref.reasons, told)) if told else ref

    def _body_of(self, person: Entity, day: str | None, rule: bool) -> Entity | None:
        """What a person leads on the day: a group, or the forces (the government) of a state."""
        if day is None and len({role.of for role in person.roles}) != 1:
            return None  # of several bodies, now one and now the other
        for role in self.offices.roles_on(person, day):
            of = self.book.by_id[role.of]
            if of.kind != "state":
                return of
            bodies = self.book.government_of if rule else self.book.military_of
            return bodies.get(of.country or "", of)
        return None

    def _former(self, phrase: Phrase) -> ActorRef | Unresolved:
        """ "A former minister" is a former official; with a surname, whoever it is that held the office."""
        office = self.offices.resolve(phrase)
        if office is not None:
            return office
        kind = next((k for k in self.book.described if k.id == "former-officials"), None)
        if kind is None:
            return Unresolved(Why.UNNAMED, f"{phrase.text!r} names nobody in office")
        country = next((f.entity.country for f in phrase.found if f.entity.country), None)
        state = self.book.state_of.get(country or "")
        if state is not None:
            return self._described_of(kind, country, state.name, f"{phrase.text!r} says former and gives no name")
        return self._described_ref(kind, phrase.story)

    def _some_of(self, phrase: Phrase) -> ActorRef | None:
        kind = self._some_people
        found = self._people.some_of(phrase) if kind is not None else None
        if kind is None or found is None:
            return None
        why = f"{phrase.text!r}: some of its people"
        return self._described_of(kind, found.entity.country, found.entity.name, why)

    def _relatives(self, phrase: Phrase) -> ActorRef | Unresolved | None:
        """ "A police wife", "the family of a soldier": they are none of them."""
        kind = self._some_people
        if kind is None or any(f.entity.kind not in _OF_STATES for f in phrase.found):
            return None
        if not self._described.is_relative(phrase):
            return None
        state = next((f.entity for f in phrase.found if f.entity.kind == "state"), None)
        if state is not None:
            return self._described_of(kind, state.country, state.name, f"a relation to somebody of {state.name}")
        return self._described_there(kind, phrase)

    def _in_small(self, words: str, story: Story) -> tuple[FoundName, ...]:
        """A known name of several words that stands alone, without its capitals: "the united nations"."""
        name = words.removeprefix("the ").strip()
        if name != name.lower() or " " not in name or self._described.kind(name.split()) is not None:
            return ()
        found = self.find(words.title(), story=story)
        whole = len(found) == 1 and words[found[0].start : found[0].end] == name and found[0].context is None
        return found if whole else ()

    def _reference(self, entity: Entity, basis: str, *reasons: str) -> ActorRef:
        kept = tuple(reason for reason in reasons if reason)
        return ActorRef(entity.id, entity.name, entity.kind, entity.country, basis, kept)

    def _of_state(self, found: FoundName, low: Sequence[str], story: Story) -> ActorRef:
        """ "Russian warplanes" are the armed forces where they are an entity; "Russian officials" the state."""
        state = found.entity
        kind = self._described.kind(low)
        whose = f"the adjective is that of {state.name}" if found.adjective else f"{state.name} is named"
        own = replace(story, countries=(state.country,)) if state.country else story
        noun = self._described.noun(low)
        body = self._body_called(noun, own) if kind is not None and kind.kind in BODIES else None
        if body is None and noun in self.book.words.rulers:
            body = self.book.government_of.get(state.country or "")
        if body is not None and body.country == state.country:
            return self._reference(body, "country and body", whose, f"{noun!r} is its {body.name}")
        armed = kind is None or kind.kind == "military" or kind.id == "unidentified-armed-group"
        word = next((word for word in low if armed and word in self.book.words.forces), None)
        if word is not None and state.country in self.book.military_of:
            return self._reference(
                self.book.military_of[state.country], "country and forces", whose, f"{word!r}: forces"
            )
        if kind is not None and kind.id != "government":
            return self._described_of(kind, state.country, state.name, whose)
        return self._reference(state, "country's adjective" if found.adjective else "country in phrase", whose)

    def _body_called(self, noun: str, story: Story) -> Entity | None:
        """The body that is called so in stories of the country: "the defence ministry"."""
        found = self.find(f"the {noun}", story=story) if noun else ()
        return found[0].entity if len(found) == 1 and found[0].context is not None else None

    def _described_there(self, kind: DescribedType, phrase: Phrase) -> ActorRef | Unresolved:
        """Of the country of a place in the phrase ("Aleppo residents"), else of the story's."""
        place = None
        if self._gazetteer is not None:
            place = country_of_place(phrase, self._gazetteer, self.book.bodies, self.book.words)
        posted = kind.kind == "government" and self._beside.posted(phrase)
        if posted or (place is None and self._is_somebodys(kind, phrase)):
            return Unresolved(Why.UNNAMED, f"{phrase.text!r}: whose is not said")
        if place is None:
            return self._described_ref(kind, phrase.story)
        country, why = place
        state = self.book.state_of.get(country)
        return self._described_of(kind, country, state.name if state else country, why)

    def _is_somebodys(self, kind: DescribedType, phrase: Phrase) -> bool:
        """ "Its air force", "his men": those of whoever the pronoun means, which need not be of the story's country."""
        book, low = self.book.words, [token.lower for token in phrase.words]
        whose = any(w in book.possessives and (not i or low[i - 1] == "of") for i, w in enumerate(low))
        return whose and (kind.kind in book.owned or low[-1] in book.owned_nouns)

    def _described_ref(self, kind: DescribedType, story: Story) -> ActorRef | Unresolved:
        country, why = country_of_unnamed(kind, story, self.book)
        if country is None:
            why = f"the words describe {kind.name.lower()}, and {why}"
            return ActorRef(f"described:{kind.id}", kind.name, kind.kind, None, "described", (why,))
        state = self.book.state_of.get(country)
        return self._described_of(kind, country, state.name if state else country, why)

    def _described_of(self, kind: DescribedType, country: str | None, name: str, why: str) -> ActorRef:
        kind = self._described.in_story(kind, country)
        whose = country or "-".join(fold(name).split())  # Kurds have no country
        ident, label = f"described:{kind.id}:{whose}", f"{kind.name} ({name})"
        reasons = (f"the words describe {kind.name.lower()} and name nobody", why)
        return ActorRef(ident, label, kind.kind, country, "described", reasons)


def _told(found: FoundName) -> tuple[bool, int, int]:
    """Of several names in a phrase: a group before a state ("Britain-based Observatory"), the longer, the earlier."""
    return found.entity.kind != "state", found.end - found.start, -found.start
