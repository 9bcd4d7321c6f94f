"""Pages: captures, articles, lines and what stands around the story."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.records.common import Evidence, Unresolved


@dataclass(frozen=True, slots=True)
class Capture:
    """The evidentiary copy: raw bytes as they came (kept beside it), where from, and their hash."""

    id: str
    address: str  # path as given, path#row, or a web address
    url: str | None  # address of the page on the web, if the input says so
    sha256: str
    size: int  # bytes
    media_type: str  # text/plain, text/html, application/json
    encoding: str
    encoding_found: str  # how: bom, header, utf-8, detected
    captured_utc: str | None  # ISO 8601, not part of the id, left out of exports


@dataclass(frozen=True, slots=True)
class PageHints:
    """What the input itself says about a page (a JSON Lines row, a file's sidecar): never guessed."""

    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    ident: str | None = None  # the row's own id


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that could not be read: where, what is wrong, what to do. The batch goes on."""

    address: str
    what: str


@dataclass(frozen=True, slots=True)
class LineMark:
    """One line of the article's text and what it is. Nothing is deleted: lines are marked."""

    start: int
    end: int
    kind: (
        str  # body, headline, cross-heading, caption (article); menu, share, advert, related, date, byline, credit, ...
    )
    is_article: bool
    reason: str  # the rule that decided, in words
    rule: str


@dataclass(frozen=True, slots=True)
class PageSpan:
    """A paragraph of the text and the characters of the decoded page it came from (code points of the page)."""

    start: int
    end: int
    page_start: int
    page_end: int


@dataclass(frozen=True, slots=True)
class Published:
    """When the page says it was published, and how that was found."""

    day: dt.date
    time: str | None  # HH:MM with offset where stated
    basis: str  # row, json-ld, meta, time-element, address, line, dateline, library
    exact: str  # the characters it was read from


@dataclass(frozen=True, slots=True)
class DatelineLine:
    """ "BAGHOUZ, Syria (AP) —": a bureau's place and agency; low weight as an event's place."""

    evidence: Evidence
    place_words: str
    agency: str | None


@dataclass(frozen=True, slots=True)
class Quality:
    """A mark: truncated, stitched, rewritten, duplicated-headline, hard-wrapped, not-english, no-article, left-out."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Header:
    """What stands around the story: headline, byline, dateline, publication time, outlet, agency whose story it is."""

    headline: Evidence | None
    byline: Evidence | None
    dateline: DatelineLine | None
    published: Published | Unresolved
    outlet: str | Unresolved
    agency: str | None  # the agency whose story the page carries
    agency_evidence: Evidence | None
    language: str | Unresolved  # ISO 639-1


@dataclass(frozen=True, slots=True)
class Article:
    """The working copy: the text (NFC, LF only) never changes once stored; a new extraction is a new article."""

    id: str
    capture_id: str
    text: str
    text_sha256: str
    extractor: str  # name and version of the stage that made the text
    lines: tuple[LineMark, ...]
    header: Header
    qualities: tuple[Quality, ...]
    page_spans: tuple[PageSpan, ...]  # empty for plain text (the page but for NFC, LF, hard line ends)

    def evidence(self, start: int, end: int) -> Evidence:
        """The characters from `start` to `end` as evidence; raises ValueError outside the text."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no characters {start}..{end} in {self.id} (length {len(self.text)})")
        return Evidence(self.id, start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article proper (lines that are not the article have none)."""

    index: int
    start: int
    end: int
    kind: str  # headline, body
