"""Check a claim: a pasted sentence, what was read in it, and what the ledger holds of the same, earliest first."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline.errors import ConfigError
from dateline.records import Claim
from dateline.report.values import number_words, place_words, type_words, when_words
from dateline.store.ledger import Ledger
from dateline.store.parts import Part
from dateline.web.book import DeskBook, line
from dateline.web.checking import LONGEST, Checked, check_against, read_pasted
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
    if text:
        coded = read_pasted(text, day_of(words), desk.reader)
        with ledger.snapshot():
            names = "names" in request.state.cookies.get(CARE, "")
            read = [_shown(found, ledger, names) for found in check_against(ledger, coded.claims)]
    return desk.page(request, "check.html", title="Check a claim", text=text, day=words, read=read, longest=LONGEST)


def day_of(words: str) -> dt.date | None:
    """A day of a form; raises ConfigError."""
    try:
        return dt.date.fromisoformat(words) if words else None
    except ValueError as problem:
        raise ConfigError(f"{words[:20]!r} is no day as 2021-03-14") from problem


def _shown(found: Checked, ledger: Ledger, names: bool) -> dict[str, Any]:
    book = DeskBook(Part(ledger, [match.claim.id for match in found.matches]))
    matches = [
        {
            "line": line(match.claim, book, names=names),
            "fields": match.fields,
            "incidents": ledger.incidents_of(match.claim.id),
        }
        for match in found.matches
    ]
    return {"words": claim_words(found.claim), "trigger": found.claim.trigger.exact, "matches": matches}


def claim_words(claim: Claim) -> str:
    """A claim in a line: type, status, counts, place, day."""
    counts = ", ".join(f"{number_words(c.number)} {c.measure}" for c in claim.counts)
    status = "" if claim.status == "actual" else f", {claim.status}"
    parts = [type_words(claim.type) + status, counts, place_words(claim.place), when_words(claim.when)]
    return "; ".join(part for part in parts if part)
