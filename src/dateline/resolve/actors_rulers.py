"""A state's leader without an office: "the leader of Hungary" is a person."""

from __future__ import annotations

from dateline.knowledge.actors import ActorBook, Held

_HEADS = ("supreme-leader", "president", "prime-minister", "monarch", "emir")


def heads_of(book: ActorBook, state: str, day: str | None) -> tuple[Held, ...]:
    """Whoever is called its leader on the day, else is head of the state or of its government, each once."""
    for kinds in (("leader",), _HEADS):
        terms = (held for kind in kinds for held in book.held.get((state, kind), ()) if held.role.holds(day))
        if found := {held.person.id: held for held in terms}:
            return tuple(found.values())
    return ()
