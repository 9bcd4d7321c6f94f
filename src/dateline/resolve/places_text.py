"""Every name of a text settled together: which places they are, given the company they are in."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.knowledge.gazetteer_data import PlaceWeights
from dateline.knowledge.gazetteer_names import fold, stripped
from dateline.protocols import Gazetteer, GazetteerEntry
from dateline.records import Place, Unresolved, Why
from dateline.resolve.places_choose import Judged, inside, townward
from dateline.resolve.places_geo import distance_km
from dateline.resolve.places_make import made
from dateline.resolve.places_words import Vocabulary
from dateline.tokens import tokens

_ROUNDS = 3
_LARGE = 100_000  # people; a place this large is meant where nothing else is said
_SPOKEN_FOR = 0.4  # weight of a country: another name that is likely there, or its adjective
_LIKELY = 0.5  # the least share of a sense that is likelier than all others together
_TOWN_KM = 100.0  # a province this near its chief town is taken for the town where the bare name stands
_MOST = 60  # candidates of a name that are weighed
_AFTER = re.compile(r"^(?:,? \(?|, (?:the )?(?:[a-z-]+ ){0,2})((?:[A-Z][\w.'’-]+)(?: (?:[A-Z][\w.'’-]+)){0,2})")
_UNIT_AFTER = re.compile(
    r"^(?:,? (?:and )?[A-Z][\w.'-]+)*(?:/[A-Z][\w.'-]+)? (count(?:y|ies)|parish(?:es)?)\b", re.IGNORECASE
)
_TRIM = re.compile(r"(?:['’]s?|[.,;:)\"”]+)$")
_SETTLED = frozenset(("settlement", "district", "site", "front"))
_apart = functools.lru_cache(maxsize=20_000)(distance_km)  # asked again in every round
Span = tuple[int, int]
Key = tuple[str, str, bool]  # a name's words, the id of the container named behind it, whether "County" follows


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a text with every place it may be, and the names that the text puts behind it ("Paris, Texas")."""

    text: str
    mentions: int
    candidates: tuple[GazetteerEntry, ...]
    containers: tuple[GazetteerEntry, ...]
    county: bool  # "X County", "X and Y counties"


@dataclass(frozen=True, slots=True)
class Company:
    """What the other names of the text say: weights of countries and provinces, and likely points."""

    countries: Mapping[str, float]
    units: Mapping[tuple[str, str], float]
    named: frozenset[str]  # ids of countries and provinces that are named
    points: tuple[tuple[str, float, float, float], ...]  # name, latitude, longitude, how surely


