"""Chooses among the places a name may be, and says in words what decided."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.knowledge.gazetteer_names import fold, stripped
from dateline.protocols import GazetteerEntry, Story
from dateline.records import Place
from dateline.resolve.places_geo import distance_km

_ONE_TOWN = 25.0  # two records this near each other may be one town
_TEXT = 6.0  # as much as a country that the phrase itself names
_NEAR_DEGREES = 2.8  # of latitude: more than the 300 km within which a place speaks for another
_ASTRAY = 500.0  # kilometres
_FAIR_SHARE = 0.2  # of what all other names give to countries; less may be another name misread
_SETTLED = frozenset(("settlement", "district", "site", "front"))
_MATCH_COST = {"exact": 0.0, "folded": 0.2, "skeleton": 1.5, "fuzzy": 2.0}
_KIND_WORTH = {"country": 9.5, "admin1": 6.7, "region": 6.0, "admin2": 3.8, "water": 4.0, "site": 3.6, "district": 3.6}
_WANTED = {
    "settlement": _SETTLED,
    "admin1": frozenset(("admin1", "region", "country")),
    "admin2": frozenset(("admin2", "district", "region")),
    "region": frozenset(("region", "admin1", "admin2", "country", "water")),
    "site": frozenset(("site", "settlement", "district")),
    "water": frozenset(("water",)),
    "country": frozenset(("country",)),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its score, whether anything in the story speaks for it, and why."""

    entry: GazetteerEntry
    score: float
    supported: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What speaks for one candidate or another."""

    story: Story
    context: Sequence[Place]
    containers: Sequence[GazetteerEntry]  # of the phrase itself
    countries: tuple[str, ...]  # the phrase's own adjectives and country names
    level: str | None  # the kind its noun asks for
    bare_region: frozenset[str]
    capitals: Mapping[str, str]


def judge(name: str, entries: Sequence[GazetteerEntry], setting: Setting) -> tuple[Judged, ...]:
    """Every candidate with its score, best first."""
    judged = [_judged(name, entry, setting) for entry in _sifted(entries, setting)]
    return tuple(sorted(judged, key=lambda j: (-j.score, j.entry.id)))


def decided(judged: Sequence[Judged]) -> Judged | None:
    """The best candidate, or None where another is as likely and nothing speaks for either."""
    best = judged[0]
    for other in judged[1:]:
        margin = best.score - other.score
        apart = distance_km((best.entry.lat, best.entry.lon), (other.entry.lat, other.entry.lon))
        if apart <= 60 + best.entry.extent_km + other.entry.extent_km:
            continue
        if margin >= 0.7 or (best.supported and margin >= 0.15):
            continue
        return None
    return best


def townward(judged: Sequence[Judged], bare_region: frozenset[str]) -> tuple[Judged, ...]:
    """The chief town put before its province, where they share a name: the bare name means the town."""
    best = judged[0]
    if best.entry.kind != "admin1" or best.entry.id in bare_region:
        return tuple(judged)
    town = next((j for j in judged if _town_of(j.entry, best.entry)), None)
    if town is None:
        return tuple(judged)
    town = Judged(town.entry, best.score, best.supported, town.reasons)
    rest = (j for j in judged if j.entry.id not in (town.entry.id, best.entry.id))
    return (town, *rest, Judged(best.entry, best.score - 1, best.supported, best.reasons))


def unit_of(town: GazetteerEntry, judged: Sequence[Judged]) -> Judged | None:
    """The province among the candidates that a settlement lies in."""
    return next((j for j in judged if j.entry.kind == "admin1" and lies_near(j.entry, town)), None)


def lies_near(unit: GazetteerEntry, town: GazetteerEntry) -> bool:
    """True where a settlement lies in a unit, by its listed parent or by distance."""
    apart = distance_km((unit.lat, unit.lon), (town.lat, town.lon))
    return unit.country == town.country and (unit.name == town.admin1 or apart <= unit.extent_km + 20)


def far_away(judged: Sequence[Judged], name: str, setting: Setting) -> bool:
    """True where nothing speaks for the best candidate, which lies outside the story and is no big or sole name."""
    best, entry = judged[0], judged[0].entry
    if entry.match in ("skeleton", "fuzzy") and entry.kind in _SETTLED and _astray(entry, setting.context):
        return True
    if best.supported or not setting.story.countries or entry.kind not in _SETTLED:
        return False
    sole = entry.match == "exact" and len({j.entry.country for j in judged if j.entry.match == "exact"}) == 1
    if sole and (entry.id.startswith("dl:") or entry.population >= 10_000):
        return False
    return not (fold(entry.name) == fold(name) and entry.population >= 100_000)


def _astray(entry: GazetteerEntry, context: Sequence[Place]) -> bool:
    """True where every smaller place named in the story is far off: a name only spelt alike is another."""
    points = [p for p in context if p.precision not in ("country", "region", "sea") and p.gazetteer_id != entry.id]
    return bool(points) and all(distance_km((entry.lat, entry.lon), (p.lat, p.lon)) > _ASTRAY for p in points)


def _town_of(town: GazetteerEntry, unit: GazetteerEntry) -> bool:
    alike = stripped(fold(town.name)) == stripped(fold(unit.name))
    return town.kind == "settlement" and alike and lies_near(unit, town)


def _sifted(entries: Sequence[GazetteerEntry], setting: Setting) -> list[GazetteerEntry]:
    """Candidates that fit the phrase's own containers, country and noun, as far as any does."""
    out = list(entries)
    if setting.countries:
        out = [e for e in out if e.country in setting.countries] or out
    for box in setting.containers:
        out = [e for e in out if e.id != box.id and inside(e, box)] or out
    wanted = _WANTED.get(setting.level or "")
    if wanted:
        out = [e for e in out if e.kind in wanted] or out
    return out


