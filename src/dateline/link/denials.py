"""Denials matched with the incidents that they deny: they contradict a claim of it and never report it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.knowledge.linking import linked_types, linking_weights
from dateline.link.compare import within
from dateline.link.facts import Facts
from dateline.link.kinds import Kinds
from dateline.link.words import content_words
from dateline.records import Claim

_SPOKEN_LIMIT = 12  # sentences back in which a denial's matter is looked for


def is_denial(claim: Claim, kinds: Kinds) -> bool:
    """True for a claim that a happening did not take place, and for the act of denying."""
    if claim.type == "denial":
        return claim.status == "actual"
    event = kinds.ontology.event(claim.type)
    return claim.status == "denied" and (event.makes_incident or claim.type == "toll")


def told(
    denial: Claim, page: Sequence[Claim], facts: Mapping[str, Facts], kinds: Kinds
) -> tuple[str, str, float] | None:
    """The claim of the same page that fits best what is denied."""
    judged = [(within(facts[denial.id], facts[claim.id], kinds), claim) for claim in page]
    fitting = [(j, c) for j, c in judged if j.veto is None and j.score > linking_weights().within.threshold]
    if not fitting:
        return None
    best, claim = max(fitting, key=lambda item: (item[0].score, item[1].id))
    return claim.id, f"denied on the same page: {'; '.join(best.reasons[:3])}", 0.8


def spoken(denial: Claim, page: Sequence[Claim]) -> tuple[str, str, float] | None:
    """The matter of "denied it": the nearest claim before that its topic names, else the nearest of violence."""
    before = [c for c in page if c.trigger.start < denial.trigger.start]
    before = [c for c in before if denial.sentence - c.sentence <= _SPOKEN_LIMIT]
    topic = content_words(f"{denial.topic or ''} {denial.sentence_evidence.exact}")
    named = [c for c in before if content_words(c.trigger.exact) & topic]
    near = [c for c in before if denial.sentence - c.sentence <= 2 and (c.type in linked_types().general or c.counts)]
    for found, words in ((named, "the denial names it"), (near, "the nearest happening before the denial")):
        if found:
            return found[-1].id, f"denied on the same page: {words}", 0.6 if found is named else 0.4
    return None
