"""What the learned reader takes over at the end: doubts and tolls of the rules, and mere speakers.

An act is taken for real only where both readers take it so (principle: denied or planned acts make no incident).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dateline.records import Mention, Reading, SourceLink, Trigger, overlap

_HARM = ("killed", "wounded")
_BY_RULE = 0.4  # the confidence of an event that the rules alone read


def cautious(reading: Reading, ruled: Reading | None) -> Reading:
    """`reading` with every `actual` act that the rules read otherwise, at the same trigger, as the rules read it."""
    if ruled is None:
        return reading
    told = ruled.triggers  # of "held without trial" it is "held", the first, that counts

    def checked(trigger: Trigger) -> Trigger:
        other = next((t for t in told if overlap(t, trigger)), None)
        if other is None or trigger.status != "actual":
            return trigger
        return replace(trigger, status=other.status)

    return replace(reading, triggers=tuple(checked(t) for t in reading.triggers))


def with_tolls(reading: Reading, ruled: Reading | None) -> Reading:
    """`reading` with the rules' events that count dead or wounded in words which it says nothing of.

    "Pulled 19 bodies" may be rescue or toll to the network, and neither surely enough; the number is news all the same.
    """
    if ruled is None:
        return reading
    counted = [reading.mentions[c.mention] for c in reading.counts]
    counts = [
        c
        for c in ruled.counts
        if c.measure in _HARM and not any(overlap(ruled.mentions[c.mention], m) for m in counted)
    ]
    lone = sorted(
        {c.trigger for c in counts if not any(overlap(ruled.triggers[c.trigger], t) for t in reading.triggers)}
    )
    if not lone:
        return reading
    at = {old: len(reading.triggers) + n for n, old in enumerate(lone)}
    mentions = list(reading.mentions)
    taken: dict[int, int] = {}  # a mention of the rules, and its place in this reading

    def moved(old: int) -> int:
        if old not in taken:
            taken[old] = len(mentions)
            mentions.append(ruled.mentions[old])
        return taken[old]

    own = [r for r in ruled.roles if r.trigger in at and not (r.role == "actor" and _is_toll(ruled, r.trigger))]
    roles = [replace(r, trigger=at[r.trigger], mention=moved(r.mention)) for r in own]
    numbers = [replace(c, trigger=at[c.trigger], mention=moved(c.mention)) for c in counts if c.trigger in at]
    sources = [_moved(s, at[s.trigger], moved) for s in ruled.sources if s.trigger in at]
    return replace(
        reading,
        mentions=tuple(mentions),
        triggers=(*reading.triggers, *(replace(ruled.triggers[old], score=_BY_RULE) for old in lone)),
        roles=(*reading.roles, *roles),
        counts=(*reading.counts, *numbers),
        sources=(*reading.sources, *sources),
    )


def with_speakers(reading: Reading, speakers: Sequence[Mention]) -> Reading:
    """`reading` with the speakers that touch none of its mentions, last: nothing points at them, but "it" may."""
    taken = {at for own in reading.mentions for at in range(own.start, own.end)}
    spare = (m for m in speakers if taken.isdisjoint(range(m.start, m.end)))
    return replace(reading, mentions=(*reading.mentions, *spare))


def _is_toll(ruled: Reading, trigger: int) -> bool:
    """Nobody did what is only counted: who pulls bodies from the rubble is no actor."""
    return ruled.triggers[trigger].type == "toll"


def _moved(link: SourceLink, trigger: int, moved: Callable[[int], int]) -> SourceLink:
    chain = tuple(tuple(map(moved, joint)) for joint in link.chain)
    return replace(link, trigger=trigger, chain=chain, cue=moved(link.cue) if link.cue is not None else None)
