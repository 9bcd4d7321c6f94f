"""Events that a sentence takes for granted: they happened, whatever it denies, urges, plans or fears of another.

"The army denied that anyone was killed in the attack" denies no attack; "called for an inquiry into the killing" urges
no killing. Such presuppositions survive negation, modality and commands (Karttunen 1973, "Presuppositions of compound
sentences"): definite nouns in phrases of time and place, what is looked into, relative and time clauses in the past.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from dateline.knowledge.lexicon import GivenWords
from dateline.records import Article, Sentence, Trigger
from dateline.tokens import tokens

_UNREAL: Final = frozenset(("denied", "urged", "planned", "possible"))
_MODIFIERS: Final = 6  # words between a preposition and its noun
_SUBJECT: Final = 6  # words between a conjunction and its verb
_NEAR: Final = 5  # words back in which "a role in" or "anyone who" may stand
_OWNS: Final = "'s"
_INSIDE: Final = ("-", "–", "'", _OWNS)  # marks inside a noun phrase


def given(article: Article, sentence: Sentence, trigger: Trigger, words: GivenWords) -> int | None:
    """Where the words for an event begin that is taken for granted though its sentence denies or urges something.

    None where the event itself is what is denied, urged, planned or feared. No actor of the event stands before there.
    """
    if trigger.status not in _UNREAL:
        return None
    cut = tokens(article.text, sentence.start, sentence.end)
    low = [token.lower for token in cut]
    at = next((i for i, token in enumerate(cut) if token.end > trigger.start), len(low))
    if at == len(low):
        return None
    if words.is_past(low[at]):
        return sentence.start if _past_clause(low, at, words) else None
    first = _phrase(low, at, words, words.adjuncts if trigger.status == "denied" else words.past)
    return cut[first].start if first is not None else None


def befell_nobody(article: Article, sentence: Sentence, trigger: Trigger, words: GivenWords) -> bool:
    """ "The group held nobody": of taking or freeing people, one that nobody met with did not happen."""
    if trigger.type not in words.of_people:
        return False
    rest = article.text[trigger.end : sentence.end].lower().lstrip()
    own = article.text[trigger.start : trigger.end].lower()
    return any(re.match(rf"{re.escape(word)}\b", rest) or own.endswith(f" {word}") for word in words.nobody)


def _phrase(low: Sequence[str], at: int, words: GivenWords, adjuncts: Collection[str]) -> int | None:
    """The first word of a definite noun after a preposition of time or place, or of any noun after words of inquiry."""
    first = at
    while first and at - first < _MODIFIERS and _inside(low[first - 1], words):
        first -= 1
    last = {phrase[-1] for phrase in words.looked_into}
    for stop in range(at, max(first, 1) - 1, -1):
        if low[stop - 1] in last and any(tuple(low[:stop][-len(phrase) :]) == phrase for phrase in words.looked_into):
            return stop
    definite = any(word in words.determiners or word == _OWNS for word in low[first:at])
    shared = words.sharing.intersection(low[max(0, first - _NEAR) : first - 1])
    return first if definite and first and low[first - 1] in adjuncts and not shared else None


def _inside(word: str, words: GivenWords) -> bool:
    return word in _INSIDE or (word[0].isalnum() and word not in words.breaks and word not in words.adjuncts)


def _past_clause(low: Sequence[str], at: int, words: GivenWords) -> bool:
    """A verb in the past after "who", "which they" or, where nothing was to come yet, "after troops"."""
    first = at
    while first and (low[first - 1] in words.past_auxiliaries or low[first - 1].endswith("ly")):
        first -= 1
    if first and low[first - 1] in words.relatives:
        return not words.whoever.intersection(low[max(0, first - _NEAR) : first - 1])
    opening = {*words.objects, *words.times}
    while first and at - first < _SUBJECT and _inside(low[first - 1], words) and low[first - 1] not in opening:
        first -= 1
    opens = low[first - 1] if first else ""
    if opens in words.objects:
        return not words.whoever.intersection(low[max(0, first - _NEAR) : first - 1])
    return opens in words.times and not words.to_come.intersection(low[:first])
