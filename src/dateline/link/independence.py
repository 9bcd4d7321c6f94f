"""Independence: how many documents, outlets, claimants and independent groups stand behind claims, and why.

Two claims depend on each other where one text copies the other, both carry one agency's story, one claimant vouches
for both, one cites the other, or both cite the same third. Independent groups are the largest number of claims of which
no two depend on each other: every further claim stands with one of them, and more of the same never adds a group.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.link.archive import Archive
from dateline.link.claimants import (
    Voice,
    claimants_of,
    outlet_of,
    own_voice,
    passed_on_by,
    speakers_of,
    speaks_for,
    wire_of,
)
from dateline.link.twins import sentence_likeness
from dateline.records import ActorRef, Claim

_EXACT = 24  # distinct standings up to which the largest set is searched for; above, it is bounded from below
_REUSED = 0.72
_REUSED_WORDS = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """What a claim's independence depends on."""

    claim_id: str
    article_id: str
    text: str  # the family of copies, else the article
    wire: str | None
    claimants: tuple[Voice, ...]
    carriers: tuple[Voice, ...]  # the chain's outer links, then the page's own voice
    sentence: str


@dataclass(frozen=True, slots=True)
class IndependentGroup:
    """A claim and those that depend on it. `why` has a sentence for each of the others."""

    claim_ids: tuple[str, ...]
    voices: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Independence:
    """The four counts, kept apart, the groups, and one sentence that sums them up."""

    n_documents: int
    n_outlets: int
    n_claimants: int
    n_independent_groups: int
    groups: tuple[IndependentGroup, ...]
    words: str
    parties: tuple[str, ...] = ()  # claimants who speak of their own side's deeds


def standing_of(claim: Claim, archive: Archive) -> Standing:
    """What a claim's independence depends on."""
    article = archive.article_of(claim)
    family = archive.family_of.get(article.id)
    carriers = passed_on_by(claim, article, family)
    wire = wire_of(article, family)
    return Standing(
        claim.id,
        article.id,
        family.id if family else article.id,
        wire,
        claimants_of(claim, article, family),
        carriers,
        claim.sentence_evidence.exact,
    )


def standings_of(claims: Sequence[Claim], archive: Archive) -> list[Standing]:
    """The standings of claims, in order; where a part and its whole vouch in one text, the part does for both."""
    found = [standing_of(claim, archive) for claim in claims]
    voices: dict[str, list[Voice]] = {}
    days: dict[str, str | None] = {}
    for standing, claim in zip(found, claims, strict=True):
        voices.setdefault(standing.text, []).extend(standing.claimants)
        days.setdefault(standing.text, archive.day_of(claim))
    meant = {text: speakers_of(said, days[text]) for text, said in voices.items()}
    return [
        replace(s, claimants=tuple(dict.fromkeys(v for c in s.claimants for v in meant[s.text].get(c.key, (c,)))))
        for s in found
    ]


def dependence(one: Standing, other: Standing) -> str | None:
    """Why two claims are not independent, in words; None where they are."""
    if one.text == other.text:
        return "one page" if one.article_id == other.article_id else "copies of one text"
    if one.wire and one.wire == other.wire:
        return f"both carry the {one.wire} story"
    mine, theirs = ({v.key: v for v in s.claimants if v.kind != "unnamed"} for s in (one, other))
    shared = sorted(set(mine) & set(theirs))
    if shared:
        return f"the same claimant: {mine[shared[0]].name}"
    for a in one.claimants:
        for b in other.claimants:
            if speaks_for(a, b) or speaks_for(b, a):
                return f"{a.name} and {b.name} speak for one body"
    return _citation(one, other) or _citation(other, one) or _third(one, other) or _reuse(one, other)


def _citation(one: Standing, other: Standing) -> str | None:
    """One cites the other: a link of its chain is the other's claimant or carrier."""
    chain = {v.key: v.name for v in (*one.claimants, *one.carriers[:-1])}
    voices = {v.key for v in (*other.claimants, *other.carriers)}
    shared = sorted(set(chain) & voices)
    return f"one cites the other: {chain[shared[0]]}" if shared else None


def _third(one: Standing, other: Standing) -> str | None:
    """Both pass on what the same third said."""
    chains = [{v.key: v.name for v in s.carriers[:-1]} for s in (one, other)]
    shared = sorted(set(chains[0]) & set(chains[1]))
    return f"both cite {chains[0][shared[0]]}" if shared else None


def _reuse(one: Standing, other: Standing) -> str | None:
    if len(one.sentence.split()) < _REUSED_WORDS or len(other.sentence.split()) < _REUSED_WORDS:
        return None
    alike = sentence_likeness(one.sentence, other.sentence) >= _REUSED
    return "one page's sentence stands in the other, nearly word for word" if alike else None


