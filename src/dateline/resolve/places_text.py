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
from dateline.resolve.places_geo import Point, distance_km
from dateline.resolve.places_make import made
from dateline.resolve.places_words import Vocabulary
from dateline.tokens import Token, tokens

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
    total: float  # of the weights of countries
    units: Mapping[tuple[str, str], float]
    named: frozenset[str]  # ids of countries and provinces that are named
    points: tuple[tuple[Point, float], ...]  # where, and how surely


Shares = Sequence[tuple[float, GazetteerEntry]]  # candidates of a name with their shares of likelihood, the best first


@dataclass(frozen=True, slots=True)
class Voice:
    """What one name says of the others: the weights that its candidates give, and what it names if it is sure."""

    folded: str
    countries: tuple[tuple[str, float], ...]
    units: tuple[tuple[tuple[str, str], float], ...]
    named: str | None
    point: tuple[Point, float] | None


class TextPlaces:
    """Settles names of a text with a gazetteer, word lists and learned weights."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary, weights: PlaceWeights) -> None:
        self.gazetteer = gazetteer
        self.vocabulary = vocabulary
        self.weights = weights.weights

    def settle(self, text: str, spans: Sequence[Span]) -> tuple[Place | Unresolved, ...]:
        """One place, or Unresolved, for each span; the same name is the same place unless the text says otherwise."""
        keyed, names = self.read(text, spans)
        shares = self.weigh(names, self.spoken(tokens(text)))
        return tuple(self._place(text[a:b], names[key], shares[key]) for (a, b), key in zip(spans, keyed, strict=True))

    def senses(self, text: str, spans: Sequence[Span], cut: Sequence[Token]) -> dict[str, Place]:
        """What the names at the spans mean, by their words, where one place is likelier than all others together.

        A bare name means the town rather than its province; a name that means two places in the text means none here,
        nor does a small place in a country that nothing else in the text speaks for. `cut` are the text's tokens.
        """
        keyed, names = self.read(text, spans)
        spoken = self.spoken(cut)
        shares = self.weigh(names, spoken)
        found: dict[str, dict[str, Place | None]] = defaultdict(dict)
        voices = voices_of(names, shares)
        senses = {key: self._sense(name, shares[key], (key, voices, spoken)) for key, name in names.items()}
        for (a, b), key in zip(spans, keyed, strict=True):
            sense = senses[key]
            found[text[a:b]][sense.entry.id if sense else ""] = made(text[a:b], sense, "inferred") if sense else None
        sure = {words: list(own.values()) for words, own in found.items()}
        return {words: own[0] for words, own in sure.items() if len(own) == 1 and own[0] is not None}

    def _sense(
        self, name: Name, shares: Shares, around: tuple[Key, Mapping[Key, Voice], Mapping[str, int]]
    ) -> Judged | None:
        if not shares or shares[0][0] < _LIKELY:
            return None
        reason = f"{shares[0][0]:.0%} of the likelihood among {len(shares)} places of that name in this text"
        rivals = shares if shares[0][1].kind == "admin1" else shares[:1]  # a province's town may go before it
        best = townward([Judged(e, share, False, (reason,)) for share, e in rivals], self.vocabulary.bare_region)[0]
        if best.entry.kind == "admin1" and not name.containers:
            capitals = (e for _, e in shares if self.vocabulary.capitals.get(fold(e.name)) == e.country)
            if any(fold(e.name) == fold(name.text) and e.kind == "settlement" for e in capitals):
                return None  # "Washington"
        small = best.entry.kind in _SETTLED and best.entry.population < _LARGE
        if name.containers or not small:
            return best
        return best if company_of(*around).countries.get(best.entry.country or "", 0.0) >= _SPOKEN_FOR else None

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
            for before in self.vocabulary.words.around_names:
                if low.startswith(f"{before} "):
                    out = self._look(words[len(before) + 1 :])
            for behind in self.vocabulary.words.behind_names:
                if low.endswith(f" {behind}") and not out:
                    out = self._look(words[: -len(behind) - 1])
        return tuple(dict.fromkeys(out))[:_MOST]

    # --- weighing ------------------------------------------------------------------------------------------------

    def weigh(self, names: Mapping[Key, Name], spoken: Mapping[str, int]) -> dict[Key, Shares]:
        """For each name its candidates with their shares of likelihood; `spoken` as below."""
        own = {key: self._by_name(name) for key, name in names.items()}
        shares = {key: _shared(scores, names[key].candidates) for key, scores in own.items()}
        several = [key for key, name in names.items() if len(name.candidates) > 1]
        voices = voices_of(names, shares)
        for _ in range(_ROUNDS if several else 0):
            companies = [company_of(key, voices, spoken) for key in several]
            for key, company in zip(several, companies, strict=True):
                scores = self._in_company(own[key], names[key].candidates, company)
                shares[key] = _shared(scores, names[key].candidates)
                voices[key] = _voice(names[key], shares[key])
        return shares

    def spoken(self, cut: Sequence[Token]) -> Counter[str]:
        """How often each country's adjective stands in a text of these tokens."""
        found = (self.vocabulary.adjective_at(cut, at) for at, token in enumerate(cut) if token.is_capital)
        return Counter(pair[1] for pair in found if pair)

    def _by_name(self, name: Name) -> list[float]:
        """The score of each candidate by what the name itself says."""
        if len(name.candidates) == 1:
            return [0.0]  # whatever it is, all likelihood is its own
        return [self._score(0.0, features(name, e, None, self.vocabulary)) for e in name.candidates]

    def _in_company(
        self, scores: Sequence[float], candidates: Sequence[GazetteerEntry], company: Company
    ) -> list[float]:
        return [self._score(score, _among(e, company)) for score, e in zip(scores, candidates, strict=True)]

    def _score(self, score: float, features: Mapping[str, float]) -> float:
        for sign, value in features.items():
            score += self.weights[sign] * value
        return score

    def _place(self, words: str, name: Name, shares: Shares) -> Place | Unresolved:
        if not shares:
            return Unresolved(Why.UNKNOWN_NAME, f"{words!r} is not in the gazetteer")
        share, entry = _townward(shares)
        reasons = [f"{share:.0%} of the likelihood among {len(shares)} places of that name in this text"]
        if name.containers:
            reasons.append(f"the text puts it in {name.containers[0].name}")
        return made(words, Judged(entry, share, True, tuple(reasons)), "inferred")


