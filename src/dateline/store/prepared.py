"""Pages and claims as the rows of a ledger, made before they are put into one, by whatever process read the page."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from dateline.ids import sha256_bytes
from dateline.records import ActorRef, Article, Capture, Claim, Number, Place, Unresolved, When, Why
from dateline.store.database import Row
from dateline.store.rows import article_row, capture_row, claim_entities, claim_row, pack, storable

_HARM: Final = frozenset(("killed", "wounded", "casualties", "abducted", "missing"))
_NO_DAY: Final = frozenset((Why.NO_ANCHOR, Why.AMBIGUOUS, Why.UNREADABLE, Why.CONFLICTING))
_NO_PLACE: Final = frozenset((Why.AMBIGUOUS, Why.UNKNOWN_NAME, Why.CONFLICTING))
_DOUBT: Final = 0.2  # for a day or a place that was looked for in vain
_WORDS: Final = 80  # characters of a claimant who is known by words only
_LOWER: Final = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)  # as SQLite's lower()


class ClaimRow(NamedTuple):
    """A claim as rows. A place's position is written as it is stored by whoever stores it."""

    claim: Row  # the columns of `claims` but for the number
    facets: Row  # of `claim_facets`: day, type, status, country, place, precision, lat, lon, claimant, harm, doubt
    place: Row | None  # of `place_counts`: place, precision, lat, lon, label, extent, country
    entities: tuple[Row, ...]  # of `claim_entities`
    actors: tuple[Row, ...]  # of `entities`


@dataclass(frozen=True, slots=True)
class PageRows:
    """A page as rows."""

    address: str
    raw: Row
    capture: Row
    article: Row
    claims: tuple[ClaimRow, ...]


def page_rows(capture: Capture, data: bytes, article: Article, claims: Iterable[Claim]) -> PageRows:
    """A page with its claims as rows; raises ValueError where they do not belong together."""
    claims = tuple(claims)
    if article.capture_id != capture.id or any(claim.article_id != article.id for claim in claims):
        raise ValueError(f"capture {capture.id}, article {article.id} and claims do not belong together")
    if sha256_bytes(data) != capture.sha256:
        raise ValueError(f"the bytes of {capture.address} are not those of its capture")
    rows = tuple(map(prepared, claims))
    raw = (capture.sha256, pack(data))
    return PageRows(capture.address, raw, capture_row(capture), article_row(article), rows)


def prepared(claim: Claim) -> ClaimRow:
    """A claim as rows."""
    place = claim.place if isinstance(claim.place, Place) else None
    spot = (place.gazetteer_id, place.precision, place.lat, place.lon) if place else ("", "", None, None)
    country = (place.country or "") if place else ""
    day = claim.when.earliest or claim.when.latest if isinstance(claim.when, When) else None
    said = (_claimant(claim), _harm(claim), _doubt(claim))
    return ClaimRow(
        claim_row(claim),
        (day.isoformat() if day else "", claim.type, claim.status, country, *spot, *said),
        (*spot, place.label, place.extent_km, country) if place else None,
        tuple(dict.fromkeys(claim_entities(claim))),
        tuple(dict.fromkeys((one.entity_id, one.name, one.kind, one.country or "") for one in _actors(claim))),
    )


def _actors(claim: Claim) -> Iterator[ActorRef]:
    claimants = (one.actor for joint in claim.attribution.chain for one in joint)
    for actor in (*(filler.actor for filler in claim.fillers), *claimants):
        if isinstance(actor, ActorRef):
            yield actor


def _claimant(claim: Claim) -> str:
    """Who is first to vouch: the entity, else the words in which it is named."""
    chain = claim.attribution.chain
    if not chain:
        return "own-voice"
    first = chain[0][0] if chain[0] else None
    if first is not None and isinstance(first.actor, ActorRef):
        return first.actor.entity_id
    if first is None or first.evidence is None:
        return "unnamed"
    return "words:" + storable((first.refers_to or first.evidence).exact.translate(_LOWER))[:_WORDS]


def _harm(claim: Claim) -> int:
    """The largest count of people harmed in the happening."""
    numbers = (c.number for c in claim.counts if c.scope == "incident" and c.measure in _HARM)
    figures = ((n.point, n.low, n.high) for n in numbers if isinstance(n, Number))
    return max((next((n for n in some if n is not None), 0) for some in figures), default=0)


def _doubt(claim: Claim) -> float:
    """From 0, sure, to 1."""
    no_day = isinstance(claim.when, Unresolved) and claim.when.why in _NO_DAY
    no_place = isinstance(claim.place, Unresolved) and claim.place.why in _NO_PLACE
    return min(1.0, 1.0 - claim.confidence + _DOUBT * no_day + _DOUBT * no_place)
