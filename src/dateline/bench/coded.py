"""Hand-coded pages as claims: the coder's types, roles, counts, days and sources, with places and actors resolved.

So that linking alone is on trial: what the reader would have missed or misread is there as it was coded.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.checking import as_page
from dateline.knowledge.lexicon import number_words
from dateline.pipeline import Coded, Machine
from dateline.records import Article, Claim, Draft, DraftClaimant, DraftCount, DraftFiller, Evidence, LineMark, When
from dateline.resolve.settle import settle

_LINES = {"t": "headline", "s": "body", "x": "related"}
_ROLES = ("actor", "target", "place", "origin", "destination", "time", "weapon", "hedge")
_SHORT = ((1, "day"), (6, "days"), (7, "week"), (31, "month"), (366, "year"))  # days, precision
_PART = ("including", "including the", "among them", "of them", "among whom were")


@dataclass(frozen=True, slots=True)
class CodedPage:
    """A page as its coder left it, and as the machine reads it."""

    ident: str
    article: Article
    claims: tuple[Claim, ...]
    keys: Mapping[str, str]  # claim id: the incident's key, where the coder gave one
    read: Coded


def coded_page(machine: Machine, doc: Mapping[str, Any]) -> CodedPage:
    """A document of the annotation format as an article with the coder's claims."""
    published = doc.get("published")
    day = published if published not in (None, "", "-") else None
    read = machine.code(as_page(doc["text"], doc["id"], day))
    lines = tuple(
        LineMark(s["start"], s["end"], _LINES[s["kind"]], s["kind"] != "x", "as coded", "coder")
        for s in doc["sentences"]
        if s["end"] > s["start"]
    )
    article = dataclasses.replace(read.article, text=doc["text"], lines=lines)
    found = machine.places.settle(
        doc["text"],
        [
            f
            for s in doc["sentences"]
            if s["kind"] != "x"
            for f in machine.places.find(doc["text"], s["start"], s["end"])
        ],
    )
    drafts = tuple(_drafts(article, doc))
    claims = settle(article, [draft for draft, _ in drafts], read.story, machine.resolvers, found)
    claims = tuple(_dated(claim, event, read.story.day) for claim, (_, event) in zip(claims, drafts, strict=True))
    keys = {c.id: e["incident"][0]["text"] for c, (_, e) in zip(claims, drafts, strict=True) if e.get("incident")}
    return CodedPage(doc["id"], article, claims, keys, read)


def _drafts(article: Article, doc: Mapping[str, Any]) -> Iterator[tuple[Draft, Mapping[str, Any]]]:
    for event in doc["events"]:
        sentence = doc["sentences"][event["sentence"]]
        trigger = event["trigger"]
        fillers = [_filler(article, role, span) for role in _ROLES for span in event.get(role, ())]
        sources = event.get("source", ())
        yield (
            Draft(
                sentence=event["sentence"],
                sentence_evidence=article.evidence(sentence["start"], sentence["end"]),
                type=event["type"],
                status=event["status"],
                trigger=article.evidence(trigger["start"], trigger["end"]),
                fillers=tuple(dict.fromkeys(fillers)),
                counts=tuple(_count(article, count) for count in event.get("count", ())),
                chain=tuple(tuple(_claimant(article, span) for span in link) for link in sources),
                manner="paraphrased" if sources else "own-voice",
                cue=None,
                topic=event["topic"][0]["text"] if event.get("topic") else None,
                confidence=1.0,
                found_by="coder",
            ),
            event,
        )


def _filler(article: Article, role: str, span: Mapping[str, Any]) -> DraftFiller:
    return DraftFiller(role, article.evidence(span["start"], span["end"]), _referent(article, span))


def _referent(article: Article, span: Mapping[str, Any]) -> Evidence | None:
    """What a pronoun stands for, where those words are in the text."""
    words = span.get("refers_to")
    at = article.text.find(words) if words else -1
    return article.evidence(at, at + len(words)) if words and at >= 0 else None


def _claimant(article: Article, span: Mapping[str, Any]) -> DraftClaimant:
    if "start" not in span:
        return DraftClaimant(None, None)
    return DraftClaimant(article.evidence(span["start"], span["end"]), _referent(article, span))


def _count(article: Article, count: Mapping[str, Any]) -> DraftCount:
    before = article.text[max(0, count["start"] - 24) : count["start"]].lower().rstrip()
    words = article.evidence(count["start"], count["end"])
    added = number_words().additional
    more = before.endswith(added) or any(f" {word}" in f" {words.exact.lower()}" for word in added)
    return DraftCount(count["measure"], count["scope"], words, count["whose"], before.endswith(_PART), more)


def _dated(claim: Claim, event: Mapping[str, Any], anchor: dt.date | None) -> Claim:
    """The claim with the days that the coder worked out, where the coder did."""
    spans = [span for span in event.get("time", ()) if span.get("interval")]
    if not spans:
        return claim
    low, dots, high = spans[0]["interval"].partition("..")
    earliest, latest = _first(low), _last(high if dots else low)
    width = (latest - earliest).days + 1 if earliest and latest else None
    precision = "open" if width is None else next((name for limit, name in _SHORT if width <= limit), "longer")
    return dataclasses.replace(claim, when=When(earliest, latest, precision, "stated", anchor, spans[0]["text"]))


def _first(end: str) -> dt.date | None:
    """The first day of a day, month or year.

    >>> _first("2011-03")
    datetime.date(2011, 3, 1)
    """
    if not end:
        return None
    year, month, day = (*(int(part) for part in end.split("-")), 1, 1)[:3]
    return dt.date(year, month, day)


def _last(end: str) -> dt.date | None:
    """The last day of a day, month or year.

    >>> _last("2012-02"), _last("2012")
    (datetime.date(2012, 2, 29), datetime.date(2012, 12, 31))
    """
    first = _first(end)
    if first is None or end.count("-") == 2:
        return first
    year, month = (first.year + 1, 1) if not end.count("-") or first.month == 12 else (first.year, first.month + 1)
    return dt.date(year, month, 1) - dt.timedelta(1)
