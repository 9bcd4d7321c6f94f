"""What is new, changed or contradicted since a day: the weekly work of whoever follows a conflict.

Nothing is linked anew: the incidents are those of the whole ledger, and their claims are split into those of recent
pages and those known before. Copies bring nothing new and are only counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dateline.link.archive import Archive
from dateline.link.facts import page_day
from dateline.link.independence import independence_of
from dateline.link.numbers import shown
from dateline.link.views.common import is_own, place_of
from dateline.link.views.holdings import spans
from dateline.link.views.speech import threats
from dateline.link.views.tolls import TollRow, toll_table
from dateline.link.views.totals import running_totals
from dateline.records import Claim, Incident

KINDS = (
    "new-incident",
    "contradicted",
    "corrected",
    "toll",
    "corroborated",
    "more-claims",
    "repeated",
    "control",
    "running-total",
    "threat",
)
Recent = Callable[[Claim], bool]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that recent pages changed: about what, in a sentence, by which claims."""

    kind: str
    subject_id: str  # incident, or the claim itself where it belongs to none
    words: str
    claim_ids: tuple[str, ...]


def since_day(archive: Archive, day: dt.date) -> Recent:
    """Claims of pages published on or after a day; a page without a day is never recent."""

    def recent(claim: Claim) -> bool:
        published = page_day(archive.article_of(claim))
        return published is not None and published >= day

    return recent


def changes(archive: Archive, recent: Recent) -> tuple[Change, ...]:
    """Every change by incident in time order, then what concerns no incident."""
    out: list[Change] = []
    for incident in archive.linking.incidents:
        found = [*_against(incident, archive, recent), *_of_incident(incident, archive, recent)]
        out += sorted(found, key=lambda c: KINDS.index(c.kind))
    return (*out, *_control(archive, recent), *_totals(archive, recent), *_threats(archive, recent))


def _of_incident(incident: Incident, archive: Archive, recent: Recent) -> list[Change]:
    """What recent claims of the incident bring."""
    claims = archive.claims_of(incident)
    new, old = [c for c in claims if recent(c)], [c for c in claims if not recent(c)]
    ids = tuple(claim.id for claim in new)
    if not new:
        return []
    if not old:
        return [Change("new-incident", incident.id, independence_of(new, archive).words, ids)]
    own = [claim for claim in new if is_own(claim, archive)]
    if not own:
        return [Change("repeated", incident.id, f"{len(new)} claims of copies, which say nothing new", ids)]
    found = [*_toll(incident, old, archive), *_standing(incident, old, new, archive)]
    if found:
        return found
    return [Change("more-claims", incident.id, independence_of(own, archive).words, tuple(c.id for c in own))]


def _against(incident: Incident, archive: Archive, recent: Recent) -> list[Change]:
    """What recent claims contradict or correct, denials of the incident among them."""
    names = {"contradicts": "contradicted", "corrects": "corrected"}
    return [
        Change(names[link.kind], incident.id, link.reasons[0], (link.subject_id, claim_id))
        for claim_id in incident.claim_ids
        for link in archive.links_to.get(claim_id, ())
        if link.kind in names and link.status != "rejected" and recent(archive.claims[link.subject_id])
    ]


def _toll(incident: Incident, old: Sequence[Claim], archive: Archive) -> list[Change]:
    """Figures that are new, and those that replaced a claimant's earlier one."""
    before = toll_table([replace(incident, claim_ids=tuple(c.id for c in old))], archive)
    known = {_row_key(row): row for row in before.rows}
    out = []
    for row in toll_table([incident], archive).rows:
        was = known.get(_row_key(row))
        whom = f" {row.group}" if row.group else ""
        now = f"{shown(row.number)}{whom} {row.measure} according to {row.claimant}"
        if was is None:
            out.append(Change("toll", incident.id, f"{now}: a figure that was not given before", row.claim_ids))
        elif was.number != row.number:
            out.append(Change("toll", incident.id, f"{now}, {shown(was.number)} before", row.claim_ids))
    return out


def _row_key(row: TollRow) -> tuple[str, str, tuple[str, ...], bool]:
    return row.measure, row.claimant_key, row.group_key, row.part


def _standing(incident: Incident, old: Sequence[Claim], new: Sequence[Claim], archive: Archive) -> list[Change]:
    was = independence_of(old, archive).n_independent_groups
    now = independence_of([*old, *new], archive)
    if now.n_independent_groups <= was:
        return []
    words = f"{now.n_independent_groups} independent groups, {was} before: {now.words}"
    return [Change("corroborated", incident.id, words, tuple(claim.id for claim in new))]


def _control(archive: Archive, recent: Recent) -> list[Change]:
    out = []
    for span in spans(archive):
        begun = [c for c in span.claim_ids[:1] if recent(archive.claims[c])]
        ended = [c for c in span.ended_by if recent(archive.claims[c])]
        disputed = [c for c in span.disputed_by if recent(archive.claims[c])]
        told = ", ".join(span.claimants)
        if begun:
            words = f"{span.place}: {span.holder} ({span.basis} {span.since}) according to {told}"
            out.append(Change("control", begun[0], words, tuple(begun)))
        if ended:
            words = f"{span.place}: {span.holder} no longer, {span.how_ended}, {span.until}"
            out.append(Change("control", ended[0], words, tuple(ended)))
        if disputed:
            words = f"{span.place}: {span.holder}'s hold is disputed"
            out.append(Change("control", disputed[0], words, tuple(disputed)))
    return out


def _totals(archive: Archive, recent: Recent) -> list[Change]:
    return [
        Change(
            "running-total",
            row.claim_id,
            f"{shown(row.number)} {row.measure} according to {row.claimant}: {row.change}"
            + (f", {shown(row.before)} before" if row.before is not None else ""),
            (row.claim_id,),
        )
        for row in running_totals(archive)
        if recent(archive.claims[row.claim_id]) and row.change != "same"
    ]


def _threats(archive: Archive, recent: Recent) -> list[Change]:
    out = []
    for row in threats(archive):
        if recent(archive.claims[row.claim_id]):
            where = place_of(archive.claims[row.claim_id])
            whom = f" {', '.join(row.addressees)}" if row.addressees else ""
            at = f" ({where[1]})" if where else ""
            out.append(
                Change("threat", row.claim_id, f"{row.speaker}: {row.type} {row.status}{whom}{at}", (row.claim_id,))
            )
    return out
