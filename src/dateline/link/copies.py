"""Articles to families of copies: who carries whose text, in which role, and what each changed.

Each article is tied to at most one earlier one (by page day; `first_out`). An index over some of its runs of words
finds the earlier texts, their full sets of runs decide. A tie depends on earlier articles only, so an article that
arrives late makes the linker look again at the later ones that share something with it, and at no others. A copy adds
no independent group; an update tells its facts anew and is not folded.
"""

from __future__ import annotations

import datetime as dt
import heapq
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from dateline.ids import content_id
from dateline.link.facts import page_day
from dateline.link.kept import Kept
from dateline.link.passages import article_words, ident_of, passages, rank_of, selected, shingles
from dateline.link.reuse import Reuse, Reuses, swapped
from dateline.link.state import MemoryRecords, MemoryState, Records, State, term
from dateline.link.words import name_words
from dateline.records import Article, CopyGroup, CopyMember

VERBATIM = 0.9  # share of shingles in common, either way
EDITED = 0.5  # share of the shorter text found in the longer
_LEAST_SHARED = 12  # runs of words in common below which only a whole text is a copy, not a phrase
_FOREIGN = 2  # sentences of other families that make a copy a page put together
STITCHED = 0.2  # share of a page's sentences that stand in one family, and three at least
_MOST_POSTINGS = 32  # a run of words that more texts have points at the earliest of them only
_KEPT = 2048  # articles kept at a time with their sets of runs
_KEPT_NAMES = 4096  # articles whose names, ranks and ties are kept: an agency's pages of some days
_CHANGES_TOLD = 3  # changed sentences that an update's reason quotes, or words that a machine changed
_LEAST_NAMES, _OTHER_NAMES = 4, 0.25  # a page with so many names, fewer than this share in common, is a look-alike
_FOLLOW_DAYS = 3  # an agency's later story on a happening comes within so many days
_FOLLOW_NAMES = 0.5  # share of names that such a story has in common with the first


