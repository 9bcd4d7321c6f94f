"""Every list of lexicons/en/parsing.yml, by what the rule reader no longer reads in a sentence without it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.knowledge.parsing_words import ParsingExample, parsing_words
from dateline.protocols import Reader
from dateline.records import Article, Mention, Reading, Sentence
from tests.conftest import make_sentences

Hints = Callable[[Article, tuple[Sentence, ...]], list[Mention]]


def told(article: Article, reading: Reading) -> set[str]:
    """What a reading holds, a line each: triggers with their status, fillers of roles, claimants, numbers."""

    def words(mention: int) -> str:
        return article.text[reading.mentions[mention].start : reading.mentions[mention].end]

    out = {f"{t.type} {t.status}: {article.text[t.start : t.end]}" for t in reading.triggers}
    out |= {f"{link.role}: {words(link.mention)}" for link in reading.roles}
    out |= {f"source: {words(m)}" for link in reading.sources for joint in link.chain for m in joint}
    return out | {f"{count.measure}: {words(count.mention)}" for count in reading.counts}


@pytest.mark.parametrize("example", parsing_words().examples, ids=lambda example: example.text[:40])
def test_a_list_changes_its_example(
    example: ParsingExample, reader: Reader, hints: Hints, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, sentences = make_sentences(example.text)
    found = hints(article, sentences)
    whole = told(article, reader.read(article, sentences, found))
    words = parsing_words()
    empty = type(getattr(words, example.list))()
    monkeypatch.setitem(words.__dict__, example.list, empty)
    less = told(article, reader.read(article, sentences, found))
    assert {example.read} - {None} <= whole - less
    assert {example.without} - {None} <= less - whole
    assert whole != less


def test_every_list_has_an_example() -> None:
    assert {example.list for example in parsing_words().examples} == set(type(parsing_words()).model_fields) - {
        "examples"
    }
