"""Terms of office joined with the entities: a known person gets the role, an unknown one becomes an entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dateline.errors import DataError
from dateline.knowledge.entities import Entity, Name, Role, fold
from dateline.knowledge.offices import Term, overlap

_SECTORS = {"state": "GOV", "government": "GOV", "military": "MIL", "police": "COP"}


def join(entities: Sequence[Entity], terms: Sequence[Term], states: Mapping[str, Entity]) -> list[Entity]:
    """The entities with the terms as roles, and one new entity for each holder that is none.

    A holder is the person of that name; raises DataError where `of` is no entity, where a spelling names two persons,
    or where a person's own file gives the same term again.
    """
    known = {entity.id: entity for entity in entities}
    people = _People(entities)
    roles: dict[str, list[Role]] = defaultdict(list)
    for term in terms:
        of = known.get(term.of) or states.get(term.of)
        if of is None:
            raise DataError(f"offices: {term.named}: {term.of!r} is neither an entity nor a country's code")
        person = people.of(term, of)
        role = Role.model_construct(office=term.office, of=of.id, from_=term.first, to=term.last)
        for other in person.roles:
            if (other.office, other.of) == (role.office, role.of) and overlap(
                (role.from_, role.to), (other.from_, other.to)
            ):
                raise DataError(f"offices: {term.named}: the file of {person.id} gives this term too")
        roles[person.id].append(role)
    return [people.full(entity, roles) for entity in (*entities, *people.new)]


class _People:
    """Persons by every spelling of their full names."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._ids = {entity.id for entity in entities}
        self._by_key: dict[str, Entity] = {}
        self._spellings: dict[str, dict[str, None]] = defaultdict(dict)
        self._new: dict[str, Entity] = {}
        for entity in entities:
            if entity.kind == "person":
                for text in (entity.name, *(name.text for name in entity.names)):
                    if text == entity.name or len(text.split()) > 1:
                        self._by_key.setdefault(fold(text), entity)

    @property
    def new(self) -> tuple[Entity, ...]:
        """The persons who are in no file of their own."""
        return tuple(self._new.values())

    def of(self, term: Term, of: Entity) -> Entity:
        """The person of a term, made where there is none."""
        found = {e.id: e for key in map(fold, term.names) if (e := self._by_key.get(key)) is not None}
        if len(found) > 1:
            raise DataError(f"offices: {term.named}: the spellings name {' and '.join(sorted(found))}")
        person = next(iter(found.values()), None) or self._make(term, of)
        for name in term.names:
            self._by_key.setdefault(fold(name), person)
            self._spellings[person.id][name] = None
        return person

    def full(self, entity: Entity, roles: Mapping[str, Sequence[Role]]) -> Entity:
        """An entity with what its terms add to it."""
        if entity.id not in roles:
            return entity
        have = {fold(name.text) for name in entity.names}
        added = [text for text in self._spellings[entity.id] if fold(text) not in have]
        names = [*entity.names, *(Name.model_construct(text=t, exact=" " not in t) for t in added)]
        return entity.model_copy(update={"names": names, "roles": [*entity.roles, *roles[entity.id]]})

    def _make(self, term: Term, of: Entity) -> Entity:
        ident = "-".join(fold(term.names[0]).split())
        if ident in self._ids:
            ident += f"-{(of.country or of.id).lower()}"
        if ident in self._ids:
            raise DataError(f"offices: {term.named}: the id {ident!r} is used already")
        self._ids.add(ident)
        sector = _SECTORS.get(of.kind, of.sector)
        person = Entity.model_construct(
            id=ident, name=term.names[0], kind="person", country=of.country, sector=sector, acled=None, names=[]
        )
        self._new[ident] = person
        return person
