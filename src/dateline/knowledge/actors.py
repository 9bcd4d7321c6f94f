"""Who is who: entities with names, dated roles and relations (data/actors/*.yml), indexed by name."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field, field_validator

from dateline.errors import DataError
from dateline.knowledge.files import Strict, folder_files, read_model
from dateline.tokens import tokens

KINDS = frozenset(
    "state government military police rebel-group militia political person international monitor agency outlet ngo "
    "population coalition".split()
)
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")


class Dated(Strict):
    """Something that holds from a day to a day; days may be cut to month or year."""

    from_: str | None = Field(default=None, alias="from")
    to: str | None = None

    @field_validator("from_", "to")
    @classmethod
    def _is_day(cls, value: str | None) -> str | None:
        if value is not None and not _DAY.match(value):
            raise ValueError(f"a day is YYYY, YYYY-MM or YYYY-MM-DD, not {value!r}")
        return value

    def holds(self, day: str | None) -> bool:
        """True on the day (ISO), and where the day is not known."""
        if day is None:
            return True
        after = self.from_ is None or day >= self.from_[: len(day)] or day.startswith(self.from_)
        before = self.to is None or day[: len(self.to)] <= self.to
        return after and before


class Name(Dated):
    """One name of an entity, as a page writes it."""

    text: str
    exact: bool = False  # case-sensitive, whole words
    context: str | None = None  # only in stories about this country
    metonym: bool = False  # a capital or building meaning its government
    adjective: bool = False  # "Russian"


class Role(Dated):
    """An office a person held."""

    office: str
    of: str


class Relation(Strict):
    """A dated relation to another entity."""

    kind: str
    to: str
    from_: str | None = Field(default=None, alias="from")
    until: str | None = None


class Active(Dated):
    """When a group existed or a person lived in public life."""


class Entity(Strict):
    """One actor."""

    id: str
    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    acled: str | None = None
    names: list[Name]
    roles: list[Role] = []
    relations: list[Relation] = []
    active: Active | None = None
    note: str | None = None


class EntityFile(Strict):
    """actors/<region>.yml."""

    entities: list[Entity]


class DescribedType(Strict):
    """A type of unnamed actor and the nouns that describe it."""

    id: str
    name: str
    kind: str
    nouns: list[str]


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


@functools.lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case without diacritics, apostrophes and hyphens, for matching romanised names.

    >>> fold("Ma’arrat al-Nu‘mān")
    'maarrat al numan'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = re.sub(r"[’'‘`ʿʾ]", "", plain.lower())
    return " ".join(re.sub(r"[-–‑./]", " ", plain).split())


class ActorBook:
    """Every entity, by id and by the first word of each name."""

    def __init__(self, entities: Sequence[Entity], described: Sequence[DescribedType]) -> None:
        self.by_id = {entity.id: entity for entity in entities}
        self.described = tuple(described)
        self._single: dict[str, list[NameOf]] = defaultdict(list)
        self._longer: dict[tuple[str, str], list[NameOf]] = defaultdict(list)
        for entity in entities:
            for name in (*entity.names, *self._own(entity)):
                self._add(entity, name)
        for names in (*self._single.values(), *self._longer.values()):
            names.sort(key=lambda n: (-len(n.words), n.entity.id))

    def _add(self, entity: Entity, name: Name) -> None:
        words = tuple(fold(name.text).split())
        written = tuple(token.text for token in tokens(name.text) if token.is_word)
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

    def starting(self, word: str, following: str) -> Sequence[NameOf]:
        """Names whose first word (folded) is this and whose second, if any, is `following` with or without its s."""
        longer = self._longer.get((word, following), ())
        if following.endswith("s"):
            longer = (*longer, *self._longer.get((word, following[:-1]), ()))
        return (*longer, *self._single.get(word, ()))

    @functools.cached_property
    def state_of(self) -> dict[str, Entity]:
        """A country's state by country code; the first by id where the data hold several."""
        states = sorted((e for e in self.by_id.values() if e.kind == "state" and e.country), key=lambda e: e.id)
        out: dict[str, Entity] = {}
        for state in states:
            out.setdefault(state.country or "", state)
        return out

    @functools.cached_property
    def military_of(self) -> dict[str, Entity]:
        """A country's armed forces by country code."""
        out: dict[str, Entity] = {}
        for entity in self.by_id.values():
            if (
                entity.kind == "military"
                and entity.country
                and not any(r.kind == "part-of" and "milit" in r.to for r in entity.relations)
            ):
                out.setdefault(entity.country, entity)
        return out


@functools.cache
def load_actors() -> ActorBook:
    """The packaged entities; raises DataError on a slip, a double id or a relation to nobody."""
    entities: list[Entity] = []
    for name in folder_files("actors"):
        entities += read_model(EntityFile, "actors", name).entities
    check_entities(entities)
    described = read_model(DescribedFile, "lexicons", "en", "described.yml").described
    return ActorBook(entities, described)


def check_entities(entities: Sequence[Entity]) -> None:
    """Raises DataError naming the first entity that breaks a rule."""
    seen: set[str] = set()
    for entity in entities:
        if entity.id in seen:
            raise DataError(f"actors: id {entity.id!r} is used twice")
        if entity.kind not in KINDS:
            raise DataError(f"actors: {entity.id}: unknown kind {entity.kind!r}; one of {', '.join(sorted(KINDS))}")
        seen.add(entity.id)
    for entity in entities:
        for target in [r.to for r in entity.relations] + [r.of for r in entity.roles]:
            if target not in seen:
                raise DataError(f"actors: {entity.id}: relation or role names {target!r}, which is no entity")
