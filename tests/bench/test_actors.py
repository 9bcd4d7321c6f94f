"""The task `actors`: our questions and NGEC's cases."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from dateline.bench.actors import Question, answers, code, read_questions, run
from dateline.bench.sets.ngec import WRITTEN, ActorCase, read_cases
from dateline.bench.tasks import Bench, Missing
from dateline.errors import InputError
from dateline.knowledge.actors import load_actors
from dateline.knowledge.local_names import load_local_words
from dateline.resolve.actors import Actors

ACTORS = Actors(load_actors(), load_local_words())


def test_the_questions_are_many_and_each_is_asked_once() -> None:
    questions = read_questions()
    assert len(questions) >= 200
    assert len({(q.words, q.country, q.day) for q in questions}) == len(questions)


def test_a_question_is_answered_by_the_person_alone() -> None:
    day = dt.date(2016, 2, 12)
    assert answers(ACTORS, Question("the Turkish president", "SY", day, "Recep Tayyip Erdogan"))
    assert not answers(ACTORS, Question("the Turkish president", "SY", day, "Abdullah Gul"))
    assert not answers(ACTORS, Question("the Turkish president", "SY", day, None))
    assert answers(ACTORS, Question("a deputy minister", "TR", day, None))
    assert not answers(ACTORS, Question("a deputy minister", "TR", day, "Recep Tayyip Erdogan"))


def test_cases_are_read_with_their_day(tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    rows = [
        {"test": "a", "text": "Xland", "query_date": "2022-05-01", "country": "XXX", "code_1": ""},
        {"test": "b", "text": "Ada Bo", "query_date": "12 April 2022", "wiki": "Ada Bo"},
        {"test": "c", "text": "he", "query_date": None, "code_1": "UNK"},
    ]
    file.write_text(json.dumps(rows), encoding="utf-8")
    assert list(read_cases(file)) == [
        ActorCase("Xland", dt.date(2022, 5, 1), "XXX", ""),
        ActorCase("he", WRITTEN, None, "UNK"),
    ]
    file.write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(InputError, match="cases"):
        list(read_cases(file))


@pytest.mark.parametrize(
    ("words", "coded"),
    [
        ("two Russian warplanes", ("RUS", "MIL")),
        ("Mexico", ("MEX", "")),
        ("the United Nations", ("UNO", "")),
        ("masked gunmen", ("", "UAF")),
        ("Zanobe Orange", ("", "")),
    ],
)
def test_entities_in_the_codes_of_the_cases(words: str, coded: tuple[str, str]) -> None:
    assert code(ACTORS, load_local_words(), ActorCase(words, WRITTEN, None, None)) == coded


def test_without_the_cases_our_own_questions_are_still_asked(tmp_path: Path) -> None:
    rows = run(Bench(tmp_path, "dev"))
    first = next(rows)
    assert (first.set, first.metric, first.n) == ("offices", "accuracy", len(read_questions()))
    assert first.value >= 0.95
    with pytest.raises(Missing):
        next(rows)
