"""Nouns to rows and back. The record column holds the whole noun; the other columns are there to search by."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import zlib
from collections.abc import Iterator
from typing import TypeVar

from dateline import codec
from dateline.errors import LedgerError
from dateline.records import ActorRef, Article, Capture, Claim, Incident, Link, Place, Published, When

T = TypeVar("T")
LAST = "~"  # sorts after every day


def storable(text: str) -> str:
    """The text in characters SQLite takes: lone surrogates escaped as JSON escapes them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def record(noun: object) -> str:
    """The noun as JSON that SQLite takes; `read` gives it back unchanged."""
    return storable(codec.dumps(noun))


def read(kind: type[T], ident: str, line: str) -> T:
    """The noun of a record column; raises LedgerError where it is not one."""
    try:
        return codec.loads(kind, line)
    except (ValueError, TypeError, RecursionError) as problem:
        raise _damaged(kind, ident, problem) from problem


def pack(data: bytes) -> bytes:
    """Raw bytes as stored."""
    return zlib.compress(data, 6)


def unpack(ident: str, packed: bytes) -> bytes:
    """Raw bytes as they came; raises LedgerError where they cannot be unpacked."""
    try:
        return zlib.decompress(packed)
    except (zlib.error, TypeError) as problem:
        raise LedgerError(f"the bytes of {ident} are damaged ({problem}); restore a copy of the ledger") from problem


def capture_row(capture: Capture) -> tuple[object, ...]:
    """The columns of `captures`."""
    return capture.id, storable(capture.address), capture.sha256, record(capture)


def article_row(article: Article) -> tuple[object, ...]:
    """The columns of `articles`: the text stands in its own column, once."""
    text = storable(article.text)
    kept = dataclasses.replace(article, text="") if text == article.text else article
    published, headline = article.header.published, article.header.headline
    return (
        article.id,
        article.capture_id,
        published.day.isoformat() if isinstance(published, Published) else LAST,
        storable(headline.exact) if headline else None,
        text,
        record(kept),
    )


def read_article(ident: str, line: str, text: str) -> Article:
    """The article of its record and text columns."""
    try:
        plain = json.loads(line)
        plain["text"] = plain["text"] or text
        return codec.from_plain(Article, plain)
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        raise _damaged(Article, ident, problem) from problem


def claim_row(claim: Claim) -> tuple[object, ...]:
    """The columns of `claims`."""
    when = claim.when if isinstance(claim.when, When) else None
    place = claim.place if isinstance(claim.place, Place) else None
    return (
        claim.id,
        claim.article_id,
        claim.trigger.start,
        claim.trigger.end,
        claim.type,
        claim.status,
        _day(when.earliest) if when else None,
        _day(when.latest) if when else None,
        place.country if place else None,
        place.gazetteer_id if place else None,
        claim.confidence,
        storable(claim.sentence_evidence.exact),
        record(claim),
    )


def claim_entities(claim: Claim) -> Iterator[tuple[str, str, str]]:
    """Claim id, role and entity id of everybody in the claim who is known; claimants under "claimant"."""
    for filler in claim.fillers:
        if isinstance(filler.actor, ActorRef):
            yield claim.id, filler.role, filler.actor.entity_id
    for joint in claim.attribution.chain:
        for claimant in joint:
            if isinstance(claimant.actor, ActorRef):
                yield claim.id, "claimant", claimant.actor.entity_id


def incident_row(incident: Incident) -> tuple[object, ...]:
    """The columns of `incidents`."""
    first = incident.earliest or incident.latest
    country = incident.place.country if isinstance(incident.place, Place) else None
    day_key = _day(first) or LAST
    return incident.id, day_key, incident.type, country, incident.status, record(incident)


def link_row(link: Link) -> tuple[object, ...]:
    """The columns of `links`."""
    return link.id, link.kind, link.subject_id, link.object_id, link.status, record(link)


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _damaged(kind: type, ident: str, problem: Exception) -> LedgerError:
    return LedgerError(
        f"the {kind.__name__} {ident} cannot be read ({problem}); the ledger is damaged: restore a copy, "
        "or read the pages again into a new ledger"
    )
