"""Where a claim's place words point: a point with an honest extent, or Unresolved with what was tried."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dateline.knowledge.gazetteer_data import CountryItem, PlaceWords, load_countries, load_place_words
from dateline.knowledge.gazetteer_names import fold, stripped
from dateline.protocols import Gazetteer, GazetteerEntry, Story
from dateline.records import Place, Unresolved, Why
from dateline.resolve.places_choose import Judged, Setting, decided, judge
from dateline.resolve.places_find import FoundPlace, PlaceFinder
from dateline.resolve.places_geo import distance_km, middle, moved
from dateline.resolve.places_phrase import NamePart, Phrase, PhraseReader, between_in, distance_in
from dateline.resolve.places_words import Vocabulary
from dateline.tokens import tokens

__all__ = ["FoundPlace", "Places"]

_BROAD = frozenset(("country", "region", "admin1", "sea"))
_SEA = re.compile(r"\b(?:sea|gulf|ocean|strait|channel|bay|pacific|atlantic|mediterranean|bab)\b", re.IGNORECASE)
_PRECISION = {"settlement": "settlement", "district": "settlement", "front": "region", "country": "country"}
_STRIP = re.compile(r"^[\s,;:.\"“”'‘’()]+|[\s,;:.\"“”'‘’(]+$")


class Places:
    """Finds places and says where phrases point, with the gazetteer it is given."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        words: PlaceWords | None = None,
        countries: Mapping[str, CountryItem] | None = None,
    ) -> None:
        self.gazetteer = gazetteer
        self._atlas = countries if countries is not None else load_countries()
        self.vocabulary = Vocabulary(words or load_place_words(), self._atlas)
        self._settled = frozenset(self.vocabulary.words.settled_spelling)
        self._finder = PlaceFinder(gazetteer, self.vocabulary)
        self._reader = PhraseReader(self._finder)

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[FoundPlace, ...]:
        """Names of places in `text[start:end]`, in order; governments, demonyms and people are left out."""
        return self._finder.find(text, start, len(text) if end is None else end)

    def countries(self, found: Iterable[FoundPlace]) -> Counter[str]:
        """How often each country is named or one of its places is; a name found in several countries counts for one."""
        sure: Counter[str] = Counter()
        open_names: list[FoundPlace] = []
        for place in found:
            if place.in_dateline:
                continue
            best = place.candidates[0]
            if len({c.country for c in place.candidates}) == 1 or (best.kind == "country" and not _rivals(place)):
                sure[best.country or ""] += 2 if best.kind == "country" else 1
            else:
                open_names.append(place)
        story = Story("", None, "none", tuple(c for c, _ in _by_weight(sure)), None)
        for place in open_names:
            best_entry = judge(place.text, place.candidates, self._setting(story))[0].entry
            if best_entry.country in story.countries or not any(c.country in story.countries for c in place.candidates):
                sure[best_entry.country or ""] += 1
        del sure[""]
        return sure

    def demonyms(self, text: str) -> Counter[str]:
        """Countries by their adjectives ("Malian soldiers"): no places, but they say what a story is about."""
        cut = tokens(text)
        spoken = (self.vocabulary.adjective_at(cut, at) for at in range(len(cut)))
        return Counter(found[1] for found in spoken if found)

    def settle(self, found: Iterable[FoundPlace], story: Story) -> tuple[Place, ...]:
        """The found places that can be told for sure, each once, as context for the others."""
        names = {place.text: place for place in found if not place.in_dateline}
        placed: dict[str, Place] = {}
        for _ in range(2):  # the second round has the first one's context
            for name, place in names.items():
                judged = judge(name, place.candidates, self._setting(story, tuple(placed.values())))
                best = decided(judged)
                if best:
                    placed[name] = self._place(name, best, "inferred")
        return tuple({place.gazetteer_id: place for place in placed.values()}.values())

    def where_was(self, words: str, story: Story, context: Sequence[Place] = ()) -> Place | Unresolved:
        """The place a phrase means; `context` are places named in the same story."""
        plain = " ".join(_STRIP.sub("", words).split())
        low = plain.lower()
        if not plain:
            return Unresolved(Why.NOT_STATED, "no place words")
        if low in self.vocabulary.not_a_place:
            return Unresolved(Why.NOT_A_PLACE, f"{plain!r} is no place on a map")
        ends = between_in(plain)
        if ends:
            return self._between(plain, ends, story, context)
        away = distance_in(plain, self.vocabulary.words.numbers)
        if away:
            return self._away(plain, away, story, context)
        phrase = self._reader.read(plain, story.countries)
        if phrase.head is None:
            return self._unnamed(phrase, story)
        if phrase.joined:
            return self._several(phrase, story, context)
        return self._named(phrase, phrase.head, story, context)

    # --- one name ------------------------------------------------------------------------------------------------

    def _named(self, phrase: Phrase, head: NamePart, story: Story, context: Sequence[Place]) -> Place | Unresolved:
        setting = self._phrase_setting(phrase, head, story, context)
        judged = judge(head.text, head.candidates, setting)
        best = decided(self._levelled(judged, phrase, head, context))
        if best is None:
            listed = "; ".join(dict.fromkeys(_short(j.entry) for j in judged[:4]))
            return Unresolved(Why.AMBIGUOUS, f"{head.text!r} may be {listed}; nothing in the story decides")
        if phrase.unknown and best.entry.kind not in ("country", "admin1", "admin2", "region", "settlement"):
            return Unresolved(Why.UNKNOWN_NAME, f"{phrase.unknown!r} is not in the gazetteer")
        if head.noun == "admin2" and best.entry.kind == "settlement" and best.entry.country in self._settled:
            return Unresolved(Why.UNKNOWN_NAME, f"the district of {phrase.words!r} is not in the gazetteer")
        place = self._place(head.text, best, "event-place")
        return self._fitted(replace(place, name=phrase.words), phrase, head, best.entry)

    def _levelled(
        self, judged: tuple[Judged, ...], phrase: Phrase, head: NamePart, context: Sequence[Place]
    ) -> Sequence[Judged]:
        """Candidates with the province first where the phrase or the story means it and not its town."""
        best = judged[0]
        if head.noun not in (None, "line"):
            return judged
        if best.entry.kind == "admin1" and best.entry.id not in self.vocabulary.bare_region:
            # The bare name of a province that is named after its chief town means the town.
            towns = [j for j in judged if _town_of(j, best)]
            best = towns[0] if towns else best
            judged = (best, *(j for j in judged if j is not best)) if towns else judged
        if best.entry.kind != "settlement":
            return judged
        units = [j for j in judged if j.entry.kind == "admin1" and _near(j.entry, best.entry)]
        if not units:
            return judged
        wide = re.search(r"\b(?:across|throughout|parts? of|rest of|most of|all of|much of)\b", phrase.words.lower())
        inside = phrase.unnamed and self.vocabulary.nouns.get(phrase.unnamed) == "settlement" and not phrase.near
        part = head.direction is not None and phrase.near is None and best.entry.population < 1_000_000
        said = any(p.gazetteer_id == units[0].entry.id for p in context) and not any(
            p.gazetteer_id == best.entry.id for p in context
        )

        for holds, why in (
            (wide, "the phrase spans the province"),
            (inside, "a settlement lies in a province, not in a town"),
            (part, "a compass word makes it the province"),
            (said, "the story names the province"),
        ):
            if holds:
                return (replace(units[0], score=best.score + 1, reasons=(*units[0].reasons, why)),)
        return judged

    def _fitted(self, place: Place, phrase: Phrase, head: NamePart, entry: GazetteerEntry) -> Place:
        """The place with the phrase's own nearness, compass word and unnamed noun brought in; never finer."""
        reasons = list(place.reasons)
        if phrase.unknown:
            reasons.append(f"{phrase.unknown!r} is not in the gazetteer; only what contains it is known")
        elif phrase.unnamed:
            reasons.append(f"the {phrase.unnamed} itself is not named")
        place = replace(place, reasons=tuple(reasons))
        if head.noun == "admin1" and entry.kind == "settlement":
            return _widened(place, "admin1", 60.0, "the chief town stands in for its province")
        if head.noun == "admin2" and entry.kind not in ("admin1", "admin2"):
            return _widened(place, "admin2", 25.0, "the chief town stands in for its district")
        if phrase.near and place.precision not in ("country", "sea"):
            word, more = phrase.near
            finer = place.precision in ("exact", "settlement")
            level = "near-settlement" if finer else place.precision
            return _widened(place, level, more, f"{word!r}: not the place itself")
        if head.direction is not None and place.precision in _BROAD:
            return self._part(place, entry, head.direction, head.direction_words)
        if phrase.unknown and place.precision == "settlement":
            return _widened(place, "near-settlement", 10.0, "somewhere about it")
        if head.noun == "line" and place.precision == "settlement":
            return _widened(place, "near-settlement", 15.0, "along the road")
        return place

    def _part(self, place: Place, entry: GazetteerEntry, way: tuple[float, float], word: str) -> Place:
        """A part of a country, region or province: the point moved that way, inside; the extent halved."""
        country = self._atlas.get(entry.country or "") if entry.kind == "country" else None
        reason = f"{word!r}: part of {entry.name}"
        if country and country.box:
            south, west, north, east = country.box
            lat = entry.lat + max(way[0], 0) * (north - entry.lat) / 2 + min(way[0], 0) * (entry.lat - south) / 2
            lon = entry.lon + max(way[1], 0) * (east - entry.lon) / 2 + min(way[1], 0) * (entry.lon - west) / 2
            point = (round(lat, 4), round(lon, 4))
        else:
            point = moved((entry.lat, entry.lon), way[0] * entry.extent_km / 2, way[1] * entry.extent_km / 2)
        extent = round(entry.extent_km * 0.65, 1)
        return replace(
            place,
            lat=point[0],
            lon=point[1],
            extent_km=extent,
            precision="region",
            reasons=(*place.reasons, reason),
        )

    # --- other shapes --------------------------------------------------------------------------------------------

    def _unnamed(self, phrase: Phrase, story: Story) -> Place | Unresolved:
        """ "the capital", "the country's north"; other phrases without a name stay unresolved."""
        if phrase.unknown and not phrase.countries:
            return Unresolved(Why.UNKNOWN_NAME, f"{phrase.unknown!r} is not in the gazetteer")
        iso = (*phrase.countries, *story.countries, "")[0]
        country = self._atlas.get(iso)
        if not country or not (phrase.capital or phrase.country_noun or phrase.countries):
            return Unresolved(Why.NOT_STATED, f"{phrase.words!r} names no place")
        if phrase.capital and country.capital:
            found = self.where_was(
                phrase.words.replace("capital", f"city of {country.capital}"), _about(story, country)
            )
            if isinstance(found, Place):
                reason = f"the capital of {country.name}, which the story is about"
                return replace(found, name=phrase.words, basis="inferred", reasons=(*found.reasons, reason))
            return found
        found = self.where_was(country.name, story)
        if isinstance(found, Unresolved):
            return found
        why = f"an adjective names {country.name}" if phrase.countries else "the country the story is about"
        found = replace(found, name=phrase.words, basis="inferred", reasons=(*found.reasons, why))
        if phrase.loose_direction:
            entry = self.gazetteer.candidates(country.name)[0]
            return self._part(found, entry, phrase.loose_direction[1], phrase.loose_direction[0])
        return found

    def _away(
        self, plain: str, away: tuple[float, str, str], story: Story, context: Sequence[Place]
    ) -> Place | Unresolved:
        """ "10 km south of X": the point moved where the compass word is given, else X with the distance as extent."""
        kilometres, word, rest = away
        base = self.where_was(rest, story, context)
        if isinstance(base, Unresolved):
            return base
        way = self.vocabulary.direction(word) if word else None
        stated = f"{round(kilometres, 1):g} km {word or 'away'} of {base.label}"
        level = base.precision if base.precision in _BROAD else "near-settlement"
        if way is None or base.precision in ("country", "sea"):
            extent = round(base.extent_km + kilometres, 1)
            return replace(base, name=plain, precision=level, extent_km=extent, reasons=(*base.reasons, stated))
        length = (way[0] ** 2 + way[1] ** 2) ** 0.5 or 1.0
        lat, lon = moved((base.lat, base.lon), kilometres * way[0] / length, kilometres * way[1] / length)
        extent = round(base.extent_km + max(2.0, kilometres * 0.3), 1)
        return replace(
            base, name=plain, lat=lat, lon=lon, precision=level, extent_km=extent, reasons=(*base.reasons, stated)
        )

    def _between(self, plain: str, ends: tuple[str, str], story: Story, context: Sequence[Place]) -> Place | Unresolved:
        places: list[Place] = []
        for end in ends:
            place = self.where_was(end, story, (*context, *places))
            if isinstance(place, Unresolved):
                return place
            places.append(place)
        return _over(plain, places, f"between {places[0].label} and {places[1].label}")

    def _several(self, phrase: Phrase, story: Story, context: Sequence[Place]) -> Place | Unresolved:
        places: list[Place] = []
        assert phrase.head is not None
        level = next((p.noun for p in reversed(phrase.joined) if p.noun), phrase.head.noun)
        for part in (phrase.head, *phrase.joined):
            one = replace(phrase, words=part.text, level=level, near=None)
            place = self._named(one, replace(part, noun=level), story, (*context, *places))
            if isinstance(place, Unresolved):
                return place
            places.append(place)
        if len({p.gazetteer_id for p in places}) == 1:
            return replace(places[0], name=phrase.words)
        return _over(phrase.words, places, "several places are named")

    # --- settings ------------------------------------------------------------------------------------------------

    def _setting(self, story: Story, context: Sequence[Place] = ()) -> Setting:
        return Setting(story, context, (), (), None, self.vocabulary.bare_region, self.vocabulary.capitals)

    def _phrase_setting(self, phrase: Phrase, head: NamePart, story: Story, context: Sequence[Place]) -> Setting:
        boxes: list[GazetteerEntry] = []
        countries = list(phrase.countries)
        for part in sorted(phrase.containers, key=lambda p: p.candidates[0].kind != "country"):
            setting = Setting(
                story,
                context,
                boxes,
                tuple(countries),
                part.noun,
                self.vocabulary.bare_region,
                self.vocabulary.capitals,
            )
            entry = judge(part.text, part.candidates, setting)[0].entry
            if entry.kind == "country" and entry.country:
                countries.append(entry.country)
            elif not any(c.country == entry.country for c in head.candidates):
                continue
            elif part.noun is None and entry.kind == "settlement":
                unit = [c for c in part.candidates if c.kind == "admin1" and _near(c, entry)]
                boxes.append(unit[0] if unit else entry)
            else:
                boxes.append(entry)
        return Setting(
            story, context, boxes, tuple(countries), phrase.level, self.vocabulary.bare_region, self.vocabulary.capitals
        )

    def _place(self, name: str, judged: Judged, basis: str) -> Place:
        entry = judged.entry
        return Place(
            name=name,
            label=entry.name,
            gazetteer_id=entry.id,
            lat=entry.lat,
            lon=entry.lon,
            extent_km=entry.extent_km,
            precision=_precision(entry),
            country=entry.country,
            admin1=entry.admin1,
            basis=basis,
            reasons=judged.reasons,
        )


