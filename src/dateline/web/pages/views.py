"""Control of places on a day, running totals over time, statements by speaker: over a bounded part of the ledger."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline.errors import ConfigError
from dateline.knowledge.ontology import load_ontology
from dateline.link.views.holdings import Span, holders_on, spans
from dateline.link.views.speech import THREATENING, statements
from dateline.link.views.talks import TYPES as TALKS
from dateline.link.views.totals import RunningTotal, running_totals
from dateline.records import Claim
from dateline.report.values import number_words, type_words
from dateline.store.ledger import Ledger
from dateline.store.parts import Part
from dateline.web.book import DeskBook, line
from dateline.web.charts import Given, axis
from dateline.web.desk import CARE, desk_of

router = APIRouter(include_in_schema=False)
_LOOKED_AT = 160  # claims that a view looks at
CONTROL = ("control", "seizure", "withdrawal", "handover")
_OF_TYPES: Final = """
SELECT c.id FROM claim_facets f JOIN claims c ON c.number = f.number WHERE f.type IN ({}) {}
ORDER BY f.day DESC, f.number DESC LIMIT ?"""
_TOTALS: Final = """
SELECT c.id FROM claim_facets f JOIN claims c ON c.number = f.number 
WHERE c.record LIKE '%"cumulative"%' {}
ORDER BY f.day DESC, f.number DESC LIMIT ?"""
_PLACES: Final = """
SELECT f.place_id, max(p.label), count(*) FROM (
    SELECT place_id FROM claim_facets WHERE type IN ('control', 'seizure', 'withdrawal', 'handover') AND place_id > ''
    ORDER BY day DESC LIMIT 5000) f JOIN place_counts p ON p.place_id = f.place_id