class TextPlaces:
    """Settles names of a text with a gazetteer, word lists and learned weights."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary, weights: PlaceWeights) -> None:
        self.gazetteer = gazetteer
        self.vocabulary = vocabulary
        self.weights = weights.weights

    def settle(self, text: str, spans: Sequence[Span]) -> tuple[Place | Unresolved, ...]:
        """One place, or Unresolved, for each span; the same name is the same place unless the text says otherwise."""
        keyed, names = self.read(text, spans)
        shares = self.weigh(names, self.spoken(text))
        return tuple(self._place(text[a:b], names[key], shares[key]) for (a, b), key in zip(spans, keyed, strict=True))

    def senses(self, text: str, spans: Sequence[Span]) -> dict[str, Place]:
        """What the names at the spans mean, by their words, where one place is likelier than all others together.

        A bare name means the town rather than its province; a name that means two places in the text means none here,
        nor does a small place in a country that nothing else in the text speaks for.
        """
        keyed, names = self.read(text, spans)
        spoken = self.spoken(text)
        shares = self.weigh(names, spoken)
        found: dict[str, dict[str, Place | None]] = defaultdict(dict)
        for (a, b), key in zip(spans, keyed, strict=True):
            sense = self._sense(names[key], shares[key], company_of(key, names, shares, spoken))
            found[text[a:b]][sense.entry.id if sense else ""] = made(text[a:b], sense, "inferred") if sense else None
        sure = {words: list(own.values()) for words, own in found.items()}
        return {words: own[0] for words, own in sure.items() if len(own) == 1 and own[0] is not None}

    def _sense(self, name: Name, shares: Sequence[tuple[float, GazetteerEntry]], company: Company) -> Judged | None:
        if not shares or shares[0][0] < _LIKELY:
            return None
        reason = f"{shares[0][0]:.0%} of the likelihood among {len(shares)} places of that name in this text"
        best = townward([Judged(e, share, False, (reason,)) for share, e in shares], self.vocabulary.bare_region)[0]
        if best.entry.kind == "admin1" and not name.containers:
            capitals = (e for _, e in shares if self.vocabulary.capitals.get(fold(e.name)) == e.country)
            if any(fold(e.name) == fold(name.text) and e.kind == "settlement" for e in capitals):
                return None  # "Washington"
        small = best.entry.kind in _SETTLED and best.entry.population < _LARGE
        spoken_for = company.countries.get(best.entry.country or "", 0.0) >= _SPOKEN_FOR
        return best if spoken_for or name.containers or not small else None

    def read(self, text: str, spans: Sequence[Span]) -> tuple[list[Key], dict[Key, Name]]:
        """The key of the name at each span, and the names by key."""
        keyed = [self._key(text, span) for span in spans]
        return keyed, self._names(text, spans, keyed)

    # --- names and their candidates ------------------------------------------------------------------------------

    def _key(self, text: str, span: Span) -> Key:
        """What makes two mentions the same name: folded words, the container named behind it, the county noun."""
        words = _TRIM.sub("", text[span[0] : span[1]].strip())
        behind = text[span[1] : span[1] + 60]
        found = _AFTER.match(behind)
        container = self._container(found[1]) if found else None
        return words, container[0].id if container else "", bool(_UNIT_AFTER.match(behind))

    def _container(self, words: str) -> tuple[GazetteerEntry, ...]:
        parts = words.split()
        for size in range(len(parts), 0, -1):
            name = " ".join(parts[:size])
            for form in (name, name.rstrip(".,")):
                if len(form) < 3 and "." not in form and form not in self.vocabulary.short_forms:
                    continue
                held = tuple(e for e in self._look(form) if e.kind in ("country", "admin1") and e.match != "fuzzy")
                if held:
                    return held[:3]
        return ()

    def _look(self, name: str, countries: Sequence[str] = ()) -> tuple[GazetteerEntry, ...]:
        return self.gazetteer.candidates(name, countries)

    def _names(self, text: str, spans: Sequence[Span], keyed: Sequence[Key]) -> dict[Key, Name]:
        counts = Counter(keyed)
        plain: dict[Key, Name] = {}
        for (_, end), key in zip(spans, keyed, strict=True):
            if key in plain:
                continue
            words, container, county = key
            found = _AFTER.match(text[end : end + 60]) if container else None
            held = self._container(found[1]) if found else ()
            plain[key] = Name(words, counts[key], self._candidates(words, county), held, county)
        bare: dict[str, list[Name]] = defaultdict(list)
        for name in plain.values():
            bare[fold(name.text)].append(name)
        out = {}
        for key, name in plain.items():  # one sense in a text: "Paris" later on is the "Paris, Texas" of the lead
            other = [n.containers for n in bare[fold(name.text)] if n.containers]
            out[key] = name if name.containers or not other else replace(name, containers=other[0])
        return out

    def _candidates(self, words: str, county: bool) -> tuple[GazetteerEntry, ...]:
        low = words.lower()
        iso, region = self.vocabulary.adjectives.get(low), self.vocabulary.region_adjectives.get(low)
        out = self._look(words)
        if iso or region:
            country = self._look(self.vocabulary.countries[iso].name) if iso else ()
            owners = [e for e in country if e.kind == "country" and e.country == iso]
            out = (*owners, *(self._look(region) if region else out if not iso else ()))
        if county:
            out = (*(e for noun in ("County", "Parish") for e in self._look(f"{words} {noun}")), *out)
        if not out:
            for prefix in ("the ", "city of ", "town of ", "greater ", "downtown "):
                if low.startswith(prefix):
                    out = self._look(words[len(prefix) :])
            for suffix in (" city", " county", " area", " township", " village", " town", " metro"):
                if low.endswith(suffix) and not out:
                    out = self._look(words[: -len(suffix)])
        return tuple(dict.fromkeys(out))[:_MOST]

    # --- weighing ------------------------------------------------------------------------------------------------

    def weigh(
        self, names: Mapping[Key, Name], spoken: Mapping[str, int]
    ) -> dict[Key, list[tuple[float, GazetteerEntry]]]:
        """For each name its candidates with their shares of likelihood, the best first; `spoken` as below."""
        shares = {key: self._shares(name, None) for key, name in names.items()}
        for _ in range(_ROUNDS):
            shares = {key: self._shares(name, company_of(key, names, shares, spoken)) for key, name in names.items()}
        return shares

    def spoken(self, text: str) -> Counter[str]:
        """How often each country's adjective stands in the text."""
        cut = tokens(text)
        found = (self.vocabulary.adjective_at(cut, at) for at in range(len(cut)))
        return Counter(pair[1] for pair in found if pair)

    def _shares(self, name: Name, company: Company | None) -> list[tuple[float, GazetteerEntry]]:
        if not name.candidates:
            return []
        scored = [
            (sum(self.weights[k] * v for k, v in features(name, e, company, self.vocabulary).items()), e)
            for e in name.candidates
        ]
        top = max(score for score, _ in scored)
        odds = [(math.exp(score - top), e) for score, e in scored]
        total = sum(odd for odd, _ in odds)
        return sorted(((odd / total, e) for odd, e in odds), key=lambda pair: (-pair[0], pair[1].id))

    def _place(self, words: str, name: Name, shares: Sequence[tuple[float, GazetteerEntry]]) -> Place | Unresolved:
        if not shares:
            return Unresolved(Why.UNKNOWN_NAME, f"{words!r} is not in the gazetteer")
        share, entry = _townward(shares)
        reasons = [f"{share:.0%} of the likelihood among {len(shares)} places of that name in this text"]
        if name.containers:
            reasons.append(f"the text puts it in {name.containers[0].name}")
        return made(words, Judged(entry, share, True, tuple(reasons)), "inferred")


