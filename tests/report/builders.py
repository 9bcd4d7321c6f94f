"""A ledger in memory and small helpers to fill it by hand from nouns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dateline.ids import content_id, sha256_text
from dateline.records import (
    ActorRef,
    Article,
    Attribution,
    Capture,
    Claim,
    Claimant,
    CopyGroup,
    Count,
    DatelineLine,
    Evidence,
    Filler,
    Header,
    Incident,
    LineMark,
    Link,
    Number,
    Place,
    Published,
    Quality,
    Unresolved,
    When,
    Why,
)

NOBODY = Unresolved(Why.UNKNOWN_NAME, "no alias list has these words")
NO_DAY = Unresolved(Why.NOT_STATED, "the page states no day")
NO_TIME = Unresolved(Why.NOT_STATED, "no time words with this claim")
NO_PLACE = Unresolved(Why.NOT_STATED, "no place words with this claim")
FURNITURE = (
    "Home News",
    "Read also",
    "©",
    "Follow ",
    "AFP\n",
    "April 23, 2018",
    "Delta Courier",
    "23 April",
    "Radio Mto",
)


@dataclass
class MemoryLedger:
    """LedgerView over lists."""

    captures_: list[Capture] = field(default_factory=list)
    articles_: list[Article] = field(default_factory=list)
    claims_: list[Claim] = field(default_factory=list)
    copy_groups_: list[CopyGroup] = field(default_factory=list)
    incidents_: list[Incident] = field(default_factory=list)
    links_: list[Link] = field(default_factory=list)

    def captures(self) -> Iterable[Capture]:
        return sorted(self.captures_, key=lambda c: c.address)

    def articles(self) -> Iterable[Article]:
        return sorted(self.articles_, key=lambda a: (_day(a) is None, _day(a) or dt.date.min, a.id))

    def article(self, article_id: str) -> Article:
        return {a.id: a for a in self.articles_}[article_id]

    def claims(self) -> Iterable[Claim]:
        order = {a.id: at for at, a in enumerate(self.articles())}
        return sorted(self.claims_, key=lambda c: (order[c.article_id], c.trigger.start, c.id))

    def copy_groups(self) -> Iterable[CopyGroup]:
        return sorted(self.copy_groups_, key=lambda g: g.id)

    def incidents(self) -> Iterable[Incident]:
        return sorted(self.incidents_, key=lambda i: (i.earliest is None, i.earliest or dt.date.min, i.id))

    def links(self) -> Iterable[Link]:
        return sorted(self.links_, key=lambda link: (link.subject_id, link.object_id))

    def add(self, text: str, day: str | None, outlet: str | None, **rest: str | None) -> Article:
        """A page with its capture; `rest`: agency, url, address, headline (its first words), quality."""
        address = rest.get("address") or f"pages/{len(self.articles_) + 1:02}.txt"
        digest = sha256_text(text)
        capture = Capture(
            content_id("cap", address, digest), address, rest.get("url"), digest, len(text.encode("utf-8", "replace")),
            "text/plain", "utf-8", "utf-8", None,
        )  # fmt: skip
        article = _article(capture, text, day, outlet, rest)
        self.captures_.append(capture)
        self.articles_.append(article)
        return article

    def say(self, article: Article, sentence: str, type_: str, trigger: str, **rest: object) -> Claim:
        """A claim of a sentence; `rest` are fields of the claim."""
        where = find(article, sentence)
        at = where.start + sentence.index(trigger)
        evidence = article.evidence(at, at + len(trigger))
        fields: dict[str, object] = {
            "sentence": article.text.count(".", 0, where.start), "status": "actual", "fillers": (), "counts": (),
            "attribution": Attribution((), "own-voice", None), "when": NO_TIME, "place": NO_PLACE, "topic": None,
            "confidence": 0.9, "found_by": "rules/1:test", **rest,
        }  # fmt: skip
        claim = Claim("", article.id, sentence_evidence=where, type=type_, trigger=evidence, **fields)
        claim = replace(claim, id=content_id("clm", article.id, type_, evidence.start, evidence.end, claim.status))
        self.claims_.append(claim)
        return claim

    def incident(
        self, type_: str, family: str, claims: Sequence[Claim], place: Place | Unresolved, day: str | None
    ) -> None:
        when = dt.date.fromisoformat(day) if day else None
        ident = content_id("inc", claims[0].id)
        ids = tuple(claim.id for claim in claims)
        self.incidents_.append(Incident(ident, type_, family, ids, when, when, place, "suggested", ()))
        for claim in claims:
            key = content_id("lnk", "reports", claim.id, ident)
            self.links_.append(Link(key, "reports", claim.id, ident, "suggested", "test", ("the same day",), 0.9))

    def relate(self, kind: str, one: Claim, other: Claim, reason: str) -> None:
        key = content_id("lnk", kind, one.id, other.id)
        self.links_.append(Link(key, kind, one.id, other.id, "suggested", "test", (reason,), 0.8))


def _day(article: Article) -> dt.date | None:
    published = article.header.published
    return published.day if isinstance(published, Published) else None


def _article(capture: Capture, text: str, day: str | None, outlet: str | None, rest: dict[str, str | None]) -> Article:
    ident = content_id("art", capture.id, "test/1", sha256_text(text))
    marks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            off = f"{line}\n".startswith(FURNITURE)
            kind = "menu" if off else "body" if len(line) > 90 or line.endswith(".") else "headline"
            marks.append(LineMark(at, at + len(line), kind, not off, "matches a list" if off else "a sentence", "test"))
        at += len(line) + 1
    head = next((m for m in marks if m.kind == "headline"), None)
    dateline = text.find("BEIRUT")
    line = DatelineLine(Evidence(ident, dateline, dateline + 6, "BEIRUT"), "BEIRUT", "AFP") if dateline >= 0 else None
    published = Published(dt.date.fromisoformat(day), None, "line", day) if day else NO_DAY
    header = Header(
        Evidence(ident, head.start, head.end, text[head.start : head.end]) if head else None, None, line, published,
        outlet or Unresolved(Why.NOT_STATED, "the page names no outlet"), rest.get("agency"), None, "en",
    )  # fmt: skip
    quality = rest.get("quality")
    qualities = (Quality(quality, "the last sentence stops in the middle"),) if quality else ()
    return Article(ident, capture.id, text, sha256_text(text), "test/1", tuple(marks), header, qualities, ())


def find(article: Article, words: str, nth: int = 1) -> Evidence:
    """The nth occurrence of some words as evidence."""
    at = -1
    for _ in range(nth):
        at = article.text.index(words, at + 1)
    return article.evidence(at, at + len(words))


def who(name: str, kind: str = "organisation", country: str | None = None) -> ActorRef:
    return ActorRef(f"dl:{name.lower().replace(' ', '-')}", name, kind, country, "alias")


def by(article: Article, *chain: str, manner: str = "paraphrased") -> Attribution:
    """According to the first, as reported by the next; "words|Name" names the entity; "?" is somebody unnamed."""
    links = []
    for item in chain:
        words, _, name = item.partition("|")
        evidence = None if words == "?" else find(article, words)
        links.append((Claimant(evidence, None, who(name) if name else NOBODY, None),))
    return Attribution(tuple(links), manner if links else "own-voice", None)


def number(value: str) -> Number:
    """A number from the guide's form."""
    if not any(c.isdigit() for c in value):
        return Number({"scores": 20}.get(value, 12), None, None, "vague", value, value)
    if "-" in value:
        low, high = (int(v) for v in value.split("-"))
        return Number(low, high, None, "range", None, value)
    digits = int(value.lstrip("<>=~"))
    if value.startswith(">="):
        return Number(digits, None, None, "at_least", None, value)
    if value.startswith(">"):
        return Number(digits + 1, None, None, "more_than", None, value)
    if value.startswith("~"):
        return Number(None, None, digits, "about", None, value)
    return Number(digits, digits, digits, "exact" if digits else "zero_stated", None, value)


