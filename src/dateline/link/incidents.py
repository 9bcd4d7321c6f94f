"""Groups of claims of one page or family, joined across pages into incidents; what people ruled is replayed on top.

Only actual happenings make an incident; a toll may join one that others make; running totals, denials, threats, plans
and hypotheses never do. See docs/ledger.md for the rules in plain words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.ids import content_id
from dateline.knowledge.linking import linked_types, linking_weights
from dateline.link.cluster import clusters
from dateline.link.compare import Judgement, across, within
from dateline.link.facts import Facts, merged
from dateline.link.kinds import Kinds, specificity
from dateline.link.places import finest
from dateline.link.rulings import CONFIRM, Fitting, Ruling, replay
from dateline.link.sides import Side
from dateline.records import Claim, Incident, Link, Unresolved, Why

BY = "link/1"
_VETOED = -9.0  # what a vetoed pair counts where a mean is needed all the same
Edges = Mapping[str, Mapping[str, float]]  # side id: the sides that it fits, with the scores


@dataclass(frozen=True, slots=True)
class Group:
    """Claims judged to report one happening."""

    claims: tuple[Claim, ...]
    facts: Facts  # of all but the copies
    sides: tuple[Side, ...]
    status: str = "suggested"  # confirmed: a person said so
    merged_from: tuple[str, ...] = ()  # ids of the incidents that a person joined


class Component:
    """Sides that fit one another, directly or through others, with their claims: all that is looked at."""

    def __init__(
        self,
        sides: Sequence[Side],
        edges: Edges,
        kinds: Kinds,
        claim: Callable[[str], Claim],
        facts: Callable[[Claim], Facts],
    ) -> None:
        self.sides = sorted(sides, key=lambda side: side.facts.key)
        self.edges, self.kinds = edges, kinds
        self.claims = {claim_id: claim(claim_id) for side in sides for claim_id in side.claim_ids}
        self.facts = {claim.id: facts(claim) for claim in self.claims.values()}
        self.twins = {copy: original for side in sides for copy, original in side.twins.items()}
        self.crossed: dict[str, str] = {}  # side id: why it joined sides of other pages

    def incidents(self, rulings: Sequence[Ruling]) -> Iterator[tuple[Incident, Group, list[Link]]]:
        """The incidents with their groups, and a reports link for each of their claims."""
        for group in self._ruled(self._clustered(), rulings):
            if any(map(self.kinds.is_happening, group.claims)):
                incident = self._incident(group)
                yield incident, group, [self._report(claim, group, incident) for claim in group.claims]

    def _clustered(self) -> list[Group]:
        at = {side.id: n for n, side in enumerate(self.sides)}
        pairs = [(at[a], at[b]) for a, others in self.edges.items() for b in others if a in at and b in at and a < b]
        known: dict[tuple[int, int], Judgement] = {}

        def score(a: int, b: int) -> float | None:
            if (a, b) not in known:
                known[a, b] = across(self.sides[a].facts, self.sides[b].facts, self.kinds)
            return None if known[a, b].veto else known[a, b].score

        by = linking_weights().across
        found = clusters(len(self.sides), pairs, score, by.threshold, by.best)
        for cluster in found:
            self._remember(cluster, at)
        return [self._join([self.sides[n] for n in cluster]) for cluster in found]

    def _remember(self, cluster: Sequence[int], at: Mapping[str, int]) -> None:
        """Why each side joined those of other pages: the side of its cluster that it fits best."""
        inside = set(cluster)
        for n in cluster:
            fits = self.edges.get(self.sides[n].id, {})
            best = max(((score, -at[o]) for o, score in fits.items() if at.get(o) in inside), default=None)
            if best is not None:
                one, other = sorted((n, -best[1]))
                judged = across(self.sides[one].facts, self.sides[other].facts, self.kinds)
                self.crossed[self.sides[n].id] = "reported on other pages: " + "; ".join(judged.reasons[:4])

    def _join(self, sides: Sequence[Side]) -> Group:
        claims = sorted((self.claims[c] for side in sides for c in side.claim_ids), key=lambda c: self.facts[c.id].key)
        facts = merged([side.facts for side in sides]) if len(sides) > 1 else sides[0].facts
        return Group(tuple(claims), facts, tuple(sides))

    def _ruled(self, found: Sequence[Group], rulings: Sequence[Ruling]) -> list[Group]:
        """The groups as people's rulings leave them."""
        here = [ruling for ruling in rulings if ruling.claim_ids & self.claims.keys()]
        if not here:
            return list(found)
        confirmed = {claim_id for ruling in here if ruling.action == CONFIRM for claim_id in ruling.one}
        before = {frozenset(c.id for c in group.claims): group for group in found}
        out = []
        for ids in replay([[c.id for c in group.claims] for group in found], here, self.twins, self._fitting()):
            group = before.get(ids) or self._regrouped(ids)
            joined = [g for old, g in before.items() if old < ids and any(map(self.kinds.is_happening, g.claims))]
            merged_from = sorted(incident_id(g.claims) for g in joined) if len(joined) > 1 else []
            status = "confirmed" if ids & confirmed else "suggested"
            out.append(replace(group, status=status, merged_from=tuple(merged_from)))
        return sorted(out, key=lambda group: self.facts[group.claims[0].id].key)

    def _regrouped(self, ids: frozenset[str]) -> Group:
        claims = sorted((self.claims[claim_id] for claim_id in ids), key=lambda c: self.facts[c.id].key)
        own = [self.facts[c.id] for c in claims if c.id not in self.twins] or [self.facts[c.id] for c in claims]
        return Group(tuple(claims), merged(own), tuple(s for s in self.sides if ids & set(s.claim_ids)))

    def _fitting(self) -> Fitting:
        def fitting(claim_id: str, others: Sequence[str]) -> float:
            judged = [self._judge(self.claims[claim_id], self.claims[other]) for other in others]
            return sum(_VETOED if j.veto else j.score for j in judged) / len(judged)

        return fitting

    def _judge(self, claim: Claim, other: Claim) -> Judgement:
        one, two = sorted((self.facts[claim.id], self.facts[other.id]), key=lambda f: f.key)
        same_page = claim.article_id == other.article_id
        return within(one, two, self.kinds) if same_page else across(one, two, self.kinds)

    def _report(self, claim: Claim, group: Group, incident: Incident) -> Link:
        """The link that says why a claim reports an incident."""
        twin = self.twins.get(claim.id)
        near = [c for c in group.claims if c.article_id == claim.article_id and c.id != claim.id]
        best = max((self._judge(claim, c) for c in near), key=lambda j: (j.score, j.reasons), default=None)
        reasons: list[str] = []
        if twin is not None:
            reasons.append(f"the same sentence stands in the text it copies ({twin})")
        if best is not None and not best.veto:
            reasons.append("told on the same page: " + "; ".join(best.reasons[:4]))
        reasons += [why for s in group.sides if claim.id in s.claim_ids and (why := self.crossed.get(s.id))]
        alone = not reasons
        score = 1.0 if twin or alone else round(1 / (1 + math.exp(-(best.score if best else 0.0))), 3)
        reasons = reasons or ["the only report of this happening so far"]
        key = content_id("lnk", "reports", claim.id, incident.id)
        return Link(key, "reports", claim.id, incident.id, "suggested", BY, tuple(reasons), score)

    def _incident(self, group: Group) -> Incident:
        facts = group.facts
        own = [claim for claim in group.claims if claim.id not in self.twins] or list(group.claims)
        told = [claim for claim in own if self.kinds.is_happening(claim)] or list(group.claims)
        event_type = _incident_type(Counter(c.type for c in told if self.kinds.is_happening(c)))
        place = finest(facts.places)
        why = f"the claims name {', '.join(sorted(facts.place_words))}" if facts.place_words else "no claim says where"
        return Incident(
            id=incident_id(group.claims),
            type=event_type,
            family=self.kinds.family(event_type),
            claim_ids=tuple(claim.id for claim in group.claims),
            earliest=facts.earliest,
            latest=facts.latest,
            place=place or Unresolved(Why.UNKNOWN_NAME if facts.place_words else Why.NOT_STATED, why),
            status=group.status,
            merged_from=group.merged_from,
        )


def incident_id(claims: Sequence[Claim]) -> str:
    """An incident's id follows from its first claim."""
    return content_id("inc", claims[0].id)


def _incident_type(told: Counter[str]) -> str:
    """The type told most often, one that names the means counting twice; ties to the more specific, then by name.

    What is told in broader words counts for the narrower type, where that is told at all: "the blast" for the suicide
    bombing.
    """
    broader = linked_types().broader
    votes = {t: n + told[broader[t]] if t in broader else n for t, n in told.items()}
    return min(votes, key=lambda t: (-votes[t] * (1 + (specificity(t) == 4)), -specificity(t), t))
