"""The targets of an incident as MUC-4 asks for them: things and people, each once, with kind, number and effect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.bench.muc_phrases import Phrase, muc_words, people_kind, phrases, stem, thing_kind
from dateline.bench.sets.muc import Fill
from dateline.records import ActorRef, Claim, Evidence, Number

_DEADLY = frozenset(("killing", "assassination", "execution"))
_HURT = re.compile(r"wound|injur|hurt", re.I)
_DESTROYED = re.compile(r"destr|blew|blown|raz|level|demolish|reduced|gutted|collapse", re.I)
_DAMAGED = re.compile(r"damag|shatter|burn|fire|torch|wreck|derail|ablaze|broke", re.I)
_HARM = frozenset(("killed", "wounded", "casualties"))


@dataclass(slots=True)
class Target:
    """One thing, person or group that an incident hit."""

    phrase: Phrase
    number: str
    effect: str | None

    @property
    def id(self) -> str:
        """What other slots call it by."""
        return self.phrase.name or self.phrase.text


def targets(kind: str, claims: Sequence[Claim], beside: Sequence[Claim]) -> Iterator[tuple[str, Fill]]:
    """The slots of things and people of an incident; of its toll told beside it, people with an effect."""
    things: list[Target] = []
    people: list[Target] = []
    for claim in claims:
        for one in found(claim):
            _add(things if one.phrase.kind == "thing" else people, one)
    for claim in (c for c in beside if c.type == "toll" and c.status == "actual"):
        for one in found(claim):
            if one.phrase.kind != "thing" and one.effect is not None:
                _add(people, one)
    if kind != "KIDNAPPING":
        whole = [one for one in things if one.phrase.head not in muc_words().parts]
        for one in whole or things[:1]:
            yield from _thing(one, kind)
    for one in _known(people):
        yield from _person(one)
    if not people and any(_unhurt(c) for c in (*claims, *beside)):
        yield "HUM TGT: EFFECT OF INCIDENT", Fill(("NO INJURY OR DEATH",), ("-",))


def found(claim: Claim) -> Iterator[Target]:
    """What a claim's targets are: things, and people but for states and rebels."""
    for filler in (f for f in claim.fillers if f.role == "target"):
        party = isinstance(filler.actor, ActorRef) and filler.actor.kind in ("state", "rebel-group")
        evidence = filler.refers_to or filler.evidence
        for phrase in phrases(evidence.exact):
            if phrase.kind == "thing" or phrase.name or (phrase.kind and not party):
                yield Target(phrase, _number(claim, evidence, phrase), _effect(claim, evidence, phrase))


def _add(known: list[Target], new: Target) -> None:
    """Adds a target, or what it tells more of one that is known: the fuller name, a title, a number, an effect."""
    own = next((one for one in known if _same(one.phrase, new.phrase)), None) or _meant(known, new.phrase)
    if own is None:
        known.append(new)
        return
    one, other = own.phrase, new.phrase
    fuller = other if len(other.name.split()) > len(one.name.split()) else one
    title = one.title or other.title or (other.text if one.name and not other.name else "")
    own.phrase = replace(fuller, title=title if fuller.name else "")
    own.effect = own.effect or new.effect
    if own.number in ("1", "PLURAL") and not own.phrase.name and new.number != "1":
        own.number = new.number


def _same(one: Phrase, other: Phrase) -> bool:
    if one.name and other.name:
        a, b = one.name.lower().split(), other.name.lower().split()
        return a[-1] in b or b[-1] in a
    if one.name or other.name:
        named, described = (one, other) if one.name else (other, one)
        titles = {stem(word) for word in named.title.split()}
        return not described.plural and described.number is None and described.head in titles
    return one.head == other.head


def _meant(known: Sequence[Target], phrase: Phrase) -> Target | None:
    """Whom "the senator" means: the one person named before."""
    if phrase.kind != "people" or not phrase.definite or phrase.plural or phrase.number is not None:
        return None
    named = [one for one in known if one.phrase.name]
    return named[0] if len(named) == 1 else None


def _known(people: Sequence[Target]) -> Iterable[Target]:
    """The people without those of whom nothing is said, where somebody is told of."""
    told = [one for one in people if one.phrase.name or one.phrase.head not in muc_words().vague_people]
    return told or people[:1]


def _thing(one: Target, kind: str) -> Iterator[tuple[str, Fill]]:
    yield "PHYS TGT: ID", Fill((one.id,))
    yield "PHYS TGT: TYPE", Fill((thing_kind(one.id),), (one.id,))
    yield "PHYS TGT: NUMBER", Fill((one.number,), (one.id,))
    effect = one.effect or ("SOME DAMAGE" if kind == "ARSON" else None)
    if effect is not None:
        yield "PHYS TGT: EFFECT OF INCIDENT", Fill((effect,), (one.id,))


def _person(one: Target) -> Iterator[tuple[str, Fill]]:
    phrase = one.phrase
    if phrase.name:
        yield "HUM TGT: NAME", Fill((phrase.name,))
        if phrase.title:
            yield "HUM TGT: DESCRIPTION", Fill((phrase.title,), (phrase.name,))
    else:
        yield "HUM TGT: DESCRIPTION", Fill((phrase.text,))
    yield "HUM TGT: TYPE", Fill((people_kind(phrase.title if phrase.name else phrase.text),), (one.id,))
    yield "HUM TGT: NUMBER", Fill((one.number,), (one.id,))
    if one.effect is not None:
        yield "HUM TGT: EFFECT OF INCIDENT", Fill((one.effect,), (one.id,))


def _effect(claim: Claim, evidence: Evidence, phrase: Phrase) -> str | None:
    """What its own count says; else what the trigger says."""
    trigger = claim.trigger.exact
    if phrase.kind == "thing":
        done = claim.status == "actual"
        if done and _DESTROYED.search(trigger):
            return "DESTROYED"
        return "SOME DAMAGE" if done and (_DAMAGED.search(trigger) or claim.type == "destruction") else None
    own = [c.measure for c in claim.counts if _over(c.evidence, evidence, phrase)]
    if "wounded" in own or ("killed" not in own and _HURT.search(trigger)):
        return "INJURY"
    if "killed" in own or claim.type in _DEADLY:
        return "DEATH" if claim.status == "actual" else None
    return None


def _over(count: Evidence, evidence: Evidence, phrase: Phrase) -> bool:
    start, end = evidence.start + phrase.start, evidence.start + phrase.end
    return count.start < end and start < count.end


def _number(claim: Claim, evidence: Evidence, phrase: Phrase) -> str:
    """The number that the phrase begins with, else that of a count of its words, else one or several."""
    if phrase.name:
        return "1"
    counted = next((c.number for c in claim.counts if _over(c.evidence, evidence, phrase)), None)
    number = phrase.number or (counted if isinstance(counted, Number) else None)
    if number is not None and (number.point or number.low):
        if number.quantifier == "about":
            return f"~{number.point}"
        return f"{number.low} -" if number.high is None and number.low else str(number.point or number.low)
    return "PLURAL" if phrase.plural else "1"


def _unhurt(claim: Claim) -> bool:
    """Whether a claim says that nobody was hurt."""
    none = any(c.measure in _HARM and isinstance(c.number, Number) and c.number.high == 0 for c in claim.counts)
    return none or (claim.type == "toll" and claim.status == "denied")
