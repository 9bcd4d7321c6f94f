"""Words with their offsets: the one tokeniser of the package (standard library only)."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?:[A-Za-z]\.){2,}            # U.S.  p.m.
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|pm|am|km|m|kg)?\b   # 1,200  3.5  05:28  10th  1990s
    | ['’]s\b                 # the possessive, cut from its word
    | [^\W\d_]+(?:['’`ʿʾ](?!s\b)[^\W\d_]+)*  # words, other inner apostrophes kept (Ma'arrat, didn't)
    | \w+
    | [^\w\s]
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word, number or punctuation mark; offsets are code points of the text it was cut from."""

    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        """The word in lower case, with straight apostrophes."""
        return self.text.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        """True for words and numbers, False for punctuation."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """True where the first letter is upper case."""
        return self.text[0].isupper()


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of `text[start:end]`, offsets into `text`; hyphens split words ("US-backed" is three tokens).

    >>> [t.text for t in tokens("Assad's U.S.-backed foes lost 1,200 men.")]
    ['Assad', "'s", 'U.S.', '-', 'backed', 'foes', 'lost', '1,200', 'men', '.']
    """
    return _tokens(text, start, len(text) if end is None else end)


@functools.lru_cache(maxsize=512)  # a page's sentences are cut by several stages, one after the other
def _tokens(text: str, start: int, stop: int) -> tuple[Token, ...]:
    return tuple([Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, stop)])
