"""What assembly mends: an event told twice, in a sentence or later on, and doubt that a later sentence casts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from dateline.knowledge.guide import MEASURES
from dateline.knowledge.lexicon import span_words
from dateline.records import Article, Draft, Sentence, Trigger

_NEAR: Final = 10  # words between two triggers that tell one happening though they share nobody and nothing
_BACK = re.compile(r"\b(?:the|this|that|these|those)\s+$", re.IGNORECASE)


def refers_back(article: Article, draft: Draft, before: Sequence[Draft]) -> bool:
    """Whether a definite noun only names again an event that is there: same type and status, and nothing new.

    The guide's judgement call 5: "the attack" is coded again only if its sentence adds a fact.
    """
    if draft.fillers or draft.counts or draft.topic is not None:
        return False
    if not _BACK.search(article.text, max(0, draft.trigger.start - 8), draft.trigger.start):
        return False
    told = [one for one in before if one.type == draft.type and one.status == draft.status]
    return any(_vouched(draft) <= _vouched(one) for one in told)


def told_once(article: Article, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, in text order, with one for each happening that a sentence tells in several words.

    The guide's judgement call 4: "seized power in a coup" is one event. Two drafts are one where type and status are
    the same, both or neither is attributed, no role holds people or things that have no word in common, and they share
    somebody or stand close. The one that says more stays, with what only the other says.
    """
    out: list[Draft] = []
    for draft in drafts:
        at = next(
            (i for i, one in enumerate(out) if one.sentence == draft.sentence and _same(article, one, draft)), None
        )
        if at is None:
            out.append(draft)
        else:
            out[at] = _joined(*sorted((out[at], draft), key=_weight, reverse=True))
    return sorted(out, key=lambda d: d.trigger.start)


def _same(article: Article, one: Draft, other: Draft) -> bool:
    """Whether two drafts of a sentence tell one happening."""
    if (one.type, one.status, bool(one.chain)) != (other.type, other.status, bool(other.chain)):
        return False
    if _names(one, other) or _names(other, one):
        return False
    said, again = _told(one), _told(other)
    both = said.keys() & again.keys()
    if not all(_agree(role, said[role], again[role]) for role in both):
        return False
    if any(said[role] & again[role] for role in both):
        return True
    first, last = sorted((one.trigger, other.trigger), key=lambda t: t.start)
    return len(article.text[first.end : last.start].split()) <= _NEAR


def _names(one: Draft, other: Draft) -> bool:
    """Whether a filler of one draft speaks of the other: "held since the abduction"."""
    at = other.trigger.start
    return any(filler.evidence.start <= at < filler.evidence.end for filler in one.fillers if filler.role == "time")


def _agree(role: str, said: set[str], again: set[str]) -> bool:
    """Whether two fillings of a role have a word in common; two tolls of the dead a whole phrase."""
    return bool(said & again) or role not in MEASURES and bool(_words(said) & _words(again))


def _weight(draft: Draft) -> tuple[int, float]:
    """How much a draft says, and how sure it is."""
    return len(draft.fillers), draft.confidence


def _told(draft: Draft) -> dict[str, set[str]]:
    """What fills each role of a draft, in small letters; claimants, and counts by their measure, among them."""
    out: dict[str, set[str]] = {}
    for role, evidence in (
        *((filler.role, filler.evidence) for filler in draft.fillers if filler.role != "hedge"),
        *(("source", claimant.evidence) for link in draft.chain for claimant in link),
        *((count.measure, count.evidence) for count in draft.counts),
    ):
        if evidence is not None:
            out.setdefault(role, set()).add(evidence.exact.lower())
    return out


def _words(phrases: Iterable[str]) -> set[str]:
    return {word for phrase in phrases for word in re.findall(r"\w+", phrase)} - span_words().empty


def _joined(kept: Draft, other: Draft) -> Draft:
    """One draft with the fillers and the counts that it lacks from the other."""
    told = _told(kept)
    more = (f for f in other.fillers if not _words((f.evidence.exact.lower(),)) & _words(told.get(f.role, ())))
    measures = {count.measure for count in kept.counts}
    return replace(
        kept,
        fillers=kept.fillers + tuple(more),
        counts=kept.counts + tuple(count for count in other.counts if count.measure not in measures),
        topic=kept.topic or other.topic,
    )


def _vouched(draft: Draft) -> set[str]:
    """The words of everybody who vouches, and of whom they stand for."""
    claimants = [claimant for link in draft.chain for claimant in link]
    return {e.exact.lower() for c in claimants for e in (c.refers_to or c.evidence,) if e is not None}


def doubted(
    article: Article, sentences: Sequence[Sentence], triggers: Sequence[Trigger], doubts: Sequence[str]
) -> dict[int, tuple[int, int]]:
    """For triggers whose sentence, or one without an event after it, leaves them unverified: the words that do."""
    by_sentence: dict[int, list[int]] = {}
    for at, trigger in enumerate(triggers):
        by_sentence.setdefault(trigger.sentence, []).append(at)
    out: dict[int, tuple[int, int]] = {}
    for place, sentence in enumerate(sentences):
        low = article.text[sentence.start : sentence.end].lower()
        found = next(((low.find(words), words) for words in doubts if words in low), None)
        if found is None or len(low) != sentence.end - sentence.start:
            continue
        start = sentence.start + found[0]
        own = by_sentence.get(sentence.index)
        if own is None and place and sentences[place - 1].kind == sentence.kind:
            own = by_sentence.get(sentences[place - 1].index)
        for at in own or ():
            out[at] = (start, start + len(found[1]))
    return out
