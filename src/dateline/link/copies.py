"""Articles to families of copies: who carries whose text, in which role, and what each changed.

Each article is compared with earlier ones that share enough of its words (an index over some of its shingles finds
them, the full sets decide). A copy adds no independent group; an update tells its facts anew and is not folded.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.ids import content_id
from dateline.link.facts import page_day
from dateline.link.passages import article_words, first_out, passages, selected, shingles
from dateline.link.reuse import Reuse, reused_sentences
from dateline.link.words import name_words
from dateline.records import Article, CopyGroup, CopyMember

VERBATIM = 0.9  # share of shingles in common, either way
EDITED = 0.5  # share of the shorter text found in the longer
_LEAST_SHARED = 12  # runs of words in common below which only a whole text is a copy, not a phrase
STITCHED = 0.2  # share of a page's sentences that stand in one family, and three at least
_MOST_POSTINGS = 32  # a shingle of more texts than this points at the earliest of them only
_KEPT_SETS = 4096  # full shingle and name sets kept at a time
_FOLLOW_DAYS = 3  # an agency's later story on a happening comes within so many days
_FOLLOW_NAMES = 0.5  # share of names that such a story has in common with the first


@dataclass(frozen=True, slots=True)
class _Tie:
    """Why a later article belongs to an earlier one's family."""

    later: str
    earlier: str
    role: str
    similarity: float
    reason: str


def find_copies(articles: Iterable[Article]) -> tuple[CopyGroup, ...]:
    """Families of two and more articles, by id; the outcome does not depend on the order of the articles."""
    ordered = sorted(articles, key=first_out)
    rank = {article.id: at for at, article in enumerate(ordered)}
    by_id = {article.id: article for article in ordered}
    reuses = _by_article(reused_sentences(ordered))
    shingled = _Shingled(by_id)
    ties: dict[str, _Tie] = {}
    for later, earlier in _candidates(ordered, shingled):
        found = [_copy_tie(by_id[later], by_id[e], shingled, reuses.get(later, [])) for e in earlier]
        best = max((t for t in found if t), key=lambda t: (t.similarity, -rank[t.earlier]), default=None)
        if best is not None:
            ties[later] = best
    desks = _Desks(ordered)
    for article in ordered:
        if article.id not in ties:
            tie = _stitched(article, by_id, reuses.get(article.id, []), ties) or desks.follow_up(article, ties)
            if tie is not None:
                ties[article.id] = tie
    return _families(ordered, ties)


class _Shingled:
    """Full shingle sets, made when asked for; only the last ones are kept, so that memory stays bounded."""

    def __init__(self, by_id: Mapping[str, Article]) -> None:
        self.of = functools.lru_cache(maxsize=_KEPT_SETS)(lambda article_id: shingles(article_words(by_id[article_id])))


def _by_article(reuses: Iterable[Reuse]) -> dict[str, list[Reuse]]:
    out: dict[str, list[Reuse]] = defaultdict(list)
    for reuse in reuses:
        out[reuse.later.article_id].append(reuse)
    return out


