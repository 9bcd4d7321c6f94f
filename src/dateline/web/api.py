"""The JSON interface: everything the pages show, reading only, lists paged by cursor, described by OpenAPI."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from dateline import jobs
from dateline.checking import check_statement
from dateline.codec import dumps
from dateline.errors import ConfigError
from dateline.link.independence import independence_of
from dateline.link.views.changes import changes, since_day
from dateline.link.views.choices import RULES, choose
from dateline.link.views.dealings import network
from dateline.link.views.grades import grade_incident
from dateline.link.views.holdings import holders_on
from dateline.link.views.speech import statements as statement_rows
from dateline.link.views.tolls import toll_table
from dateline.link.views.totals import running_totals
from dateline.records import Decision, Unresolved
from dateline.store.browse import Filter, count_claims, facets, find_claims
from dateline.store.facts import Wanted, list_incidents
from dateline.store.grades import grades_of
from dateline.store.parts import Part, by_number, incident_part
from dateline.store.rows import read
from dateline.store.tallies import places, timeline, totals
from dateline.web.book import DeskBook
from dateline.web.desk import desk_of
from dateline.web.pages import actors as actor_pages
from dateline.web.pages import overview as overview_pages
from dateline.web.pages import views as view_pages
from dateline.web.pages.check import day_of
from dateline.web.pages.incidents import competing, worked_out

router = APIRouter(prefix="/api/v1", tags=["ledger"])
Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=100, description="`next` of the answer before")]
_LAYERS = 6  # types that the time line tells apart; the others are one


def plain(noun: object) -> Any:
    """A noun, a row of a view, or several, as JSON has it."""
    if isinstance(noun, list | tuple):
        return [plain(item) for item in noun]
    if isinstance(noun, dict):
        return {str(key): plain(value) for key, value in noun.items()}
    if isinstance(noun, dt.date):
        return noun.isoformat()
    if dataclasses.is_dataclass(noun) and not isinstance(noun, type):
        if type(noun).__module__ == "dateline.records":
            return json.loads(dumps(noun))
        return {field.name: plain(getattr(noun, field.name)) for field in dataclasses.fields(noun)}
    return noun


def answer(body: Any) -> JSONResponse:
    """An answer whose characters JSON carries whatever they are."""
    return _Ascii(plain(body))


class _Ascii(JSONResponse):
    def render(self, content: Any) -> bytes:
        return json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode("ascii")


@router.get("/overview")
def overview(request: Request) -> JSONResponse:
    """How much the ledger holds."""
    desk = desk_of(request)
    return answer({"counts": desk.kept(("totals",), lambda: totals(desk.ledger().database))})


def filter_of(request: Request) -> Filter:
    """The filter that an address asks for, by the fields of the claims page."""
    return Filter.of(request.query_params)


@router.get(
    "/claims",
    description="Claims, newest day first; the filter fields of the claims page: " + ", ".join(Filter.__slots__),
)
def claims(request: Request, limit: Limit = 50, after: Cursor = None) -> JSONResponse:
    """Claims that a filter lets through."""
    desk, wanted = desk_of(request), filter_of(request)
    ledger = desk.ledger()
    with ledger.snapshot():
        found = find_claims(ledger.database, wanted, after, limit)
        n, exact = desk.kept(("count", wanted), lambda: count_claims(ledger.database, wanted))
    rows = [{"claim": row.claim, "judged": row.judged} for row in found.rows]
    return answer({"claims": rows, "count": n, "count_is_exact": exact, "next": found.next})


@router.get("/facets")
def facet_counts(request: Request) -> JSONResponse:
    """The commonest values of each facet; `narrow`: counted over the filtered list, else over the whole ledger."""
    desk, wanted = desk_of(request), filter_of(request)
    found = desk.kept(("facets", wanted), lambda: facets(desk.ledger().database, wanted))
    return answer({"facets": {name: dict(values) for name, values in found.values.items()}, "narrow": found.narrow})


@router.get("/claims/{claim_id}")
def claim(request: Request, claim_id: str) -> JSONResponse:
    """One claim with its links, incidents and decisions."""
    ledger = desk_of(request).ledger()
    with ledger.snapshot():
        found = ledger.claim(claim_id)
        body = {
            "claim": found,
            "incidents": ledger.incidents_of(found.id),
            "links": list(ledger.links_of(found.id)),
            "decisions": list(ledger.decisions(found.id)),
        }
    return answer(body)


@router.get("/articles/{article_id}")
def article(request: Request, article_id: str) -> JSONResponse:
    """A page: text, lines, header, capture, claims."""
    ledger = desk_of(request).ledger()
    with ledger.snapshot():
        body = {
            "article": ledger.article(article_id),
            "capture": ledger.capture_of(article_id),
            "claims": list(ledger.claims_of(article_id)),
        }
    return answer(body)


@router.get("/incidents")
def incidents(
    request: Request,
    limit: Limit = 50,
    after: Cursor = None,
    order: Annotated[str, Query(pattern="^(day|killed)$")] = "day",
) -> JSONResponse:
    """Incidents newest first or by toll; fields type, country, place, since, until, groups, against."""
    desk = desk_of(request)
    ledger = desk.ledger()
    query = request.query_params
    wanted = Wanted(**{name: query.get(name, "")[:80] for name in Wanted.__slots__})
    first, _, second = (after or "").partition("~")
    keys = (first, second) if second and (order == "day" or first.isdigit()) else None
    with ledger.snapshot():
        rows = list(list_incidents(ledger.database, wanted, order, keys, limit + 1))
        shown = [worked_out(desk, ledger, row) for row in rows[:limit]]
    last = shown[-1] if shown else None
    more = f"{last.killed_high if order == 'killed' else last.day}~{last.id}" if last and len(rows) > limit else None
    return answer({"incidents": shown, "next": more})


@router.get("/incidents/{incident_id}")
def incident(request: Request, incident_id: str) -> JSONResponse:
    """One incident: claims, independence, tolls by claimant, every view's figure, grade, links, decisions."""
    ledger = desk_of(request).ledger()
    with ledger.snapshot():
        found = ledger.incident(incident_id)
        archive = incident_part(ledger, found).archive()
        here = next(one for one in archive.linking.incidents if one.id == found.id)
        table = toll_table([here], archive)
        measures = list(dict.fromkeys(row.measure for row in table.rows))
        body = {
            "incident": found,
            "claims": archive.claims_of(here),
            "independence": independence_of(archive.claims_of(here), archive),
            "tolls": table.rows,
            "views": {m: {rule: _chosen(choose(table, rule, m, archive)) for rule in RULES} for m in measures},
            "grade": grade_incident(here, archive, grades_of(ledger)),
            "links": archive.linking.links,
            "decisions": [d for d in ledger.decisions(found.id) if d.action != "link"],
        }
    return answer(body)


