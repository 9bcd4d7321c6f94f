"""Which of a reading's sources are claimants, and how much of their words."""

from __future__ import annotations

import dataclasses

import pytest

from dateline.code.claimants import Claimants
from dateline.knowledge.lexicon import reference_words
from dateline.records import Mention, Reading, SourceLink, Trigger
from tests.conftest import make_sentences


def kept(text: str, *sources: str, trigger: str = "shelled", headline: bool = False) -> tuple[list[list[str]], str]:
    """The chain of a sentence's one event, of which each of the sources is a link, and its manner."""
    article, sentences = make_sentences(text)
    if headline:
        sentences = (dataclasses.replace(sentences[0], kind="headline"),)
    mentions = tuple(Mention(0, at, at + len(s), "source", 1.0, "t") for s in sources for at in (text.index(s),))
    start = text.index(trigger)
    found = Trigger(0, start, start + len(trigger), "shelling", "actual", 1.0, "t")
    chain = tuple((n,) for n in range(len(sources)))
    link = SourceLink(0, chain[:1] if trigger == "shelling" else chain, None, "paraphrased", 1.0)
    reading = Reading("t", mentions, (found,), (), (), (link,))
    done = Claimants(reference_words(), lambda words: words == "Odu One").kept(article, sentences, reading)
    (one,) = done.sources
    return [[text[done.mentions[m].start : done.mentions[m].end] for m in joint] for joint in one.chain], one.manner


@pytest.mark.parametrize(
    ("text", "sources", "wanted"),
    [
        ("Police in Odu were told that rebels shelled Tene.", ["Police in Odu"], ([], "unattributed")),
        ("The mayor was later informed by aides that rebels shelled Tene.", ["The mayor"], ([], "unattributed")),
        ("Police were told by aides that rebels shelled Tene.", ["aides", "Police"], ([["aides"]], "paraphrased")),
        ("Reuters was told that rebels shelled Tene.", ["Reuters"], ([["Reuters"]], "paraphrased")),
        ("Odu One was told that rebels shelled Tene.", ["Odu One"], ([["Odu One"]], "paraphrased")),
        ("Police were told, and they said rebels shelled Tene.", ["Police"], ([["Police"]], "paraphrased")),
        ("Police told us that rebels shelled Tene.", ["Police"], ([["Police"]], "paraphrased")),
        ("The army reports the following to all people: rebels shelled Tene.", ["The army", "all people"],
         ([["The army"]], "paraphrased")),
        ("The army, according to all people, shelled Tene.", ["all people"], ([["all people"]], "paraphrased")),
    ],
)  # fmt: skip
def test_who_is_told_vouches_for_nothing(text: str, sources: list[str], wanted: tuple[list[list[str]], str]) -> None:
    assert kept(text, *sources) == wanted


def test_the_verb_of_a_headline_is_no_claimant() -> None:
    title = "Odu Rebels Say Army Shelled Tene"
    assert kept(title, "Odu Rebels Say", trigger="Shelled", headline=True)[0] == [["Odu Rebels"]]
    assert kept(title, "Odu Rebels Say", trigger="Shelled")[0] == [["Odu Rebels Say"]]
    assert kept("Claims Grow as Army Shelled Tene", "Claims", trigger="Shelled", headline=True)[0] == [["Claims"]]


@pytest.mark.parametrize(
    ("words", "piece", "around", "wanted"),
    [
        ("Reports from the mayor", "the mayor", "Reports from the mayor", "Reports from the mayor"),
        ("The mayor of Odu", "The mayor", "The mayor of Odu", "The mayor of Odu"),
        ("The mayor, 40,", "The mayor", "The mayor, 40", "The mayor"),
        ("The mayor and the priest", "The mayor", "The mayor and the priest", "The mayor"),
        ("A note by the mayor", "the mayor", "A note by the mayor", "the mayor"),
        ("The mayor, who fled,", "The mayor", "The mayor, who fled", "The mayor"),
    ],
)
def test_a_piece_of_a_claimant_is_the_whole(words: str, piece: str, around: str, wanted: str) -> None:
    assert kept(f"{words} spoke of shelling in Tene.", piece, around, trigger="shelling")[0] == [[wanted]]


def test_two_links_of_a_chain_stay_two() -> None:
    text = "Reports from the mayor said rebels shelled Tene."
    assert kept(text, "the mayor", "Reports from the mayor")[0] == [["the mayor"], ["Reports from the mayor"]]
