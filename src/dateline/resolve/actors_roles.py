"""Who is meant where the role decides: men who attack, a capital that is bombed, "Kenyan abducted"."""

from __future__ import annotations

from dataclasses import replace

from dateline.knowledge.actors import ActorBook
from dateline.records import ActorRef, Unresolved, Why
from dateline.tokens import tokens

_STANDS_FOR = "stands for its government"


class Roles:
    """Tells them with the words of the book it is given."""

    def __init__(self, book: ActorBook) -> None:
        self._words, self._people, self._one_ends = book.unsaid, book.words.some_are, book.words.one_ends
        self._before_men = book.words.some | book.words.small | book.unsaid.before_men
        self._kinds = {kind.id: kind for kind in book.described}

    def in_role(self, actor: ActorRef | Unresolved, words: str, role: str, deed: str) -> ActorRef | Unresolved:
        """The actor as it is, or as it is meant in the role of an event of the type `deed`."""
        if not isinstance(actor, ActorRef):
            return actor
        if role == "actor" and deed in self._words.armed_deeds and self._are_men(actor, words):
            return self._as(actor, self._words.armed, f"{words!r} only says that they are men, and they attack")
        if role != "target" or actor.kind != "state":
            return actor
        if deed in self._words.done_to_places and actor.reasons[:1] == (f"{words!r} {_STANDS_FOR}",):
            return Unresolved(Why.UNNAMED, f"{words!r} is where it happened")
        if deed in self._words.done_to_people and self._is_one(actor, words):
            return self._as(actor, self._people, f"{words!r} is one of its people")
        return actor

    def _are_men(self, actor: ActorRef, words: str) -> bool:
        if not actor.entity_id.startswith(f"described:{self._people}"):
            return False
        low = [token.lower for token in tokens(words) if token.is_word]
        if self._words.unknown.intersection(low):
            return bool((self._words.men | self._words.man).intersection(low))
        end = next((i for i, word in enumerate(low) if word in ("on", "in", "with", "from")), len(low))
        if not end or low[end - 1] not in self._words.men:
            return False
        before = low[end - 2] if end > 1 else ""  # "wealthy men" are told to be more than men
        return not before or (before in self._before_men and before != "the") or before[0].isdigit()

    def _is_one(self, actor: ActorRef, words: str) -> bool:
        one = words.lower().endswith(self._one_ends)
        return one and words.isalpha() and actor.basis == "country's adjective"

    def _as(self, actor: ActorRef, ident: str, why: str) -> ActorRef:
        kind = self._kinds[ident]
        name = f"{kind.name} ({actor.name})" if actor.kind == "state" else None
        if name is None:
            _, _, country = actor.name.partition(" (")
            name = f"{kind.name} ({country}" if country else kind.name
        full = f"described:{ident}:{actor.country}" if actor.country else f"described:{ident}"
        return replace(
            actor, entity_id=full, name=name, kind=kind.kind, basis="described", reasons=(*actor.reasons, why)
        )
