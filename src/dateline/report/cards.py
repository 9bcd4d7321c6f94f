"""Incidents as cards: what is claimed, by whom, in which words; contradictions first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dateline.link.independence import Independence, independence_of
from dateline.link.views.common import filled, words_of
from dateline.records import ActorRef, Claim, Filler, Incident, Link, Place, Unresolved
from dateline.report.book import Book, Ref, Said
from dateline.report.tolls import Measure, incident_tolls
from dateline.report.values import day_precision, extent_words, incident_day, precision_words, type_words

# A capital is a name's unless a place's preposition or a word that opens a phrase explains it.
_OPENERS = frozenset(
    "a an the this these those its their his her some several many dozens scores hundreds thousands about nearly over "
    "at two three four five six seven eight nine ten eleven twelve twenty armed gunmen rebels civilians people".split()
)
_NAME = re.compile(r"(?<!\bat )(?<!\bin )(?<!\bnear )(?<!\bfrom )\b[A-Z]")


@dataclass(frozen=True, slots=True)
class Account:
    """A sentence with its claims: who says it, via whom, in which page, and which copies carry it too."""

    anchor: str
    quote: Markup
    said: Said
    types: tuple[tuple[str, str], ...]  # type and status
    ref: Ref
    copies: tuple[Ref, ...]
    doubtful: str  # a sentence where a person should look; empty


@dataclass(frozen=True, slots=True)
class Against:
    """A contradiction: what kind, in words, and the two sentences."""

    kind: str
    words: str
    one: Said
    one_ref: Ref
    one_quote: Markup
    other: Said
    other_ref: Ref
    other_quote: Markup


@dataclass(frozen=True, slots=True)
class Card:
    """One incident."""

    anchor: str
    number: int
    type: str
    status: str
    day: str
    day_precision: str
    place: str
    place_precision: str
    reason: str  # why there is no place
    parties: tuple[tuple[str, str], ...]  # role in words, names
    tolls: tuple[Measure, ...]
    counts: tuple[tuple[int, str], ...]  # documents, outlets, claimants, independent groups
    why: str
    groups: tuple[tuple[str, str], ...]  # voices, why the others of the group stand with the first
    against: tuple[Against, ...]
    accounts: tuple[Account, ...]
    brief: str  # in one line, for a folded card
    weighty: bool  # several claimants give tolls, or groups are independent: worth reading first


@dataclass(frozen=True, slots=True)
class Day:
    """The cards of one day."""

    name: str
    cards: tuple[Card, ...]


def days(book: Book) -> tuple[Day, ...]:
    """All cards by first day, then place."""
    out: dict[str, list[Card]] = {}
    for incident in book.incidents:
        out.setdefault(incident_day(incident), []).append(card(incident, book))
    return tuple(Day(name, tuple(cards)) for name, cards in out.items())


def card(incident: Incident, book: Book) -> Card:
    """All that is shown of one incident."""
    claims = book.archive.claims_of(incident)
    found = independence_of(claims, book.archive)
    place = incident.place
    tolls = incident_tolls(incident, book)
    return Card(
        anchor=book.incident_anchor(incident),
        number=book.incident_number[incident.id],
        type=type_words(incident.type),
        status=incident.status,
        day=incident_day(incident),
        day_precision=day_precision(incident),
        place=place.label if isinstance(place, Place) else "Place not known",
        place_precision=_place_precision(place) if isinstance(place, Place) else "",
        reason="" if isinstance(place, Place) else book.no_place(incident),
        parties=tuple(_parties(claims)),
        tolls=tolls,
        counts=(
            (found.n_documents, "document" if found.n_documents == 1 else "documents"),
            (found.n_outlets, "outlet" if found.n_outlets == 1 else "outlets"),
            (found.n_claimants, "claimant" if found.n_claimants == 1 else "claimants"),
            (found.n_independent_groups, f"independent group{'' if found.n_independent_groups == 1 else 's'}"),
        ),
        why=_why(found),
        groups=tuple((", ".join(group.voices), "; ".join(group.why)) for group in found.groups),
        against=tuple(_against(incident, book)),
        accounts=tuple(_accounts(incident, claims, book)),
        brief=_brief(tolls, found, claims, book),
        weighty=found.n_independent_groups > 1 and any(len(measure.rows) > 1 for measure in tolls),
    )


def _brief(tolls: Sequence[Measure], found: Independence, claims: Sequence[Claim], book: Book) -> str:
    """The tolls as ranges and how many say so; without a toll the first claim's words."""
    said = f"{found.n_claimants} claimant{'' if found.n_claimants == 1 else 's'}"
    ranges = [f"{measure.name} {measure.brief}" for measure in tolls if measure.brief]
    return f"{'; '.join(ranges)} ({said})" if ranges else f"“{book.start_of(claims[0])}”"


def _why(found: Independence) -> str:
    """Why there are no more independent groups, in a sentence."""
    reasons = sorted({reason for group in found.groups for reason in group.why})
    count = found.n_independent_groups
    groups = f"{count} independent group{'' if count == 1 else 's'}"
    if not reasons:
        return f"{groups}: each of the claims stands on its own as far as the pages show"
    return f"Only {groups}, because of: {'; '.join(reasons)}"


def _place_precision(place: Place) -> str:
    return ", ".join(words for words in (precision_words(place), extent_words(place)) if words)


