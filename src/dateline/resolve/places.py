"""Where a claim's place words point: a point with an honest extent, or Unresolved with what was tried."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from dateline.knowledge.gazetteer_data import (
    CountryItem,
    PlaceWords,
    load_borders,
    load_countries,
    load_place_weights,
    load_place_words,
    load_toponym_weights,
)
from dateline.knowledge.gazetteer_names import fold
from dateline.protocols import Gazetteer, GazetteerEntry, Story
from dateline.records import Place, Unresolved, Why
from dateline.resolve.places_away import Away, away_in, between_in, on_the_way, stretch_in
from dateline.resolve.places_bearers import bears
from dateline.resolve.places_before import country_before, fits, named_before
from dateline.resolve.places_border import border_of, names_border
from dateline.resolve.places_bound import bound_phrases, spelled_out
from dateline.resolve.places_choose import (
    Judged,
    Setting,
    decided,
    far_away,
    judge,
    townward,
    unit_of,
)
from dateline.resolve.places_find import FoundPlace, PlaceFinder
from dateline.resolve.places_geo import distance_km
from dateline.resolve.places_make import BROAD, away_from, made, over, part_of, widened
from dateline.resolve.places_phrase import NamePart, Phrase, PhraseReader
from dateline.resolve.places_shapes import place_shapes
from dateline.resolve.places_tag import ToponymTagger
from dateline.resolve.places_text import Span, TextPlaces
from dateline.resolve.places_votes import votes_of
from dateline.resolve.places_within import provinces, within
from dateline.resolve.places_words import Vocabulary
from dateline.tokens import joined_tokens, tokens

__all__ = ["FoundPlace", "Places"]

_STRIP = re.compile(r"^[\s,;:.\"“”'‘’()]+|[\s,;:.\"“”'‘’(]+$")
_LONGEST = 400  # characters of a phrase that are read
_TOWARD = re.compile(r",? (?:towards?|en route to|on (?:the|its|their|his|her) way to) ")
_SOMEBODYS = re.compile(
    r"\b(?:his|her|their|my|your)(?: own| home| native)* (?:country|homeland)\b|\b(?:home|native) country\b",
    re.IGNORECASE,
)


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
        self._borders = load_borders()
        self._settled = frozenset(self.vocabulary.words.settled_spelling)
        self._finder = PlaceFinder(gazetteer, self.vocabulary)
        self._reader = PhraseReader(self._finder)
        self.text = TextPlaces(gazetteer, self.vocabulary, load_place_weights())

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[FoundPlace, ...]:
        """Names of places in `text[start:end]`, in order; governments, demonyms and people are left out."""
        return self._finder.find(text, start, len(text) if end is None else end)

    def countries(self, found: Iterable[FoundPlace]) -> Counter[str]:
        """How often each country is named or one of its places is; a name found in several countries counts for one."""
        out: Counter[str] = Counter()
        for _, country, weight in self.votes(found):
            out[country] += weight
        return out

    def votes(self, found: Iterable[FoundPlace]) -> tuple[tuple[str, str, int], ...]:
        """What a name adds: itself (folded, or nothing for a country or large place), the country, the weight.

        Streets, embassies and pieces of longer names add nothing.
        """
        return votes_of(found, self._setting(Story("", None, "none", (), None)))

    def demonyms(self, text: str, start: int = 0, end: int | None = None) -> Counter[str]:
        """Countries by their adjectives ("Malian soldiers"): no places, but they say what a story is about."""
        return Counter(self.vocabulary.adjectives_of(tokens(text, start, end)))

    def settle(self, text: str, found: Sequence[FoundPlace], pieces: Sequence[Span] = ()) -> tuple[Place, ...]:
        """What the names of a text mean together, as far as that is likely: context for the phrases of its claims.

        Governments and parts of names help ("Moscow said", "Homs hospital"); a name of two senses is left to its
        phrases, and so is one that only a dateline names. `pieces`: the sentences, which were cut before.
        """
        cut = joined_tokens(text, pieces)
        bylines = {place.text for place in found if place.in_dateline}
        said = {place.text for place in found if not place.in_dateline}
        spans = {(place.start, place.end) for place in found}
        taken = {at for start, end in spans for at in range(start, end)}
        more = ((t.start, t.end) for t in self.tagger.find(text, cut) if not t.demonym)
        spans |= {span for span in more if taken.isdisjoint(range(*span))}
        senses = self.text.senses(text, sorted(spans), cut)
        bound = (self.where_was(words, Story("", None, "none", (), None)) for words in bound_phrases(text, found))
        sure = (place for words, place in senses.items() if words in said or words not in bylines)
        return (*sure, *(place for place in bound if isinstance(place, Place)))

    def where_was(self, words: str, story: Story, context: Sequence[Place] = ()) -> Place | Unresolved:
        """The place a phrase means; `context` are places named in the same story."""
        plain = " ".join(_STRIP.sub("", words[:_LONGEST]).split())
        low = plain.lower()
        if not plain:
            return Unresolved(Why.NOT_STATED, "no place words")
        if low in self.vocabulary.not_a_place:
            return Unresolved(Why.NOT_A_PLACE, f"{plain!r} is no place on a map")
        own = spelled_out(self._own_part(plain, story), context)
        if own != plain:
            place = self.where_was(own, story, context)
            return place if isinstance(place, Unresolved) else replace(place, name=plain)
        if (ends := between_in(plain)) and not names_border(plain):
            return self._between(plain, ends, story, context)
        stretch = self._between(plain, ends, story, context) if (ends := stretch_in(plain)) else None
        if isinstance(stretch, Place):
            return stretch
        phrase = self._reader.read(plain, story.countries)
        if away := away_in(plain, self.vocabulary.words):
            far = self._away(plain, away, story, context)
            if phrase.head is None or phrase.head.start >= away.start or _elsewhere(phrase.head, far, away.kilometres):
                return far
        if (border := self._border(plain, phrase, story)) is not None:
            return border
        if phrase.head is None:
            if place_shapes().meeting.search(plain):
                return Unresolved(Why.NOT_A_PLACE, f"{plain!r} is a meeting; where it is held is not said")
            return self._unnamed(phrase, story, context)
        if phrase.joined:
            return self._several(phrase, phrase.head, story, context)
        head = phrase.head if place_shapes().abroad.search(plain) else self._as_province(phrase.head, story, context)
        return self._named(phrase, head, story, context)

    def _own_part(self, words: str, story: Story) -> str:
        """The words without shares and whose troops a base houses, and without where a way leads from a named place."""
        words = place_shapes().share.sub("", place_shapes().housed.sub("", words))
        there = on_the_way(words)
        head = self._reader.read(there, story.countries).head if there else None
        if there and head and head.candidates[0].match in ("exact", "folded"):
            return there
        found = _TOWARD.search(words)
        if found and self._reader.read(words[: found.start()], story.countries).head is not None:
            return words[: found.start()]
        return words

    def _as_province(self, head: NamePart, story: Story, context: Sequence[Place]) -> NamePart:
        """ "Niger" in a story about Nigeria that names Niger State: the state, and not the neighbour."""
        country = head.candidates[0]
        if country.kind != "country" or country.country in story.countries[:1] or head.noun:
            return head
        full = {fold(f"{head.text} {noun}") for noun, kind in self.vocabulary.nouns.items() if kind == "admin1"}
        for place in context:
            if place.precision == "admin1" and place.country in story.countries[:1] and fold(place.label) in full:
                entries = self.gazetteer.candidates(place.label, story.countries[:1])
                own = tuple(e for e in entries if e.id == place.gazetteer_id)
                return replace(head, candidates=own or head.candidates)
        return head

    @cached_property
    def tagger(self) -> ToponymTagger:
        """Marks every toponym of a text, those that the ledger takes for governments and parts of names too."""
        return ToponymTagger(self.gazetteer, self.vocabulary, load_toponym_weights())

    # --- one name ------------------------------------------------------------------------------------------------

    def _named(self, phrase: Phrase, head: NamePart, story: Story, context: Sequence[Place]) -> Place | Unresolved:
        if phrase.unknown and f"{phrase.unknown}, {head.text}" in phrase.words:
            head = replace(head, candidates=provinces(head.candidates))
        setting, elsewhere = within(phrase, head, self._setting(story, context))
        if elsewhere:
            return self._container_only(phrase, head, elsewhere, story, context)
        judged = judge(head.text, head.candidates, setting)
        best = decided(self._levelled(judged, phrase, head, context))
        if best is None:
            listed = "; ".join(dict.fromkeys(_short(j.entry) for j in judged[:4]))
            return Unresolved(Why.AMBIGUOUS, f"{head.text!r} may be {listed}; nothing in the story decides")
        here = (*story.countries, *phrase.countries)
        borne = best.entry.country not in here and bears(
            head.text, phrase.words[head.end :], head.candidates, self.vocabulary.words.bearers
        )
        if borne or far_away(judged, head.text, setting):
            detail = (
                f"no {head.text!r} is known in {', '.join(story.countries)}; {_short(best.entry)} is far from the story"
            )
            return Unresolved(Why.UNKNOWN_NAME, detail)
        if head.noun == "admin2" and best.entry.kind == "settlement" and best.entry.country in self._settled:
            owner = next((p for p in phrase.containers if p.owner), None)
            if owner is not None:
                return self._container_only(phrase, head, owner, story, context)
            return Unresolved(Why.UNKNOWN_NAME, f"the district of {phrase.words!r} is not in the gazetteer")
        place = made(phrase.words, replace(best, reasons=(*best.reasons, *_beaten(best, judged))), "event-place")
        return self._fitted(place, phrase, head, best.entry)

    def _container_only(
        self, phrase: Phrase, head: NamePart, container: NamePart, story: Story, context: Sequence[Place]
    ) -> Place | Unresolved:
        """ "Blida village in Giza province", where no Blida is known in Giza: Giza, and not finer."""
        rest = tuple(p for p in phrase.containers if p is not container)
        wider = replace(phrase, containers=rest, unknown=head.text, near=None, level=container.noun, joined=())
        return self._named(wider, container, story, context)

    def _levelled(
        self, judged: tuple[Judged, ...], phrase: Phrase, head: NamePart, context: Sequence[Place]
    ) -> Sequence[Judged]:
        """Candidates with the province first where the phrase or the story means it and not its town."""
        if head.noun not in (None, "line"):
            return judged
        judged = townward(judged, self.vocabulary.bare_region)
        best = judged[0]
        unit = unit_of(best.entry, judged) if best.entry.kind == "settlement" else None
        if unit is None:
            return judged
        named = {place.gazetteer_id for place in context}
        part = head.direction is not None and phrase.near is None and best.entry.population < 1_000_000
        reason = (
            "the phrase spans the province"
            if place_shapes().wide.search(phrase.words.lower())
            else "a settlement lies in a province, not in a town"
            if phrase.unnamed in self.vocabulary.words.settlements and not phrase.near
            else "a compass word makes it the province"
            if part
            else "the story names the province"
            if unit.entry.id in named and best.entry.id not in named
            else None
        )
        return (replace(unit, score=best.score + 1, reasons=(*unit.reasons, reason)),) if reason else judged

    def _fitted(self, place: Place, phrase: Phrase, head: NamePart, entry: GazetteerEntry) -> Place:
        """The place with the phrase's own nearness, compass word and unnamed noun brought in; never finer."""
        reason = f"the {phrase.unnamed} itself is not named" if phrase.unnamed else None
        if phrase.unknown:
            reason = f"{phrase.unknown!r} is not in the gazetteer; only what contains it is known"
        if reason:
            place = replace(place, reasons=(*place.reasons, reason))
        town = place.precision in ("exact", "settlement")
        if head.noun == "admin1" and entry.kind == "settlement":
            return widened(place, "admin1", 60.0, "the chief town stands in for its province")
        if head.noun == "admin2" and entry.kind == "settlement":
            return widened(place, "admin2", 25.0, "the chief town stands in for its district")
        if phrase.near and place.precision not in ("country", "sea"):
            word, more = phrase.near
            return widened(
                place, "near-settlement" if town else place.precision, more, f"{word!r}: not the place itself"
            )
        if head.direction is not None and place.precision in BROAD:
            country = self._atlas.get(entry.country or "") if entry.kind == "country" else None
            return part_of(place, country.box if country else None, head.direction, head.direction_words)
        if phrase.unknown and town:
            return widened(place, "near-settlement", 10.0, "somewhere about it")
        if head.noun == "line" and town:
            return widened(place, "near-settlement", 15.0, "along the road")
        return place

    # --- other shapes --------------------------------------------------------------------------------------------

    def _unnamed(self, phrase: Phrase, story: Story, context: Sequence[Place]) -> Place | Unresolved:
        """ "the capital", "the country's north", "Syrian territory"; other phrases without a name stay unresolved."""
        if phrase.unknown and not phrase.countries:
            return Unresolved(Why.UNKNOWN_NAME, f"{phrase.unknown!r} is not in the gazetteer")
        if _SOMEBODYS.search(phrase.words):
            return Unresolved(Why.NOT_STATED, f"whose {phrase.words!r} is meant is not said")
        if not (phrase.capital or phrase.country_noun or phrase.countries or self.vocabulary.has_realm(phrase.words)):
            return self._pointed(phrase, story, context)
        first = (*story.countries, "")[0]
        told = country_before(story.before, self._finder, first) if story.before and not phrase.countries else None
        iso = (*phrase.countries, told or first)[0]
        country = self._atlas.get(iso)
        whole = phrase.country_noun or self.vocabulary.is_realm(phrase.words, iso)
        if not country or not (phrase.capital or whole or phrase.countries):
            return self._pointed(phrase, story, context)
        who = f"{country.name} is {'the country named last' if told else 'what the story is about'}"
        who = f"an adjective names {country.name}" if phrase.countries else who
        if phrase.capital and country.capital:
            entries = self.gazetteer.candidates(country.capital, (iso,))
            setting = replace(self._setting(story), countries=(iso,), level="settlement")
            part = NamePart(country.capital, 0, 0, entries, noun="settlement")
        else:
            entries = self.gazetteer.candidates(country.name)
            setting = replace(self._setting(story), countries=(iso,), level="country")
            way = phrase.loose_direction or ("", None)
            part = NamePart(country.name, 0, 0, entries, direction=way[1], direction_words=way[0])
        if not entries:
            return Unresolved(Why.UNKNOWN_NAME, f"{part.text!r} is not in the gazetteer")
        place = made(phrase.words, judge(part.text, entries, setting)[0], "inferred")
        place = replace(place, reasons=(*place.reasons, who))
        return self._fitted(place, replace(phrase, unknown=None), part, judge(part.text, entries, setting)[0].entry)

    def _pointed(self, phrase: Phrase, story: Story, context: Sequence[Place]) -> Place | Unresolved:
        """ "that department", "the city", "its outskirts": what was named so just before."""
        for words in named_before(phrase.words, story.before, self._finder, story.countries):
            place = self.where_was(words, replace(story, before=""), context)
            if isinstance(place, Unresolved) or not fits(phrase.words, place.precision, self.vocabulary):
                continue
            place = replace(place, name=phrase.words, reasons=(*place.reasons, f"{words!r} is named before it"))
            if not phrase.near:
                return place
            word, more = phrase.near
            level = "near-settlement" if place.precision == "settlement" else place.precision
            return widened(place, level, more, f"{word!r}: not the place itself")
        return Unresolved(Why.NOT_STATED, f"{phrase.words!r} names no place")

    def _border(self, plain: str, phrase: Phrase, story: Story) -> Place | None:
        """ "the Turkish border", "the border between Chad and Sudan": where nothing finer is named."""
        parts = [p for p in (phrase.head, *phrase.joined, *phrase.containers) if p is not None]
        kinds = {part.candidates[0].kind for part in parts}
        if not names_border(plain) or kinds - {"country"}:
            return None
        named = [*phrase.countries, *(p.candidates[0].country or "" for p in sorted(parts, key=lambda p: p.start))]
        return border_of(plain, [c for c in named if c], story.countries, self._borders, self._atlas)

    def _away(self, plain: str, away: Away, story: Story, context: Sequence[Place]) -> Place | Unresolved:
        base = self.where_was(away.rest, story, context)
        if isinstance(base, Unresolved):
            return base
        way = self.vocabulary.direction(away.way) if away.way else None
        return away_from(base, plain, away.kilometres, way, away.way)

    def _between(self, plain: str, ends: tuple[str, str], story: Story, context: Sequence[Place]) -> Place | Unresolved:
        places: list[Place] = []
        for end in ends:
            place = self.where_was(end, story, (*context, *places))
            if isinstance(place, Unresolved):
                return place
            places.append(place)
        return over(plain, places, f"between {places[0].label} and {places[1].label}")

    def _several(self, phrase: Phrase, head: NamePart, story: Story, context: Sequence[Place]) -> Place | Unresolved:
        places: list[Place] = []
        lost: list[Unresolved] = []
        level = next((p.noun for p in reversed(phrase.joined) if p.noun), head.noun)
        for part in (head, *phrase.joined):
            one = replace(phrase, words=part.text, level=level, near=None, joined=())
            place = self._named(one, replace(part, noun=level), story, (*context, *places))
            if isinstance(place, Unresolved):
                lost.append(place)
            else:
                places.append(place)
        if lost and (len(places) < 2 or len({p.country for p in places}) > 1):
            return lost[0]
        if len({p.gazetteer_id for p in places}) == 1:
            return replace(places[0], name=phrase.words)
        reasons = ("several places are named", *(f"left out: {one.detail}" for one in lost))
        return over(phrase.words, places, "; ".join(reasons))

    # --- settings ------------------------------------------------------------------------------------------------

    def _setting(self, story: Story, context: Sequence[Place] = ()) -> Setting:
        return Setting(story, context, (), (), None, self.vocabulary.bare_region, self.vocabulary.capitals)


def _elsewhere(head: NamePart, base: Place | Unresolved, kilometres: float) -> bool:
    """True where no place of a name lies about as far from a base as the phrase says, and none is well known."""
    if isinstance(base, Unresolved) or any(c.population > 50_000 or c.id.startswith("dl:") for c in head.candidates):
        return False
    reach = 2 * kilometres + base.extent_km + 50
    return all(distance_km((c.lat, c.lon), (base.lat, base.lon)) > reach for c in head.candidates)


def _beaten(best: Judged, judged: Sequence[Judged]) -> tuple[str, ...]:
    """The score against those of the next two candidates elsewhere, as a reason."""
    others = [j for j in judged if j.entry.id != best.entry.id and _short(j.entry) != _short(best.entry)][:2]
    if not others:
        return ()
    listed = ", ".join(f"{_short(j.entry)} {j.score:.1f}" for j in others)
    return (f"score {best.score:.1f} against {listed}",)


def _short(entry: GazetteerEntry) -> str:
    return f"{entry.name} ({', '.join(filter(None, (entry.admin1, entry.country)))})"
