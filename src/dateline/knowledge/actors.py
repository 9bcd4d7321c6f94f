"""Who is who: entities with names, dated roles and relations (data/actors/*.yml, data/offices/*.yml), by name."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.errors import DataError
from dateline.knowledge.actor_words import ActorWords, load_actor_words
from dateline.knowledge.entities import SECTORS, Entity, EntityFile, Name, Role, fold
from dateline.knowledge.entity_checks import check_entities
from dateline.knowledge.entity_table import read_table
from dateline.knowledge.files import Strict, alternatives, folder_files, read_model
from dateline.knowledge.holders import join
from dateline.knowledge.offices import OfficeWords, load_office_words, office_key, read_terms
from dateline.knowledge.unsaid_words import UnsaidWords, load_unsaid_words
from dateline.tokens import tokens

__all__ = [
    "ActorBook",
    "DescribedFile",
    "DescribedType",
    "Entity",
    "Held",
    "NameOf",
    "check_entities",
    "fold",
    "load_actors",
]


class DescribedType(Strict):
    """A type of unnamed actor and the nouns that describe it."""

    id: str
    name: str
    kind: str
    sector: str
    nouns: list[str]
    instead: dict[str, list[str]] = {}  # another type's id and the countries in whose stories it is meant

    @property
    def ends_names(self) -> bool:
        """True where organisations' own names end with its nouns: "party", "newspaper"."""
        return self.kind != "population" and self.sector in ("JRN", "OPP")


class DescribedExample(Strict):
    """A phrase and the described type it is."""

    text: str
    id: str


class DescribedFile(Strict):
    """lexicons/<language>/described.yml."""

    described: list[DescribedType]
    examples: list[DescribedExample]


@dataclass(frozen=True, slots=True)
class NameOf:
    """A name and the entity it names."""

    entity: Entity
    name: Name
    words: tuple[str, ...]  # folded, without a leading "the"
    written: tuple[str, ...]  # as written, without a leading "the"
    definite: bool  # begins with "the"


@dataclass(frozen=True, slots=True)
class Held:
    """A person's term in an office."""

    person: Entity
    role: Role
    office: str  # the office's class


