"""The parties of a claim beside one another: nobody meets himself, and a name inside another is no party of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.records import ActorRef, Filler, Unresolved, Why
from dateline.resolve.actors_offices import STORYS_OFFICE


def parties_apart(fillers: Sequence[Filler]) -> tuple[Filler, ...]:
    """The fillers, each party once; a bare office is not that of whoever is named as another party: "PM to meet X"."""
    kept: list[Filler] = []
    for f in fillers:
        again = _stands_for_one_of(f, fillers) or any(_stands_for_the_same(f, other) for other in kept)
        if not again and not any(_is_inside(f, other) for other in fillers):
            kept.append(f)
    return tuple(_not_himself(f, kept) for f in kept)


def _stands_for_one_of(filler: Filler, fillers: Sequence[Filler]) -> bool:
    """ "Castellar was tried and he was shot": he is no second target."""
    return any(
        filler.refers_to is not None
        and other.role == filler.role
        and other.evidence == filler.refers_to
        and other.evidence != filler.evidence
        for other in fillers
    )


def _stands_for_the_same(filler: Filler, other: Filler) -> bool:
    """Whether both are other words for one name."""
    return filler.role == other.role and filler.refers_to is not None and filler.refers_to == other.refers_to


def _is_inside(filler: Filler, other: Filler) -> bool:
    """True for "Minister X" inside "the Foreign Minister X" in the same role, where both are the same."""
    if filler is other or filler.role != other.role or not _are_same(filler, other):
        return False
    inner, outer = filler.evidence, other.evidence
    if filler.refers_to is not None or other.refers_to is not None:
        return False
    return (
        outer.start <= inner.start and inner.end <= outer.end and (inner.start, inner.end) != (outer.start, outer.end)
    )


def _not_himself(filler: Filler, all_fillers: Sequence[Filler]) -> Filler:
    by_office = isinstance(filler.actor, ActorRef) and filler.actor.basis == STORYS_OFFICE
    named = (o for o in all_fillers if o is not filler and _are_same(filler, o))
    if not by_office or not any(isinstance(o.actor, ActorRef) and o.actor.basis != STORYS_OFFICE for o in named):
        return filler
    words = (filler.refers_to or filler.evidence).exact
    why = f"{words!r} is somebody else than another party of the claim"
    return replace(filler, actor=Unresolved(Why.AMBIGUOUS, why))


def _are_same(one: Filler, other: Filler) -> bool:
    a, b = one.actor, other.actor
    return isinstance(a, ActorRef) and isinstance(b, ActorRef) and a.entity_id == b.entity_id
