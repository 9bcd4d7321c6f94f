"""The nouns of Dateline: frozen, slotted, standard library only.

Offsets are Unicode code points, half-open, into `Article.text`, unless a field says otherwise. Days are
`datetime.date` without a zone (the day as the page counts it). `None` means "does not apply"; a value that was looked
for and not found is `Unresolved` with a reason. Every noun goes to JSON and back through `dateline.codec`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

FORMAT_VERSION = 1


class Why(StrEnum):
    """Why a value is missing."""

    NOT_STATED = "not-stated"
    AMBIGUOUS = "ambiguous"
    UNKNOWN_NAME = "unknown-name"
    NO_ANCHOR = "no-anchor"  # "Monday" on a page without a date
    UNREADABLE = "unreadable"
    NOT_A_PLACE = "not-a-place"  # "the front", "abroad", a government meant by its capital
    UNNAMED = "unnamed"  # somebody is quoted or believed, nobody is named
    CONFLICTING = "conflicting"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Looked for and not found: `why`, and in a sentence what was tried."""

    why: Why
    detail: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters of one article that state a value: `article.text[start:end] == exact`, always."""

    article_id: str
    start: int
    end: int
    exact: str


# --- pages -----------------------------------------------------------------------------------------------------------


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


# --- what a reader hands over ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled span: actor, population, place, time, quantity, weapon, facility, source, cue, hedge, pronoun."""

    sentence: int
    start: int
    end: int
    kind: str
    score: float
    found_by: str
    entity_id: str | None = None  # a candidate from an alias table, not a resolution


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that name an event, its type and status."""

    sentence: int
    start: int
    end: int
    type: str
    status: str
    score: float
    found_by: str
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class RoleLink:
    """A mention fills a role of a trigger. Both are positions in the reading's tuples."""

    trigger: int
    mention: int
    role: str
    score: float


@dataclass(frozen=True, slots=True)
class CountLink:
    """A quantity mention counts something of a trigger."""

    trigger: int
    mention: int  # the counted phrase ("at least 12 villagers")
    measure: str
    scope: str  # incident, cumulative
    whose: str | None  # the group as stated
    score: float


@dataclass(frozen=True, slots=True)
class SourceLink:
    """Who vouches for a trigger: links of the chain, innermost first; each link may be joint. `unnamed` = source=?."""

    trigger: int
    chain: tuple[tuple[int, ...], ...]  # mention positions
    cue: int | None
    manner: str  # quoted, paraphrased, unattributed
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reader found in one article, in text order."""

    reader: str  # name/version
    mentions: tuple[Mention, ...]
    triggers: tuple[Trigger, ...]
    roles: tuple[RoleLink, ...]
    counts: tuple[CountLink, ...]
    sources: tuple[SourceLink, ...]
    qualities: tuple[Quality, ...] = ()  # marks that the reader puts on the page


@dataclass(frozen=True, slots=True)
class DraftFiller:
    """A role's filler before anybody asked whom or what it means."""

    role: str
    evidence: Evidence
    refers_to: Evidence | None


@dataclass(frozen=True, slots=True)
class DraftCount:
    """A counted phrase before its number is read."""

    measure: str
    scope: str
    evidence: Evidence
    whose: str | None
    part_of: bool
    additional: bool


@dataclass(frozen=True, slots=True)
class DraftClaimant:
    """One claimant's words; no evidence: nobody is named."""

    evidence: Evidence | None
    refers_to: Evidence | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as assembled from a reading, before resolving."""

    sentence: int
    sentence_evidence: Evidence
    type: str
    status: str
    trigger: Evidence
    fillers: tuple[DraftFiller, ...]
    counts: tuple[DraftCount, ...]
    chain: tuple[tuple[DraftClaimant, ...], ...]
    manner: str
    cue: Evidence | None
    topic: str | None
    confidence: float
    found_by: str


# --- claims ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An entity that a mention means, on the date of the story."""

    entity_id: str
    name: str
    kind: str
    country: str | None  # ISO 3166-1 alpha-2
    basis: str  # alias, alias in phrase, office on date, title and name, country and forces, described, local ...
    reasons: tuple[str, ...] = ()  # what decided, in words: the name, the office on the day, others it might have been


