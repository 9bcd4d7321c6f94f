"""The report: a ledger as one self-contained HTML page that works offline and without scripts.

Everything from outside is escaped by the template engine, and what is shown passes `visible`, so that control and
direction characters cannot hide or reorder text. The same ledger gives the same bytes: no clock, no locale.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Protocol, TextIO, runtime_checkable

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dateline import __version__
from dateline.knowledge.ontology import load_ontology
from dateline.link.claimants import outlet_of
from dateline.link.kinds import Kinds
from dateline.link.views.common import voices
from dateline.protocols import LedgerView
from dateline.records import Place, Published, Refused
from dateline.report import cards, tables
from dateline.report.book import Book
from dateline.report.geography import country_codes
from dateline.report.hostile import visible
from dateline.report.maps import Spot, draw
from dateline.report.pagetext import page_parts
from dateline.report.tolls import Toll, totals
from dateline.report.topology import read_countries
from dateline.report.values import day_words, extent_words, incident_day, place_words, span_words, type_words
from dateline.vendored import MISSING, read_outlines

_FOLD_CARDS = 20  # more incidents than this start folded


@runtime_checkable
class KeepsRefusals(Protocol):
    """A ledger that also keeps what could not be read."""

    def refusals(self) -> Iterable[Refused]:
        """Every input that could not be read, by address."""
        ...


@dataclass(frozen=True, slots=True)
class Stat:
    """A number of the header."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    anchor: str
    name: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Claimant:
    """Somebody's figures over all incidents."""

    name: str
    unnamed: bool
    incidents: tuple[tuple[tuple[str, str, str], tuple[Toll, ...]], ...]  # anchor, number, words; figures


def write_report(
    ledger: LedgerView,
    out: TextIO,
    *,
    title: str = "What the pages say",
    quote_limit: int | None = None,
    refused: Iterable[Refused] | None = None,
    outlines: bytes | None = None,
) -> None:
    """The whole report into `out`.

    `quote_limit` cuts each quoted sentence to so many characters (0: none), for sharing; positions and hashes stay.
    `refused` are the inputs that could not be read, by default those that the ledger keeps. `outlines` is TopoJSON
    with the countries; by default the installed file, and without one the map is a grid that says how to get it.
    """
    if quote_limit is not None and quote_limit < 0:
        raise ValueError(f"quote_limit must not be negative: {quote_limit}")
    book = Book(ledger, quote_limit)
    if refused is None:
        refused = ledger.refusals() if isinstance(ledger, KeepsRefusals) else ()
    parts: dict[str, Any] = {
        "title": title,
        "quote_limit": quote_limit,
        "version": __version__,
        "refused": tuple(refused),
    }
    parts |= _style() | _map_parts(book, read_outlines() if outlines is None else outlines) | _chapters(book)
    parts["stats"] = _stats(book, len(parts["refused"]))
    parts["contents"] = _contents(parts)
    for piece in _environment().get_template("report.html").generate(parts):
        out.write(piece)


