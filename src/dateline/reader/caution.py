"""What the learned reader takes over at the end: the doubts of the rules, and those who speak without an event.

An act is taken for real only where both readers take it so (principle: denied or planned acts make no incident).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from dateline.records import Mention, Reading, Trigger


def cautious(reading: Reading, ruled: Reading | None) -> Reading:
    """`reading` with every `actual` act that the rules read otherwise, at the same trigger, as the rules read it."""
    if ruled is None:
        return reading
    doubted = [t for t in ruled.triggers if t.status != "actual"]

    def checked(trigger: Trigger) -> Trigger:
        other = next((t for t in doubted if t.start < trigger.end and trigger.start < t.end), None)
        if other is None or trigger.status != "actual":
            return trigger
        return dataclasses.replace(trigger, status=other.status)

    return dataclasses.replace(reading, triggers=tuple(checked(t) for t in reading.triggers))


def with_speakers(reading: Reading, speakers: Sequence[Mention]) -> Reading:
    """`reading` with the speakers that touch none of its mentions, last: nothing points at them, but "it" may."""
    spare = (m for m in speakers if not any(_touch(m, own) for own in reading.mentions))
    return dataclasses.replace(reading, mentions=(*reading.mentions, *spare))


def _touch(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end
