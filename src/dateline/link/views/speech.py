"""Statements and threats by speaker: speech acts, and violence that somebody urges or threatens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.knowledge.linking import linked_types
from dateline.knowledge.ontology import load_ontology
from dateline.link.archive import Archive
from dateline.link.views.common import days_of, is_own, parties, voice_names
from dateline.records import Claim

THREATENING = frozenset({"threat", "incitement"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One speech act, or one act that a speaker urges: never a happening of the act spoken of."""

    speaker: str
    type: str  # the speech act, or the act that is urged
    status: str
    addressees: tuple[str, ...]
    topic: str | None
    sentence: str
    stated: str | None  # day of the page
    earliest: str | None
    latest: str | None
    claimants: tuple[str, ...]  # who reports it
    claim_id: str


def statements(archive: Archive, types: Iterable[str] | None = None) -> tuple[Statement, ...]:
    """What is said, by speaker and day; copies left out. `types` limits it to some speech acts."""
    wanted = frozenset(types) if types is not None else None
    found = [c for c in archive.all_claims() if is_own(c, archive) and (_is_speech(c) or _is_urged(c))]
    rows = [row for c in found if wanted is None or c.type in wanted for row in _rows(c, archive)]
    return tuple(sorted(rows, key=lambda r: (r.speaker.lower(), r.stated or "9999", r.claim_id)))


def threats(archive: Archive) -> tuple[Statement, ...]:
    """Threats, calls for violence, and violence urged, by speaker and day; a call to free somebody is none."""
    return tuple(row for row in statements(archive) if row.type in THREATENING or _is_violence_urged(row))


def _is_violence_urged(row: Statement) -> bool:
    return row.status == "urged" and row.type not in linked_types().harmless


def _is_speech(claim: Claim) -> bool:
    return claim.type in load_ontology().speech_acts and claim.status == "actual"


def _is_urged(claim: Claim) -> bool:
    event = load_ontology().event(claim.type)
    return claim.status == "urged" and event.family in ("armed-violence", "remote-violence", "captivity")


def _rows(claim: Claim, archive: Archive) -> list[Statement]:
    """For a speech act the speaker is its actor; for an urged act, whoever vouches, since the actor would do it."""
    names = voice_names(claim, archive)
    speakers = (parties(claim) or names) if _is_speech(claim) else names
    earliest, latest = days_of(claim)
    return [
        Statement(
            speaker=speaker,
            type=claim.type,
            status=claim.status,
            addressees=parties(claim, "target"),
            topic=claim.topic,
            sentence=claim.sentence_evidence.exact,
            stated=archive.day_of(claim),
            earliest=earliest,
            latest=latest,
            claimants=names,
            claim_id=claim.id,
        )
        for speaker in speakers
    ]
