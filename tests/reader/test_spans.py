"""Spans of scores: which of them stand together."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.reader.spans import LOW, coordinated, filler_runs, likely, whole_names
from dateline.reader.windows import Word


def words(text: str) -> list[Word]:
    return [Word(0, 0, word, 0, ()) for word in text.split()]


@pytest.mark.parametrize(
    ("text", "trigger", "spans", "kept"),
    [
        ("police and two residents said shells hit it", 6, [(0, 1, 0.6), (2, 4, 0.9)], [(0, 1), (2, 4)]),
        ("shells hit it , police said , but the mayor denied it", 1, [(4, 5, 0.9), (8, 10, 0.6)], [(4, 5)]),
        ("six shot dead , police said ; villagers told of a herder seized", 11, [(4, 5, 0.9), (7, 8, 0.6)], [(7, 8)]),
        ("six shot dead , police said ; villagers told of a herder seized", 2, [(4, 5, 0.6), (7, 8, 0.9)], [(4, 5)]),
        ("nobody said so", 1, [], []),
    ],
)
def test_one_group_of_speakers_vouches(
    text: str, trigger: int, spans: list[tuple[int, int, float]], kept: list[tuple[int, int]]
) -> None:
    assert [(first, stop) for first, stop, _ in coordinated(spans, words(text), trigger)] == kept


@pytest.mark.parametrize(
    ("text", "begins", "found"),
    [
        ("two positions on the Fataki road", (0, 3), [(0, 6)]),  # a filler does not end in "on"
        ("twelve of them )", (0,), [(0, 3)]),
        ("the Lake Army ( LA )", (0,), [(0, 6)]),
        ("police and border guards", (0, 1), [(0, 1), (2, 4)]),
        ("unknown warplanes", (0, 1), [(0, 2)]),
        ("Mr", (0,), []),
        ("a pastor two of his sons", (0, 2), [(0, 2), (2, 6)]),
        ("Odu the United Rhun", (0, 1), [(0, 1), (1, 4)]),
        ("soldiers police officers", (0, 1), [(0, 1), (1, 3)]),
    ],
)
def test_fillers_that_touch_are_two_unless_the_first_leans_on_the_second(
    text: str, begins: tuple[int, ...], found: list[tuple[int, int]]
) -> None:
    scores = np.array([(0.05, 0.9, 0.05) if at in begins else (0.05, 0.05, 0.9) for at in range(len(text.split()))])
    spans = filler_runs(list(likely(scores.astype(np.float32), 0.65 * LOW)), 0.65, words(text))
    assert [(first, stop) for first, stop, _ in spans] == found


def test_an_age_is_no_filler() -> None:
    text = "Omar Berg , 37 , and 12 soldiers".split()
    scores = np.array([(0.9, 0.05, 0.05) if word in (",", "and") else (0.05, 0.05, 0.9) for word in text])
    spans = filler_runs(list(likely(scores.astype(np.float32), 0.65 * LOW)), 0.65, words(" ".join(text)))
    assert [(first, stop) for first, stop, _ in spans] == [(0, 2), (6, 8)]


@pytest.mark.parametrize(
    ("text", "left_out", "found"),
    [
        ("flew the 12 freed people home", (0, 3, 5), [(1, 5)]),
        ("the army attacked people there", (2, 4), [(0, 2), (3, 4)]),
    ],
)
def test_a_number_and_its_noun_are_one_filler(
    text: str, left_out: tuple[int, ...], found: list[tuple[int, int]]
) -> None:
    scores = np.array([(0.9, 0.05, 0.05) if at in left_out else (0.05, 0.05, 0.9) for at in range(len(text.split()))])
    spans = filler_runs(list(likely(scores.astype(np.float32), 0.65 * LOW)), 0.65, words(text))
    assert [(first, stop) for first, stop, _ in spans] == found


@pytest.mark.parametrize(
    ("text", "span", "others", "found"),
    [
        ("said Colonel Traore in Odu", (1, 2), (), (1, 3)),
        ("said Colonel Traore in Odu", (1, 2), (2,), (1, 2)),  # "Traore" is somebody else's role
        ("said the colonel Traore", (1, 3), (), (1, 3)),
        ("said Colonel . Odu fell", (1, 2), (), (1, 2)),
    ],
)
def test_a_name_is_whole(text: str, span: tuple[int, int], others: tuple[int, ...], found: tuple[int, int]) -> None:
    at, row = 0, []
    for word in text.split():
        row.append(Word(at, at + len(word), word, 0, ()))
        at += len(word) + 1
    names = whole_names([(*span, 0.9)], row, lambda word: 0.9 if word in others else 0.1)
    assert [(first, stop) for first, stop, _ in names] == [found]


@pytest.mark.parametrize(
    ("text", "span", "found"),
    [
        ("an al - Qaida cell", (1, 2), (1, 4)),
        ("a Lashkar - e - Toiba camp", (1, 2), (1, 6)),
        ("judge Ronnie Bar - On said", (1, 3), (1, 5)),
        ("Jabhat al - Nusra fled", (3, 4), (1, 4)),
        ("the 33 - year - old was held", (3, 6), (0, 6)),
        ("a US - led raid", (1, 2), (1, 2)),
        ("US - Iran talks", (0, 1), (0, 1)),
        ("two - Maoists", (2, 3), (2, 3)),
    ],
)
def test_a_phrase_is_not_cut_at_its_hyphen(text: str, span: tuple[int, int], found: tuple[int, int]) -> None:
    [(first, stop, _)] = whole_names([(*span, 0.9)], words(text), lambda _: 0.0)
    assert (first, stop) == found


def test_a_hyphen_with_blanks_joins_nothing() -> None:
    apart = [Word(at * 9, at * 9 + 2, word, 0, ()) for at, word in enumerate("Bar - On".split())]
    assert whole_names([(0, 1, 0.9)], apart, lambda _: 0.0) == [(0, 1, 0.9)]
