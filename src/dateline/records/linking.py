"""Across documents: copies, incidents, links, decisions and runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.records.claims import Place
from dateline.records.common import Unresolved


@dataclass(frozen=True, slots=True)
class CopyMember:
    """One article in a family of copies."""

    article_id: str
    role: str  # original, verbatim, edited, rewritten, stitched, update
    similarity: float  # share of the member's shingles found in the original
    reason: str


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Articles that carry one text. A copy adds no independent group."""

    id: str
    members: tuple[CopyMember, ...]
    agency: str | None


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening in the world, as several claims report it. Values are views over the claims, not stored here."""

    id: str
    type: str
    family: str
    claim_ids: tuple[str, ...]
    earliest: dt.date | None
    latest: dt.date | None
    place: Place | Unresolved
    status: str  # suggested, confirmed
    merged_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A judged relation: claim reports incident, or claim to claim, with its reasons and score."""

    id: str
    kind: str  # reports, corroborates, repeats, updates, corrects, contradicts, overlaps
    subject_id: str
    object_id: str
    status: str  # suggested, confirmed, rejected
    by: str
    reasons: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Decision:
    """A row of the append-only log: who or what decided, when, what changed, before and after, why."""

    id: str
    at_utc: str
    who: str
    action: str  # add-article, refuse-input, link, merge, split, accept, reject, mend, undo
    subject_id: str
    before: str | None  # JSON
    after: str | None  # JSON
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the machine: what read what, with which knowledge."""

    id: str
    version: str
    reader: str
    knowledge_sha256: str
    started_utc: str
    inputs: tuple[str, ...]
    added: int
    skipped: int
    refused: int
