"""Forms of English verbs and nouns by rule, and the irregular ones that the lexicon lists (lexicons/en/verbs.yml)."""

from __future__ import annotations

import functools

from dateline.knowledge.files import read_model
from dateline.knowledge.grammar import VerbForms

_VOWELS = "aeiou"


def verb_forms(lemma: str) -> tuple[str, ...]:
    """The regular forms of a verb; with its last letter doubled and not, where both are thinkable.

    >>> verb_forms("rely"), verb_forms("ban")[2:]
    (('rely', 'relies', 'relied', 'relying'), ('baned', 'baning', 'banned', 'banning'))
    """
    if lemma.endswith("e"):
        return lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        return lemma, lemma + "es", lemma + "ed", lemma + "ing"
    plain = (lemma, lemma + "s", lemma + "ed", lemma + "ing")
    double = lemma + lemma[-1:]
    doubled = lemma[-2:-1] in _VOWELS and lemma[-1:] not in _VOWELS
    return (*plain, double + "ed", double + "ing") if doubled else plain


def plural(noun: str) -> str:
    """The regular plural of a noun.

    >>> plural("ally"), plural("mosque")
    ('allies', 'mosques')
    """
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return noun + "es"
    return noun + "s"


@functools.cache
def irregular_forms(lemma: str) -> tuple[str, ...]:
    """The irregular forms of a verb that the lexicon lists; none for a regular one."""
    return tuple(read_model(VerbForms, "lexicons", "en", "verbs.yml").irregular.get(lemma, ()))


def phrase_forms(phrase: str) -> tuple[str, ...]:
    """A phrase with its first word, a verb, in every form; the bare form comes first.

    >>> phrase_forms("call off"), "broke off" in phrase_forms("break off")
    (('call off', 'calls off', 'called off', 'calling off'), True)
    """
    verb, _, rest = phrase.partition(" ")
    return tuple(f"{form} {rest}".strip() for form in dict.fromkeys((*verb_forms(verb), *irregular_forms(verb))))
