"""Two sides (claims, or groups of claims) compared: a score in log-odds with its reasons, or a veto."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.knowledge.actors import load_actors
from dateline.knowledge.linking import linking_weights
from dateline.link.facts import Facts, best_fit
from dateline.link.kinds import Fit, Kinds
from dateline.link.numbers import conflict, equal
from dateline.link.places import Where, relation
from dateline.link.words import overlap, same_name

NARROW_DAYS = 3  # an interval up to this width dates a happening
WIDE_DAYS = 31  # an interval longer than this tells of a time, not of a happening
STORY_DAYS = 10  # pages further apart than this hardly tell one story
_STORY_NAMES, _STORY_SHARE = 3, 0.4  # names that two leads share, and their share of the shorter lead's
_FEW = 3  # claims of one type on a page
_TOP = (2, 3)  # sentences from the start in which a page tells its news, and in which it tells it again
_NEWS_DAYS = 2  # pages so far apart bring the same news
_FRESH_DAYS, _OLD_DAYS = 7, 21  # how long before its page an undated claim's happening was, as a rule, and hardly ever
_FATAL = frozenset({"killing", "execution", "assassination", "toll"})
_PAIR = "pair-"  # features of two types, by name
Feature = tuple[str, str]  # name of the feature, reason in words


@dataclass(frozen=True, slots=True)
class Judgement:
    """A comparison's outcome: `veto` says why two sides cannot be one happening, and then the score is void."""

    score: float
    reasons: tuple[str, ...]
    veto: str | None = None


def within(
    one: Facts, other: Facts, kinds: Kinds, told: Mapping[str, int] | None = None, turned: bool = False
) -> Judgement:
    """Two claims of one page; see `features_within`."""
    return _judge(features_within(one, other, kinds, told, turned), linking_weights().within.weights)


def across(one: Facts, other: Facts, kinds: Kinds) -> Judgement:
    """Two groups of claims of different pages."""
    return _judge(features_across(one, other, kinds), linking_weights().across.weights)


def _judge(found: Iterable[Feature], weights: Mapping[str, float]) -> Judgement:
    features = []
    for name, words in found:
        if name.startswith("veto"):
            return Judgement(0.0, (), words)
        features.append((name, words))
    told = {name: weight_of(name, weights) for name, _ in features}
    score = weights["bias"] + sum(told[name] for name, _ in features)
    ranked = sorted(features, key=lambda f: (-abs(told[f[0]]), f[0]))
    reasons = tuple(f"{words} ({told[name]:+.1f})" for name, words in ranked if told[name])
    return Judgement(round(score, 3), reasons)


def weight_of(feature: str, weights: Mapping[str, float]) -> float:
    """The weight of a feature: those of two types are the same in every comparison."""
    return linking_weights().pairs[feature[len(_PAIR) :]] if feature.startswith(_PAIR) else weights[feature]


def features_within(
    one: Facts, other: Facts, kinds: Kinds, told: Mapping[str, int] | None = None, turned: bool = False
) -> Iterator[Feature]:
    """The features of two claims of one page, vetoes among them.

    `told`: how many claims of each type the page holds, where that is known; `turned`: that it told of another day or
    place between the two (`turns`).
    """
    first, second = sorted((one, other), key=lambda f: f.key)
    names = set()
    for feature in _shared(one, other, kinds):  # one by one: most pairs of a long page end at their first veto
        names.add(feature[0])
        yield _roughly_placed(feature) if first.sentence == 0 else feature
    if "day-one" in names:
        yield from _background(*((one, other) if one.dated else (other, one)))
    yield from _on_one_page(first, second)
    if turned and _is_bare(second):
        yield "turned", "the page told of another day or place between them"
    if {"type-same", "trigger-same"} <= names:
        yield "word-of-type", "the same word for the same type"
    if told is not None:
        most = max(told.get(event_type, 1) for event_type in one.types | other.types)
        name, words = ("once", "once") if most == 1 else ("few", "a few times") if most <= _FEW else ("many", "often")
        yield f"told-{name}", f"the page tells of such things {words}"


def turns(page: Sequence[Facts]) -> list[int]:
    """For each claim of a page, in order, the first one in a later sentence that another day or place is told of.

    The number of claims where there is none.
    """
    return [
        next((n for n in range(at + 1, len(page)) if _turns(one, page[n])), len(page)) for at, one in enumerate(page)
    ]


def _turns(one: Facts, later: Facts) -> bool:
    if later.sentence <= one.sentence:
        return False
    if one.dated and later.dated and _days_between(one, later) > 0:
        return True
    return bool(one.places and later.places) and relation(one, later)[0] is Where.APART


def _background(dated: Facts, undated: Facts) -> Iterator[Feature]:
    """What a page dates long before its day, or by a month or a year, is told beside its news, which needs no day."""
    last = dated.latest or dated.earliest
    wide = (dated.days or 0) > _FRESH_DAYS
    if wide:
        yield "past-wide", f"the day is stated on one side only, as a long time: {_interval(dated)}"
    elif dated.published and last and (dated.published - last).days > _OLD_DAYS:
        yield "past-old", f"the day is stated on one side only, long before the page: {last}"
    else:
        return
    if undated.sentence <= _TOP[0]:
        yield "past-top", "what stands at the top of the page without a day is its news"


