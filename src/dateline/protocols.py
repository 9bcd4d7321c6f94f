"""What the rooms promise one another. A stage takes nouns and returns nouns; what it needs is handed to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from dateline.records import (
    Article,
    Capture,
    Claim,
    CopyGroup,
    Incident,
    Link,
    Mention,
    PageHints,
    Reading,
    Refused,
    Sentence,
)


@dataclass(frozen=True, slots=True)
class RawPage:
    """A capture with its bytes and its decoded characters, on its way to cleaning."""

    capture: Capture
    data: bytes
    page: str
    hints: PageHints


class Source(Protocol):
    """Where pages come from: yields a page or says why one was refused; never raises for one broken input."""

    def pages(self) -> Iterator[RawPage | Refused]:
        """Every page of the source, in a stable order."""
        ...


class Reader(Protocol):
    """Finds spans, triggers with type and status, roles, counts and sources in one article."""

    name: str  # name/version, stored with every claim

    def read(self, article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention]) -> Reading:
        """What is stated. `hints` are spans found by lists and grammars (times, quantities, known actors)."""
        ...


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One place of a gazetteer. `extent_km` is a radius that covers it."""

    id: str  # geonames:170654, dl:baghouz, iso:SY
    name: str
    lat: float
    lon: float
    country: str | None  # ISO 3166-1 alpha-2
    admin1: str | None
    kind: str  # country, admin1, admin2, region, settlement, district, site (base, dam, camp, crossing), water
    population: int
    extent_km: float
    match: str  # how the name matched: exact, folded, skeleton, fuzzy


class Gazetteer(Protocol):
    """Looks names up; knows nothing of stories."""

    def candidates(self, name: str, countries: Sequence[str] = (), loose: bool = True) -> tuple[GazetteerEntry, ...]:
        """Every place of the name, best match first, then by population; also by likeness in `countries` if `loose`."""
        ...


@dataclass(frozen=True, slots=True)
class Story:
    """What the resolvers know of the page around a mention."""

    article_id: str
    day: dt.date | None  # the page's day, if it has one
    day_basis: str  # publication, dateline, none
    countries: tuple[str, ...]  # ISO codes the story is about, weightiest first
    dateline_place: str | None
    votes: tuple[tuple[str, str, int], ...] = ()  # name (folded; "" for countries and large places), country, weight
    before: str = ""  # the page's text as far as the words in question
    here: str | None = None  # the country of the place that the claim itself gives


class Exporter(Protocol):
    """Writes a ledger in one format. The iterators are read once; the same records give the same bytes."""

    name: str
    suffix: str
    media_type: str

    def write(self, ledger: LedgerView, out: BinaryIO) -> None:
        """All of the ledger into `out`. Nothing in gives a valid empty file."""
        ...


class LedgerView(Protocol):
    """What reports, exports and commands read from a ledger; every iterator is in a stable order."""

    def captures(self) -> Iterable[Capture]:
        """Every capture, by address."""
        ...

    def articles(self) -> Iterable[Article]:
        """Every article, by publication day (unresolved last), then id."""
        ...

    def article(self, article_id: str) -> Article:
        """One article; raises KeyError."""
        ...

    def claims(self) -> Iterable[Claim]:
        """Every claim, by article then place in the text."""
        ...

    def copy_groups(self) -> Iterable[CopyGroup]:
        """Families of copies."""
        ...

    def incidents(self) -> Iterable[Incident]:
        """Incidents by first day (unresolved last), then id."""
        ...

    def links(self) -> Iterable[Link]:
        """Relations between claims, by subject then object."""
        ...
