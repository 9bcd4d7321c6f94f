"""A claim explained: its words, each value with the characters it was read from, what decided, what it is linked to."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.export.values import chain_words
from dateline.records import (
    ActorRef,
    Article,
    Claim,
    Claimant,
    Count,
    Evidence,
    Filler,
    Number,
    Place,
    Published,
    Unresolved,
    When,
)
from dateline.store.ledger import Ledger


def explain_claim(ledger: Ledger, claim_id: str) -> str:
    """The explanation as plain text; raises ConfigError where no claim, or more than one, has that id."""
    claim = ledger.claim(claim_id)
    article = ledger.article(claim.article_id)
    return "\n".join(
        [
            *_head(claim, article, ledger),
            *_values(claim),
            *_chain(claim),
            *_links(claim, ledger),
            f"confidence {claim.confidence:.2f}, found by {claim.found_by}",
        ]
    )


def explain_incident(ledger: Ledger, incident_id: str) -> str:
    """An incident with its claims, page by page, each in a line or two; raises NoSuchRecord where it is unknown."""
    incident = ledger.incident(incident_id)
    days = dict.fromkeys(str(day or "") for day in (incident.earliest, incident.latest))
    lines = [
        f"{incident.id}: {incident.type}, {incident.status}",
        f"days      {'..'.join(days) or 'no claim states a day'}",
        f"place     {_value(incident.place)}",
    ]
    for claim in map(ledger.claim, incident.claim_ids):
        counts = "; ".join(f"{count.measure} {_bounds(count)}" for count in claim.counts)
        lines.append(f"{claim.id}  {ledger.capture_of(claim.article_id).address}")
        lines.append(
            f"  {claim.type}, {claim.status}{f' ({counts})' if counts else ''}; {chain_words(claim) or 'own voice'}"
        )
        lines.append(f"  {claim.sentence_evidence.exact}")
    return "\n".join(lines)


def _at(evidence: Evidence) -> str:
    return f"{evidence.exact!r} [{evidence.start}:{evidence.end}]"


def _head(claim: Claim, article: Article, ledger: Ledger) -> Iterator[str]:
    capture = ledger.capture_of(article.id)
    published = article.header.published
    day = (
        f"{published.day} ({published.basis}: {published.exact!r})"
        if isinstance(published, Published)
        else f"unresolved: {published.detail}"
    )
    yield f"{claim.id}: {claim.type}, {claim.status}"
    yield f"  {claim.sentence_evidence.exact}"
    yield f"page      {capture.address}, SHA-256 {capture.sha256[:16]}..., published {day}"
    yield f"trigger   {_at(claim.trigger)}"


def _values(claim: Claim) -> Iterator[str]:
    for filler in claim.fillers:
        yield f"{filler.role:<9} {_at(filler.evidence)}{_refers(filler.refers_to)}{_filler(filler)}"
    for count in claim.counts:
        yield f"count     {_at(count.evidence)}: {_count(count)}"
    for name, value in (("when", claim.when), ("where", claim.place)):
        if isinstance(value, Unresolved):
            yield f"{name:<9} unresolved ({value.why}): {value.detail}"


def _refers(evidence: Evidence | None) -> str:
    return f", stands for {_at(evidence)}" if evidence is not None else ""


def _filler(filler: Filler) -> str:
    out = ""
    for value in (filler.actor, filler.place, filler.when):
        out += f"\n            {_value(value)}" if value is not None else ""
    return out


def _value(value: ActorRef | Place | When | Unresolved) -> str:
    if isinstance(value, Unresolved):
        return f"unresolved ({value.why}): {value.detail}"
    if isinstance(value, ActorRef):
        why = "".join(f"\n            - {reason}" for reason in value.reasons)
        return (
            f"is {value.name} ({value.kind}, {value.country or 'no country'}; by {value.basis}) {value.entity_id}{why}"
        )
    if isinstance(value, When):
        anchor = f", counted from {value.anchor}" if value.anchor else ""
        days = f"{value.earliest or ''}..{value.latest or ''}"
        return f"is {days} ({value.precision}; {value.basis}{anchor}){_why(value.reasons)}"
    where = (
        f"{value.lat:.3f}, {value.lon:.3f} within {value.extent_km:g} km"
        if value.precision != "country"
        else "no point"
    )
    reasons = f"; {'; '.join(value.reasons)}" if value.reasons else ""
    return f"is {value.label} {value.gazetteer_id} ({where}; {value.precision}{reasons})"


def _count(count: Count) -> str:
    number = count.number
    if not isinstance(number, Number):
        return f"{count.measure}, unresolved: {number.detail}"
    notes = [note for note, holds in (("a part", count.part_of), ("in addition", count.additional)) if holds]
    whose = f", of {count.group_as_stated!r}" if count.group_as_stated else ""
    told = f"{count.measure} {_bounds(count)} ({number.quantifier}; {', '.join([count.scope, *notes])}{whose})"
    return f"{told}{_why(number.reasons)}"


def _bounds(count: Count) -> str:
    if not isinstance(count.number, Number):
        return "unresolved"
    return "..".join("?" if bound is None else str(bound) for bound in (count.number.low, count.number.high))


def _why(reasons: tuple[str, ...]) -> str:
    return "".join(f"\n            - {reason}" for reason in reasons)


def _chain(claim: Claim) -> Iterator[str]:
    attribution = claim.attribution
    if not attribution.chain:
        yield "source    the outlet's own voice"
    for depth, link in enumerate(attribution.chain):
        for claimant in link:
            yield f"{'source' if depth == 0 else '  via':<9} {_claimant(claimant)}"
    if attribution.cue is not None:
        yield f"cue       {_at(attribution.cue)} ({attribution.manner})"


def _claimant(claimant: Claimant) -> str:
    words = _at(claimant.evidence) if claimant.evidence is not None else "nobody is named"
    party = {True: "; speaks of its own deeds", False: "; not a party", None: ""}[claimant.is_party]
    return f"{words}{_refers(claimant.refers_to)}\n            {_value(claimant.actor)}{party}"


def _links(claim: Claim, ledger: Ledger) -> Iterator[str]:
    incidents = ledger.incidents_of(claim.id)
    if not incidents:
        yield "incident  none"
    for incident_id in incidents:
        yield f"incident  {incident_id}"
    for link in ledger.links_of(claim.id):
        other = link.object_id if link.subject_id == claim.id else link.subject_id
        yield f"{link.kind:<9} {other} ({link.status}, {link.score:.2f}): {'; '.join(link.reasons)}"
