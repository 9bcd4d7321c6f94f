"""Incidents: the list, one incident with its claims side by side, two of them compared, and joining and splitting."""

from __future__ import annotations

import urllib.parse
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from dateline import judgements
from dateline.errors import ConfigError, LedgerError
from dateline.knowledge.guide import TYPES
from dateline.knowledge.ontology import load_ontology
from dateline.link.compare import across
from dateline.link.facts import facts_of as claim_facts
from dateline.link.facts import merged
from dateline.link.independence import independence_of
from dateline.link.kinds import Kinds
from dateline.link.views.choices import RULES, choose
from dateline.link.views.common import parties, voice_names
from dateline.link.views.grades import grade_claim, grade_incident
from dateline.link.views.responsibility import responsibility_of
from dateline.link.views.tolls import TollRow, toll_table
from dateline.records import Incident, Place, Unresolved
from dateline.report.cards import card
from dateline.report.values import incident_day, number_words, place_words, type_words
from dateline.store import judging
from dateline.store.facts import Row, Wanted, ends_words, facts_of, list_incidents
from dateline.store.grades import grades_of
from dateline.store.ledger import Ledger
from dateline.store.parts import Part, incident_part
from dateline.web.book import DeskBook, Line, line
from dateline.web.charts import Axis, Given, axis
from dateline.web.desk import CARE, Desk, desk_of
from dateline.web.pages.claims import part_file
from dateline.web.pages.home import keep_who
from dateline.web.pages.review import said_of
from dateline.web.security import Form, form_of

router = APIRouter(include_in_schema=False)
Posted = Annotated[Form, Depends(form_of)]
_SHOWN = 50
_CANDIDATES = 8
_NEAR = """
SELECT incident_id FROM incident_facts WHERE country = ? AND day BETWEEN date(?, '-4 days') AND date(?, '+4 days')
AND incident_id <> ? ORDER BY abs(julianday(day) - julianday(?)), incident_id LIMIT ?"""


def wanted_of(request: Request) -> Wanted:
    """The incidents that an address asks for."""
    query = request.query_params
    names = ("type", "country", "place", "since", "until", "groups", "against")
    return Wanted(**{name: query.get(name, "").strip()[:80] for name in names})


@router.get("/incidents")
def incidents(request: Request) -> HTMLResponse:
    """The list of incidents, newest first or by toll."""
    desk, wanted = desk_of(request), wanted_of(request)
    ledger = desk.ledger()
    order = "killed" if request.query_params.get("order") == "killed" else "day"
    last = request.query_params.get("after", "").split("~")
    after = (last[0], last[1]) if len(last) == 2 and (order != "killed" or last[0].isdigit()) else None
    with ledger.snapshot():
        rows = list(list_incidents(ledger.database, wanted, order, after, _SHOWN + 1))
        more = len(rows) > _SHOWN
        rows = [worked_out(desk, ledger, row) for row in rows[:_SHOWN]]
    fields = {**{k: v for k, v in vars_of(wanted).items() if v}, **({"order": order} if order == "killed" else {})}
    base = "/incidents?" + urllib.parse.urlencode(fields)
    final = rows[-1] if rows else None
    key = (str(final.killed_high) if order == "killed" else final.day) if final else ""
    return desk.page(
        request,
        "incidents.html",
        title="Incidents",
        rows=rows,
        wanted=wanted,
        order=order,
        types=[(name, type_words(name)) for name in TYPES],
        next=f"{base}&after={key}~{final.id}" if more and final else "",
        first=base if after else "",
    )


def vars_of(wanted: Wanted) -> dict[str, str]:
    """The fields of a wish by name."""
    return {name: str(getattr(wanted, name)) for name in wanted.__slots__}


def worked_out(desk: Desk, ledger: Ledger, row: Row) -> Row:
    """The row with its counts, worked out now where the ledger does not have them yet."""
    if row.groups is not None:
        return row
    facts = desk.kept(("facts", row.id), lambda: facts_of(ledger, ledger.incident(row.id)))
    values = {name: getattr(row, name) for name in row.__slots__}
    return Row(**{**values, **{name: getattr(facts, name) for name in facts.__slots__}})


