"""Lemmas by rule and word classes, for the rule reader."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from dateline.knowledge.grammar import ClassFile, VerbForms
from dateline.reader.chunks import Noun, Parse

_VOWELS = "aeiou"


def verb_lemmas(word: str, irregular: Mapping[str, str]) -> tuple[str, ...]:
    """Every lemma the form may belong to, the likeliest first.

    >>> verb_lemmas("stopped", {})
    ('stopped', 'stopp', 'stoppe', 'stop')
    """
    return (irregular[word], word) if word in irregular else _regular_lemmas(word)


@functools.lru_cache(maxsize=20_000)
def _regular_lemmas(word: str) -> tuple[str, ...]:
    out = [word]
    if word.endswith("ies") or word.endswith("ied"):
        out.append(word[:-3] + "y")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            out += [stem, stem + "e"] if ending in ("ing", "ed") else [stem]
            if ending in ("ing", "ed") and len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
                out.append(stem[:-1])
    return tuple(dict.fromkeys(out))


@functools.lru_cache(maxsize=20_000)
def noun_lemmas(word: str) -> tuple[str, ...]:
    """The word and its singulars by rule."""
    out = [word]
    if word.endswith("ies") and len(word) > 4:
        out.append(word[:-3] + "y")
    if word.endswith("es") and len(word) > 4:
        out.append(word[:-2])
    if word.endswith("s") and len(word) > 3 and not word.endswith("ss"):
        out.append(word[:-1])
    if word.endswith("ves"):
        out += [word[:-3] + "fe", word[:-3] + "f"]
    if word.endswith("men"):
        out.append(word[:-2] + "an")
    return tuple(out)


def by_first(phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases as words, by their first word, in their order."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        out.setdefault(words[0], []).append(words)
    return out


def irregular_forms(forms: VerbForms) -> dict[str, str]:
    """Form to lemma."""
    return {form: lemma for lemma, others in forms.irregular.items() for form in others}


class Classes:
    """Which word classes a noun chunk has, by its head words; places, actors and times come from hints."""

    def __init__(self, words: ClassFile) -> None:
        self._by_word: dict[str, set[str]] = {}
        for name, members in words.classes.items():
            for member in members:
                self._by_word.setdefault(member, set()).add(name)
        self._times = frozenset(words.time_nouns)
        self._listed = functools.lru_cache(maxsize=20_000)(self._of_words)

    def is_time(self, word: str) -> bool:
        """True for months, weekdays and other words of time."""
        return word in self._times

    def of(self, parse: Parse, noun: Noun, known: Mapping[int, str]) -> frozenset[str]:
        """The classes of a chunk; `known` says for a token which kind of hint covers it (actor, place, time)."""
        if noun.pronoun:
            return frozenset(("pronoun", "people"))
        head = noun.head
        out = self._listed(parse.low[max(noun.first, head - 2) : head + 1])
        kind = known.get(head)
        if kind:
            out |= {kind}
        if parse.tags[head] == "CD":
            out |= {"number", "people"}
        if parse.tags[head] == "NNP" and "time" not in out and not kind:
            out |= {"actor", "place", "person"}
        return out

    def _of_words(self, low: tuple[str, ...]) -> frozenset[str]:
        """The classes that the last words of a chunk have wherever they stand."""
        phrases = (phrase for first in range(len(low)) for phrase in _phrases(low[first:]))
        out = {name for phrase in phrases for name in self._by_word.get(phrase, ())}
        head = low[-1]
        if any(word in self._times for word in noun_lemmas(head)) or (head.isdigit() and len(head) == 4):
            out.add("time")
        return frozenset(out)


def _phrases(words: Iterable[str]) -> list[str]:
    parts = [word for word in words if word not in "-–"]
    if not parts:
        return []
    return [" ".join([*parts[:-1], last]) for last in noun_lemmas(parts[-1])]
