"""Talks, agreements and truces, those that took place and those that are planned; each happening once."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.link.archive import Archive
from dateline.link.views.common import days_of, is_own, parties, place_of, voice_names
from dateline.records import Claim

TYPES = frozenset({"meeting", "agreement", "ceasefire"})


@dataclass(frozen=True, slots=True)
class Talk:
    """A meeting, agreement or truce as claimed. `incident_id` is None for what has not taken place."""

    type: str
    status: str
    parties: tuple[str, ...]
    topic: str | None
    place: str | None
    earliest: str | None
    latest: str | None
    claimants: tuple[str, ...]
    incident_id: str | None
    claim_ids: tuple[str, ...]


def talks(archive: Archive) -> tuple[Talk, ...]:
    """Talks by day (those without one last), then type."""
    rows: list[Talk] = []
    done: set[str] = set()
    for claim in archive.all_claims():
        if claim.type not in TYPES or not is_own(claim, archive):
            continue
        incident = archive.incident_of.get(claim.id)
        if incident is None:
            rows.append(_talk([claim], archive, None))
        elif incident.id not in done:
            done.add(incident.id)
            claims = [c for c in archive.claims_of(incident) if c.type in TYPES]
            rows.append(_talk(claims, archive, incident.id))
    return tuple(sorted(rows, key=lambda t: (t.earliest or t.latest or "9999", t.type, t.claim_ids)))


def _talk(claims: list[Claim], archive: Archive, incident_id: str | None) -> Talk:
    first = claims[0]
    days = [days_of(claim) for claim in claims]
    earliest, latest = next((d for d in days if d != (None, None)), (None, None))
    places = [place for claim in claims if (place := place_of(claim))]
    return Talk(
        type=first.type,
        status=first.status,
        parties=tuple(dict.fromkeys(name for claim in claims for name in parties(claim))),
        topic=next((claim.topic for claim in claims if claim.topic), None),
        place=places[0][1] if places else None,
        earliest=earliest,
        latest=latest,
        claimants=tuple(dict.fromkeys(name for claim in claims for name in voice_names(claim, archive))),
        incident_id=incident_id,
        claim_ids=tuple(claim.id for claim in claims),
    )
