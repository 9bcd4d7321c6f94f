"""Measures of clusterings against figures worked out by hand."""

from __future__ import annotations

import itertools

import pytest

from dateline.bench.clusterings import b3_f1, ceafe_f1, conll_f1, muc_f1, pair_counts, pair_f1

MEASURES = (b3_f1, ceafe_f1, conll_f1, muc_f1, pair_f1)


@pytest.mark.parametrize("measure", MEASURES)
def test_the_same_clustering_under_other_names_is_perfect(measure):
    assert measure([1, 1, 2, 2, 2], "aabbb") == pytest.approx(1.0)


def test_figures_by_hand():
    given, gold = "aaabb", "xxyyy"  # {0,1,2} {3,4} against {0,1} {2,3,4}
    assert b3_f1(given, gold) == pytest.approx((2 * 2 / 3 + 1 / 3 + 2) / 5)  # precision and recall are equal here
    assert muc_f1(given, gold) == pytest.approx(2 / 3)
    assert ceafe_f1(given, gold) == pytest.approx((4 / 5 + 4 / 5) / 2)
    assert pair_counts(given, gold) == (2, 4, 4)
    assert pair_f1(given, gold) == pytest.approx(0.5)


def test_the_best_match_is_the_best_of_all():
    given, gold = "abcabcabcaabb", "xxyyzzxxyyzzx"
    names_given, names_gold = sorted(set(given)), sorted(set(gold))

    def dice(a, b):
        one = {i for i, x in enumerate(given) if x == a}
        other = {i for i, x in enumerate(gold) if x == b}
        return 2 * len(one & other) / (len(one) + len(other))

    best = max(sum(dice(a, b) for a, b in zip(names_given, p, strict=True)) for p in itertools.permutations(names_gold))
    assert ceafe_f1(given, gold) == pytest.approx(best / 3)