@functools.cache
def _environment() -> Environment:
    """Escapes everything that is not markup made here, and shows characters that would hide or reorder text."""
    return Environment(
        loader=PackageLoader("dateline.report"),
        autoescape=True,
        finalize=lambda value: visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@functools.cache
def _style() -> dict[str, Any]:
    """Style sheet and script with their hashes: the page's policy lets nothing else run."""
    parts: dict[str, Any] = {}
    for name, file in (("style", "style.css"), ("script", "script.js")):
        text = (files("dateline.report") / "templates" / file).read_text(encoding="utf-8")
        parts[name] = Markup(text)
        parts[f"{name}_hash"] = Markup(base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii"))
    return parts


def _chapters(book: Book) -> dict[str, Any]:
    """Every chapter's rows. Pages come last: by then each claim knows where it is shown."""
    as_of = book.as_of()
    parts: dict[str, Any] = {
        "as_of": day_words(as_of) if as_of else "",
        "period": _period(book),
        "days": cards.days(book),
        "unplaced": cards.unplaced(book),
        "fold_cards": len(book.incidents) > _FOLD_CARDS,
        "totals": totals(book),
    }
    parts["held"], parts["planned"] = tables.negotiations(book)
    parts |= {
        "speakers": tables.speakers(book),
        "denials": tables.denials(book, Kinds(load_ontology())),
        "outlook": tables.outlook(book),
        "control": tables.control(book),
        "families": tables.families(book),
        "doubts": tables.doubts(book),
        "readers": sorted({claim.found_by.split(":")[0] for claim in book.claims}),
        "claimants": _claimants(parts["days"]),
    }
    parts["pages"] = page_parts(book)
    return parts


def _map_parts(book: Book, outlines: bytes | None) -> dict[str, Any]:
    spots = []
    for incident in book.incidents:
        if isinstance(incident.place, Place):
            extent = extent_words(incident.place)
            words = (
                f"{type_words(incident.type)[:1].upper()}{type_words(incident.type)[1:]}, {incident_day(incident)}; "
            )
            words += place_words(incident.place) + (f", {extent}" if extent else "")
            spots.append(
                Spot(book.incident_number[incident.id], f"#{book.incident_anchor(incident)}", words, incident.place)
            )
    countries = read_countries(outlines) if outlines is not None and spots else ()
    missing = f"outlines {MISSING}" if outlines is None else ""
    return {"map": draw(spots, countries, country_codes()), "missing_outlines": missing[:1].upper() + missing[1:]}


def _claimants(days: Iterable[cards.Day]) -> tuple[Claimant, ...]:
    """Every claimant's figures by incident, named ones first, by name."""
    found: dict[tuple[bool, str], dict[tuple[str, str, str], list[Toll]]] = {}
    for card in (card for day in days for card in day.cards):
        incident = (card.anchor, str(card.number), f"{card.type}, {card.place}, {card.day}")
        for toll in (toll for measure in card.tolls for toll in measure.rows):
            found.setdefault((toll.unnamed, toll.claimant), {}).setdefault(incident, []).append(toll)
    ordered = sorted(found.items(), key=lambda item: (item[0][0], item[0][1].lower(), item[0][1]))
    return tuple(
        Claimant(name, unnamed, tuple((incident, tuple(rows)) for incident, rows in incidents.items()))
        for (unnamed, name), incidents in ordered
    )


def _stats(book: Book, refused: int) -> tuple[Stat, ...]:
    days = sorted({a.header.published.day for a in book.articles if isinstance(a.header.published, Published)})
    outlets = {name for article in book.articles if (name := outlet_of(article))}
    claimants = {voice.key for claim in book.claims for voice in voices(claim, book.archive) if voice.kind != "unnamed"}
    return (
        Stat("pages read", f"{len(book.articles):,}"),
        Stat("outlets named", f"{len(outlets):,}"),
        Stat("claimants", f"{len(claimants):,}"),
        Stat("claims", f"{len(book.claims):,}"),
        Stat("incidents", f"{len(book.incidents):,}"),
        Stat("refused inputs", f"{refused:,}"),
        Stat("publication days", f"{len(days):,}"),
    )


def _period(book: Book) -> str:
    """Which days the pages are of, in words."""
    days = sorted({a.header.published.day for a in book.articles if isinstance(a.header.published, Published)})
    undated = sum(not isinstance(a.header.published, Published) for a in book.articles)
    rest = f"; {undated} {'page states' if undated == 1 else 'pages state'} no day" if undated else ""
    return f"Pages published {span_words(days[0], days[-1])}{rest}." if days else ""


def _contents(parts: dict[str, Any]) -> tuple[Entry, ...]:
    incidents = sum(len(day.cards) for day in parts["days"])
    talks = len(parts["held"]) + len(parts["planned"])
    return (
        Entry("happened", "What happened", incidents),
        Entry("map", "Map", None),
        Entry("tolls", "Tolls by claimant", len(parts["claimants"])),
        Entry("totals", "Running totals", len(parts["totals"])),
        Entry("speakers", "Threats, calls and statements", sum(len(group.lines) for group in parts["speakers"])),
        Entry("talks", "Talks and agreements", talks),
        Entry("control", "Who holds what", sum(len(group.lines) for group in parts["control"])),
        Entry("copies", "Copies", len(parts["families"])),
        Entry("gaps", "Gaps and doubts", sum(len(kind.items) for kind in parts["doubts"])),
        Entry("pages", "Pages", len(parts["pages"])),
        Entry("method", "Method and limits", None),
    )
