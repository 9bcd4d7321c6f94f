"""What linking compares: the facts of one claim, or of several claims taken together, as sets and bounds."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.knowledge.lexicon import linking_words
from dateline.knowledge.linking import common_names
from dateline.link.figures import is_addition
from dateline.link.kinds import Fit, Kinds
from dateline.link.persons import victims_of
from dateline.link.words import content_words, fold, name_words, stem, words_in
from dateline.records import ActorRef, Article, Claim, Filler, Number, Place, Published, When
from dateline.tokens import tokens

LAST = dt.date(9999, 12, 31)
_BEFORE = 3  # words before a trigger that say whether it is known, or another one
_LEAD_LINES, _LEAD_LENGTH = 5, 900  # lines and characters in which a page's story is named
_SENTENCE_ENDS = frozenset(". ! ? : ; \" “ ” ' ‘ — – - ( ) •".split())
_LEAD_NAMES = 8  # that say what a page's story is
_PLACE_ROLES = ("place", "destination", "origin")


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Where a claim stands in the archive: the order in which ties are settled, whatever the order of arrival."""

    day: dt.date  # the article's; LAST where the page has none
    article_id: str
    start: int
    claim_id: str


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of one happening, as comparable bounds."""

    measure: str
    group: frozenset[str]
    part: bool
    number: Number


@dataclass(frozen=True, slots=True)
class Facts:
    """One claim, or several that report one happening: everything compared."""

    keys: tuple[Key, ...]  # sorted
    types: frozenset[str]
    earliest: dt.date | None
    latest: dt.date | None
    published: dt.date | None  # the earliest page day: what it tells had happened by then
    places: tuple[Place, ...]
    place_names: frozenset[str]
    place_words: frozenset[str]
    actors: frozenset[str]  # entity ids
    described: frozenset[str]  # ids of described types ("rebels")
    actor_names: frozenset[str]
    targets: frozenset[str]  # content words
    target_names: frozenset[str]
    weapons: frozenset[str]
    tolls: tuple[Toll, ...]
    triggers: frozenset[str]  # stems
    sentence: int  # of the first claim
    definite: bool  # the first claim's trigger is named as known: "the attack"
    plural: bool  # all triggers speak of many: "attacks"
    another: bool  # the words before a trigger say that it is another one: "a second", "a previous"
    victims: frozenset[str]  # surnames of the persons it was done to, where they are named
    lead: frozenset[str]  # names in the headlines and leads of the pages

    @property
    def key(self) -> Key:
        """The first claim's place in the archive."""
        return self.keys[0]

    @property
    def pages(self) -> frozenset[str]:
        """The articles that it is told in."""
        return frozenset(key.article_id for key in self.keys)

    @property
    def dated(self) -> bool:
        """True where the claim itself bounds the day on either side."""
        return self.earliest is not None or self.latest is not None

    @property
    def days(self) -> int | None:
        """Width of the stated interval; None where it is open or not stated."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1


def page_day(article: Article) -> dt.date | None:
    """The day of the page, if it has one."""
    published = article.header.published
    return published.day if isinstance(published, Published) else None


def is_after_page(claim: Claim, article: Article) -> bool:
    """True where a claim is dated wholly after the day of its page: that cannot have happened yet."""
    day = page_day(article)
    return isinstance(claim.when, When) and bool(day and claim.when.earliest and claim.when.earliest > day)


def key_of(claim: Claim, article: Article) -> Key:
    """Where the claim stands: by page day (pages without one last), article, position."""
    return Key(page_day(article) or LAST, article.id, claim.trigger.start, claim.id)


def facts_of(claim: Claim, article: Article) -> Facts:
    """The comparable facts of one claim."""
    when = claim.when if isinstance(claim.when, When) else None
    by_role: dict[str, list[Filler]] = {}
    for filler in claim.fillers:
        by_role.setdefault(filler.role, []).append(filler)
    actor_words, target_words = _phrases(by_role.get("actor", ())), _phrases(by_role.get("target", ()))
    references = [f.actor for f in by_role.get("actor", ()) if isinstance(f.actor, ActorRef)]
    place_words = _place_phrases(by_role)
    return Facts(
        keys=(key_of(claim, article),),
        types=frozenset({claim.type}),
        earliest=when.earliest if when else None,
        latest=when.latest if when else None,
        published=page_day(article),
        places=(claim.place,) if isinstance(claim.place, Place) else (),
        place_names=frozenset().union(*map(name_words, place_words)),
        place_words=frozenset().union(*map(content_words, place_words)),
        actors=frozenset(r.entity_id for r in references if not is_described(r)),
        described=frozenset(r.entity_id for r in references if is_described(r)),
        actor_names=frozenset().union(*map(name_words, actor_words)),
        targets=frozenset().union(*map(content_words, target_words)),
        target_names=frozenset().union(*map(name_words, target_words)),
        weapons=frozenset().union(*map(content_words, _phrases(by_role.get("weapon", ())))),
        tolls=_tolls(claim),
        triggers=frozenset(stem(token.lower) for token in words_in(claim.trigger.exact)),
        sentence=claim.sentence,
        definite=_is_definite(claim),
        plural=claim.trigger.exact.lower().endswith(linking_words().plurals),
        another=bool(_before(claim) & linking_words().another),
        victims=victims_of(by_role.get("target", ()), claim, article),
        lead=frozenset(lead_names(article)),
    )


@functools.lru_cache(maxsize=512)
def _lead_names(text: str, lines: tuple[tuple[int, int, bool], ...]) -> tuple[str, ...]:
    """`lines`: start, end, and whether it is a headline."""
    small, inside = set(), set()  # words that the page writes small, and those that stand capital within a sentence
    for start, end, headline in lines:
        before = "."
        for token in tokens(text, start, end):
            if token.text.islower():
                small.add(token.lower)
            elif token.is_capital and before not in _SENTENCE_ENDS and not headline:
                inside.add(fold(token.text))
            before = token.text
    lead = "\n".join(text[start:end][:_LEAD_LENGTH] for start, end, _ in lines[:_LEAD_LINES])[:_LEAD_LENGTH]
    found = [fold(token.text) for token in words_in(lead) if token.is_capital and token.lower not in small]
    told = [name for name in found if name_words(name.title()) and name.strip(".") not in common_names()]
    return tuple(dict.fromkeys(name for name in told if name in inside or not inside))[:_LEAD_NAMES]


def lead_names(article: Article) -> tuple[str, ...]:
    """The names by which the page's story is known, from its first lines, in order.

    Words that it writes small elsewhere are none, nor are those that stand capital in headlines and at the start of
    sentences only; names of countries, peoples and bodies that are in the news every day tell no story.
    """
    lines = tuple((line.start, line.end, line.kind == "headline") for line in article.lines if line.is_article)
    return _lead_names(article.text, lines)


def _before(claim: Claim) -> set[str]:
    """The words right before the trigger, small."""
    before = claim.sentence_evidence.exact[: claim.trigger.start - claim.sentence_evidence.start].lower().split()
    return {word.strip("\"“',") for word in before[-_BEFORE:]}


def _is_definite(claim: Claim) -> bool:
    return bool(_before(claim) & linking_words().definite)


def is_described(reference: ActorRef) -> bool:
    """True for actors known by a description ("rebels"), which name nobody."""
    return reference.basis.startswith("described")


def _tolls(claim: Claim) -> tuple[Toll, ...]:
    return tuple(
        Toll(c.measure, content_words(c.group_as_stated or ""), c.part_of or is_addition(c, claim), c.number)
        for c in claim.counts
        if c.scope == "incident" and isinstance(c.number, Number)
    )


def _phrases(fillers: Iterable[Filler]) -> list[str]:
    return [f.refers_to.exact if f.refers_to else f.evidence.exact for f in fillers]


def _place_phrases(by_role: dict[str, list[Filler]]) -> list[str]:
    """Where it was, and for what moves also where from and where to: a page may name any of them."""
    return _phrases([filler for role in _PLACE_ROLES for filler in by_role.get(role, ())])


def merged(parts: Sequence[Facts]) -> Facts:
    """The facts of several claims that report one happening; days are intersected where they can be.

    The dead are found, treated and buried elsewhere: tolls say where it was only if no other claim does.
    """
    first = min(parts, key=lambda f: f.key)
    earliest, latest = agreed_days(parts)
    pages = [f.published for f in parts if f.published]
    at = [f for f in parts if f.places and f.types != {"toll"}] or parts
    return replace(
        first,
        keys=tuple(sorted(key for f in parts for key in f.keys)),
        types=frozenset().union(*(f.types for f in parts)),
        earliest=earliest,
        latest=latest,
        published=min(pages) if pages else None,
        places=tuple(dict.fromkeys(place for f in sorted(at, key=lambda f: f.key) for place in f.places)),
        plural=all(f.plural for f in parts),
        another=any(f.another for f in parts),
        place_names=_union(f.place_names for f in parts),
        place_words=_union(f.place_words for f in parts),
        actors=_union(f.actors for f in parts),
        described=_union(f.described for f in parts),
        actor_names=_union(f.actor_names for f in parts),
        targets=_union(f.targets for f in parts),
        target_names=_union(f.target_names for f in parts),
        weapons=_union(f.weapons for f in parts),
        triggers=_union(f.triggers for f in parts),
        victims=_union(f.victims for f in parts),
        lead=_union(f.lead for f in parts),
        tolls=tuple(dict.fromkeys(toll for f in sorted(parts, key=lambda f: f.key) for toll in f.tolls)),
    )


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def agreed_days(parts: Sequence[Facts]) -> tuple[dt.date | None, dt.date | None]:
    """The days that stated intervals share, narrow ones first, tolls last; what shares none with them is left out.

    A toll bounds the day of a told happening from above only: people die and are found later.
    """
    bounded = sorted((f for f in parts if f.dated), key=lambda f: (f.types == {"toll"}, f.days or 99_999, f.key))
    if not bounded:
        return None, None
    earliest, latest = bounded[0].earliest, bounded[0].latest
    for f in bounded[1:]:
        bound = None if f.types == {"toll"} and bounded[0].types != {"toll"} else f.earliest
        low = max((d for d in (earliest, bound) if d), default=None)
        high = min((d for d in (latest, f.latest) if d), default=None)
        if low is None or high is None or low <= high:
            earliest, latest = low, high
    return earliest, latest


def best_fit(one: Facts, other: Facts, kinds: Kinds) -> Fit:
    """The best fit between the types of two sides."""
    order = list(Fit)
    return min((kinds.fit(a, b) for a in one.types for b in other.types), key=order.index)
