"""Which types of claims may report one happening: the ontology's families, and the pairs across or within them."""

from __future__ import annotations

from enum import StrEnum

from dateline.knowledge.ontology import Ontology
from dateline.records import Claim

# Told without its means: these also report happenings of remote violence (see families.yml).
GENERAL = frozenset({"attack", "killing", "destruction", "assassination"})
# Families whose types are ways of telling one thing; in the others only the pairs below are.
_INTERCHANGEABLE = frozenset({"remote-violence", "armed-violence"})
# What stops an attack is not the attack, although the ontology keeps them in one family.
_APART = frozenset({frozenset({"interception", other}) for other in ("airstrike", "shelling", "bombing")})
_KIN = frozenset(
    frozenset(pair)
    for pair in (
        ("abduction", "attack"),
        ("abduction", "clash"),
        ("abduction", "destruction"),
        ("abduction", "execution"),
        ("abduction", "killing"),
        ("advance", "offensive"),
        ("advance", "seizure"),
        ("agreement", "ceasefire"),
        ("agreement", "meeting"),
        ("arrest", "crackdown"),
        ("attack", "crackdown"),
        ("attack", "offensive"),
        ("attack", "riot"),
        ("attack", "seizure"),
        ("bombing", "clash"),
        ("clash", "offensive"),
        ("clash", "seizure"),
        ("crackdown", "killing"),
        ("crackdown", "riot"),
        ("destruction", "riot"),
        ("killing", "riot"),
        ("killing", "seizure"),
        ("offensive", "seizure"),
        ("protest", "riot"),
        ("evacuation", "displacement"),
        ("withdrawal", "handover"),
    )
)
# The more a type says, the likelier it names the incident; ties go to the type claimed most often.
_VAGUE_TYPES = ("toll", "destruction", "killing", "attack")


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
        families = {self.family(one), self.family(other)}
        if "toll" in (one, other):
            other_family = next(iter(families - {"toll"}))
            violent = _INTERCHANGEABLE | {"captivity", "order", "territory", "movement"}
            return Fit.TOLL if other_family in violent else Fit.NONE
        pair = frozenset({one, other})
        if pair in _APART:
            return Fit.NONE
        if pair & GENERAL and families <= _INTERCHANGEABLE:
            return Fit.GENERAL
        if len(families) == 1 and families <= _INTERCHANGEABLE:
            return Fit.FAMILY
        return Fit.KIN if pair in _KIN else Fit.NONE

    def block(self, event_type: str) -> str:
        """The coarse group that types which may fit share: violence is one, every other family its own."""
        family = self.family(event_type)
        violent = _INTERCHANGEABLE | {"toll", "captivity", "order", "territory", "movement"}
        return "violence" if family in violent else family

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
    return _VAGUE_TYPES.index(event_type) if event_type in _VAGUE_TYPES else len(_VAGUE_TYPES)
