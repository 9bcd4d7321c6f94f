"""A made-up year of news as nouns, for measuring linking alone: nothing is read, and nothing in it happened.

Every day some incidents (a type, a town, a toll) are told by several pages: an agency's story, its copies word for word
and cut, other outlets' own stories with another figure, a follow-up the next day, now and then a denial, and mentions
of incidents of earlier weeks. Towns lie in five invented countries; the seed settles everything.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.ids import content_id, sha256_text
from dateline.records import (
    ActorRef,
    Article,
    Attribution,
    Capture,
    Claim,
    Claimant,
    Count,
    Evidence,
    Filler,
    Header,
    LineMark,
    Number,
    Place,
    Published,
    Unresolved,
    When,
    Why,
)

FIRST = dt.date(2021, 1, 1)
_TYPES = (("airstrike", "air strike"), ("shelling", "shelling"), ("bombing", "bombing"), ("attack", "attack"))
_TARGETS = "market school clinic bridge bakery depot checkpoint station mill warehouse farm convoy".split()
_SYLLABLES = "ba do ka li mo na ra se ta vo zu fi gha ri el shu ten mar os un".split()
_FILLER = (
    "people traders drivers farmers teachers said told reporters that roads shops schools lines water power stayed "
    "shut open closed after before during morning night weeks days while crews families neighbours cleared "
    "carried waited counted walked slowly again under heavy rain dust smoke near the old "
    "eastern western upper lower quarter river"
).split()
_AGENCIES = ("AFP", "AP", "Reuters", None, None)
_NOT_STATED = Unresolved(Why.NOT_STATED, "made up")


@dataclass(frozen=True, slots=True)
class Page:
    """One made-up page with its claims."""

    capture: Capture
    data: bytes
    article: Article
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """One made-up incident."""

    event: str
    word: str
    target: str
    place: Place
    day: dt.date
    killed: int


class Year:
    """A year of pages, a day at a time; the same seed gives the same pages."""

    def __init__(self, pages_a_day: int = 274, seed: int = 7) -> None:
        self._pages_a_day = pages_a_day
        self._rng = random.Random(seed)
        self._towns = [self._town(n) for n in range(400)]
        self._words = ["".join(self._rng.choice(_SYLLABLES) for _ in range(4)) for _ in range(8000)]
        self._past: list[_Told] = []
        self._follow: list[_Told] = []
        self._serial = 0

    def day(self, number: int) -> Iterator[Page]:
        """The pages of one day, by number from 0; ask for the days in order."""
        day, made = FIRST + dt.timedelta(number), 0
        follow, self._follow = self._follow, []
        for told in follow:
            yield self._story(told, day, told.killed + self._rng.randint(0, 3))
            made += 1
        while made < self._pages_a_day:
            told = self._incident(day)
            for page in self._reports(told, day):
                yield page
                made += 1

    def _reports(self, told: _Told, day: dt.date) -> Iterator[Page]:
        rng = self._rng
        first = self._story(told, day, told.killed)
        yield first
        for _ in range(rng.choice((0, 0, 1, 2, 4))):
            yield self._copy(first, day, cut=rng.random() < 0.3)
        for _ in range(rng.choice((0, 1, 1, 2))):
            yield self._story(told, day, told.killed + rng.choice((0, 0, 1, 3)))
        if rng.random() < 0.1:
            yield self._story(told, day, told.killed, status="denied")
        if rng.random() < 0.2:
            self._follow.append(told)
        self._past.append(told)
        del self._past[:-2000]

    def _incident(self, day: dt.date) -> _Told:
        rng = self._rng
        event, word = rng.choice(_TYPES)
        return _Told(event, word, rng.choice(_TARGETS), rng.choice(self._towns), day, rng.randint(1, 40))

    def _town(self, n: int) -> Place:
        rng, country = self._rng, n % 5
        name = "".join(rng.choice(_SYLLABLES) for _ in range(3)).title()
        lat, lon = 10 + 8 * country + 6 * rng.random(), 20 + 6 * rng.random()
        where = (f"X{country}", f"Province {n % 40}")
        return Place(name, name, f"synthetic:{n}", lat, lon, 3.0, "settlement", *where, "event-place", ())

    def _sentence(self) -> str:
        """Function words and made-up words by turns, so that runs of words meet as seldom as in real text."""
        rng = self._rng
        words = [rng.choice(_FILLER) if n % 3 else rng.choice(self._words) for n in range(rng.randint(12, 22))]
        return " ".join(words).capitalize() + "."

    def _story(self, told: _Told, day: dt.date, killed: int, status: str = "actual") -> Page:
        rng, name = self._rng, told.place.name
        by = rng.choice(("police", "a monitor", "the rescue service", "hospital staff"))
        lead = (
            f"The {told.word} on a {told.target} in {name} on {told.day:%d %B} killed {killed} people, {by} said "
            f"of the {rng.choice(_FILLER)} {rng.choice(_FILLER)}."
        )
        sentences = [lead, *(self._sentence() for _ in range(rng.randint(2, 4)))]
        facts = [(0, told, killed, status, by)]
        if self._past and rng.random() < 0.1:
            old = rng.choice(self._past)
            sentences.append(
                f"The {old.word} on a {old.target} in {old.place.name} on {old.day:%d %B} had killed {old.killed}."
            )
            facts.append((len(sentences) - 1, old, old.killed, "actual", ""))
        return self._page(sentences, facts, day, rng.choice(_AGENCIES))

    def _copy(self, first: Page, day: dt.date, cut: bool) -> Page:
        """The page again, word for word or without its last sentences, in another outlet."""
        sentences = first.article.text.split("\n")
        kept = sentences[: max(2, len(sentences) - 1)] if cut else sentences
        article = self._article(kept, day, first.article.header.agency)
        claims = tuple(_moved(c, article) for c in first.claims if c.sentence < len(kept))
        return self._whole(article, claims)

    def _page(
        self, sentences: list[str], facts: list[tuple[int, _Told, int, str, str]], day: dt.date, agency: str | None
    ) -> Page:
        article = self._article(sentences, day, agency)
        return self._whole(article, tuple(_claim(article, *fact) for fact in facts))

    def _whole(self, article: Article, claims: tuple[Claim, ...]) -> Page:
        data = article.text.encode()
        address = f"synthetic/{article.capture_id}"
        capture = Capture(
            article.capture_id,
            address,
            None,
            sha256_text(article.text),
            len(data),
            "text/plain",
            "utf-8",
            "utf-8",
            None,
        )
        return Page(capture, data, article, claims)

    def _article(self, sentences: list[str], day: dt.date, agency: str | None) -> Article:
        self._serial += 1
        text, lines, start = "\n".join(sentences), [], 0
        for sentence in sentences:
            lines.append(LineMark(start, start + len(sentence), "body", True, "made up", "synthetic"))
            start += len(sentence) + 1
        outlet = f"Outlet {self._rng.randint(1, 300)}"
        header = Header(None, None, None, Published(day, None, "row", str(day)), outlet, agency, None, "en")
        ident = content_id("cap", self._serial)
        digest = sha256_text(text)
        article_id = content_id("art", ident, "synthetic/1", digest)
        return Article(article_id, ident, text, digest, "synthetic/1", tuple(lines), header, (), ())


def _claim(article: Article, sentence: int, told: _Told, killed: int, status: str, by: str) -> Claim:
    mark = article.lines[sentence]
    text = article.text[mark.start : mark.end]

    def words(exact: str) -> Evidence:
        at = mark.start + text.index(exact)
        return Evidence(article.id, at, at + len(exact), exact)

    number = Number(killed, killed, killed, "exact", None, str(killed))
    vouches: tuple[tuple[Claimant, ...], ...] = ()
    if by:
        actor = ActorRef(f"described:{by}", by, "unknown", told.place.country, "described")
        vouches = ((Claimant(words(by), None, actor, None),),)
    trigger = words(told.word)
    return Claim(
        id=content_id("clm", article.id, told.event, trigger.start, trigger.end),
        article_id=article.id,
        sentence=sentence,
        sentence_evidence=Evidence(article.id, mark.start, mark.end, text),
        type=told.event,
        status=status,
        trigger=trigger,
        fillers=(
            Filler("target", words(f"a {told.target}"), None, _NOT_STATED, None, None),
            Filler("place", words(told.place.name), None, None, told.place, None),
        ),
        counts=(Count("killed", number, "incident", words(f"killed {killed}"), None, False, False),),
        attribution=Attribution(vouches, "paraphrased" if by else "own-voice", None),
        when=When(told.day, told.day, "day", "stated", None, f"{told.day:%d %B}"),
        place=told.place,
        topic=None,
        confidence=1.0,
        found_by="synthetic",
    )


def _moved(claim: Claim, article: Article) -> Claim:
    """A claim of a page as its copy states it: the same characters of another article."""

    def there(evidence: Evidence) -> Evidence:
        return Evidence(article.id, evidence.start, evidence.end, evidence.exact)

    chain = tuple(
        tuple(Claimant(there(c.evidence) if c.evidence else None, None, c.actor, c.is_party) for c in link)
        for link in claim.attribution.chain
    )
    fillers = tuple(Filler(f.role, there(f.evidence), None, f.actor, f.place, f.when) for f in claim.fillers)
    counts = tuple(
        Count(c.measure, c.number, c.scope, there(c.evidence), c.group_as_stated, c.part_of, c.additional)
        for c in claim.counts
    )
    return Claim(
        id=content_id("clm", article.id, claim.type, claim.trigger.start, claim.trigger.end),
        article_id=article.id,
        sentence=claim.sentence,
        sentence_evidence=there(claim.sentence_evidence),
        type=claim.type,
        status=claim.status,
        trigger=there(claim.trigger),
        fillers=fillers,
        counts=counts,
        attribution=Attribution(chain, claim.attribution.manner, None),
        when=claim.when,
        place=claim.place,
        topic=claim.topic,
        confidence=claim.confidence,
        found_by=claim.found_by,
    )
