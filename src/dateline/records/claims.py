"""Claims, and the values that fill them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from dateline.records.common import Evidence, Unresolved


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An entity that a mention means, on the date of the story."""

    entity_id: str
    name: str
    kind: str
    country: str | None  # ISO 3166-1 alpha-2
    basis: str  # alias, alias in phrase, office on date, title and name, country and forces, described, local ...
    reasons: tuple[str, ...] = ()  # what decided, in words: the name, the office on the day, others it might have been


@dataclass(frozen=True, slots=True)
class Place:
    """A point with an honest extent. `precision` is the ladder of EXPORTS 1.11."""

    name: str  # as stated
    label: str  # as the gazetteer calls it
    gazetteer_id: str
    lat: float
    lon: float
    extent_km: float  # radius
    precision: str  # exact, settlement, near-settlement, admin2, admin1, region, country, sea
    country: str | None
    admin1: str | None
    basis: str  # event-place, dateline, inferred
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends included; None at an end means open."""

    earliest: dt.date | None
    latest: dt.date | None
    precision: str  # day, days, week, month, season, year, longer, open
    basis: str  # stated, publication, dateline, text
    anchor: dt.date | None  # the day that relative words were counted from
    words: str
    reasons: tuple[str, ...] = field(default=(), compare=False)  # what decided, in words


@dataclass(frozen=True, slots=True)
class Number:
    """A number as stated: bounds, never invented. `value` is the guide's form (25, >=25, ~200, dozens)."""

    low: int | None
    high: int | None
    point: int | None
    quantifier: str  # exact, at_least, more_than, at_most, fewer_than, about, range, vague, zero_stated
    vague: str | None  # the guide's vague word, where there is one
    value: str
    reasons: tuple[str, ...] = field(default=(), compare=False)  # what decided, in words: no part of the number


@dataclass(frozen=True, slots=True)
class Filler:
    """One filler of one role, as written, with what a pronoun or bare noun stands for, and whom or what it means."""

    role: str
    evidence: Evidence
    refers_to: Evidence | None
    actor: ActorRef | Unresolved | None  # None: the role is not filled by actors
    place: Place | Unresolved | None
    when: When | Unresolved | None


@dataclass(frozen=True, slots=True)
class Count:
    """A counted fact: what was counted, how many, over what, of whom."""

    measure: str
    number: Number | Unresolved
    scope: str  # incident, cumulative
    evidence: Evidence
    group_as_stated: str | None
    part_of: bool  # "including three children": a part, not an addition
    additional: bool  # "another five"


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who vouches: the words, what they refer to, and whom they mean. No evidence: nobody is named (`source=?`)."""

    evidence: Evidence | None
    refers_to: Evidence | None
    actor: ActorRef | Unresolved
    is_party: bool | None  # speaks of its own deeds; None: not known


@dataclass(frozen=True, slots=True)
class Attribution:
    """According to whom: links innermost first (A, as reported by B), each link one or more joint claimants."""

    chain: tuple[tuple[Claimant, ...], ...]
    manner: str  # own-voice, quoted, paraphrased, unattributed
    cue: Evidence | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion in one article: the atom of the ledger."""

    id: str
    article_id: str
    sentence: int
    sentence_evidence: Evidence
    type: str
    status: str
    trigger: Evidence
    fillers: tuple[Filler, ...]
    counts: tuple[Count, ...]
    attribution: Attribution
    when: When | Unresolved
    place: Place | Unresolved
    topic: str | None
    confidence: float
    found_by: str
