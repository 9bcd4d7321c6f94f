"""Who fights, supports, talks with, threatens or opposes whom, when, according to whom."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.knowledge.dealings import load_dealings
from dateline.knowledge.ontology import load_ontology
from dateline.link.archive import Archive
from dateline.link.independence import independence_of
from dateline.link.turns import turn_of
from dateline.link.views.common import days_of, filled, is_own, voice_names
from dateline.records import ActorRef, Claim


@dataclass(frozen=True, slots=True)
class Tie:
    """One claim that says how two actors stand. `mutual`: both are its actors (a clash, talks)."""

    kind: str
    subject_id: str
    subject: str
    object_id: str
    object: str
    mutual: bool
    type: str
    day: str | None  # first day stated, else the day of the page
    day_is_stated: bool
    claimants: tuple[str, ...]
    claim_id: str
    incident_id: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """Two actors and one kind of dealing over a time: how often, from when to when, on whose word."""

    kind: str
    subject_id: str
    subject: str
    object_id: str
    object: str
    mutual: bool
    first: str | None
    last: str | None
    n_happenings: int  # incidents, and claims that are of none; copies left out
    n_independent_groups: int
    claimants: tuple[str, ...]
    claim_ids: tuple[str, ...]


def ties(archive: Archive) -> tuple[Tie, ...]:
    """Every actual claim that relates two resolved actors, by day (unknown last); copies left out.

    What ends an act or breaks a deal ("lifted its sanctions", "suspended aid", "violated the truce") is no such act.
    """
    kinds = load_dealings()
    found = [
        tie
        for claim in archive.all_claims()
        if claim.type in kinds and claim.status == "actual" and is_own(claim, archive) and not _is_undone(claim)
        for tie in _ties(claim, kinds[claim.type], archive)
    ]
    return tuple(sorted(found, key=lambda t: (t.day or "9999", t.kind, t.subject_id, t.object_id, t.claim_id)))


def network(archive: Archive, start: dt.date | None = None, end: dt.date | None = None) -> tuple[Edge, ...]:
    """The ties of a time, both ends included, by pair and kind; those with most happenings first."""
    low, high = (day.isoformat() if day else None for day in (start, end))
    grouped: dict[tuple[str, str, str, bool], list[Tie]] = defaultdict(list)
    for tie in ties(archive):
        if (low or high) and tie.day is None:
            continue
        if (low is None or (tie.day or "") >= low) and (high is None or (tie.day or "") <= high):
            grouped[tie.kind, tie.subject_id, tie.object_id, tie.mutual].append(tie)
    edges = [_edge(found, archive) for found in grouped.values()]
    return tuple(sorted(edges, key=lambda e: (-e.n_happenings, e.kind, e.subject_id, e.object_id, e.mutual)))


def _is_undone(claim: Claim) -> bool:
    turn = turn_of(claim)
    return turn is not None and turn.name in ("ended", "broken") and not turn.negated


def _ties(claim: Claim, kind: str, archive: Archive) -> Iterator[Tie]:
    actors, targets = _known(claim, "actor"), _known(claim, "target")
    pairs = [(a, b, False) for a in actors for b in targets if a.entity_id != b.entity_id]
    if load_ontology().event(claim.type).two_sided:
        sides = sorted(actors, key=lambda a: a.entity_id)
        pairs += [(a, b, True) for a, b in combinations(sides, 2)]
    stated, last = days_of(claim)
    day = stated or last
    incident = archive.incident_of.get(claim.id)
    for one, other, mutual in pairs:
        yield Tie(
            kind=kind,
            subject_id=one.entity_id,
            subject=one.name,
            object_id=other.entity_id,
            object=other.name,
            mutual=mutual,
            type=claim.type,
            day=day or archive.day_of(claim),
            day_is_stated=day is not None,
            claimants=voice_names(claim, archive),
            claim_id=claim.id,
            incident_id=incident.id if incident else None,
        )


def _known(claim: Claim, role: str) -> list[ActorRef]:
    """Entities and described types ("Unidentified armed group (Mali)") in a role, each once."""
    found = {f.actor.entity_id: f.actor for f in filled(claim, role) if isinstance(f.actor, ActorRef)}
    return list(found.values())


def _edge(found: Sequence[Tie], archive: Archive) -> Edge:
    first = found[0]
    days = sorted(tie.day for tie in found if tie.day)
    claim_ids = tuple(dict.fromkeys(tie.claim_id for tie in found))
    return Edge(
        kind=first.kind,
        subject_id=first.subject_id,
        subject=first.subject,
        object_id=first.object_id,
        object=first.object,
        mutual=first.mutual,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        n_happenings=len({tie.incident_id or tie.claim_id for tie in found}),
        n_independent_groups=independence_of([archive.claims[c] for c in claim_ids], archive).n_independent_groups,
        claimants=tuple(dict.fromkeys(name for tie in found for name in tie.claimants)),
        claim_ids=claim_ids,
    )
