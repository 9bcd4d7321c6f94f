"""The claims of a page, or of a family of copies, in groups that tell of one happening: what is compared across pages.

What a copy tells is folded onto the group of the text that it copies.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.knowledge.linking import linking_weights
from dateline.link.cluster import clusters
from dateline.link.compare import Judgement, turns, within
from dateline.link.factline import from_line, to_line
from dateline.link.facts import Facts, is_after_page, merged
from dateline.link.kinds import Kinds
from dateline.link.twins import Twins, find_twins
from dateline.records import Article, Claim, CopyGroup


@dataclass(frozen=True, slots=True)
class Side:
    """Claims of one page or family judged to report one happening."""

    claim_ids: tuple[str, ...]  # by page day, page, position
    facts: Facts  # of all but the copies
    twins: Mapping[str, str]  # claim of a copy to the claim that it copies

    @property
    def id(self) -> str:
        """A side is known by its first claim."""
        return self.claim_ids[0]

    def as_line(self) -> str:
        """The side as JSON."""
        return json.dumps([self.claim_ids, to_line(self.facts), dict(sorted(self.twins.items()))])


def read_side(line: str) -> Side:
    """The side of a line that `as_line` made."""
    claim_ids, facts, twins = json.loads(line)
    return Side(tuple(claim_ids), from_line(facts), twins)


def sides_of(
    articles: Mapping[str, Article],
    claims: Iterable[Claim],
    family: CopyGroup | None,
    kinds: Kinds,
    facts_of: Callable[[Claim], Facts],
) -> list[Side]:
    """The sides of the articles of one family (or of one article that stands alone), by first claim."""
    told = [c for c in claims if kinds.may_join(c) and not is_after_page(c, articles[c.article_id])]
    facts = {claim.id: facts_of(claim) for claim in told}
    told.sort(key=lambda claim: facts[claim.id].key)
    twins = find_twins(told, [family] if family else [])
    groups = _folded(told, facts, twins, kinds)
    return sorted((_side(group, facts, twins) for group in groups), key=lambda side: side.facts.key)


def _side(claims: Sequence[Claim], facts: Mapping[str, Facts], twins: Twins) -> Side:
    ordered = sorted(claims, key=lambda claim: facts[claim.id].key)
    copied = {c.id: original for c in ordered if (original := twins.original(c.id)) is not None}
    own = [facts[c.id] for c in ordered if c.id not in copied] or [facts[c.id] for c in ordered]
    return Side(tuple(c.id for c in ordered), merged(own) if len(own) > 1 else own[0], copied)


def _folded(told: Sequence[Claim], facts: Mapping[str, Facts], twins: Twins, kinds: Kinds) -> list[list[Claim]]:
    of: dict[str, list[Claim]] = {}  # claim id: its group
    pages: dict[str, list[Claim]] = defaultdict(list)
    for claim in told:
        pages[claim.article_id].append(claim)
    for page in pages.values():  # in order of page day and id: an original comes before its copies
        for cluster in _on_page(page, facts, kinds):
            home: list[Claim] = []
            votes = Counter(of[t][0].id for c in cluster if (t := twins.original(c.id)) in of)
            if votes:
                first = min(votes, key=lambda claim_id: (-votes[claim_id], facts[claim_id].key))
                home = of[first]
            for claim in cluster:
                twin = twins.original(claim.id)
                group = of.get(twin or "", home)
                group.append(claim)
                of[claim.id] = group
    unique = {id(group): group for group in of.values()}
    return list(unique.values())


def _on_page(page: Sequence[Claim], facts: Mapping[str, Facts], kinds: Kinds) -> list[list[Claim]]:
    judged: dict[tuple[int, int], Judgement] = {}
    told = Counter(claim.type for claim in page)
    turned = turns([facts[claim.id] for claim in page])

    def score(a: int, b: int) -> float | None:
        if (a, b) not in judged:
            judged[a, b] = within(facts[page[a].id], facts[page[b].id], kinds, told, turned[a] < b)
        return None if judged[a, b].veto else judged[a, b].score

    pairs, by = [(a, b) for b in range(len(page)) for a in range(b)], linking_weights().within
    return [[page[at] for at in cluster] for cluster in clusters(len(page), pairs, score, by.threshold, by.best)]
