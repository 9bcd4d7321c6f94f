"""Drafts to claims: every filler gets its entity, point or interval, every count its number, or a reason why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dateline.ids import claim_id
from dateline.protocols import Story
from dateline.records import (
    ActorRef,
    Article,
    Attribution,
    Claim,
    Claimant,
    Count,
    Draft,
    DraftClaimant,
    DraftFiller,
    Evidence,
    Filler,
    Place,
    Unresolved,
    When,
    Why,
)
from dateline.resolve.actors_country import weights_of
from dateline.resolve.places_before import before_of
from dateline.resolve.places_geo import distance_km
from dateline.resolve.settle_parties import parties_apart
from dateline.resolve.times_told import is_past, is_perfect

T = TypeVar("T")
_InRole = Callable[[ActorRef | Unresolved, str, str, str], ActorRef | Unresolved]
ACTOR_ROLES = frozenset(("actor", "target"))
PLACE_ROLES = frozenset(("place", "origin", "destination"))
_OBSERVERS = frozenset(("monitor", "agency", "outlet", "ngo", "international"))
_AND = " and "  # "Homs, Syria" is one place, "Homs and Hama" are two
_FUTURE = frozenset(("planned", "urged", "possible"))
_NEAR = 3  # so many of the countries of the story
_EVENT_DAYS = 31  # "last month" says loosely when one happening was; of a year most figures are totals
_FINER = ("exact", "settlement", "near-settlement", "admin2", "admin1", "region", "country", "sea")
_POINTS = frozenset(("exact", "settlement", "near-settlement", "admin2"))
_FAR = 500  # kilometres between two places of one happening
_NO_PLACE = Unresolved(Why.NOT_STATED, "no place words with this claim")
_NO_TIME = Unresolved(Why.NOT_STATED, "no time words with this claim")
_SHARPER = ("day", "days", "week", "month", "season", "year", "longer", "open")


@dataclass(frozen=True, slots=True)
class Resolvers:
    """The functions that know names, places, times and numbers; handed in by the caller."""

    who: Callable[[str, Story], ActorRef | Unresolved]
    parties: Callable[[str, Story], tuple[tuple[int, int], ...]]  # of words that list several: where each stands
    where: Callable[[str, Story, Sequence[Place]], Place | Unresolved]
    when: Callable[[Evidence, str, Story, bool], When | Unresolved]  # the words, the text they stand in
    own_words: Callable[[Evidence, Evidence, str], tuple[int, int] | None]  # time words, trigger, text; see times_told
    bound: Callable[[Sequence[Draft], str], tuple[Draft, ...]]  # stated dead and wounded that no draft holds
    counts: Callable[[Draft, str, Sequence[Filler], bool], tuple[Count, ...]]  # the text; whether they are totals
    in_role: _InRole = lambda actor, *_: actor  # the words, the role, the event's type


def settle(
    article: Article, drafts: Sequence[Draft], story: Story, resolvers: Resolvers, context: Sequence[Place] = ()
) -> tuple[Claim, ...]:
    """The drafts of one article as claims, in text order; ids depend on the article, the type and the trigger alone.

    `context` are the places that the page names and that are sure: they help with those that are not.
    """
    resolvers = replace(resolvers, who=_once(resolvers.who), parties=_once(resolvers.parties))
    places = dict.fromkeys(context)  # in the order in which they are named, each once
    claims: list[Claim] = []
    used: Counter[tuple[str, int, int]] = Counter()
    for draft in resolvers.bound(drafts, article.text):
        draft = _own_times(_each_party(draft, article, story, resolvers), article, resolvers)
        fillers, own = _settled(draft, article.text, (story, resolvers, tuple(places)))
        places |= dict.fromkeys(f.place for f in fillers if isinstance(f.place, Place))
        when = _when(fillers)
        key = (draft.type, draft.trigger.start, draft.trigger.end)
        used[key] += 1
        ident = claim_id(article.id, *key, used[key])
        claims.append(
            Claim(
                id=ident,
                article_id=article.id,
                sentence=draft.sentence,
                sentence_evidence=draft.sentence_evidence,
                type=draft.type,
                status=draft.status,
                trigger=draft.trigger,
                fillers=fillers,
                counts=resolvers.counts(draft, article.text, fillers, _over_long(when)),
                attribution=_attribution(draft, fillers, own, resolvers),
                when=when,
                place=_place(fillers, story.countries),
                topic=draft.topic,
                confidence=draft.confidence,
                found_by=draft.found_by,
            )
        )
    return tuple(claims)


def _once(ask: Callable[[str, Story], T]) -> Callable[[str, Story], T]:
    """The same answers, each worked out once: many claims of a page have the same actors.

    It is asked of one story, which differs only in the country where a claim happened.
    """
    known: dict[tuple[str, str | None], T] = {}

    def answer(words: str, story: Story) -> T:
        key = (words, story.here)
        if key not in known:
            known[key] = ask(words, story)
        return known[key]

    return answer


def _each_party(draft: Draft, article: Article, story: Story, resolvers: Resolvers) -> Draft:
    """The draft with a filler, and a claimant, for each of several parties or places that are read as one."""

    def parts(evidence: Evidence | None, refers_to: Evidence | None) -> list[Evidence]:
        if evidence is None or refers_to is not None:
            return []
        spans = resolvers.parties(evidence.exact, story)
        return [article.evidence(evidence.start + a, evidence.start + b) for a, b in spans]

    fillers: list[DraftFiller] = []
    for filler in draft.fillers:
        listed = filler.role in ACTOR_ROLES or (filler.role in PLACE_ROLES and _AND in filler.evidence.exact)
        each = parts(filler.evidence, filler.refers_to) if listed else []
        fillers += [replace(filler, evidence=one) for one in each] or [filler]
    chain: list[tuple[DraftClaimant, ...]] = []
    for link in draft.chain:
        joint: list[DraftClaimant] = []
        for claimant in link:
            each = parts(claimant.evidence, claimant.refers_to)
            joint += [replace(claimant, evidence=one) for one in each] or [claimant]
        chain.append(tuple(dict.fromkeys(joint)))
    parties, links = tuple(dict.fromkeys(fillers)), tuple(chain)
    same = (parties, links) == (draft.fillers, draft.chain)
    return draft if same else replace(draft, fillers=parties, chain=links)


def _own_times(draft: Draft, article: Article, resolvers: Resolvers) -> Draft:
    """The draft with time words that count from its own happening cut to the date that they give to it."""

    def own(filler: DraftFiller) -> DraftFiller:
        if filler.role != "time":
            return filler
        span = resolvers.own_words(filler.evidence, draft.trigger, article.text)
        return replace(filler, evidence=article.evidence(*span)) if span else filler

    if all(filler.role != "time" for filler in draft.fillers):
        return draft
    fillers = tuple(dict.fromkeys(own(filler) for filler in draft.fillers))
    return draft if fillers == draft.fillers else replace(draft, fillers=fillers)


def _words(evidence: Evidence, refers_to: Evidence | None) -> str:
    return refers_to.exact if refers_to is not None else evidence.exact


def _settled(
    draft: Draft, text: str, around: tuple[Story, Resolvers, Sequence[Place]]
) -> tuple[tuple[Filler, ...], Story]:
    """The fillers of a draft, its places first, and the story with the country where it happened."""
    story, resolvers, context = around
    found = {n: _filler(f, draft, text, around) for n, f in enumerate(draft.fillers) if f.role in PLACE_ROLES}
    place = _place(tuple(found.values()), story.countries) if found else None
    own = story
    if isinstance(place, Place) and place.country is not None and _is_about(story, place.country):
        own = replace(story, here=place.country)
    around = own, resolvers, context
    settled = (found.get(n) or _filler(f, draft, text, around) for n, f in enumerate(draft.fillers))
    return parties_apart(tuple(settled)), own


def _is_about(story: Story, country: str) -> bool:
    """Whether the page names enough of a country that a place found there is no mistake."""
    weights = weights_of(story.votes)
    weight = weights.get(country, 0)
    enough = not weights or weight > 1 or 2 * weight >= max(weights.values())
    return enough and country in story.countries[:_NEAR]


def _filler(filler: DraftFiller, draft: Draft, text: str, around: tuple[Story, Resolvers, Sequence[Place]]) -> Filler:
    story, resolvers, context = around
    words = _words(filler.evidence, filler.refers_to)
    role = filler.role
    if role in PLACE_ROLES:
        start = (filler.refers_to or filler.evidence).start
        story = replace(story, before=before_of(text, start))  # "the city", "the country"
    return Filler(
        role=role,
        evidence=filler.evidence,
        refers_to=filler.refers_to,
        actor=resolvers.in_role(resolvers.who(words, story), words, role, draft.type) if role in ACTOR_ROLES else None,
        place=resolvers.where(words, story, context) if role in PLACE_ROLES else None,
        when=resolvers.when(filler.evidence, text, story, _lies_ahead(draft, text, filler)) if role == "time" else None,
    )


def _lies_ahead(draft: Draft, text: str, time: DraftFiller) -> bool:
    """Whether days without a year are rather to come; "may have been killed on Monday" is past."""
    if draft.status == "possible" and is_perfect(text, draft.trigger.start):
        return False
    return draft.status in _FUTURE and not (draft.status == "possible" and is_past(text, draft.trigger, time.evidence))


def _over_long(when: When | Unresolved) -> bool:
    """A count over more than a month, or over an open stretch of time, is a total over many events."""
    if isinstance(when, Unresolved) or when.latest is None or when.earliest is None:
        return isinstance(when, When)
    return (when.latest - when.earliest).days > _EVENT_DAYS


def _attribution(draft: Draft, fillers: Sequence[Filler], story: Story, resolvers: Resolvers) -> Attribution:
    actors = [f.actor for f in fillers if f.role == "actor" and isinstance(f.actor, ActorRef)]
    chain = tuple(tuple(_claimant(c, actors, story, resolvers) for c in link) for link in draft.chain)
    return Attribution(chain, draft.manner, draft.cue)


def _claimant(claimant: DraftClaimant, actors: Sequence[ActorRef], story: Story, resolvers: Resolvers) -> Claimant:
    if claimant.evidence is None:
        nobody = Unresolved(Why.UNNAMED, "somebody is quoted or believed, nobody is named")
        return Claimant(None, None, nobody, None)
    actor = resolvers.who(_words(claimant.evidence, claimant.refers_to), story)
    return Claimant(claimant.evidence, claimant.refers_to, actor, _is_party(actor, actors))


def _is_party(claimant: ActorRef | Unresolved, actors: Sequence[ActorRef]) -> bool | None:
    """True where the claimant speaks of its own side's deeds, False for observers, None where it cannot be told."""
    if isinstance(claimant, Unresolved):
        return None
    if any(a.entity_id == claimant.entity_id for a in actors):
        return True
    if claimant.kind in _OBSERVERS:
        return False
    state = ("state", "government", "military", "police")
    same_state = [a for a in actors if a.country and a.country == claimant.country and a.kind in state]
    return True if claimant.kind in state and same_state else None


