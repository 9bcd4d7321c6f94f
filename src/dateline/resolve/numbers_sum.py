"""Short lists of people and things that are added up: "two men and a girl", "a man and his two sons"."""

from __future__ import annotations

import re
from collections.abc import Callable

from dateline.knowledge.lexicon import NumberWords
from dateline.resolve.numbers_one import Ones
from dateline.tokens import tokens

_AND = re.compile(r",?\s+and\s+|,\s+")
_LAST_AND = re.compile(r"\sand\s[^,]+$")
_ONE = re.compile(r"(?:an?|one)\s+(?!of\b)", re.I)

_First = Callable[[str], tuple[int, int, int | None] | None]


class Sums:
    """Adds them up. `first` says where the first number of a text begins and ends, and its value if it is exact."""

    def __init__(self, ones: Ones, first: _First, words: NumberWords) -> None:
        self._ones, self._first, self._outcomes = ones, first, words.outcomes
        its = "|".join(words.possessives)
        self._counted = re.compile(rf"(?:an?|another|(?:(?:{its})\s+)?(?!{its})\w+)\s", re.I)
        self._its_or_none = re.compile(rf"(?:(?:{its})\s+)?", re.I)
        self._its = re.compile(rf"(?:an?|one|another|{its})\s", re.I)

    def read(self, words: str) -> int | None:
        """The sum of "a man and a boy", "two men and a girl", "a man and his two sons"; None where a part is vague."""
        parts = _AND.split(words)
        listed = _ONE.match(words) is not None
        if len(parts) < 2 or _LAST_AND.search(words) is None or not (listed or len(parts) == 2):
            return None  # "one man, a farmer"
        first = self._first(words)
        if (first and first[0] < len(parts[0]) < first[1]) or self._befell_two(words):
            return None  # "two hundred and fifty thousand", "20 dead and 30 wounded"
        values = [self._part(part, named=not listed and at == 0) for at, part in enumerate(parts)]
        if not all(values) or not (listed or self._counted.match(parts[1])):
            return None
        return sum(value or 0 for value in values)

    def _befell_two(self, words: str) -> bool:
        """Whether it says of some that they died and of others that they were wounded."""
        low = {token.lower for token in tokens(words)}
        return sum(not low.isdisjoint(told) for told in self._outcomes.values()) > 1

    def _part(self, part: str, named: bool) -> int | None:
        """How many a part of a list is; `named`: it need not begin with an article to be one."""
        found = self._first(part)
        if found:
            return found[2] if self._its_or_none.fullmatch(part[: found[0]]) else None
        return 1 if (named or self._its.match(part)) and self._ones.named(tokens(part)) else None
