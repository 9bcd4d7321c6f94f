"""What assembly mends: an event told twice, and doubt that a later sentence casts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.records import Article, Draft, Sentence, Trigger

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
