"""Average-link clustering with vetoes."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dateline.link.cluster import clusters


def run(size, scores):
    pairs = list(combinations(range(size), 2))
    return clusters(size, pairs, lambda a, b: scores.get((a, b), -1.0), 0.0)


def test_one_strong_pair_does_not_chain_two_groups():
    scores = {(0, 1): 3.0, (2, 3): 3.0, (1, 2): 2.0, (0, 2): -2.0, (0, 3): -2.0, (1, 3): -2.0}
    assert run(4, scores) == [(0, 1), (2, 3)]


def test_a_veto_keeps_apart_whatever_the_mean():
    assert run(3, {(0, 1): 9.0, (1, 2): 8.0, (0, 2): None}) == [(0, 1), (2,)]


def test_what_no_candidate_pair_connects_is_never_compared():
    asked = []

    def score(a, b):
        asked.append((a, b))
        return 1.0

    assert clusters(4, [(0, 1), (2, 3)], score, 0.0) == [(0, 1), (2, 3)]
    assert set(asked) == {(0, 1), (2, 3)}


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 5), st.integers(0, 5)), st.one_of(st.none(), st.floats(-3, 3)), max_size=12
    )
)
def test_clusters_part_the_items_and_hold_no_vetoed_pair(raw):
    scores = {(min(p), max(p)): v for p, v in raw.items() if p[0] != p[1]}
    found = run(6, scores)
    assert sorted(item for cluster in found for item in cluster) == list(range(6))
    vetoed = {p for p, v in scores.items() if v is None}
    assert not any(pair in vetoed for cluster in found for pair in combinations(cluster, 2))
