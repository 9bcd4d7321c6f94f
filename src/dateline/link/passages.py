"""The article proper as words and sentences, for comparing texts: lines that are not the article are left out."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from dateline.knowledge.lexicon import number_words
from dateline.link.facts import LAST, page_day
from dateline.link.words import folded_words
from dateline.records import Article

SHINGLE = 5  # words
# Of the shingles of a text up to so long one in so many goes into the index; each share holds the next.
_KEPT = ((64, 1), (256, 4), (10**9, 8))
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")
_MODULUS = (1 << 61) - 1


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an article, roughly cut: its place and its words, folded."""

    article_id: str
    start: int
    end: int
    exact: str
    words: tuple[str, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """Its figures and number words, in order."""
        return tuple(word for word in self.words if word[0].isdigit() or word in _number_words())


@functools.cache
def _number_words() -> frozenset[str]:
    return frozenset(number_words().units) - {"a", "an", "one"}


def article_words(article: Article) -> tuple[str, ...]:
    """The words of the body, folded; headlines are left out, since a copy has another one."""
    lines = [line for line in article.lines if line.is_article and line.kind != "headline"]
    return tuple(word for line in lines for word in folded_words(article.text[line.start : line.end]))


def first_out(article: Article) -> tuple[dt.date, bool, int, str]:
    """Which page came first: by day; on one day the agency's own dateline, then the longer text, then the id."""
    dateline = article.header.dateline
    return page_day(article) or LAST, not (dateline and dateline.agency), -len(article_words(article)), article.id


def rank_of(article: Article) -> str:
    """`first_out` as text that sorts the same."""
    day, other, length, ident = first_out(article)
    return f"{day.isoformat()}|{int(other)}|{10**9 + length:010d}\t{ident}"


def ident_of(rank: str) -> str:
    """The article of a rank, or of a member that starts with one.

    >>> ident_of("2021-03-01|1|0999999920\\tart_1\\t00000017")
    'art_1'
    """
    return rank.split("\t", 2)[1]


def passages(article: Article) -> tuple[Passage, ...]:
    """The article's sentences, in order."""
    out = []
    for line in article.lines:
        if not line.is_article:
            continue
        start = line.start
        text = article.text[line.start : line.end]
        cuts = [line.start + found.end() for found in _END.finditer(text)]
        for stop in (*cuts, line.end):
            exact = article.text[start:stop].rstrip()
            if exact:
                out.append(Passage(article.id, start, start + len(exact), exact, folded_words(exact)))
            start = stop
    return tuple(out)


def shingles(words: Sequence[str], size: int = SHINGLE) -> frozenset[int]:
    """Hashes of every run of `size` words, the same on every machine; a shorter text is one shingle.

    >>> len(shingles("a b c d e f".split())), len(shingles(["a"]))
    (2, 1)
    """
    codes = [crc32(word.encode()) for word in words]
    if not codes:
        return frozenset()
    runs = [codes[at : at + size] for at in range(max(1, len(codes) - size + 1))]
    return frozenset(_mix(run) for run in runs)


def _mix(run: Sequence[int]) -> int:
    value = 0
    for code in run:
        value = (value * 1_000_003 + code + 1) % _MODULUS
    return value


def selected(found: frozenset[int]) -> list[int]:
    """The shingles that an index keeps: all of a short text, a fixed share of a longer one, sorted."""
    share = next(share for limit, share in _KEPT if len(found) <= limit)
    return sorted(code for code in found if code % share == 0)
