"""Parts of speech by an averaged perceptron (Collins 2002), for the rule reader.

Tags are Penn Treebank's, with proper nouns merged (NNP), wh-words merged (WH), and PUNCT for all punctuation. The
weights are learned by `training/tagger.py` from the Groningen Meaning Bank's newswire, half of it with commas and
apostrophes left out, as many archived pages have it.
"""

from __future__ import annotations

import functools
import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from dateline.tokens import Token

START = ("-2-", "-1-")
END = ("-1+", "-2+")
_KEPT = 10_000  # sums of words


def shape(word: str) -> str:
    """A word's normal form for features: digits and years folded, else lower case."""
    if word.isdigit():
        return "!YEAR" if len(word) == 4 else "!DIGITS"
    if word[0].isdigit():
        return "!NUM"
    return word.lower().replace("’", "'")


def may_have_tag(word: str) -> bool:
    """False for punctuation, but true for a possessive."""
    return word[:1].isalnum() or word[-1] == "s"


def features(at: int, words: Sequence[str], context: Sequence[str], before: str, before2: str) -> list[str]:
    """The features of the word at `at`: `context` holds the folded words, padded by two on both sides."""
    left2, left, folded, right, right2 = context[at : at + 5]
    own, beside = of_word(words[at], at == 0), (*of_left(left), f"L{left2}", *of_right(right), f"R{right2}")
    return [*own, *beside, *of_tags(before, before2), of_tag_and_word(before, folded)]


def of_word(word: str, first: bool) -> tuple[str, ...]:
    """The features of the word itself, and of whether it is the first."""
    folded = shape(word)
    case = "X" if word.isupper() and len(word) > 1 else "x" if word[0].islower() else "Xx"
    case += "1" if first else ""
    return "b", f"s{folded[-3:]}", f"p{folded[:1]}", f"c{case}", f"w{folded}", f"cs{case}{folded[-2:]}"


def of_left(folded: str) -> tuple[str, str]:
    """Those of the word before."""
    return f"l{folded}", f"ls{folded[-3:]}"


def of_right(folded: str) -> tuple[str, str]:
    """Those of the word after."""
    return f"r{folded}", f"rs{folded[-3:]}"


def of_tags(before: str, before2: str) -> tuple[str, str]:
    """Those of the tags before."""
    return f"t{before}", f"T{before2} {before}"


def of_tag_and_word(before: str, folded: str) -> str:
    """That of the tag before together with the word."""
    return f"tw{before} {folded}"


class Known(NamedTuple):
    """A word as a finished tagger knows it: its tag where that is sure, else what it adds to the sums of weights."""

    tag: str | None
    own: int  # to its own sum, where it is not the first of a sentence
    left: int  # to the sum of the word after it
    left2: int  # and of the one after that
    right: int
    right2: int
    after: Mapping[str, int]  # to its own, by the tag before it


