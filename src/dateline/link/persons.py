"""Named persons to whom something was done: a person is killed once, and seldom taken, tried or freed twice."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from dateline.knowledge.grammar import load_grammar
from dateline.knowledge.lexicon import linking_words, reference_words
from dateline.knowledge.linking import common_names
from dateline.link.words import fold, name_words, words_in
from dateline.records import ActorRef, Article, Claim, Filler
from dateline.tokens import Token

_PLACE_SHARE = 4  # of so many mentions one after "in", "at" or "near" makes a place
_REMEMBERED = 256  # names of pages: their texts are kept as long, and pages come one after the other
_NAME_WORDS = 6  # words in capitals between "in" and the name


def victims_of(targets: Iterable[Filler], claim: Claim, article: Article) -> frozenset[str]:
    """The folded last names of the persons among the targets, and among those who are counted."""
    phrases = [
        f.refers_to.exact if f.refers_to else f.evidence.exact
        for f in targets
        if not (isinstance(f.actor, ActorRef) and f.actor.kind != "person" and not _names_a_person(f.evidence.exact))
    ]
    phrases += [count.group_as_stated or "" for count in claim.counts]
    found = ((phrase, last_name(phrase)) for phrase in phrases)
    return frozenset(name for phrase, name in found if name and _is_person(phrase, article.text))


def last_name(phrase: str) -> str | None:
    """The folded last name of a person's name at the end of a phrase; None where it ends otherwise.

    Names after "in" or "of", of peoples, and of bodies ("the Azov Brigade") are no person's.

    >>> last_name("the reporter Amina Koné"), last_name("two soldiers"), last_name("the market of Kafr Naha")
    ('kone', None, None)
    """
    words = [token for token in words_in(phrase) if token.text not in ("'s", "’s")]
    name = _run(words)
    if not name or len(name[-1].text) < 3:
        return None
    before = words[len(words) - len(name) - 1].lower if len(words) > len(name) else ""
    last = fold(name[-1].text)
    if before in linking_words().before_places or last in _no_person() or last not in name_words(name[-1].text):
        return None
    return last


def _run(words: list[Token]) -> list[Token]:
    """The words in capitals at the end of a phrase."""
    at = len(words)
    while at and words[at - 1].text[0].isupper():
        at -= 1
    return words[at:]


def _names_a_person(phrase: str) -> bool:
    """True where a noun for a person stands right before the name: "Herald reporter Amina Koné"."""
    words = words_in(phrase)
    name = _run(words)
    return (
        len(name) > 1
        and len(words) > len(name)
        and words[-len(name) - 1].lower in load_grammar().classes.classes["people"]
    )


def _is_person(phrase: str, text: str) -> bool:
    """Whether a phrase that ends in a name names a person: with a first name, there or elsewhere on the page.

    What the page puts "in", "at" or "near" once in four times or more is a place.
    """
    name = _run([token for token in words_in(phrase) if token.text not in ("'s", "’s")])
    last = name[-1].text
    return not _is_place(last, text) and (len(name) > 1 or _has_first_name(last, text))


@functools.lru_cache(maxsize=_REMEMBERED)
def _is_place(name: str, text: str) -> bool:
    before = "|".join(sorted(linking_words().before_places - {"of", "from"}))
    found = re.findall(rf"(\b(?:{before}) )?(?:\b[A-Z][\w'’-]+ ){{0,{_NAME_WORDS}}}\b{re.escape(name)}\b", text)
    return sum(map(bool, found)) * _PLACE_SHARE >= len(found) > 0


@functools.lru_cache(maxsize=_REMEMBERED)
def _has_first_name(name: str, text: str) -> bool:
    found = re.findall(rf"\b([A-Z][\w'’-]+\.?) {re.escape(name)}\b", text)
    return any(fold(first.strip(".")) not in _no_person() for first in found)


@functools.cache
def _no_person() -> frozenset[str]:
    """Words that stand capital in names of bodies, forces, peoples and countries."""
    known = {*reference_words().organisation_words, *load_grammar().classes.classes["armed"], *common_names()}
    return frozenset({*known, *(f"{word}s" for word in known)} - set(reference_words().titles))
