"""Words in which whoever stands there is not who is meant, or nobody is named (lexicons/<language>/unsaid.yml)."""

from __future__ import annotations

import functools

from dateline.knowledge.actor_words import ActorExample
from dateline.knowledge.files import Strict, read_model


class UnsaidWords(Strict):
    """lexicons/<language>/unsaid.yml."""

    near: tuple[str, ...]  # before what somebody or something is near to
    near_if_definite: tuple[str, ...]  # so before an article or a name
    close: tuple[str, ...]  # of `near`: behind people one of the circle of whoever is named
    allies: tuple[str, ...]  # between two names: the second is meant
    of_coalitions: frozenset[str]  # behind "US-led": the coalition's
    compounds: frozenset[str]  # joined to what stands before them by a hyphen
    things: frozenset[str]  # of which a word for a body says only the kind
    governments: frozenset[str]
    parts: frozenset[str]  # before `governments`: those of a country's parts
    nearby: frozenset[str]  # before a body: of another country
    not_abroad: frozenset[str]  # behind "foreign": of this country all the same
    one_each: tuple[str, ...]  # many whom a country has one of
    deputies: frozenset[str]  # before `one_each`: a country may have several
    several: tuple[str, ...]  # behind "from": countries that are not named
    countries: tuple[str, ...]  # and behind "of"
    region: frozenset[str]
    of_members: frozenset[str]  # behind an organisation's name: some of it
    organs: frozenset[str]  # last words of an organisation's name, or ids: its members act as one
    sideless: frozenset[str]  # behind "pro-": on nobody's side who is named
    past_members: frozenset[str]  # behind "former": one of a group no more
    men: frozenset[str]
    man: frozenset[str]
    before_men: frozenset[str]  # beside numbers and articles: these say nothing more of men
    unknown: frozenset[str]  # beside `man`: nobody knows who
    armed: str  # the described type that men are who do `armed_deeds`
    armed_deeds: frozenset[str]  # types of events
    done_to_people: frozenset[str]
    done_to_places: frozenset[str]
    examples: list[ActorExample]


@functools.cache
def load_unsaid_words() -> UnsaidWords:
    """The packaged words; raises DataError."""
    return read_model(UnsaidWords, "lexicons", "en", "unsaid.yml")
