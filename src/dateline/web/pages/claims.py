"""Claims: the table with its filters, one claim explained, and what is shown as a file."""

from __future__ import annotations

import io
import urllib.parse
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from dateline.errors import ConfigError
from dateline.explain import explain_claim
from dateline.knowledge.guide import STATUSES, TYPES
from dateline.knowledge.lexicon import is_graphic
from dateline.records import Claim
from dateline.registry import EXPORTERS, load
from dateline.report.values import type_words
from dateline.store.browse import FACETS, Facets, Filter, count_claims, facets, find_claims, names_of, numbers_of
from dateline.store.judging import reviews_of, state_of
from dateline.store.ledger import Ledger
from dateline.store.parts import Part, by_number
from dateline.web.book import DeskBook, line
from dateline.web.desk import CARE, desk_of, reviewer

router = APIRouter(include_in_schema=False)
EXPORTED = 5_000  # claims in one file of what is shown
PRECISIONS = ("exact", "settlement", "near-settlement", "admin2", "admin1", "region", "country", "sea")
_NAMES = {
    "q": "words",
    "since": "from",
    "until": "to",
    "added": "captured since",
    "groups": "independent groups, at least",
    "judged": "decided",
    "order": "order",
}


@router.get("/claims")
def claims(request: Request) -> HTMLResponse:
    """The table of claims that the address asks for."""
    desk, wanted = desk_of(request), Filter.of(request.query_params)
    ledger = desk.ledger()
    cursor = request.query_params.get("after")
    with ledger.snapshot():
        found = find_claims(ledger.database, wanted, cursor)
        n, exact = desk.kept(("count", wanted), lambda: count_claims(ledger.database, wanted))
        counted = desk.kept(("facets", wanted), lambda: facets(ledger.database, wanted))
        book = DeskBook(Part(ledger, (), known=[row.claim for row in found.rows]))
        names = "names" in request.state.cookies.get(CARE, "")
        rows = [line(row.claim, book, names=names, judged=row.judged, quoted=False) for row in found.rows]
        known = names_of(ledger.database, _entities(wanted, counted))
    return desk.page(
        request,
        "claims.html",
        title=f"Claims: {wanted.q}" if wanted.q else "Claims",
        wanted=wanted,
        rows=rows,
        n=n,
        exact=exact,
        chips=[
            (f"{_NAMES.get(k, k)}: {value_words(k, v, known)}", address("/claims", wanted, **{k: ""}))
            for k, v in wanted.set().items()
        ],
        facets=_facet_links(wanted, counted, known),
        narrow=counted.narrow,
        next=address("/claims", wanted, after=found.next) if found.next else "",
        first=address("/claims", wanted) if cursor else "",
        files=[(kind, address(f"/claims.{kind}", wanted)) for kind in ("csv", "jsonl")],
        exported=EXPORTED,
        types=[(name, type_words(name)) for name in TYPES],
        statuses=[(name, name) for name in STATUSES],
        precisions=[(name, type_words(name)) for name in PRECISIONS],
    )


def address(path: str, wanted: Filter, **changes: str) -> str:
    """An address with a filter in it, some fields changed."""
    fields = {**wanted.set(), **changes}
    query = urllib.parse.urlencode({name: value for name, value in fields.items() if value})
    return f"{path}?{query}" if query else path


def value_words(facet: str, value: str, names: Mapping[str, str]) -> str:
    """A facet's value as people read it."""
    if facet in ("claimant", "actor"):
        fixed = {"own-voice": "the page's own voice", "unnamed": "somebody unnamed"}
        return fixed.get(value) or names.get(value) or value.removeprefix("words:")
    if facet == "country" and value in ("", "none"):
        return "not resolved"
    if facet == "order":
        return "oldest first"
    return type_words(value) if value else "not resolved"


def _entities(wanted: Filter, counted: Facets) -> list[str]:
    return [wanted.actor, wanted.claimant, *(value for value, _ in counted.values.get("claimant", ()))]


