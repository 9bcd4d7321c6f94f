"""Office holders: "the Turkish president", "Foreign Minister Zarif" or a surname alone, on the day of the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.knowledge.actors import ActorBook, Entity, Held, fold
from dateline.knowledge.entities import Role
from dateline.knowledge.offices import office_key
from dateline.protocols import Story
from dateline.records import ActorRef, Unresolved, Why
from dateline.resolve.actors_country import are_level
from dateline.resolve.actors_names import ARTICLES, FoundName, story_day
from dateline.resolve.actors_rulers import heads_of
from dateline.tokens import Token

_VOWELS = re.compile(r"[aeiouy]|(.)(?=\1)")  # and doubled letters
_HYPHENS = frozenset(("-", "‑", "–"))
STORYS_OFFICE = "office of the story's country"  # a basis: nothing in the words says whose
_ABOUT = "the story is about"
_ORGANISED = frozenset(("government", "military", "police"))


@dataclass(frozen=True)
class Phrase:
    """The words of a mention, cut, with the known names in them, in their story."""

    text: str
    cut: tuple[Token, ...]
    found: tuple[FoundName, ...]
    story: Story

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """The tokens that are words."""
        return tuple([token for token in self.cut if token.is_word])

    def named(self, token: Token) -> FoundName | None:
        """The known name a token belongs to."""
        for found in self.found:
            if found.start <= token.start < found.end:
                return found
        return None


@dataclass(frozen=True, slots=True)
class _Title:
    """An office in a phrase: its words and what stands before and after it (word tokens)."""

    words: str
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    possessive: bool  # "the president's office"


class Offices:
    """Resolves office holders with the book it is given."""

    def __init__(self, book: ActorBook) -> None:
        self.book = book
        words = book.offices
        self._around_name = words.titles | words.past | words.holding | book.words.small

    def resolve(self, phrase: Phrase) -> ActorRef | Unresolved | None:
        """The office holder a phrase without a known person's name means; None where none, or none is known."""
        title = self._title(phrase)
        name = self._name_words(phrase, title)
        if name:
            return self._by_surname(phrase, title, name)
        if (title is None or title.words in self.book.words.leaders) and (ruler := self._ruler(phrase)):
            return ruler
        if title is None or title.possessive or self._is_past(title.before) or self._is_other(phrase, title):
            return None
        return self._by_office(phrase, title)

    def is_former(self, phrase: Phrase) -> bool:
        """True for "a former minister": an office or official that is one no more, without a name."""
        low = [office_key(token.text) for token in phrase.words]
        past = next((i for i, word in enumerate(low) if word in self.book.offices.past), None)
        if past is None:
            return False
        rest = low[past + 1 :]
        return any(w in self.book.offices.officials or self._office_at(rest, i) for i, w in enumerate(rest))

    def names_somebody(self, phrase: Phrase) -> bool:
        """True for a title with a name that is not known: "Foreign Minister Somebody"."""
        title = self._title(phrase)
        return title is not None and bool(self._name_words(phrase, title))

    def has_title(self, phrase: Phrase) -> bool:
        """True where the phrase has an office or a word for an official in it."""
        low = [office_key(token.text) for token in phrase.words]
        return any(w in self.book.offices.officials or self._office_at(low, i) for i, w in enumerate(low))

    def is_part_of_name(self, phrase: Phrase, found: FoundName) -> bool:
        """True where a name stands in a longer, unknown one: "Karzai" in "Mahmood Karzai", "Niger" in "Niger Bend"."""
        at = [i for i, token in enumerate(phrase.cut) if found.start <= token.start < found.end]
        before = phrase.cut[at[0] - 1] if at[0] else None
        after = phrase.cut[at[-1] + 1] if at[-1] + 1 < len(phrase.cut) else None
        if after is not None and found.entity.kind == "person" and after.lower in self.book.words.juniors:
            return True
        if after is not None and after.is_word and after.is_capital and phrase.named(after) is None:
            return not {fold(after.text), office_key(after.text)} & (self.book.bodies | self.book.last_words)
        if found.entity.kind != "person":
            return False
        first = at[0]
        while first and (phrase.cut[first - 1].text in _HYPHENS or phrase.cut[first - 1].lower in ARTICLES):
            first -= 1  # "al-" of "Rifaat al-Assad"
        names = [i for i in at if phrase.cut[i].is_word and phrase.cut[i].lower not in ARTICLES]
        before = phrase.cut[first - 1] if first else None
        if before is not None and _is_own_name(found.entity, before):
            return False
        single = len(names) == 1 and before is not None and before.is_word and before.is_capital
        return single and before is not None and phrase.named(before) is None and not self._is_title_word(before)

    def _is_title_word(self, token: Token) -> bool:
        word = office_key(token.text)
        words = self.book.offices
        return (
            word in self.book.words.small | words.titles | words.holding | words.past | words.officials
            or word in self.book.last_words
        )

    def roles_on(self, person: Entity, day: str | None) -> tuple[Role, ...]:
        """The offices a person holds on the day; where the day is not known, all."""
        return tuple(role for role in person.roles if role.holds(day))

    def in_words(self, person: Entity, day: str | None) -> str | None:
        """What a person was on the day: "president of Syria since 2000-07-17", or no longer so."""
        if not person.roles or day is None:
            return None
        now = self.roles_on(person, day)
        if now:
            held = "; ".join(f"{r.office} of {self._of(r)} {_span(r)}" for r in now)
            return f"on {day}: {held}"
        past = [r for r in person.roles if r.to is not None and r.to < day]
        if not past:
            return f"on {day}: in no office that is known"
        last = max(past, key=lambda r: r.to or "")
        return f"on {day}: in no office that is known, formerly {last.office} of {self._of(last)} {_span(last)}"

    def _of(self, role: Role) -> str:
        return self.book.by_id[role.of].name

    # --- the title ---------------------------------------------------------------------------------------------------

    def _office_at(self, low: Sequence[str], at: int) -> tuple[str, ...] | None:
        for words in self.book.office_phrases.get(low[at], ()):
            if tuple(low[at : at + len(words)]) == words:
                return words
        return None

    def _title(self, phrase: Phrase) -> _Title | None:
        """The first office in the phrase; the office is the head, so what belongs to it is no office of its own."""
        words = phrase.words
        low = [office_key(token.text) for token in words]
        for at in range(len(low)):
            if (office := self._office_at(low, at)) is None:
                continue
            end = words[at + len(office) - 1].end
            rest = phrase.text[end : end + 2].replace("’", "'")
            return _Title(" ".join(office), words[:at], words[at + len(office) :], rest in ("'s", "' "))
        return None

    def _is_past(self, before: Sequence[Token]) -> bool:
        return any(office_key(token.text) in self.book.offices.past for token in before)

    def _is_other(self, phrase: Phrase, title: _Title) -> bool:
        words = self.book.offices
        near = title.before[-1] if title.before and phrase.named(title.before[-1]) is None else None
        after = office_key(title.after[0].text) if title.after else ""
        return (near is not None and office_key(near.text) in words.other) or after in words.not_yet

    # --- by the office -----------------------------------------------------------------------------------------------

    def _by_office(self, phrase: Phrase, title: _Title) -> ActorRef | Unresolved | None:
        kind = self.book.offices.class_of(title.words)
        if kind == "spokesman" or not self._is_head(phrase, title):
            return None
        day = story_day(phrase.story)
        whose, why = self._whose(phrase, title, kind)
        if not whose:
            return None
        held = [one for one in self._held(whose, kind) if one.role.holds(day)]
        exact = [one for one in held if office_key(one.role.office) == title.words]
        people = {one.person.id: one for one in exact or self._first(held, kind)}
        if not people:
            return None
        if len(people) > 1:
            names = ", ".join(sorted(one.person.name for one in people.values()))
            return Unresolved(Why.AMBIGUOUS, f"{phrase.text!r} on {day or 'a day not known'} may be {names}")
        bare = why.startswith(_ABOUT)
        return self._holder(next(iter(people.values())), why, STORYS_OFFICE if bare else "office on date")

    def _ruler(self, phrase: Phrase) -> ActorRef | Unresolved | None:
        """ "The leader of Hungary": never the state, and whoever leads it only where the book has one alone."""
        if len(phrase.found) != 1:
            return None
        states = {f.entity.id: f for f in phrase.found if f.entity.kind == "state" and not f.metonym}
        rest = [t.lower for t in phrase.words if phrase.named(t) is None]
        beside = self.book.words.small | self.book.offices.holding | {"of"}
        if len(states) != 1 or not self.book.words.leaders & set(rest):
            return None
        if not beside.issuperset(word for word in rest if word not in self.book.words.leaders):
            return None
        state, named = next(iter(states.items()))
        heads = heads_of(self.book, state, story_day(phrase.story))
        if len(heads) == 1:
            return self._holder(heads[0], f"{phrase.text[named.start : named.end]!r} says whose", "office on date")
        names = ", ".join(sorted(one.person.name for one in heads)) or "somebody who is in no list"
        return Unresolved(Why.AMBIGUOUS if heads else Why.UNKNOWN_NAME, f"{phrase.text!r} may be {names}")

    def _is_head(self, phrase: Phrase, title: _Title) -> bool:
        """True where only names, articles and words like "acting" stand around the office."""
        words = self.book.words
        allowed = words.small | words.in_names | self.book.offices.holding
        around = [t for t in title.before if phrase.named(t) is None and office_key(t.text) not in allowed]
        rest = [
            t
            for t in title.after
            if phrase.named(t) is None and t.lower not in {*words.small, *words.in_names, "of", "for"}
        ]
        return not around and not rest

    def _whose(self, phrase: Phrase, title: _Title, kind: str) -> tuple[tuple[str, ...], str]:
        """The entities whose office it is, and the words that say so; none where it is not clear."""
        outside = (*title.before, *title.after)
        names = {f.entity.id: f for token in outside if (f := phrase.named(token)) is not None}
        if len(names) > 1:
            return (), ""
        if names:
            found = next(iter(names.values()))
            return self._bodies(found.entity), f"{phrase.text[found.start : found.end]!r} says whose"
        bodies = self.book.bodies_of.get(title.words, ())
        listed = kind in self.book.offices.classes.values() and kind not in self.book.offices.of_states
        if listed and kind not in self.book.offices.held_by_many and len(bodies) == 1:
            return bodies, f"there is one {title.words} alone"
        if any(t.lower in self.book.words.persons_own for t in title.before):
            return (), ""
        return self._of_story(phrase.story, kind)

    def _of_story(self, story: Story, kind: str) -> tuple[tuple[str, ...], str]:
        """The state of the story's first country; of two that are level the one that has such an office alone."""
        states = [s for c in story.countries[:2] if (s := self.book.state_of.get(c)) is not None]
        if are_level(story) and story.here not in story.countries[:1]:
            states = [s for s in states if any(self._held((s.id,), kind))]
            states = states if len(states) == 1 else []
        elif states and states[0].country not in story.countries[:1]:
            states = []
        if not states or kind not in self.book.offices.of_states:
            return (), ""
        return (states[0].id,), f"{_ABOUT} {states[0].name}"

    def _bodies(self, entity: Entity) -> tuple[str, ...]:
        state = self.book.state_of.get(entity.country or "")
        if entity.kind in _ORGANISED and state is not None:
            return entity.id, state.id
        return (entity.id,)

    def _held(self, whose: Sequence[str], kind: str) -> Iterator[Held]:
        """Terms in the office; a group's leader may be called its president."""
        for ident in whose:
            yield from self.book.held.get((ident, kind), ())
            if kind == "leader" and self.book.by_id[ident].kind != "state":
                yield from self.book.held.get((ident, "president"), ())

    def _first(self, held: Sequence[Held], kind: str) -> Sequence[Held]:
        """Of those who lead a body in some way, the one in the office that the words put first (leader, head ...)."""
        if kind != "leader" or not held:
            return held
        order = list(self.book.offices.classes)
        place = {one.person.id: _place(order, one.role.office) for one in held}
        return [one for one in held if place[one.person.id] == min(place.values())]

    def _holder(self, one: Held, why: str, basis: str) -> ActorRef:
        person, role = one.person, one.role
        told = f"{person.name} was {role.office} of {self._of(role)} {_span(role)}"
        return ActorRef(person.id, person.name, person.kind, person.country, basis, (why, told))

    # --- by the surname ----------------------------------------------------------------------------------------------

    def _name_words(self, phrase: Phrase, title: _Title | None) -> tuple[str, ...]:
        """The capitalised words at the end that are no title, no office and no known name: a surname, maybe."""
        rest = title.after if title is not None else phrase.words
        while rest and (office_key(rest[0].text) in self._around_name or phrase.named(rest[0]) is not None):
            rest = rest[1:]
        if not rest or not rest[-1].is_capital or any(phrase.named(t) for t in rest):
            return ()
        words = tuple([fold(token.text) for token in rest])
        inside = self.book.words.in_names
        return words if all(t.is_capital or word in inside for t, word in zip(rest, words, strict=True)) else ()

    def _by_surname(self, phrase: Phrase, title: _Title | None, name: tuple[str, ...]) -> ActorRef | Unresolved | None:
        if len([w for w in name if w not in self.book.words.in_names]) != 1:
            return None
        people = self.book.by_surname.get(" ".join(name)) or self.book.by_surname.get(name[-1]) or ()
        day = story_day(phrase.story)
        if not people or day is None:
            return None
        if title is None:
            near = [o for p in people if (o := self._near(p, phrase.story, day)) is not None]
            return self._one(phrase, near, f"in office on {day}, of the story's countries", "surname on date")
        kind = self.book.offices.class_of(title.words)
        past = self._is_past(title.before)
        whose, why = self._whose(phrase, title, kind)
        held = [
            Held(person, role, kind)
            for person in people
            for role in person.roles
            if self.book.offices.class_of(role.office) == kind
            and (role.holds(day) if not past else role.to is not None and role.to < day)
        ]
        near = [one for one in held if one.role.of in whose]
        return self._one(phrase, near or held, why if near else f"{title.words} on {day}", "title and name")

    def _near(self, person: Entity, story: Story, day: str) -> Held | None:
        """The office a person holds on the day in a country of the story, or in no country's service."""
        for role in self.roles_on(person, day):
            country = self.book.by_id[role.of].country
            if country in story.countries[:3] and country is not None:
                return Held(person, role, self.book.offices.class_of(role.office))
        return None

    def _one(self, phrase: Phrase, held: Sequence[Held], why: str, basis: str) -> ActorRef | Unresolved | None:
        people = {one.person.id: one for one in held}
        if not people:
            return None
        if len(people) > 1:
            names = ", ".join(sorted(one.person.name for one in people.values()))
            return Unresolved(Why.AMBIGUOUS, f"{phrase.text!r} may be {names}")
        return self._holder(next(iter(people.values())), why, basis)


def _is_own_name(person: Entity, before: Token) -> bool:
    """True for a word of the person's own name, however it is spelt: "Moammar" beside "Muammar"."""
    own = {word for name in (person.name, *(n.text for n in person.names)) for word in fold(name).split()[:-1]}
    bare = _VOWELS.sub("", fold(before.text))
    return bool(bare) and bare in {_VOWELS.sub("", word) for word in own}


def _place(order: Sequence[str], office: str) -> int:
    key = office_key(office)
    return order.index(key) if key in order else len(order)


def _span(role: Role) -> str:
    if role.to is None:
        return f"since {role.from_}" if role.from_ else "(no dates known)"
    return f"{role.from_ or ''}..{role.to}"
