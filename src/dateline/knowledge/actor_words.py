"""Words around the names of actors (lexicons/<language>/actors.yml)."""

from __future__ import annotations

import functools

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


class ActorWords(Strict):
    """lexicons/<language>/actors.yml."""

    forces: frozenset[str]
    led: tuple[str, ...]
    led_by: tuple[str, ...]
    rule: tuple[str, ...]
    leading: frozenset[str]  # behind a leader's name and a hyphen
    helped: tuple[str, ...]
    helped_by: tuple[str, ...]
    run: tuple[str, ...]  # what is "controlled" as one's own body
    towards: frozenset[str]
    clauses: tuple[str, ...]
    members: tuple[str, ...]  # before some of those who are meant
    sent: tuple[str, ...]  # participles before "by" and whoever is not meant
    naming: tuple[str, ...]
    some: frozenset[str]
    some_are: str
    some_between: frozenset[str]
    one_ends: tuple[str, ...]
    of_the_state: frozenset[str]
    last_only: frozenset[str]
    not_meant: frozenset[str]
    telling: tuple[str, ...]
    not_telling: tuple[str, ...]
    of_there: frozenset[str]
    of_there_in: frozenset[str]
    behind: frozenset[str]
    whose: frozenset[str]  # of `behind`
    not_heads: frozenset[str]
    no_part: frozenset[str]
    relatives: frozenset[str]
    posts: frozenset[str]
    located: frozenset[str]  # before a country's name, behind a word that describes nobody: where it is
    posts_or_else: frozenset[str]
    there: frozenset[str]
    attached: frozenset[str]
    against: frozenset[str]
    in_favour: frozenset[str]
    regions: frozenset[str]
    before_states: frozenset[str]  # capitalised words, beside `regions`, before a country's name that is itself meant
    adjective_ends: tuple[str, ...]  # and those that end so
    leaders: frozenset[str]  # of a state: a person
    rulers: frozenset[str]  # behind a country's name or before its capital: its government
    continents: frozenset[str]
    abroad: frozenset[str]
    units: frozenset[str]
    joints: tuple[str, ...]
    beside_joints: tuple[str, ...]
    listing: tuple[str, ...]
    one_party: frozenset[str]
    heads_with_and: frozenset[str]
    lists: list[ListExample]
    possessives: frozenset[str]
    many: tuple[str, ...]  # ends of nouns of several that do not end in "s"
    how_many: tuple[str, ...]  # before a person's name and a noun: the name only says whose they are
    polite: tuple[str, ...]  # between a trade and its bearer's name
    persons_own: frozenset[str]  # of one person, who need not be of the story's country
    owned: frozenset[str]
    owned_nouns: frozenset[str]
    in_names: frozenset[str]
    juniors: frozenset[str]  # behind a name: somebody else
    small: frozenset[str]
    trades: frozenset[str]  # of a namesake of somebody in office
    examples: list[ActorExample]


@functools.cache
def load_actor_words() -> ActorWords:
    """The packaged words; raises DataError."""
    return read_model(ActorWords, "lexicons", "en", "actors.yml")
