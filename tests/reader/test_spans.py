"""Spans of scores: which of them stand together."""

from __future__ import annotations

import pytest

from dateline.reader.spans import coordinated
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
