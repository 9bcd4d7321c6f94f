"""How well one clustering of items matches another: B-cubed, MUC, entity CEAF, their mean (CoNLL), and pairs.

B-cubed: Bagga and Baldwin 1998; MUC: Vilain et al. 1995; CEAF: Luo 2005 (phi 4). Items are 0 to n; a clustering gives
each item a label. Every item counts, those alone in their cluster too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

Labels = Sequence[Hashable]


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def b3_f1(given: Labels, gold: Labels) -> float:
    """B-cubed F1.

    >>> round(b3_f1("aab", "abb"), 3)
    0.667
    """
    n_given, n_gold, both = Counter(given), Counter(gold), Counter(zip(given, gold, strict=True))
    precision = sum(n * n / n_given[a] for (a, _), n in both.items()) / max(1, len(given))
    recall = sum(n * n / n_gold[b] for (_, b), n in both.items()) / max(1, len(given))
    return _f1(precision, recall)


def muc_f1(given: Labels, gold: Labels) -> float:
    """MUC F1 over the links that hold clusters together.

    >>> muc_f1("aab", "aab"), muc_f1("abc", "aab")
    (1.0, 0.0)
    """
    return _f1(_muc(given, gold), _muc(gold, given))


def _muc(of: Labels, by: Labels) -> float:
    parts = len(set(zip(of, by, strict=True)))
    links = len(of) - len(set(of))
    return (len(of) - parts) / links if links else 0.0


def ceafe_f1(given: Labels, gold: Labels) -> float:
    """Entity CEAF F1: clusters matched one to one so that the sum of their Dice likenesses is largest."""
    n_given, n_gold, both = Counter(given), Counter(gold), Counter(zip(given, gold, strict=True))
    like: dict[Hashable, dict[Hashable, float]] = defaultdict(dict)
    for (a, b), n in both.items():
        like[a][b] = 2 * n / (n_given[a] + n_gold[b])
    total = sum(_best_match([like[a] for a in group]) for group in _connected(like))
    return _f1(total / max(1, len(n_given)), total / max(1, len(n_gold)))


def _connected(like: dict[Hashable, dict[Hashable, float]]) -> list[list[Hashable]]:
    """Given clusters in groups that share gold clusters, so that each can be matched by itself."""
    by_gold: dict[Hashable, list[Hashable]] = defaultdict(list)
    for a, row in like.items():
        for b in row:
            by_gold[b].append(a)
    seen: set[Hashable] = set()
    out = []
    for start in like:
        group, waiting = [], [start]
        while waiting:
            a = waiting.pop()
            if a not in seen:
                seen.add(a)
                group.append(a)
                waiting += [other for b in like[a] for other in by_gold[b]]
        if group:
            out.append(group)
    return out


def _best_match(rows: Sequence[dict[Hashable, float]]) -> float:
    """The largest sum of a one-to-one match (Kuhn 1955 and Munkres 1957, in the form with potentials)."""
    columns = list(dict.fromkeys(b for row in rows for b in row))
    n, m = len(rows), max(len(columns), len(rows))
    cost = [[-row.get(columns[j], 0.0) if j < len(columns) else 0.0 for j in range(m)] for row in rows]
    u, v, match = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0], at = i, 0
        least, back, used = [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while True:
            used[at] = True
            row, delta, following = match[at], float("inf"), 0
            for j in range(1, m + 1):
                if not used[j]:
                    now = cost[row - 1][j - 1] - u[row] - v[j]
                    if now < least[j]:
                        least[j], back[j] = now, at
                    if least[j] < delta:
                        delta, following = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            at = following
            if match[at] == 0:
                break
        while at:
            match[at], at = match[back[at]], back[at]
    return -sum(cost[match[j] - 1][j - 1] for j in range(1, m + 1) if match[j])


def conll_f1(given: Labels, gold: Labels) -> float:
    """The mean of MUC, B-cubed and entity CEAF."""
    return (muc_f1(given, gold) + b3_f1(given, gold) + ceafe_f1(given, gold)) / 3


def pair_counts(given: Labels, gold: Labels) -> tuple[int, int, int]:
    """Pairs of items that are together in both, in the given clustering, and in the gold one."""

    def pairs(labels: Sequence[Hashable]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(labels).values())

    return pairs(list(zip(given, gold, strict=True))), pairs(given), pairs(gold)


def pair_f1(given: Labels, gold: Labels) -> float:
    """F1 over pairs of items that are together.

    >>> round(pair_f1("aabb", "aaab"), 3)
    0.4
    """
    both, mine, theirs = pair_counts(given, gold)
    return 2 * both / (mine + theirs) if mine + theirs else 0.0