# --- who took part ----------------------------------------------------------------------------------------------------


def _parties(claims: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Named bodies and described people by role. Names of persons who may be private stay in the quoted sentences."""
    for role, words in (("actor", "Actor, as claimed"), ("target", "Hit or affected, as claimed")):
        names: Counter[str] = Counter()
        withheld = 0
        for claim in claims:
            for filler in filled(claim, role):
                name = public_name(filler)
                names[name] += bool(name)
                withheld += not name
        shown = [name for name, _ in sorted(names.items(), key=lambda item: (-item[1], item[0])) if name]
        if withheld:
            shown.append("others, named in the quoted sentences" if shown else "named in the quoted sentences")
        if shown:
            yield words, "; ".join(shown)


def public_name(filler: Filler, names: bool = False) -> str:
    """The name of a body or office holder, or a description; empty for somebody's name unless `names` are wanted."""
    if names:
        return filler.actor.name if isinstance(filler.actor, ActorRef) else words_of(filler)
    if isinstance(filler.actor, ActorRef):
        return filler.actor.name if filler.actor.kind != "person" or filler.role == "actor" else ""
    words = words_of(filler)
    first, _, rest = words.partition(" ")
    opened = first.lower() if first.lower() in _OPENERS else first
    return "" if _NAME.search(f"{opened} {rest}") else words


# --- accounts ---------------------------------------------------------------------------------------------------------


def _accounts(incident: Incident, claims: Sequence[Claim], book: Book) -> Iterator[Account]:
    """One account a sentence; a sentence of a copy is folded onto the one it copies."""
    groups: dict[tuple[str, int], list[Claim]] = {}
    for claim in claims:
        first = book.archive.claims.get(book.archive.twins.original(claim.id) or claim.id, claim)
        groups.setdefault((first.article_id, first.sentence_evidence.start), []).append(claim)
    for group in groups.values():  # the original of a family speaks for its copies
        group.sort(key=lambda claim: not _is_original(claim, book))
    for at, group in enumerate(groups.values(), 1):
        anchor = f"{book.incident_anchor(incident)}a{at}"
        for claim in group:
            book.shown_at(claim, anchor, f"incident {book.incident_number[incident.id]}")
        yield _account(anchor, group, incident, book)


def _is_original(claim: Claim, book: Book) -> bool:
    member = book.archive.membership(claim.article_id)
    return member is not None and member.role == "original"


def _account(anchor: str, group: Sequence[Claim], incident: Incident, book: Book) -> Account:
    first = group[0]
    here = [claim for claim in group if claim.sentence_evidence == first.sentence_evidence]
    elsewhere = dict.fromkeys(claim.sentence_evidence for claim in group if claim not in here)
    copies = [next(claim for claim in group if claim.sentence_evidence == evidence) for evidence in elsewhere]
    report = [
        k for k in book.archive.links_from.get(first.id, ()) if k.kind == "reports" and k.object_id == incident.id
    ]
    return Account(
        anchor=anchor,
        quote=book.quote(first, here[1:]),
        said=book.said(first),
        types=tuple(dict.fromkeys((type_words(claim.type), claim.status) for claim in here)),
        ref=book.ref(first),
        copies=tuple(book.ref(claim) for claim in copies),
        doubtful=_doubt(report),
    )


def _doubt(reports: Sequence[Link]) -> str:
    weak = [link for link in reports if link.score < 0.6 and link.status == "suggested"]
    return f"weakly linked to this incident (score {weak[0].score:.2f})" if weak else ""


# --- contradictions ---------------------------------------------------------------------------------------------------


def _against(incident: Incident, book: Book) -> Iterator[Against]:
    """Contradictions between claims of an incident, and denials of it; the heaviest first."""
    inside = set(incident.claim_ids)
    found = [
        link
        for link in book.archive.linking.links
        if link.kind == "contradicts" and link.status != "rejected" and {link.subject_id, link.object_id} & inside
    ]
    claims = book.archive.claims
    for link in sorted(found, key=lambda k: (-k.score, k.subject_id, k.object_id)):
        one, other = claims.get(link.subject_id), claims.get(link.object_id)
        if one is None or other is None:
            continue
        if one.id not in inside:
            name = f"incident {book.incident_number[incident.id]}"
            book.shown_at(one, book.incident_anchor(incident), name)
        kind, words = _kind(one, link, book)
        ours, theirs = (
            (book.said(one), book.ref(one), book.quote(one)),
            (book.said(other), book.ref(other), book.quote(other)),
        )
        yield Against(kind, words, *ours, *theirs)


def _kind(claim: Claim, link: Link, book: Book) -> tuple[str, str]:
    reason = book.plain(link.reasons[0]) if link.reasons else ""
    if claim.status == "denied" or claim.type == "denial":
        return "Denied", ""
    return ("Numbers in conflict" if any(c.isdigit() for c in reason) else "Accounts in conflict"), reason


def unplaced(book: Book) -> tuple[tuple[str, str, str], ...]:
    """Incidents without a place on the map: anchor, words, why."""
    out = []
    for incident in book.incidents:
        if isinstance(incident.place, Unresolved):
            words = f"{book.incident_number[incident.id]} {type_words(incident.type)}, {incident_day(incident)}"
            out.append((book.incident_anchor(incident), words, book.no_place(incident)))
    return tuple(out)
