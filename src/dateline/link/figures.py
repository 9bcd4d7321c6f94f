"""The figures that claims state of one happening, and how two of them stand to each other."""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass
from enum import StrEnum

from dateline.knowledge.lexicon import linking_words, number_words
from dateline.knowledge.ontology import load_ontology
from dateline.link.numbers import bounds, conflict, equal, is_stated, shown
from dateline.link.words import content_words, stem, words_in
from dateline.records import Claim, Count, Evidence, Number


class Standing(StrEnum):
    """How two figures stand to each other."""

    EQUAL = "equal"
    COMPATIBLE = "compatible"
    CONFLICT = "in conflict"
    PART = "part of the other"
    APART = "not comparable"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one claim: what, of whom, how many, in which words."""

    claim_id: str
    measure: str
    group: frozenset[str]  # stems of who was counted; empty: nobody in particular
    group_words: str | None
    number: Number
    part: bool  # a part of another figure of the claim, or an addition to it
    scope: str
    evidence: Evidence
    open: bool = False  # a part of "at least": there may be more of its kind among those who were not counted

    @property
    def words(self) -> str:
        """The figure in words: "at least 17 killed (civilians)"."""
        whose = f" ({self.group_words})" if self.group_words else ""
        return f"{shown(self.number)} {self.measure}{whose}"


def figures_of(claim: Claim, scope: str = "incident") -> tuple[Figure, ...]:
    """The figures of a claim with that scope; a count whose number could not be read gives none."""
    return tuple(
        _figure(claim, count, count.number)
        for count in claim.counts
        if count.scope == scope and isinstance(count.number, Number)
    )


def _figure(claim: Claim, count: Count, number: Number) -> Figure:
    group = group_of(count)
    told = [token.text for token in words_in(count.evidence.exact) if content_words(token.text) & group]
    words = (count.group_as_stated or " ".join(told)) if group else None
    part = count.part_of or is_addition(count, claim) or _adds(claim)
    unbounded = count.part_of and any(_is_open_whole(other, count) for other in claim.counts)
    return Figure(claim.id, count.measure, group, words, number, part, count.scope, count.evidence, unbounded)


def _is_open_whole(whole: Count, part: Count) -> bool:
    """Whether a count of the same measure is a whole without an upper bound ("at least 26, including nine women")."""
    same = (whole.measure, whole.scope) == (part.measure, part.scope) and not (whole.part_of or whole.additional)
    return same and isinstance(whole.number, Number) and bounds(whole.number)[1] == float("inf")


def is_addition(count: Count, claim: Claim) -> bool:
    """True where those counted come on top of others who were counted alike: "nine more were injured".

    "Eleven were killed and nine more injured" adds nine to the eleven, not to a former number of injured.
    """
    before = {c.measure for c in claim.counts if c.scope == count.scope and c.evidence.start < count.evidence.start}
    return count.additional and (count.measure in before or not any(_is_harm(measure) for measure in before))


def _is_harm(measure: str) -> bool:
    known = load_ontology().measures.get(measure)
    return known is not None and known.harm


def _adds(claim: Claim) -> bool:
    """True where those counted died later: they come on top of a former figure, and contradict none."""
    return claim.type == "toll" and any(
        words in claim.sentence_evidence.exact.lower() for words in linking_words().later_deaths
    )


def group_of(count: Count) -> frozenset[str]:
    """Who was counted, as stems: the group as stated, else what the counted words say."""
    found = content_words(count.group_as_stated or count.evidence.exact)
    return frozenset(w for w in found - _anybody() - _counting_words() if not w[0].isdigit())


@functools.cache
def _anybody() -> frozenset[str]:
    return frozenset(stem(word) for word in linking_words().anybody)


@functools.cache
def _counting_words() -> frozenset[str]:
    numbers = number_words()
    words = [*numbers.units, *numbers.scales, *numbers.vague, *numbers.exact, *numbers.none]
    words += [phrase for phrases in numbers.quantifiers.values() for phrase in phrases]
    for measure in load_ontology().measures.values():
        if measure.harm:
            words += [*measure.nouns, *measure.verbs]
    return frozenset().union(*(content_words(word) for word in words))


def compare_figures(one: Figure, other: Figure) -> Standing:
    """How two figures stand; only the same measure and scope are ever compared."""
    if one.measure != other.measure or one.scope != other.scope:
        return Standing.APART
    if not (is_stated(one.number) and is_stated(other.number)):
        return Standing.APART
    same_group = one.group <= other.group or other.group <= one.group if one.group and other.group else False
    if same_group or one.group == other.group:
        if one.part != other.part:
            return Standing.PART
        return _standing(one, other)
    if one.group and other.group:
        return Standing.APART
    part, whole = (one, other) if one.group else (other, one)
    if bounds(part.number)[0] > bounds(whole.number)[1]:
        return Standing.APART if whole.part else Standing.CONFLICT
    return Standing.PART


def _standing(one: Figure, other: Figure) -> Standing:
    if equal(one.number, other.number):
        return Standing.EQUAL
    against = conflict(_allowed(one), _allowed(other))
    return Standing.CONFLICT if against else Standing.COMPATIBLE


def _allowed(figure: Figure) -> Number:
    return dataclasses.replace(figure.number, high=None) if figure.open else figure.number
