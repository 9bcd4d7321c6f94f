"""Review: the queue by doubt or importance, decisions on claims, blind verdicts, the log."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import ConfigError
from dateline.records import Decision
from dateline.store import judging
from dateline.store.judging import Overtaken, Said
from dateline.store.ledger import Ledger
from dateline.store.parts import Part
from dateline.store.rows import read
from dateline.web.desk import CARE, Desk, desk_of, reviewer
from dateline.web.pages.claims import claim_parts, part_file
from dateline.web.pages.home import back, keep_who
from dateline.web.security import Form, form_of

router = APIRouter(include_in_schema=False)
Posted = Annotated[Form, Depends(form_of)]
ORDERS: Final = {"doubt": "by doubt", "harm": "by number of people harmed"}
_QUEUE: Final = """
SELECT f.number, f.{order}, c.id, f.type, f.status, c.sentence, f.doubt, f.harm FROM claim_facets f
JOIN claims c ON c.number = f.number WHERE f.judged = '' {after} ORDER BY f.{order} DESC, f.number DESC LIMIT ?"""
_BLIND: Final = "AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.claim_id = c.id AND r.who = ?)"
_LOG: Final = "SELECT number, id, record FROM decisions WHERE number < ? {test} ORDER BY number DESC LIMIT ?"
_PEOPLE: Final = "AND record ->> '$.action' NOT IN ('link', 'add-article', 'refuse-input')"
_DECIDED: Final = """
SELECT DISTINCT j.article_id FROM claim_judgements j WHERE NOT EXISTS (
    SELECT 1 FROM claims c JOIN claim_facets f ON f.number = c.number
    WHERE c.article_id = j.article_id AND f.judged = '')
ORDER BY j.article_id LIMIT ?"""
_PAGES = 500  # in one file
_CURSOR = re.compile(r"([0-9.]{1,20})~(\d{1,18})")
_SHOWN = 12


@router.get("/review")
def review(request: Request) -> HTMLResponse:
    """The first claim of the queue with what can be done, and the claims after it."""
    desk = desk_of(request)
    query = request.query_params
    order = query.get("by", "doubt") if query.get("by") in ORDERS else "doubt"
    blind = query.get("blind") == "1"
    ledger, who = desk.ledger(), reviewer(request)
    with ledger.snapshot():
        rows = _queue(ledger, order, query.get("after", ""), who if blind else None)
        here = f"/review?by={order}" + ("&blind=1" if blind else "")
        first = rows[0] if rows else None
        following = f"{here}&after={first[1]}~{first[0]}" if first else here
        names = "names" in request.state.cookies.get(CARE, "")
        shown = claim_parts(ledger, first[2], who, names=names) if first else {"parts": {}}
        return desk.page(
            request,
            "review.html",
            title="Review",
            order=order,
            orders=ORDERS,
            blind=blind,
            queue=rows[1:],
            first=first,
            next=following,
            after_acting=here + (f"&after={query['after']}" if query.get("after") else ""),
            agreements=judging.agreements(ledger),
            **shown["parts"],
        )


def _queue(ledger: Ledger, order: str, cursor: str, blind: str | None) -> list[tuple[Any, ...]]:
    found = _CURSOR.fullmatch(cursor)
    tests: str = ""
    values: list[object] = []
    if found:
        tests, values = f"AND (f.{order}, f.number) < (?, ?)", [float(found[1]), int(found[2])]
    if blind is not None:
        tests, values = f"{tests} {_BLIND}", [*values, blind]
    sql = _QUEUE.format(order=order, after=tests)
    return list(ledger.database.rows(sql, (*values, _SHOWN)))


@router.post("/claims/{claim_id}/decide")
def decide(request: Request, claim_id: str, form: Posted) -> Response:
    """One decision on a claim; where somebody was faster, their decision is shown and nothing is lost."""
    desk = desk_of(request)
    ledger = desk.ledger()
    said = said_of(form)
    try:
        _act(ledger, claim_id, form.get("act", ""), said)
    except Overtaken as overtaken:
        return overtaken_page(desk, request, claim_id, form, overtaken.decision)
    return keep_who(RedirectResponse(back(form), 303), said.who)


def _act(ledger: Ledger, claim_id: str, act: str, said: Said) -> Decision:
    plain = {"accept": judging.accept, "reject": judging.reject, "undo": judging.undo, "note": judging.note}
    if act in plain:
        return plain[act](ledger, claim_id, said)
    kind, _, verdict = act.partition(":")
    if kind == "review":
        return judging.review(ledger, claim_id, verdict, said)
    raise ConfigError(f"nothing is done for {act!r}; choose accept, reject, undo, note or a verdict")


def said_of(form: Form) -> Said:
    """Who decides, why, and what they saw last; raises ConfigError where no name is given."""
    who = form.get("who", "").strip()[:80]
    if not who:
        raise ConfigError("a decision needs your name: write it into the field beside the buttons, or into Settings")
    seen = form.get("seen", "")
    return Said(who, form.get("why", "").strip()[:2000], int(seen) if seen.isdigit() else None)


def overtaken_page(desk: Desk, request: Request, subject: str, form: Form, decision: Decision) -> HTMLResponse:
    """What somebody else decided meanwhile, and one's own act to be sent again or left."""
    ledger = desk.ledger()
    with ledger.snapshot():
        state = judging.state_of(ledger, subject)
        return desk.page(
            request,
            "overtaken.html",
            409,
            title="Somebody was faster",
            state=state,
            other=decision,
            decisions=list(ledger.decisions(state.claim.id)),
            fields=[(k, v) for k, v in form.items() if k not in ("csrf", "seen")],
            action=request.url.path,
            go_on=back(form),
        )


@router.get("/decisions.dat")
def annotation(request: Request) -> Response:
    """Pages on which people decided on every claim, as annotation: what may be trained on."""
    ledger = desk_of(request).ledger()
    with ledger.snapshot():
        pages = [row[0] for row in ledger.database.rows(_DECIDED, (_PAGES,))]
        claims = [claim.id for page in pages for claim in ledger.claims_of(page)]
        return part_file(Part(ledger, claims, pages), "dat", "decided")


@router.get("/decisions")
def decisions(request: Request) -> HTMLResponse:
    """The log, newest first: people's decisions, or with `all=1` the machine's rows too."""
    desk = desk_of(request)
    ledger = desk.ledger()
    query = request.query_params
    every = query.get("all") == "1"
    before = int(query["after"]) if query.get("after", "").isdigit() and len(query["after"]) < 18 else 1 << 62
    rows = list(ledger.database.rows(_LOG.format(test="" if every else _PEOPLE), (before, 51)))
    found = [(row[0], read(Decision, row[1], row[2])) for row in rows[:50]]
    more = f"/decisions?after={found[-1][0]}" + ("&all=1" if every else "") if len(rows) > 50 else ""
    return desk.page(
        request, "decisions.html", title="Decisions", decisions=[d for _, d in found], every=every, next=more
    )
