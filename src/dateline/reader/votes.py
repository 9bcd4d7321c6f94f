"""The rule lexicon as votes: every form of every phrase that names an event, with the types it may name."""

from __future__ import annotations

from collections import defaultdict

from dateline.knowledge.grammar import Grammar
from dateline.knowledge.inflection import plural, verb_forms
from dateline.reader.words import irregular_forms


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
            for form in (*verb_forms(head), *forms_of[head]):
                _vote(weights, f"{form} {rest}".strip(), rule.type, weight)
        for phrase in (*rule.nouns, *rule.nouns_verb):
            for form in (phrase, plural(phrase)):
                _vote(weights, form, rule.type, weight)
    return {
        phrase: tuple(sorted(types, key=lambda t: (-types[t], t)))
        for phrase, types in sorted(weights.items())
    }  # fmt: skip


def _vote(weights: dict[str, dict[str, float]], phrase: str, kind: str, weight: float) -> None:
    words = phrase.lower().replace("-", " - ")
    key = " ".join(words.split())
    weights[key][kind] = max(weight, weights[key].get(kind, 0.0))
