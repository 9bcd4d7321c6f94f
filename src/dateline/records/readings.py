"""What a reader hands over, and claims before anybody asked whom or what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records.common import Evidence
from dateline.records.pages import Quality


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled span: actor, population, place, time, quantity, weapon, facility, source, cue, hedge, pronoun."""

    sentence: int
    start: int
    end: int
    kind: str
    score: float
    found_by: str
    entity_id: str | None = None  # a candidate from an alias table, not a resolution


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that name an event, its type and status."""

    sentence: int
    start: int
    end: int
    type: str
    status: str
    score: float
    found_by: str
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class RoleLink:
    """A mention fills a role of a trigger. Both are positions in the reading's tuples."""

    trigger: int
    mention: int
    role: str
    score: float


@dataclass(frozen=True, slots=True)
class CountLink:
    """A quantity mention counts something of a trigger."""

    trigger: int
    mention: int  # the counted phrase ("at least 12 villagers")
    measure: str
    scope: str  # incident, cumulative
    whose: str | None  # the group as stated
    score: float


@dataclass(frozen=True, slots=True)
class SourceLink:
    """Who vouches for a trigger: links of the chain, innermost first; each link may be joint. `unnamed` = source=?."""

    trigger: int
    chain: tuple[tuple[int, ...], ...]  # mention positions
    cue: int | None
    manner: str  # quoted, paraphrased, unattributed
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reader found in one article, in text order."""

    reader: str  # name/version
    mentions: tuple[Mention, ...]
    triggers: tuple[Trigger, ...]
    roles: tuple[RoleLink, ...]
    counts: tuple[CountLink, ...]
    sources: tuple[SourceLink, ...]
    qualities: tuple[Quality, ...] = ()  # marks that the reader puts on the page


@dataclass(frozen=True, slots=True)
class DraftFiller:
    """A role's filler before anybody asked whom or what it means."""

    role: str
    evidence: Evidence
    refers_to: Evidence | None


@dataclass(frozen=True, slots=True)
class DraftCount:
    """A counted phrase before its number is read."""

    measure: str
    scope: str
    evidence: Evidence
    whose: str | None
    part_of: bool
    additional: bool


@dataclass(frozen=True, slots=True)
class DraftClaimant:
    """One claimant's words; no evidence: nobody is named."""

    evidence: Evidence | None
    refers_to: Evidence | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as assembled from a reading, before resolving."""

    sentence: int
    sentence_evidence: Evidence
    type: str
    status: str
    trigger: Evidence
    fillers: tuple[DraftFiller, ...]
    counts: tuple[DraftCount, ...]
    chain: tuple[tuple[DraftClaimant, ...], ...]
    manner: str
    cue: Evidence | None
    topic: str | None
    confidence: float
    found_by: str
