"""The PLOVER sector of an actor on a day: a minister is government while in office and elite afterwards."""

from __future__ import annotations

from dateline.knowledge.actors import ActorBook, Entity
from dateline.knowledge.entities import Role
from dateline.knowledge.local_names import LocalWords
from dateline.records import ActorRef

_OF_KINDS = {"state": "GOV", "government": "GOV", "military": "MIL", "police": "COP"}
_STANDS_FOR = "stands for its government"


def sector_on(book: ActorBook, words: LocalWords, ref: ActorRef, day: str | None) -> str | None:
    """The sector (GOV, MIL, REB, ELI ...), None where it is not known; a country that is merely named has none."""
    if ref.entity_id.startswith("described:"):
        wanted = ref.entity_id.split(":")[1]
        return next((kind.sector for kind in book.described if kind.id == wanted), None)
    if ref.entity_id.startswith("local:"):
        return next((words.kinds[w][1] for w in reversed(ref.name.lower().split()) if w in words.kinds), None)
    entity = book.by_id[ref.entity_id]
    if entity.kind == "person":
        return _person(book, entity, day)
    if entity.kind == "state":
        acts = ref.basis in ("country's adjective", "country in phrase") or any(
            _STANDS_FOR in reason for reason in ref.reasons
        )
        return entity.sector if acts or entity.sector == "PRE" else None
    return _governs(entity, day) or entity.sector


def _person(book: ActorBook, person: Entity, day: str | None) -> str | None:
    now = [role for role in person.roles if role.holds(day)]
    if day is None or now:
        return _office(book, now[0]) if now else person.sector
    past = any(role.to is not None and role.to < day and _office(book, role) != "REB" for role in person.roles)
    return "ELI" if past else person.sector


def _office(book: ActorBook, role: Role) -> str | None:
    of = book.by_id[role.of]
    if book.offices.class_of(role.office) == "army-chief":
        return "MIL"
    if "speaker" in role.office:
        return "LEG"
    if of.sector in ("SPY", "JUD", "LEG"):
        return of.sector
    return _OF_KINDS.get(of.kind, of.sector)


def _governs(entity: Entity, day: str | None) -> str | None:
    """GOV for a group on the days it governs a state."""
    for relation in entity.relations:
        if relation.kind == "governs" and relation.holds(day):
            return "GOV"
    return None
