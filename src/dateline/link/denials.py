"""Denials matched with the incidents that they deny: they contradict a claim of it and never report it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dateline.ids import content_id
from dateline.link.archive import Archive
from dateline.link.blocking import candidates
from dateline.link.compare import Judgement, across, within
from dateline.link.facts import Facts, facts_of, merged
from dateline.link.incidents import ACROSS_THRESHOLD, BY, WITHIN_THRESHOLD
from dateline.link.kinds import GENERAL, Kinds
from dateline.link.words import content_words
from dateline.records import Claim, Incident, Link

_SPOKEN_LIMIT = 12  # sentences back in which a denial's matter is looked for


def is_denial(claim: Claim, kinds: Kinds) -> bool:
    """True for a claim that a happening did not take place, and for the act of denying."""
    if claim.type == "denial":
        return claim.status == "actual"
    event = kinds.ontology.event(claim.type)
    return claim.status == "denied" and (event.makes_incident or claim.type == "toll")


def find_denials(archive: Archive, kinds: Kinds) -> Iterator[Link]:
    """A contradicts link from each denial to the claim that it denies, in the order of the denials."""
    denials = [claim for claim in archive.all_claims() if is_denial(claim, kinds)]
    facts = {claim.id: facts_of(claim, archive.article_of(claim)) for claim in archive.claims.values()}
    elsewhere = _elsewhere([d for d in denials if d.type != "denial"], archive, facts, kinds)
    pages: dict[str, list[Claim]] = defaultdict(list)
    for claim_id in archive.incident_of:
        pages[archive.claims[claim_id].article_id].append(archive.claims[claim_id])
    for denial in denials:
        page = sorted(pages[denial.article_id], key=archive.key)
        found = _spoken(denial, page) if denial.type == "denial" else _told(denial, page, facts, kinds)
        found = found or elsewhere.get(denial.id)
        if found is not None:
            denied, reason, score = found
            key = content_id("lnk", "contradicts", denial.id, denied)
            yield Link(key, "contradicts", denial.id, denied, "suggested", BY, (reason,), score)


def _told(
    denial: Claim, page: Sequence[Claim], facts: Mapping[str, Facts], kinds: Kinds
) -> tuple[str, str, float] | None:
    """The claim of the same page that fits best what is denied."""
    judged = [(within(facts[denial.id], facts[claim.id], kinds), claim) for claim in page]
    fitting = [(j, c) for j, c in judged if j.veto is None and j.score > WITHIN_THRESHOLD]
    if not fitting:
        return None
    best, claim = max(fitting, key=lambda item: (item[0].score, item[1].id))
    return claim.id, f"denied on the same page: {'; '.join(best.reasons[:3])}", 0.8


def _spoken(denial: Claim, page: Sequence[Claim]) -> tuple[str, str, float] | None:
    """The matter of "denied it": the nearest claim before that its topic names, else the nearest of violence."""
    before = [c for c in page if c.trigger.start < denial.trigger.start]
    before = [c for c in before if denial.sentence - c.sentence <= _SPOKEN_LIMIT]
    topic = content_words(f"{denial.topic or ''} {denial.sentence_evidence.exact}")
    named = [c for c in before if content_words(c.trigger.exact) & topic]
    near = [c for c in before if denial.sentence - c.sentence <= 2 and (c.type in GENERAL or c.counts)]
    for found, words in ((named, "the denial names it"), (near, "the nearest happening before the denial")):
        if found:
            return found[-1].id, f"denied on the same page: {words}", 0.6 if found is named else 0.4
    return None


def _elsewhere(
    denials: Sequence[Claim], archive: Archive, facts: Mapping[str, Facts], kinds: Kinds
) -> dict[str, tuple[str, str, float]]:
    """For each denial the incident of other pages that fits best."""
    incidents = list(archive.linking.incidents)
    sides = [merged([facts[claim_id] for claim_id in i.claim_ids]) for i in incidents]
    start = len(sides)
    sides += [facts[denial.id] for denial in denials]
    best: dict[str, tuple[Judgement, Incident]] = {}
    for a, b in candidates(sides, kinds):
        if a < start <= b:
            judgement = across(sides[a], sides[b], kinds)
            denial = denials[b - start]
            if judgement.veto is None and judgement.score > ACROSS_THRESHOLD:
                known = best.get(denial.id)
                if known is None or (judgement.score, incidents[a].id) > (known[0].score, known[1].id):
                    best[denial.id] = judgement, incidents[a]
    return {
        denial_id: (incident.claim_ids[0], f"denies what other pages tell: {'; '.join(j.reasons[:3])}", 0.6)
        for denial_id, (j, incident) in best.items()
    }
