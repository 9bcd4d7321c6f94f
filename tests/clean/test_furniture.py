"""Every example in the word lists of cleaning."""

from __future__ import annotations

import pytest

from dateline.clean.header import find_dateline
from dateline.clean.quality import spun_words
from dateline.clean.sentences import split_line
from dateline.errors import DataError
from dateline.knowledge.furniture import (
    abbreviation_file,
    agency_file,
    agency_table,
    expand,
    furniture_file,
    furniture_table,
    spun_file,
)
from dateline.records import LineMark

RULES = furniture_file().rules


def first_rule(line: str) -> str | None:
    rules = (rule for rule in furniture_table().rules if len(line) <= rule.max_chars)
    return next((rule.id for rule in rules if rule.matches(line, line.lower())), None)


@pytest.mark.parametrize(("name", "line"), [(name, line) for name, rule in RULES.items() for line in rule.examples])
def test_example_is_decided_by_its_own_rule(name, line):
    assert first_rule(line) == f"furniture/{name}"


@pytest.mark.parametrize("line", [line for rule in RULES.values() for line in rule.unlike])
def test_what_is_unlike_is_decided_by_no_rule(line):
    assert first_rule(line) is None


@pytest.mark.parametrize("line", furniture_file().caption_examples)
def test_captions_are_captions_and_no_furniture(line):
    assert any(caption.fullmatch(line) for caption in furniture_table().captions)
    assert first_rule(line) is None


@pytest.mark.parametrize("example", agency_file().examples, ids=lambda example: example.text)
def test_agency_credits(example):
    found = agency_table().credited(example.text)
    assert (found[0] if found else None) == example.agency
    if found:
        assert agency_table().by_name[example.text[found[1] : found[2]]] == example.agency


@pytest.mark.parametrize("example", abbreviation_file().examples, ids=lambda example: example.text[:30])
def test_splitting_examples(example):
    assert [example.text[start:end] for start, end in split_line(example.text)] == example.sentences


@pytest.mark.parametrize("example", furniture_file().datelines, ids=lambda example: example.text)
def test_dateline_examples(example):
    line = LineMark(0, len(example.text), "body", True, "running text", "lines/body")
    found, _ = find_dateline(example.text, (line,), "art")
    assert (found.place_words if found else None) == example.place


@pytest.mark.parametrize("example", spun_file().examples, ids=lambda example: example.text[:30])
def test_spun_examples(example):
    assert bool(spun_words(example.text)) == example.rewritten


def test_a_piece_that_does_not_exist_names_file_and_choice():
    with pytest.raises(DataError, match="rules.x: no piece is called 'moon'; choose one of month"):
        expand("%moon%", {"month": "may"}, "rules.x")


@pytest.mark.parametrize(
    "token", ["A. ", "By Al ", "share this ", "A.A. ", "AFP - ", "related more ", "Aa and Bb, ", "..  "]
)
def test_no_rule_loses_itself_in_repetitions(token):
    for rule in furniture_table().rules:
        rule.pattern.fullmatch((token * 400)[: rule.max_chars - 1] + "!")
