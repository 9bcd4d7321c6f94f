"""Who vouches for a claim, as comparable voices: the person or body quoted, the agency, the outlet; never mixed up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.knowledge.furniture import agency_table
from dateline.link.facts import is_described
from dateline.link.words import content_words, fold
from dateline.records import ActorRef, Article, Claim, Claimant, CopyGroup

_SPEAKERS = frozenset("spokesman spokeswoman spokesperson statement commander general colonel lieutenant chief".split())
_GOOD_PART = 0.5  # share of a page's text that makes it the agency's story; a page stitched from scraps is not
_FILLERS = frozenset("said say source told accord statement".split())


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who vouches or passes on. Two voices with one key are one."""

    key: str
    name: str
    kind: str  # named, described, unnamed, own-voice


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
    if isinstance(claimant.actor, ActorRef):
        if is_described(claimant.actor):
            key = " ".join(sorted(content_words(words) - _FILLERS))
            return Voice(f"{claimant.actor.entity_id}:{key}", words, "described")
        return Voice(_name_key(claimant.actor.name), claimant.actor.name, "named")
    return Voice(_name_key(words), words, "named" if any(c.isupper() for c in words) else "described")


def _name_key(name: str) -> str:
    """One key for every way a name is written: agencies by their list, others folded, without an article."""
    bare = re.sub(r"^(the|a|an)\s+", "", name.strip(), flags=re.IGNORECASE)
    known = agency_table().by_name.get(bare, bare)
    return f"name:{re.sub(r'[^a-z0-9]+', ' ', fold(known)).strip()}"


def speaks_for(one: Voice, other: Voice) -> bool:
    """True where one voice is the other's spokesman by its words ("an army spokesman", "the army")."""
    mine, theirs = content_words(one.name), content_words(other.name)
    spoken = {word for word in mine - theirs if word in {fold(s) for s in _SPEAKERS}}
    return bool(theirs) and theirs < mine and bool(spoken)