def _chosen(found: object) -> Any:
    return {"unresolved": found.detail} if isinstance(found, Unresolved) else found


@router.get("/incidents/{incident_id}/places")
def incident_places(request: Request, incident_id: str) -> JSONResponse:
    """The places that an incident's claims name, and who names them."""
    ledger = desk_of(request).ledger()
    with ledger.snapshot():
        found = ledger.incident(incident_id)
        book = DeskBook(incident_part(ledger, found))
        here = next(one for one in book.incidents if one.id == found.id)
        return answer({"places": competing(here, book)})


@router.get("/map")
def map_places(request: Request) -> JSONResponse:
    """Claims by place: position, extent and precision; `whole` is false where only a part was counted."""
    desk, wanted = desk_of(request), filter_of(request)
    spots, whole = desk.kept(("places", wanted), lambda: places(desk.ledger().database, wanted))
    rows = [
        {
            "id": at.place_id,
            "words": f"{at.label} ({at.precision.replace('-', ' ')})",
            "lat": round(at.lat, 3),
            "lon": round(at.lon, 3),
            "km": at.extent_km,
            "precision": at.precision,
            "country": at.country,
            "n": at.n,
        }
        for at in spots
    ]
    return answer({"places": rows, "whole": whole})


@router.get("/timeline")
def time_line(request: Request) -> JSONResponse:
    """Claims by day or month, the commonest types apart."""
    desk, wanted = desk_of(request), filter_of(request)
    found = desk.kept(("time", wanted), lambda: timeline(desk.ledger().database, wanted))
    times = sorted({at for at, _, _ in found.counts})
    by_type: Counter[str] = Counter()
    for _, kind, n in found.counts:
        by_type[kind] += n
    named = [kind for kind, _ in sorted(by_type.items(), key=lambda item: (-item[1], item[0]))[:_LAYERS]]
    layers = {name: [0] * len(times) for name in (*named, *(["others"] if len(by_type) > _LAYERS else []))}
    position = {at: index for index, at in enumerate(times)}
    for at, kind, n in found.counts:
        layers[kind if kind in named else "others"][position[at]] += n
    series = [{"name": name.replace("-", " "), "counts": counts} for name, counts in layers.items()]
    return answer({"unit": found.unit, "times": times, "series": series, "whole": found.whole})