def _candidates(ordered: Sequence[Article], shingled: _Shingled) -> Iterator[tuple[str, list[str]]]:
    """Each article with the earlier ones that share a tenth of its indexed shingles."""
    index: dict[int, list[str]] = defaultdict(list)
    for article in ordered:
        codes = selected(shingled.of(article.id))
        hits = Counter(other for code in codes for other in index.get(code, ()))
        enough = max(1, len(codes) // 10)
        yield article.id, sorted(other for other, count in hits.items() if count >= enough)
        for code in codes:
            if len(index[code]) < _MOST_POSTINGS:
                index[code].append(article.id)


def _copy_tie(later: Article, earlier: Article, shingled: _Shingled, reuses: Sequence[Reuse]) -> _Tie | None:
    new, old = shingled.of(later.id), shingled.of(earlier.id)
    if not new or not old:
        return None
    shared = len(new & old)
    mine, theirs = shared / len(new), shared / len(old)
    changed = [r for r in reuses if r.earlier.article_id == earlier.id and r.numbers_differ]
    if max(mine, theirs) < EDITED or (shared < _LEAST_SHARED and min(mine, theirs) < VERBATIM):
        return None
    if changed:
        first = changed[0]
        what = f"same text with other figures: {first.later.exact!r:.120} stood as {first.earlier.exact!r:.120}"
        return _Tie(later.id, earlier.id, "update", round(mine, 3), what)
    if min(mine, theirs) >= VERBATIM:
        return _Tie(later.id, earlier.id, "verbatim", round(mine, 3), f"{mine:.0%} of its words in order, and back")
    kept = f"{theirs:.0%} of the original kept, {1 - mine:.0%} of its own words added or changed"
    headline = "" if _headline(later) == _headline(earlier) else "; other headline"
    return _Tie(later.id, earlier.id, "edited", round(mine, 3), kept + headline)


def _headline(article: Article) -> str | None:
    return article.header.headline.exact if article.header.headline else None


def _stitched(
    article: Article, by_id: Mapping[str, Article], reuses: Sequence[Reuse], ties: Mapping[str, _Tie]
) -> _Tie | None:
    """A page put together from sentences of other pages belongs to the family that gave most of them."""
    total = len([p for p in passages(article) if len(p.words) >= 4])
    roots = Counter(_root(r.earlier.article_id, ties) for r in reuses)
    if not roots:
        return None
    root, count = min(roots.items(), key=lambda item: (-item[1], item[0]))
    if count < 3 or count < STITCHED * total or root not in by_id:
        return None
    sources = sorted({r.earlier.article_id for r in reuses if _root(r.earlier.article_id, ties) == root})
    reason = f"stitched: {count} of its {total} sentences stand, word for word or nearly, in {', '.join(sources)}"
    return _Tie(article.id, root, "edited", round(count / total, 3), reason)


class _Desks:
    """Each agency's stories by day, for finding the later ones on a matter: hardly a sentence in common, but names."""

    def __init__(self, ordered: Sequence[Article]) -> None:
        self.stories: dict[tuple[str, dt.date], list[Article]] = defaultdict(list)
        for article in ordered:
            day = page_day(article)
            if day and article.header.agency:
                self.stories[article.header.agency, day].append(article)
        self.names = functools.lru_cache(maxsize=_KEPT_SETS)(_names)

    def follow_up(self, article: Article, ties: Mapping[str, _Tie]) -> _Tie | None:
        """The tie to the agency's first story on the same matter within the last days, if there is one."""
        day, agency = page_day(article), article.header.agency
        if day is None or agency is None:
            return None
        mine = self.names(article)
        best: tuple[float, str] | None = None
        for back in range(_FOLLOW_DAYS, 0, -1):
            for other in self.stories.get((agency, day - dt.timedelta(back)), ()):
                shared = len(mine & self.names(other))
                share = shared / max(1, min(len(mine), len(self.names(other))))
                if other.id not in ties and shared >= 5 and share >= _FOLLOW_NAMES and (not best or share > best[0]):
                    best = (share, other.id)
        if best is None:
            return None
        reason = f"a later {agency} story on the same matter: {best[0]:.0%} of the names in common, told anew"
        return _Tie(article.id, best[1], "update", round(best[0], 3), reason)


def _names(article: Article) -> frozenset[str]:
    """Names of the running text; a sentence's first word is capital in any case and left out."""
    return frozenset().union(*(name_words(p.exact.partition(" ")[2]) for p in passages(article)))


def _root(article_id: str, ties: Mapping[str, _Tie]) -> str:
    while article_id in ties:
        article_id = ties[article_id].earlier
    return article_id


def _families(ordered: Sequence[Article], ties: Mapping[str, _Tie]) -> tuple[CopyGroup, ...]:
    by_root: dict[str, list[Article]] = defaultdict(list)
    for article in ordered:
        by_root[_root(article.id, ties)].append(article)
    return tuple(
        sorted((_family(members, ties) for members in by_root.values() if len(members) > 1), key=lambda f: f.id)
    )


def _family(articles: Sequence[Article], ties: Mapping[str, _Tie]) -> CopyGroup:
    agencies = Counter(a.header.agency for a in articles if a.header.agency)
    agency = min(agencies, key=lambda name: (-agencies[name], name)) if agencies else None
    first, *others = articles
    members = [CopyMember(first.id, "original", 1.0, _why_original(first))]
    for article in others:
        tie = ties[article.id]
        members.append(CopyMember(article.id, tie.role, tie.similarity, f"{tie.reason} (against {tie.earlier})"))
    return CopyGroup(content_id("cpy", articles[0].id), tuple(members), agency)


def _why_original(article: Article) -> str:
    if page_day(article) is None:
        return "the first page of the family; none is dated"
    dateline = article.header.dateline
    own = " and carries the agency's own dateline" if dateline and dateline.agency else ""
    return f"the earliest page of the family{own}"