class Table:
    """Whole-number weights of a finished tagger.

    The weights of a feature are one large number with a field of 32 bits for each tag, which Python adds up quicker
    than numpy adds rows so short. What a word or a pair of tags adds is worked out once.
    """

    def __init__(self, tags: Sequence[str], weights: Mapping[str, Mapping[str, int]], fixed: Mapping[str, str]) -> None:
        self._tags = tuple(reversed(tags))  # of equal sums the last: the first of the largest, read backwards
        self._fixed = fixed
        low = {str(at): 32 * (len(tags) - 1 - at) for at in range(len(tags))}
        self._rows = {name: sum(n << low[tag] for tag, n in row.items()) for name, row in weights.items()}
        self._after: dict[str, dict[str, int]] = {}
        for name in [name for name in self._rows if name.startswith("tw")]:
            before, _, folded = name[2:].partition(" ")
            self._after.setdefault(folded, {})[before] = self._rows[name]
        self._zero = sum(1 << at + 31 for at in low.values())  # added to a sum, it makes every field positive
        self._known = functools.lru_cache(maxsize=_KEPT)(self._word)
        self._before = functools.lru_cache(maxsize=_KEPT)(lambda *tags: self._sum(of_tags(*tags)))
        self._start = [self._beside(None, 0, folded) for folded in START]
        self._end = [self._beside(None, 0, folded) for folded in END]

    def best(self, active: Sequence[str]) -> str | None:
        """The tag with the largest sum, of equal ones the last; None where no feature is known."""
        return self._largest(self._sum(active)) if any(name in self._rows for name in active) else None

    def tag(self, words: Sequence[str]) -> list[str]:
        """The best tag of each word of a sentence by all its `features`."""
        known = [*self._start, *map(self._known, words), *self._end]
        before2, before = START
        out: list[str] = []
        for at, word in enumerate(known[2:-2]):
            tag = word.tag
            if tag is None:
                own = word.own if at else self._sum(of_word(words[0], True))
                beside = known[at + 1].left + known[at].left2 + known[at + 3].right + known[at + 4].right2
                tag = self._largest(own + beside + self._before(before, before2) + word.after.get(before, 0))
            out.append(tag)
            before2, before = before, tag
        return out

    def _word(self, word: str) -> Known:
        folded = shape(word)
        tag = self._fixed.get(folded) if may_have_tag(word) else "PUNCT"
        return self._beside(tag, self._sum(of_word(word, False)), folded)

    def _beside(self, tag: str | None, own: int, folded: str) -> Known:
        left, right = self._sum(of_left(folded)), self._sum(of_right(folded))
        left2, right2 = self._sum((f"L{folded}",)), self._sum((f"R{folded}",))
        return Known(tag, own, left, left2, right, right2, self._after.get(folded, {}))

    def _sum(self, active: Sequence[str]) -> int:
        return sum(self._rows.get(name, 0) for name in active)

    def _largest(self, total: int) -> str:
        fields = (total + self._zero).to_bytes(4 * len(self._tags), "little")
        return self._tags[np.frombuffer(fields, "<u4").argmax()]


@dataclass(frozen=True)
class Tagger:
    """Weights by feature, then tag; words that nearly always carry one tag skip the sum."""

    weights: dict[str, dict[str, float]]
    fixed: dict[str, str]
    table: Table | None = None  # the weights of a finished tagger, quicker to add up

    @classmethod
    def from_bytes(cls, data: bytes) -> Tagger:
        """A tagger from the gzipped JSON that `to_bytes` writes."""
        plain = json.loads(gzip.decompress(data))
        return cls({}, plain["fixed"], Table(plain["tags"], plain["weights"], plain["fixed"]))

    def tag(self, tokens: Sequence[Token]) -> list[str]:
        """One tag for each token of one sentence."""
        words = [token.text for token in tokens]
        if self.table is not None:
            return self.table.tag(words)
        context = [*START, *map(shape, words), *END]
        before2, before = START
        out: list[str] = []
        for at, word in enumerate(words):
            tag = self.fixed.get(context[at + 2]) if may_have_tag(word) else "PUNCT"
            if tag is None:
                tag = self._best(features(at, words, context, before, before2))
            out.append(tag)
            before2, before = before, tag
        return out

    def truecase(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """The tokens of a title-case headline with common words in lower case; other sentences as they are."""
        if "IS" in [t.text for t in tokens]:  # the group, not the verb
            tokens = [Token(t.start, t.end, "ISIS") if t.text == "IS" else t for t in tokens]
        long = [t for t in tokens if len(t.text) > 3 and t.text.isalpha()]
        if len(long) < 4 or sum(t.is_capital for t in long) < 0.8 * len(long):
            return tokens
        return [Token(t.start, t.end, t.text.lower()) if self._common(t.text) else t for t in tokens]

    def _common(self, word: str) -> bool:
        if word.lower() in self.fixed or not word[:1].isupper():
            return word.lower() in self.fixed
        known = self.table.best([f"w{word.lower()}"]) if self.table is not None else None
        return known is not None and known != "NNP"

    def _best(self, active: list[str]) -> str:
        """The tag while the weights are still being learned."""
        sums: dict[str, float] = {}
        for name in active:
            row = self.weights.get(name)
            if row is not None:
                for tag, weight in row.items():
                    sums[tag] = sums.get(tag, 0.0) + weight
        return max(sums, key=lambda tag: (sums[tag], tag)) if sums else "NN"
