"""Words around the names of actors (lexicons/<language>/actors.yml)."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from dateline.knowledge.files import Strict, read_model


class ActorExample(Strict):
    """A phrase in a story of 2016 about a country, and the id of who is meant; None for nobody who is named."""

    text: str
    country: str
    id: str | None


class ListExample(Strict):
    """Words in a story of 2016 about Syria, and the names in them that are parties each; none: no list."""

    text: str
    names: list[str]


class ActorWordsFile(Strict):
    """lexicons/<language>/actors.yml."""

    forces: list[str]
    led: list[str]
    led_by: list[str]
    rule: list[str]
    helped: list[str]
    helped_by: list[str]
    towards: list[str]
    clauses: list[str]
    naming: list[str]
    some: list[str]
    some_are: str
    joints: list[str]
    beside_joints: list[str]
    listing: list[str]
    lists: list[ListExample]
    in_names: list[str]
    small: list[str]
    examples: list[ActorExample]


@dataclass(frozen=True, slots=True)
class ActorWords:
    """The lists of the file."""

    forces: frozenset[str] = frozenset()
    led: tuple[str, ...] = ()
    led_by: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()
    helped_by: tuple[str, ...] = ()
    towards: frozenset[str] = frozenset()
    clauses: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    some: frozenset[str] = frozenset()
    some_are: str = ""
    joints: tuple[str, ...] = ()
    beside_joints: tuple[str, ...] = ()
    listing: tuple[str, ...] = ()
    in_names: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()


def read_actor_words() -> ActorWordsFile:
    """The file as it is; raises DataError."""
    return read_model(ActorWordsFile, "lexicons", "en", "actors.yml")


@functools.cache
def load_actor_words() -> ActorWords:
    """The packaged words; raises DataError."""
    read = read_actor_words()
    return ActorWords(
        forces=frozenset(read.forces),
        led=tuple(read.led),
        led_by=tuple(read.led_by),
        rule=tuple(read.rule),
        helped=tuple(read.helped),
        helped_by=tuple(read.helped_by),
        towards=frozenset(read.towards),
        clauses=tuple(read.clauses),
        naming=tuple(read.naming),
        some=frozenset(read.some),
        some_are=read.some_are,
        joints=tuple(read.joints),
        beside_joints=tuple(read.beside_joints),
        listing=tuple(read.listing),
        in_names=frozenset(read.in_names),
        small=frozenset(read.small),
    )
