"""The overview: map, time line, filters, tolls as ranges, what is new; and the map without scripts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from dateline.errors import ConfigError
from dateline.knowledge.guide import STATUSES, TYPES
from dateline.link.views.changes import changes, since_day
from dateline.records import Place
from dateline.report.geography import country_codes
from dateline.report.maps import Spot, draw
from dateline.report.values import place_words, type_words
from dateline.store.browse import Filter, count_claims, names_of
from dateline.store.facts import Wanted, list_incidents
from dateline.store.ledger import Ledger
from dateline.store.parts import Part
from dateline.store.tallies import Timeline, timeline, totals
from dateline.web.book import DeskBook, Line, line
from dateline.web.charts import Bars, bars
from dateline.web.desk import CARE, desk_of
from dateline.web.mapdata import countries, outlines_json
from dateline.web.pages.claims import PRECISIONS, address, value_words
from dateline.web.pages.incidents import worked_out

router = APIRouter(include_in_schema=False)
_TOP = 8
_DRAWN = 60
_RECENT = 150  # pages that the page of news looks at
_PAGES_SINCE: Final = """
SELECT id FROM articles WHERE day_key >= ? AND day_key < '~' ORDER BY day_key DESC, id LIMIT ?"""
_CLAIMS_OF: Final = """
SELECT c.id, i.incident_id FROM claims c LEFT JOIN incident_claims i ON i.claim_id = c.id WHERE c.article_id = ?"""
_OF_INCIDENT: Final = "SELECT claim_id FROM incident_claims WHERE incident_id = ?"
_LAST_PAGE: Final = "SELECT day_key FROM articles WHERE day_key < '~' ORDER BY day_key DESC LIMIT 1"


@router.get("/")
def overview(request: Request) -> HTMLResponse:
    """All of the ledger, or what a filter lets through, at a glance."""
    desk, wanted = desk_of(request), Filter.of(request.query_params)
    ledger = desk.ledger()
    database = ledger.database
    with ledger.snapshot():
        time = desk.kept(("time", wanted), lambda: timeline(database, wanted))
        n, exact = desk.kept(("count", wanted), lambda: count_claims(database, wanted))
        chosen = Wanted(wanted.type, wanted.country, wanted.place, wanted.since, wanted.until, wanted.groups)
        latest = [worked_out(desk, ledger, row) for row in list_incidents(database, chosen, limit=_TOP)]
        tolls = list_incidents(database, chosen, "killed", limit=_TOP)
        last = database.first(_LAST_PAGE)
        known = names_of(database, [wanted.actor, wanted.claimant])
        stats = desk.kept(("totals",), lambda: totals(database))
    return desk.page(
        request,
        "overview.html",
        title="Overview",
        wanted=wanted,
        stats=stats,
        n=n,
        exact=exact,
        bars=_bars(time, wanted),
        unit=time.unit,
        whole=time.whole,
        data=address("/api/v1/timeline", wanted),
        map_data=address("/api/v1/map", wanted),
        plain_map=address("/map", wanted),
        claims=address("/claims", wanted),
        latest=latest,
        tolls=tolls,
        more_incidents=address("/incidents", wanted),
        last=last[0] if last else "",
        chips=[(f"{k}: {value_words(k, v, known)}", address("/", wanted, **{k: ""})) for k, v in wanted.set().items()],
        types=[(name, type_words(name)) for name in TYPES],
        statuses=[(name, name) for name in STATUSES],
        precisions=[(name, type_words(name)) for name in PRECISIONS],
    )


def _bars(time: Timeline, wanted: Filter) -> Bars:
    counted: Counter[str] = Counter()
    for at, _, n in time.counts:
        counted[at] += n
    return bars([(at, n, address("/", wanted, since=at, until=at)) for at, n in sorted(counted.items())])


@router.get("/static-outlines.json")
def outlines() -> Response:
    """Country outlines as GeoJSON, from the installed file."""
    headers = {"Content-Encoding": "gzip", "Cache-Control": "max-age=86400"}
    return Response(outlines_json(), media_type="application/geo+json", headers=headers)


@router.get("/map")
def plain_map(request: Request) -> HTMLResponse:
    """The map drawn on the server: of an incident's places, or of the newest incidents that a filter lets through."""
    desk = desk_of(request)
    ledger = desk.ledger()
    with ledger.snapshot():
        incident = request.query_params.get("incident")
        spots = list(_incident_spots(ledger, incident) if incident else _listed_spots(ledger, request))
    drawn = draw(spots, countries() if spots else (), country_codes())
    return desk.page(request, "map_page.html", title="Map", map=drawn, n=len(spots))


