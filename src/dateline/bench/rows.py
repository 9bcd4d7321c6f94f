"""The shape of every benchmark's result, as a table or as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: task, set and split, metric, value with its 95% interval, n, and the published figure beside it."""

    task: str
    set: str
    split: str
    metric: str
    value: float
    low: float | None
    high: float | None
    n: int
    published: float | None
    published_by: str | None

    def as_json(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def table(rows: Sequence[Row]) -> str:
    """The rows as a plain table."""
    head = ("task", "set", "split", "metric", "value", "95% interval", "n", "published")
    body = [
        (
            r.task,
            r.set,
            r.split,
            r.metric,
            f"{r.value:.3f}",
            f"{r.low:.3f}-{r.high:.3f}" if r.low is not None and r.high is not None else "",
            str(r.n),
            f"{r.published:.3f} {r.published_by}" if r.published is not None else "",
        )
        for r in rows
    ]
    widths = [max(len(row[i]) for row in (head, *body)) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in (head, *body)
    )
