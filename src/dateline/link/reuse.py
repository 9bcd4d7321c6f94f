"""Sentences that stand in more than one article, word for word or nearly: what machine-stitched pages are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from dateline.link.passages import Passage, first_out, passages, shingles
from dateline.records import Article, Evidence

MIN_WORDS = 8
SAME = 0.72  # share of words in common, in order, from which two sentences are one
_RUN = 3  # words of the runs by which candidates are found
_MOST_POSTINGS = 24  # a run that stands in more sentences than this points at the earliest of them only


@dataclass(frozen=True, slots=True)
class Reuse:
    """A sentence of one article and the earlier sentence that it repeats."""

    later: Evidence
    earlier: Evidence
    similarity: float
    numbers_differ: bool


def reused_sentences(articles: Iterable[Article]) -> tuple[Reuse, ...]:
    """Every sentence of at least eight words with the most similar one of an earlier article, in order of articles."""
    index: dict[int, list[int]] = defaultdict(list)
    known: list[Passage] = []
    out: list[Reuse] = []
    for article in sorted(articles, key=first_out):
        fresh = [passage for passage in passages(article) if len(passage.words) >= MIN_WORDS]
        for passage in fresh:
            best = _most_similar(passage, index, known)
            if best is not None:
                out.append(best)
        for passage in fresh:
            known.append(passage)
            for code in shingles(passage.words, _RUN):
                if len(index[code]) < _MOST_POSTINGS:
                    index[code].append(len(known) - 1)
    return tuple(out)


def _most_similar(passage: Passage, index: dict[int, list[int]], known: list[Passage]) -> Reuse | None:
    hits: dict[int, int] = defaultdict(int)
    codes = shingles(passage.words, _RUN)
    for code in codes:
        for at in index.get(code, ()):
            hits[at] += 1
    enough = max(2, len(codes) // 5)
    found = [at for at, count in hits.items() if count >= enough and known[at].article_id != passage.article_id]
    scored = [(Indel.normalized_similarity(passage.words, known[at].words), -at) for at in found]
    score, at = max(scored, default=(0.0, 0))
    if score < SAME:
        return None
    earlier = known[-at]
    new, old = set(passage.numbers), set(earlier.numbers)
    changed = bool(new - old) and bool(old - new)  # a number that is only left out is a shortening
    return Reuse(_evidence(passage), _evidence(earlier), round(score, 3), changed)


def _evidence(passage: Passage) -> Evidence:
    return Evidence(passage.article_id, passage.start, passage.end, passage.exact)