def _facet_links(
    wanted: Filter, counted: Facets, names: Mapping[str, str]
) -> list[tuple[str, list[tuple[str, str, int, bool]]]]:
    """Facet, and for each value its words, the address that adds or removes it, how many, whether it is on."""
    out = []
    for facet in FACETS:
        links = []
        for value, n in counted.values.get(facet, ()):
            stored = "none" if facet == "country" and not value else value
            if not stored:
                continue
            on = getattr(wanted, facet) == stored
            links.append(
                (value_words(facet, value, names), address("/claims", wanted, **{facet: "" if on else stored}), n, on)
            )
        if links:
            out.append((facet, links))
    return out


@router.get("/claims.{kind}")
def file(request: Request, kind: str) -> Response:
    """What the table shows as a file, through the exporter of that name."""
    desk, wanted = desk_of(request), Filter.of(request.query_params)
    if kind not in EXPORTERS:
        raise ConfigError(f"no file of kind {kind!r}; choose one of {', '.join(sorted(EXPORTERS))}")
    ledger = desk.ledger()
    with ledger.snapshot():
        part = by_number(ledger, numbers_of(ledger.database, wanted, EXPORTED))
        return part_file(part, kind, "claims")


def part_file(part: Part, kind: str, name: str) -> Response:
    """A part of the ledger as a file to be kept."""
    exporter = load(EXPORTERS, kind)()
    out = io.BytesIO()
    exporter.write(part, out)
    headers = {"Content-Disposition": f'attachment; filename="{name}{exporter.suffix}"'}
    return Response(out.getvalue(), media_type=exporter.media_type, headers=headers)


@router.get("/claims/{claim_id}")
def claim(request: Request, claim_id: str) -> HTMLResponse:
    """One claim: each value with its characters, what decided, where it belongs, and what people can do with it."""
    desk = desk_of(request)
    ledger = desk.ledger()
    with ledger.snapshot():
        shown = claim_parts(ledger, claim_id, reviewer(request), names="names" in request.state.cookies.get(CARE, ""))
        return desk.page(request, "claim.html", title=shown["title"], next="", **shown["parts"])


def claim_parts(ledger: Ledger, claim_id: str, who: str, *, names: bool) -> dict[str, Any]:
    """What the pages about one claim show: its title, and the parts of the template."""
    state = state_of(ledger, claim_id)
    found = state.claim
    book = DeskBook(Part(ledger, [found.id], [found.article_id]))
    mine = dict(reviews_of(ledger, found.id))
    parts = {
        "state": state,
        "claim": found,
        "line": line(found, book, names=names, judged=state.state),
        "explained": explain_claim(ledger, found.id).split("\n") if state.state != "rejected" else [],
        "incidents": _incidents(ledger, found),
        "links": _links(ledger, found),
        "decisions": list(ledger.decisions(found.id)),
        "reviews": mine if who in mine else {},  # blind until one's own verdict is given
        "waiting": bool(mine) and who not in mine,
        "graphic": is_graphic(found.sentence_evidence.exact),
    }
    return {"title": f"{type_words(found.type)}: {found.trigger.exact}", "parts": parts}


def _incidents(ledger: Ledger, found: Claim) -> list[tuple[str, str]]:
    out = []
    for ident in ledger.incidents_of(found.id):
        incident = ledger.incident(ident)
        where = getattr(incident.place, "label", "place not known")
        out.append((ident, f"{type_words(incident.type)}, {where}, {incident.earliest or incident.latest or 'no day'}"))
    return out


def _links(ledger: Ledger, found: Claim) -> list[tuple[str, str, str, float, str]]:
    """Kind, the other claim, its sentence, the score, the reasons."""
    out = []
    for link in ledger.links_of(found.id):
        other = link.object_id if link.subject_id == found.id else link.subject_id
        if link.kind == "reports" or link.status == "rejected" or ledger.status_of(other) is None:
            continue
        words = ledger.claim(other).sentence_evidence.exact
        out.append((link.kind, other, words, link.score, "; ".join(link.reasons)))
    return out