GROUP BY f.place_id ORDER BY 3 DESC, 2 LIMIT 60"""


def of_types(ledger: Ledger, types: tuple[str, ...], request: Request) -> list[str]:
    """The newest claims of some types, limited to a country or place where the address says so."""
    tests, values = _tests(request)
    found: list[tuple[str, ...]] = []
    for name in types:  # one index walk a type
        rows = ledger.database.rows(_OF_TYPES.format("?", tests), (name, *values, max(20, _LOOKED_AT // len(types))))
        found.extend(rows)
    return [row[0] for row in found]


def _tests(request: Request) -> tuple[str, list[str]]:
    tests, values = "", []
    for name, column in (("place", "place_id"), ("country", "country")):
        if value := request.query_params.get(name, "").strip()[:80]:
            tests += f" AND f.{column} = ?"
            values.append(value)
    return tests, values


@router.get("/control")
def control(request: Request) -> HTMLResponse:
    """Who holds which place on a day, as claims say, with disputes; each cell leads to its claims."""
    desk = desk_of(request)
    ledger = desk.ledger()
    with ledger.snapshot():
        book = DeskBook(Part(ledger, of_types(ledger, CONTROL, request)))
        found = spans(book.archive)
        days = sorted({d for s in found for d in (s.since, s.until, s.last_stated) if d})
        day = _day(request.query_params.get("day", ""), days)
        here = holders_on(book.archive, day) if day else ()
        places = desk.kept(("control places",), lambda: list(ledger.database.rows(_PLACES)))
    rows: dict[str, list[Span]] = {}
    for span in here:
        rows.setdefault(span.place, []).append(span)
    first = dt.date.fromisoformat(days[0]) if days else None
    last = dt.date.fromisoformat(days[-1]) if days else None
    return desk.page(
        request,
        "control.html",
        title="Control",
        day=day,
        first=first,
        last=last,
        at=(day - first).days if day and first else 0,
        width=(last - first).days if first and last else 0,
        rows=sorted(rows.items()),
        spans=found,
        refs={
            ident: book.ref(book.archive.claims[ident])
            for s in found
            for ident in (*s.claim_ids, *s.ended_by, *s.disputed_by)
        },
        place_options=[(row[0], f"{row[1]} ({row[2]})") for row in places],
        place=request.query_params.get("place", ""),
        country=request.query_params.get("country", ""),
        looked_at=len(book.claims),
    )


def _day(words: str, days: list[str]) -> dt.date | None:
    if words.isdigit() and days:  # the slider's position, without scripts
        return dt.date.fromisoformat(days[0]) + dt.timedelta(days=min(int(words), 40_000))
    try:
        return dt.date.fromisoformat(words) if words else (dt.date.fromisoformat(days[-1]) if days else None)
    except ValueError as problem:
        raise ConfigError(f"{words[:20]!r} is no day as 2021-03-14") from problem


@router.get("/totals")
def totals(request: Request) -> HTMLResponse:
    """Running totals by claimant, each series in the order in which it was stated."""
    desk = desk_of(request)
    ledger = desk.ledger()
    with ledger.snapshot():
        book = DeskBook(Part(ledger, cumulative(ledger, request)))
        series: dict[tuple[str, str, str], list[RunningTotal]] = {}
        for row in running_totals(book.archive):
            series.setdefault((row.claimant, row.measure, row.group or ""), []).append(row)
        shown = [
            _series(key, rows, book) for key, rows in sorted(series.items(), key=lambda s: (-len(s[1]), s[0]))[:60]
        ]
    return desk.page(
        request, "totals.html", title="Totals", series=shown, more=max(0, len(series) - 60),
        looked_at=len(book.claims), country=request.query_params.get("country", ""),
    )  # fmt: skip


def cumulative(ledger: Ledger, request: Request) -> list[str]:
    """The newest claims that count over many events."""
    tests, values = _tests(request)
    return [row[0] for row in ledger.database.rows(_TOTALS.format(tests), (*values, _LOOKED_AT))]


def speech_types() -> tuple[str, ...]:
    """The types that are speech acts."""
    return tuple(name for name in load_ontology().events if name in load_ontology().speech_acts)


def _series(key: tuple[str, str, str], rows: list[RunningTotal], book: DeskBook) -> dict[str, Any]:
    given, lines = [], []
    for row in rows[:30]:
        claim = book.archive.claims[row.claim_id]
        count = next((c for c in claim.counts if c.number == row.number), None)
        href = book.href(count.evidence if count else claim.trigger)
        given.append(Given(row.stated or "no day", row.number, number_words(row.number), href, False))
        period = book.when(claim.when) if row.earliest or row.latest else "period not stated"
        before = number_words(row.before) if row.before else ""
        lines.append(
            (row.stated or "no day", number_words(row.number), href, period, row.place or "", row.change, before)
        )
    return {"claimant": key[0], "measure": key[1], "group": key[2], "axis": axis(given), "lines": lines}


@router.get("/statements")
def said(request: Request) -> HTMLResponse:
    """Threats, calls, denials and other statements by speaker, and talks: words, never happenings."""
    desk = desk_of(request)
    ledger = desk.ledger()
    speech = speech_types()
    kind = request.query_params.get("type", "")
    wanted = (kind,) if kind in (*speech, *TALKS) else (*speech, *sorted(TALKS))
    names = "names" in request.state.cookies.get(CARE, "")
    with ledger.snapshot():
        book = DeskBook(Part(ledger, of_types(ledger, wanted, request)))
        groups: dict[str, list[Any]] = {}
        for row in sorted(
            statements(book.archive), key=lambda r: (r.speaker.lower(), not _loud(r.type, r.status), r.stated or "9999")
        ):
            item = line(book.archive.claims[row.claim_id], book, names=names)
            groups.setdefault(row.speaker, []).append(
                (item, ", ".join(row.addressees), row.topic or "", _loud(row.type, row.status))
            )
        talks = [line(c, book, names=names) for c in book.claims if _talks(c)]
    return desk.page(
        request, "statements.html", title="Statements", groups=list(groups.items())[:80], talks=talks[:80], kind=kind,
        kinds=[(name, type_words(name)) for name in (*speech, *sorted(TALKS))], more=max(0, len(groups) - 80),
        looked_at=len(book.claims), country=request.query_params.get("country", ""),
    )  # fmt: skip


def _loud(kind: str, status: str) -> bool:
    return kind in THREATENING or status == "urged"


def _talks(claim: Claim) -> bool:
    return claim.type in TALKS
