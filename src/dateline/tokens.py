"""Words with their offsets: the one tokeniser of the package (standard library only)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

_TOKEN = re.compile(
    r"""[A-Za-z]++(?=[\s,-])     # the plainest words, as below, found first
    | (?:[A-Za-z]\.){2,}            # U.S.  p.m.
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|pm|am|km|m|kg)?\b   # 1,200  3.5  05:28  10th  1990s
    | ['’]s\b                 # the possessive, cut from its word
    | [^\W\d_]+(?:['’`ʿʾ](?!s\b)[^\W\d_]+)*  # words, other inner apostrophes kept (Ma'arrat, didn't)
    | \w+
    | [^\w\s]
    """,
    re.VERBOSE,
)


class _Fields(NamedTuple):
    start: int
    end: int
    text: str
    lower: str
    is_word: bool
    is_capital: bool


class Token(_Fields):
    """A word, number or punctuation mark; offsets are code points of the text it was cut from.

    What is asked of its letters again and again is worked out once for a word: `lower` is the word in lower case, with
    straight apostrophes, `is_word` is false for punctuation, `is_capital` true where the first letter is upper case.
    """

    __slots__ = ()

    def __new__(cls, start: int, end: int, text: str) -> Token:
        """The token of the word at these offsets."""
        return tuple.__new__(cls, (start, end, *_letters(text)))

    def __getnewargs__(self) -> tuple[int, int, str]:
        """What it is made of anew from, where it is copied or sent to another process."""
        return self.start, self.end, self.text


@functools.lru_cache(maxsize=50_000)
def _letters(text: str) -> tuple[str, str, bool, bool]:
    return text, text.lower().replace("’", "'"), text[:1].isalnum(), text[:1].isupper()


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of `text[start:end]`, offsets into `text`; hyphens split words ("US-backed" is three tokens).

    >>> [t.text for t in tokens("Assad's U.S.-backed foes lost 1,200 men.")]
    ['Assad', "'s", 'U.S.', '-', 'backed', 'foes', 'lost', '1,200', 'men', '.']
    """
    return _tokens(text, start, len(text) if end is None else end)


def joined_tokens(text: str, pieces: Iterable[tuple[int, int]]) -> tuple[Token, ...]:
    """The tokens of a whole text, those of `pieces` of it (in order) that were cut before not cut again.

    A token holds no white space, so that pieces between white space are cut as in the whole.

    >>> joined_tokens("One of U.S. men (two).", [(0, 11), (16, 22)]) == tokens("One of U.S. men (two).")
    True
    """
    out: list[Token] = []
    done = 0
    for start, end in pieces:
        apart = not (text[max(start - 1, 0) : start].strip() or text[end : end + 1].strip())
        if apart and start >= done:
            out += tokens(text, done, start) if text[done:start].strip() else ()
            out += tokens(text, start, end)
            done = end
    return (*out, *tokens(text, done))


@functools.lru_cache(maxsize=512)  # a page's sentences are cut by several stages, one after the other
def _tokens(text: str, start: int, stop: int) -> tuple[Token, ...]:
    return tuple([tuple.__new__(Token, m.span() + _letters(m.group())) for m in _TOKEN.finditer(text, start, stop)])
