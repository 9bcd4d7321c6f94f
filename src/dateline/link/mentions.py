"""Event mentions by the happening-word they turn on, so that "announced", "announcement" and "was announcing" meet."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from dateline.knowledge.lexicon import linking_words
from dateline.link.words import fold, is_function_word, stem

_LEAST = 5  # letters that two forms of one word share from the start


def event_heads(mentions: Sequence[Sequence[str]]) -> list[str]:
    """For each mention, given as its words, the form under which it meets others of the same word.

    >>> event_heads([["announced"], ["the", "announcement"], ["took", "place"]])
    ['announc', 'announc', 'place']
    """
    heads = [_head(words) for words in mentions]
    known = sorted(set(heads), key=lambda head: (len(head), head))
    form: dict[str, str] = {}
    for head in known:
        shorter = (other for other in known if len(other) >= _LEAST and other != head and head.startswith(other))
        first = next(shorter, None)
        form[head] = form.get(first, first) if first is not None else head
    return [form[head] for head in heads]


def _head(words: Sequence[str]) -> str:
    """The last word that carries meaning; of a verb with a particle the verb."""
    folded = [fold(word) for word in words if word[0].isalnum()] or ["?"]
    listed = linking_words()
    if len(folded) > 1 and folded[-1] in listed.particles:
        folded = folded[:-1]
    full = [w for w in folded if not is_function_word(w) and w not in listed.light] or folded
    return _one_word().get(full[-1], stem(full[-1]))


@functools.cache
def _one_word() -> dict[str, str]:
    """Forms and nouns to the word that stands for all of them."""
    return {form: base for base, forms in linking_words().one_word.items() for form in forms}
