"""The stages in order: raw page, article, sentences, reading, drafts, claims; put together with what they need."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.clean.header import story_day
from dateline.clean.page import clean_page
from dateline.clean.sentences import split
from dateline.code.claims import Assembler
from dateline.errors import InputError
from dateline.knowledge.actors import load_actors
from dateline.knowledge.files import knowledge_sha256, read_bytes
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.lexicon import number_words, reference_words
from dateline.knowledge.local_names import load_local_words
from dateline.knowledge.ontology import load_ontology
from dateline.knowledge.times import feast_calendar, time_words
from dateline.protocols import RawPage, Reader, Story
from dateline.reader.gate import PageGate
from dateline.records import Article, Claim, Mention, Place, Quality, Reading, Sentence, Unresolved
from dateline.registry import DEFAULT_READER, READERS, load
from dateline.resolve.actors import Actors
from dateline.resolve.counts import Counting
from dateline.resolve.numbers import NumberGrammar
from dateline.resolve.places import FoundPlace, Places
from dateline.resolve.settle import Resolvers, settle
from dateline.resolve.times import TimeGrammar
from dateline.resolve.times_told import StoryTimes

_QUIET = Quality("no-events", "no sentence has the words of an event of the listed types; not read further")


@dataclass(frozen=True, slots=True)
class Coded:
    """All that was made of one page."""

    article: Article
    sentences: tuple[Sentence, ...]
    story: Story
    claims: tuple[Claim, ...]


class Machine:
    """Every stage with what it needs, loaded once. `tell` hears what takes long (the place index, the first time)."""

    def __init__(self, reader: str = DEFAULT_READER, tell: Callable[[str], None] | None = None) -> None:
        self.reader: Reader = load(READERS, reader)()
        self.gate = PageGate.from_bytes(read_bytes("models", "page-gate.json"))
        self.numbers = NumberGrammar(number_words())
        self.times = TimeGrammar(time_words(), feast_calendar())
        gazetteer = open_gazetteer(tell)
        self.actors = Actors(load_actors(), load_local_words(), gazetteer)
        self.places = Places(gazetteer)
        self.assembler = Assembler(reference_words(), load_ontology().speech_acts, self._kind_of_name)
        counting, told = Counting(self.numbers), StoryTimes(self.times)
        self.resolvers = Resolvers(
            who=self.actors.who_is,
            parties=self.actors.parties,
            where=self.places.where_was,
            when=told.when_was,
            own_words=told.own_words,
            bound=counting.bound,
            counts=counting.settled,
            in_role=self.actors.roles.in_role,
        )

    @property
    def knowledge(self) -> str:
        """The hash of every data file that was read."""
        return knowledge_sha256()

    def code(self, raw: RawPage) -> Coded:
        """One page to claims; raises InputError where the page cannot be cleaned."""
        article = clean_page(raw)
        sentences = split(article)
        if not self.gate.passes(article, sentences):
            article = dataclasses.replace(article, qualities=(*article.qualities, _QUIET))
            return Coded(article, sentences, self._story(article, (), ()), ())
        places = [f for s in sentences for f in self.places.find(article.text, s.start, s.end)]
        story = self._story(article, sentences, places)
        hints = self._hints(article, sentences, story)
        reading = self._read(raw, article, sentences, hints)
        if reading.qualities:
            article = dataclasses.replace(article, qualities=article.qualities + reading.qualities)
        drafts = self.assembler.drafts(article, sentences, reading)
        context = self.places.settle(article.text, places, [(s.start, s.end) for s in sentences])
        return Coded(article, sentences, story, settle(article, drafts, story, self.resolvers, context))

    def _read(self, raw: RawPage, article: Article, sentences: Sequence[Sentence], hints: Sequence[Mention]) -> Reading:
        try:
            return self.reader.read(article, sentences, hints)
        except InputError as problem:  # a reader does not know where its page came from
            raise InputError(raw.capture.address, problem.what) from problem

    def hints(self, article: Article, sentences: Sequence[Sentence]) -> list[Mention]:
        """Times, quantities and known names of sentences cut elsewhere, as `code` hands them to the reader."""
        places = [f for s in sentences for f in self.places.find(article.text, s.start, s.end)]
        return self._hints(article, sentences, self._story(article, sentences, places))

    def located(self, article: Article, phrases: Sequence[str]) -> tuple[Place | Unresolved, ...]:
        """Where claims of the article would be put whose places are these phrases of its text."""
        sentences = split(article)
        found = [f for s in sentences for f in self.places.find(article.text, s.start, s.end)]
        story, context = self._story(article, sentences, found), self.places.settle(article.text, found)
        return tuple(self.places.where_was(phrase, story, context) for phrase in phrases)

    def _story(self, article: Article, sentences: Sequence[Sentence], places: Sequence[FoundPlace]) -> Story:
        """The page's day and the countries it is about: its places, adjectives of countries, and names of parties."""
        named: Counter[str] = Counter()
        for s in sentences:
            named.update(self.actors.countries(self.actors.find(article.text, s.start, s.end)))
            named.update(self.places.demonyms(article.text, s.start, s.end))
        votes = (*self.places.votes(places), *(("", code, weight) for code, weight in named.items()))
        weights: Counter[str] = Counter()
        for _, code, weight in votes:
            weights[code] += weight
        dateline = article.header.dateline
        day, basis = story_day(article.header)
        ranked = tuple(code for code, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0])))
        return Story(
            article_id=article.id,
            day=day,
            day_basis=basis,
            countries=ranked,
            dateline_place=dateline.place_words if dateline else None,
            votes=votes,
        )

    def _kind_of_name(self, name: str) -> str | None:
        """The kind of entity that the words are a name of, where the actor book has it."""
        found = next(iter(self.actors.find(name)), None)
        whole = found is not None and not found.adjective and name[found.start : found.end] == name
        return found.entity.kind if found is not None and whole else None

    def _hints(self, article: Article, sentences: Sequence[Sentence], story: Story) -> list[Mention]:
        out: list[Mention] = []
        for s in sentences:
            for number in self.numbers.find(article.text, s.start, s.end):
                zero = number.number.quantifier == "zero_stated"
                kind = "percent" if number.percent else "none" if zero else "quantity"
                out.append(Mention(s.index, number.start, number.end, kind, 1.0, "numbers"))
            for time in self.times.find(article.text, s.start, s.end):
                out.append(Mention(s.index, time.start, time.end, "time", 1.0, "times"))
            for name in self.actors.find(article.text, s.start, s.end, story):
                if name.entity.kind != "state" or name.adjective:
                    out.append(Mention(s.index, name.start, name.end, "actor", 1.0, "actors", name.entity.id))
        return out
