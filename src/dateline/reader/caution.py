"""What the learned reader takes over at the end: doubts and fuller chains of the rules, and speakers without an event.

An act is taken for real only where both readers take it so (principle: denied or planned acts make no incident).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TypeVar

from dateline.records import CountLink, Mention, Reading, RoleLink, SourceLink, Trigger

_Link = TypeVar("_Link", RoleLink, CountLink)
_HARM = ("killed", "wounded")
_BY_RULE = 0.4  # the confidence of an event that the rules alone read


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


def with_tolls(reading: Reading, ruled: Reading | None) -> Reading:
    """`reading` with the rules' events that count dead or wounded in words which it says nothing of.

    "Pulled 19 bodies" may be rescue or toll to the network, and neither surely enough; the number is news all the same.
    """
    if ruled is None:
        return reading
    counted = [reading.mentions[c.mention] for c in reading.counts]
    counts = [
        c for c in ruled.counts if c.measure in _HARM and not any(_touch(ruled.mentions[c.mention], m) for m in counted)
    ]
    lone = sorted(
        {c.trigger for c in counts if not any(_touch(ruled.triggers[c.trigger], t) for t in reading.triggers)}
    )
    if not lone:
        return reading
    at = {old: len(reading.triggers) + n for n, old in enumerate(lone)}
    first = len(reading.mentions)
    return dataclasses.replace(
        reading,
        mentions=(*reading.mentions, *ruled.mentions),
        triggers=(*reading.triggers, *(dataclasses.replace(ruled.triggers[old], score=_BY_RULE) for old in lone)),
        roles=(*reading.roles, *(_moved(r, at[r.trigger], first) for r in ruled.roles if r.trigger in at)),
        counts=(*reading.counts, *(_moved(c, at[c.trigger], first) for c in counts if c.trigger in at)),
        sources=(*reading.sources, *(_moved_source(s, at[s.trigger], first) for s in ruled.sources if s.trigger in at)),
    )


def with_speakers(reading: Reading, speakers: Sequence[Mention]) -> Reading:
    """`reading` with the speakers that touch none of its mentions, last: nothing points at them, but "it" may."""
    spare = (m for m in speakers if not any(_touch(m, own) for own in reading.mentions))
    return dataclasses.replace(reading, mentions=(*reading.mentions, *spare))


def _moved(link: _Link, trigger: int, first: int) -> _Link:
    return dataclasses.replace(link, trigger=trigger, mention=link.mention + first)


def _moved_source(link: SourceLink, trigger: int, first: int) -> SourceLink:
    chain = tuple(tuple(m + first for m in joint) for joint in link.chain)
    cue = link.cue + first if link.cue is not None else None
    return dataclasses.replace(link, trigger=trigger, chain=chain, cue=cue)


def _touch(one: Mention | Trigger, other: Mention | Trigger) -> bool:
    return one.start < other.end and other.start < one.end
