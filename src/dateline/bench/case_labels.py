"""Our claims in the types of CASE 2021 task 2: ACLED's sub-events and a few of its own, for a snippet at a time.

A type has the sub-event of the ontology's crosswalk; `ontology/subevents.yml` says what tells others apart. Of several
claims one is the event, by ACLED's own rules: ground that changes hands is more than the fighting for it, the means of
an attack more than its dead, a crowd's violence more than its march; force or arrests at a protest make it one with
intervention. Disasters are none of our types, and so are none here.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Literal

from pydantic import Field, model_validator

from dateline.bench.crosswalk import sector_of
from dateline.knowledge.files import Strict, read_model
from dateline.knowledge.inflection import phrase_forms
from dateline.knowledge.ontology import load_ontology
from dateline.records import ActorRef, Claim, Count, Evidence, Number
from dateline.tokens import tokens

_HARMED = frozenset(("killed", "wounded", "casualties"))
_INTERVENED = "Protest with intervention"


class FinerEvent(Strict):
    """A sub-event for claims of some types with some words, or of some actors."""

    types: list[str]
    label: str
    in_: Literal["act", "sentence"] = Field(default="act", alias="in")
    words: list[str] = []
    also: list[str] = []
    by: list[str] = []

    @model_validator(mode="after")
    def _asks_something(self) -> FinerEvent:
        if not (self.words or self.also or self.by):
            raise ValueError(f"{self.label}: one of words, also and by is needed")
        return self


class SubEventsFile(Strict):
    """ontology/subevents.yml."""

    finer: list[FinerEvent]
    types: dict[str, str]
    first: list[str]
    last: list[str]
    least: list[str]
    labels: dict[str, str]


@functools.cache
def sub_events() -> SubEventsFile:
    """The packaged sub-events; raises DataError."""
    return read_model(SubEventsFile, "ontology", "subevents.yml")


def sub_event(claim: Claim) -> str | None:
    """The ACLED sub-event of a claim; None where its type has none."""
    if claim.type == "crackdown" and any(c.measure in _HARMED and _is_some(c) for c in claim.counts):
        return "Excessive force against protesters"
    if claim.status == "averted" and claim.type in ("bombing", "suicide-bombing"):
        return "Disrupted weapons use"
    for one in sub_events().finer:
        if claim.type in one.types and _fits(one, claim):
            return one.label
    own = load_ontology().event(claim.type).crosswalk.acled
    return sub_events().types.get(claim.type) or (own.sub_event if own is not None else None)


def case_label(claims: Sequence[Claim]) -> str | None:
    """The label of a snippet with these claims: that of what happened, else of what is said to be to come."""
    known = [(claim, label) for claim in claims if (label := sub_event(claim)) is not None]
    happened = [pair for pair in known if pair[0].status == "actual"] or known
    if not happened:
        return None
    found = min(enumerate(happened), key=lambda item: (_rank(item[1][0].type), item[0]))[1][1]
    types = {claim.type for claim, _ in happened}
    if "protest" in types and "riot" in types and found in ("Peaceful protest", _INTERVENED):
        found = next(label for claim, label in happened if claim.type == "riot")
    elif found == "Peaceful protest" and types & {"crackdown", "arrest"}:
        found = next((label for claim, label in happened if claim.type == "crackdown"), _INTERVENED)
    return sub_events().labels[found]


def _is_some(count: Count) -> bool:
    """False where it is said that there were none."""
    return not isinstance(count.number, Number) or count.number.high != 0


def _rank(kind: str) -> int:
    order = sub_events()
    return 0 if kind in order.first else 2 if kind in order.last else 3 if kind in order.least else 1


def _fits(one: FinerEvent, claim: Claim) -> bool:
    if one.by:
        actors = [f.actor for f in claim.fillers if f.role == "actor" and isinstance(f.actor, ActorRef)]
        return any(sector_of(actor) in one.by or (actor.kind == "state" and "GOV" in one.by) for actor in actors)
    where = [claim.sentence_evidence] if one.in_ == "sentence" else _act(claim)
    said = {token.lower for evidence in where for token in tokens(evidence.exact)}
    return all(not said.isdisjoint(_any_form(tuple(words))) for words in (one.words, one.also) if words)


def _act(claim: Claim) -> list[Evidence]:
    return [claim.trigger, *(f.evidence for f in claim.fillers if f.role == "weapon")]


@functools.cache
def _any_form(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for word in words for form in (*phrase_forms(word), f"{word}s"))
