"""A user's words to a query the full-text index takes, whatever they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARTS = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORD = re.compile(r"\w+")
MOST_WORDS = 32


@dataclass(frozen=True, slots=True)
class Hit:
    """What a search found: a claim (its sentence holds the words) or an article, and the words around."""

    kind: str  # claim, article
    id: str
    article_id: str
    snippet: str


def match_expression(query: str) -> str | None:
    """The query as an FTS5 expression: every word must occur, words in quotes together; None where it has no word.

    >>> match_expression('air strike "near Idlib" OR *')
    '"air" "strike" "near Idlib" "OR"'
    >>> match_expression("!?") is None
    True
    """
    phrases = []
    left = MOST_WORDS
    for quoted, bare in _PARTS.findall(query):
        words = _WORD.findall(quoted or bare)[:left]
        left -= len(words)
        if words and any(any(letter.isalnum() for letter in word) for word in words):
            phrases.append('"' + " ".join(words) + '"')
    return " ".join(phrases) or None
