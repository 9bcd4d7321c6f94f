"""A pasted sentence against the ledger: it is read like any text, and what the ledger holds of the same is compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline import jobs
from dateline.ids import content_id, sha256_text
from dateline.knowledge.ontology import load_ontology
from dateline.link.kinds import Fit, Kinds
from dateline.link.numbers import conflict, equal
from dateline.link.views.common import parties, words_of
from dateline.pipeline import Coded
from dateline.protocols import RawPage
from dateline.records import Capture, Claim, Number, PageHints, Place, Unresolved, When
from dateline.report.values import number_words, place_words, type_words, when_words
from dateline.store.ledger import Ledger
from dateline.store.search import match_expression

LONGEST = 5_000  # characters of a pasted text
_WINDOW_DAYS = 4
_LOOKED_AT = 120
_BY_PLACE: Final = """
SELECT c.id FROM claim_facets f JOIN claims c ON c.number = f.number
WHERE f.place_id = ? AND (? = '' OR f.day = '' OR f.day BETWEEN date(?, ?) AND date(?, ?))
ORDER BY f.day DESC LIMIT ?"""
_BY_DAY: Final = """
SELECT c.id FROM claim_facets f JOIN claims c ON c.number = f.number
WHERE f.type = ? AND f.day BETWEEN date(?, ?) AND date(?, ?) AND (? = '' OR f.country = ?) LIMIT ?"""
_BY_WORDS: Final = """
SELECT c.id FROM (SELECT rowid FROM claim_words WHERE claim_words MATCH ? ORDER BY rank LIMIT ?) w
JOIN claims c ON c.number = w.rowid"""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of both claims and whether they agree: agrees, differs, or not stated on one side."""

    name: str
    pasted: str
    found: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Match:
    """A claim of the ledger beside a pasted one."""

    claim: Claim
    fields: tuple[Field, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim of the pasted text with what the ledger holds of the same, earliest first."""

    claim: Claim
    matches: tuple[Match, ...]


def read_pasted(text: str, day: dt.date | None, reader: str) -> Coded:
    """A pasted text read like a page of that day; without one, words like "Tuesday" stay unresolved."""
    text = text[:LONGEST]
    data = text.encode("utf-8", "replace")
    sha = sha256_text(text)
    capture = Capture(
        content_id("cap", "pasted", sha), "pasted", None, sha, len(data), "text/plain", "utf-8", "utf-8", None
    )
    hints = PageHints(published=day.isoformat() if day else None)
    return jobs.machine(reader).code(RawPage(capture, data, text, hints))


def check_against(ledger: Ledger, claims: Iterable[Claim]) -> tuple[Checked, ...]:
    """Each pasted claim with the ledger's claims that may be of the same happening."""
    kinds = Kinds(load_ontology())
    return tuple(Checked(claim, _matches(ledger, claim, kinds)) for claim in claims)


def _matches(ledger: Ledger, pasted: Claim, kinds: Kinds) -> tuple[Match, ...]:
    found = []
    for ident in _candidates(ledger, pasted):
        claim = ledger.claim(ident)
        if kinds.fit(claim.type, pasted.type) is Fit.NONE:
            continue
        fields = tuple(compared(pasted, claim))
        score = sum({"agrees": 2.0, "differs": -1.0}.get(field.verdict, 0.0) for field in fields)
        if _may_be_same(pasted, claim, {field.name: field.verdict for field in fields}):
            found.append(Match(claim, fields, score))
    best = sorted(found, key=lambda m: (-m.score, m.claim.id))[:40]
    pages = {match.claim.id: _page_day(ledger, match.claim) for match in best}
    return tuple(sorted(best, key=lambda m: (pages[m.claim.id], m.claim.id)))


def _may_be_same(pasted: Claim, found: Claim, verdicts: Mapping[str, str]) -> bool:
    """True where the place agrees and the days are near, or the day agrees and no place speaks against it."""
    if verdicts["place"] == "differs":
        return False
    if verdicts["day"] == "differs" and _apart(pasted.when, found.when) > _WINDOW_DAYS:
        return False
    return "agrees" in (verdicts["place"], verdicts["day"])


def _apart(one: When | Unresolved, other: When | Unresolved) -> int:
    """Days between two intervals; 0 where they meet or one is open."""
    if isinstance(one, Unresolved) or isinstance(other, Unresolved):
        return 0
    low = max((d for d in (one.earliest, other.earliest) if d), default=None)
    high = min((d for d in (one.latest, other.latest) if d), default=None)
    return max(0, (low - high).days) if low and high else 0


def _page_day(ledger: Ledger, claim: Claim) -> str:
    row = ledger.database.first("SELECT day_key FROM articles WHERE id = ?", (claim.article_id,))
    return row[0] if row else "~"


def _candidates(ledger: Ledger, pasted: Claim) -> list[str]:
    """By place, by day and type, and by words: what may be the same."""
    day = _day(pasted)
    low, high = f"-{_WINDOW_DAYS} days", f"+{_WINDOW_DAYS} days"
    database = ledger.database
    found: list[tuple[str, ...]] = []
    if isinstance(pasted.place, Place):
        values = (pasted.place.gazetteer_id, day, day, low, day, high, _LOOKED_AT)
        found += database.rows(_BY_PLACE, values)
    if day:
        country = (pasted.place.country or "") if isinstance(pasted.place, Place) else ""
        found += database.rows(_BY_DAY, (pasted.type, day, low, day, high, country, country, _LOOKED_AT))
    words = " ".join(words_of(f) for f in pasted.fillers if f.role in ("place", "target", "actor"))
    expression = match_expression(words)
    if expression:
        either = " OR ".join(f'"{word}"' for word in expression.replace('"', " ").split() if len(word) > 3)
        if either:
            found += database.rows(_BY_WORDS, (either, _LOOKED_AT))
    return list(dict.fromkeys(row[0] for row in found))


def _day(claim: Claim) -> str:
    if isinstance(claim.when, When):
        day = claim.when.earliest or claim.when.latest
        return day.isoformat() if day else ""
    return ""


def compared(pasted: Claim, found: Claim) -> Iterable[Field]:
    """Every field of the two claims side by side."""
    yield Field("type", _type(pasted), _type(found), "agrees" if _type(pasted) == _type(found) else "differs")
    yield Field("day", when_words(pasted.when), when_words(found.when), _days(pasted.when, found.when))
    yield Field("place", place_words(pasted.place), place_words(found.place), _places(pasted.place, found.place))
    for role, name in (("actor", "actor"), ("target", "hit or affected")):
        mine, theirs = parties(pasted, role), parties(found, role)
        if mine or theirs:
            yield Field(name, ", ".join(mine) or "not stated", ", ".join(theirs) or "not stated", _names(mine, theirs))
    yield from _numbers(pasted, found)


def _type(claim: Claim) -> str:
    return type_words(claim.type) + (f", {claim.status}" if claim.status != "actual" else "")


def _days(one: When | Unresolved, other: When | Unresolved) -> str:
    if isinstance(one, Unresolved) or isinstance(other, Unresolved):
        return "not stated"
    return "differs" if _apart(one, other) else "agrees"


def _places(one: Place | Unresolved, other: Place | Unresolved) -> str:
    if isinstance(one, Unresolved) or isinstance(other, Unresolved):
        return "not stated"
    if one.gazetteer_id == other.gazetteer_id:
        return "agrees"
    if one.country and other.country and one.country != other.country:
        return "differs"
    km = ((one.lat - other.lat) ** 2 + (one.lon - other.lon) ** 2) ** 0.5 * 111
    return "agrees" if km <= one.extent_km + other.extent_km else "differs"


def _names(one: Sequence[str], other: Sequence[str]) -> str:
    if not one or not other:
        return "not stated"
    return "agrees" if {name.lower() for name in one} & {name.lower() for name in other} else "differs"


def _numbers(pasted: Claim, found: Claim) -> Iterable[Field]:
    for measure in dict.fromkeys(c.measure for c in pasted.counts):
        mine = [c.number for c in pasted.counts if c.measure == measure and isinstance(c.number, Number)]
        theirs = [c.number for c in found.counts if c.measure == measure and isinstance(c.number, Number)]
        if not mine:
            continue
        words = ", ".join(number_words(n) for n in theirs) or "not stated"
        if not theirs:
            verdict = "not stated"
        elif any(equal(a, b) or not conflict(a, b) for a in mine for b in theirs):
            verdict = "agrees"
        else:
            verdict = "differs"
        yield Field(measure, ", ".join(number_words(n) for n in mine), words, verdict)
