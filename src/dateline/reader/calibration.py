"""From a probability of the network to the share of such events that are right, on documents held back.

Platt's method (1999) with one thing more: how much else happens on the page. The network sees a few sentences at a
time. What it doubts is seldom an event among council news, and mostly one among reports of fighting.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from dateline.records import Reading, RoleLink

_EDGE = 1e-3  # nothing is surer than 0.999 nor less sure than 0.001
_USUAL = 0.6  # events a sentence of a page that is nothing special
_BEFORE = 2  # sentences of such a page that every page begins with, so that one sentence alone says little


def log_odds(probability: float) -> float:
    """The logarithm of p / (1 - p), finite for every probability."""
    inside = min(max(probability, _EDGE), 1 - _EDGE)
    return math.log(inside / (1 - inside))


def crowd_of(scores: Iterable[float], sentences: int) -> float:
    """The logarithm of a page's events for each sentence, counted by their scores, over the usual; 0 is usual."""
    return math.log((sum(scores) + _USUAL * _BEFORE) / (sentences + _BEFORE) / _USUAL)


@dataclass(frozen=True, slots=True)
class Calibration:
    """`slope` and `offset` of the log odds, and the weight of the page's `crowd`; 1, 0 and 0 leave probabilities alone.

    Events less likely than `least` after that are left out.
    """

    slope: float = 1.0
    offset: float = 0.0
    crowd: float = 0.0
    least: float = 0.0

    def of(self, probability: float, crowd: float = 0.0) -> float:
        """The calibrated probability; it rises with the one given (a slope of 0 or less is refused when read)."""
        return 1 / (1 + math.exp(-(self.slope * log_odds(probability) + self.offset + self.crowd * crowd)))

    def applied(self, reading: Reading, sentences: int) -> Reading:
        """`reading` of so many sentences, the scores of its triggers and roles calibrated, without unlikely ones."""
        crowd = crowd_of((t.score for t in reading.triggers), sentences)
        if (self.slope, self.offset, self.crowd) != (1.0, 0.0, 0.0):
            triggers = tuple(replace(t, score=round(self.of(t.score, crowd), 4)) for t in reading.triggers)
            roles = tuple(
                RoleLink(r.trigger, r.mention, r.role, round(self.of(r.score, crowd), 4)) for r in reading.roles
            )
            reading = replace(reading, triggers=triggers, roles=roles)
        unlikely = {at for at, t in enumerate(reading.triggers) if t.score < self.least}
        return without(reading, unlikely) if unlikely else reading


def without(reading: Reading, gone: Collection[int]) -> Reading:
    """`reading` without the triggers at those places and what hangs on them; mentions stay ("it" may mean one)."""
    place = {old: new for new, old in enumerate(at for at in range(len(reading.triggers)) if at not in gone)}
    return replace(
        reading,
        triggers=tuple(reading.triggers[old] for old in place),
        roles=tuple(replace(r, trigger=place[r.trigger]) for r in reading.roles if r.trigger in place),
        counts=tuple(replace(c, trigger=place[c.trigger]) for c in reading.counts if c.trigger in place),
        sources=tuple(replace(s, trigger=place[s.trigger]) for s in reading.sources if s.trigger in place),
    )
