"""How many claims by time and by place: from kept counts where a filter allows it, else over a bounded part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dateline.store.browse import Filter, matching
from dateline.store.database import Database

COUNTED = 20_000  # rows that a filtered map or time line is counted over
_PLACES = 1_500
_DAYS: Final = 400  # a time up to this long is shown by day
_BY_MONTH = frozenset({"type", "status", "country", "since", "until"})
_BY_DAY = frozenset({"type", "since", "until"})


@dataclass(frozen=True, slots=True)
class Timeline:
    """Counts by time and type. `unit` is month or day; `whole`: every matching claim that has a day is in it."""

    unit: str
    counts: tuple[tuple[str, str, int], ...]  # time, type, how many
    whole: bool


def timeline(database: Database, wanted: Filter) -> Timeline:
    """The claims that a filter lets through, by month, a short time by day; those without a day are left out."""
    limits = set(wanted.set()) - {"order"}
    by_day = _is_short(database, wanted)
    if limits <= (_BY_DAY if by_day else _BY_MONTH):
        return _kept(database, wanted, by_day)
    inner, values = matching(wanted, "f.day AS day, f.type AS type", COUNTED + 1)
    time = "day" if by_day else "substr(day, 1, 7)"
    sql = f"SELECT {time}, type, count(*) FROM ({inner}) WHERE day > '' GROUP BY 1, 2 ORDER BY 1, 2"
    rows = tuple((row[0], row[1], row[2]) for row in database.rows(sql, values))
    return Timeline("day" if by_day else "month", rows, sum(n for _, _, n in rows) <= COUNTED)


def _is_short(database: Database, wanted: Filter) -> bool:
    """True where the time asked for, or that of the ledger, is short enough for days."""
    first = wanted.since or _edge(database, "min")
    last = wanted.until or _edge(database, "max")
    row = database.first("SELECT julianday(?) - julianday(?)", (_whole(last), _whole(first)))
    return bool(row and row[0] is not None and row[0] <= _DAYS)


def _edge(database: Database, which: str) -> str:
    way = "ASC" if which == "min" else "DESC"
    row = database.first(f"SELECT day FROM day_counts WHERE day > '' AND n > 0 ORDER BY day {way} LIMIT 1")
    return row[0] if row else ""


def _whole(day: str) -> str:
    return day + "-01"[: 10 - len(day)] if len(day) == 7 else day + "-01-01" if len(day) == 4 else day


def _kept(database: Database, wanted: Filter, by_day: bool) -> Timeline:
    table, time, cut = ("day_counts", "day", 10) if by_day else ("month_counts", "month", 7)
    tests, values = [f"{time} > ''", "n > 0"], []
    for name in ("type", "status", "country"):
        if value := getattr(wanted, name):
            tests.append(f"{name} = ?")
            values.append("" if value == "none" else value)
    for test, value in ((f"{time} >= ?", wanted.since[:cut]), (f"{time} <= ?", wanted.until[:cut])):
        if value:
            tests.append(test)
            values.append(value + "~" if "<=" in test else value)
    sql = f"SELECT {time}, type, sum(n) FROM {table} WHERE {' AND '.join(tests)} GROUP BY 1, 2 ORDER BY 1, 2"
    rows = tuple((row[0], row[1], row[2]) for row in database.rows(sql, values))
    return Timeline("day" if by_day else "month", rows, whole=True)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: where, how far it reaches, how finely it is known, how many claims."""

    place_id: str
    label: str
    lat: float
    lon: float
    extent_km: float
    precision: str
    country: str
    n: int


_SPOT: Final = "p.place_id, p.label, p.lat, p.lon, p.extent_km, p.precision, p.country"


def places(database: Database, wanted: Filter) -> tuple[Sequence[Spot], bool]:
    """The places of the claims that a filter lets through, those with most claims first; and whether that is all."""
    if not set(wanted.set()) - {"order"}:
        sql = f"SELECT {_SPOT}, p.n FROM place_counts p WHERE p.n > 0 ORDER BY p.n DESC, p.spot LIMIT ?"
        rows = [Spot(*row) for row in database.rows(sql, (_PLACES + 1,))]
        return rows[:_PLACES], len(rows) <= _PLACES
    inner, values = matching(wanted, "f.spot AS spot", COUNTED + 1)
    sql = (
        f"SELECT {_SPOT}, m.n FROM (SELECT spot, count(*) AS n FROM ({inner}) WHERE spot <> '' GROUP BY spot) m "
        "JOIN place_counts p ON p.spot = m.spot ORDER BY m.n DESC, p.spot LIMIT ?"
    )
    rows = [Spot(*row) for row in database.rows(sql, (*values, _PLACES + 1))]
    return rows[:_PLACES], len(rows) <= _PLACES and sum(spot.n for spot in rows) <= COUNTED


def totals(database: Database) -> dict[str, int]:
    """How many pages, claims, incidents and actors there are, and claims that people decided on."""
    out = {}
    for name, sql in (
        ("pages", "SELECT max(number) FROM articles"),
        ("claims", "SELECT coalesce(sum(n), 0) FROM facet_counts WHERE facet = 'all'"),
        ("incidents", "SELECT count(*) FROM incident_facts"),
        ("actors", "SELECT count(*) FROM entity_counts WHERE role = '' AND n > 0"),
        ("decisions", "SELECT count(*) FROM claim_judgements"),
    ):
        row = database.first(sql)
        out[name] = (row[0] if row else 0) or 0
    return out
