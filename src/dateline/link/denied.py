"""Denials kept matched with what they deny: looked at again where an incident that they may mean has changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.ids import content_id
from dateline.knowledge.linking import linking_weights
from dateline.link.blocking import filed_under, looked_under
from dateline.link.compare import across
from dateline.link.denials import is_denial, spoken, told
from dateline.link.factline import from_line, to_line
from dateline.link.facts import Facts
from dateline.link.incidents import BY
from dateline.link.kept import Kept
from dateline.link.kinds import Kinds
from dateline.link.state import State, term
from dateline.records import Claim, Link


class Pages(Protocol):
    """What the matching asks the linker."""

    def claims_of(self, article_id: str) -> Sequence[Claim]:
        """The claims of one article by place in the text."""
        ...

    def facts(self, claim: Claim) -> Facts:
        """The comparable facts of a claim."""
        ...

    def claim(self, claim_id: str) -> Claim:
        """One claim."""
        ...

    def is_in_incident(self, claim_id: str) -> bool:
        """True where some incident holds the claim."""
        ...


@dataclass(frozen=True, slots=True)
class _Meant:
    """An incident as denials are compared with it."""

    first: str  # its first claim
    article_ids: frozenset[str]
    facts: Facts


class Denied:
    """Every denial with the one claim that it denies, if there is one."""

    def __init__(self, pages: Pages, state: State, kinds: Kinds) -> None:
        self._pages, self._state, self._kinds = pages, state, kinds
        self._meant = Kept(lambda incident_id: _read_meant(state.get("meant", incident_id) or ""))
        self._waiting: set[str] = set()  # articles
        self._looking: set[str] = set()  # denials

    def refile(self, incident_id: str, now: tuple[Sequence[Claim], Facts] | None) -> None:
        """An incident as it is now (its claims and its facts), or gone: denials that may mean it wait."""
        before = self._state.get("meant", incident_id)
        after = json.dumps([[(c.id, c.article_id) for c in now[0]], to_line(now[1])]) if now else None
        if after == before:
            return
        for line, change in ((before, self._state.unpost), (after, self._state.post)):
            if line:
                meant = _read_meant(line)
                change(_apart("incident", filed_under(meant.facts, self._kinds)), incident_id)
                self._waiting |= meant.article_ids
                self._looking |= set(self._state.shared(_apart("denial", looked_under(meant.facts, self._kinds))))
        self._state.put("meant", incident_id, after)
        self._meant.forget(incident_id)

    def settle(self, fresh: Iterable[str], gone: set[str], links: dict[str, Link]) -> None:
        """The links of the denials that wait, and of those of new articles, written to `links` or to `gone`."""
        for article_id in fresh:
            self._read(article_id, gone)
        for article_id in self._waiting:
            self._looking |= set(json.loads(self._state.get("denials", article_id) or "{}"))
        for denial_id in sorted(self._looking):
            self._match(denial_id, gone, links)
        self._waiting, self._looking = set(), set()

    def _read(self, article_id: str, gone: set[str]) -> None:
        """The denials of an article put in for those that it had."""
        for denial_id, line in json.loads(self._state.get("denials", article_id) or "{}").items():
            self._state.unpost(_apart("denial", filed_under(from_line(line), self._kinds)), denial_id)
            gone |= {old for old in [self._state.get("denial", denial_id)] if old}
            self._state.put("denial", denial_id, None)
            self._looking.discard(denial_id)
        lines = {}
        for claim in self._pages.claims_of(article_id):
            if is_denial(claim, self._kinds):
                facts = self._pages.facts(claim)
                lines[claim.id] = to_line(facts)
                if claim.type != "denial":
                    self._state.post(_apart("denial", filed_under(facts, self._kinds)), claim.id)
        self._state.put("denials", article_id, json.dumps(lines) if lines else None)
        self._looking |= set(lines)

    def _match(self, denial_id: str, gone: set[str], links: dict[str, Link]) -> None:
        denial = self._pages.claim(denial_id)
        old = self._state.get("denial", denial_id)
        if old:
            gone.add(old)
        page = [c for c in self._pages.claims_of(denial.article_id) if self._pages.is_in_incident(c.id)]
        facts = {claim.id: self._pages.facts(claim) for claim in (denial, *page)}
        found = spoken(denial, page) if denial.type == "denial" else told(denial, page, facts, self._kinds)
        if found is None and denial.type != "denial":
            found = self._elsewhere(facts[denial.id])
        link = None
        if found is not None:
            denied, reason, score = found
            key = content_id("lnk", "contradicts", denial.id, denied)
            link = Link(key, "contradicts", denial.id, denied, "suggested", BY, (reason,), score)
            links[link.id] = link
        self._state.put("denial", denial_id, link.id if link else None)

    def _elsewhere(self, denial: Facts) -> tuple[str, str, float] | None:
        """The incident of other pages that fits best what is denied."""
        best: tuple[float, str, str, str] | None = None
        for incident_id in self._state.shared(_apart("incident", looked_under(denial, self._kinds))):
            meant = self._meant(incident_id)
            judged = across(meant.facts, denial, self._kinds)
            if judged.veto is None and judged.score > linking_weights().across.threshold:
                why = f"denies what other pages tell: {'; '.join(judged.reasons[:3])}"
                best = max(best or (judged.score, "", "", ""), (judged.score, incident_id, meant.first, why))
        return (best[2], best[3], 0.6) if best else None


def _apart(kind: str, terms: Iterable[int]) -> list[int]:
    """The terms in a space of their own."""
    space = term(kind)
    return [space ^ one for one in terms]


def _read_meant(line: str) -> _Meant:
    claims, facts = json.loads(line)
    return _Meant(claims[0][0], frozenset(article_id for _, article_id in claims), from_line(facts))