def independence_of(claims: Sequence[Claim], archive: Archive) -> Independence:
    """The counts and groups behind some claims (of one incident, or for one number)."""
    ordered = archive.ordered(claims)
    standings = standings_of(ordered, archive)
    groups = _groups(standings)
    documents = {_folded(s.article_id, archive) for s in standings}
    outlets = {_outlet(s.article_id, archive) for s in standings}
    voices = {v.key for s in standings for v in s.claimants if not v.is_anybody}
    counts = (len(documents), len(outlets), len(voices), len(groups))
    parties = tuple(sorted(_parties(ordered)))
    return Independence(*counts, groups, _summary(*counts, groups, parties), parties)


def _parties(claims: Iterable[Claim]) -> set[str]:
    """Those who vouch for a deed of their own side."""
    return {
        claimant.actor.name
        for claim in claims
        for claimant in (claim.attribution.chain[0] if claim.attribution.chain else ())
        if claimant.is_party and isinstance(claimant.actor, ActorRef)
    }


def _folded(article_id: str, archive: Archive) -> str:
    """The article, or what it copies word for word: verbatim copies count once."""
    member = archive.membership(article_id)
    family = archive.family_of.get(article_id)
    return family.id if family and member and member.role in ("verbatim", "original") else article_id


def _outlet(article_id: str, archive: Archive) -> str:
    article = archive.articles[article_id]
    return outlet_of(article) or own_voice(article).key


def _summary(
    documents: int,
    outlets: int,
    claimants: int,
    groups: int,
    found: Sequence[IndependentGroup],
    parties: Sequence[str],
) -> str:
    words = (
        f"{_count(documents, 'document')} (verbatim copies counted once), {_count(outlets, 'outlet')}, "
        f"{_count(claimants, 'claimant')}, {_count(groups, 'independent group')}"
    )
    reasons = sorted({reason for group in found for reason in group.why})
    if parties:
        reasons.append(f"of their own deeds speak {', '.join(parties)}")
    return f"{words}: {'; '.join(reasons)}" if reasons else words


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _groups(standings: Sequence[Standing]) -> tuple[IndependentGroup, ...]:
    """The chosen claims, each with the claims that stand with it."""
    kinds = _distinct(standings)
    firsts = [members[0] for members in kinds]
    ties = [[dependence(a, b) if a is not b else None for b in firsts] for a in firsts]
    chosen = sorted(_largest([{j for j, why in enumerate(row) if why} for row in ties]))
    gathered: dict[int, list[tuple[int, str]]] = {at: [] for at in chosen}
    for at in range(len(firsts)):
        if at not in gathered:
            home = next(c for c in chosen if ties[at][c])
            gathered[home].append((at, ties[at][home] or ""))
    return tuple(_group(at, gathered[at], kinds) for at in chosen)


def _group(at: int, others: Sequence[tuple[int, str]], kinds: Sequence[Sequence[Standing]]) -> IndependentGroup:
    inside = [s for number in (at, *(o for o, _ in others)) for s in kinds[number]]
    why = [reason for _, reason in others]
    for number in (at, *(o for o, _ in others)):
        first, *more = kinds[number]
        why += [why_same for s in more if (why_same := dependence(first, s)) and why_same != "one page"]
    voices = dict.fromkeys(v.name for s in inside for v in s.claimants)
    return IndependentGroup(tuple(s.claim_id for s in inside), tuple(voices), tuple(dict.fromkeys(why)))


def _distinct(standings: Sequence[Standing]) -> list[list[Standing]]:
    """Standings that nothing tells apart, together: one text and the same voices."""
    out: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Standing]] = {}
    for s in standings:
        voices = tuple(sorted(v.key for v in s.claimants)), tuple(sorted(v.key for v in s.carriers))
        out.setdefault((s.text, *voices), []).append(s)
    return list(out.values())


def _largest(ties: Sequence[set[int]]) -> set[int]:
    """A largest set of positions without ties; above a size, a set that cannot be made larger."""
    if len(ties) <= _EXACT:
        return _search(set(range(len(ties))), ties)
    chosen: set[int] = set()
    for at in sorted(range(len(ties)), key=lambda i: (len(ties[i]), i)):
        if not ties[at] & chosen:
            chosen.add(at)
    return chosen


def _search(left: set[int], ties: Sequence[set[int]]) -> set[int]:
    if not left:
        return set()
    at = min(left, key=lambda i: (len(ties[i] & left), i))
    if len(ties[at] & left) <= 1:  # taking it is never worse
        return {at} | _search(left - ties[at] - {at}, ties)
    at = max(left, key=lambda i: (len(ties[i] & left), -i))
    with_it = {at} | _search(left - ties[at] - {at}, ties)
    without = _search(left - {at}, ties)
    return with_it if len(with_it) >= len(without) else without
