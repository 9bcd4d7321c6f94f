"""Who did it, as MUC-4 asks: individuals, organisations with how sure that is, and the category."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dateline.bench.muc_phrases import Phrase, muc_words, phrases, plain, stem
from dateline.bench.sets.muc import Fill
from dateline.knowledge.actors import load_actors
from dateline.records import ActorRef, Claim, Filler

_ORGANISED = frozenset(("rebel-group", "militia", "military", "police", "political", "government"))
_INSURGENTS = frozenset(("rebel-group", "militia"))
_STATE = frozenset(("military", "police", "government"))
_PEOPLE_OF = re.compile(r"\s+(?:guerrillas|rebels|troops|fighters|members|units?)$")


@dataclass(slots=True)
class _Found:
    """What is known of who did it: individuals, organisations by entity or name, whether the state's forces."""

    individuals: list[Phrase] = field(default_factory=list)
    bodies: dict[str, tuple[str, str]] = field(default_factory=dict)  # name and confidence
    state: list[bool] = field(default_factory=list)

    def add_body(self, key: str, name: str, sure: str, over: bool = False) -> None:
        """An organisation; what is known of its part stays unless `over`."""
        if key not in self.bodies:
            self.bodies[key] = (name, sure)
        elif over:
            self.bodies[key] = (self.bodies[key][0], sure)

    def sure(self, key: str) -> str:
        """How sure an organisation is; empty for one that is not known."""
        return self.bodies[key][1] if key in self.bodies else ""


def perpetrators(
    claims: Sequence[Claim], beside: Sequence[Claim], story: Sequence[Claim] = ()
) -> Iterator[tuple[str, Fill]]:
    """The slots of perpetrators: actors of an incident's claims, and who claims responsibility beside it.

    Where insurgents without a name did it, they are of the only insurgent group that acts in the story.
    """
    known = _Found()
    for claim in claims:
        for filler in claim.fillers:
            if filler.role == "actor":
                _add(claim, filler, known)
    for claim in (c for c in beside if c.status == "actual"):
        for filler in claim.fillers:
            if (claim.type, filler.role) == ("responsibility", "actor"):
                for key, name in _bodies(filler):
                    known.add_body(key, name, "CLAIMED OR ADMITTED", over=True)
            elif (claim.type, filler.role) == ("accusation", "target"):
                for key, name in _bodies(filler):
                    if known.sure(key) == "REPORTED AS FACT":
                        known.add_body(key, name, _by_whom(claim), over=True)
    if not known.bodies and not any(known.state) and any(_insurgent(p.text) for p in known.individuals):
        acting = {key: name for claim in story for key, name in _insurgent_bodies(claim)}
        if len(acting) == 1:
            known.bodies.update({key: (name, "REPORTED AS FACT") for key, name in acting.items()})
    for phrase in _told(known.individuals):
        yield "PERP: INDIVIDUAL ID", Fill((phrase.text,))
    for name, sure in known.bodies.values():
        yield "PERP: ORGANIZATION ID", Fill((name,))
        yield "PERP: ORGANIZATION CONFIDENCE", Fill((sure,), (name,))
    if any(known.state):
        yield "PERP: INCIDENT CATEGORY", Fill(("STATE-SPONSORED VIOLENCE",))
    elif known.bodies or known.individuals:  # of nobody nothing is said
        yield "PERP: INCIDENT CATEGORY", Fill(("TERRORIST ACT",))


def _insurgent_bodies(claim: Claim) -> Iterator[tuple[str, str]]:
    for filler in claim.fillers:
        if filler.role == "actor" and isinstance(filler.actor, ActorRef) and filler.actor.kind in _INSURGENTS:
            yield from reversed(_bodies(filler))


