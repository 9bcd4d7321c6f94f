"""What must hold of the entities together; a slip is an error that names the entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dateline.errors import DataError
from dateline.knowledge.entities import ACLED_TYPES, KINDS, RELATIONS, SECTORS, Entity, Name, Role
from dateline.knowledge.offices import not_after, overlap


def check_entities(entities: Sequence[Entity]) -> None:
    """Raises DataError naming the first entity that breaks a rule."""
    seen: set[str] = set()
    for entity in entities:
        if entity.id in seen:
            raise DataError(f"actors: id {entity.id!r} is used twice")
        seen.add(entity.id)
    for entity in entities:
        for slip in _slips(entity, seen):
            raise DataError(f"actors: {entity.id}: {slip}")


def _slips(entity: Entity, ids: set[str]) -> Iterator[str]:
    for what, value, known in (
        ("kind", entity.kind, KINDS),
        ("sector", entity.sector, SECTORS),
        ("ACLED type", entity.acled, ACLED_TYPES),
    ):
        if value is not None and value not in known:
            yield f"unknown {what} {value!r}; one of {', '.join(sorted(known))}"
    for relation in entity.relations:
        if relation.kind not in RELATIONS:
            yield f"unknown relation {relation.kind!r}; one of {', '.join(sorted(RELATIONS))}"
    for target in [r.to for r in entity.relations] + [r.of for r in entity.roles]:
        if target not in ids:
            yield f"relation or role names {target!r}, which is no entity"
    if entity.roles and entity.kind != "person":
        yield f"a {entity.kind} holds no office; roles belong to persons"
    yield from _reversed(entity)
    yield from _twice(entity.names)
    yield from _held_twice(entity.roles)


def _reversed(entity: Entity) -> Iterator[str]:
    spans = [(n.text, n.from_, n.to) for n in entity.names]
    spans += [(r.office, r.from_, r.to) for r in entity.roles]
    spans += [(r.kind, r.from_, r.until) for r in entity.relations]
    if entity.active is not None:
        spans.append(("active", entity.active.from_, entity.active.to))
    for what, first, last in spans:
        if first and last and not not_after(first, last):
            yield f"{what}: ends ({last}) before it begins ({first})"


def _twice(names: Sequence[Name]) -> Iterator[str]:
    seen: dict[tuple[str, str | None], list[Name]] = defaultdict(list)
    for name in names:
        for other in seen[name.text, name.context]:
            if overlap((name.from_, name.to), (other.from_, other.to)):
                yield f"name {name.text!r} is given twice"
        seen[name.text, name.context].append(name)


def _held_twice(roles: Sequence[Role]) -> Iterator[str]:
    seen: dict[tuple[str, str], list[Role]] = defaultdict(list)
    for role in roles:
        for other in seen[role.office, role.of]:
            if overlap((role.from_, role.to), (other.from_, other.to)):
                yield f"{role.office} of {role.of} is held twice at the same time"
        seen[role.office, role.of].append(role)
