"""What the learned reader takes over at the end: doubts and fuller chains of the rules, and speakers without an event.

An act is taken for real only where both readers take it so (principle: denied or planned acts make no incident).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from dateline.records import Mention, Reading, SourceLink, Trigger


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


def fuller_sources(reading: Reading, ruled: Reading | None) -> Reading:
    """`reading` with the chain of the rules where it holds the reader's own and a further link ("X and Y, via Z").

    An act that is only "believed" has nobody behind it where the rules say so and the reader names nobody.
    """
    if ruled is None:
        return reading
    own, theirs = ({link.trigger: link for link in one.sources} for one in (reading, ruled))
    mentions, sources = list(reading.mentions), []
    for at, trigger in enumerate(reading.triggers):
        there = (n for n, t in enumerate(ruled.triggers) if t.start < trigger.end and trigger.start < t.end)
        mine, other = own.get(at), theirs.get(next(there, -1))
        if other is not None and _says_more(other, ruled.mentions, mine, reading.mentions):
            chain = []
            for joint in other.chain:
                chain.append(tuple(range(len(mentions), len(mentions) + len(joint))))
                mentions += [ruled.mentions[m] for m in joint]
            cue = mine.cue if mine is not None else None
            sources.append(SourceLink(at, tuple(chain), cue, other.manner, other.score))
        elif mine is not None:
            sources.append(mine)
    return dataclasses.replace(reading, mentions=tuple(mentions), sources=tuple(sources))


def _says_more(other: SourceLink, others: Sequence[Mention], mine: SourceLink | None, own: Sequence[Mention]) -> bool:
    if mine is None:
        return not other.chain
    theirs = [others[m] for joint in other.chain for m in joint]
    ours = [own[m] for joint in mine.chain for m in joint]
    held = all(any(_touch(a, b) for b in theirs) for a in ours)
    return bool(ours) and held and len(other.chain) > len(mine.chain)


def with_speakers(reading: Reading, speakers: Sequence[Mention]) -> Reading:
    """`reading` with the speakers that touch none of its mentions, last: nothing points at them, but "it" may."""
    spare = (m for m in speakers if not any(_touch(m, own) for own in reading.mentions))
    return dataclasses.replace(reading, mentions=(*reading.mentions, *spare))


def _touch(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end
