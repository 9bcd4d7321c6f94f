"""Which incidents a statement may be about, and what of it the ledger's claims bear out or speak against.

The statement is read like any text; each of its claims is compared with the incidents field by field, with the features
that linking uses. Unlike linking, nothing is vetoed: whoever checks "200 killed in Salqin on Tuesday" wants to see what
happened there on Monday, with the difference named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.knowledge.linking import linking_weights
from dateline.link.archive import Archive
from dateline.link.claimants import claimants_of
from dateline.link.compare import features_across, weight_of
from dateline.link.facts import Facts, facts_of, merged
from dateline.link.figures import Standing, compare_figures, figures_of
from dateline.link.kinds import Fit, Kinds
from dateline.link.views.common import is_own, voice_names
from dateline.records import Article, Claim, Incident

AGREES, DIFFERS, OPEN = "agrees", "differs", "open"
_VERDICTS = {
    "type-same": AGREES, "type-toll": AGREES, "type-general": AGREES, "type-family": AGREES, "type-kin": OPEN,
    "day-same": AGREES, "day-overlap": AGREES, "day-next": DIFFERS,
    "day-wide": OPEN, "day-toll": OPEN, "day-one": OPEN, "day-fresh": OPEN,
    "day-old": OPEN, "day-pages": OPEN, "day-unknown": OPEN,
    "place-same": AGREES, "place-inside": AGREES, "place-near": OPEN, "place-names": AGREES, "place-area": OPEN,
    "place-country": OPEN, "place-unknown": OPEN, "place-other_names": DIFFERS, "place-apart": DIFFERS,
    "actor-same": AGREES, "actor-described": AGREES, "actor-other": DIFFERS,
    "target-same": AGREES, "target-near": OPEN, "target-other": DIFFERS,
    "victim-same": AGREES, "victim-dead": AGREES, "victim-kin": OPEN, "victim-other": DIFFERS,
    "weapon-same": AGREES, "weapon-other": DIFFERS,
}  # fmt: skip
#: figures are told one by one; wording, the page's story and how often two types are one happening are no field
_LEFT_OUT = frozenset({"number", "trigger", "story", "pair"})
_VETO = -4.0  # a difference that would part two incidents outweighs any one agreement
_TELLING = frozenset({"place-same", "place-inside", "place-names", "actor-same", "target-same"})
_FIGURES = {Standing.EQUAL: AGREES, Standing.COMPATIBLE: AGREES, Standing.CONFLICT: DIFFERS, Standing.PART: OPEN}


@dataclass(frozen=True, slots=True)
class Point:
    """One field of a statement against an incident: agrees, differs or open, in words, by which claims."""

    field: str  # type, day, place, actor, target, victim, weapon, figure, claimant
    verdict: str
    words: str
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An incident that a claim of the statement may be about. `claim_ids`: its claims, earliest page first."""

    incident_id: str
    score: float
    points: tuple[Point, ...]
    claim_ids: tuple[str, ...]


def matches(claim: Claim, article: Article, archive: Archive, kinds: Kinds, limit: int = 10) -> tuple[Match, ...]:
    """The incidents that fit a claim best, best first; those with no telling agreement are left out.

    Telling is the same place, a name in common, the same actor or the same target.
    """
    stated = facts_of(claim, article)
    found = []
    for incident in archive.linking.incidents:
        match = _match(claim, article, stated, incident, archive, kinds)
        if match is not None:
            found.append(match)
    found.sort(key=lambda m: (-m.score, m.incident_id))
    return tuple(found[:limit])


def _match(
    claim: Claim, article: Article, stated: Facts, incident: Incident, archive: Archive, kinds: Kinds
) -> Match | None:
    claims = archive.claims_of(incident)
    own = [c for c in claims if is_own(c, archive)] or claims
    told = merged([facts_of(c, archive.article_of(c)) for c in own])
    features = [f for f in features_across(stated, told, kinds) if not is_left_out(f[0])]
    names = {name for name, _ in features}
    if "veto-types" in names or not names & _TELLING:
        return None
    points = [*map(_point, features), *_figures(claim, own, archive), *_claimants(claim, article, own, archive)]
    figures = sum({AGREES: 1.2, DIFFERS: -0.3}.get(p.verdict, 0.0) for p in points if p.field == "figure")
    weights = linking_weights().across.weights
    score = sum(_VETO if name.startswith("veto") else weight_of(name, weights) for name in names) + max(
        -0.6, min(1.2, figures)
    )
    return Match(incident.id, round(score, 2), tuple(points), tuple(c.id for c in claims))


def is_left_out(feature: str) -> bool:
    """True for a feature of linking that says nothing of a field of a statement."""
    return feature.partition("-")[0] in _LEFT_OUT


def verdict_of(feature: str) -> str:
    """What a feature of linking says of its field: agrees, differs or open. KeyError for one that is left out."""
    return DIFFERS if feature.startswith("veto-") else _VERDICTS[feature]


def _point(feature: tuple[str, str]) -> Point:
    name, words = feature
    field = name.removeprefix("veto-").removesuffix("s") if name.startswith("veto-") else name.partition("-")[0]
    return Point(field, verdict_of(name), words)


def _figures(claim: Claim, told: Iterable[Claim], archive: Archive) -> Iterable[Point]:
    """Every figure of the statement against what the incident's claimants state of the same, each once."""
    mine = figures_of(claim)
    seen: set[tuple[str, str, str]] = set()
    for other in told:
        for figure in figures_of(other):
            for one in mine:
                standing, by = compare_figures(one, figure), ", ".join(voice_names(other, archive))
                if standing is not Standing.APART and (one.words, figure.words, by) not in seen:
                    seen.add((one.words, figure.words, by))
                    day = archive.day_of(other) or "a page without a day"
                    words = f"{one.words}: {standing.value} with {figure.words} according to {by} ({day})"
                    if standing is Standing.PART:
                        words = f"{one.words}: one is a part of the other, {figure.words} according to {by} ({day})"
                    yield Point("figure", _FIGURES[standing], words, (other.id,))


def _claimants(claim: Claim, article: Article, told: Iterable[Claim], archive: Archive) -> Iterable[Point]:
    """Whether whoever the statement names as its source is quoted in the incident; nothing where it names nobody."""
    if not claim.attribution.chain:
        return
    for voice in claimants_of(claim, article):
        same = [
            c for c in told
            if voice.key in {v.key for v in claimants_of(c, archive.article_of(c), archive.family_of.get(c.article_id))}
        ]  # fmt: skip
        if voice.kind != "unnamed":
            known = f"{voice.name} is quoted" if same else f"nobody quotes {voice.name}"
            yield Point("claimant", AGREES if same else OPEN, known, tuple(c.id for c in same))


def is_checkable(claim: Claim, kinds: Kinds) -> bool:
    """True for a claim that a told happening could bear out: an actual one, or a denial of one."""
    return kinds.may_join(claim) or (claim.status == "denied" and kinds.fit(claim.type, claim.type) is not Fit.NONE)
