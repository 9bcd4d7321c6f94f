"""Average-link clustering with vetoes: the outcome depends on the scores only, never on the order of arrival.

Two clusters join where their score is above a threshold and no pair between them is vetoed. The score is the mean over
the pairs, so one strong pair cannot chain two happenings together, or a mix of that mean and the best pair. The best
pair of clusters joins first; ties go to the smaller items. Only clusters that a candidate pair connects are ever
compared: groups that no pair connects do not touch each other, which is what makes linking incremental (a new page
touches the groups its candidates reach, and no others).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable

Score = Callable[[int, int], float | None]  # of two items, the smaller first; None is a veto
_SIDE = 12  # members of a large cluster that a mean looks at, evenly spread


def clusters(
    size: int, pairs: Iterable[tuple[int, int]], score: Score, threshold: float, best: float = 0.0
) -> list[tuple[int, ...]]:
    """The items 0 to `size` in clusters, each sorted, by first item; `pairs` are the candidates.

    `best` is the share that the best pair of two clusters has in their score; the rest is the mean over all pairs.
    """
    return _Clustering(size, pairs, score, (threshold, best)).run()


class _Clustering:
    def __init__(self, size: int, pairs: Iterable[tuple[int, int]], score: Score, levels: tuple[float, float]) -> None:
        self.score, (self.threshold, self.best) = score, levels
        self.members: dict[int, tuple[int, ...]] = {item: (item,) for item in range(size)}
        self.near: dict[int, set[int]] = {item: set() for item in range(size)}
        self.versions = dict.fromkeys(range(size), 0)
        self.heap: list[tuple[float, int, int, int, int]] = []
        for one, other in sorted({(min(p), max(p)) for p in pairs if p[0] != p[1]}):
            self.near[one].add(other)
            self.near[other].add(one)
            self._push(one, other)

    def run(self) -> list[tuple[int, ...]]:
        """Joins the best pair until none is left."""
        while self.heap:
            _, one, other, version, other_version = heapq.heappop(self.heap)
            current = (self.versions.get(one), self.versions.get(other))
            if current == (version, other_version):
                self._join(one, other)
        return sorted(self.members.values())

    def _push(self, one: int, other: int) -> None:
        one, other = min(one, other), max(one, other)
        mean = self._mean(self.members[one], self.members[other])
        if mean is not None and mean > self.threshold:
            heapq.heappush(self.heap, (-mean, one, other, self.versions[one], self.versions[other]))

    def _join(self, one: int, other: int) -> None:
        """`other` goes into `one`, whose number is the smaller."""
        self.members[one] = tuple(sorted((*self.members[one], *self.members.pop(other))))
        del self.versions[other]
        self.versions[one] += 1
        neighbours = (self.near[one] | self.near.pop(other)) - {one, other}
        self.near[one] = neighbours
        for third in sorted(neighbours):
            self.near[third].discard(other)
            self.near[third].add(one)
            self._push(one, third)

    def _mean(self, one: tuple[int, ...], other: tuple[int, ...]) -> float | None:
        total, seen, best = 0.0, 0, -math.inf
        for a in _spread(one):
            for b in _spread(other):
                value = self.score(min(a, b), max(a, b))
                if value is None:
                    return None
                total, seen, best = total + value, seen + 1, max(best, value)
        mean = total / seen
        return self.best * best + (1 - self.best) * mean if self.best else mean


def _spread(members: tuple[int, ...]) -> tuple[int, ...]:
    """All of a small cluster; of a large one some, evenly spread, the first always among them."""
    return members if len(members) <= _SIDE else members[:: -(-len(members) // _SIDE)]
