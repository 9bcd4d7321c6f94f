"""Phrases as sets of comparable words: folded, lightly stemmed, without function words; names apart."""

from __future__ import annotations

import functools
import sys
import unicodedata

from dateline.knowledge.lexicon import linking_words
from dateline.tokens import Token, tokens

_ENDINGS = ("ings", "ing", "ers", "er", "es", "ed", "s")


def fold(text: str) -> str:
    """Lower case without accents and apostrophes.

    >>> fold("Ma'arat al-Nu’mān")
    'maarat al-numan'
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    flat = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in flat if not unicodedata.combining(c) and c not in "'’`ʿʾ‘")


@functools.lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its commonest endings, never shorter than three letters.

    >>> stem("strikes"), stem("shelling"), stem("killed")
    ('strik', 'shell', 'kill')
    """
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def is_function_word(word: str) -> bool:
    """True for a folded word that carries no meaning of its own.

    >>> is_function_word("the"), is_function_word("raid")
    (True, False)
    """
    return word in linking_words().function_words


def words_in(text: str) -> list[Token]:
    """The words and numbers of a phrase."""
    return [token for token in tokens(text) if token.is_word]


@functools.lru_cache(maxsize=16384)
def folded_words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, folded, in order."""
    return tuple(sys.intern(fold(token.text)) for token in words_in(text))  # one copy of each word in memory


@functools.lru_cache(maxsize=16384)
def content_words(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning.

    >>> sorted(content_words("two of the army's trucks near Kidal"))
    ['army', 'kidal', 'truck']
    """
    empty = linking_words().function_words
    return frozenset(stem(word) for word in folded_words(text) if word and word not in empty)


@functools.lru_cache(maxsize=16384)
def name_words(text: str) -> frozenset[str]:
    """The proper names in a phrase, folded; generic parts ("province", "al-") left out.

    >>> sorted(name_words("near the town of Abu Kamal in Deir al-Zor province"))
    ['abu', 'deir', 'kamal', 'zor']
    """
    found = [fold(token.text) for token in words_in(text) if token.is_capital]
    generic, empty = linking_words().generic_names, linking_words().function_words
    return frozenset(word for word in found if len(word) > 1 and word not in generic and word not in empty)


def skeleton(word: str) -> str:
    """A name's consonants without doubles, so that spellings meet; empty where fewer than three are left.

    >>> skeleton("hassakeh") == skeleton("hasakah"), skeleton("mali")
    (True, '')
    """
    bare = word[0] + "".join(c for c in word[1:] if c not in "aeiouwyh")
    short = "".join(c for i, c in enumerate(bare) if i == 0 or c != bare[i - 1])
    return short.replace("q", "k").replace("c", "k") if len(short) >= 3 else ""


@functools.lru_cache(maxsize=65536)
def meets(one: str, other: str) -> bool:
    """True where two folded names are spellings of one name, or a name and its adjective.

    >>> meets("syria", "syrian"), meets("qaryatayn", "qaryatain"), meets("idlib", "aleppo")
    (True, True, False)
    """
    if one == other:
        return True
    if min(len(one), len(other)) >= 4 and (one.startswith(other) or other.startswith(one)):
        return True
    return bool(skeleton(one)) and skeleton(one) == skeleton(other)


def same_name(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The names of the first set that stand in the other, in some spelling."""
    return frozenset(a for a in one if a in other or any(meets(a, b) for b in other))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set that the larger holds; 0 where one is empty."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
