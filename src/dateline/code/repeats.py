"""What assembly mends: an event told twice, in a sentence or later on, and doubt that a later sentence casts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from dateline.knowledge.guide import MEASURES
from dateline.knowledge.lexicon import span_words
from dateline.records import Article, Draft, DraftFiller, Sentence, Trigger

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

    The guide's judgement call 4: "seized power in a coup" is one event. Two drafts are one where type, status, topic
    and claimants are the same, what they say of each role is the same or more of it ("the base", "an army base"), and
    they share somebody or stand close. The one that says more stays, with what only the other says or says more fully.
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
    if (one.type, one.status) != (other.type, other.status) or not _one_voice(one, other):
        return False
    if (one.topic and other.topic and one.topic != other.topic) or _names(one, other) or _names(other, one):
        return False
    said, again = _told(one), _told(other)
    both = said.keys() & again.keys()
    if not all(_agree(role, said[role], again[role]) for role in both):
        return False
    if any(said[role] & again[role] for role in both):
        return True
    first, last = sorted((one.trigger, other.trigger), key=lambda t: t.start)
    return len(article.text[first.end : last.start].split()) <= _NEAR


def _one_voice(one: Draft, other: Draft) -> bool:
    """Whether nobody vouches for either, or the same do."""
    return len(one.chain) == len(other.chain) and _vouched(one) == _vouched(other)


def _names(one: Draft, other: Draft) -> bool:
    """Whether a filler of one draft speaks of the other: "held since the abduction"."""
    at = other.trigger.start
    return any(filler.evidence.start <= at < filler.evidence.end for filler in one.fillers if filler.role == "time")


def _agree(role: str, said: set[str], again: set[str]) -> bool:
    """Whether of two fillings of a role one says something that the other says too; of tolls the very same."""
    return bool(said & again) or role not in MEASURES and any(_says(one, other) for one in said for other in again)


def _says(one: str, other: str) -> bool:
    """Whether one phrase has every word of the other, or the other way round."""
    own, its = _words(one), _words(other)
    return bool(own and its) and (own <= its or its <= own)


def _weight(draft: Draft) -> tuple[int, float]:
    """How much a draft says, and how sure it is."""
    return len(draft.fillers), draft.confidence


def _told(draft: Draft) -> dict[str, set[str]]:
    """What fills each role of a draft, by whom it means; counts by their measure among them."""
    out: dict[str, set[str]] = {}
    for filler in draft.fillers:
        if filler.role != "hedge":
            out.setdefault(filler.role, set()).add(_meant(filler))
    for count in draft.counts:
        out.setdefault(count.measure, set()).add(count.evidence.exact.lower())
    return out


def _words(phrase: str) -> set[str]:
    return set(re.findall(r"\w+", phrase)) - span_words().empty


def _joined(kept: Draft, other: Draft) -> Draft:
    """One draft with the fillers and counts that it lacks from the other; of two for one thing the fuller."""
    fillers = list(kept.fillers)
    for filler in other.fillers:
        at = next(
            (i for i, one in enumerate(fillers) if one.role == filler.role and _says(_meant(one), _meant(filler))), None
        )
        if at is None:
            fillers.append(filler)
        elif _words(_meant(fillers[at])) < _words(_meant(filler)):  # "March" for "12 March"
            fillers[at] = filler
    return replace(
        kept,
        fillers=tuple(dict.fromkeys(fillers)),
        counts=tuple({(count.measure, count.evidence): count for count in (*kept.counts, *other.counts)}.values()),
        topic=kept.topic or other.topic,
    )


def _meant(filler: DraftFiller) -> str:
    """The words of a filler, or of whom it means, in small letters."""
    return (filler.refers_to or filler.evidence).exact.lower()


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
