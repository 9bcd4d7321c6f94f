"""Counts as their own words state them: "five dead" counts the dead, "two shot, one died" counts one.

A reader binds numbers to events and says what they count. Where the words that touch a number say it themselves, they
decide. A single victim counts one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from dateline.knowledge.lexicon import NumberWords
from dateline.records import ActorRef, Count, Draft, Evidence, Filler, Number, Unresolved

_HARMS = frozenset(("killed", "wounded", "casualties"))
_LETHAL = frozenset(("killing", "assassination", "execution"))
_GROUPS = frozenset(
    "state government military police militia rebel-group political international monitor agency outlet ngo".split()
)
_HELPERS = r"(?:(?:have|has|had|was|were|is|are|be|been|being|of|them|people|persons|others|more|reported|left)\s+)*"
_SINGLE = re.compile(r"(?:an?|one)\s+(?!(?:group|number|family|crowd|couple|dozen|few|lot|team|convoy)\b)\S", re.I)
_PRONOUN = frozenset(("he", "she", "him", "her", "himself", "herself"))
_NAME_WORDS = 4  # a person's name is no longer than this


class Counting:
    """Settles counts with the number words and a function that reads numbers."""

    def __init__(self, words: NumberWords, read: Callable[[str], Number | Unresolved]) -> None:
        self._read = read
        table = {word: measure for measure, members in words.outcomes.items() for word in members}
        self._measures: Mapping[str, str] = table
        every = "|".join(sorted(map(re.escape, table), key=lambda w: (-len(w), w)))
        self._after = re.compile(rf"\s+{_HELPERS}(?P<word>{every})\b", re.I)
        self._within = re.compile(rf"\b(?P<word>{every})\b", re.I)
        self._before = re.compile(rf"\b(?P<word>{every})\s+$", re.I)
        self._more = re.compile(r"\s+(?:more|others)\b", re.I)

    def settled(self, draft: Draft, text: str, fillers: Sequence[Filler], total: bool) -> tuple[Count, ...]:
        """The counts of a draft. `total`: its time is so long that they are totals over many events."""
        said = {c.evidence: self._said(text, c.evidence) for c in draft.counts}
        deaths = [e for e, measure in said.items() if measure == "killed"]
        out = []
        for count in draft.counts:
            measure = said[count.evidence] or count.measure
            if measure == "killed" and deaths and said[count.evidence] is None and not count.part_of:
                measure = "casualties"  # "two shot, one dies": the two are not the dead
            out.append(
                Count(
                    measure=measure if {measure, count.measure} <= _HARMS or said[count.evidence] else count.measure,
                    number=self._read(count.evidence.exact),
                    scope="cumulative" if total else count.scope,
                    evidence=count.evidence,
                    group_as_stated=count.whose,
                    part_of=count.part_of,
                    additional=count.additional or self._more.match(text, count.evidence.end) is not None,
                )
            )
        if not any(count.measure in _HARMS for count in out):
            out += self._victim(draft, fillers)
        return tuple(out)

    def _said(self, text: str, evidence: Evidence) -> str | None:
        """The measure that the words within, behind or before a counted phrase say; None where they say none."""
        found = (
            self._within.search(evidence.exact)
            or self._after.match(text, evidence.end)
            or self._before.search(text[max(0, evidence.start - 16) : evidence.start])
        )
        return self._measures[found["word"].lower()] if found else None

    def _victim(self, draft: Draft, fillers: Sequence[Filler]) -> list[Count]:
        """One, where the target of a killing that happened is one person."""
        targets = [f for f in fillers if f.role == "target"]
        if draft.type not in _LETHAL or draft.status != "actual" or len(targets) != 1 or not _is_one(targets[0]):
            return []
        evidence = (targets[0].refers_to or targets[0].evidence) if _has_name(targets[0]) else targets[0].evidence
        reason = f"{evidence.exact!r} is one person"
        number = Number(1, 1, 1, "exact", None, "1", (reason,))
        return [Count("killed", number, "incident", evidence, None, False, False)]


def _has_name(filler: Filler) -> bool:
    return filler.refers_to is not None and _is_name(filler.refers_to.exact)


def _is_one(filler: Filler) -> bool:
    """True for a person's name, a pronoun of one person, and "a villager"."""
    words = filler.evidence.exact
    if words.lower() in _PRONOUN or _SINGLE.match(words):
        return True
    group = isinstance(filler.actor, ActorRef) and filler.actor.kind in _GROUPS and filler.actor.basis != "described"
    return _is_name(words) and not group


def _is_name(words: str) -> bool:
    """Two to four capitalised words, or one that is no acronym."""
    parts = words.split()
    capital = all(part[:1].isupper() and not part.isupper() for part in parts)
    return capital and 1 <= len(parts) <= _NAME_WORDS and not words.endswith("s")
