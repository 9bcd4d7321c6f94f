"""Facts as one line of JSON and back: what the linker keeps of claims, so that it need not read them again."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

from dateline.link.facts import Facts, Key, Toll
from dateline.records import Number, Place

_SETS = tuple(
    "types place_names place_words actors described actor_names targets target_names weapons triggers victims "
    "lead".split()
)
_PLACE = tuple(field.name for field in dataclasses.fields(Place))  # the reasons come last
_NUMBER = tuple(field.name for field in dataclasses.fields(Number))
_DAYS = ("earliest", "latest", "published")
_PLAIN = ("sentence", "definite", "plural", "another")


def to_line(facts: Facts) -> str:
    """The facts as JSON; equal facts give equal lines."""
    row: list[Any] = [
        [[key.day.isoformat(), key.article_id, key.start, key.claim_id] for key in facts.keys],
        [sorted(getattr(facts, name)) for name in _SETS],
        [day.isoformat() if (day := getattr(facts, name)) else None for name in _DAYS],
        [getattr(facts, name) for name in _PLAIN],
        [[getattr(place, name) for name in _PLACE] for place in facts.places],
        [[t.measure, sorted(t.group), t.part, [getattr(t.number, name) for name in _NUMBER]] for t in facts.tolls],
    ]
    return json.dumps(row, separators=(",", ":"))


def from_line(line: str) -> Facts:
    """The facts of a line that `to_line` made."""
    keys, sets, days, plain, places, tolls = json.loads(line)
    fields: dict[str, Any] = dict(zip(_SETS, map(frozenset, sets), strict=True))
    fields |= {n: dt.date.fromisoformat(d) if d else None for n, d in zip(_DAYS, days, strict=True)}
    fields |= dict(zip(_PLAIN, plain, strict=True))
    return Facts(
        keys=tuple(Key(dt.date.fromisoformat(day), article, start, claim) for day, article, start, claim in keys),
        places=tuple(Place(*(*place[:-1], tuple(place[-1]))) for place in places),
        tolls=tuple(Toll(measure, frozenset(group), part, Number(*number)) for measure, group, part, number in tolls),
        **fields,
    )
