"""Shallow syntax for the rule reader: noun chunks, verb groups with voice, and what stands before and after them.

No parser: chunks are cut from part-of-speech tags, as in Abney's (1991) chunking; attachment is left to `roles`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dateline.knowledge.parsing_words import parsing_words
from dateline.tokens import Token

NOUN_TAGS = frozenset(("NN", "NNS", "NNP"))
_INSIDE = NOUN_TAGS | {"JJ", "CD", "VBN", "VBG", "POS", "$", "RB"}
_RUN = _INSIDE | {"DT", "PRP$", "HYPH"}
_OPEN = frozenset(("DT", "PRP$", "CD", "JJ", "NN", "NNS", "NNP", "$", "VBN", "VBG"))
_VERB_TAGS = frozenset(("VB", "VBD", "VBN", "VBG", "VBZ", "VBP", "MD"))
_VERB_STARTS = _VERB_TAGS | {"TO"}
_BEFORE_NOUNS = (["NN"], ["NNS"], ["NNP"], ["JJ"], ["HYPH"])
_QUOTES = frozenset("\"“”'‘’")
_HYPHENS = frozenset("-–‑/&")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun chunk: token positions (half-open), its head, the preposition before it."""

    first: int
    stop: int
    head: int
    preposition: str  # "" where none governs it
    pronoun: bool


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb group: token positions (half-open), head, voice and what modifies it."""

    first: int
    stop: int
    head: int
    passive: bool
    participle: bool  # VBN or VBG without an auxiliary
    infinitive: bool
    negated: bool
    modal: str  # will, may, ... or ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The logical subject and object chunks of a verb (already turned round for the passive)."""

    subject: tuple[Noun, ...]
    object: tuple[Noun, ...]


