"""Task `incidents`: ECB+ documents to the happenings they tell of, and its event mentions to events.

The first line of a document that is the page's address is left out. Documents of all topics are clustered together.
Mentions are the set's own; the baseline joins mentions of one head word, whatever their documents.
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterator, Sequence

from dateline.bench.clusterings import b3_f1, conll_f1
from dateline.bench.rows import Row
from dateline.bench.sets.ecbplus import Document, documents
from dateline.bench.tasks import Bench, Missing
from dateline.link.mentions import event_heads
from dateline.link.stories import stories
from dateline.records import Article, Header, LineMark, Unresolved, Why

_FOLDER = ("events", "data", "ecbplus", "ECB+_LREC2014")
_DRAWS, _SEED = 300, 7
_TF_IDF = (0.915, "tf-idf, tuned, on the test topics")


def run(bench: Bench) -> Iterator[Row]:
    """Rows `b3_f1` (documents), `conll_f1` (mentions), and `conll_f1_head_lemma` (the baseline)."""
    folder = bench.part("ECB+", *_FOLDER)
    docs = list(documents(folder, bench.split))
    if not docs:
        raise Missing(f"the {bench.split} topics of ECB+", folder)
    told = {ident: at for at, story in enumerate(stories([_article(doc) for doc in docs])) for ident in story}
    given, gold = [told[doc.ident] for doc in docs], [doc.story for doc in docs]
    topics = [doc.topic for doc in docs]
    spread = _interval(topics, given, gold)
    yield Row("incidents", "ECB+", bench.split, "b3_f1", b3_f1(given, gold), *spread, len(docs), *_TF_IDF)
    mentions = [(told[doc.ident], mention) for doc in docs for mention in doc.mentions]
    wanted = [mention.cluster for _, mention in mentions]
    heads = event_heads([mention.words for _, mention in mentions])
    lemmas = [mention.words[-1].lower() for _, mention in mentions]
    ours = [(story, head) for (story, _), head in zip(mentions, heads, strict=True)]
    for metric, labels in (("conll_f1", ours), ("conll_f1_head_lemma", lemmas)):
        yield Row(
            "incidents", "ECB+", bench.split, metric, conll_f1(labels, wanted), None, None, len(wanted), None, None
        )


def _article(doc: Document) -> Article:
    """The document as an article, a line to a sentence."""
    lines, texts, start = [], [], 0
    for words in doc.sentences:
        text = " ".join(words)
        lines.append(LineMark(start, start + len(text), "body", True, "a sentence of the set", "set"))
        texts.append(text)
        start += len(text) + 1
    nothing = Unresolved(Why.NOT_STATED, "the set gives none")
    header = Header(None, None, None, nothing, nothing, None, None, "en")
    return Article(doc.ident, doc.ident, "\n".join(texts), "", "ecb+", tuple(lines), header, (), ())


def _interval(topics: Sequence[int], given: Sequence[Hashable], gold: Sequence[Hashable]) -> tuple[float, float]:
    """Bootstrap 95% interval, drawing topics; a topic drawn twice counts as two."""
    rng, names = random.Random(_SEED), sorted(set(topics))
    drawn = []
    for _ in range(_DRAWS):
        picked = [(nth, topic) for nth, topic in enumerate(rng.choice(names) for _ in names)]
        items = [(nth, at) for nth, topic in picked for at in range(len(topics)) if topics[at] == topic]
        drawn.append(b3_f1([(nth, given[at]) for nth, at in items], [(nth, gold[at]) for nth, at in items]))
    drawn.sort()
    return drawn[round(0.025 * _DRAWS)], drawn[min(_DRAWS - 1, round(0.975 * _DRAWS))]