def _add(claim: Claim, filler: Filler, known: _Found) -> None:
    """Adds an actor's individuals and organisations; a state itself is no perpetrator of MUC-4's kinds."""
    actor = filler.actor if isinstance(filler.actor, ActorRef) else None
    if actor is not None and actor.kind == "state":
        return
    bodies = _bodies(filler)
    for key, name in bodies:
        known.add_body(key, name, _confidence(claim, filler))
    people = [one for one in phrases((filler.refers_to or filler.evidence).exact) if _acts(one, bool(bodies))]
    for phrase in people:
        named = any(name in phrase.text for _, name in bodies)
        if named and re.search(r"\sof\s", phrase.text) and phrase.head != "member":
            phrase = replace(phrase, text=re.split(r"\s+of\s+", phrase.text)[0])
        if not any(_same(phrase, one) for one in known.individuals):
            known.individuals.append(phrase)
    if people or bodies:
        known.state.append(actor is not None and actor.kind in _STATE)


def _acts(phrase: Phrase, named: bool) -> bool:
    """Whether a phrase is of individuals; where it names an organisation, only with a noun for its people."""
    if phrase.kind == "thing":
        return False
    if phrase.kind:
        return phrase.plural or phrase.text.lower() not in muc_words().actor_adjectives
    return not named and (phrase.plural or phrase.head in muc_words().bands)


def _bodies(filler: Filler) -> list[tuple[str, str]]:
    """The organisations that a filler names, each with what it is known by."""
    text = (filler.refers_to or filler.evidence).exact
    actor = filler.actor if isinstance(filler.actor, ActorRef) else None
    if actor is not None and not actor.entity_id.startswith("described:") and actor.kind in _ORGANISED:
        named = (m for n in _names_of(actor.entity_id) if (m := re.search(rf"\b{re.escape(n)}\b", text, re.I)))
        own = next((m.group() for m in named), None)
        if own is not None:
            return [(actor.entity_id, _PEOPLE_OF.sub("", plain(own)))]
    bare = re.sub(r"\s*[\[(][^\])]*(?:[\])]|$)", "", text)
    fixed = next((m for pattern in _body_patterns() if (m := pattern.search(bare))), None)
    if fixed is not None:
        return [(plain(fixed.group()).lower(), plain(fixed.group()))]
    return []


@functools.cache
def _body_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A state's forces, and names that end in a noun for an organisation."""
    words = muc_words()
    forces, nouns = ("|".join(map(re.escape, listed)) for listed in (words.forces, words.bodies))
    named = rf"(?:[A-Z\"][\w'’\"-]*\s+)(?:[\w'’\"-]+\s+){{0,5}}?(?i:{nouns})\b"
    return re.compile(rf"\b(?i:{forces})\b"), re.compile(named)


def _insurgent(text: str) -> bool:
    words = muc_words()
    return any(stem(word) in words.insurgents for word in text.split())


@functools.cache
def _names_of(entity_id: str) -> list[str]:
    entity = load_actors().by_id.get(entity_id)
    return sorted((name.text for name in entity.names), key=len, reverse=True) if entity is not None else []


def _same(one: Phrase, other: Phrase) -> bool:
    if one.name and other.name:
        return one.head == other.head
    return stem(one.text.split()[-1]) == stem(other.text.split()[-1]) or one.head == other.head


def _told(individuals: Sequence[Phrase]) -> Sequence[Phrase]:
    told = [
        one for one in individuals if one.name or one.head not in muc_words().vague_perpetrators or " of " in one.text
    ]
    return told or individuals[:1]


def _confidence(claim: Claim, filler: Filler) -> str:
    claimants = [claimant for link in claim.attribution.chain for claimant in link]
    known = [c.actor for c in claimants if isinstance(c.actor, ActorRef)]
    if isinstance(filler.actor, ActorRef) and any(a.entity_id == filler.actor.entity_id for a in known):
        return "CLAIMED OR ADMITTED"
    if not claimants and not any(f.role == "hedge" for f in claim.fillers):
        return "REPORTED AS FACT"
    return _by_whom(claim)


def _by_whom(claim: Claim) -> str:
    """Whether authorities suspect or accuse: those who vouch for a claim, or who accuses."""
    spoken: list[object] = [claimant.actor for link in claim.attribution.chain for claimant in link]
    spoken += [f.actor for f in claim.fillers if claim.type == "accusation" and f.role == "actor"]
    official = any(isinstance(a, ActorRef) and a.kind in ("government", "military", "police", "state") for a in spoken)
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if official else "SUSPECTED OR ACCUSED"
