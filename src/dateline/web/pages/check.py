"""Check a claim: a pasted sentence, what was read in it, and what the ledger holds of the same, earliest first."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline import jobs
from dateline.checking import LONGEST, CheckedClaim, check_statement
from dateline.errors import ConfigError
from dateline.records import Claim
from dateline.report.values import incident_day, number_words, place_words, type_words, when_words
from dateline.store.parts import Part
from dateline.web.book import DeskBook, line
from dateline.web.desk import CARE, desk_of

router = APIRouter(include_in_schema=False)


@router.get("/check")
def check(request: Request) -> HTMLResponse:
    """The form, and for a pasted text (`text`, and `day`, the day it is of) what agrees and what does not."""
    desk = desk_of(request)
    text = request.query_params.get("text", "").strip()[:LONGEST]
    words = request.query_params.get("day", "").strip()
    ledger = desk.ledger()
    read: list[Any] = []
    looked_at = 0
    if text:
        with ledger.snapshot():
            names = "names" in request.state.cookies.get(CARE, "")
            found, archive = check_statement(jobs.machine(desk.reader), ledger, text, day_of(words))
            book = DeskBook(Part(ledger, archive.claims))
            looked_at = len(archive.claims)
            read = [_shown(one, book, names) for one in found.claims]
    return desk.page(
        request, "check.html", title="Check a claim", text=text, day=words, read=read, longest=LONGEST,
        looked_at=looked_at,
    )  # fmt: skip


def day_of(words: str) -> dt.date | None:
    """A day of a form; raises ConfigError."""
    try:
        return dt.date.fromisoformat(words) if words else None
    except ValueError as problem:
        raise ConfigError(f"{words[:20]!r} is no day as 2021-03-14") from problem


def _shown(found: CheckedClaim, book: DeskBook, names: bool) -> dict[str, Any]:
    """A claim of the statement, and the incidents that may be meant, each with its claims, earliest first."""
    of = {incident.id: incident for incident in book.incidents}
    matches = [
        {
            "incident": of[match.incident_id],
            "day": incident_day(of[match.incident_id]),
            "points": match.points,
            "lines": [line(book.archive.claims[ident], book, names=names) for ident in match.claim_ids[:6]],
            "more": max(0, len(match.claim_ids) - 6),
        }
        for match in found.matches[:8]
    ]
    return {"words": claim_words(found.claim), "trigger": found.claim.trigger.exact, "matches": matches}


def claim_words(claim: Claim) -> str:
    """A claim in a line: type, status, counts, place, day."""
    counts = ", ".join(f"{number_words(c.number)} {c.measure}" for c in claim.counts)
    status = "" if claim.status == "actual" else f", {claim.status}"
    parts = [type_words(claim.type) + status, counts, place_words(claim.place), when_words(claim.when)]
    return "; ".join(part for part in parts if part)
