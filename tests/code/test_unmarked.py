"""Whom a page tells of where no reader found a party: subjects of sentences, and names in full."""

from __future__ import annotations

from dateline.code.unmarked import Unmarked
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


def test_names_in_full_anywhere() -> None:
    assert unmarked("Shots hit the house of Ali Lang on Monday.") == [("name", "Ali Lang")]
    assert unmarked("Shots hit Omar al Berg in Odu.") == [("name", "Omar al Berg")]
    assert unmarked("On Monday Friday seemed far.") == []


def test_what_a_reader_found_is_not_found_again() -> None:
    assert unmarked("The rebels have left.", marked="The rebels") == []
    inside = unmarked("Ali Lang's house has burned.", marked="Ali Lang's house")
    assert inside == [("inner", "Ali Lang")]