@router.get("/incidents/{incident_id}")
def incident(request: Request, incident_id: str) -> HTMLResponse:
    """One incident: contradictions first, claims by independent group, numbers on one axis, places, grade, history."""
    desk = desk_of(request)
    ledger = desk.ledger()
    rule = request.query_params.get("rule", "range")
    if rule not in RULES:
        raise ConfigError(f"no view is called {rule!r}; choose one of {', '.join(RULES)}")
    with ledger.snapshot():
        found = ledger.incident(incident_id)
        names = "names" in request.state.cookies.get(CARE, "")
        book = DeskBook(incident_part(ledger, found))
        here = _in_part(found, book)
        return desk.page(
            request,
            "incident.html",
            title=f"{type_words(found.type)}, {place_words(found.place)}",
            incident=found,
            day=incident_day(found),
            card=card(here, book),
            groups=_groups(here, book, names),
            axes=_axes(here, book, rule),
            rule=rule,
            rules=list(RULES),
            places=competing(here, book),
            grade=grade_incident(here, book.archive, grades_of(ledger)),
            grades={c.id: grade_claim(c, book.archive) for c in book.archive.claims_of(here)},
            parts_played=responsibility_of(here, book.archive),
            near=_near(ledger, found),
            decisions=[d for d in ledger.decisions(found.id) if d.action != "link"],
        )


def _in_part(found: Incident, book: DeskBook) -> Incident:
    here = next((one for one in book.incidents if one.id == found.id), None)
    if here is None:
        raise LedgerError(f"{found.id}: its claims are not in the ledger; run `dateline check`")
    return here


@router.get("/incidents/{incident_id}/claims.{kind}")
def file(request: Request, incident_id: str, kind: str) -> Any:
    """The incident's claims as a file."""
    ledger = desk_of(request).ledger()
    with ledger.snapshot():
        return part_file(Part(ledger, ledger.incident(incident_id).claim_ids), kind, "incident")


def _groups(here: Incident, book: DeskBook, names: bool) -> list[dict[str, Any]]:
    """Independent groups with their claims; a copy is folded onto what it copies. Earliest page first."""
    archive = book.archive
    out = []
    for group in independence_of(archive.claims_of(here), archive).groups:
        claims = archive.ordered(archive.claims[claim_id] for claim_id in group.claim_ids)
        own = [claim for claim in claims if archive.twins.original(claim.id) not in group.claim_ids]
        out.append(
            {
                "voices": ", ".join(group.voices),
                "why": group.why,
                "first": book.ref(claims[0]),
                "lines": [line(claim, book, names=names) for claim in own],
                "copies": [line(claim, book, names=names) for claim in claims if claim not in own],
            }
        )
    return out


def _axes(here: Incident, book: DeskBook, rule: str) -> list[tuple[str, Axis, str, str]]:
    """For each measure its axis, the view's figure in words, and the view's reason."""
    table = toll_table([here], book.archive)
    out = []
    for measure in dict.fromkeys(row.measure for row in table.rows):
        rows = [row for row in table.rows if row.measure == measure]
        chosen = choose(table, rule, measure, book.archive)
        given = [_given(row, book) for row in rows]
        if isinstance(chosen, Unresolved):
            out.append((measure, axis(given), "", chosen.detail))
        else:
            out.append((measure, axis(given, chosen.low, chosen.high), ends_words(chosen), chosen.reason))
    return out


def _given(row: TollRow, book: DeskBook) -> Given:
    claim = book.archive.claims[row.claim_ids[0]]
    count = next((c for c in claim.counts if c.measure == row.measure and c.number == row.number), None)
    href = book.href(count.evidence if count else claim.trigger)
    whom = f" ({row.group})" if row.group else ""
    part = " of these" if row.part else ""
    name = "somebody unnamed" if row.claimant_kind == "unnamed" else row.claimant
    return Given(name, row.number, f"{number_words(row.number)}{whom}{part}", href, row.part)


