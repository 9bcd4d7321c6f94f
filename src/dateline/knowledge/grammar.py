"""The rules of the first reader and the word classes they ask for. A rule's id is stored with every claim it finds."""

from __future__ import annotations

import functools
from collections import Counter

from pydantic import Field

from dateline.errors import DataError
from dateline.knowledge.files import Strict, folder_files, read_model


class Rule(Strict):
    """Words that name an event of one type, and what must stand around them."""

    id: str
    type: str
    nouns: list[str] = []
    verbs: list[str] = []
    nouns_verb: list[str] = []  # nouns that stand as a verb's subject without naming another event
    subject: list[str] = []  # classes one of which the logical subject must have
    object: list[str] = []  # classes one of which the logical object must have
    not_object: list[str] = []
    needs: list[str] = []  # words one of which must stand within eight words
    needs_after: list[str] = []  # words one of which must follow directly
    not_before: list[str] = []  # words that must not stand directly before
    not_after: list[str] = []  # phrases that must not follow
    passive: bool | None = None
    bare: bool = False  # only without a logical subject (a passive without an agent)
    subject_role: str = "actor"
    object_role: str = "target"
    of_role: str | None = None
    to_role: str | None = None
    both_sides: bool = False
    harm: bool = False  # its counts belong to another violent event of the clause, if there is one
    score: float = Field(default=1.0, ge=0.0, le=1.0)


class RuleFile(Strict):
    """grammars/<language>/<family>.yml."""

    rules: list[Rule]


class ClassFile(Strict):
    """lexicons/<language>/classes.yml."""

    classes: dict[str, list[str]]
    time_nouns: list[str]


class Tolling(Strict):
    """Verbs and their objects that say somebody counts."""

    verbs: list[str]
    nouns: list[str]


class Reporting(Strict):
    """lexicons/<language>/reporting.yml: who says it."""

    verbs: list[str]
    weak: list[str]
    told: list[str]
    relay: list[str]
    according: list[str]
    quoted_by: list[str]
    before_speakers: frozenset[str]  # verbs that may stand before their subject, behind what is said
    charging: frozenset[str]  # all behind these is what is said
    said_on: frozenset[str]  # what follows these behind a verb of relaying is what is said
    turning: frozenset[str]  # behind a comma these end what was said
    tolling: Tolling
    unattributed: list[str]
    pronouns: list[str]
    hedges: list[str]


class Refuting(Strict):
    """Words around a trigger that say it did not happen."""

    untrue: list[str]
    reports: list[str]
    rejecting: list[str]
    never: list[str]
    nobody: list[str]


class StatusWords(Strict):
    """lexicons/<language>/status.yml: words that change an event's status."""

    modals: dict[str, str]
    before: dict[str, list[str]]
    denials: frozenset[str]  # of these: forms of denying
    before_verbs: frozenset[str]  # of these phrases: what governs no noun
    of_nouns: frozenset[str]  # and what governs no finite verb: "a failed candidate was jailed"
    settled: frozenset[str]  # triggers with the word before them that look planned and are not
    clausal: dict[str, list[str]]
    ahead: list[str]
    refuting: Refuting
    clause_ends: frozenset[str]  # no cue reaches over one
    parting: frozenset[str]  # nor one that governs what follows it over these
    asides: frozenset[str]  # behind a comma these open a clause beside the cue's
    carriers: frozenset[str]  # lemmas of verbs whose object does not happen where they are negated


class CountingWords(Strict):
    """lexicons/<language>/counting.yml: what a number beside a word counts."""

    verbs: dict[str, list[str]]
    nouns: dict[str, list[str]]
    by_type: dict[str, str]
    harmed: list[str]
    states: frozenset[str]
    tolls: frozenset[str]  # a bare number behind one of these counts those killed
    counted_things: frozenset[str]
    totals: list[str]
    wars: frozenset[str]


class VerbForms(Strict):
    """lexicons/<language>/verbs.yml: irregular forms by lemma."""

    irregular: dict[str, list[str]]


class Grammar(Strict):
    """All that the rule reader reads from data files."""

    rules: list[Rule]
    classes: ClassFile
    reporting: Reporting
    status: StatusWords
    forms: VerbForms
    counting: CountingWords


#: classes that are computed, not listed
COMPUTED = frozenset(("place", "actor", "pronoun", "number", "time", "person", "plot", "agreement", "weapons"))


@functools.cache
def load_grammar(language: str = "en") -> Grammar:
    """Every rule of a language, file by file in the order of their names; raises DataError on a slip."""
    rules: list[Rule] = []
    for name in folder_files("grammars", language):
        rules += read_model(RuleFile, "grammars", language, name).rules
    classes = read_model(ClassFile, "lexicons", language, "classes.yml")
    twice = [name for name, count in Counter(rule.id for rule in rules).items() if count > 1]
    if twice:
        raise DataError(f"grammars/{language}: rule ids used twice: {', '.join(sorted(twice))}")
    for rule in rules:
        unknown = {*rule.subject, *rule.object, *rule.not_object} - set(classes.classes) - COMPUTED
        if unknown:
            raise DataError(f"grammars/{language}: {rule.id}: unknown word classes {sorted(unknown)}")
    return Grammar(
        rules=rules,
        classes=classes,
        reporting=read_model(Reporting, "lexicons", language, "reporting.yml"),
        status=read_model(StatusWords, "lexicons", language, "status.yml"),
        forms=read_model(VerbForms, "lexicons", language, "verbs.yml"),
        counting=read_model(CountingWords, "lexicons", language, "counting.yml"),
    )