def _roughly_placed(feature: Feature) -> Feature:
    """A headline names the nearest place that readers know: another place in the text below speaks against no more."""
    return ("place-apart", feature[1]) if feature[0] == "veto-place" else feature


def features_across(one: Facts, other: Facts, kinds: Kinds) -> Iterator[Feature]:
    """The features of two groups of claims of different pages, vetoes among them."""
    # that they stand on one page says nothing of the story's happenings
    stories = [] if one.pages & other.pages else list(_stories(one, other))
    yield from (_nearly(f, one, other) if stories else f for f in _shared(one, other, kinds))
    yield from stories


def _nearly(feature: Feature, one: Facts, other: Facts) -> Feature:
    """What happens around midnight, or far away, has two days in the news: on one story, one day between is no veto."""
    return ("day-next", feature[1]) if feature[0] == "veto-days" and _days_between(one, other) <= 1 else feature


def _shared(one: Facts, other: Facts, kinds: Kinds) -> Iterator[Feature]:
    yield from _types(one, other, kinds)
    yield _days(one, other)
    where, words = relation(one, other)
    veto = where is Where.APART and {"toll"} not in (one.types, other.types)  # people die, and are counted, elsewhere
    yield ("veto-place" if veto else f"place-{where.name.lower()}", words)
    yield from _actors(one, other)
    yield from _targets(one, other)
    yield from _victims(one, other)
    yield from _numbers(one, other)
    shared = one.triggers & other.triggers
    if shared:
        yield "trigger-same", f"the same word for it: {', '.join(sorted(shared))}"
    if one.weapons and other.weapons:
        same = one.weapons & other.weapons
        yield (
            ("weapon-same", f"the same weapon: {', '.join(sorted(same))}")
            if same
            else ("weapon-other", "other weapons")
        )


def _types(one: Facts, other: Facts, kinds: Kinds) -> Iterator[Feature]:
    fit = best_fit(one, other, kinds)
    both = "/".join(sorted(one.types | other.types))
    yield ("veto-types" if fit is Fit.NONE else f"type-{fit.name.lower()}"), f"{fit.value}: {both}"
    known = linking_weights()
    fitting = [known.pair(a, b) for a in one.types for b in other.types if kinds.fit(a, b) is fit]
    pair = max((name for name in fitting if name), key=lambda name: (known.pairs[name], name), default=None)
    if pair:
        how = "often" if known.pairs[pair] > 0 else "seldom"
        yield f"{_PAIR}{pair}", f"{pair.replace('+', ' and ')} are {how} one happening"


def _days(one: Facts, other: Facts) -> Feature:
    if not one.dated and not other.dated:
        if _same_news(one, other):
            return "day-pages", "no day stated on either side, and the pages are of the same days"
        return "day-unknown", "no day stated on either side"
    gap = _days_between(one, other)
    if gap > 0:
        if _later_toll(one, other) or _later_toll(other, one):
            return "day-toll", f"the toll is dated after the happening: {_interval(one)} and {_interval(other)}"
        return "veto-days", f"days apart: {_interval(one)} and {_interval(other)} ({gap} days between)"
    if not (one.dated and other.dated):
        return _one_day(*((one, other) if one.dated else (other, one)))
    widths = [f.days for f in (one, other)]
    if any(width is None or width > WIDE_DAYS for width in widths):
        return "day-wide", f"days that overlap, one of them a long time: {_interval(one)} and {_interval(other)}"
    if all(width is not None and width <= NARROW_DAYS for width in widths):
        return "day-same", f"the same day: {_interval(one)} and {_interval(other)}"
    return "day-overlap", f"days that overlap: {_interval(one)} and {_interval(other)}"


def _one_day(dated: Facts, undated: Facts) -> Feature:
    """What a page tells without a day is, as a rule, its news: of the last days before it."""
    last = dated.latest or dated.earliest
    if undated.published and last and not dated.pages & undated.pages:
        age = (undated.published - last).days
        if age <= _FRESH_DAYS:
            return "day-fresh", f"the day is stated on one side only, some days before the other page: {last}"
        if age > _OLD_DAYS:
            return "day-old", f"the day is stated on one side only, long before the other page: {last}"
    return "day-one", "the day is stated on one side only"


def _same_news(one: Facts, other: Facts) -> bool:
    """True for sides of different pages whose days lie side by side."""
    if one.pages & other.pages or not (one.published and other.published):
        return False
    return abs((one.published - other.published).days) <= _NEWS_DAYS


def _later_toll(toll: Facts, other: Facts) -> bool:
    """People die and are found later: a toll's own day bounds its happening from above only."""
    return toll.types == {"toll"} and bool(toll.earliest and other.latest and toll.earliest > other.latest)