@dataclass(frozen=True, slots=True)
class Tie:
    """Why a later article belongs to an earlier one's family; `root` is the family's first article."""

    earlier: str
    role: str
    similarity: float
    reason: str
    root: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What an article is compared by."""

    runs: frozenset[int]
    terms: tuple[int, ...]  # by which it is found


def find_copies(articles: Iterable[Article]) -> tuple[CopyGroup, ...]:
    """Families of two and more articles, by id; the outcome does not depend on the order of the articles."""
    records = MemoryRecords(articles, ())
    copies = Copies(records, MemoryState())
    roots = copies.add(records.articles)
    return tuple(sorted((g for root in roots if (g := copies.family(root)) is not None), key=lambda g: g.id))


class Copies:
    """The families of a ledger, kept in a state; memory does not grow with their number."""

    def __init__(self, records: Records, state: State) -> None:
        self.records, self.state = records, state
        self.article = Kept(records.article, _KEPT)
        self.names = Kept(lambda ident: _names(self.article(ident)), _KEPT_NAMES)
        self.rank = Kept(lambda ident: rank_of(self.article(ident)), _KEPT_NAMES)
        self.tie = Kept(self._known_tie, _KEPT_NAMES)  # why an article is in a family; None for a first or only one
        self._told = Kept(lambda ident: _told(self.article(ident)), _KEPT)
        self.reuses = Reuses(self.article, state)
        self._waiting: list[str] = []  # ranks
        self._touched: set[str] = set()
        self._fresh: set[str] = set()

    def add(self, article_ids: Iterable[str]) -> set[str]:
        """The roots of the families that new articles change, those of one too; known articles change nothing."""
        fresh = sorted(self.rank(ident) for ident in set(article_ids) if not self.state.get("tie", ident))
        for rank in fresh:
            ident = ident_of(rank)
            self.state.post(self._told(ident).terms, rank)
            self.state.post(self._desk(ident, [0]), rank)
            self.reuses.add(rank)
            self._put_tie(ident, None)
            self._move(rank, None, ident)
        self._touched = set()
        self._waiting = list(fresh)
        self._fresh = set(fresh)  # they wait already
        for rank in fresh:
            self._look_again(rank)
        done: str | None = None
        while self._waiting:
            rank = heapq.heappop(self._waiting)
            if rank != done:
                self._fresh.discard(rank)
                self._settle(rank)
                done = rank
        return self._touched

    def root(self, ident: str) -> str:
        """The first article of the family."""
        tie = self.tie(ident)
        return tie.root if tie else ident

    def _known_tie(self, ident: str) -> Tie | None:
        plain = json.loads(self.state.get("tie", ident) or "null")
        return Tie(**plain) if plain else None

    def _put_tie(self, ident: str, tie: Tie | None) -> None:
        self.state.put("tie", ident, json.dumps(asdict(tie)) if tie else "null")
        self.tie.put(ident, tie)

    def members(self, root: str) -> list[str]:
        """The articles of a family in rank order."""
        return [ident_of(rank) for rank in json.loads(self.state.get("family", root) or "[]")]

    def family(self, root: str) -> CopyGroup | None:
        """The family as a record; None where there is but one article."""
        inside = self.members(root)
        return self._family(inside) if len(inside) > 1 else None

    def _desk(self, ident: str, days: Iterable[int]) -> list[int]:
        """The terms of the same agency's pages of days so many after this one's; none without agency or day."""
        header = self.article(ident).header
        day, agency = page_day(self.article(ident)), header.agency
        return [term("desk", agency, (day + dt.timedelta(step)).isoformat()) for step in days] if agency and day else []

    def _look_again(self, rank: str) -> None:
        """Every later article whose tie may depend on this one waits to be settled."""
        ident = ident_of(rank)
        later = set(self.state.after(self._told(ident).terms, rank, _MOST_POSTINGS))
        later |= self.reuses.later(rank)
        for desk in self._desk(ident, range(1, _FOLLOW_DAYS + 1)):
            later.update(self.state.members(desk))
        for other in later - {rank, *self._fresh}:
            heapq.heappush(self._waiting, other)

    def _settle(self, rank: str) -> None:
        ident = ident_of(rank)
        old, new = self.tie(ident), self._tie(rank)
        self._touched |= {old.root if old else ident, new.root if new else ident}
        if old != new:
            self._put_tie(ident, new)
            self._move(rank, old.root if old else ident, new.root if new else ident)
            self._look_again(rank)

    def _move(self, rank: str, old: str | None, new: str) -> None:
        if old == new:
            return
        for root, keep in ((old, False), (new, True)):
            if root is not None:
                inside = set(json.loads(self.state.get("family", root) or "[]")) - {rank}
                inside |= {rank} if keep else set()
                self.state.put("family", root, json.dumps(sorted(inside)) if inside else None)

    def _tie(self, rank: str) -> Tie | None:
        ident = ident_of(rank)
        reuses = [r for r in self.reuses.of(rank) if not self._names_differ(ident, r.earlier.article_id)]
        found = [self._copy_tie(ident, earlier, reuses) for earlier in self._candidates(rank)]
        best = max((t for t in found if t), key=lambda t: t.similarity, default=None)  # the earliest of equals
        return best or self._stitched(self.article(ident), reuses) or self._follow_up(self.article(ident))

    def _candidates(self, rank: str) -> list[str]:
        """The earlier articles that share a tenth of the indexed runs, in rank order."""
        terms = self._told(ident_of(rank)).terms
        hits = Counter(e for one in terms for e in self.state.before(one, rank, _MOST_POSTINGS))
        enough = max(1, len(terms) // 10)
        return [ident_of(other) for other in sorted(hits) if hits[other] >= enough]

    def _copy_tie(self, later: str, earlier: str, reuses: Sequence[Reuse]) -> Tie | None:
        new, old = self._told(later).runs, self._told(earlier).runs
        if not new or not old:
            return None
        shared = len(new & old)
        mine, theirs = shared / len(new), shared / len(old)
        if max(mine, theirs) < EDITED or (shared < _LEAST_SHARED and min(mine, theirs) < VERBATIM):
            return None
        if min(mine, theirs) < VERBATIM and self._names_differ(later, earlier):
            return None
        same = [r for r in reuses if r.earlier.article_id == earlier]
        role, why = self._role(later, earlier, (mine, theirs), same)
        others = sorted({o for r in reuses if self.root(o := r.earlier.article_id) != self.root(earlier)})
        foreign = sum(r.earlier.article_id in others for r in reuses)
        if role == "edited" and foreign >= _FOREIGN:
            role, why = "stitched", f"{why}; {foreign} more sentences stand in {', '.join(others)}"
        return Tie(earlier, role, round(mine, 3), why, self.root(earlier))

    def _names_differ(self, later: str, earlier: str) -> bool:
        """True for a look-alike: the same phrases about other places and people."""
        mine, theirs = self.names(later), self.names(earlier)
        least = min(len(mine), len(theirs))
        return least >= _LEAST_NAMES and len(mine & theirs) < _OTHER_NAMES * least

    def _role(self, later: str, earlier: str, shares: tuple[float, float], reuses: Sequence[Reuse]) -> tuple[str, str]:
        mine, theirs = shares
        changed = [r for r in reuses if r.numbers_differ]
        if changed:
            told = "; ".join(
                f"{r.later.exact!r:.120} stood as {r.earlier.exact!r:.120}" for r in changed[:_CHANGES_TOLD]
            )
            return "update", f"same text with other figures: {told}"
        if min(mine, theirs) >= VERBATIM:
            return "verbatim", f"{mine:.0%} of its words in order, and back"
        kept = f"{theirs:.0%} of the original kept, {1 - mine:.0%} of its own words added or changed"
        swaps = swapped(reuses)
        if swaps or _is_rewritten(self.article(later)):
            told = ", ".join(f"{old!r} became {new!r}" for old, new in swaps[:_CHANGES_TOLD])
            return "rewritten", f"{kept}; machine-rewritten{': ' + told if told else ''}"
        same = _headline(self.article(later)) == _headline(self.article(earlier))
        return "edited", kept if same else kept + "; other headline"

    def _stitched(self, article: Article, reuses: Sequence[Reuse]) -> Tie | None:
        """A page put together from sentences of other pages belongs to the family that gave most of them."""
        total = len([p for p in passages(article) if len(p.words) >= 4])
        roots = Counter(self.root(r.earlier.article_id) for r in reuses)
        if not roots:
            return None
        root, count = min(roots.items(), key=lambda item: (-item[1], item[0]))
        if count < 3 or count < STITCHED * total:
            return None
        sources = sorted({r.earlier.article_id for r in reuses if self.root(r.earlier.article_id) == root})
        others = len(roots) - 1
        more = f", others in {others} more famil{'y' if others == 1 else 'ies'}" if others else ""
        several = others or len(sources) > 1
        spun = _is_rewritten(article) or swapped(reuses)
        role = "rewritten" if spun else "stitched" if several else "edited"
        told = {"rewritten": "machine-rewritten", "edited": "taken over in part"}.get(role, role)
        reason = (
            f"{told}: {count} of its {total} sentences stand, word for word or nearly, in {', '.join(sources)}{more}"
        )
        return Tie(root, role, round(count / total, 3), reason, root)

    def _follow_up(self, article: Article) -> Tie | None:
        """The tie to the agency's first story on the same matter within the last days, if there is one."""
        desks = self._desk(article.id, range(-_FOLLOW_DAYS, 0))
        mine = self.names(article.id) if desks else frozenset()
        best: tuple[float, str] | None = None
        for desk in desks:
            for other in map(ident_of, self.state.members(desk)):
                shared = len(mine & self.names(other))
                share = shared / max(1, min(len(mine), len(self.names(other))))
                if shared >= 5 and share >= _FOLLOW_NAMES and (not best or share > best[0]) and not self.tie(other):
                    best = (share, other)
        if best is None:
            return None
        reason = (
            f"a later {article.header.agency} story on the same matter: {best[0]:.0%} of the names in common, told anew"
        )
        return Tie(best[1], "update", round(best[0], 3), reason, best[1])

    def _family(self, inside: Sequence[str]) -> CopyGroup:
        agencies = Counter(a for ident in inside if (a := self.article(ident).header.agency))
        agency = min(agencies, key=lambda name: (-agencies[name], name)) if agencies else None
        members = [CopyMember(inside[0], "original", 1.0, _why_original(self.article(inside[0])))]
        for ident, tie in self._tied(inside[1:]):
            members.append(CopyMember(ident, tie.role, tie.similarity, f"{tie.reason} (against {tie.earlier})"))
        return CopyGroup(content_id("cpy", inside[0]), tuple(members), agency)

    def _tied(self, idents: Iterable[str]) -> Iterator[tuple[str, Tie]]:
        for ident in idents:
            tie = self.tie(ident)
            if tie is not None:
                yield ident, tie


def _told(article: Article) -> _Told:
    runs = shingles(article_words(article))
    return _Told(runs, tuple(term("run", str(code)) for code in selected(runs)))


def _headline(article: Article) -> str | None:
    return article.header.headline.exact if article.header.headline else None


def _is_rewritten(article: Article) -> bool:
    return any(quality.kind == "rewritten" for quality in article.qualities)


def _names(article: Article) -> frozenset[str]:
    """Names of the running text; a sentence's first word is capital in any case and left out."""
    return frozenset().union(*(name_words(p.exact.partition(" ")[2]) for p in passages(article)))


def _why_original(article: Article) -> str:
    if page_day(article) is None:
        return "the first page of the family; none is dated"
    dateline = article.header.dateline
    own = " and carries the agency's own dateline" if dateline and dateline.agency else ""
    return f"the earliest page of the family{own}"
