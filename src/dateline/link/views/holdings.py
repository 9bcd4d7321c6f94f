"""Control of places over time: who holds which place from when to when, as far as claims say, disputes kept.

A span begins with the first claim that somebody took or holds a place and ends with the first later claim that somebody
else took or holds it, or that the holder left. Between claims a span is carried on, and says since when nobody has
spoken: nothing is known of the days after the last statement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from dateline.link.archive import Archive
from dateline.link.views.control import Hold, who_holds_what


@dataclass(frozen=True, slots=True)
class Span:
    """One holder of one place over a time. Days are ISO dates; `until` None: nothing says that it ended."""

    place: str
    place_key: str
    holder: str
    since: str
    basis: str  # taken (a day is known), held (it was so by then)
    last_stated: str
    until: str | None
    how_ended: str | None
    claimants: tuple[str, ...]
    claim_ids: tuple[str, ...]
    ended_by: tuple[str, ...]  # claims
    disputed_by: tuple[str, ...]  # claims of others that name another holder then, or deny this one

    def covers(self, day: str) -> bool:
        """True from the day it began to the day before it ended."""
        return self.since <= day and (self.until is None or day < self.until or day == self.since)


@dataclass(slots=True)
class _Open:
    row: Hold
    since: str
    basis: str
    last: str
    until: str | None = None
    how: str | None = None
    rows: list[Hold] = field(default_factory=list)
    ended_by: list[str] = field(default_factory=list)


def spans(archive: Archive) -> tuple[Span, ...]:
    """Every span by place, then by first day and holder. Claims without any day, their page's included, give none."""
    rows = [row for row in who_holds_what(archive) if row.status == "actual" and _day(row)]
    found = [
        span
        for _, group in groupby(rows, key=lambda row: row.place_key)
        for span in _spans(sorted(group, key=lambda row: (_day(row), row.claim_id)))
    ]
    return tuple(sorted(found, key=lambda s: (s.place_key, s.since, s.holder.lower())))


def holders_on(archive: Archive, day: dt.date) -> tuple[Span, ...]:
    """The spans that cover a day, by place; several for one place are a dispute or a divided place."""
    return tuple(span for span in spans(archive) if span.covers(day.isoformat()))


def _day(row: Hold) -> str:
    """The day from which a claim speaks: stated, else that of its page; "" where neither is known."""
    return row.earliest or row.latest or row.stated or ""


def _spans(rows: Sequence[Hold]) -> Iterable[Span]:
    """Spans of one place from its claims in time order."""
    open_now: dict[str, _Open] = {}
    done: list[tuple[str, _Open]] = []
    for row in rows:
        day = _day(row)
        for loser in row.losers:
            _end(open_now, done, loser.lower(), row, f"lost it ({row.type})")
        if row.holders:
            named = {holder.lower() for holder in row.holders}
            for key in [k for k, span in open_now.items() if k not in named and not _at_odds(span, row)]:
                _end(open_now, done, key, row, f"{row.type} by {', '.join(row.holders)}")
        for holder in row.holders:
            taken = row.type in ("seizure", "handover") and bool(row.earliest or row.latest)
            span = open_now.setdefault(holder.lower(), _Open(row, day, "taken" if taken else "held", day))
            span.rows.append(row)
            span.last = max(span.last, row.latest or day)
    done += open_now.items()
    return [_span(key, span) for key, span in done]


def _at_odds(span: _Open, row: Hold) -> bool:
    """True where a claim disputes the span's last one rather than telling of a later change of hands."""
    return any(row.claim_id in told.disputed_by for told in span.rows)


def _end(open_now: dict[str, _Open], done: list[tuple[str, _Open]], key: str, row: Hold, how: str) -> None:
    span = open_now.get(key)
    if span is not None and not _at_odds(span, row):
        span.until, span.how = _day(row), how
        span.ended_by.append(row.claim_id)
        done.append((key, open_now.pop(key)))


def _span(key: str, span: _Open) -> Span:
    holder = next(name for name in span.row.holders if name.lower() == key)
    return Span(
        place=span.row.place,
        place_key=span.row.place_key,
        holder=holder,
        since=span.since,
        basis=span.basis,
        last_stated=min(span.last, span.until) if span.until else span.last,
        until=span.until,
        how_ended=span.how,
        claimants=tuple(dict.fromkeys(name for row in span.rows for name in row.claimants)),
        claim_ids=tuple(dict.fromkeys(row.claim_id for row in span.rows)),
        ended_by=tuple(span.ended_by),
        disputed_by=tuple(dict.fromkeys(claim_id for row in span.rows for claim_id in row.disputed_by)),
    )
