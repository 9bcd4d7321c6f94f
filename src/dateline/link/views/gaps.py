"""Gaps and doubts: what a reader of the ledger should know is missing, thin or contradicted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.link.archive import Archive
from dateline.link.facts import is_after_page
from dateline.link.independence import independence_of
from dateline.link.views.common import voices, words_of
from dateline.records import Claim, Incident, Place, Unresolved, Why

KINDS = (
    "no-day",
    "no-place",
    "no-number",
    "single-claimant",
    "one-group",
    "contradicted-number",
    "contradicted",
    "unresolved-actor",
    "unresolved-place",
    "unreadable-number",
    "unnamed-source",
    "toll-alone",
    "after-page",
)
_HARMFUL = frozenset({"armed-violence", "remote-violence"})


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap or doubt about an incident or a claim, in a sentence."""

    kind: str
    subject_id: str
    words: str


def gaps(archive: Archive) -> tuple[Gap, ...]:
    """Every gap by kind, then by subject."""
    found = [gap for incident in archive.linking.incidents for gap in incident_gaps(incident, archive)]
    found += [gap for claim in archive.claims.values() for gap in _claim_gaps(claim, archive)]
    return tuple(sorted(dict.fromkeys(found), key=lambda g: (KINDS.index(g.kind), g.subject_id, g.words)))


def incident_gaps(incident: Incident, archive: Archive) -> Iterator[Gap]:
    """What is missing or in doubt about one incident."""
    claims = archive.claims_of(incident)
    if incident.earliest is None and incident.latest is None:
        yield Gap("no-day", incident.id, "no claim states a day")
    if not isinstance(incident.place, Place):
        yield Gap("no-place", incident.id, incident.place.detail)
    if incident.family in _HARMFUL and not any(c.scope == "incident" for claim in claims for c in claim.counts):
        yield Gap("no-number", incident.id, "no claim counts anybody; this is not zero")
    found = independence_of(claims, archive)
    if found.n_claimants == 1:
        yield Gap("single-claimant", incident.id, found.words)
    elif found.n_independent_groups == 1:
        yield Gap("one-group", incident.id, found.words)
    for claim in claims:
        for link in archive.links_from.get(claim.id, ()):
            if link.kind == "contradicts":
                number = " against " in link.reasons[0]
                yield Gap("contradicted-number" if number else "contradicted", incident.id, link.reasons[0])


def _claim_gaps(claim: Claim, archive: Archive) -> Iterator[Gap]:
    for filler in claim.fillers:
        if isinstance(filler.actor, Unresolved) and filler.actor.why in (Why.UNKNOWN_NAME, Why.AMBIGUOUS):
            yield Gap("unresolved-actor", claim.id, f"{words_of(filler)!r}: {filler.actor.detail}")
        if isinstance(filler.place, Unresolved) and filler.place.why in (Why.UNKNOWN_NAME, Why.AMBIGUOUS):
            yield Gap("unresolved-place", claim.id, f"{words_of(filler)!r}: {filler.place.detail}")
    for count in claim.counts:
        if isinstance(count.number, Unresolved):
            yield Gap("unreadable-number", claim.id, f"{count.evidence.exact!r}: {count.number.detail}")
    if any(voice.kind == "unnamed" for voice in voices(claim, archive)):
        yield Gap("unnamed-source", claim.id, "somebody is quoted or believed, nobody is named")
    counts = any(count.scope == "incident" for count in claim.counts)
    if claim.type == "toll" and claim.status == "actual" and counts and claim.id not in archive.incident_of:
        yield Gap("toll-alone", claim.id, "a toll that no told happening could be found for")
    if claim.status == "actual" and is_after_page(claim, archive.article_of(claim)):
        yield Gap("after-page", claim.id, "told as having happened, but dated after its page; it makes no incident")
