"""Sentences that stand in more than one article, word for word or nearly: what machine-stitched pages are made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from dateline.link.kept import Kept
from dateline.link.passages import Passage, ident_of, passages, rank_of, shingles
from dateline.link.state import MemoryRecords, MemoryState, State, term
from dateline.link.words import folded_words
from dateline.records import Article, Evidence

MIN_WORDS = 8
SAME = 0.72  # share of words in common, in order, from which two sentences are one
_RUN = 3  # words of the runs by which candidates are found
_INDEXED = 8  # runs of a sentence that it is found by: those with the smallest hashes (a bottom sketch, Broder 1997)
_LEAST_HITS = 2  # of them that another sentence shares before the two are compared
_KEPT = 1024  # articles whose sentences are kept at a time
_Indexed = tuple[Passage, tuple[int, ...]]  # a sentence with the runs that it is found by
_LEAST_SWAPS, _MOST_TOUCHED = 4, 0.3  # words swapped, and share of the sentences, that show a machine's rewriting
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
    records = MemoryRecords(articles, ())
    reuses = Reuses(records.article, MemoryState())
    ranks = sorted(map(rank_of, records.articles.values()))
    for rank in ranks:
        reuses.add(rank)
    return tuple(reuse for rank in ranks for reuse in reuses.of(rank))


class Reuses:
    """The sentences of a ledger, kept in a state by some of their runs of words."""

    def __init__(self, article: Callable[[str], Article], state: State) -> None:
        self._article, self._state = article, state
        self._passages = Kept(self._read, _KEPT)

    def _read(self, ident: str) -> dict[int, _Indexed]:
        cut = passages(self._article(ident))
        return {p.start: (p, tuple(_indexed(p))) for p in cut if len(p.words) >= MIN_WORDS}

    def add(self, rank: str) -> None:
        """The sentences of the article of that rank from now on."""
        for start, (_, runs) in self._passages(ident_of(rank)).items():
            self._state.post(runs, f"{rank}\t{start:08}")

    def later(self, rank: str) -> set[str]:
        """The ranks of later articles that may find a sentence of this one when they look for what they repeat."""
        found = {run for _, runs in self._passages(ident_of(rank)).values() for run in runs}
        return {member.rpartition("\t")[0] for member in self._state.after(sorted(found), rank, _MOST_POSTINGS)}

    def of(self, rank: str) -> list[Reuse]:
        """Every sentence of an article with the most similar one of an earlier article, in order."""
        found = (self._most_similar(indexed, rank) for indexed in self._passages(ident_of(rank)).values())
        return [reuse for reuse in found if reuse is not None]

    def _most_similar(self, indexed: _Indexed, rank: str) -> Reuse | None:
        passage, runs = indexed
        hits: dict[str, int] = defaultdict(int)
        for run in runs:
            for member in self._state.before(run, rank, _MOST_POSTINGS):
                hits[member] += 1
        known = [self._known(member) for member in sorted(hits) if hits[member] >= _LEAST_HITS]  # the earliest first
        scored = [(Indel.normalized_similarity(passage.words, k.words), k) for k in known]
        best, earlier = max(scored, key=lambda item: item[0], default=(0.0, passage))
        if best < SAME:
            return None
        new, old = set(passage.numbers), set(earlier.numbers)
        changed = bool(new - old) and bool(old - new)  # a number that is only left out is a shortening
        return Reuse(_evidence(passage), _evidence(earlier), round(best, 3), changed)

    def _known(self, member: str) -> Passage:
        start = member.rpartition("\t")[2]
        return self._passages(ident_of(member))[int(start)][0]


def _runs(passage: Passage) -> list[int]:
    return [term("words", str(code)) for code in sorted(shingles(passage.words, _RUN))]


def _indexed(passage: Passage) -> list[int]:
    return sorted(_runs(passage))[:_INDEXED]


def swapped(reuses: Sequence[Reuse]) -> list[tuple[str, str]]:
    """The words that a machine put in the place of others, old and new; none where a person may have edited.

    Machines change one word for another in most sentences and leave the order alone; people cut, add and move.
    """
    found: Counter[tuple[str, str]] = Counter()
    touched = 0
    for reuse in reuses:
        old, new = folded_words(reuse.earlier.exact), folded_words(reuse.later.exact)
        edits = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        single = [(old[a], new[c]) for how, a, b, c, d in edits if how == "replace" and b - a == d - c == 1]
        pairs = [(one, other) for one, other in single if one[0].isalpha() and other[0].isalpha()]
        found.update(pairs)
        touched += bool(pairs)
    spun = sum(found.values()) >= _LEAST_SWAPS and touched >= max(3, _MOST_TOUCHED * len(reuses))
    return [pair for pair, _ in sorted(found.items(), key=lambda item: (-item[1], item[0]))] if spun else []


def _evidence(passage: Passage) -> Evidence:
    return Evidence(passage.article_id, passage.start, passage.end, passage.exact)
