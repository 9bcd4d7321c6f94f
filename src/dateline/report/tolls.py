"""Tolls for showing: one claimant's figure with its sentence, drawn as a range on the scale of its measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.link.numbers import bounds, equal
from dateline.link.views.choices import Chosen, choose
from dateline.link.views.tolls import TollRow, comparable_rows, toll_table
from dateline.link.views.totals import running_totals
from dateline.records import Claim, Count, Incident, Number, Unresolved
from dateline.report.book import Book, Ref
from dateline.report.values import grouped, number_words

BAR_WIDTH = 150.0
_PAD = 6.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure as a range on a scale: a dot for one number, a bar for bounds, an arrow where an end is open."""

    start: float
    end: float
    kind: str  # dot, range, about, open-up, open-down


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the sentence that states it."""

    words: str
    href: str
    written: str


@dataclass(frozen=True, slots=True)
class Toll:
    """One row: who gives which figure of whom, via whom, in which pages, and which figures it replaced."""

    claimant: str
    unnamed: bool
    via: str
    measure: str
    group: str
    part: bool
    figure: Figure
    bar: Bar | None
    refs: tuple[Ref, ...]
    former: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """The tolls of one measure, with the named view that sums them up."""

    name: str
    rows: tuple[Toll, ...]
    view: str
    brief: str
    most: str  # the end of the scale in words; empty without a scale


@dataclass(frozen=True, slots=True)
class Total:
    """A running total: never an incident's."""

    anchor: str
    claimant: str
    figure: Figure
    measure: str
    group: str
    period: str
    place: str
    ref: Ref


def incident_tolls(incident: Incident, book: Book) -> tuple[Measure, ...]:
    """The tolls of an incident by measure, claimants side by side."""
    table = toll_table([incident], book.archive)
    out = []
    for name in dict.fromkeys(row.measure for row in table.rows):
        rows = [row for row in table.rows if row.measure == name]
        top = _top([row.number for row in rows])
        shown = tuple(_toll(row, top, book) for row in rows)
        whole, group = comparable_rows(table, name)
        chosen = choose(table, "range", name, book.archive) if len({r.claimant_key for r in whole}) > 1 else None
        view = _view(chosen, group) if isinstance(chosen, Chosen) else ""
        brief = _ends(chosen) if isinstance(chosen, Chosen) else next((r.figure.words for r in shown if not r.part), "")
        out.append(Measure(name, shown, view, brief, f"{top:,}" if top else ""))
    return tuple(out)


def _view(chosen: Chosen, group: str | None) -> str:
    """The range in words. Only figures that count the same are compared; the reason says where some are left out."""
    whose = f" ({group})" if group else ""
    return f"{_ends(chosen)}{whose}; {chosen.reason}"


def _ends(chosen: Chosen) -> str:
    low = "not bounded below" if chosen.low is None else f"{chosen.low:,}"
    if chosen.high is None:
        return f"{low} or more" if chosen.low is not None else low
    return low if chosen.low == chosen.high else f"{low} to {chosen.high:,}"


def _toll(row: TollRow, top: int, book: Book) -> Toll:
    claims = [book.archive.claims[claim_id] for claim_id in row.claim_ids]
    former = [
        figure for claim_id in row.former_claim_ids for figure in _former(row, book.archive.claims[claim_id], book)
    ]
    return Toll(
        claimant=row.claimant,
        unnamed=row.claimant_kind == "unnamed",
        via=book.said(claims[0]).via,
        measure=row.measure,
        group=_group(row, claims[0]),
        part=row.part,
        figure=_figure(row.number, row.measure, claims[0], book),
        bar=bar(row.number, top),
        refs=book.refs(claim.id for claim in claims),
        former=tuple({figure.words: figure for figure in reversed(former)}.values())[::-1],
    )


def _group(row: TollRow, claim: Claim) -> str:
    """Who was counted, as the page says it."""
    found = _count(row.number, row.measure, claim)
    return (found.group_as_stated or "") if found else (row.group or "")


def _figure(number: Number, measure: str, claim: Claim, book: Book) -> Figure:
    """A number linked to the very characters that state it."""
    found = _count(number, measure, claim)
    evidence = found.evidence if found else claim.trigger
    return Figure(number_words(number), book.href(evidence), evidence.exact)


def _count(number: Number, measure: str, claim: Claim) -> Count | None:
    same = [c for c in claim.counts if c.measure == measure and isinstance(c.number, Number)]
    exactly = (c for c in same if c.number == number)
    nearly = (c for c in same if isinstance(c.number, Number) and equal(c.number, number))
    return next(exactly, None) or next(nearly, None)


def _former(row: TollRow, claim: Claim, book: Book) -> list[Figure]:
    return [_figure(number, row.measure, claim, book) for number in row.former if _count(number, row.measure, claim)]


def _top(numbers: Sequence[Number]) -> int:
    """The largest figure that any bound or point states; 0 where none does."""
    return max((v for n in numbers for v in (n.low, n.high, n.point) if v is not None), default=0)


def bar(number: Number, top: int) -> Bar | None:
    """A number on a scale from 0 to `top`; None where it states no bound or there is no scale."""
    if top <= 0 or (number.low is None and number.high is None and number.point is None):
        return None
    low, high = bounds(number)
    start, end = _x(min(low, top), top), _x(min(high, top), top)
    if number.vague is not None or high == float("inf"):
        return Bar(start, BAR_WIDTH, "open-up")
    if number.low is None and number.point is None:
        return Bar(_x(0, top), end, "open-down")
    if number.quantifier == "about":
        return Bar(start, end, "about")
    return Bar(start, end, "dot" if low == high else "range")


def _x(value: float, top: int) -> float:
    return round(_PAD + (BAR_WIDTH - 2 * _PAD - 10) * value / top, 1)


def totals(book: Book) -> tuple[Total, ...]:
    """Running totals by claimant."""
    out = []
    for at, row in enumerate(running_totals(book.archive), 1):
        claim = book.archive.claims[row.claim_id]
        anchor = f"rt{at}"
        book.shown_at(claim, anchor, "running totals")
        figure = _total_figure(row.number, row.measure, claim, book)
        period = book.when(claim.when) if not isinstance(claim.when, Unresolved) else "period not resolved"
        out.append(
            Total(anchor, row.claimant, figure, row.measure, row.group or "", period, row.place or "", book.ref(claim))
        )
    return tuple(out)


def _total_figure(number: Number, measure: str, claim: Claim, book: Book) -> Figure:
    figure = _figure(number, measure, claim, book)
    return Figure(grouped(figure.words), figure.href, figure.written)
