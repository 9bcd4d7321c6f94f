"""Whom a page tells of where no reader found a party: subjects of sentences, and names in full."""

from __future__ import annotations

import pytest

from dateline.code.unmarked import Unmarked, beside
from dateline.knowledge.lexicon import reference_words
from dateline.records import Mention
from tests.conftest import make_sentences


def unmarked(*texts: str, marked: str = "") -> list[tuple[str, str]]:
    article, sentences = make_sentences(*texts)
    at = article.text.index(marked)
    mentions = [Mention(0, at, at + len(marked), "actor", 1.0, "test")] if marked else []
    found = Unmarked(reference_words()).found(article, sentences, mentions)
    return [(one.kind, article.text[one.start : one.end]) for one in found]


def test_whom_a_sentence_begins_with() -> None:
    assert unmarked("The rebels of Odu have left.") == [("subject", "The rebels of Odu")]
    assert unmarked("Ali Lang, who was shot, has died.") == [("subject", "Ali Lang")]
    assert unmarked("But the ferry pilots refused.") == [("subject", "the ferry pilots")]
    assert unmarked("There have been shots.") == []
    assert unmarked("They have left.") == []
    assert unmarked("The wounded soldiers were taken home.") == [("subject", "The wounded soldiers")]
    assert unmarked("A hundred people were held.") == [("subject", "A hundred people")]
    assert unmarked("Three hundred rebels surrendered.") == [("subject", "Three hundred rebels")]
    assert unmarked("Hundreds of displaced people have come.") == [("subject", "Hundreds of displaced people")]


@pytest.mark.parametrize("text", ["- arrested three men.", "... called on him to go.", "-- injured nine"])
def test_marks_alone_are_nobody(text: str) -> None:
    assert unmarked(text) == []


def test_a_surname_counts_once() -> None:
    article, sentences = make_sentences("Ali Lang was shot.", "Lang has died.")
    found = Unmarked(reference_words()).found(article, sentences, [])
    names = [Mention(1, 19, 23, "target", 1.0, "names")]
    assert [(one.start, one.found_by) for one in beside(found, names)] == [(19, "unmarked"), (0, "unmarked")]
    assert [one.found_by for one in beside(found[:1], names)] == ["names", "unmarked"]


def test_names_in_full_anywhere() -> None:
    assert unmarked("Shots hit the house of Ali Lang on Monday.") == [("name", "Ali Lang")]
    assert unmarked("Shots hit Omar al Berg in Odu.") == [("name", "Omar al Berg")]
    assert unmarked("On Monday Friday seemed far.") == []


def test_what_a_reader_found_is_not_found_again() -> None:
    assert unmarked("The rebels have left.", marked="The rebels") == []
    inside = unmarked("Ali Lang's house has burned.", marked="Ali Lang's house")
    assert inside == [("inner", "Ali Lang")]
