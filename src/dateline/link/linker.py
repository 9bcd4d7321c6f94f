"""The linker: pages that are new to families, incidents and links, by looking again only at what they touch.

What it keeps is in a `State`. The outcome depends on the pages, claims and rulings alone: adding pages in any order, in
any portions, gives what linking all of them at once gives.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dateline.ids import content_id
from dateline.knowledge.linking import linking_weights
from dateline.link.archive import Archive, Linking
from dateline.link.blocking import filed_under, looked_under
from dateline.link.compare import across
from dateline.link.copies import Copies
from dateline.link.denied import Denied
from dateline.link.facts import Facts, facts_of
from dateline.link.incidents import Component, Group
from dateline.link.kept import Kept
from dateline.link.kinds import Kinds
from dateline.link.relations import incident_relations
from dateline.link.rulings import Ruling
from dateline.link.sides import Side, read_side, sides_of
from dateline.link.state import Records, State
from dateline.records import Claim, CopyGroup, Incident, Link


@dataclass(slots=True)
class Changes:
    """What a portion of pages changes: records as they are now, and the ids of those that are gone."""

    groups: dict[str, CopyGroup] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def settled(self) -> Changes:
        """What is there now is not gone."""
        self.gone -= {*self.groups, *self.incidents, *self.links}
        return self


class Linker:
    """Links portions of pages. `rulings` are people's standing decisions, in their order."""

    def __init__(self, records: Records, state: State, kinds: Kinds, rulings: Sequence[Ruling] = ()) -> None:
        self.records, self.state, self.kinds, self.rulings = records, state, kinds, rulings
        self.copies = Copies(records, state)
        self._claims = Kept(lambda article_id: tuple(records.claims_of(article_id)))
        self._claim = Kept(records.claim)
        self._facts = Kept(self._facts_of)
        self._side = Kept(lambda side_id: read_side(self.state.get("side", side_id) or ""))
        self._denied = Denied(self, state, kinds)
        self._named: dict[str, set[str]] = {}  # claim id: all claims of the rulings that name it
        for ruling in rulings:
            for claim_id in ruling.claim_ids:
                self._named.setdefault(claim_id, set()).update(ruling.claim_ids)

    def add(self, article_ids: Iterable[str], ruled: Iterable[str] = ()) -> Changes:
        """What the new articles change, and what changed rulings on the claims `ruled` do."""
        fresh, changes = sorted(set(article_ids)), Changes()
        for article_id in fresh:  # its claims may be other ones than before
            for claim in self._claims(article_id):
                self._claim.put(claim.id, claim)
                self._facts.forget(claim.id)
        roots = self.copies.add(fresh) | {self.copies.root(article_id) for article_id in fresh}
        seeds, stale = self._resided(roots, changes)
        seeds |= {side_id for claim_id in ruled if (side_id := self.state.get("at", claim_id))}
        for side_ids in self._components(seeds):
            self._relink(side_ids, stale, changes)
        for incident_id in stale - changes.incidents.keys():
            changes.gone |= {incident_id, *json.loads(self.state.get("incident", incident_id) or "[]")}
            self._denied.refile(incident_id, None)
            self.state.put("incident", incident_id, None)
        self._denied.settle(fresh, changes.gone, changes.links)
        return changes.settled()

    # --- sides -------------------------------------------------------------------------------------------------------

    def _resided(self, roots: set[str], changes: Changes) -> tuple[set[str], set[str]]:
        """The sides of families anew: the sides from which to look again, and the incidents of those that are gone."""
        old: set[str] = set()
        new: dict[str, Side] = {}
        for root in sorted(roots):
            old |= set(json.loads(self.state.get("sides", root) or "[]"))
            found = self._family_sides(root, changes)
            self.state.put("sides", root, json.dumps([side.id for side in found]) if found else None)
            new.update({side.id: side for side in found})
        same = {i for i, side in new.items() if i in old and self.state.get("side", i) == side.as_line()}
        seeds, stale = set(new), set[str]()
        for side_id in sorted(old - same):
            stale |= set(json.loads(self.state.get("told", side_id) or "[]"))
            seeds |= self._remove(side_id)
        for side_id in sorted(new.keys() - same):
            self._place(new[side_id])
        return {side_id for side_id in seeds if self.state.get("side", side_id)}, stale

    def _family_sides(self, root: str, changes: Changes) -> list[Side]:
        members, group = self.copies.members(root), self.copies.family(root)
        if group is not None:
            changes.groups[group.id] = group
        else:
            changes.gone.add(content_id("cpy", root))
        articles = {ident: self.copies.article(ident) for ident in members}
        claims = [claim for ident in members for claim in self._claims(ident)]
        return sides_of(articles, claims, group, self.kinds, self.facts)

    def _remove(self, side_id: str) -> set[str]:
        """A side taken out; the sides that fitted it."""
        side = self._side(side_id)
        self.state.unpost(filed_under(side.facts, self.kinds), side_id)
        near = self._edges(side_id)
        for other in near:
            left = {o: score for o, score in self._edges(other).items() if o != side_id}
            self.state.put("edges", other, json.dumps(left) if left else None)
        for kind in ("side", "edges", "told"):
            self.state.put(kind, side_id, None)
        for claim_id in side.claim_ids:
            self.state.put("at", claim_id, None)
        self._side.forget(side_id)
        return set(near)

    def _place(self, side: Side) -> None:
        """A side put in, with the sides that it fits."""
        fits: dict[str, float] = {}
        for other_id in self.state.shared(looked_under(side.facts, self.kinds)):
            other = self._side(other_id)
            one, two = sorted((side.facts, other.facts), key=lambda f: f.key)
            judged = across(one, two, self.kinds)
            if judged.veto is None and judged.score > linking_weights().across.threshold:
                fits[other_id] = judged.score
                self.state.put("edges", other_id, json.dumps(self._edges(other_id) | {side.id: judged.score}))
        self.state.put("side", side.id, side.as_line())
        if fits:
            self.state.put("edges", side.id, json.dumps(fits))
        for claim_id in side.claim_ids:
            self.state.put("at", claim_id, side.id)
        self.state.post(filed_under(side.facts, self.kinds), side.id)

    def _edges(self, side_id: str) -> dict[str, float]:
        found: dict[str, float] = json.loads(self.state.get("edges", side_id) or "{}")
        return found

    # --- incidents ---------------------------------------------------------------------------------------------------

    def _components(self, seeds: set[str]) -> Iterator[set[str]]:
        """The sides in groups that edges and rulings connect, each that holds a seed once."""
        seen: set[str] = set()
        for seed in sorted(seeds):
            component, waiting = set[str](), [seed]
            while waiting:
                side_id = waiting.pop()
                if side_id not in seen:
                    seen.add(side_id)
                    component.add(side_id)
                    waiting += [*self._edges(side_id), *self._ruled_with(side_id)]
            if component:
                yield component

    def _ruled_with(self, side_id: str) -> set[str]:
        if not self._named:
            return set()
        named = {other for claim_id in self._side(side_id).claim_ids for other in self._named.get(claim_id, ())}
        return {at for claim_id in named if (at := self.state.get("at", claim_id))}

    def _relink(self, side_ids: set[str], stale: set[str], changes: Changes) -> None:
        sides = [self._side(side_id) for side_id in sorted(side_ids)]
        for side_id in side_ids:
            stale |= set(json.loads(self.state.get("told", side_id) or "[]"))
        edges = {side_id: self._edges(side_id) for side_id in side_ids}
        component = Component(sides, edges, self.kinds, self._claim, self.facts)
        told: dict[str, list[str]] = {side_id: [] for side_id in side_ids}
        for incident, group, links in component.incidents(self.rulings):
            links += self._relations(incident, group)
            self._write(incident, links, changes)
            self._denied.refile(incident.id, (group.claims, group.facts))
            for side in group.sides:
                told[side.id].append(incident.id)
        for side_id, incident_ids in told.items():
            self.state.put("told", side_id, json.dumps(incident_ids) if incident_ids else None)

    def _relations(self, incident: Incident, group: Group) -> list[Link]:
        articles = {c.article_id: self.copies.article(c.article_id) for c in group.claims}
        roots = {self.copies.root(article_id) for article_id in articles}
        families = tuple(found for root in sorted(roots) if (found := self.copies.family(root)) is not None)
        archive = Archive(articles.values(), group.claims, Linking(families, (incident,), ()), self.facts)
        return list(incident_relations(incident, archive))

    def _write(self, incident: Incident, links: Sequence[Link], changes: Changes) -> None:
        before = json.loads(self.state.get("incident", incident.id) or "[]")
        now = {link.id: link for link in links}
        changes.incidents[incident.id] = incident
        changes.links.update(now)
        changes.gone |= set(before) - now.keys()
        self.state.put("incident", incident.id, json.dumps(sorted(now)))

    # --- what denials ask --------------------------------------------------------------------------------------------

    def claims_of(self, article_id: str) -> Sequence[Claim]:
        """The claims of one article by place in the text."""
        return sorted(self._claims(article_id), key=lambda c: (c.trigger.start, c.id))

    def is_in_incident(self, claim_id: str) -> bool:
        """True where some incident holds the claim."""
        side_id = self.state.get("at", claim_id)
        return bool(side_id and self.state.get("told", side_id))

    def claim(self, claim_id: str) -> Claim:
        """One claim."""
        return self._claim(claim_id)

    def facts(self, claim: Claim) -> Facts:
        """The comparable facts of a claim."""
        return self._facts(claim.id)

    def _facts_of(self, claim_id: str) -> Facts:
        claim = self._claim(claim_id)
        return facts_of(claim, self.copies.article(claim.article_id))
