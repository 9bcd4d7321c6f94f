"""Bootstrap 95% intervals of any figure over a list of documents (Efron 1979), with a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def spread(
    items: Sequence[T], figure: Callable[[Sequence[T]], float], draws: int = 1000, seed: int = 7
) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile of a figure over samples drawn with replacement; (0, 0) of nothing."""
    if not items:
        return 0.0, 0.0
    rng = random.Random(seed)
    values = sorted(figure(rng.choices(items, k=len(items))) for _ in range(draws))
    return values[round(0.025 * draws)], values[min(draws - 1, round(0.975 * draws))]
