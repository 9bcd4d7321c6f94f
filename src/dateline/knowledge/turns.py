"""Words around an act that turn it round: a blockade that is lifted, talks that are called off, a truce that is broken.

A claim of such an act keeps its type and status, as the guide has it: something was done about a sanction, and it is in
the sanction's claim. What it says of how two sides stand to each other is another thing; this module tells which.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from dateline.knowledge.files import Strict, read_model
from dateline.knowledge.inflection import phrase_forms
from dateline.knowledge.lexicon import given_words
from dateline.knowledge.ontology import load_ontology
from dateline.tokens import tokens

_BEFORE = 8  # words before an act among which such a word may stand
_BEHIND = 8  # words behind the act in which it may stand
_JOINTS = ("-", "'s")
_ARTICLES = frozenset(("a", "an", "the", "this", "that"))


class Turn(Strict):
    """One way of turning acts of some types, and the words for it."""

    name: str
    gloss: str
    types: list[str]
    words: list[str]


class TurnExample(Strict):
    """A sentence with an act and the turn it has, run as a test."""

    text: str
    type: str
    trigger: str
    turn: str | None
    negated: bool = False


class TurnsFile(Strict):
    """ontology/turns.yml."""

    turns: list[Turn]
    not_: list[str] = Field(alias="not")
    refusing: list[str]  # verbs
    nouns: list[str]
    stops: list[str]
    parts: list[str]
    be: list[str]
    examples: list[TurnExample]


@dataclass(frozen=True, slots=True)
class Turned:
    """The turn of an act; `negated`: it was not, or will not be, made; `done`: it was ("lifted", not "will lift")."""

    name: str
    negated: bool
    done: bool


class Turns:
    """Finds turns; built once from the file."""

    def __init__(self, file: TurnsFile) -> None:
        self._stops, self._parts, self._be = frozenset(file.stops), frozenset(file.parts), frozenset(file.be)
        self._nouns = frozenset(file.nouns)
        self._not = frozenset((*file.not_, *(form for word in file.refusing for form in phrase_forms(word))))
        self._by_type: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for turn in file.turns:
            phrases = [(tuple(p.split()), turn.name) for word in turn.words for p in phrase_forms(word)]
            for kind in turn.types:
                load_ontology().event(kind)
                self._by_type.setdefault(kind, []).extend(phrases)

    def of(self, kind: str, sentence: str, start: int, end: int) -> Turned | None:
        """The turn of an act of a type that stands at those characters of a sentence; None where it has none."""
        phrases = self._by_type.get(kind)
        if phrases is None:
            return None
        cut = tokens(sentence)
        words = [token.lower for token in cut]
        first = sum(token.end <= start for token in cut)
        stop = sum(token.start < end for token in cut)
        done = first < len(words) and given_words().is_past(words[first])  # nobody ends what is told as done
        ahead = () if done else range(first - 1, max(first - _BEFORE, 0) - 1, -1)
        for at in (*range(first, stop), *ahead, *self._behind(words, stop)):
            for phrase, name in phrases:
                after = at + len(phrase)
                if tuple(words[at:after]) != phrase or (at < first and not self._governs(words, at, after, first)):
                    continue
                negated = any(word in self._not for word in words[max(at - 3, 0) : at])
                made = given_words().is_past(phrase[0]) and words[at - 1 : at] != ["be"] and not negated
                return Turned(name, negated, made)
        return None

    def _governs(self, words: Sequence[str], at: int, after: int, first: int) -> bool:
        """True where words before an act have it as their object; "a brief pause", "the end of May" have none."""
        noun = words[at] in self._nouns and not _ARTICLES.isdisjoint(words[max(at - 2, 0) : at])
        return not noun and self._is_free(words[after:first])

    def _is_free(self, between: Sequence[str]) -> bool:
        """True where the words between leave an act the object of what stands before them."""
        return all((w[0].isalnum() or w in _JOINTS) and w not in self._stops for w in between)

    def _behind(self, words: Sequence[str], stop: int) -> Iterator[int]:
        """Places behind a form of "be" that follows the act in its clause: "the strike was called off"."""
        for at in range(stop, min(stop + _BEHIND, len(words) - 1)):
            if not (words[at][0].isalnum() or words[at] in _JOINTS) or words[at] in self._parts:
                return
            if words[at] in self._be:
                yield from range(at + 1, min(at + 3, len(words)))


@functools.cache
def load_turns(root: Path | None = None) -> Turns:
    """The packaged turns; raises DataError for a type that does not exist."""
    return Turns(read_turns(root))


def read_turns(root: Path | None = None) -> TurnsFile:
    """The file itself, with its examples."""
    return read_model(TurnsFile, "ontology", "turns.yml", root=root)
