"""Parts of speech by an averaged perceptron (Collins 2002), for the rule reader.

Tags are Penn Treebank's, with proper nouns merged (NNP), wh-words merged (WH), and PUNCT for all punctuation. The
weights are learned by `training/tagger.py` from the Groningen Meaning Bank's newswire, half of it with commas and
apostrophes left out, as many archived pages have it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.tokens import Token

Sums = npt.NDArray[np.int32]  # one of each tag
START = ("-2-", "-1-")


def shape(word: str) -> str:
    """A word's normal form for features: digits and years folded, else lower case."""
    if word.isdigit():
        return "!YEAR" if len(word) == 4 else "!DIGITS"
    if word[0].isdigit():
        return "!NUM"
    return word.lower().replace("’", "'")


def features(at: int, words: Sequence[str], context: Sequence[str], before: str, before2: str) -> list[str]:
    """The features of the word at `at`: `context` holds the folded words, padded by two on both sides."""
    return [*of_words(at, words, context), *of_tags(context[at + 2], before, before2)]


def of_tags(folded: str, before: str, before2: str) -> tuple[str, str, str]:
    """Those of a word's features that hang on the tags before it."""
    return f"t{before}", f"T{before2} {before}", f"tw{before} {folded}"


def of_words(at: int, words: Sequence[str], context: Sequence[str]) -> list[str]:
    """Those of a word's features that hang on words alone."""
    word, folded, k = words[at], context[at + 2], at + 2
    case = "X" if word.isupper() and len(word) > 1 else "x" if word[0].islower() else "Xx"
    first = "1" if at == 0 else ""
    return [
        "b",
        f"s{folded[-3:]}",
        f"p{folded[:1]}",
        f"c{case}{first}",
        f"w{folded}",
        f"l{context[k - 1]}",
        f"L{context[k - 2]}",
        f"ls{context[k - 1][-3:]}",
        f"r{context[k + 1]}",
        f"rs{context[k + 1][-3:]}",
        f"R{context[k + 2]}",
        f"cs{case}{first}{folded[-2:]}",
    ]


class Table:
    """Whole-number weights, a row a feature, a column a tag."""

    def __init__(self, tags: Sequence[str], weights: Mapping[str, Mapping[str, int]]) -> None:
        self._tags = tuple(reversed(tags))  # of equal sums the last: the first of the largest, read backwards
        self._rows = {name: at for at, name in enumerate(weights)}
        self._weights = np.zeros((len(weights) + 1, len(tags)), np.int32)  # the last row is that of unknown features
        for at, row in enumerate(weights.values()):
            self._weights[at, [len(tags) - 1 - int(tag) for tag in row]] = list(row.values())

    def best(self, active: Sequence[str]) -> str | None:
        """The tag with the largest sum, of equal ones the last; None where no feature is known."""
        rows = [at for name in active if (at := self._rows.get(name)) is not None]
        if not rows:
            return None
        return self._tags[int(np.add.reduce(self._weights.take(rows, 0), 0).argmax())]

    def sums(self, each: Sequence[Sequence[str]]) -> Iterator[Sums]:
        """For lists of as many features each, the sum of what is known of them."""
        none = len(self._rows)
        rows = [[self._rows.get(name, none) for name in active] for active in each]
        return iter(np.add.reduce(self._weights.take(rows, 0), 1, np.int32) if rows else ())

    def best_with(self, sums: Sums, active: Sequence[str]) -> str:
        """The tag with the largest sum, of equal ones the last, with a few more features."""
        for name in active:
            at = self._rows.get(name)
            if at is not None:
                sums = sums + self._weights[at]
        return self._tags[int(sums.argmax())]


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
        return cls({}, plain["fixed"], Table(plain["tags"], plain["weights"]))

    def tag(self, tokens: Sequence[Token]) -> list[str]:
        """One tag for each token of one sentence."""
        words = [token.text for token in tokens]
        context = [*START, *(shape(word) for word in words), "-1+", "-2+"]
        fixed = [
            self.fixed.get(folded) if token.is_word or token.text[-1] == "s" else "PUNCT"
            for token, folded in zip(tokens, context[2:-2], strict=True)
        ]
        open_to = [of_words(at, words, context) for at, tag in enumerate(fixed) if tag is None]
        sums = self.table.sums(open_to) if self.table is not None else iter(())
        before2, before = START
        out: list[str] = []
        for at, tag in enumerate(fixed):
            if tag is None and self.table is not None:
                tag = self.table.best_with(next(sums), of_tags(context[at + 2], before, before2))
            elif tag is None:
                tag = self._best(features(at, words, context, before, before2))
            out.append(tag)
            before2, before = before, tag
        return out

    def truecase(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """The tokens of a title-case headline with common words in lower case; other sentences as they are."""
        tokens = [Token(t.start, t.end, "ISIS") if t.text == "IS" else t for t in tokens]  # the group, not the verb
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
