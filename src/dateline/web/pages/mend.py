"""Mending a claim field by field, and adding one that the machine did not find."""

from __future__ import annotations

import functools
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.guide import MEASURES, SCOPES, SPAN_ROLES, STATUSES, TYPES
from dateline.link.views.common import filled, words_of
from dateline.protocols import Gazetteer, GazetteerEntry
from dateline.records import Claim, Place
from dateline.report.values import type_words
from dateline.store import judging
from dateline.store.judging import Overtaken
from dateline.web.desk import desk_of
from dateline.web.mending import PERSON, Mending, mended, new_claim, words_at
from dateline.web.pages.home import back, keep_who
from dateline.web.pages.review import overtaken_page, said_of
from dateline.web.security import Form, form_of

router = APIRouter(include_in_schema=False)
Posted = Annotated[Form, Depends(form_of)]
_CANDIDATES = 12
_PRECISION = {
    "country": "country",
    "admin1": "admin1",
    "admin2": "admin2",
    "region": "region",
    "water": "sea",
}


@functools.cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process."""
    return open_gazetteer()


@router.get("/claims/{claim_id}/mend")
def form(request: Request, claim_id: str) -> HTMLResponse:
    """Every field of a claim, to be changed."""
    desk = desk_of(request)
    ledger = desk.ledger()
    with ledger.snapshot():
        state = judging.state_of(ledger, claim_id)
        words = request.query_params.get("place", "") or _place_words(state.claim)
        found = gazetteer().candidates(words)[:_CANDIDATES] if words else ()
        return desk.page(
            request,
            "mend.html",
            title=f"Mend: {state.claim.trigger.exact}",
            state=state,
            claim=state.claim,
            types=[(name, type_words(name)) for name in TYPES],
            statuses=[(name, name) for name in STATUSES],
            roles=[(name, name) for name in (*SPAN_ROLES, "time")],
            measures=[(name, name) for name in MEASURES],
            scopes=[(name, name) for name in SCOPES],
            candidates=[(f"{entry.id}|{words}", _entry_words(entry)) for entry in found],
            place_words=words,
            back=request.query_params.get("back", f"/claims/{state.claim.id}"),
        )


@router.post("/claims/{claim_id}/mend")
def send(request: Request, claim_id: str, fields: Posted) -> Response:
    """The claim as mended; where somebody was faster, their decision is shown and this one can be sent again."""
    desk = desk_of(request)
    ledger = desk.ledger()
    said = said_of(fields)
    state = judging.state_of(ledger, claim_id)
    claim = mended(Mending(state.claim, ledger.article(state.claim.article_id), fields, _find))
    try:
        judging.mend(ledger, claim, said)
    except Overtaken as overtaken:
        return overtaken_page(desk, request, claim_id, fields, overtaken.decision)
    return keep_who(RedirectResponse(back(fields), 303), said.who)


@router.get("/claims-new")
def new(request: Request) -> HTMLResponse:
    """A new claim on words of a page: its type and status are asked for."""
    desk = desk_of(request)
    ledger = desk.ledger()
    query = request.query_params
    article = ledger.article(query.get("article", ""))
    trigger = words_at(article, query.get("words", "")[:500], query.get("start", ""))
    return desk.page(
        request,
        "new.html",
        title="A new claim",
        article=article,
        trigger=trigger,
        types=[(name, type_words(name)) for name in TYPES],
        statuses=[(name, name) for name in STATUSES],
    )


@router.post("/claims-new")
def add(request: Request, fields: Posted) -> Response:
    """The claim added; then its other fields can be filled."""
    ledger = desk_of(request).ledger()
    said = said_of(fields)
    article = ledger.article(fields.get("article", ""))
    trigger = words_at(article, fields.get("words", ""), fields.get("start", ""))
    claim = new_claim(article, trigger, fields)
    judging.add(ledger, claim, said)
    return keep_who(RedirectResponse(f"/claims/{claim.id}/mend", 303), said.who)


def _place_words(claim: Claim) -> str:
    found = filled(claim, "place")
    return words_of(found[0])[:120] if found else ""


def _entry_words(entry: GazetteerEntry) -> str:
    where = ", ".join(part for part in (entry.admin1, entry.country) if part)
    return f"{entry.name} ({entry.kind}{', ' if where else ''}{where}; {entry.lat:.2f}, {entry.lon:.2f})"


def _find(choice: str) -> Place | None:
    """A place of the gazetteer that a person chose, by its id and the words it was looked up by."""
    ident, _, words = choice.partition("|")
    entry = next((e for e in gazetteer().candidates(words) if e.id == ident), None) if words else None
    if entry is None:
        return None
    return Place(
        name=words,
        label=entry.name,
        gazetteer_id=entry.id,
        lat=entry.lat,
        lon=entry.lon,
        extent_km=entry.extent_km,
        precision=_PRECISION.get(entry.kind, "settlement"),
        country=entry.country,
        admin1=entry.admin1,
        basis=PERSON,
        reasons=("chosen by a person from the gazetteer",),
    )