def _listed_spots(ledger: Ledger, request: Request) -> Any:
    wanted = Filter.of(request.query_params)
    chosen = Wanted(wanted.type, wanted.country, wanted.place, wanted.since, wanted.until, wanted.groups)
    rows = [row for row in list_incidents(ledger.database, chosen, limit=4 * _DRAWN) if row.lat is not None][:_DRAWN]
    for at, row in enumerate(rows, 1):
        place = ledger.incident(row.id).place
        if isinstance(place, Place):
            yield Spot(at, f"/incidents/{row.id}", f"{type_words(row.type)}, {row.day}; {place_words(place)}", place)


def _incident_spots(ledger: Ledger, incident_id: str) -> Any:
    incident = ledger.incident(incident_id)
    book = DeskBook(Part(ledger, incident.claim_ids))
    seen: set[str] = set()
    for claim in book.claims:
        if isinstance(claim.place, Place) and claim.place.gazetteer_id not in seen:
            seen.add(claim.place.gazetteer_id)
            yield Spot(len(seen), f"/claims/{claim.id}", place_words(claim.place), claim.place)


@router.get("/new")
def news(request: Request) -> HTMLResponse:
    """What pages published since a day brought: new, changed and contradicted, by incident."""
    desk = desk_of(request)
    ledger = desk.ledger()
    words = request.query_params.get("since", "")
    with ledger.snapshot():
        last = ledger.database.first(_LAST_PAGE)
        try:
            day = dt.date.fromisoformat(words or (last[0] if last else "2000-01-01"))
        except ValueError as problem:
            raise ConfigError(f"{words[:20]!r} is no day as 2021-03-14") from problem
        part, pages = part_since(ledger, day)
        book = DeskBook(part)
        found = changes(book.archive, since_day(book.archive, day))
        names = "names" in request.state.cookies.get(CARE, "")
        rows = [(change, _first(change.claim_ids, book, names)) for change in found[:200]]
    return desk.page(request, "news.html", title="What is new", day=day, rows=rows, pages=min(pages, _RECENT),
                     cut=pages > _RECENT, more=len(found) - len(rows))  # fmt: skip


def part_since(ledger: Ledger, day: dt.date) -> tuple[Part, int]:
    """The claims of the newest pages since a day with their incidents' others; and how many such pages there are."""
    pages = [row[0] for row in ledger.database.rows(_PAGES_SINCE, (day.isoformat(), _RECENT + 1))]
    return Part(ledger, _with_incidents(ledger, pages[:_RECENT])), len(pages)


def _first(claim_ids: tuple[str, ...], book: DeskBook, names: bool) -> Line | None:
    return line(book.archive.claims[claim_ids[0]], book, names=names) if claim_ids else None


def _with_incidents(ledger: Ledger, article_ids: list[str]) -> list[str]:
    """The claims of some pages and all claims of the incidents that they report."""
    claims: dict[str, None] = {}
    incidents: dict[str, None] = {}
    for article_id in article_ids:
        for claim_id, incident_id in ledger.database.rows(_CLAIMS_OF, (article_id,)):
            claims[claim_id] = None
            if incident_id:
                incidents[incident_id] = None
    for incident_id in list(incidents)[:300]:
        claims.update(dict.fromkeys(row[0] for row in ledger.database.rows(_OF_INCIDENT, (incident_id,))))
    return list(claims)
