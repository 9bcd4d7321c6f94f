"""The ontology: event types, families, roles, kinds, statuses, measures; strict models, cross-checked when loaded."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import Field

from dateline.errors import DataError
from dateline.knowledge.files import Strict, folder_files, read_model

COMMON_ROLES = frozenset({"time", "source", "hedge", "topic", "incident"})  # every event type has them
UCDP_READINGS = frozenset({"by-parties", "one-sided", "none"})


class Family(Strict):
    """Types that may report one happening share a family."""

    name: str
    gloss: str


class FamiliesFile(Strict):
    """ontology/families.yml."""

    families: list[Family]


class Kind(Strict):
    """What may fill a role."""

    name: str
    gloss: str


class RoleType(Strict):
    """One of the twelve roles."""

    name: str
    gloss: str
    fills: list[str]
    many: bool


class RolesFile(Strict):
    """ontology/roles.yml."""

    roles: list[RoleType]
    kinds: list[Kind]


class Example(Strict):
    """A sentence and the claims in it, in the notation of the annotation guide."""

    text: str
    claims: list[str]
    looks_like: bool = False


class StatusType(Strict):
    """How a claim stands to the world; only some statuses make an incident."""

    name: str
    gloss: str
    makes_incident: bool
    plover_auxiliary: str | None
    examples: list[Example]


class StatusesFile(Strict):
    """ontology/statuses.yml."""

    statuses: list[StatusType]


class Measure(Strict):
    """What a count counts, with the words that mark it."""

    name: str
    gloss: str
    harm: bool
    nouns: list[str]
    verbs: list[str]


class VagueWord(Strict):
    """A vague number: bounds that hold even in loose use, and what ACLED writes for it."""

    word: str
    low: int | None
    high: int | None
    acled: int | None


class MeasuresFile(Strict):
    """ontology/measures.yml."""

    measures: list[Measure]
    vague: list[VagueWord]


class EventRole(Strict):
    """A role of one event type: what may fill it, or for counts what may be counted."""

    fills: list[str] | None = None
    measures: list[str] | None = None


class PloverCode(Strict):
    """A PLOVER type and mode."""

    type: str
    mode: str | None


class AcledCode(Strict):
    """An ACLED event type and sub-type."""

    event: str
    sub_event: str


class Crosswalk(Strict):
    """The type in other people's schemes."""

    plover: PloverCode | None
    cameo: str | None
    acled: AcledCode | None
    ucdp: str
    gtd: int | None


class EventType(Strict):
    """ontology/events/<name>.yml: one event type."""

    name: str
    family: str
    gloss: str
    not_: str = Field(alias="not")
    two_sided: bool
    speech_act: bool
    makes_incident: bool
    roles: dict[str, EventRole]
    crosswalk: Crosswalk
    examples: list[Example]


N = TypeVar("N", Family, RoleType, Kind, StatusType, Measure)


class Ontology(Strict):
    """All of it, by name."""

    events: dict[str, EventType]
    families: dict[str, Family]
    roles: dict[str, RoleType]
    kinds: dict[str, Kind]
    statuses: dict[str, StatusType]
    measures: dict[str, Measure]
    vague: dict[str, VagueWord]

    @functools.cached_property
    def speech_acts(self) -> frozenset[str]:
        """The types whose actor acts by speaking."""
        return frozenset(name for name, event in self.events.items() if event.speech_act)

    def family_of(self, event_type: str) -> str:
        """The family of a type; raises DataError for a type that does not exist."""
        return self.event(event_type).family

    def event(self, name: str) -> EventType:
        """One event type; raises DataError naming those that exist."""
        try:
            return self.events[name]
        except KeyError:
            raise DataError(f"no event type is called {name!r}; there are {', '.join(sorted(self.events))}") from None

    def makes_incident(self, event_type: str, status: str) -> bool:
        """True where a claim of that type and status is a happening of its own."""
        return self.event(event_type).makes_incident and self.statuses[status].makes_incident


@functools.cache
def load_ontology() -> Ontology:
    """The packaged ontology."""
    return read_ontology()


