"""Running totals by claimant over time: what is counted over many events, never added to any incident."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.link.archive import Archive
from dateline.link.claimants import Voice
from dateline.link.figures import Figure, figures_of
from dateline.link.views.common import days_of, is_own, place_of, voices
from dateline.records import Claim, Number


@dataclass(frozen=True, slots=True)
class RunningTotal:
    """One claimant's total as stated on one page: over which days and where, as far as the claim says."""

    claimant: str
    claimant_key: str
    measure: str
    group: str | None
    number: Number
    words: str
    stated: str | None  # day of the page
    earliest: str | None
    latest: str | None
    place: str | None
    claim_id: str


def running_totals(archive: Archive) -> tuple[RunningTotal, ...]:
    """Every cumulative count by claimant, measure and group, in the order in which it was stated; copies left out."""
    rows = [
        _row(claim, found, voice, archive)
        for claim in archive.all_claims()
        if claim.status == "actual" and is_own(claim, archive)
        for found in figures_of(claim, "cumulative")
        for voice in voices(claim, archive)
    ]
    return tuple(sorted(rows, key=lambda r: (r.claimant_key, r.measure, r.group or "", r.stated or "9999", r.claim_id)))


def _row(claim: Claim, found: Figure, voice: Voice, archive: Archive) -> RunningTotal:
    earliest, latest = days_of(claim)
    place = place_of(claim)
    return RunningTotal(
        claimant=voice.name,
        claimant_key=voice.key,
        measure=found.measure,
        group=found.group_words,
        number=found.number,
        words=found.evidence.exact,
        stated=archive.day_of(claim),
        earliest=earliest,
        latest=latest,
        place=place[1] if place else None,
        claim_id=claim.id,
    )