def competing(here: Incident, book: DeskBook) -> list[dict[str, Any]]:
    """The places that the claims name, each with who says so; the incident's own is marked."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    own = here.place.gazetteer_id if isinstance(here.place, Place) else None
    for claim in book.archive.claims_of(here):
        if not isinstance(claim.place, Place):
            continue
        at = found.setdefault(
            (claim.place.gazetteer_id, claim.place.precision), {**spot(claim.place), "by": [], "n": 0}
        )
        at["by"] = list(dict.fromkeys([*at["by"], *voice_names(claim, book.archive)]))[:8]
        at["n"] += 1
        at["own"] = claim.place.gazetteer_id == own
    return sorted(found.values(), key=lambda at: (not at["own"], -at["n"], at["label"]))


def spot(place: Place) -> dict[str, Any]:
    """A place as the map takes it: never finer than its precision."""
    digits = {"exact": 3, "settlement": 2, "near-settlement": 2}.get(place.precision, 1)
    return {
        "label": place.label,
        "words": place_words(place),
        "lat": round(place.lat, digits),
        "lon": round(place.lon, digits),
        "km": place.extent_km,
        "precision": place.precision,
        "country": place.country or "",
    }


def _near(ledger: Ledger, found: Incident) -> list[tuple[str, str]]:
    """Other incidents of the same days and country, that may be the same happening."""
    day = found.earliest or found.latest
    if day is None or not isinstance(found.place, Place) or not found.place.country:
        return []
    at = day.isoformat()
    rows = ledger.database.rows(_NEAR, (found.place.country, at, at, found.id, at, _CANDIDATES))
    out = []
    for (ident,) in rows:
        other = ledger.incident(ident)
        where = other.place.label if isinstance(other.place, Place) else "place not known"
        out.append((ident, f"{type_words(other.type)}, {where}, {incident_day(other)}"))
    return out


# --- comparing, joining, splitting ------------------------------------------------------------------------------------


@router.get("/incidents/{one_id}/with/{other_id}")
def compare(request: Request, one_id: str, other_id: str) -> HTMLResponse:
    """Two incidents side by side: which fields agree, which do not, and what the linker makes of it."""
    desk = desk_of(request)
    ledger = desk.ledger()
    with ledger.snapshot():
        one, other = ledger.incident(one_id), ledger.incident(other_id)
        book = DeskBook(Part(ledger, [*one.claim_ids, *other.claim_ids]))
        sides = [_side(_in_part(each, book), book) for each in (one, other)]
        facts = [
            merged([claim_facts(c, book.article_of(c)) for c in book.archive.claims_of(_in_part(each, book))])
            for each in (one, other)
        ]
        judgement = across(facts[0], facts[1], Kinds(load_ontology()))
        rows = [
            (name, a, b, _agree(a, b)) for (name, a), (_, b) in zip(*(side["fields"] for side in sides), strict=True)
        ]
        return desk.page(
            request, "compare.html", title="Two incidents", one=one, other=other, rows=rows, judgement=judgement,
            quotes=[side["lines"] for side in sides],
        )  # fmt: skip


def _side(each: Incident, book: DeskBook) -> dict[str, Any]:
    claims = book.archive.claims_of(each)
    table = toll_table([each], book.archive)
    fields = [
        ("Type", {type_words(claim.type) for claim in claims}),
        ("Days", {incident_day(each)}),
        ("Place", {claim.place.label for claim in claims if isinstance(claim.place, Place)}),
        ("Actor", {name for claim in claims for name in parties(claim)}),
        ("Hit or affected", {name for claim in claims for name in parties(claim, "target")}),
        ("Figures", {f"{number_words(row.number)} {row.measure}" for row in table.rows}),
        ("According to", {name for claim in claims for name in voice_names(claim, book.archive)}),
        ("Pages", {book.page_name(book.article_of(claim)) for claim in claims}),
    ]
    lines: list[Line] = [line(claim, book, names=False) for claim in claims[:12]]
    return {"fields": [(name, sorted(values)) for name, values in fields], "lines": lines}


def _agree(one: list[str], other: list[str]) -> str:
    if not one or not other:
        return "not stated on one side"
    shared = {a.lower() for a in one} & {b.lower() for b in other}
    return "agree" if shared else "differ"


@router.post("/incidents/{incident_id}/decide")
def decide(request: Request, incident_id: str, form: Posted) -> RedirectResponse:
    """Joined with another, some claims split off, confirmed, set back, noted, or a decision taken back."""
    ledger = desk_of(request).ledger()
    said = said_of(form)
    act = form.get("act", "")
    home = ledger.incident(incident_id).id
    if act == "merge":
        home = judgements.merge(ledger, home, form.get("other", ""), said.who, said.why).subject_id
    elif act == "split":
        chosen = [name[6:] for name in form if name.startswith("claim-")]
        judgements.split(ledger, home, chosen, said.who, said.why)
    elif act in ("confirmed", "suggested"):
        judgements.judge(ledger, home, act, said.who, said.why)
    elif act == "note":
        judging.note(ledger, home, said)
    elif act.startswith("undo:"):
        judgements.undo(ledger, act[5:], said.who, said.why)
    else:
        raise ConfigError(f"nothing is done for {act!r}; choose merge, split, confirmed, suggested, note or undo")
    return keep_who(RedirectResponse(f"/incidents/{ledger.now_called(home)}", 303), said.who)