@dataclass(frozen=True)
class Parse:
    """One sentence cut up."""

    tokens: tuple[Token, ...]
    tags: tuple[str, ...]
    low: tuple[str, ...]
    nouns: tuple[Noun, ...]
    verbs: tuple[Verb, ...]
    times: frozenset[int]  # tokens inside a time expression

    def noun_ending(self, at: int) -> Noun | None:
        """The noun chunk that ends right before token `at`."""
        return self._noun_ends.get(at)

    def noun_at(self, at: int) -> Noun | None:
        """The noun chunk that holds token `at`."""
        return self._noun_holds.get(at)

    def verb_at(self, at: int) -> Verb | None:
        """The verb group that holds token `at`."""
        return self._verb_holds.get(at)

    @cached_property
    def _noun_ends(self) -> dict[int, Noun]:
        return {n.stop: n for n in reversed(self.nouns)}

    @cached_property
    def _noun_holds(self) -> dict[int, Noun]:
        return {at: n for n in reversed(self.nouns) for at in range(n.first, n.stop)}

    @cached_property
    def _verb_holds(self) -> dict[int, Verb]:
        return {at: v for v in reversed(self.verbs) for at in range(v.first, v.stop)}

    @cached_property
    def frames(self) -> dict[tuple[int, bool], Frame]:
        """What `frames.frame` has found so far, by first token and voice of the verb: several rules ask for it."""
        return {}

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Characters of the tokens `first` up to `stop`."""
        return self.tokens[first].start, self.tokens[stop - 1].end


def parse(cut: Sequence[Token], tags: Sequence[str], times: Sequence[tuple[int, int]] = ()) -> Parse:
    """Chunks and verb groups of one tagged sentence; a noun chunk never runs into one of the `times` (token spans)."""
    breaks = frozenset(first for first, _ in times)
    low = tuple(t.lower for t in cut)
    fixed = _mend(cut, tags, low)
    verbs = _verbs(fixed, low)
    inside_verb = {i for v in verbs for i in range(v.first, v.stop)}
    nouns = _nouns(fixed, low, inside_verb, breaks)
    opens = {v.first for v in verbs if not v.participle and not v.infinitive}
    clausal = parsing_words().clausal
    nouns = tuple(
        replace(n, preposition="") if n.preposition in clausal and n.stop in opens else n for n in nouns
    )  # "since the Kremlin launched": the word opens a clause
    inside = frozenset(i for first, stop in times for i in range(first, stop))
    return Parse(tuple(cut), tuple(fixed), low, nouns, verbs, inside)


def _mend(cut: Sequence[Token], tags: Sequence[str], low: Sequence[str]) -> list[str]:
    """Tags with the commonest slips of the tagger mended: hyphenated modifiers, participles before nouns."""
    out = list(tags)
    for i, word in enumerate(low):
        if word in _HYPHENS and _glued(cut, i):
            out[i] = "HYPH"
            if out[i + 1] in ("VBN", "VBG", "VBD"):
                out[i + 1] = "JJ"  # US-backed
        elif cut[i].text == "IS":
            out[i] = "NNP"  # the group, not the verb
        elif (
            out[i] == "JJ"
            and cut[i].is_capital
            and i
            and low[i - 1] == "of"
            and out[i + 1 : i + 2] not in _BEFORE_NOUNS
        ):
            out[i] = "NNP"  # Army of Conquest
        elif word == "including":
            out[i] = "IN"
        elif word == "to" and i + 1 < len(low) and out[i + 1] in ("VB", "VBP"):
            out[i] = "TO"
    return out


def _glued(cut: Sequence[Token], at: int) -> bool:
    """True where no space stands on either side of a token."""
    return 0 < at < len(cut) - 1 and cut[at].start == cut[at - 1].end and cut[at].end == cut[at + 1].start


def _verbs(tags: Sequence[str], low: Sequence[str]) -> tuple[Verb, ...]:
    out: list[Verb] = []
    at = 0
    while at < len(tags):
        stop = _verb_group(tags, low, at) if tags[at] in _VERB_STARTS else None
        if stop is None:
            at += 1
            continue
        out.append(_coordinate(out, _verb(tags, low, at, stop), tags, low))
        at = stop
    return tuple(out)


def _coordinate(before: Sequence[Verb], verb: Verb, tags: Sequence[str], low: Sequence[str]) -> Verb:
    """ "killed five and injured seven": a bare participle joined to an active verb is active."""
    words = parsing_words()
    left = [v for v in before[-3:] if low[v.head] in words.leaving]
    bare = verb.stop - verb.first == 1 and tags[verb.head] in ("VBD", "VBN")
    if left and bare and low[verb.head].endswith("ed") and tags[left[-1].head] != "VBN":
        return replace(verb, passive=True, participle=True)  # "leaving dozens killed and vehicles destroyed"
    following = tags[verb.stop] if verb.stop < len(tags) else ""
    told = verb.participle and verb.passive and following in ("DT", "PRP$", "NNP", "PRP", "CD") and verb.first > 0
    if told and tags[verb.first - 1] in ("NNP", "NNS", "NN", "DT", "RB") and low[verb.stop] not in words.not_done_to:
        return replace(verb, passive=False, participle=False)  # "Uchandi both blamed the militia"
    joined = verb.first > 0 and low[verb.first - 1] in ("and", "but") and before
    if verb.participle and verb.passive and joined and not before[-1].passive and tags[before[-1].head] != "VBG":
        return replace(verb, passive=False, participle=False)
    return verb


def _verb_group(tags: Sequence[str], low: Sequence[str], at: int) -> int | None:
    """The token after the verb group that starts at `at`, or None."""
    starts = tags[at] in _VERB_TAGS or (tags[at] == "TO" and at + 1 < len(tags) and tags[at + 1] in ("VB", "RB"))
    if not starts or _is_modifier(tags, at):
        return None
    stop, last = at, at
    while stop < len(tags):
        tag = tags[stop]
        if tag in _VERB_TAGS:
            if stop > at and _is_new_verb(tags, low, last):
                break
            last = stop
        elif tag == "TO":
            if stop > at:
                break
        elif tag != "RB" and low[stop] not in ("not", "n't", "also"):
            break
        stop += 1
    return last + 1 if tags[last] in _VERB_TAGS else None  # "to" and an adverb alone are no verb


def _is_new_verb(tags: Sequence[str], low: Sequence[str], last: int) -> bool:
    """True where a verb after the one at `last` begins a new group."""
    words = parsing_words()
    helper = low[last] in words.passive or low[last] in words.perfect or low[last] in words.supporting
    return not helper and tags[last] not in ("MD", "TO")


def _is_modifier(tags: Sequence[str], at: int) -> bool:
    """A participle between a determiner and a noun ("the besieged town") is part of the noun chunk."""
    if tags[at] not in ("VBN", "VBG"):
        return False
    following = tags[at + 1] if at + 1 < len(tags) else ""
    before = tags[at - 1] if at else ""
    return following in ("NN", "NNS") and before in ("DT", "PRP$", "JJ", "CD", "POS")


def _verb(tags: Sequence[str], low: Sequence[str], first: int, stop: int) -> Verb:
    head = stop - 1
    aux = low[first:head]
    participle = tags[head] in ("VBN", "VBG") and not aux
    words = parsing_words()
    passive = tags[head] == "VBN" and (not words.passive.isdisjoint(aux) or words.perfect.isdisjoint(aux))
    modal = low[tags.index("MD", first, stop)] if "MD" in tags[first:stop] else ""
    negated = any(w in ("not", "never") or w.endswith("n't") for w in low[first:stop])
    return Verb(first, stop, head, passive, participle, tags[first] == "TO", negated, modal)


def _nouns(tags: Sequence[str], low: Sequence[str], inside_verb: set[int], breaks: frozenset[int]) -> tuple[Noun, ...]:
    out: list[Noun] = []
    at = 0
    while at < len(tags):
        tag = tags[at]
        if tag in ("PRP", "EX") or (tag == "WH" and low[at] in ("who", "which")):
            if tag != "PRP" or not low[at].endswith(("self", "selves")):  # "himself" is never who acts
                out.append(Noun(at, at + 1, at, _preposition(tags, low, at), True))
            at += 1
            continue
        opens = tag in _OPEN or (tag == "IN" and _numeral(low, at))
        if not opens or at in inside_verb:
            at += 1
            continue
        stop = _noun_stop(tags, low, at, inside_verb, breaks)
        heads = [i for i in range(at, stop) if tags[i] in NOUN_TAGS or tags[i] == "CD"]
        if not heads:
            at = max(stop, at + 1)
            continue
        stop = heads[-1] + 1
        out.append(Noun(at, stop, heads[-1], _preposition(tags, low, at), False))
        at = stop
    return tuple(out)


def _numeral(low: Sequence[str], at: int) -> bool:
    """ "at least 12 men", "more than 100", "up to 60": the bound belongs to the chunk."""
    words = parsing_words()
    if at + 1 < len(low) and low[at] in words.figure_bounds:
        return low[at + 1][:1].isdigit()
    pair = " ".join(low[at : at + 2])
    number = at + 2 < len(low) and (low[at + 2][0].isdigit() or low[at + 2] in words.numerals)
    return pair == "as many" or (number and pair in words.bounds)


def _noun_stop(
    tags: Sequence[str], low: Sequence[str], first: int, inside_verb: set[int], breaks: frozenset[int]
) -> int:
    at, words = first, parsing_words()
    while at < len(tags) and low[at] in words.bound_words and tags[at] not in NOUN_TAGS and at - first < 3:
        at += 1
    while at < len(tags) and at not in inside_verb and not (at > first and at in breaks):
        tag = tags[at]
        if at > first and low[at] in _QUOTES and _quoted_inside(tags, low, at):
            at += 1
            continue
        begins_anew = at > first and tag in ("DT", "PRP$") and low[at - 1] not in words.before_articles
        if begins_anew or tag not in _RUN:
            break
        if tag == "RB" and not _adverb_inside(tags, at):
            break
        at += 1
    return max(at, first + 1)


def _quoted_inside(tags: Sequence[str], low: Sequence[str], at: int) -> bool:
    """Whether the quotation mark is around a word or two of the chunk: 86 "terrorist" targets."""
    if at + 1 >= len(tags) or tags[at + 1] not in _INSIDE:
        return False
    opens = tags[at - 1] in ("CD", "JJ", "DT", "PRP$", "NN") and any(
        low[i] in _QUOTES for i in range(at + 2, min(at + 4, len(low)))
    )
    closes = any(low[i] in _QUOTES for i in range(max(0, at - 3), at)) and tags[at + 1] in NOUN_TAGS
    return opens or closes


def _adverb_inside(tags: Sequence[str], at: int) -> bool:
    return at + 1 < len(tags) and tags[at + 1] in ("JJ", "CD", "VBN")


def _preposition(tags: Sequence[str], low: Sequence[str], at: int) -> str:
    before = at - 1
    while before >= 0 and tags[before] == "RB":
        before -= 1
    if before < 0 or tags[before] not in ("IN", "TO", "RP"):
        return ""
    word = low[before]
    words = parsing_words()
    if before and low[before - 1] in words.prepositions.get(word, ()):
        return low[before - 1]
    return "" if word in words.conjunctions else word