def _days_between(one: Facts, other: Facts) -> int:
    """How many days the later of two intervals starts after the earlier one's end; 0 where they meet."""
    early = max((d for d in (one.earliest, other.earliest) if d), default=None)
    late = min((d for d in (one.latest, other.latest, *_pages(one, other)) if d), default=None)
    return max(0, (early - late).days) if early and late else 0


def _pages(one: Facts, other: Facts) -> list[dt.date]:
    """What a page tells as happened had happened by its day: the day of a page bounds its undated claims."""
    return [f.published for f in (one, other) if f.published and f.latest is None]


def _interval(facts: Facts) -> str:
    if not facts.dated:
        return "no day"
    low, high = facts.earliest, facts.latest
    return f"{low}" if low == high else f"{low or ''}..{high or ''}"


def _actors(one: Facts, other: Facts) -> Iterator[Feature]:
    named = sorted((one.actors & other.actors) or same_name(one.actor_names, other.actor_names))
    if named:
        yield "actor-same", f"the same actor: {', '.join(map(_actor_name, named))}"
    elif one.actors and other.actors or (one.actor_names and other.actor_names):
        yield "actor-other", "other actors are named"
    elif one.described & other.described:
        yield "actor-described", "actors described alike"


def _actor_name(known: str) -> str:
    """The name of an entity by its id; a name out of the text as it is."""
    entity = load_actors().by_id.get(known)
    return entity.name if entity else known


def _victims(one: Facts, other: Facts) -> Iterator[Feature]:
    """A named person is killed once, and seldom taken, tried or freed twice in the time that pages tell of."""
    shared = one.victims & other.victims
    if shared:
        both = all(side.types & _FATAL for side in (one, other))
        name = "victim-dead" if both else "victim-same" if one.types & other.types else "victim-kin"
        yield name, f"the same named person: {', '.join(sorted(shared))}"
    elif one.victims and other.victims:
        yield "victim-other", "other named persons"


def _stories(one: Facts, other: Facts) -> Iterator[Feature]:
    """Whether the pages tell one story, by the names in their headlines and leads."""
    shared, least = one.lead & other.lead, min(len(one.lead), len(other.lead))
    if not least:
        return
    near = not (one.published and other.published) or abs((one.published - other.published).days) <= STORY_DAYS
    share = len(shared) / least
    most = len(shared) >= _STORY_NAMES and share >= _STORY_SHARE
    if near and (most or (len(shared) >= 2 and share == 1)):  # a brief has two names, and shares both
        yield "story-same", f"pages on one story: {', '.join(sorted(shared)[:6])}"
    elif len(shared) >= 2 and share >= _STORY_SHARE / 2:
        yield "story-near", f"pages with names in common: {', '.join(sorted(shared)[:6])}"


def _targets(one: Facts, other: Facts) -> Iterator[Feature]:
    if not (one.targets and other.targets):
        return
    shared = one.targets & other.targets
    if overlap(one.targets, other.targets) >= 0.5:
        yield "target-same", f"the same target: {', '.join(sorted(shared))}"
    elif shared:
        yield "target-near", f"targets share words: {', '.join(sorted(shared))}"
    else:
        yield "target-other", "other targets"


def _numbers(one: Facts, other: Facts) -> Iterator[Feature]:
    pairs = [(a, b) for a in one.tolls for b in other.tolls if a.measure == b.measure and a.part == b.part]
    same = [a for a, b in pairs if equal(a.number, b.number)]
    if same:
        yield "number-same", f"the same number: {same[0].number.value} {same[0].measure}"
    elif pairs and all(conflict(a.number, b.number) for a, b in pairs):
        a, b = pairs[0]
        yield "number-other", f"other numbers: {a.number.value} and {b.number.value} {a.measure}"


def _is_bare(facts: Facts) -> bool:
    return not (facts.dated or facts.place_names or facts.places)


def _on_one_page(first: Facts, second: Facts) -> Iterator[Feature]:
    gap = second.sentence - first.sentence
    near = next(name for limit, name in ((0, "0"), (1, "1"), (3, "3"), (8, "8"), (10**9, "far")) if gap <= limit)
    words = {"0": "in one sentence", "1": "in sentences side by side", "3": "a few sentences apart"}
    yield f"gap-{near}", words.get(near, "far apart on the page")
    if first.plural != second.plural:
        yield "plural-mixed", "one speaks of many, the other of one"
    if second.another:
        yield "another", "the later words tell of another one"
    if second.definite and not first.definite:
        yield "definite", "the later words speak of it as known"
    if first.sentence == 0:
        yield "lead", "the first of them is the headline or lead"
    elif first.sentence <= _TOP[0]:
        yield "lead-near", "the first of them stands right behind the headline"
    if first.sentence <= _TOP[0] and second.sentence <= _TOP[1]:
        yield "top", "both stand at the top of the page"
    if _is_bare(second):
        yield "bare", "the later words give neither day nor place"
