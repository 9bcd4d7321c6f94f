"""The ledger as a table: one row a claim, with who says so, where it stands, and what is not known and why."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from dateline.export.values import (
    UNNAMED,
    Missing,
    chain_words,
    claimant_words,
    count_words,
    incident_number,
    joined,
    meant,
    missing,
    missing_of_page,
    point,
)
from dateline.protocols import LedgerView
from dateline.records import ActorRef, Article, Capture, Claim, Filler, Place, Published, Unresolved, When

Cell: TypeAlias = str | int | float | dt.date | None
# What a spreadsheet takes for a formula or a command, also behind white space or in full width; and what we wrote.
_HOSTILE = re.compile(r"'*[\s\x00]*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n\x00]")
_QUOTED = re.compile(r'[",\r\n]')


@dataclass(frozen=True, slots=True)
class Line:
    """What one row is written from."""

    claim: Claim
    article: Article
    capture: Capture | None
    incident_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, how it is read."""

    name: str
    meaning: str
    value: Callable[[Line], Cell]


class ClaimsCsv:
    """CSV in UTF-8 with LF, a header line, one row a claim."""

    name = "csv"
    suffix = ".csv"
    media_type = "text/csv"

    def write(self, ledger: LedgerView, out: BinaryIO) -> None:
        """All claims of the ledger into `out`; an empty ledger gives the header alone."""
        out.write(encoded(column.name for column in COLUMNS))
        captures = {capture.id: capture for capture in ledger.captures()}
        incidents = _incidents_of(ledger)
        article: Article | None = None
        for claim in ledger.claims():
            if article is None or article.id != claim.article_id:
                article = ledger.article(claim.article_id)
            line = Line(claim, article, captures.get(article.capture_id), incidents.get(claim.id, ()))
            out.write(encoded(cell_text(column.value(line)) for column in COLUMNS))


