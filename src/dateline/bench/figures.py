"""What tasks share: tallies of a document to rows of F1 with intervals, and lines of progress."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from dateline.bench.bootstrap import spread
from dateline.bench.rows import Row
from dateline.bench.tasks import Bench

T = TypeVar("T")
_EVERY = 10.0  # seconds between lines of progress

#: a published figure and whose it is, by metric
Published = Mapping[str, tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one document, by kind: what is right (halves where a task gives them), given and expected."""

    right: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    given: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    gold: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def tally_of(given: Iterable[tuple[str, Hashable]], gold: Iterable[tuple[str, Hashable]]) -> Tally:
    """Facts as (kind, value): right where the same fact is on both sides; a repeated fact counts as often as it stands.

    >>> tally_of([("cue", 4)], [("cue", 4), ("source", 1)]).right["cue"]
    1.0
    """
    a, b = Counter(given), Counter(gold)
    out = Tally()
    for counts, side in ((a, out.given), (b, out.gold), (a & b, out.right)):
        for (kind, _), n in counts.items():
            side[kind] += n
    return out


def f1_of(tallies: Sequence[Tally], kinds: Sequence[str]) -> float:
    """F1 over all facts of those kinds together; 0 where there are none."""
    return _f1_of_sums([_slim(tally, kinds) for tally in tallies])


@dataclass(frozen=True, slots=True)
class Board:
    """Where rows belong: task, set, split, and the published figures beside them."""

    task: str
    set: str
    split: str
    published: Published = field(default_factory=dict)

    def row(self, metric: str, value: float, between: tuple[float, float] | None, n: int) -> Row:
        """One row, with the published figure of that metric where there is one."""
        low, high = between if between is not None else (None, None)
        published, by = self.published.get(metric, (None, None))
        return Row(self.task, self.set, self.split, metric, value, low, high, n, published, by)

    def f1_rows(self, tallies: Sequence[Tally], metrics: Mapping[str, Sequence[str]]) -> Iterator[Row]:
        """For each metric the F1 over its kinds, with an interval over documents; n counts what is expected."""
        for metric, kinds in metrics.items():
            n = round(sum(t.gold.get(kind, 0.0) for t in tallies for kind in kinds))
            slim = [_slim(t, kinds) for t in tallies]
            yield self.row(metric, _f1_of_sums(slim), spread(slim, _f1_of_sums), n)

    def mean_row(self, metric: str, units: Sequence[T], statistic: Callable[[Sequence[T]], float]) -> Row:
        """A statistic over units with its interval."""
        return self.row(metric, statistic(units), spread(units, statistic), len(units))


def _slim(tally: Tally, kinds: Sequence[str]) -> tuple[float, float, float]:
    right, given, gold = (sum(side.get(k, 0.0) for k in kinds) for side in (tally.right, tally.given, tally.gold))
    return right, given, gold


def _f1_of_sums(sums: Sequence[tuple[float, float, float]]) -> float:
    right, given, gold = (sum(column) for column in zip(*sums, strict=True))
    return 2 * right / (given + gold) if given + gold else 0.0


def told(bench: Bench, what: str, items: Sequence[T]) -> Iterator[T]:
    """The items one by one; a line of progress every ten seconds."""
    started = last = time.monotonic()
    for done, item in enumerate(items):
        now = time.monotonic()
        if now - last >= _EVERY:
            last = now
            left = (now - started) / max(1, done) * (len(items) - done)
            bench.tell(f"{what}: {done} of {len(items)}, about {left:.0f} s left")
        yield item
