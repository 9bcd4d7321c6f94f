"""A ledger's articles, claims and linking, looked up by id: what relations and views read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.errors import LedgerError
from dateline.link.facts import Facts, Key, facts_of, key_of, page_day
from dateline.link.twins import Twins, find_twins
from dateline.records import Article, Claim, CopyGroup, CopyMember, Incident, Link


@dataclass(frozen=True, slots=True)
class Linking:
    """What linking found, in a stable order."""

    copy_groups: tuple[CopyGroup, ...]
    incidents: tuple[Incident, ...]
    links: tuple[Link, ...]


class Archive:
    """Articles, claims and what linked them. Made by the caller for one look; it stores nothing."""

    def __init__(
        self,
        articles: Iterable[Article],
        claims: Iterable[Claim],
        linking: Linking,
        facts: Callable[[Claim], Facts] | None = None,
    ) -> None:
        """`facts` gives the facts of claims where they are known already."""
        self.articles = {article.id: article for article in articles}
        self.claims = {claim.id: claim for claim in claims}
        self.linking = linking
        self._facts = facts

    @cached_property
    def family_of(self) -> dict[str, CopyGroup]:
        """Article id to its family of copies."""
        return {member.article_id: group for group in self.linking.copy_groups for member in group.members}

    @cached_property
    def incident_of(self) -> dict[str, Incident]:
        """Claim id to the incident that it reports."""
        return {claim_id: incident for incident in self.linking.incidents for claim_id in incident.claim_ids}

    @cached_property
    def twins(self) -> Twins:
        """Which claim of a copy repeats which claim of what it copies."""
        return find_twins(self.all_claims(), self.linking.copy_groups)

    @cached_property
    def links_from(self) -> dict[str, list[Link]]:
        """Claim id to the links that start there."""
        out: dict[str, list[Link]] = {}
        for link in self.linking.links:
            out.setdefault(link.subject_id, []).append(link)
        return out

    @cached_property
    def links_to(self) -> dict[str, list[Link]]:
        """Claim id to the links that end there."""
        out: dict[str, list[Link]] = {}
        for link in self.linking.links:
            out.setdefault(link.object_id, []).append(link)
        return out

    def links_about(self, claim: Claim) -> list[Link]:
        """The links that start or end at a claim."""
        return [*self.links_from.get(claim.id, ()), *self.links_to.get(claim.id, ())]

    def article_of(self, claim: Claim) -> Article:
        """The article that a claim stands in."""
        return self.articles[claim.article_id]

    def facts(self, claim: Claim) -> Facts:
        """What linking compares of a claim."""
        return self._facts(claim) if self._facts else facts_of(claim, self.article_of(claim))

    def key(self, claim: Claim) -> Key:
        """Where a claim stands in the archive."""
        return key_of(claim, self.article_of(claim))

    def ordered(self, claims: Iterable[Claim]) -> list[Claim]:
        """Claims by page day, article and position."""
        return sorted(claims, key=self.key)

    def claims_of(self, incident: Incident) -> list[Claim]:
        """The claims that report an incident, in order."""
        return self.ordered(self._claim(claim_id, incident) for claim_id in incident.claim_ids)

    def require_claims(self) -> None:
        """Every claim of every incident is there; raises LedgerError where one is not."""
        for incident in self.linking.incidents:
            for claim_id in incident.claim_ids:
                self._claim(claim_id, incident)

    def _claim(self, claim_id: str, incident: Incident) -> Claim:
        claim = self.claims.get(claim_id)
        if claim is None:
            raise LedgerError(
                f"the claim {claim_id} of incident {incident.id} is not there; run `dateline check` to see what the "
                "ledger lacks, and `dateline link` if its article was re-coded"
            )
        return claim

    def membership(self, article_id: str) -> CopyMember | None:
        """An article's place in its family of copies."""
        family = self.family_of.get(article_id)
        return next((m for m in family.members if m.article_id == article_id), None) if family else None

    def all_claims(self) -> Sequence[Claim]:
        """Every claim in order."""
        return self.ordered(self.claims.values())

    def day_of(self, claim: Claim) -> str | None:
        """The day of the claim's page as text, for tables."""
        day = page_day(self.article_of(claim))
        return day.isoformat() if day else None
