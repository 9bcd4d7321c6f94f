"""Who speaks right after a quotation vouches for the quotations that go on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.code.quotes import carried_sources, quotations
from dateline.code.speakers import Speakers
from dateline.knowledge.lexicon import reference_words
from dateline.records import Mention, Reading, Trigger
from tests.conftest import growth, make_sentences

NOTHING = Reading("test/1", (), (), (), (), ())


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“They came to the market at dawn,” he told the court.", ["he"]),
        ("“They came to the market at dawn,” said the mayor of Odu.", ["the mayor of Odu"]),
        ("“They came to the market at dawn”, Dr. Amara Sow later said.", ["Dr. Amara Sow"]),
        ("“They came to the market at dawn,” added Ann Lee, a nurse.", ["Ann Lee"]),
        ("“They came to the market at dawn.” The raid was over by noon.", []),
        ("“They came to the market at dawn.” The mayor left. He said no more.", []),
        ("The word “ceasefire” he said was not theirs.", []),
    ],
)
def test_the_speaker_after_a_quotation(text: str, speakers: list[str]) -> None:
    article, sentences = make_sentences(text)
    added = Speakers(reference_words()).added(article, sentences, NOTHING).mentions
    assert [text[m.start : m.end] for m in added] == speakers


def test_a_speaker_whom_the_reader_found_stays() -> None:
    text = "“They came to the market at dawn,” Mayor Ann Lee said."
    article, sentences = make_sentences(text)
    known = Mention(0, text.index("Mayor"), text.index(" said"), "source", 0.9, "test")
    reading = Reading("test/1", (known,), (), (), (), ())
    assert Speakers(reference_words()).added(article, sentences, reading) == reading


@pytest.mark.parametrize("marks", ["“”", '""'])
def test_the_quotation_that_goes_on_is_the_speakers(marks: str) -> None:
    first = f"{marks[0]}We were at the market that day,{marks[1]} she said."
    then = f"{marks[0]}They shelled the port from the hills.{marks[1]}"
    article, sentences = make_sentences(first, then)
    at = article.text.index("shelled")
    trigger = Trigger(1, at, at + len("shelled"), "shelling", "actual", 1.0, "test")
    reading = Speakers(reference_words()).added(article, sentences, Reading("test/1", (), (trigger,), (), (), ()))
    ((chain,),) = [link.chain for link in carried_sources(article, sentences, reading, {}).values()]
    assert article.text[reading.mentions[chain[0]].start :].startswith("she said")


def test_plain_marks_open_anew_with_each_paragraph() -> None:
    article, sentences = make_sentences(
        'The league said: "They were beaten in the cells.', '"Nobody has answered for it until today."', "It left."
    )
    assert [(q.closed, article.text[q.start + 1 : q.start + 7]) for q in quotations(article, sentences)] == [
        (False, "They w"),
        (True, "Nobody"),
    ]


def test_the_time_grows_with_the_page() -> None:
    def found(lines: int) -> Callable[[], Reading]:
        article, sentences = make_sentences(*["“They came to the market at dawn,” he said."] * lines)
        return lambda: Speakers(reference_words()).added(article, sentences, NOTHING)

    assert len(found(50)().mentions) == 50
    assert growth(found, 2000) < 9
