"""Claims to incidents: within each page first, then across pages, copies folded onto what they copy.

Only actual happenings make an incident; a toll may join one that others make; running totals, denials, threats, plans
and hypotheses never do. See docs/ledger.md for the rules in plain words.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.ids import content_id
from dateline.link.blocking import candidates
from dateline.link.cluster import clusters
from dateline.link.compare import Judgement, across, within
from dateline.link.facts import LAST, Facts, facts_of, is_after_page, merged
from dateline.link.kinds import Kinds, specificity
from dateline.link.places import finest
from dateline.link.rulings import CONFIRM, Fitting, Ruling, replay
from dateline.link.twins import Twins, find_twins
from dateline.records import Article, Claim, CopyGroup, Incident, Link, Unresolved, Why

BY = "link/1"
WITHIN_THRESHOLD = -0.5  # mean log-odds above which claims of one page join (docs/ledger.md has the trade)
ACROSS_THRESHOLD = 0.3  # and groups of claims of different pages
_VETOED = -9.0  # what a vetoed pair counts where a mean is needed all the same


@dataclass(frozen=True, slots=True)
class Group:
    """Claims judged to report one happening."""

    claims: tuple[Claim, ...]
    facts: Facts  # of all but the copies
    status: str = "suggested"  # confirmed: a person said so
    merged_from: tuple[str, ...] = ()  # ids of the incidents that a person joined


def find_incidents(
    articles: Mapping[str, Article],
    claims: Sequence[Claim],
    families: Sequence[CopyGroup],
    kinds: Kinds,
    rulings: Sequence[Ruling] = (),
) -> tuple[tuple[Incident, ...], tuple[Link, ...]]:
    """The incidents, by first day then id, and a reports link for each of their claims."""
    told = [c for c in claims if kinds.may_join(c) and not is_after_page(c, articles[c.article_id])]
    finding = _Finding(articles, told, families, kinds)
    incidents, links = [], []
    for group in finding.ruled(finding.groups(), rulings):
        if any(kinds.is_happening(claim) for claim in group.claims):
            incident = _incident(group, kinds, finding.twins)
            incidents.append(incident)
            links += [finding.report(claim, group, incident) for claim in group.claims]
    order = sorted(incidents, key=lambda i: (i.earliest or i.latest or LAST, i.id))
    return tuple(order), tuple(sorted(links, key=lambda link: (link.subject_id, link.object_id)))


class _Finding:
    """The state of one run: facts, twins, and judgements as they are asked for."""

    def __init__(
        self, articles: Mapping[str, Article], claims: Sequence[Claim], families: Sequence[CopyGroup], kinds: Kinds
    ) -> None:
        self.kinds = kinds
        self.facts = {claim.id: facts_of(claim, articles[claim.article_id]) for claim in claims}
        self.claims = sorted(claims, key=lambda claim: self.facts[claim.id].key)
        self.twins = find_twins(self.claims, families)
        self.judged: dict[tuple[str, str], Judgement] = {}
        self.crossed: dict[str, tuple[str, ...]] = {}  # claim id of a side's first claim: why its side joined others

    def groups(self) -> list[Group]:
        """All claims in groups, by their first claim."""
        sides = self._sides()
        facts = [side.facts for side in sides]
        judged: dict[tuple[int, int], Judgement] = {}

        def score(a: int, b: int) -> float | None:
            if (a, b) not in judged:
                judged[a, b] = across(facts[a], facts[b], self.kinds)
            return None if judged[a, b].veto else judged[a, b].score

        found = clusters(len(sides), candidates(facts, self.kinds), score, ACROSS_THRESHOLD)
        self._remember(sides, found, judged)
        return [self._join([sides[a] for a in cluster]) for cluster in found]

    def ruled(self, found: Sequence[Group], rulings: Sequence[Ruling]) -> list[Group]:
        """The groups as people's rulings leave them."""
        if not rulings:
            return list(found)
        by_id = {claim.id: claim for claim in self.claims}
        source = {c.id: twin for c in self.claims if (twin := self.twins.original(c.id)) is not None}
        confirmed = {claim_id for ruling in rulings if ruling.action == CONFIRM for claim_id in ruling.one}
        before = {frozenset(c.id for c in group.claims): group for group in found}
        out = []
        for ids in replay([[c.id for c in group.claims] for group in found], rulings, source, self._fitting(by_id)):
            group = before.get(ids) or self._group(sorted((by_id[i] for i in ids), key=lambda c: self.facts[c.id].key))
            joined = [g for old, g in before.items() if old < ids and any(map(self.kinds.is_happening, g.claims))]
            merged = sorted(_incident_id(g.claims) for g in joined) if len(joined) > 1 else []
            status = "confirmed" if ids & confirmed else "suggested"
            out.append(replace(group, status=status, merged_from=tuple(merged)))
        return sorted(out, key=lambda group: self.facts[group.claims[0].id].key)

    def _fitting(self, by_id: Mapping[str, Claim]) -> Fitting:
        def fitting(claim_id: str, others: Sequence[str]) -> float:
            claim, scores = by_id[claim_id], []
            for other in (by_id[i] for i in others):
                one, two = sorted((claim, other), key=lambda c: self.facts[c.id].key)
                if one.article_id == two.article_id:
                    judgement = self._judge(one, two)
                else:
                    judgement = across(self.facts[one.id], self.facts[two.id], self.kinds)
                scores.append(_VETOED if judgement.veto else judgement.score)
            return sum(scores) / len(scores)

        return fitting

    def _remember(
        self,
        sides: Sequence[Group],
        found: Sequence[tuple[int, ...]],
        judged: Mapping[tuple[int, int], Judgement],
    ) -> None:
        """Why each side joined those of other pages: its best judgement within its cluster."""
        label = {at: number for number, cluster in enumerate(found) for at in cluster}
        best: dict[int, Judgement] = {}
        for (a, b), judgement in sorted(judged.items()):
            if label[a] == label[b]:
                for at in (a, b):
                    if at not in best or judgement.score > best[at].score:
                        best[at] = judgement
        for at, judgement in best.items():
            reason = "reported on other pages: " + "; ".join(judgement.reasons[:4])
            self.crossed.update({claim.id: (reason,) for claim in sides[at].claims})

    def _join(self, sides: Sequence[Group]) -> Group:
        claims = sorted((c for side in sides for c in side.claims), key=lambda claim: self.facts[claim.id].key)
        return Group(tuple(claims), merged([side.facts for side in sides]) if len(sides) > 1 else sides[0].facts)

    def _sides(self) -> list[Group]:
        """Groups of claims within pages; what a copy tells is folded onto the group of the text that it copies."""
        of: dict[str, list[Claim]] = {}  # claim id: its group
        pages: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            pages[claim.article_id].append(claim)
        for page in pages.values():  # in order of page day and id: an original comes before its copies
            for cluster in self._on_page(page):
                home: list[Claim] = []
                votes = Counter(of[t][0].id for c in cluster if (t := self.twins.original(c.id)) in of)
                if votes:
                    first = min(votes, key=lambda claim_id: (-votes[claim_id], self.facts[claim_id].key))
                    home = of[first]
                for claim in cluster:
                    twin = self.twins.original(claim.id)
                    group = of.get(twin or "", home)
                    group.append(claim)
                    of[claim.id] = group
        unique = {id(group): group for group in of.values()}
        return sorted((self._group(group) for group in unique.values()), key=lambda side: side.facts.key)

    def _group(self, claims: list[Claim]) -> Group:
        own = [self.facts[c.id] for c in claims if self.twins.original(c.id) is None]
        return Group(tuple(claims), merged(own or [self.facts[c.id] for c in claims]))

    def _on_page(self, page: Sequence[Claim]) -> list[list[Claim]]:
        def score(a: int, b: int) -> float | None:
            judgement = self._judge(page[a], page[b])
            return None if judgement.veto else judgement.score

        pairs = [(a, b) for b in range(len(page)) for a in range(b)]
        return [[page[at] for at in cluster] for cluster in clusters(len(page), pairs, score, WITHIN_THRESHOLD)]

    def _judge(self, one: Claim, other: Claim) -> Judgement:
        pair = (one.id, other.id)
        if pair not in self.judged:
            self.judged[pair] = within(self.facts[one.id], self.facts[other.id], self.kinds)
        return self.judged[pair]

    def report(self, claim: Claim, group: Group, incident: Incident) -> Link:
        """The link that says why a claim reports an incident."""
        twin = self.twins.original(claim.id)
        near = [c for c in group.claims if c.article_id == claim.article_id and c.id != claim.id]
        judged = [self._judge(*sorted((claim, c), key=lambda c: self.facts[c.id].key)) for c in near]
        best = max(judged, key=lambda j: (j.score, j.reasons), default=None)
        reasons: list[str] = []
        if twin is not None:
            reasons.append(f"the same sentence stands in the text it copies ({twin})")
        if best is not None and not best.veto:
            reasons.append("told on the same page: " + "; ".join(best.reasons[:4]))
        reasons += self.crossed.get(claim.id, ())
        alone = not reasons
        score = 1.0 if twin or alone else round(1 / (1 + math.exp(-(best.score if best else ACROSS_THRESHOLD))), 3)
        reasons = reasons or ["the only report of this happening so far"]
        key = content_id("lnk", "reports", claim.id, incident.id)
        return Link(key, "reports", claim.id, incident.id, "suggested", BY, tuple(reasons), score)


def _incident(group: Group, kinds: Kinds, twins: Twins) -> Incident:
    facts = group.facts
    own = [claim for claim in group.claims if twins.original(claim.id) is None] or list(group.claims)
    event_type = _incident_type(Counter(claim.type for claim in own if kinds.is_happening(claim)))
    place = finest(facts.places)
    why = f"the claims name {', '.join(sorted(facts.place_words))}" if facts.place_words else "no claim says where"
    return Incident(
        id=_incident_id(group.claims),
        type=event_type,
        family=kinds.family(event_type),
        claim_ids=tuple(claim.id for claim in group.claims),
        earliest=facts.earliest,
        latest=facts.latest,
        place=place or Unresolved(Why.UNKNOWN_NAME if facts.place_words else Why.NOT_STATED, why),
        status=group.status,
        merged_from=group.merged_from,
    )


def _incident_id(claims: Sequence[Claim]) -> str:
    """An incident's id follows from its first claim."""
    return content_id("inc", claims[0].id)


def _incident_type(told: Counter[str]) -> str:
    """The type told most often, one that names the means counting twice; ties to the more specific, then by name."""
    return min(told, key=lambda t: (-told[t] * (1 + (specificity(t) == 4)), -specificity(t), t))
