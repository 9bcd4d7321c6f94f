"""Who vouches for a claim, as comparable voices: the person or body quoted, the agency, the outlet; never mixed up."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.knowledge.actors import load_actors
from dateline.knowledge.furniture import agency_table
from dateline.knowledge.lexicon import linking_words, pronoun_form, reference_words
from dateline.link.facts import is_described
from dateline.link.words import content_words, fold
from dateline.records import ActorRef, Article, Claim, Claimant, CopyGroup

_GOOD_PART = 0.5  # share of a page's text that makes it the agency's story; a page stitched from scraps is not
_ANYBODY, _QUOTES = "anybody:", " \"'“”‘’,.:"


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who vouches or passes on. Two voices with one key are one."""

    key: str
    name: str
    kind: str  # named, described, unnamed, own-voice
    entity: str | None = None  # id of the entity that it is known as

    @property
    def is_anybody(self) -> bool:
        """True for a pronoun that stands for nobody known: it may be any claimant of its page, and counts as none."""
        return self.key.startswith(_ANYBODY)


def claimants_of(claim: Claim, article: Article, family: CopyGroup | None = None) -> tuple[Voice, ...]:
    """Who vouches for a claim: the innermost link of its chain, else the agency or outlet whose voice it is."""
    if claim.attribution.chain:
        return tuple(_voice(claimant, article, family) for claimant in claim.attribution.chain[0])
    return (own_voice(article, family),)


def passed_on_by(claim: Claim, article: Article, family: CopyGroup | None = None) -> tuple[Voice, ...]:
    """Who passes a claim on, nearest to the claimant first: the chain's outer links, then agency and outlet."""
    if not claim.attribution.chain:
        return ()
    outer = [_voice(claimant, article, family) for link in claim.attribution.chain[1:] for claimant in link]
    return (*outer, own_voice(article, family))


def own_voice(article: Article, family: CopyGroup | None = None) -> Voice:
    """The page's own voice: the agency whose story it is, else the outlet; a page without either speaks for itself."""
    agency = wire_of(article, family)
    if agency:
        return Voice(_name_key(agency), agency, "own-voice")
    outlet = outlet_of(article)
    if outlet:
        return Voice(_name_key(outlet), outlet, "own-voice")
    whose = family.id if family else article.id
    return Voice(f"page:{whose}", "a page without an outlet's name", "own-voice")


def wire_of(article: Article, family: CopyGroup | None) -> str | None:
    """The agency whose story the page carries: as credited, else that of the text it copies in good part."""
    if article.header.agency or family is None:
        return article.header.agency
    member = next(m for m in family.members if m.article_id == article.id)
    return family.agency if member.role != "update" and member.similarity >= _GOOD_PART else None


def outlet_of(article: Article) -> str | None:
    """The outlet's name where the page gives one."""
    return article.header.outlet if isinstance(article.header.outlet, str) else None


def _voice(claimant: Claimant, article: Article, family: CopyGroup | None) -> Voice:
    if claimant.evidence is None:
        whose = family.id if family else article.id
        return Voice(f"unnamed:{whose}", "somebody unnamed", "unnamed")
    words = claimant.refers_to.exact if claimant.refers_to else claimant.evidence.exact
    if not isinstance(claimant.actor, ActorRef) and pronoun_form(words.strip(_QUOTES)) in _pronouns():
        whose = family.id if family else article.id
        return Voice(f"{_ANYBODY}{whose}", f"somebody the page calls “{words.lower()}”", "unnamed")
    if isinstance(claimant.actor, ActorRef):
        if is_described(claimant.actor):
            key = " ".join(sorted(content_words(words) - linking_words().fillers))
            return Voice(f"{claimant.actor.entity_id}:{key}", words, "described")
        return Voice(_name_key(claimant.actor.name), claimant.actor.name, "named", claimant.actor.entity_id)
    name = _apposed(words)
    return Voice(_name_key(name), name, "named" if any(c.isupper() for c in name) else "described")


def _apposed(words: str) -> str:
    """The name beside what its bearer is, where a phrase has both.

    >>> _apposed("its spokesman, Amina Koné"), _apposed("Amina Koné, its spokesman"), _apposed("the army")
    ('Amina Koné', 'Amina Koné', 'the army')
    """
    for part in (words.rpartition(", ")[2], words.partition(", ")[0]):
        names = part.split()
        if part != words and len(names) > 1 and all(name[0].isupper() for name in names):
            return part
    return words


@functools.cache
def _pronouns() -> frozenset[str]:
    words = reference_words()
    return frozenset([*(p for kind in words.pronouns.values() for p in kind), *words.first_person])


def _name_key(name: str) -> str:
    """One key for every way a name is written: agencies by their list, others folded, without an article."""
    bare = re.sub(r"^(the|a|an)\s+", "", name.strip(), flags=re.IGNORECASE)
    known = agency_table().by_name.get(bare, bare)
    return f"name:{re.sub(r'[^a-z0-9]+', ' ', fold(known)).strip()}"


def speaks_for(one: Voice, other: Voice) -> bool:
    """True where one voice is the other's spokesman by its words ("an army spokesman", "the army")."""
    mine, theirs = content_words(one.name), content_words(other.name)
    spoken = {word for word in mine - theirs if word in linking_words().speakers}
    return bool(theirs) and theirs < mine and bool(spoken)


def speakers_of(voices: Iterable[Voice], day: str | None = None) -> Mapping[str, tuple[Voice, ...]]:
    """Among the voices of one text: the key of each that stands for others of them, with those others.

    A headline's "UN" is the mission that the text below names, "a ministry spokesman" the ministry, an army its chief:
    where a part and its whole both vouch in one text, the part does. `day` is the text's, in ISO form.
    """

    def holds(whole: Voice, part: Voice) -> bool:
        return whole.entity is not None and part.entity is not None and is_part_of(part.entity, whole.entity, day)

    known = {voice.key: voice for voice in voices}
    meant = {}
    for key, voice in known.items():
        others = [v for k, v in sorted(known.items()) if k != key]
        parts = [v for v in others if holds(voice, v)]
        parts = parts or [v for v in others if speaks_for(voice, v) and not holds(v, voice)]
        if parts:
            meant[key] = tuple(parts)
    return {key: tuple(v for v in parts if v.key not in meant) or parts for key, parts in meant.items()}


@functools.lru_cache(maxsize=16384)
def is_part_of(part: str, whole: str, day: str | None = None) -> bool:
    """True where an entity is, on the day, a part of another one, directly or through others, or holds its office."""
    book, seen, waiting = load_actors().by_id, {part}, [part]
    while waiting:
        entity = book.get(waiting.pop())
        if entity is None:
            continue
        above = {r.to for r in entity.relations if r.kind == "part-of" and r.holds(day)}
        above |= {role.of for role in entity.roles if role.holds(day)}
        if whole in above:
            return True
        waiting += sorted(above - seen)
        seen |= above
    return False
