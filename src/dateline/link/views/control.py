"""Who holds what: control, seizure, withdrawal and handover by place in time order, with who says so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.link.archive import Archive
from dateline.link.views.common import days_of, is_own, parties, place_of, voices
from dateline.records import Claim, Place

TYPES = frozenset({"control", "seizure", "withdrawal", "handover"})


@dataclass(frozen=True, slots=True)
class Hold:
    """One claim about a place: who holds or took it, who lost it. `disputed_by`: claims of others that name another."""

    place: str
    place_key: str
    type: str
    status: str  # actual or denied
    holders: tuple[str, ...]  # after it; empty: not said
    losers: tuple[str, ...]
    earliest: str | None
    latest: str | None
    stated: str | None  # day of the page: it was so by then
    claimants: tuple[str, ...]
    claimant_keys: tuple[str, ...]
    claim_id: str
    disputed_by: tuple[str, ...] = ()


def who_holds_what(archive: Archive) -> tuple[Hold, ...]:
    """Claims about places by place, then day (that of the page where none is stated); copies left out."""
    rows = [row for claim in archive.all_claims() if is_own(claim, archive) for row in _rows(claim, archive)]
    rows.sort(key=lambda r: (r.place_key, r.earliest or r.latest or r.stated or "9999", r.claim_id))
    return tuple(replace(row, disputed_by=tuple(o.claim_id for o in rows if _disputes(row, o))) for row in rows)


def _rows(claim: Claim, archive: Archive) -> list[Hold]:
    place = place_of(claim)
    if claim.type not in TYPES or claim.status not in ("actual", "denied") or place is None or _is_vast(claim):
        return []
    actors, targets = parties(claim), parties(claim, "target")
    holders, losers = {
        "control": (actors, ()),
        "seizure": (actors, targets),
        "withdrawal": ((), actors),
        "handover": (targets, actors),
    }[claim.type]
    earliest, latest = days_of(claim)
    found = voices(claim, archive)
    return [
        Hold(
            place=place[1],
            place_key=place[0],
            type=claim.type,
            status=claim.status,
            holders=holders,
            losers=losers,
            earliest=earliest,
            latest=latest,
            stated=archive.day_of(claim),
            claimants=tuple(voice.name for voice in found),
            claimant_keys=tuple(voice.key for voice in found),
            claim_id=claim.id,
        )
    ]


def _is_vast(claim: Claim) -> bool:
    """True where the place is a country or a sea: no claim of the news says who holds all of it."""
    return isinstance(claim.place, Place) and claim.place.precision in ("country", "sea")


def _disputes(row: Hold, other: Hold) -> bool:
    """Another claimant, the same place and day: another holder, or the same one denied."""
    if row.place_key != other.place_key or set(row.claimant_keys) & set(other.claimant_keys):
        return False
    if not _same_day(row, other) or not row.holders or not other.holders:
        return False
    same = {h.lower() for h in row.holders} & {h.lower() for h in other.holders}
    return bool(same) if row.status != other.status else not same and row.status == "actual"


def _same_day(row: Hold, other: Hold) -> bool:
    """Days that overlap; a claim without a day is about the day of its page."""
    spans = []
    for r in (row, other):
        low, high = r.earliest or r.latest or r.stated, r.latest or r.earliest or r.stated
        if low is None or high is None:
            return False
        spans.append((low, high))
    return max(low for low, _ in spans) <= min(high for _, high in spans)
