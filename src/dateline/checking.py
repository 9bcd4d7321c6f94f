"""Check a statement: read it like any text, and find what the ledger's claims say of the same happening."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.errors import InputError
from dateline.ids import content_id, sha256_text
from dateline.knowledge.ontology import load_ontology
from dateline.link.archive import Archive
from dateline.link.kinds import Kinds
from dateline.link.matching import Match, is_checkable, matches
from dateline.pipeline import Machine
from dateline.protocols import RawPage
from dateline.records import Article, Capture, Claim, PageHints
from dateline.store.ledger import Ledger
from dateline.store.near import near

LONGEST = 5_000  # characters: a statement, not a page


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """One claim read from the statement, and the incidents it may be about, best first."""

    claim: Claim
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement as read. `claims` is empty where nothing of the listed types was read in it."""

    article: Article
    claims: tuple[CheckedClaim, ...]


def check_statement(machine: Machine, ledger: Ledger, text: str, day: dt.date | None = None) -> tuple[Checked, Archive]:
    """What a ledger's claims say of a statement, and the part of the ledger that was looked at.

    `day` is the day the statement was made, for words like "on Tuesday". Raises InputError for a statement that is
    empty or too long. Nothing is stored.
    """
    if not text.strip():
        raise InputError("the statement", "is empty; give a sentence or a paragraph")
    if len(text) > LONGEST:
        raise InputError("the statement", f"is longer than {LONGEST} characters; check pages with `dateline add`")
    done = machine.code(as_page(text, "a statement", day.isoformat() if day else None))
    archive = near(ledger, done.claims).archive()
    kinds = Kinds(load_ontology())
    found = [
        CheckedClaim(claim, matches(claim, done.article, archive, kinds) if is_checkable(claim, kinds) else ())
        for claim in done.claims
    ]
    return Checked(done.article, tuple(found)), archive


def as_page(text: str, address: str, published: str | None) -> RawPage:
    """A text in memory as a raw page, with nothing but its publication day."""
    data = text.encode("utf-8", "surrogatepass")
    sha = sha256_text(text)
    capture = Capture(
        id=content_id("cap", address, sha),
        address=address,
        url=None,
        sha256=sha,
        size=len(data),
        media_type="text/plain",
        encoding="utf-8",
        encoding_found="utf-8",
        captured_utc=None,
    )
    return RawPage(capture, data, text, PageHints(published=published))
