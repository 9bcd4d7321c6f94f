"""What people decided on incidents, replayed after clustering: a rerun never undoes a merge, a split or a confirmation.

A ruling names claims, not incidents, so it holds whatever is added. A merge unites every group that has one of its
claims. A split parts the claims that were split off from those that were left; a claim that came later goes with those
it was clustered with, and where both sides were, with the side that it fits better. Copies go with what they copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Fitting = Callable[[str, Sequence[str]], float]  # how well a claim fits some others

MERGE, SPLIT, CONFIRM = "merge", "split", "confirm"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A standing decision of a person. `one` and `other` are claim ids; `other` is empty for a confirmation."""

    action: str  # merge, split, confirm
    one: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def claim_ids(self) -> frozenset[str]:
        """Every claim that the ruling names."""
        return frozenset((*self.one, *self.other))


def replay(
    clustered: Sequence[Sequence[str]], rulings: Iterable[Ruling], source: Mapping[str, str], fitting: Fitting
) -> list[frozenset[str]]:
    """Groups of claim ids as the rulings, in their order, leave them.

    `source` maps the claim of a copy to the claim that it copies.
    """
    base = {claim_id: frozenset(group) for group in clustered for claim_id in group}
    groups = dict(base)  # claim id: its group now
    for ruling in rulings:
        touched = {groups[claim_id] for claim_id in ruling.claim_ids if claim_id in groups}
        if ruling.action == SPLIT:
            changed = [part for group in touched for part in _parts(group, ruling, base, source, fitting)]
        else:
            changed = [frozenset().union(*touched)]
        for group in changed:
            groups.update(dict.fromkeys(group, group))
    return list(dict.fromkeys(groups.values()))


def _parts(
    group: frozenset[str],
    ruling: Ruling,
    base: Mapping[str, frozenset[str]],
    source: Mapping[str, str],
    fitting: Fitting,
) -> list[frozenset[str]]:
    off = _with_copies(frozenset(ruling.one), group, source)
    left = _with_copies(frozenset(ruling.other), group, source) - off
    if not off or not left:
        return [group]
    late: set[str] = set()
    for claim_id in sorted(group - off - left):
        near = base[claim_id]
        if near & off and near & left:
            goes = fitting(claim_id, sorted(near & off)) > fitting(claim_id, sorted(near & left))
        else:
            goes = bool(near & off)
        if goes:
            late.add(claim_id)
    out = off | late
    return [out, group - out] if group - out else [out]


def _with_copies(some: frozenset[str], group: frozenset[str], source: Mapping[str, str]) -> frozenset[str]:
    """The claims of a group that are among some, or copy what one of them is or copies."""
    roots = {source.get(claim_id, claim_id) for claim_id in some}
    return frozenset(claim_id for claim_id in group if source.get(claim_id, claim_id) in roots)