def inside(entry: GazetteerEntry, box: GazetteerEntry) -> bool:
    """True where one entry lies in another, by its listed parent or by distance."""
    if box.kind == "country":
        return entry.country == box.country
    if box.kind == "admin1" and entry.country and box.country and entry.country != box.country:
        return False  # London, Ohio lies near Ontario's middle
    if box.kind == "admin1" and entry.admin1 is not None and entry.country == box.country:
        return entry.admin1 == box.name
    slack = 40.0 if box.kind in _SETTLED else 20.0
    return distance_km((entry.lat, entry.lon), (box.lat, box.lon)) <= 1.2 * box.extent_km + slack


def _judged(name: str, entry: GazetteerEntry, setting: Setting) -> Judged:
    worth = None if entry.id.startswith("unit:") else _KIND_WORTH.get(entry.kind)
    score = worth if worth is not None else max(math.log10(entry.population + 1), 1.0)
    if entry.kind == "settlement" and entry.id.startswith("dl:"):
        score = 3.8
    if entry.id in setting.bare_region and setting.level is None:
        score += 2.0
    score -= _MATCH_COST[entry.match]
    own = stripped(fold(entry.name)) == stripped(fold(name))
    score += 0.8 if own else -0.5
    if own and entry.kind == "settlement" and setting.capitals.get(fold(entry.name)) == entry.country:
        score += 2.0
    reasons = [f"{name!r} is {'the' if own else 'another'} name of {_label(entry)} ({entry.match} match)"]
    supported = False
    for extra, reason in (_by_story(name, entry, setting), _by_phrase(entry, setting), _by_context(entry, setting)):
        score += extra
        if reason:
            supported = supported or extra >= 1.0
            reasons.append(reason)
    if sense := _in_text(name, entry, setting):  # of a name's only place it says nothing: no support
        score += _TEXT
        reasons.append(f"the names of the whole text together make it {sense.label}")
    if worth is None and entry.population >= 50_000:
        reasons.append(f"population {entry.population:,}")
    return Judged(entry, score, supported, tuple(reasons))


def _by_phrase(entry: GazetteerEntry, setting: Setting) -> tuple[float, str]:
    for box in setting.containers:
        if inside(entry, box) and entry.id != box.id:
            return 6.0, f"the phrase puts it in {box.name}"
    if setting.countries and entry.country in setting.countries:
        return 6.0, f"the phrase names the country ({entry.country})"
    return 0.0, ""


def _by_story(name: str, entry: GazetteerEntry, setting: Setting) -> tuple[float, str]:
    countries = setting.story.countries
    if entry.country in countries and entry.kind == "country":
        return 2.0, "the story is about it"
    if entry.country in countries and _spoken_for(setting.story, name, entry.country):
        rank = countries.index(entry.country)
        return (3.6, 2.6, 2.0, 1.6)[min(rank, 3)], f"the story is about {entry.country}"
    return 0.0, ""


def _spoken_for(story: Story, name: str, country: str) -> bool:
    """True where a country of the story is more than this very name taken for a place of it."""
    if not story.votes or country == story.countries[0]:
        return True
    own = fold(name)
    others = [vote for vote in story.votes if vote[0] != own]
    theirs = [vote for vote in others if vote[1] == country]
    if any(not who for who, _, _ in theirs):
        return True
    return sum(weight for _, _, weight in theirs) > _FAIR_SHARE * sum(weight for _, _, weight in others)


def _by_context(entry: GazetteerEntry, setting: Setting) -> tuple[float, str]:
    """Weight from places named in the same story: the nearest within 300 km, or the province it lies in."""
    best, reason = 0.0, ""
    for place in setting.context:
        if place.gazetteer_id == entry.id or abs(place.lat - entry.lat) > _NEAR_DEGREES and place.precision != "admin1":
            continue
        if place.precision == "admin1" and entry.kind in _SETTLED and entry.country == place.country:
            if entry.admin1 == place.label and best < 2.4:
                best, reason = 2.4, f"{place.label}, where it lies, is named too"
            continue
        if place.precision in ("country", "region", "sea"):
            continue
        apart = distance_km((entry.lat, entry.lon), (place.lat, place.lon))
        weight = 2.2 * (1 - apart / 300)
        if apart <= 300 and weight > best:
            best, reason = weight, f"{round(apart)} km from {place.label}, named too"
    return best, reason


def _in_text(name: str, entry: GazetteerEntry, setting: Setting) -> Place | None:
    """The sense that the whole text gives the name, where it is this candidate, its province, or the town in it."""
    senses = (p for p in setting.context if p.basis == "inferred" and p.name == name)
    return next((p for p in senses if p.gazetteer_id == entry.id or _is_around(p, entry)), None)


def _is_around(place: Place, entry: GazetteerEntry) -> bool:
    """True for a town and its province, and for two records of one place."""
    if place.country != entry.country:
        return False
    if "admin1" in (place.precision, entry.kind) and place.admin1 is not None and place.admin1 == entry.admin1:
        return True
    apart = distance_km((place.lat, place.lon), (entry.lat, entry.lon))
    alike = stripped(fold(place.label)) == stripped(fold(entry.name))
    return apart <= (max(place.extent_km, entry.extent_km, _ONE_TOWN) if alike else _ONE_TOWN)


def _label(entry: GazetteerEntry) -> str:
    kind = {"admin1": "province of ", "country": "", "region": "region of "}.get(entry.kind, "")
    where = f", {entry.country}" if entry.country and entry.kind != "country" else ""
    return f"{kind}{entry.name}{where}"