def cell_text(value: Cell) -> str:
    """A cell's characters: None is empty, and words that a spreadsheet would run get an apostrophe in front.

    >>> cell_text("=1+1"), cell_text(-1.5), cell_text(None), cell_text(0)
    ("'=1+1", '-1.5', '', '0')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _HOSTILE.match(value) else value
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def plain_text(cell: str) -> str:
    """The words of a text cell before the apostrophe was put in front."""
    return cell[1:] if cell.startswith("'") and _HOSTILE.match(cell) else cell


def encoded(cells: Iterable[str]) -> bytes:
    """One line of the file. Characters that UTF-8 cannot hold (lone surrogates) become U+FFFD."""
    quoted = (f'"{cell.replace(chr(34), chr(34) * 2)}"' if _QUOTED.search(cell) else cell for cell in cells)
    line = ",".join(quoted) + "\n"
    try:
        return line.encode("utf-8")
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", line).encode("utf-8")


def _incidents_of(ledger: LedgerView) -> dict[str, tuple[str, ...]]:
    """The incidents of each claim; confirmed ones alone where there are any."""
    suggested: dict[str, list[str]] = {}
    confirmed: dict[str, list[str]] = {}
    for incident in ledger.incidents():
        found = confirmed if incident.status == "confirmed" else suggested
        for claim_id in incident.claim_ids:
            found.setdefault(claim_id, []).append(incident.id)
    return {claim_id: tuple(ids) for claim_id, ids in {**suggested, **confirmed}.items()}


def _fillers(line: Line, role: str) -> Iterator[Filler]:
    return (filler for filler in line.claim.fillers if filler.role == role)


def _role(role: str) -> Callable[[Line], Cell]:
    return lambda line: joined(meant(f.evidence, f.refers_to) for f in _fillers(line, role)) or None


def _as_written(role: str) -> Callable[[Line], Cell]:
    return lambda line: joined(f.evidence.exact for f in _fillers(line, role)) or None


def _role_ids(role: str) -> Callable[[Line], Cell]:
    def value(line: Line) -> Cell:
        # The cell pairs with the words' cell, which names the same words once.
        named = {meant(f.evidence, f.refers_to): f.actor for f in _fillers(line, role)}
        return _ids(named.values())

    return value


def _ids(actors: Iterable[ActorRef | Unresolved | None]) -> str | None:
    ids = [actor.entity_id if isinstance(actor, ActorRef) else UNNAMED for actor in actors]
    return "; ".join(ids) if any(ident != UNNAMED for ident in ids) else None


def _place(read: Callable[[Place], Cell]) -> Callable[[Line], Cell]:
    return lambda line: read(line.claim.place) if isinstance(line.claim.place, Place) else None


def _when(read: Callable[[When], Cell]) -> Callable[[Line], Cell]:
    return lambda line: read(line.claim.when) if isinstance(line.claim.when, When) else None


def _coordinate(at: int) -> Callable[[Place], Cell]:
    def value(place: Place) -> Cell:
        found = point(place)
        return found[at] if found else None

    return value


def _number(measure: str, bound: str) -> Callable[[Line], Cell]:
    def value(line: Line) -> Cell:
        number = incident_number(line.claim, measure)
        if number is None or isinstance(number, Missing):
            return None
        return {"low": number.low, "high": number.high, "point": number.point}[bound]

    return value


def _stated(measure: str) -> Callable[[Line], Cell]:
    def value(line: Line) -> Cell:
        counts = (c for c in line.claim.counts if c.measure == measure and c.scope == "incident")
        return joined(count.evidence.exact for count in counts) or None

    return value


def _counts(*scopes: str) -> Callable[[Line], Cell]:
    def value(line: Line) -> Cell:
        return joined(words for c in line.claim.counts if c.scope in scopes and (words := count_words(c))) or None

    return value


def _claimant(line: Line) -> Cell:
    chain = line.claim.attribution.chain
    return joined(claimant_words(who) for who in chain[0]) if chain else None


def _claimant_ids(line: Line) -> Cell:
    chain = line.claim.attribution.chain
    return _ids({claimant_words(who): who.actor for who in chain[0]}.values()) if chain else None


def _published(line: Line) -> Cell:
    published = line.article.header.published
    return published.day if isinstance(published, Published) else None


def _outlet(line: Line) -> Cell:
    outlet = line.article.header.outlet
    return outlet if isinstance(outlet, str) else None


def _time_as_stated(line: Line) -> Cell:
    words = joined(f.evidence.exact for f in _fillers(line, "time"))
    return words or (line.claim.when.words if isinstance(line.claim.when, When) else None) or None


def _unresolved(line: Line) -> Cell:
    every = (*missing_of_page(line.article), *missing(line.claim))
    return "; ".join(f"{one.field}: {one.why} ({one.detail})" for one in every) or None


def _four(measure: str) -> tuple[Column, ...]:
    people = f"people {measure} by this event"
    return (
        Column(f"{measure}_low", f"Least number of {people}, as far as stated.", _number(measure, "low")),
        Column(f"{measure}_high", f"Greatest number of {people}, as far as stated.", _number(measure, "high")),
        Column(f"{measure}_point", f"The number of {people}, where one is stated.", _number(measure, "point")),
        Column(f"{measure}_as_stated", f"The words that count {people}, parts included.", _stated(measure)),
    )


COLUMNS: tuple[Column, ...] = (
    Column("claim_id", "Id of the claim.", lambda x: x.claim.id),
    Column("article_id", "Id of the article that makes it.", lambda x: x.claim.article_id),
    Column("address", "Where the page was read from.", lambda x: x.capture.address if x.capture else None),
    Column("url", "The page's web address, where the input states it.", lambda x: x.capture.url if x.capture else None),
    Column("outlet", "Who published the page.", _outlet),
    Column("agency", "The agency whose story the page carries.", lambda x: x.article.header.agency),
    Column("published", "Day of publication; never an event's day by itself.", _published),
    Column(
        "headline",
        "The page's headline.",
        lambda x: x.article.header.headline.exact if x.article.header.headline else None,
    ),
    Column("type", "What is claimed to have happened: a type of the annotation guide.", lambda x: x.claim.type),
    Column(
        "status",
        "actual, planned, urged, possible, attempted, denied or averted. Only `actual` says that it happened.",
        lambda x: x.claim.status,
    ),
    Column("trigger", "The words that name the event.", lambda x: x.claim.trigger.exact),
    Column("actor", "Who did it: the words, or what a pronoun stands for.", _role("actor")),
    Column("actor_id", "Entities of the actors in their order; `?` for one not known.", _role_ids("actor")),
    Column("target", "Whom or what it was done to.", _role("target")),
    Column("target_id", "Entities of the targets in their order; `?` for one not known.", _role_ids("target")),
    Column("weapon", "Weapon, munition or platform.", _role("weapon")),
    Column("place_as_stated", "The words that say where.", _as_written("place")),
    Column("place", "The place's name in the gazetteer.", _place(lambda p: p.label)),
    Column("gazetteer_id", "The place's id in the gazetteer.", _place(lambda p: p.gazetteer_id)),
    Column("lat", "Latitude, no finer than the precision; empty for a whole country.", _place(_coordinate(0))),
    Column("lon", "Longitude, no finer than the precision; empty for a whole country.", _place(_coordinate(1))),
    Column("extent_km", "Radius that covers the place.", _place(lambda p: p.extent_km)),
    Column(
        "place_precision",
        "exact, settlement, near-settlement, admin2, admin1, region, country or sea.",
        _place(lambda p: p.precision),
    ),
    Column("country", "Country of the place, ISO 3166-1 alpha-2.", _place(lambda p: p.country)),
    Column("origin", "From where (a launch, a retreat, a flight).", _role("origin")),
    Column("destination", "To where.", _role("destination")),
    Column("earliest", "First day on which it can have happened; empty: open.", _when(lambda w: w.earliest)),
    Column("latest", "Last day on which it can have happened; empty: open.", _when(lambda w: w.latest)),
    Column("time_precision", "day, days, week, month, season, year, longer or open.", _when(lambda w: w.precision)),
    Column("time_basis", "What the days were counted from.", _when(lambda w: w.basis)),
    Column("time_as_stated", "The words that say when.", _time_as_stated),
    *_four("killed"),
    *_four("wounded"),
    Column(
        "running_totals",
        "Totals over many events, in the guide's form; never part of the numbers of this event.",
        _counts("cumulative"),
    ),
    Column("counts", "All counts, in the guide's form.", _counts("incident", "cumulative")),
    Column("claimant", "Who vouches for it; empty: the outlet itself; `?`: nobody is named.", _claimant),
    Column("claimant_id", "Entities of the claimants in their order; `?` for one not known.", _claimant_ids),
    Column("chain", "`A < B`: A, as reported by B.", lambda x: chain_words(x.claim) or None),
    Column("manner", "own-voice, quoted, paraphrased or unattributed.", lambda x: x.claim.attribution.manner),
    Column("hedge", "Words that weaken the claim.", _as_written("hedge")),
    Column("topic", "What an agreement, demand, accusation or meeting is about.", lambda x: x.claim.topic),
    Column("sentence", "The sentence that makes the claim.", lambda x: x.claim.sentence_evidence.exact),
    Column(
        "start", "First character of the sentence in the article's text.", lambda x: x.claim.sentence_evidence.start
    ),
    Column("end", "The character after its last.", lambda x: x.claim.sentence_evidence.end),
    Column("trigger_start", "First character of the trigger in the article's text.", lambda x: x.claim.trigger.start),
    Column("trigger_end", "The character after its last.", lambda x: x.claim.trigger.end),
    Column("incident_id", "The incident it is held to report.", lambda x: "; ".join(x.incident_ids) or None),
    Column("confidence", "How sure the reader is, 0 to 1.", lambda x: x.claim.confidence),
    Column("found_by", "Reader and rule or model that found it.", lambda x: x.claim.found_by),
    Column("unresolved", "What was looked for and not found, each with its reason.", _unresolved),
)