@dataclass(frozen=True, slots=True)
class Place:
    """A point with an honest extent. `precision` is the ladder of EXPORTS 1.11."""

    name: str  # as stated
    label: str  # as the gazetteer calls it
    gazetteer_id: str
    lat: float
    lon: float
    extent_km: float  # radius
    precision: str  # exact, settlement, near-settlement, admin2, admin1, region, country, sea
    country: str | None
    admin1: str | None
    basis: str  # event-place, dateline, inferred
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends included; None at an end means open."""

    earliest: dt.date | None
    latest: dt.date | None
    precision: str  # day, days, week, month, season, year, longer, open
    basis: str  # stated, publication, dateline, text
    anchor: dt.date | None  # the day that relative words were counted from
    words: str
    reasons: tuple[str, ...] = field(default=(), compare=False)  # what decided, in words


@dataclass(frozen=True, slots=True)
class Number:
    """A number as stated: bounds, never invented. `value` is the guide's form (25, >=25, ~200, dozens)."""

    low: int | None
    high: int | None
    point: int | None
    quantifier: str  # exact, at_least, more_than, at_most, fewer_than, about, range, vague, zero_stated
    vague: str | None  # the guide's vague word, where there is one
    value: str
    reasons: tuple[str, ...] = field(default=(), compare=False)  # what decided, in words: no part of the number


@dataclass(frozen=True, slots=True)
class Filler:
    """One filler of one role, as written, with what a pronoun or bare noun stands for, and whom or what it means."""

    role: str
    evidence: Evidence
    refers_to: Evidence | None
    actor: ActorRef | Unresolved | None  # None: the role is not filled by actors
    place: Place | Unresolved | None
    when: When | Unresolved | None


@dataclass(frozen=True, slots=True)
class Count:
    """A counted fact: what was counted, how many, over what, of whom."""

    measure: str
    number: Number | Unresolved
    scope: str  # incident, cumulative
    evidence: Evidence
    group_as_stated: str | None
    part_of: bool  # "including three children": a part, not an addition
    additional: bool  # "another five"


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who vouches: the words, what they refer to, and whom they mean. No evidence: nobody is named (`source=?`)."""

    evidence: Evidence | None
    refers_to: Evidence | None
    actor: ActorRef | Unresolved
    is_party: bool | None  # speaks of its own deeds; None: not known


@dataclass(frozen=True, slots=True)
class Attribution:
    """According to whom: links innermost first (A, as reported by B), each link one or more joint claimants."""

    chain: tuple[tuple[Claimant, ...], ...]
    manner: str  # own-voice, quoted, paraphrased, unattributed
    cue: Evidence | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion in one article: the atom of the ledger."""

    id: str
    article_id: str
    sentence: int
    sentence_evidence: Evidence
    type: str
    status: str
    trigger: Evidence
    fillers: tuple[Filler, ...]
    counts: tuple[Count, ...]
    attribution: Attribution
    when: When | Unresolved
    place: Place | Unresolved
    topic: str | None
    confidence: float
    found_by: str


# --- across documents ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CopyMember:
    """One article in a family of copies."""

    article_id: str
    role: str  # original, verbatim, edited, rewritten, stitched, update
    similarity: float  # share of the member's shingles found in the original
    reason: str


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Articles that carry one text. A copy adds no independent group."""

    id: str
    members: tuple[CopyMember, ...]
    agency: str | None


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening in the world, as several claims report it. Values are views over the claims, not stored here."""

    id: str
    type: str
    family: str
    claim_ids: tuple[str, ...]
    earliest: dt.date | None
    latest: dt.date | None
    place: Place | Unresolved
    status: str  # suggested, confirmed
    merged_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A judged relation: claim reports incident, or claim to claim, with its reasons and score."""

    id: str
    kind: str  # reports, corroborates, repeats, updates, corrects, contradicts, overlaps
    subject_id: str
    object_id: str
    status: str  # suggested, confirmed, rejected
    by: str
    reasons: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Decision:
    """A row of the append-only log: who or what decided, when, what changed, before and after, why."""

    id: str
    at_utc: str
    who: str
    action: str  # add-article, refuse-input, link, merge, split, accept, reject, mend, undo
    subject_id: str
    before: str | None  # JSON
    after: str | None  # JSON
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the machine: what read what, with which knowledge."""

    id: str
    version: str
    reader: str
    knowledge_sha256: str
    started_utc: str
    inputs: tuple[str, ...]
    added: int
    skipped: int
    refused: int
