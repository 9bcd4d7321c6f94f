"""An article and its claims in the shape of the annotation guide: what a coder would have written by hand.

`document` gives what the guide's `check.py --json` prints; `dateline.export.dat.dat_lines` writes it as `*.dat`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, BinaryIO, TypeAlias

from dateline.clean.sentences import split
from dateline.export.dat import dat_lines
from dateline.export.intervals import interval
from dateline.export.values import UNNAMED, Missing, missing, missing_of_page
from dateline.protocols import LedgerView
from dateline.records import (
    Article,
    Capture,
    Claim,
    Claimant,
    Count,
    Evidence,
    Filler,
    LineMark,
    Number,
    Published,
    Sentence,
    When,
)

Document: TypeAlias = dict[str, Any]
Split: TypeAlias = Callable[[Article], Sequence[Sentence]]
_BEFORE_COUNTS = ("actor", "target", "place", "origin", "destination", "time", "weapon")


def document(article: Article, sentences: Sequence[Sentence] | None, claims: Iterable[Claim], ident: str) -> Document:
    """One document of the guide. Without sentences each line of the article is one entry."""
    header = article.header
    entries = list(_entries(article, sentences))
    out: Document = {
        "id": ident,
        "published": header.published.day.isoformat() if isinstance(header.published, Published) else "-",
        "origin": header.outlet if isinstance(header.outlet, str) else "-",
        "lang": header.language if isinstance(header.language, str) else "-",
        "text": article.text,
        "sentences": entries,
        "events": [_event(claim, entries) for claim in claims],
    }
    _put(out, "unresolved", [_missing(value) for value in missing_of_page(article)])
    return out


def address_ident(address: str) -> str:
    """A document's id from where its page was read: the file's name without suffix, a row's number kept.

    >>> address_ident("seeds/000_0ee2.txt"), address_ident("in/rows.jsonl.gz#12"), address_ident("https://x.org/a/b/")
    ('000_0ee2', 'rows#12', 'b')
    """
    path, mark, row = address.partition("#")
    name = PurePosixPath(path.replace("\\", "/")).name
    stem = name.removesuffix(".gz").rsplit(".", 1)[0] if "." in name[1:] else name
    return f"{stem or path or address}{mark}{row}"


class Annotation:
    """One document a line, as the guide's checker and scorer read them."""

    name = "annotation"
    suffix = ".jsonl"
    media_type = "application/jsonl"

    def __init__(self, split: Split = split) -> None:
        self._split = split

    def write(self, ledger: LedgerView, out: BinaryIO) -> None:
        """Every article of the ledger into `out`, also those without claims; an empty ledger gives an empty file."""
        for each in documents(ledger, self._split):
            out.write((json.dumps(each, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))


class AnnotationDat:
    """The same as `*.dat`, for reading and mending by hand."""

    name = "dat"
    suffix = ".dat"
    media_type = "text/plain"

    def __init__(self, split: Split = split) -> None:
        self._split = split

    def write(self, ledger: LedgerView, out: BinaryIO) -> None:
        """Every article of the ledger into `out`; an empty ledger gives an empty file."""
        for at, each in enumerate(documents(ledger, self._split)):
            out.write((("\n" if at else "") + dat_lines(each)).encode("utf-8", "replace"))


def documents(ledger: LedgerView, split: Split) -> Iterator[Document]:
    """Every article of a ledger as a document; ids that come twice are numbered."""
    captures: dict[str, Capture] = {capture.id: capture for capture in ledger.captures()}
    claims: dict[str, list[Claim]] = {}
    for claim in ledger.claims():
        claims.setdefault(claim.article_id, []).append(claim)
    used: dict[str, int] = {}
    for article in ledger.articles():
        capture = captures.get(article.capture_id)
        ident = address_ident(capture.address) if capture else article.id
        used[ident] = used.get(ident, 0) + 1
        unique = ident if used[ident] == 1 else f"{ident}~{used[ident]}"
        yield document(article, split(article), claims.pop(article.id, []), unique)


# --- lines -----------------------------------------------------------------------------------------------------------


def _entries(article: Article, sentences: Sequence[Sentence] | None) -> Iterator[dict[str, Any]]:
    """Lines and sentences in order; together they hold every character that is not white space."""
    for mark in article.lines:
        start, end = _trimmed(article.text, mark.start, mark.end)
        if start == end:
            continue
        kind = "x" if not mark.is_article else "t" if mark.kind == "headline" else "s"
        cuts = _cuts(article.text, mark, sentences) if kind == "s" and sentences is not None else []
        for first, last in zip([start, *cuts], [*cuts, end], strict=True):
            first, last = _trimmed(article.text, first, last)
            if first < last:
                yield {"kind": kind, "start": first, "end": last}


def _cuts(text: str, mark: LineMark, sentences: Sequence[Sentence]) -> list[int]:
    """Where a line is cut into sentences: at the start of each but the first (a dateline stays with the first)."""
    starts = sorted({s.start for s in sentences if mark.start <= s.start < mark.end})
    return [start for start in starts[1:] if text[mark.start : start].strip()]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    body = text[start:end]
    kept = body.strip()
    if not kept:
        return start, start
    first = start + len(body) - len(body.lstrip())
    return first, first + len(kept)


# --- events ----------------------------------------------------------------------------------------------------------


def _event(claim: Claim, entries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {"type": claim.type, "status": claim.status, "trigger": _span(claim.trigger)}
    for role in _BEFORE_COUNTS:
        _put(out, role, [_filler(claim, f) for f in claim.fillers if f.role == role])
    _put(out, "count", [_count(count, count.number) for count in claim.counts if isinstance(count.number, Number)])
    _put(out, "source", _source(claim.attribution.chain))
    _put(out, "hedge", [_filler(claim, f) for f in claim.fillers if f.role == "hedge"])
    _put(out, "topic", [{"text": claim.topic}] if claim.topic else [])
    out["sentence"] = _sentence_of(claim.trigger, entries)
    _put(out, "unresolved", [_missing(value) for value in missing(claim)])
    return out


def _put(out: dict[str, Any], name: str, values: list[Any]) -> None:
    if values:
        out[name] = values


def _span(evidence: Evidence) -> dict[str, Any]:
    return {"text": evidence.exact, "start": evidence.start, "end": evidence.end}


def _named(evidence: Evidence, refers_to: Evidence | None) -> dict[str, Any]:
    span = _span(evidence)
    if refers_to and refers_to.exact != evidence.exact:
        span["refers_to"] = refers_to.exact
    return span


def _filler(claim: Claim, filler: Filler) -> dict[str, Any]:
    span = _named(filler.evidence, filler.refers_to)
    if filler.role == "time":
        when = filler.when
        if when is None and sum(f.role == "time" for f in claim.fillers) == 1:
            when = claim.when
        if isinstance(when, When) and (days := interval(when)):
            span["interval"] = days
    return span


def _count(count: Count, number: Number) -> dict[str, Any]:
    facts = {"measure": count.measure, "value": number.value, "scope": count.scope, "whose": count.group_as_stated}
    return {**_span(count.evidence), **facts}


def _source(chain: Sequence[Sequence[Claimant]]) -> list[list[dict[str, Any]]]:
    """Links innermost first; `?` only where nobody in the whole chain is named."""
    links = [[_named(who.evidence, who.refers_to) for who in joint if who.evidence] for joint in chain]
    named = [link for link in links if link]
    return named or ([[{"text": UNNAMED}]] if chain else [])


def _sentence_of(trigger: Evidence, entries: Sequence[dict[str, Any]]) -> int:
    """The entry that holds the trigger; else the last before it."""
    before = [at for at, entry in enumerate(entries) if entry["start"] <= trigger.start]
    return before[-1] if before else 0


def _missing(value: Missing) -> dict[str, str]:
    return {"field": value.field, "why": str(value.why), "detail": value.detail}
