"""Actors: the list, and one with names, roles, deeds, what was done to it, what it says, and whom it deals with."""

from __future__ import annotations

import datetime as dt
import urllib.parse
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from dateline.errors import ConfigError
from dateline.knowledge.actors import load_actors
from dateline.link.views.dealings import Edge, network
from dateline.store.ledger import Ledger, NoSuchRecord
from dateline.store.merging import merge_entities, unmerge_entities
from dateline.store.parts import by_number
from dateline.web.book import DeskBook, line
from dateline.web.charts import Net, around
from dateline.web.desk import CARE, desk_of
from dateline.web.pages.home import keep_who
from dateline.web.pages.review import said_of
from dateline.web.security import Form, form_of

router = APIRouter(include_in_schema=False)
Posted = Annotated[Form, Depends(form_of)]
_SHOWN = 60
_LOOKED_AT = 120  # the newest claims of an actor that its page looks at
_AROUND = 14
_LIST: Final = """
SELECT e.id, e.name, e.kind, e.country, n.n FROM entity_counts n JOIN entities e ON e.id = n.entity_id
WHERE n.role = '' AND n.n > 0 {test} AND (n.n, n.entity_id) < (?, ?) ORDER BY n.n DESC, n.entity_id DESC LIMIT ?"""
_ROLES: Final = "SELECT role, n FROM entity_counts WHERE entity_id = ? AND role <> '' AND n > 0 ORDER BY role"
_NEWEST: Final = """
SELECT DISTINCT number FROM (
    SELECT number FROM entity_claims WHERE entity_id = ? {test} ORDER BY day DESC, number DESC LIMIT ?)"""
_MERGED: Final = "SELECT one, into_id, decision_id FROM entity_merges WHERE one = ? OR into_id = ? ORDER BY one"
_ROLE_NAMES = {
    "actor": "what it is said to have done",
    "target": "what is said to have been done to it",
    "claimant": "what it claims",
}


@router.get("/actors")
def actors(request: Request) -> HTMLResponse:
    """Everybody who is known by name, those in most claims first."""
    desk = desk_of(request)
    ledger = desk.ledger()
    q = request.query_params.get("q", "").strip()[:100]
    rows, following = listed(ledger, q, request.query_params.get("after", ""), _SHOWN)
    more = f"/actors?after={following}" + (f"&q={urllib.parse.quote(q)}" if q else "") if following else ""
    return desk.page(request, "actors.html", title="Actors", rows=rows, q=q, next=more)


def listed(ledger: Ledger, q: str, after: str, limit: int) -> tuple[list[tuple[Any, ...]], str | None]:
    """Id, name, kind, country, claims and roles of those whose name holds some words; and the next cursor."""
    n, _, ident = after.partition("~")
    keys = (int(n), ident) if n.isdigit() and len(n) < 15 else (1 << 62, "")
    test, values = ("AND e.name LIKE ? ESCAPE '\\'", [f"%{_escaped(q)}%"]) if q else ("", [])
    rows = list(ledger.database.rows(_LIST.format(test=test), (*values, *keys, limit + 1)))
    shown = [(*row, dict(ledger.database.rows(_ROLES, (row[0],)))) for row in rows[:limit]]
    return shown, f"{rows[limit - 1][4]}~{rows[limit - 1][0]}" if len(rows) > limit else None


def entity(ledger: Ledger, entity_id: str) -> tuple[str, ...]:
    """Id, name, kind and country; raises NoSuchRecord."""
    row = ledger.database.first("SELECT id, name, kind, country FROM entities WHERE id = ?", (entity_id,))
    if row is None:
        raise NoSuchRecord(f"the ledger names no actor {entity_id[:80]!r}; the list of actors has all")
    return row


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