@router.get("/actors")
def actors(request: Request, limit: Limit = 50, after: Cursor = None) -> JSONResponse:
    """Entities, those in most claims first."""
    rows, following = actor_pages.listed(
        desk_of(request).ledger(), request.query_params.get("q", ""), after or "", limit
    )
    names = ("id", "name", "kind", "country", "claims", "roles")
    return answer({"actors": [dict(zip(names, row, strict=True)) for row in rows], "next": following})


@router.get("/actors/{entity_id:path}")
def actor(request: Request, entity_id: str, since: str = "", until: str = "") -> JSONResponse:
    """One entity: what is known of it, its newest claims, and whom it deals with."""
    ledger = desk_of(request).ledger()
    with ledger.snapshot():
        row = actor_pages.entity(ledger, entity_id)
        numbers = actor_pages.newest(ledger, entity_id, day_of(since), day_of(until))
        archive = by_number(ledger, numbers).archive()
        edges = [e for e in network(archive) if entity_id in (e.subject_id, e.object_id)]
        body = {
            "entity": dict(zip(("id", "name", "kind", "country"), row, strict=True)),
            "known": actor_pages.known(entity_id),
            "claims": archive.all_claims(),
            "dealings": edges,
        }
    return answer(body)


@router.get("/control")
def control(request: Request, day: str) -> JSONResponse:
    """Who holds which place on a day, as claims say."""
    wanted = day_of(day)
    if wanted is None:
        raise ConfigError("day: is missing; give one as 2021-03-14")
    ledger = desk_of(request).ledger()
    with ledger.snapshot():
        archive = Part(ledger, view_pages.of_types(ledger, view_pages.CONTROL, request)).archive()
        return answer({"day": wanted, "spans": holders_on(archive, wanted)})


@router.get("/totals")
def running(request: Request) -> JSONResponse:
    """Running totals by claimant, in the order in which they were stated."""
    ledger = desk_of(request).ledger()
    with ledger.snapshot():
        return answer({"totals": running_totals(Part(ledger, view_pages.cumulative(ledger, request)).archive())})


@router.get("/statements")
def statements(request: Request) -> JSONResponse:
    """Threats, calls, denials and other speech acts by speaker."""
    ledger = desk_of(request).ledger()
    with ledger.snapshot():
        return answer(
            {
                "statements": statement_rows(
                    Part(ledger, view_pages.of_types(ledger, view_pages.speech_types(), request)).archive()
                )
            }
        )


@router.get("/new")
def new(request: Request, since: str) -> JSONResponse:
    """What pages published since a day brought."""
    day = day_of(since)
    if day is None:
        raise ConfigError("since: is missing; give a day as 2021-03-14")
    ledger = desk_of(request).ledger()
    with ledger.snapshot():
        archive = overview_pages.part_since(ledger, day)[0].archive()
        return answer({"since": day, "changes": changes(archive, since_day(archive, day))})


@router.get("/check")
def check(request: Request, text: Annotated[str, Query(max_length=5_000)], day: str = "") -> JSONResponse:
    """A sentence read like any text, and what the ledger holds of the same happening, earliest first."""
    desk = desk_of(request)
    ledger = desk.ledger()
    with ledger.snapshot():
        found, _ = check_statement(jobs.machine(desk.reader), ledger, text, day_of(day))
        return answer({"claims": found.claims})


@router.get("/decisions")
def decisions(request: Request, limit: Limit = 50, after: Annotated[int | None, Query(ge=1)] = None) -> JSONResponse:
    """The log, newest first."""
    ledger = desk_of(request).ledger()
    sql = "SELECT number, id, record FROM decisions WHERE number < ? ORDER BY number DESC LIMIT ?"
    rows = list(ledger.database.rows(sql, (after or 1 << 62, limit + 1)))
    found = [read(Decision, row[1], row[2]) for row in rows[:limit]]
    return answer({"decisions": found, "next": rows[limit - 1][0] if len(rows) > limit else None})
