"""Small ledgers made by hand from nouns: no reader, no model, no clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from dateline.ids import content_id, sha256_bytes, sha256_text
from dateline.records import (
    ActorRef,
    Article,
    Attribution,
    Capture,
    Claim,
    Claimant,
    CopyGroup,
    CopyMember,
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
    Run,
    Sentence,
    Unresolved,
    When,
    Why,
)
from dateline.store.ledger import Ledger

RUN = Run("run_1", "0.1.0", "rules/1", "0" * 64, "2026-01-02T03:04:05+00:00", ("samples",), 0, 0, 0)
NO_TIME = Unresolved(Why.NOT_STATED, "no time words in the sentence")
NO_PLACE = Unresolved(Why.UNKNOWN_NAME, "no gazetteer entry is called 'Qarqur'")
NO_ACTOR = Unresolved(Why.UNKNOWN_NAME, "no alias list has these words")
NO_DAY = Unresolved(Why.NOT_STATED, "the page states no day")

TEXT = """Menu Share Subscribe
Rebels seize town in Idlib 😀
HAMA, Syria (AP) — Rebels captured Morek on Thursday, killing at least 25 soldiers. "They fled," the Observatory said.
More than 240,000 people have died in the war."""
SENTENCES = (
    "Rebels seize town in Idlib 😀",
    "Rebels captured Morek on Thursday, killing at least 25 soldiers.",
    '"They fled," the Observatory said.',
    "More than 240,000 people have died in the war.",
)


def ticking() -> Iterator[str]:
    """Moments one second apart."""
    return (f"2026-01-02T03:{n // 60:02d}:{n % 60:02d}+00:00" for n in count())


def clock() -> object:
    ticks = ticking()
    return lambda: next(ticks)


def capture_of(data: bytes, address: str = "pages/one.txt", url: str | None = None) -> Capture:
    digest = sha256_bytes(data)
    ident = content_id("cap", address, digest)
    return Capture(ident, address, url, digest, len(data), "text/plain", "utf-8", "utf-8", "2026-01-02T03:04:05+00:00")


def article_of(
    capture: Capture,
    text: str = TEXT,
    published: dt.date | None = dt.date(2015, 11, 6),
    outlet: str | Unresolved = "Example Herald",
) -> Article:
    """The first line is a menu, the second the headline, the rest the story, where there are that many lines."""
    digest = sha256_text(text)
    ident = content_id("art", capture.id, "test/1", digest)
    marks, at = [], 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        kind = "body" if len(lines) < 3 or number > 1 else ("menu", "headline")[number]
        if line.strip():
            marks.append(LineMark(at, at + len(line), kind, kind != "menu", "by hand", "test"))
        at += len(line) + 1
    heads = [Evidence(ident, m.start, m.end, text[m.start : m.end]) for m in marks if m.kind == "headline"]
    town = Evidence(ident, text.index("HAMA"), text.index("HAMA") + 4, "HAMA") if "HAMA" in text else None
    header = Header(
        headline=heads[0] if heads else None,
        byline=None,
        dateline=DatelineLine(town, "HAMA, Syria", "AP") if town else None,
        published=Published(published, None, "row", published.isoformat()) if published else NO_DAY,
        outlet=outlet,
        agency="AP" if town else None,
        agency_evidence=None,
        language="en",
    )
    return Article(ident, capture.id, text, digest, "test/1", tuple(marks), header, (), ())


def words(article: Article, exact: str, nth: int = 1) -> Evidence:
    """The nth occurrence of some words as evidence."""
    at = -1
    for _ in range(nth):
        at = article.text.index(exact, at + 1)
    return article.evidence(at, at + len(exact))


def sentences_of(article: Article) -> tuple[Sentence, ...]:
    found = [words(article, exact) for exact in SENTENCES if exact in article.text]
    return tuple(
        Sentence(i, e.start, e.end, "headline" if article.header.headline == e else "body") for i, e in enumerate(found)
    )


def actor(name: str, ident: str | None = None) -> ActorRef:
    return ActorRef(ident or f"dl:{name.lower().replace(' ', '-')}", name, "armed-group", "SY", "alias")


def claimant(article: Article, exact: str | None, who: ActorRef | Unresolved = NO_ACTOR) -> Claimant:
    return Claimant(words(article, exact) if exact else None, None, who, None)


def place(precision: str = "settlement", name: str = "Morek") -> Place:
    return Place(
        name,
        name,
        f"geonames:{sum(map(ord, name))}",
        35.374712,
        -36.687654,
        2.5,
        precision,
        "SY",
        None,
        "event-place",
        (),
    )


def day(value: str, words_: str = "Thursday") -> When:
    the_day = dt.date.fromisoformat(value)
    return When(the_day, the_day, "day", "stated", dt.date(2015, 11, 6), words_)


def number(value: str, low: int | None = None, high: int | None = None, point: int | None = None) -> Number:
    quantifier = "at_least" if value.startswith(">=") else "more_than" if value.startswith(">") else "exact"
    return Number(low, high, point, quantifier, None, value)


def claim_of(article: Article, said: str, trigger: str, type_: str, **rest: object) -> Claim:
    """A claim with an id as the pipeline would give it; `rest` are fields of the claim."""
    where = words(article, said)
    at = where.start + said.index(trigger)
    evidence = article.evidence(at, at + len(trigger))
    fields: dict[str, object] = {
        "sentence": 0,
        "status": "actual",
        "fillers": (),
        "counts": (),
        "attribution": Attribution((), "own-voice", None),
        "when": NO_TIME,
        "place": NO_PLACE,
        "topic": None,
        "confidence": 0.9,
        "found_by": "rules/1:test",
        **rest,
    }
    claim = Claim(
        id="", article_id=article.id, sentence_evidence=where, type=type_, trigger=evidence, **fields  # type: ignore[arg-type]
    )  # fmt: skip
    return replace(claim, id=derived_id(claim))


def derived_id(claim: Claim) -> str:
    return content_id("clm", claim.article_id, claim.type, claim.trigger.start, claim.trigger.end)


def claims_of(article: Article) -> tuple[Claim, ...]:
    """A seizure with a toll and a source, a flight seen by nobody named, and a running total."""
    first, second, third = SENTENCES[1:]
    rebels = Filler("actor", words(article, "Rebels", 2), None, actor("Rebels"), None, None)
    where = Filler("place", words(article, "Morek"), None, None, place(), None)
    when = Filler("time", words(article, "Thursday"), None, None, None, day("2015-11-05"))
    they = Filler("actor", words(article, "They"), words(article, "25 soldiers"), NO_ACTOR, None, None)
    dead = Count(
        "killed", number(">=25", low=25), "incident", words(article, "at least 25 soldiers"), "soldiers", False, False
    )
    total = Count(
        "killed",
        number(">240000", low=240001),
        "cumulative",
        words(article, "More than 240,000 people"),
        None,
        False,
        False,
    )
    said = Attribution(((claimant(article, "the Observatory", actor("Observatory", "dl:sohr")),),), "quoted", None)
    nobody = Attribution(
        ((claimant(article, None, Unresolved(Why.UNNAMED, "nobody is named")),),), "unattributed", None
    )
    return (
        claim_of(
            article,
            first,
            "captured",
            "seizure",
            fillers=(rebels, where, when),
            counts=(dead,),
            attribution=said,
            when=day("2015-11-05"),
            place=place(),
        ),
        claim_of(
            article, second, "fled", "withdrawal", fillers=(they,), attribution=nobody, status="planned", sentence=1
        ),
        claim_of(article, third, "died", "toll", counts=(total,), topic="war dead", sentence=2),
    )


def add_page(
    ledger: Ledger, address: str = "pages/one.txt", text: str = TEXT, published: dt.date | None = dt.date(2015, 11, 6)
) -> tuple[Article, tuple[Claim, ...]]:
    """A page with its three claims (none where the text is another) in the ledger."""
    data = text.encode("utf-8", "backslashreplace")
    capture = capture_of(data, address)
    article = article_of(capture, text, published)
    claims = claims_of(article) if text == TEXT else ()
    assert ledger.add_page(capture, data, article, claims, RUN.id)
    return article, claims


def incident_of(
    claims: Iterable[Claim], ident: str = "inc_aaaaaaaaaaaaaaaaaaaa", status: str = "suggested"
) -> Incident:
    claims = tuple(claims)
    first = claims[0].when.earliest if claims and isinstance(claims[0].when, When) else None
    ids = tuple(claim.id for claim in claims)
    return Incident(ident, "seizure", "territory", ids, first, first, NO_PLACE, status, ())


def link_of(claim: Claim, incident: Incident, status: str = "suggested") -> Link:
    ident = content_id("lnk", "reports", claim.id, incident.id)
    return Link(ident, "reports", claim.id, incident.id, status, "link/1", ("same day", "same town"), 0.8)


def group_of(*articles: Article) -> CopyGroup:
    members = tuple(
        CopyMember(a.id, "verbatim" if n else "original", 1.0, "same words") for n, a in enumerate(articles)
    )
    return CopyGroup("cpy_aaaaaaaaaaaaaaaaaaaa", members, "AP")


def small_ledger(path: Path) -> Ledger:
    """Two pages with one text, one page without a day, an incident, links, a copy group."""
    ledger = Ledger.open(path, clock=clock())  # type: ignore[arg-type]
    ledger.start_run(RUN)
    one, claims = add_page(ledger)
    two, more = add_page(ledger, "pages/two.txt")
    add_page(ledger, "rows.jsonl#3", "Gardens\n\n=cmd|' /C calc'!A0\nThe roses are late this year.", None)
    incident = incident_of((claims[0], more[0]))
    ledger.write_linking([group_of(one, two)], [incident], [link_of(claims[0], incident)], RUN.id)
    ledger.finish_run(RUN.id, added=3, skipped=0, refused=0)
    return ledger