def _precision(entry: GazetteerEntry) -> str:
    if entry.kind == "water":
        return "sea" if _SEA.search(entry.name) else "region"
    if entry.kind == "site":
        return "exact" if entry.extent_km <= 3 else "settlement"
    if entry.kind == "district" and entry.extent_km > 15:
        return "admin2"
    return _PRECISION.get(entry.kind, entry.kind)


def _widened(place: Place, precision: str, more_km: float, reason: str) -> Place:
    extent = round(place.extent_km + more_km, 1)
    return replace(place, precision=precision, extent_km=extent, reasons=(*place.reasons, reason))


def _over(name: str, places: Sequence[Place], reason: str) -> Place:
    """One region over several places."""
    lat, lon = middle([(p.lat, p.lon) for p in places])
    extent = max(distance_km((lat, lon), (p.lat, p.lon)) + p.extent_km for p in places)
    countries = {p.country for p in places}
    units = {p.admin1 for p in places}
    return Place(
        name=name,
        label=" / ".join(p.label for p in places),
        gazetteer_id=places[0].gazetteer_id,
        lat=lat,
        lon=lon,
        extent_km=round(extent, 1),
        precision="region",
        country=places[0].country if len(countries) == 1 else None,
        admin1=places[0].admin1 if len(units) == 1 else None,
        basis=places[0].basis,
        reasons=(reason, *(r for p in places for r in p.reasons)),
    )


def _near(one: GazetteerEntry, other: GazetteerEntry) -> bool:
    return one.country == other.country and (
        one.name == other.admin1 or distance_km((one.lat, one.lon), (other.lat, other.lon)) <= one.extent_km + 20
    )


def _rivals(place: FoundPlace) -> bool:
    """True for Georgia: a country's name that is another country's province too."""
    best = place.candidates[0]
    return any(c.kind == "admin1" and c.country != best.country and c.match == best.match for c in place.candidates)


def _town_of(town: Judged, unit: Judged) -> bool:
    """True for a settlement that bears its province's name."""
    alike = stripped(fold(town.entry.name)) == stripped(fold(unit.entry.name))
    return town.entry.kind == "settlement" and _near(unit.entry, town.entry) and alike


def _short(entry: GazetteerEntry) -> str:
    return f"{entry.name} ({', '.join(filter(None, (entry.admin1, entry.country)))})"


def _about(story: Story, country: CountryItem) -> Story:
    iso = next((code for code, item in load_countries().items() if item is country), "")
    return replace(story, countries=(iso, *story.countries)) if iso else story


def _by_weight(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(((c, n) for c, n in counts.items() if c), key=lambda pair: (-pair[1], pair[0]))
