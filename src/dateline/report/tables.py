"""The report's other chapters as rows: statements, denials, plans, talks, control, copies, gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dateline.link.denials import is_denial
from dateline.link.kinds import Kinds
from dateline.link.views.common import days_of, is_own, parties
from dateline.link.views.control import Hold, who_holds_what
from dateline.link.views.gaps import KINDS, gaps
from dateline.link.views.speech import THREATENING, Statement, statements
from dateline.link.views.talks import TYPES as TALKS
from dateline.link.views.talks import Talk, talks
from dateline.records import Claim
from dateline.report.book import Book, Ref, Said
from dateline.report.values import grouped, type_words

_GAPS = {
    "no-day": "No day",
    "no-place": "No place",
    "no-number": "No number (this is not zero)",
    "single-claimant": "One claimant only",
    "one-group": "Several claimants, one independent group",
    "contradicted-number": "Numbers contradicted",
    "contradicted": "Contradicted or denied",
    "unresolved-actor": "Who is meant is not resolved",
    "unresolved-place": "Where is not resolved",
    "unreadable-number": "Number not readable",
    "unnamed-source": "Source not named",
    "after-page": "Told as happened, after the page's own day",
    "toll-alone": "Toll without a told happening",
    "page": "Pages with marks (cut off, rewritten, stitched, no day)",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One claim as a row: what kind, about whom or what, the quote, who reports it."""

    anchor: str
    kind: str
    status: str
    loud: bool  # a threat or a call for violence
    about: str
    when: str
    quote: Markup
    said: Said
    ref: Ref
    contests: str = ""  # in words, with whom it stands in conflict


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one name."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A page in a family of copies."""

    anchor: str
    role: str
    name: str
    day: str
    headline: str
    share: str
    reason: str


@dataclass(frozen=True, slots=True)
class Family:
    """Pages that carry one text."""

    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A gap: whose (a link), and in words."""

    href: str
    name: str
    words: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Doubts:
    """Gaps of one kind."""

    name: str
    items: tuple[Doubt, ...]


def _line(claim: Claim, anchor: str, kind: str, about: str, book: Book, contests: str = "") -> Line:
    loud = claim.type in THREATENING or claim.status == "urged"
    when = book.when(claim.when) if any(days_of(claim)) else ""
    said, ref = book.said(claim), book.ref(claim)
    return Line(anchor, kind, claim.status, loud, about, when, book.quote(claim), said, ref, contests)


def speakers(book: Book) -> tuple[Group, ...]:
    """What is said and threatened, by speaker; threats first within a speaker."""
    out: dict[str, list[Line]] = {}
    rows = sorted(statements(book.archive), key=lambda r: (r.speaker.lower(), not _is_loud(r), r.stated or "9999"))
    for at, row in enumerate(rows, 1):
        claim, anchor = book.archive.claims[row.claim_id], f"st{at}"
        book.shown_at(claim, anchor, "statements")
        about = _about(("to " + ", ".join(row.addressees)) if row.addressees else "", row.topic or "")
        out.setdefault(row.speaker, []).append(_line(claim, anchor, type_words(row.type), about, book))
    return tuple(Group(name, tuple(lines)) for name, lines in out.items())


def _is_loud(row: Statement) -> bool:
    return row.type in THREATENING or row.status == "urged"


def _about(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def denials(book: Book, kinds: Kinds) -> tuple[Line, ...]:
    """Claims that a happening did not take place, beside the acts of denying under their speakers."""
    found = [c for c in book.archive.all_claims() if c.status == "denied" and is_own(c, book.archive)]
    rest = [c for c in found if is_denial(c, kinds) or c.type == "responsibility"]
    return _listed(rest, "dn", "denials", book)


def outlook(book: Book) -> tuple[Line, ...]:
    """What is planned, feared, attempted, averted or called for, talks and threats apart: none of it an incident."""
    shown = {row.claim_id for row in statements(book.archive)}
    found = [
        c
        for c in book.archive.all_claims()
        if c.status in ("planned", "possible", "urged", "attempted", "averted")
        and c.type not in TALKS
        and c.id not in shown
        and is_own(c, book.archive)
    ]
    return _listed(found, "ol", "plans and fears", book)


def _listed(claims: Sequence[Claim], prefix: str, name: str, book: Book) -> tuple[Line, ...]:
    out = []
    for at, claim in enumerate(claims, 1):
        book.shown_at(claim, f"{prefix}{at}", name)
        out.append(_line(claim, f"{prefix}{at}", type_words(claim.type), ", ".join(parties(claim)), book))
    return tuple(out)


def negotiations(book: Book) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Talks and agreements that took place, and those planned, possible, refused or called for."""
    held: list[Line] = []
    rest: list[Line] = []
    for at, talk in enumerate(talks(book.archive), 1):
        claim, anchor = book.archive.claims[talk.claim_ids[0]], f"tk{at}"
        for claim_id in talk.claim_ids:
            book.shown_at(book.archive.claims[claim_id], anchor, "talks")
        line = _line(claim, anchor, type_words(talk.type), _talk_words(talk), book)
        (held if talk.status == "actual" else rest).append(line)
    return tuple(held), tuple(rest)