def _shared(scores: Sequence[float], candidates: Sequence[GazetteerEntry]) -> Shares:
    """Scores as shares of likelihood."""
    top = max(scores, default=0.0)
    odds = [math.exp(score - top) for score in scores]
    total = sum(odds)
    shared = ((odd / total, entry) for odd, entry in zip(odds, candidates, strict=True))
    return sorted(shared, key=lambda pair: (-pair[0], pair[1].id))


def _townward(shares: Shares) -> tuple[float, GazetteerEntry]:
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
    return out | (_among(entry, company) if company else {})


def _among(entry: GazetteerEntry, company: Company) -> dict[str, float]:
    total = company.total or 1.0
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
        for point, sure in company.points:
            close, about = _closeness((entry.lat, entry.lon), point)
            near += sure * close
            wide += sure * about
        out["near"], out["wide"] = math.log1p(near), math.log1p(wide)
    return out


@functools.lru_cache(maxsize=20_000)  # asked again in every round
def _closeness(one: Point, other: Point) -> tuple[float, float]:
    """How near two points are, on the scale of a town's surroundings and on that of a province."""
    apart = distance_km(one, other)
    return math.exp(-apart / 40), math.exp(-apart / 200)


def voices_of(names: Mapping[Key, Name], shares: Mapping[Key, Shares]) -> dict[Key, Voice]:
    """What each name that has candidates says of the others."""
    return {key: _voice(name, shares[key]) for key, name in names.items() if shares[key]}


def _voice(name: Name, shares: Shares) -> Voice:
    weight = math.sqrt(name.mentions)
    first = shares[:8]
    countries = tuple([(e.country or "", share * weight) for share, e in first])
    units = tuple([((e.country or "", e.admin1), share * weight) for share, e in first if e.admin1])
    share, best = shares[0]
    named, point = None, None
    if share > 0.5 and best.kind == "country":
        named = best.id
    elif share > 0.5 and best.kind == "admin1":
        named = f"{best.country}/{best.admin1 or best.name}"
    elif best.kind in _SETTLED or best.kind == "admin2":
        point = (best.lat, best.lon), share
    return Voice(fold(name.text), countries, units, named, point)


def company_of(key: Key, voices: Mapping[Key, Voice], spoken: Mapping[str, int]) -> Company:
    """What all names but one say."""
    countries: defaultdict[str, float] = defaultdict(float)
    units: defaultdict[tuple[str, str], float] = defaultdict(float)
    mine = voices[key].folded
    others = [voice for voice in voices.values() if voice.folded != mine]
    for voice in others:
        for country, weight in voice.countries:
            countries[country] += weight
        for unit, weight in voice.units:
            units[unit] += weight
    named = {voice.named for voice in others if voice.named is not None}
    points = tuple([voice.point for voice in others if voice.point is not None])
    for iso, times in spoken.items():
        countries[iso] += 0.5 * math.sqrt(times)
        named.add(f"iso:{iso}")
    countries.pop("", None)
    return Company(countries, sum(countries.values()), units, frozenset(named), points)
