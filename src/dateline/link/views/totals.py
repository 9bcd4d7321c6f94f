"""Running totals by claimant over time: what is counted over many events, never added to any incident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.link.archive import Archive
from dateline.link.claimants import Voice
from dateline.link.figures import Figure, figures_of
from dateline.link.numbers import is_stated
from dateline.link.views.common import days_of, is_own, place_of, voices
from dateline.records import Claim, Number

CHANGES = ("first", "same", "rise", "jump", "fall", "not comparable")
_JUMP = 1.25  # a total that grew by more than a quarter between two statements asks for a look


@dataclass(frozen=True, slots=True)
class RunningTotal:
    """One claimant's total as stated on one page: over which days and where, as far as the claim says.

    `change` says how it stands to the total that the same claimant stated before it of the same measure, group, place
    and starting day: first, same, rise, jump (more than a quarter), fall, not comparable (vague words).
    """

    claimant: str
    claimant_key: str
    measure: str
    group: str | None
    group_key: tuple[str, ...]
    number: Number
    words: str
    stated: str | None  # day of the page
    earliest: str | None
    latest: str | None
    place: str | None
    claim_id: str
    change: str = "first"
    before: Number | None = None
    before_id: str | None = None


def running_totals(archive: Archive) -> tuple[RunningTotal, ...]:
    """Every cumulative count by claimant, measure and group, in the order in which it was stated; copies left out."""
    rows = [
        _row(claim, found, voice, archive)
        for claim in archive.all_claims()
        if claim.status == "actual" and is_own(claim, archive)
        for found in figures_of(claim, "cumulative")
        for voice in voices(claim, archive)
    ]
    rows.sort(key=lambda r: (r.claimant_key, r.measure, r.group or "", r.stated or "9999", r.claim_id))
    return tuple(_compared(rows))


def _row(claim: Claim, found: Figure, voice: Voice, archive: Archive) -> RunningTotal:
    earliest, latest = days_of(claim)
    place = place_of(claim)
    return RunningTotal(
        claimant=voice.name,
        claimant_key=voice.key,
        measure=found.measure,
        group=found.group_words,
        group_key=tuple(sorted(found.group)),
        number=found.number,
        words=found.evidence.exact,
        stated=archive.day_of(claim),
        earliest=earliest,
        latest=latest,
        place=place[1] if place else None,
        claim_id=claim.id,
    )


def _compared(rows: Iterable[RunningTotal]) -> Iterable[RunningTotal]:
    """Each row with the one before it of its series: a total since another day or of another place is another one."""
    last: dict[tuple[str, str, tuple[str, ...], str | None, str | None], RunningTotal] = {}
    for row in rows:
        series = (row.claimant_key, row.measure, row.group_key, row.place, row.earliest)
        before = last.get(series)
        last[series] = row
        if before is None:
            yield row
        else:
            yield replace(
                row, change=_change(before.number, row.number), before=before.number, before_id=before.claim_id
            )


def _change(before: Number, now: Number) -> str:
    if not (is_stated(before) and is_stated(now)) or before.vague or now.vague:
        return "not comparable"
    old, new = (next(v for v in (n.low, n.point, n.high) if v is not None) for n in (before, now))
    if new == old:
        return "same"
    if new < old:
        return "fall"
    return "jump" if new > old * _JUMP else "rise"