def count(article: Article, measure: str, value: str, words: str, **rest: object) -> Count:
    """A count; `rest`: scope, group, part."""
    group, part = rest.get("group"), bool(rest.get("part"))
    scope = str(rest.get("scope") or "incident")
    return Count(measure, number(value), scope, find(article, words), str(group) if group else None, part, False)


def role(article: Article, name: str, words: str, actor: ActorRef | Unresolved | None = None) -> Filler:
    return Filler(
        name, find(article, words), None, actor or (NOBODY if name in ("actor", "target") else None), None, None
    )


def where(label: str, lat: float, lon: float, country: str, precision: str = "settlement", km: float = 3.0) -> Place:
    return Place(
        label, label, f"geonames:{label}", lat, lon, km, precision, country, None, "event-place", ("exact name",)
    )


def on(day: str, words: str) -> When:
    the_day = dt.date.fromisoformat(day)
    return When(the_day, the_day, "day", "stated", the_day, words)


SALQIN = where("Salqin", 36.14, 36.45, "SY")
DIOUNGANI = where("Dioungani", 14.32, -2.74, "ML", "near-settlement", 12.0)
LOPA = where("Lopa", 1.78, 30.4, "CD", "admin2", 45.0)
KPANDROMA = where("Kpandroma", 2.0, 30.95, "CD")
IDLIB = where("Idlib Governorate", 35.8, 36.6, "SY", "admin1", 60.0)
MALI = where("Mali", 17.0, -4.0, "ML", "country", 900.0)
MONDAY, WEDNESDAY, SUNDAY = on("2018-04-23", "Monday"), on("2019-07-10", "Wednesday"), on("2021-03-14", "Sunday")
