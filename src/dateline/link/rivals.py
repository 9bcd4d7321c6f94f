"""Whether two claims name different actors: only those who are named can be set against each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.knowledge.ontology import load_ontology
from dateline.link.facts import is_described
from dateline.link.words import name_words, same_name
from dateline.records import ActorRef, Claim, Filler


@dataclass(frozen=True, slots=True)
class _Named:
    ids: frozenset[str]
    words: frozenset[str]  # proper names in the phrases, folded
    shown: str


def rival_actors(one: Claim, other: Claim) -> tuple[str, str] | None:
    """The actors that each claim names, in words, where both name some and share none; None otherwise.

    A description ("gunmen", "rebels") names nobody: it leaves open who did it. Of a happening with two sides (a clash)
    either may be told alone.
    """
    if any(load_ontology().event(claim.type).two_sided for claim in (one, other)):
        return None
    a, b = _named(one.fillers), _named(other.fillers)
    if not (a.ids and b.ids or a.words and b.words):
        return None
    if a.ids & b.ids or same_name(a.words, b.words):
        return None
    return a.shown, b.shown


def _named(fillers: Iterable[Filler]) -> _Named:
    ids: set[str] = set()
    words: set[str] = set()
    shown: list[str] = []
    for filler in fillers:
        known = filler.actor if isinstance(filler.actor, ActorRef) else None
        if filler.role != "actor" or (known and is_described(known)):
            continue
        phrase = filler.refers_to.exact if filler.refers_to else filler.evidence.exact
        names = name_words(phrase)
        words |= names
        if known:
            ids.add(known.entity_id)
        if known or names:
            shown.append(known.name if known else phrase)
    return _Named(frozenset(ids), frozenset(words), ", ".join(dict.fromkeys(shown)))
