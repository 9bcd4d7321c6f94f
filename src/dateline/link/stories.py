"""Whole documents to stories: which pages tell of one happening, by their words, names, figures and leads.

For a collection of pages at hand, before or beside claims: words weighed by how few of its pages have them (tf-idf).
Four likenesses (all words, names, figures, leads) make one probability, fitted on public training topics; pages are
clustered by mean probability, and strays then join the one story that they are clearly nearer to (docs/ledger.md).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from dateline.link.cluster import clusters
from dateline.link.words import fold, is_function_word, stem, words_in
from dateline.records import Article
from dateline.tokens import Token

JOIN = 0.6  # mean probability above which two groups of pages are one story
STRAY = 0.3  # mean probability from which a small group joins a large one
CLEARLY = 0.1  # by how much its best story must be ahead of the next
SMALL = 4  # pages
_LEAD = 4  # sentences
_COMMON = 0.5  # pairs of pages are found by words that at most this share of pages has
_BIAS, _WEIGHTS = -7.63, (0.98, 8.36, 4.15, 8.02)  # of the square roots of the likenesses, in log-odds
Vector = Mapping[str, float]


def stories(articles: Iterable[Article]) -> tuple[tuple[str, ...], ...]:
    """The ids of the articles in stories, each sorted, by first id; the order of the articles does not matter."""
    ordered = sorted(articles, key=lambda article: article.id)
    told = [_told(article) for article in ordered]
    views = [_weighed([page[view] for page in told]) for view in range(len(_WEIGHTS))]
    known: dict[tuple[int, int], float] = {}

    def score(a: int, b: int) -> float:
        if (a, b) not in known:
            known[a, b] = _probability([_dot(view[a], view[b]) for view in views])
        return known[a, b]

    found = clusters(len(ordered), _candidates(views[0]), score, JOIN)
    return tuple(sorted(tuple(sorted(ordered[at].id for at in group)) for group in _strays_home(found, score)))


def _probability(likenesses: Sequence[float]) -> float:
    odds = _BIAS + sum(w * math.sqrt(max(0.0, x)) for w, x in zip(_WEIGHTS, likenesses, strict=True))
    return 1 / (1 + math.exp(-odds))


def _told(article: Article) -> tuple[Counter[str], ...]:
    """What a page is compared by: content words, names, figures, and the content words of its lead."""
    lines = [article.text[line.start : line.end] for line in article.lines if line.is_article]
    sentences = [words_in(line) for line in lines]
    words = [token for sentence in sentences for token in sentence]
    lower = {fold(token.text) for token in words if token.text.islower()}
    names = [fold(token.text) for token in words if token.is_capital and len(token.text) > 1]
    figures = [token.text for token in words if token.text[0].isdigit() and len(token.text) > 1]
    lead = [token for sentence in sentences[:_LEAD] for token in sentence]
    return (
        Counter(_contents(words)),
        Counter(name for name in names if name not in lower and not is_function_word(name)),
        Counter(figures),
        Counter(_contents(lead)),
    )


def _contents(words: Iterable[Token]) -> list[str]:
    stems = (stem(fold(token.text)) for token in words)
    return [word for word in stems if len(word) > 1 and not is_function_word(word)]


def _weighed(counted: Sequence[Counter[str]]) -> list[Vector]:
    """Unit vectors of tf-idf weights; a word that every page has weighs nothing."""
    pages = len(counted)
    having = Counter(word for page in counted for word in page)
    out: list[Vector] = []
    for page in counted:
        raw = {w: (1 + math.log(n)) * math.log((pages + 1) / having[w]) for w, n in page.items() if having[w] < pages}
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        out.append({word: weight / length for word, weight in raw.items()})
    return out


def _dot(one: Vector, other: Vector) -> float:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * long[word] for word, weight in short.items() if word in long)


def _candidates(vectors: Sequence[Vector]) -> list[tuple[int, int]]:
    """Pairs of pages that share a word which not most pages have."""
    pages: dict[str, list[int]] = defaultdict(list)
    for at, vector in enumerate(vectors):
        for word in vector:
            pages[word].append(at)
    most = max(2, int(_COMMON * len(vectors)))
    return sorted({(a, b) for at in pages.values() if len(at) <= most for i, a in enumerate(at) for b in at[i + 1 :]})


def _strays_home(found: Sequence[tuple[int, ...]], score: Callable[[int, int], float]) -> list[tuple[int, ...]]:
    """Small groups added to the large one that they are clearly nearest to; where none is, they stay alone."""
    large = [group for group in found if len(group) > SMALL]
    grown = {at: list(group) for at, group in enumerate(large)}
    alone = []
    for group in (g for g in found if len(g) <= SMALL):
        near = sorted(((_mean(group, other, score), -at) for at, other in enumerate(large)), reverse=True)
        if near and near[0][0] > STRAY and (len(near) < 2 or near[0][0] - near[1][0] > CLEARLY):
            grown[-near[0][1]] += group
        else:
            alone.append(group)
    return [*(tuple(sorted(group)) for group in grown.values()), *alone]


def _mean(one: Sequence[int], other: Sequence[int], score: Callable[[int, int], float]) -> float:
    return sum(score(min(a, b), max(a, b)) for a in one for b in other) / (len(one) * len(other))
