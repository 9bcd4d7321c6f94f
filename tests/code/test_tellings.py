"""Whose count or account it is vouches, with or without a verb of saying."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.code.tellings import Tellings
from dateline.knowledge.lexicon import reference_words
from dateline.records import Mention, Reading, SourceLink, Trigger
from tests.conftest import growth, make_sentences


def sources(text: str, *triggers: str) -> list[tuple[str, str]]:
    """Trigger and claimant of every source that is added."""
    article, sentences = make_sentences(text)
    found = tuple(Trigger(0, text.index(t), text.index(t) + len(t), "toll", "actual", 1.0, "test") for t in triggers)
    reading = Tellings(reference_words()).added(article, sentences, Reading("test/1", (), found, (), (), ()))
    told = [(link.trigger, reading.mentions[link.chain[0][0]]) for link in reading.sources]
    return [(triggers[trigger], text[mention.start : mention.end]) for trigger, mention in told]


@pytest.mark.parametrize(
    ("text", "triggers", "wanted"),
    [
        (
            "By the hospital's count, 14 people died and three are missing.",
            ("died", "missing"),
            [("died", "the hospital"), ("missing", "the hospital")],
        ),
        (
            "Rebels shelled Odu on Monday; 31 have died since May, by the Lake Council's own latest reckoning.",
            ("shelled", "died"),
            [("died", "the Lake Council")],
        ),
        ("On the rebels' account, 40 soldiers surrendered.", ("surrendered",), [("surrendered", "the rebels")]),
        ("For Lieutenant Amara Sow, nineteen are missing.", ("missing",), [("missing", "Lieutenant Amara Sow")]),
        ("For the second day, rebels shelled the port.", ("shelled",), []),
        ("Jets bombed the town by the river's southern bank.", ("bombed",), []),
        ("Two men were killed in Odu as was shown by the police in the city's records.", ("killed",), []),
    ],
)
def test_a_source_without_a_verb(text: str, triggers: tuple[str, ...], wanted: list[tuple[str, str]]) -> None:
    assert sources(text, *triggers) == wanted


def test_the_counter_not_the_count_is_the_source() -> None:
    text = "12 died by the ministry's figures."
    article, sentences = make_sentences(text)
    start = text.index("the ministry")
    mention = Mention(0, start, len(text) - 1, "source", 1.0, "test")
    trigger = Trigger(0, 3, 7, "toll", "actual", 1.0, "test")
    link = SourceLink(0, ((0,),), None, "paraphrased", 1.0)
    reading = Tellings(reference_words()).added(
        article, sentences, Reading("t", (mention,), (trigger,), (), (), (link,))
    )
    assert [text[m.start : m.end] for m in reading.mentions[:1]] == ["the ministry"]
    assert reading.sources == (link,)


def test_a_page_of_nothing_but_counts_takes_time_in_proportion() -> None:
    def read(size: int) -> Callable[[], Reading]:
        article, sentences = make_sentences(*["By the hospital's count, 14 people died."] * size)
        triggers = tuple(Trigger(s.index, s.end - 5, s.end - 1, "toll", "actual", 1.0, "test") for s in sentences)
        reading = Reading("t", (), triggers, (), (), ())
        return lambda: Tellings(reference_words()).added(article, sentences, reading)

    assert [link.trigger for link in read(300)().sources] == list(range(300))
    assert growth(read, 9000) < 9
