"""A whole ledger checked against what must always hold; every problem says what, where, and what to do."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from dateline import ids
from dateline.errors import LedgerError
from dateline.ids import content_id, sha256_bytes, sha256_text
from dateline.records import Article, Capture, Claim, Evidence, LineMark, Number, PageSpan
from dateline.store import queries
from dateline.store.columns import differing, unindexed
from dateline.store.ledger import Ledger
from dateline.store.log import decision_id
from dateline.store.rows import read

_RESTORE = "the ledger was changed from outside: restore a copy, or read the page again into a new ledger"
_RECODE = "re-code the article (replace its claims), and report the stage that made it"
_RELINK = "run the linking again"
_REINDEX = "build the index again: sqlite3 LEDGER \"INSERT INTO {words} ({words}) VALUES ('rebuild')\""
T = TypeVar("T")
_MOST_ALIKE = 9  # claims of one type on one trigger


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the ledger that must not be: what, where (a noun's id, or a table), what to do."""

    what: str
    where: str
    do: str


def check_ledger(ledger: Ledger) -> list[Problem]:
    """Every problem of a ledger; none is the good answer."""
    checks = (
        _check_file,
        _check_captures,
        _check_articles,
        _check_claims,
        _check_columns,
        _check_words,
        _check_groups,
        _check_incidents,
        _check_links,
        _check_log,
    )
    with ledger.snapshot():
        found = [problem for check in checks for problem in _to_the_end(check, ledger)]
    return list(dict.fromkeys(found))


def _to_the_end(check: Callable[[Ledger], Iterator[Problem]], ledger: Ledger) -> Iterator[Problem]:
    """What a check finds; where the file is too damaged for it to go on, that is its last problem."""
    try:
        yield from check(ledger)
    except LedgerError as problem:
        yield Problem(str(problem), str(ledger.path), _RESTORE)


def _check_file(ledger: Ledger) -> Iterator[Problem]:
    for (said,) in ledger.database.rows(queries.INTEGRITY):
        if said != "ok":
            yield Problem(f"SQLite finds the file damaged: {said}", str(ledger.path), _RESTORE)
    for table, _, parent, _ in ledger.database.rows(queries.FOREIGN_KEYS):
        yield Problem(f"a row names one in {parent} that is not there", table, _RESTORE)


def _check_columns(ledger: Ledger) -> Iterator[Problem]:
    for ident, what in differing(ledger.database):
        yield Problem(what, ident, _RESTORE)


def _check_words(ledger: Ledger) -> Iterator[Problem]:
    for words, ident, what in unindexed(ledger.database):
        yield Problem(what, ident, _REINDEX.format(words=words))


def _check_captures(ledger: Ledger) -> Iterator[Problem]:
    for row in ledger.database.rows(queries.CAPTURES):
        try:
            capture = read(Capture, *row)
            data = ledger.raw(capture.id)
        except (LedgerError, KeyError) as problem:
            yield Problem(str(problem), row[0], _RESTORE)
            continue
        if sha256_bytes(data) != capture.sha256:
            yield Problem("its bytes do not have the hash it states", capture.id, _RESTORE)
        if len(data) != capture.size:
            yield Problem(f"{len(data)} bytes are kept, {capture.size} are stated", capture.id, _RESTORE)


def _check_articles(ledger: Ledger) -> Iterator[Problem]:
    for article_id in ledger.article_ids():
        try:
            article = ledger.article(article_id)
        except LedgerError as problem:
            yield Problem(str(problem), article_id, _RESTORE)
            continue
        if sha256_text(article.text) != article.text_sha256:
            yield Problem("its text does not have the hash it states", article_id, _RESTORE)
        if article.id != content_id("art", article.capture_id, article.extractor, article.text_sha256):
            yield Problem("its id does not follow from its capture, extractor and text", article_id, _RESTORE)
        if not ledger.has_capture(article.capture_id):
            yield Problem(f"its capture {article.capture_id} is not there", article_id, _RESTORE)
        yield from _check_evidence(article.header, article, article_id, _RESTORE)
        spans: tuple[LineMark | PageSpan, ...] = (*article.lines, *article.page_spans)
        for span in spans:
            if not 0 <= span.start <= span.end <= len(article.text):
                yield Problem(f"a line or span at {span.start}..{span.end} is outside the text", article_id, _RESTORE)


def _check_claims(ledger: Ledger) -> Iterator[Problem]:
    article: Article | None = None
    for (ident,) in ledger.database.rows(queries.CLAIM_IDS):
        try:
            claim = ledger.claim(ident)
            if article is None or article.id != claim.article_id:
                article = ledger.article(claim.article_id)
        except (LedgerError, KeyError) as problem:
            yield Problem(str(problem), ident, _RESTORE)
            continue
        yield from _check_claim(claim, article)


