"""The rule lexicon as votes: every form of every phrase that names an event, with the types it may name."""

from __future__ import annotations

from collections import defaultdict

from dateline.knowledge.grammar import Grammar
from dateline.reader.words import irregular_forms

_VOWELS = "aeiou"


def lexicon_votes(grammar: Grammar) -> dict[str, tuple[str, ...]]:
    """Lower-case phrases with their types, the likeliest first."""
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    forms_of: dict[str, list[str]] = defaultdict(list)
    for form, lemma in irregular_forms(grammar.forms).items():
        forms_of[lemma].append(form)
    for rule in grammar.rules:
        asked = bool(rule.subject) + bool(rule.object) + bool(rule.needs) + rule.bare
        weight = rule.score - 0.2 * asked
        for phrase in rule.verbs:
            head, _, rest = phrase.partition(" ")
            for form in (*_verb_forms(head), *forms_of[head]):
                _vote(weights, f"{form} {rest}".strip(), rule.type, weight)
        for phrase in (*rule.nouns, *rule.nouns_verb):
            for form in (phrase, _plural(phrase)):
                _vote(weights, form, rule.type, weight)
    return {
        phrase: tuple(sorted(types, key=lambda t: (-types[t], t)))
        for phrase, types in sorted(weights.items())
    }  # fmt: skip


def _vote(weights: dict[str, dict[str, float]], phrase: str, kind: str, weight: float) -> None:
    words = phrase.lower().replace("-", " - ")
    key = " ".join(words.split())
    weights[key][kind] = max(weight, weights[key].get(kind, 0.0))


def _verb_forms(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("e"):
        return lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        return lemma, lemma + "es", lemma + "ed", lemma + "ing"
    double = lemma + lemma[-1:]
    return lemma, lemma + "s", lemma + "ed", lemma + "ing", double + "ed", double + "ing"


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return noun + "es"
    return noun + "s"
