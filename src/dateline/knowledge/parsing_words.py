"""Words by which the rule reader parses a sentence (lexicons/<language>/parsing.yml)."""

from __future__ import annotations

import functools

from dateline.knowledge.files import Strict, read_model


class ParsingExample(Strict):
    """A sentence, a list, and what is read with it that is not read without it, and the other way round."""

    text: str
    list: str
    read: str | None
    without: str | None


class ParsingWords(Strict):
    """lexicons/<language>/parsing.yml."""

    passive: frozenset[str]  # forms of "be" and "get" before a participle
    perfect: frozenset[str]  # of "have"
    supporting: frozenset[str]  # of "do"
    leaving: frozenset[str]  # behind these a bare participle is passive
    not_done_to: frozenset[str]  # words that begin no object
    numerals: frozenset[str]
    bounds: frozenset[str]  # two words before a number
    figure_bounds: frozenset[str]  # one word before figures
    bound_words: frozenset[str]
    prepositions: dict[str, frozenset[str]]  # by their last word, those of two words
    bodies: frozenset[str]  # first words of names that go on with "for"
    particles: frozenset[str]  # between a verb and its object
    clausal: frozenset[str]  # these open a clause where its verb follows
    conjunctions: frozenset[str]  # no prepositions
    before_articles: frozenset[str]
    before_gerunds: frozenset[str]  # who acts is the subject before
    behind_gerunds: frozenset[str]  # before these a gerund is a noun
    against: frozenset[str]  # prepositions of targets
    toward: frozenset[str]  # and of destinations
    opening_places: frozenset[str]  # and of places before the trigger
    of_places: frozenset[str]  # prepositions
    amounts: frozenset[str]  # before "of" and what is meant
    agreements: frozenset[str]
    plots: frozenset[str]
    harms: frozenset[str]  # forms of verbs that tell an outcome
    light: frozenset[str]  # objects that fill no role
    examples: list[ParsingExample]


@functools.cache
def parsing_words() -> ParsingWords:
    """The packaged words; raises DataError."""
    return read_model(ParsingWords, "lexicons", "en", "parsing.yml")