class ActorBook:
    """Every entity, by id and by the first word of each name; who held which office."""

    def __init__(
        self,
        entities: Sequence[Entity],
        described: Sequence[DescribedType],
        offices: OfficeWords | None = None,
        words: ActorWords | None = None,
    ) -> None:
        self.by_id = {entity.id: entity for entity in entities}
        self.described = tuple(described)
        self.offices = offices or OfficeWords.none()
        self.words = words or load_actor_words()
        self.unsaid: UnsaidWords = load_unsaid_words()
        self._single: dict[str, list[NameOf]] = defaultdict(list)
        self._longer: dict[tuple[str, str], list[NameOf]] = defaultdict(list)
        for entity in entities:
            for name in (*entity.names, *self._own(entity)):
                self._add(entity, name)
        for names in (*self._single.values(), *self._longer.values()):
            names.sort(key=lambda n: (-len(n.words), n.entity.id))
        self.beginning = functools.lru_cache(maxsize=20_000)(self._beginning)

    def _beginning(self, word: str, following: str) -> tuple[NameOf, ...]:
        """`starting` with the word and, where it ends in an s, without that."""
        names = self.starting(word, following)
        return (*names, *self.starting(word[:-1], following)) if word.endswith("s") else tuple(names)

    def _add(self, entity: Entity, name: Name) -> None:
        cut = tokens(name.text)
        written = tuple(token.text for token in cut if token.is_word)
        pieces = tuple(piece for token in cut for piece in fold(token.text).split())
        # as the text is cut ("lord", "s", "resistance"), and as archives without apostrophes write it ("lords")
        for words in dict.fromkeys((pieces, tuple(fold(name.text).split()))):
            self._index(entity, name, words, written)

    def _index(self, entity: Entity, name: Name, words: tuple[str, ...], written: tuple[str, ...]) -> None:
        definite = len(words) > 1 and words[0] == "the"
        if definite:
            words, written = words[1:], written[1:]
        one = NameOf(entity, name, words, written, definite)
        if len(words) == 1:
            self._single[words[0]].append(one)
        elif words:
            self._longer[words[0], words[1]].append(one)

    @staticmethod
    def _own(entity: Entity) -> tuple[Name, ...]:
        known = {name.text for name in entity.names}
        return () if entity.name in known or entity.kind == "person" else (Name(text=entity.name),)

    @functools.cached_property
    def first_words(self) -> frozenset[str]:
        """Every word that a name begins with, and the same with an s: the first words worth a look."""
        first = {*self._single, *(one for one, _ in self._longer)}
        return frozenset(first | {f"{word}s" for word in first})

    def starting(self, word: str, following: str) -> Sequence[NameOf]:
        """Names whose first word (folded) is this and whose second, if any, is `following` with or without its s."""
        longer = self._longer.get((word, following), ())
        if following.endswith("s"):
            longer = (*longer, *self._longer.get((word, following[:-1]), ()))
        return (*longer, *self._single.get(word, ()))

    @functools.cached_property
    def state_of(self) -> dict[str, Entity]:
        """A country's state by country code; the first by id where the data hold several."""
        return states(tuple(self.by_id.values()))

    @functools.cached_property
    def military_of(self) -> dict[str, Entity]:
        """A country's armed forces as a whole by country code: "military-syria" beside "state-syria"."""
        whole = {iso: "military-" + state.id.removeprefix("state-") for iso, state in self.state_of.items()}
        return {iso: self.by_id[ident] for iso, ident in whole.items() if ident in self.by_id}

    @functools.cached_property
    def government_of(self) -> dict[str, Entity]:
        """A country's government by country code, where it is an entity: "gov-syria" beside "state-syria"."""
        whole = {iso: "gov-" + state.id.removeprefix("state-") for iso, state in self.state_of.items()}
        return {iso: self.by_id[ident] for iso, ident in whole.items() if ident in self.by_id}

    @functools.cached_property
    def armed(self) -> frozenset[str]:
        """The countries whose armed forces are an entity in their own stories: "the army"."""
        known = (e for e in self.by_id.values() if e.kind == "military" and any(name.context for name in e.names))
        return frozenset(entity.country for entity in known if entity.country)

    @functools.cached_property
    def held(self) -> dict[tuple[str, str], tuple[Held, ...]]:
        """Terms by (entity, class of the office); the head of a state's forces stands under the state too."""
        out: dict[tuple[str, str], list[Held]] = defaultdict(list)
        for person in self.by_id.values():
            for role in person.roles:
                one = Held(person, role, self.offices.class_of(role.office))
                of = self.by_id[role.of]
                out[of.id, one.office].append(one)
                state = self.state_of.get(of.country or "")
                if of.kind == "military" and one.office == "army-chief" and state is not None:
                    out[state.id, one.office].append(one)
        return {key: tuple(found) for key, found in out.items()}

    @functools.cached_property
    def bodies_of(self) -> dict[str, tuple[str, ...]]:
        """The entities that have an office of these words: one alone for "pope", many for "president"."""
        out: dict[str, dict[str, None]] = defaultdict(dict)
        for entity in self.by_id.values():
            for role in entity.roles:
                out[office_key(role.office)][role.of] = None
        return {words: tuple(found) for words, found in out.items()}

    @functools.cached_property
    def office_phrases(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Every office as its words (folded), by the first word, the longest first."""
        phrases = {tuple(words.split()) for words in self.offices.classes}
        phrases |= {tuple(office_key(r.office).split()) for e in self.by_id.values() for r in e.roles}
        out: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in sorted(phrases, key=lambda words: (-len(words), words)):
            out[phrase[0]].append(phrase)
        return {word: tuple(found) for word, found in out.items()}

    @functools.cached_property
    def last_words(self) -> frozenset[str]:
        """The words that offices and descriptions of people end with: minister, president, chief, gunman ..."""
        offices = {phrase[-1] for phrases in self.office_phrases.values() for phrase in phrases}
        return frozenset(offices | self._nouns)

    @functools.cached_property
    def nouns(self) -> frozenset[str]:
        """Every noun that describes somebody: "government", "defence ministry"."""
        return frozenset(noun for kind in self.described for noun in kind.nouns)

    @functools.cached_property
    def _nouns(self) -> frozenset[str]:
        """The last words of descriptions, but not those that organisations' own names end with."""
        return frozenset(noun.split()[-1] for kind in self.described if not kind.ends_names for noun in kind.nouns)

    @functools.cached_property
    def bodies(self) -> frozenset[str]:
        """Nouns that may follow a leader's name: forces, regime, troops; one and many."""
        nouns = {f"{noun}s" for noun in self._nouns}
        return frozenset(self._nouns | nouns | {"loyalists", "regime", "administration", "jr", "sr"})

    @functools.cached_property
    def by_surname(self) -> dict[str, tuple[Entity, ...]]:
        """Persons who held an office by the last word of their names (folded), with and without its article."""
        out: dict[str, dict[str, Entity]] = defaultdict(dict)
        for person in self.by_id.values():
            if person.kind != "person" or not person.roles:
                continue
            for name in (person.name, *(n.text for n in person.names)):
                words = fold(name).split()
                if len(words) > 1:
                    out[words[-1]][person.id] = person
                    out[" ".join(words[-2:])][person.id] = person
        return {word: tuple(found.values()) for word, found in out.items()}


def states(entities: Sequence[Entity]) -> dict[str, Entity]:
    """A country's state by country code; the first by id where there are several, one that is no more last."""
    found = [e for e in entities if e.kind == "state" and e.country]
    out: dict[str, Entity] = {}
    for state in sorted(found, key=lambda e: (e.active is not None and e.active.to is not None, e.id)):
        out.setdefault(state.country or "", state)
    return out


def check_described(described: Sequence[DescribedType]) -> None:
    """Raises DataError where a noun stands for two types, or a sector is unknown."""
    nouns: dict[str, str] = {}
    for kind in described:
        if kind.sector not in SECTORS:
            raise DataError(f"lexicons/en/described.yml: {kind.id}: unknown sector {kind.sector!r}")
        for noun in kind.nouns:
            if nouns.setdefault(noun, kind.id) != kind.id:
                raise DataError(f"lexicons/en/described.yml: {noun!r} is both {nouns[noun]} and {kind.id}")
        if unknown := set(kind.instead) - {other.id for other in described}:
            raise DataError(f"lexicons/en/described.yml: {kind.id}: no type is called {min(unknown)!r}")


def read_entities() -> list[Entity]:
    """Every entity from the data files, checked; raises DataError on a slip, a double id or a relation to nobody."""
    entities: list[Entity] = []
    for name in folder_files("actors"):
        entities += read_model(EntityFile, "actors", name).entities
    entities = join(entities, read_terms(), states(entities))
    check_entities(entities)
    return entities


@functools.cache
def load_actors() -> ActorBook:
    """The packaged entities, from the compiled table where there is one; raises DataError on a slip."""
    described = read_model(DescribedFile, "lexicons", "en", "described.yml").described
    check_described(described)
    return ActorBook(read_table(read_entities), described, load_office_words(), load_actor_words())


@functools.cache
def names_of_states() -> re.Pattern[str]:
    """The names of all states as one pattern: no adjectives, no capitals, no peoples that stand for them.

    Names of outlets ("Agence France-Presse") match too, without the group.
    """
    entities = load_actors().by_id.values()
    states = (name for entity in entities if entity.kind == "state" for name in entity.names)
    names = {name.text for name in states if not (name.adjective or name.metonym or name.text.startswith("the "))}
    outlets = {name.text for entity in entities if entity.kind in ("agency", "outlet") for name in entity.names}
    named = alternatives(names).replace("'", "['’]")
    holding = alternatives(one for one in outlets if re.search(rf"\b(?:{named})\b", one))
    return re.compile(rf"\b(?:(?:{holding})|(?P<state>{named}))(?!\w)")