def _talk_words(talk: Talk) -> str:
    return _about(", ".join(talk.parties), talk.topic or "", f"in {talk.place}" if talk.place else "")


def control(book: Book) -> tuple[Group, ...]:
    """Who holds, took or left each place, with who says so; disputed claims say with whom they are in conflict."""
    out: dict[str, list[Line]] = {}
    rows = who_holds_what(book.archive)
    for at, row in enumerate(rows, 1):
        claim, anchor = book.archive.claims[row.claim_id], f"ho{at}"
        book.shown_at(claim, anchor, "who holds what")
        contests = "; ".join(_contest(other, rows) for other in row.disputed_by)
        out.setdefault(row.place, []).append(
            _line(claim, anchor, type_words(row.type), _hold_words(row), book, contests)
        )
    return tuple(Group(name, tuple(lines)) for name, lines in out.items())


def _hold_words(row: Hold) -> str:
    verb = {"control": "held by", "seizure": "taken by", "handover": "handed to"}.get(row.type, "")
    holders = f"{verb} {', '.join(row.holders)}" if row.holders and verb else ""
    losers = f"{'left by' if row.type == 'withdrawal' else 'from'} {', '.join(row.losers)}" if row.losers else ""
    words = " ".join(part for part in (holders, losers) if part) or "holder not said"
    return f"not so: {words}" if row.status == "denied" else words


def _contest(claim_id: str, rows: Sequence[Hold]) -> str:
    other = next(row for row in rows if row.claim_id == claim_id)
    return f"{', '.join(other.claimants)}: {_hold_words(other)}"


def families(book: Book) -> tuple[Family, ...]:
    """Families of copies, the original first."""
    out = []
    for group in book.archive.linking.copy_groups:
        members = []
        for member in group.members:
            article = book.archive.articles[member.article_id]
            headline = article.header.headline.exact if article.header.headline else "(no headline found)"
            members.append(
                Member(
                    book.page_anchor(article.id),
                    member.role,
                    book.page_name(article),
                    book.page_day(article),
                    headline,
                    f"{member.similarity:.0%}",
                    book.plain(member.reason),
                )  # fmt: skip
            )
        out.append(Family(group.agency or members[0].name, tuple(members)))
    return tuple(out)


def doubts(book: Book) -> tuple[Doubts, ...]:
    """Gaps by kind, each with a link to the incident or sentence it is about; marked pages at the end."""
    out: dict[str, list[Doubt]] = {kind: [] for kind in (*KINDS, "page")}
    incidents = {incident.id: incident for incident in book.incidents}
    for gap in sorted(gaps(book.archive), key=lambda g: (KINDS.index(g.kind), book.order(g.subject_id), g.words)):
        if gap.subject_id in incidents:
            incident = incidents[gap.subject_id]
            name = f"Incident {book.incident_number[incident.id]} ({type_words(incident.type)})"
            words = book.no_place(incident) if gap.kind == "no-place" else book.plain(grouped(gap.words))
            out[gap.kind].append(Doubt(f"#{book.incident_anchor(incident)}", name, words))
        else:
            claim = book.archive.claims[gap.subject_id]
            ref = book.ref(claim)
            out[gap.kind].append(Doubt(ref.href, f"{ref.name}, {ref.day}", gap.words, book.start_of(claim)))
    for article in book.articles:
        marks = [f"{type_words(q.kind)}: {q.detail}" for q in article.qualities]
        if book.page_day(article) == "no day":
            marks.append("no publication day, so relative days are not resolved")
        out["page"] += [Doubt(f"#{book.page_anchor(article.id)}", book.page_name(article), words) for words in marks]
    return tuple(
        Doubts(_GAPS.get(kind, type_words(kind).capitalize()), tuple(items)) for kind, items in out.items() if items
    )
