"""Who is said to have done it: claimed by the party itself, blamed by others, told in a page's own voice, denied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.link.archive import Archive
from dateline.link.claimants import Voice
from dateline.link.views.common import filled, is_own, voices, words_of
from dateline.records import ActorRef, Claim, Filler, Incident

KINDS = ("claimed", "denied", "blamed", "told")


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One party's part in an incident, as some claimants have it.

    `kind`: "claimed" (the party says so of itself), "blamed" (somebody else says so), "told" (the page says so in its
    own voice), "denied" (`by` says that it was not this party, or that it did not happen).
    """

    incident_id: str
    kind: str
    party: str
    party_key: str
    by: tuple[str, ...]
    attributed: tuple[str, ...]  # those of `by` that a page quotes; the others are pages' own voices
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    party: str
    voice: Voice
    claim_id: str


def responsibility(archive: Archive, incidents: Iterable[Incident] | None = None) -> tuple[Responsibility, ...]:
    """The parties of each incident by kind then name; copies left out."""
    found = incidents if incidents is not None else archive.linking.incidents
    return tuple(row for incident in found for row in responsibility_of(incident, archive))


def responsibility_of(incident: Incident, archive: Archive) -> tuple[Responsibility, ...]:
    """The parties of one incident."""
    rows: dict[tuple[str, str], list[_Said]] = defaultdict(list)  # by kind and party
    claims = [claim for claim in archive.claims_of(incident) if is_own(claim, archive)]
    for claim in claims:
        for filler in filled(claim, "actor"):
            key, name = _party(filler)
            kind = _kind(claim, key)
            rows[kind, key] += [_Said(name, voice, claim.id) for voice in voices(claim, archive)]
    for denial, denied in _denials(claims, archive):
        for key, name in _denied(denial, denied):
            rows["denied", key] += [_Said(name, voice, denial.id) for voice in voices(denial, archive)]
    out = [
        Responsibility(
            incident_id=incident.id,
            kind=kind,
            party=found[0].party,
            party_key=key,
            by=tuple(dict.fromkeys(said.voice.name for said in found)),
            attributed=tuple(dict.fromkeys(s.voice.name for s in found if s.voice.kind != "own-voice")),
            claim_ids=tuple(dict.fromkeys(said.claim_id for said in found)),
        )
        for (kind, key), found in rows.items()
    ]
    return tuple(sorted(out, key=lambda r: (KINDS.index(r.kind), r.party_key)))


def _party(filler: Filler) -> tuple[str, str]:
    if isinstance(filler.actor, ActorRef):
        return filler.actor.entity_id, filler.actor.name
    return f"words:{words_of(filler).lower()}", words_of(filler)


def _kind(claim: Claim, party: str) -> str:
    """Whether the claim is the party's own, another's, or the page's."""
    if not claim.attribution.chain:
        return "told"
    own = {who.actor.entity_id for who in claim.attribution.chain[0] if isinstance(who.actor, ActorRef)}
    return "claimed" if party in own else "blamed"


def _denials(claims: Sequence[Claim], archive: Archive) -> list[tuple[Claim, Claim]]:
    """Claims that deny one of these, each with the one that it denies, in order."""
    found = [
        (archive.claims[link.subject_id], claim)
        for claim in claims
        for link in archive.links_to.get(claim.id, ())
        if link.kind == "contradicts" and link.status != "rejected"
    ]
    denials = [(d, claim) for d, claim in found if d.status == "denied" or d.type == "denial"]
    return sorted(denials, key=lambda pair: (archive.key(pair[0]), archive.key(pair[1])))


def _denied(denial: Claim, denied: Claim) -> list[tuple[str, str]]:
    """Whose part is denied: the denier's own for an act of denying, else the denied claim's actors."""
    own = [_party(filler) for filler in filled(denial, "actor")]
    return own or list(dict.fromkeys(_party(filler) for filler in filled(denied, "actor")))
