"""From a probability of the network to the share of such events that are right (Platt 1999, on documents held back)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from dateline.records import Reading

_EDGE = 1e-3  # nothing is surer than 0.999 nor less sure than 0.001


def log_odds(probability: float) -> float:
    """The logarithm of p / (1 - p), finite for every probability."""
    inside = min(max(probability, _EDGE), 1 - _EDGE)
    return math.log(inside / (1 - inside))


@dataclass(frozen=True, slots=True)
class Calibration:
    """`slope` and `offset` of the log odds; 1 and 0 leave every probability as it is."""

    slope: float = 1.0
    offset: float = 0.0

    def of(self, probability: float) -> float:
        """The calibrated probability; it rises with the one given (a slope of 0 or less is refused when read)."""
        return 1 / (1 + math.exp(-(self.slope * log_odds(probability) + self.offset)))

    def applied(self, reading: Reading) -> Reading:
        """`reading` with the scores of its triggers and roles calibrated; what is found stays as it is."""
        if (self.slope, self.offset) == (1.0, 0.0):
            return reading
        triggers = tuple(replace(t, score=round(self.of(t.score), 4)) for t in reading.triggers)
        roles = tuple(replace(r, score=round(self.of(r.score), 4)) for r in reading.roles)
        return replace(reading, triggers=triggers, roles=roles)
