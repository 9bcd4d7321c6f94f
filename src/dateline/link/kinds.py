"""Which types of claims may report one happening, by the ontology's families and linking/types.yml."""

from __future__ import annotations

from enum import StrEnum

from dateline.knowledge.linking import linked_types
from dateline.knowledge.ontology import Ontology
from dateline.records import Claim


class Fit(StrEnum):
    """How two types fit."""

    SAME = "same type"
    TOLL = "a toll of the happening"
    GENERAL = "one type tells the other without its means"
    FAMILY = "types of one family"
    KIN = "types told of one happening at times"
    NONE = "types of different happenings"


class Kinds:
    """Type questions answered with one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self._fits: dict[tuple[str, str], Fit] = {}

    def family(self, event_type: str) -> str:
        """The family of a type."""
        return self.ontology.family_of(event_type)

    def fit(self, one: str, other: str) -> Fit:
        """How two types fit; the same either way round."""
        known = self._fits.get((one, other))
        if known is None:
            known = self._fits[one, other] = self._fit(one, other)
        return known

    def _fit(self, one: str, other: str) -> Fit:
        if one == other:
            return Fit.SAME
        known, families = linked_types(), {self.family(one), self.family(other)}
        pair = frozenset({one, other})
        if pair in known.apart:
            return Fit.NONE
        if "toll" in pair:
            return Fit.TOLL if known.has_toll(other if one == "toll" else one, families - {"toll"}) else Fit.NONE
        if pair & known.general and families <= known.interchangeable:
            return Fit.GENERAL
        if len(families) == 1 and families <= known.interchangeable:
            return Fit.FAMILY
        return Fit.KIN if pair in known.kin else Fit.NONE

    def block(self, event_type: str) -> str:
        """The coarse group that types which may fit share: violence is one, every other family its own."""
        family = self.family(event_type)
        return "violence" if family == "toll" or family in linked_types().toll_families else family

    def is_happening(self, claim: Claim) -> bool:
        """True where a claim makes an incident: an actual happening, not a running total."""
        return self.ontology.makes_incident(claim.type, claim.status) and not is_running_total(claim)

    def may_join(self, claim: Claim) -> bool:
        """True where a claim may report an incident that others make: a happening, or a toll of one."""
        if self.is_happening(claim):
            return True
        return claim.type == "toll" and claim.status == "actual" and not is_running_total(claim)


def is_running_total(claim: Claim) -> bool:
    """True where everything that a claim counts is a total over many events."""
    return bool(claim.counts) and all(count.scope == "cumulative" for count in claim.counts)


def specificity(event_type: str) -> int:
    """How much a type says of the means: 0 for a bare toll, 4 for a named tactic."""
    vague = linked_types().vague
    return vague.index(event_type) if event_type in vague else len(vague)