def read_ontology(root: Traversable | Path | None = None) -> Ontology:
    """An ontology from a data folder, every cross reference checked; raises DataError naming file and place."""
    families = read_model(FamiliesFile, "ontology", "families.yml", root=root)
    roles = read_model(RolesFile, "ontology", "roles.yml", root=root)
    statuses = read_model(StatusesFile, "ontology", "statuses.yml", root=root)
    measures = read_model(MeasuresFile, "ontology", "measures.yml", root=root)
    events: dict[str, EventType] = {}
    for name in folder_files("ontology", "events", root=root):
        event = read_model(EventType, "ontology", "events", name, root=root)
        if f"{event.name}.yml" != name:
            raise DataError(f"ontology/events/{name}: name: the type must be called like its file, not {event.name!r}")
        events[event.name] = event
    ontology = Ontology(
        events=events,
        families=_by_name(families.families, "families.yml"),
        roles=_by_name(roles.roles, "roles.yml"),
        kinds=_by_name(roles.kinds, "roles.yml"),
        statuses=_by_name(statuses.statuses, "statuses.yml"),
        measures=_by_name(measures.measures, "measures.yml"),
        vague={word.word: word for word in measures.vague},
    )
    _check(ontology)
    return ontology


def _by_name(items: list[N], file: str) -> dict[str, N]:
    out: dict[str, N] = {}
    for item in items:
        if item.name in out:
            raise DataError(f"ontology/{file}: {item.name!r} is given twice")
        out[item.name] = item
    return out


def _check(ontology: Ontology) -> None:
    for role in ontology.roles.values():
        _known(f"roles.yml: {role.name}", role.fills, ontology.kinds)
    for event in ontology.events.values():
        where = f"events/{event.name}.yml"
        _known(f"{where}: family", [event.family], ontology.families)
        _known(f"{where}: roles", event.roles, ontology.roles)
        for name, role_of in event.roles.items():
            _check_role(f"{where}: roles.{name}", name, role_of, ontology)
        _check_codes(f"{where}: crosswalk", event.crosswalk)
        _check_examples(where, event.examples, ontology)
    for status in ontology.statuses.values():
        _check_examples(f"statuses.yml: {status.name}", status.examples, ontology)


def _check_role(where: str, name: str, role: EventRole, ontology: Ontology) -> None:
    if name in COMMON_ROLES:
        raise DataError(f"ontology/{where}: every type has this role; leave it out")
    if name == "count":
        if role.fills is not None or not role.measures:
            raise DataError(f"ontology/{where}: count lists measures, not fills")
        _known(where, role.measures, ontology.measures)
        return
    if role.measures is not None or not role.fills:
        raise DataError(f"ontology/{where}: a role other than count lists what fills it")
    _known(where, role.fills, ontology.roles[name].fills)


def _check_codes(where: str, codes: Crosswalk) -> None:
    if codes.cameo is not None and not re.fullmatch(r"(0[1-9]|1\d|20)\d{1,2}", codes.cameo):
        raise DataError(f"ontology/{where}.cameo: three or four digits with a root of 01 to 20, not {codes.cameo!r}")
    if codes.plover is not None and not re.fullmatch(r"[A-Z]+", codes.plover.type):
        raise DataError(f"ontology/{where}.plover: a type in capitals, not {codes.plover.type!r}")
    if codes.gtd is not None and not 1 <= codes.gtd <= 9:
        raise DataError(f"ontology/{where}.gtd: an attack type from 1 to 9, not {codes.gtd}")
    _known(f"{where}.ucdp", [codes.ucdp], UCDP_READINGS)


def _check_examples(where: str, examples: list[Example], ontology: Ontology) -> None:
    for number, example in enumerate(examples, 1):
        for line in example.claims:
            words = line.split(" ", 2)
            place = f"{where}: example {number}"
            if len(words) < 3:
                raise DataError(f"ontology/{place}: type, status and trigger are needed in {line!r}")
            _known(place, [words[0]], ontology.events)
            _known(place, [words[1]], ontology.statuses)


def _known(where: str, names: Iterable[str], allowed: Iterable[str]) -> None:
    options = sorted(allowed)
    for name in names:
        if name not in options:
            raise DataError(f"ontology/{where}: {name!r} is not one of {', '.join(options)}")