def _townward(shares: Sequence[tuple[float, GazetteerEntry]]) -> tuple[float, GazetteerEntry]:
    """The best candidate; where that is a province around a town of its name, the town."""
    share, best = shares[0]
    if best.kind != "admin1":
        return share, best
    alike = (
        (other, entry)
        for other, entry in shares
        if entry.kind == "settlement" and entry.admin1 == best.admin1 and entry.country == best.country
    )
    other, town = next(alike, (0.0, best))
    apart = distance_km((town.lat, town.lon), (best.lat, best.lon))
    return (
        (share + other, town) if town is not best and apart <= _TOWN_KM and town.population > 50_000 else (share, best)
    )


def features(name: Name, entry: GazetteerEntry, company: Company | None, vocabulary: Vocabulary) -> dict[str, float]:
    """What speaks for one candidate of a name, as numbers; without company only what the name itself says."""
    own = stripped(fold(entry.name)) == stripped(fold(name.text))
    out = {
        "population": math.log10(max(entry.population, 300)),
        "kind:" + ("curated" if entry.kind == "settlement" and entry.id.startswith("dl:") else entry.kind): 1.0,
        "match:" + entry.match: 1.0,
        "own": float(own),
        "capital": float(
            own and entry.kind == "settlement" and vocabulary.capitals.get(fold(entry.name)) == entry.country
        ),
    }
    if name.containers:
        out["contained" if any(inside(entry, box) and entry.id != box.id for box in name.containers) else "outside"] = (
            1.0
        )
    if name.county and entry.kind == "admin2":
        out["county"] = 1.0
    return out | (_among(name, entry, company) if company else {})


def _among(name: Name, entry: GazetteerEntry, company: Company) -> dict[str, float]:
    total = sum(company.countries.values()) or 1.0
    weight = company.countries.get(entry.country or "", 0.0)
    out = {
        "country": math.log1p(weight),
        "country_share": weight / total if total >= 1 else 0.0,
        "country_named": float(f"iso:{entry.country}" in company.named and entry.kind != "country"),
    }
    if entry.kind != "country" and entry.admin1:
        unit = company.units.get((entry.country or "", entry.admin1), 0.0)
        out["unit"] = math.log1p(unit)
        out["unit_named"] = float(f"{entry.country}/{entry.admin1}" in company.named and entry.kind != "admin1")
    if entry.kind not in ("country", "admin1"):
        near = wide = 0.0
        for other, lat, lon, sure in company.points:
            if other != fold(name.text):
                apart = _apart((entry.lat, entry.lon), (lat, lon))
                near += sure * math.exp(-apart / 40)
                wide += sure * math.exp(-apart / 200)
        out["near"], out["wide"] = math.log1p(near), math.log1p(wide)
    return out


def company_of(
    key: Key,
    names: Mapping[Key, Name],
    shares: Mapping[Key, Sequence[tuple[float, GazetteerEntry]]],
    spoken: Mapping[str, int],
) -> Company:
    """What all names but one say."""
    countries: defaultdict[str, float] = defaultdict(float)
    units: defaultdict[tuple[str, str], float] = defaultdict(float)
    named: set[str] = set()
    points = []
    mine = fold(names[key].text)
    for other, name in names.items():
        if fold(name.text) == mine or not shares[other]:
            continue
        weight = math.sqrt(name.mentions)
        for share, entry in shares[other][:8]:
            countries[entry.country or ""] += share * weight
            if entry.admin1:
                units[entry.country or "", entry.admin1] += share * weight
        share, best = shares[other][0]
        if share > 0.5 and best.kind == "country":
            named.add(best.id)
        elif share > 0.5 and best.kind == "admin1":
            named.add(f"{best.country}/{best.admin1 or best.name}")
        elif best.kind in _SETTLED or best.kind == "admin2":
            points.append((fold(name.text), best.lat, best.lon, share))
    for iso, times in spoken.items():
        countries[iso] += 0.5 * math.sqrt(times)
        named.add(f"iso:{iso}")
    countries.pop("", None)
    return Company(countries, units, frozenset(named), tuple(points))