def _check_claim(claim: Claim, article: Article) -> Iterator[Problem]:
    if claim.id not in possible_ids(claim):
        yield Problem("its id does not follow from its article, type and trigger", claim.id, _RECODE)
    if not 0 <= claim.confidence <= 1:
        yield Problem(f"its confidence {claim.confidence} is not between 0 and 1", claim.id, _RECODE)
    for count in claim.counts:
        if isinstance(count.number, Number) and not in_order(count.number):
            yield Problem(f"low <= point <= high does not hold for {count.number.value!r}", claim.id, _RECODE)
    yield from _check_evidence(claim, article, claim.id, _RECODE)


def possible_ids(claim: Claim) -> frozenset[str]:
    """The ids `dateline.resolve.settle` may have given a claim: several of one type on one trigger are numbered."""
    trigger = claim.trigger
    return frozenset(
        ids.claim_id(claim.article_id, claim.type, trigger.start, trigger.end, nth) for nth in range(1, _MOST_ALIKE + 1)
    )


def in_order(number: Number) -> bool:
    """True where low <= point <= high, as far as they are there.

    >>> in_order(Number(3, None, 2, "at_least", None, ">=3"))
    False
    """
    stated = [bound for bound in (number.low, number.point, number.high) if bound is not None]
    return stated == sorted(stated)


def _check_evidence(noun: object, article: Article, where: str, do: str) -> Iterator[Problem]:
    for evidence in evidences(noun):
        if evidence.article_id != article.id:
            yield Problem(f"it quotes another article, {evidence.article_id}", where, do)
        elif not 0 <= evidence.start < evidence.end <= len(article.text):
            yield Problem(f"it quotes {evidence.start}..{evidence.end}, outside the text", where, do)
        elif article.text[evidence.start : evidence.end] != evidence.exact:
            yield Problem(f"the text at {evidence.start}..{evidence.end} is not {evidence.exact[:60]!r}", where, do)


def evidences(noun: object) -> Iterator[Evidence]:
    """Every piece of evidence inside a noun, at any depth."""
    if isinstance(noun, Evidence):
        yield noun
    elif isinstance(noun, tuple):
        for item in noun:
            yield from evidences(item)
    elif dataclasses.is_dataclass(noun) and not isinstance(noun, type):
        for field in dataclasses.fields(noun):
            yield from evidences(getattr(noun, field.name))


def _check_groups(ledger: Ledger) -> Iterator[Problem]:
    for group in _readable(ledger.copy_groups()):
        if isinstance(group, Problem):
            yield group
            return
        for member in group.members:
            if not ledger.database.first(queries.ARTICLE_HAS, (member.article_id,)):
                yield Problem(f"its member {member.article_id} is not there", group.id, _RELINK)


def _check_incidents(ledger: Ledger) -> Iterator[Problem]:
    for incident in _readable(ledger.incidents()):
        if isinstance(incident, Problem):
            yield incident
            return
        for claim_id in incident.claim_ids:
            status = ledger.status_of(claim_id)
            if status is None:
                yield Problem(f"its claim {claim_id} is not there", incident.id, _RELINK)
            elif status != "actual":
                yield Problem(
                    f"its claim {claim_id} is {status}: only what happened makes an incident", incident.id, _RELINK
                )


def _check_links(ledger: Ledger) -> Iterator[Problem]:
    for link in _readable(ledger.links()):
        if isinstance(link, Problem):
            yield link
            return
        status = ledger.status_of(link.subject_id)
        if status is None:
            yield Problem(f"its subject {link.subject_id} is not there", link.id, _RELINK)
        if link.kind == "reports":
            if not ledger.database.first(queries.INCIDENT, (link.object_id,)):
                yield Problem(f"its incident {link.object_id} is not there", link.id, _RELINK)
            if status not in (None, "actual") and link.status != "rejected":
                yield Problem(f"a claim that is {status} is said to report an incident", link.id, _RELINK)
        elif ledger.status_of(link.object_id) is None:
            yield Problem(f"its object {link.object_id} is not there", link.id, _RELINK)


def _check_log(ledger: Ledger) -> Iterator[Problem]:
    last = ""
    for decision in _readable(ledger.decisions()):
        if isinstance(decision, Problem):
            yield decision
            return
        if decision.id != decision_id(last, decision):
            yield Problem("it, or the row before it, was changed, added or removed later", decision.id, _RESTORE)
        last = decision.id


def _readable(nouns: Iterable[T]) -> Iterator[T | Problem]:
    """The nouns; where one cannot be read, a problem, and no more."""
    try:
        yield from nouns
    except LedgerError as problem:
        yield Problem(str(problem), "the ledger", _RESTORE)