@router.get("/actors/{entity_id:path}")
def actor(request: Request, entity_id: str) -> HTMLResponse:
    """One actor, over all time or between two days."""
    desk = desk_of(request)
    ledger = desk.ledger()
    since, until = (_day(request.query_params.get(name, "")) for name in ("since", "until"))
    with ledger.snapshot():
        row = entity(ledger, entity_id)
        book = DeskBook(by_number(ledger, newest(ledger, entity_id, since, until)))
        names = "names" in request.state.cookies.get(CARE, "")
        edges = [e for e in network(book.archive) if entity_id in (e.subject_id, e.object_id)]
        return desk.page(
            request,
            "actor.html",
            title=row[1],
            entity=row,
            known=known(entity_id),
            merged=list(ledger.database.rows(_MERGED, (entity_id, entity_id))),
            counts=dict(ledger.database.rows(_ROLES, (entity_id,))),
            chapters=_chapters(entity_id, book, names),
            edges=edges[:60],
            net=_net(entity_id, edges),
            since=since or "",
            until=until or "",
            looked_at=len(book.claims),
            most=_LOOKED_AT,
        )


@router.post("/actors-merge")
def merge(request: Request, form: Posted) -> RedirectResponse:
    """Two actors made one, or a merge taken back (`undo`: its decision)."""
    ledger = desk_of(request).ledger()
    said = said_of(form)
    if form.get("undo"):
        subject = unmerge_entities(ledger, form["undo"], said).subject_id
        return keep_who(RedirectResponse(f"/actors/{urllib.parse.quote(subject)}", 303), said.who)
    merge_entities(ledger, form.get("one", ""), form.get("into", "").strip(), said)
    return keep_who(RedirectResponse(f"/actors/{urllib.parse.quote(form['into'].strip())}", 303), said.who)


def _day(words: str) -> dt.date | None:
    if not words:
        return None
    try:
        return dt.date.fromisoformat(words)
    except ValueError as problem:
        raise ConfigError(f"{words[:20]!r} is no day as 2021-03-14") from problem


def newest(ledger: Ledger, entity_id: str, since: dt.date | None, until: dt.date | None) -> list[int]:
    """The numbers of an actor's newest claims within a time."""
    tests, values = "", []
    for test, day in ((" AND day >= ?", since), (" AND day <= ? AND day > ''", until)):
        if day:
            tests += test
            values.append(day.isoformat())
    rows = ledger.database.rows(_NEWEST.format(test=tests), (entity_id, *values, _LOOKED_AT))
    return [row[0] for row in rows]


def known(entity_id: str) -> dict[str, Any] | None:
    """What the list of actors says: other names and dated roles."""
    found = load_actors().by_id.get(entity_id)
    return found.model_dump(exclude_none=True, exclude_defaults=True) if found else None


def _chapters(entity_id: str, book: DeskBook, names: bool) -> list[tuple[str, str, list[Any]]]:
    """What it did, what was done to it, what it claims, and what others say in which it is neither of these."""
    found: dict[str, list[Any]] = {}
    for claim in sorted(book.claims, key=lambda c: str(getattr(c.when, "earliest", "") or ""), reverse=True):
        roles = {f.role for f in claim.fillers if getattr(f.actor, "entity_id", None) == entity_id}
        if any(getattr(who.actor, "entity_id", None) == entity_id for link in claim.attribution.chain for who in link):
            roles.add("claimant")
        for role in sorted(roles):
            found.setdefault(role, []).append(line(claim, book, names=names))
    order = ["actor", "target", "claimant", *sorted(set(found) - {"actor", "target", "claimant"})]
    return [(role, _ROLE_NAMES.get(role, f"as {role}"), found[role][:40]) for role in order if role in found]


def _net(entity_id: str, edges: list[Edge]) -> Net | None:
    others: dict[str, tuple[str, str, list[tuple[str, str, int]]]] = {}
    for edge in edges:
        out = edge.subject_id == entity_id
        ident, name = (edge.object_id, edge.object) if out else (edge.subject_id, edge.subject)
        times = "once" if edge.n_happenings == 1 else f"{edge.n_happenings} times"
        who = f"{edge.subject} {edge.kind} {edge.object}" if not edge.mutual else f"{edge.kind}, both sides"
        title = f"{who}: {times}, {edge.n_independent_groups} independent"
        others.setdefault(ident, (name, f"/actors/{ident}", []))[2].append((edge.kind, title, edge.n_happenings))
    return around(list(others.values())[:_AROUND]) if others else None
