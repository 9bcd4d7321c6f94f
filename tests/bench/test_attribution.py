"""Spans of characters against spans of tokens."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.bench.attribution import carried, compared, laid_out, run
from dateline.bench.sets.cofenet import LabelledArticle, LabelledSentence, read_cofenet
from dateline.bench.tasks import Missing
from dateline.errors import InputError
from dateline.jobs import machine
from tests.bench.build import bench_of, write_lines

TOKENS = ["The", "mayor", "said", "three", "boats", "sank", "."]
LABELS = ["B-source", "I-source", "B-cue", "B-content", "I-content", "I-content", "O"]
GOLD = LabelledArticle("harbour", (LabelledSentence(tuple(TOKENS), tuple(LABELS)),))


def test_tokens_become_text_as_a_page_shows_it() -> None:
    quoted = LabelledSentence(("“", "We", "can", "'t", "stay", ",", "”", "he", "said", "."), ("O",) * 10)
    article, sentences, places = laid_out(LabelledArticle("x", (quoted, GOLD.sentences[0])))
    assert article.text.split("\n")[0] == "“We can't stay,” he said."
    assert [article.text[a:b] for a, b in places[1]] == TOKENS
    assert article.text[sentences[1].start : sentences[1].end] == "The mayor said three boats sank."


def test_a_span_over_two_sentences_is_one_in_each() -> None:
    article, sentences, places = laid_out(LabelledArticle("x", (GOLD.sentences[0], GOLD.sentences[0])))
    start, end = article.text.index("three"), article.text.index("mayor", 10)
    assert list(carried(("content", start, end), sentences, places)) == [("content", (0, 3, 7)), ("content", (1, 0, 1))]


def test_the_rule_reader_is_scored_by_exact_spans() -> None:
    tally = compared(machine("rules"), GOLD)
    assert dict(tally.gold) == {"source": 1, "cue": 1, "content": 1}
    assert dict(tally.right) == {"source": 1, "cue": 1, "content": 1}  # "The mayor", "said", "three boats sank"


def test_rows_come_from_the_folder_and_the_split(tmp_path: Path) -> None:
    write_lines(
        tmp_path / "reading/data/cofenet/polnear/valid.txt", [{"tokens": TOKENS, "labels": LABELS, "id": "harbour"}]
    )
    rows = {row.metric: row for row in run(bench_of(tmp_path))}
    assert rows["source_f1"].value == 1.0 and rows["source_f1"].published == 0.832
    with pytest.raises(Missing):
        list(run(bench_of(tmp_path, "test")))


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "valid.txt", [{"tokens": ["a"], "labels": [], "id": "x"}])
    with pytest.raises(InputError, match=r"valid\.txt:1: has not one label"):
        read_cofenet(path)
    path.write_text("not json\n")
    with pytest.raises(InputError, match=r"valid\.txt:1: is not a line of JSON"):
        read_cofenet(path)
