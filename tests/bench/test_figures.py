"""Tallies, F1 and intervals, worked by hand."""

from __future__ import annotations

import pytest

from dateline.bench.figures import Board, Tally, f1_of, tally_of


def test_a_fact_counts_as_often_as_it_stands() -> None:
    tally = tally_of([("cue", 1), ("cue", 1), ("source", 2)], [("cue", 1), ("source", 3)])
    assert (tally.right["cue"], tally.given["cue"], tally.gold["cue"]) == (1, 2, 1)
    assert (tally.right.get("source", 0), tally.given["source"], tally.gold["source"]) == (0, 1, 1)


def test_f1_is_over_all_documents_together() -> None:
    # 3 right of 5 given and 4 expected: 2 * 3 / (5 + 4)
    one = Tally({"a": 2}, {"a": 3}, {"a": 2})
    two = Tally({"a": 1}, {"a": 2}, {"a": 2})
    assert f1_of([one, two], ["a"]) == pytest.approx(6 / 9)


def test_nothing_given_and_nothing_expected_is_nought() -> None:
    assert f1_of([Tally()], ["a"]) == 0.0


def test_a_row_has_its_published_figure_and_only_its_own() -> None:
    board = Board("task", "set", "dev", {"a_f1": (0.5, "somebody")})
    first, second = board.f1_rows([Tally({"a": 1}, {"a": 1}, {"a": 2})], {"a_f1": ["a"], "b_f1": ["b"]})
    assert (first.value, first.n, first.published, first.published_by) == (pytest.approx(2 / 3), 2, 0.5, "somebody")
    assert second.published is None and second.published_by is None