def _when(fillers: Sequence[Filler]) -> When | Unresolved:
    """The sharpest interval the claim's own time words give."""
    times = [f.when for f in fillers if f.role == "time" and f.when is not None]
    if not times:
        return _NO_TIME
    known = [t for t in times if isinstance(t, When)]
    if known:
        return min(known, key=lambda t: _SHARPER.index(t.precision) if t.precision in _SHARPER else len(_SHARPER))
    return next(t for t in times if isinstance(t, Unresolved))


def _together(places: Sequence[Place], countries: Sequence[str]) -> Sequence[Place]:
    """The places without those far from one in the story's first country: "near the Salem hospital in Aleppo"."""
    at_home = [p for p in places if p.country in countries[:1] and p.precision in _POINTS]
    return [p for p in places if p.country in countries[:1] or not at_home or min(_apart(p, o) for o in at_home) < _FAR]


def _apart(one: Place, other: Place) -> float:
    return distance_km((one.lat, one.lon), (other.lat, other.lon))


def _place(fillers: Sequence[Filler], countries: Sequence[str]) -> Place | Unresolved:
    """The finest of the claim's own places; where it moved from or to does not say where it happened."""
    places = [f.place for f in fillers if f.role == "place" and f.place is not None]
    if not places:
        return _NO_PLACE
    known = _together([p for p in places if isinstance(p, Place)], countries)
    if known:
        return min(known, key=lambda p: _FINER.index(p.precision) if p.precision in _FINER else len(_FINER))
    return next(p for p in places if isinstance(p, Unresolved))
