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


def added(text: str, reading: Reading = NOTHING) -> Reading:
    article, sentences = make_sentences(text)
    return Speakers(reference_words()).added(article, sentences, reading, quotations(article, sentences))


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“They came to the market at dawn,” he told the court.", ["he"]),
        ("“They came to the market at dawn,” said the mayor of Odu.", ["the mayor of Odu"]),
        ("“They came to the market at dawn”, Dr. Amara Sow later said.", ["Dr. Amara Sow"]),
        ("“They came to the market at dawn,” added Ann Lee, a nurse.", ["Ann Lee"]),
        ("“They came to the market at dawn,” said a spokesman for the army.", ["a spokesman"]),
        ("“They came to the market at dawn,” said army spokesman Ali Omar.", ["army spokesman Ali Omar"]),
        ("“They came to the market at dawn,” said the former deputy mayor.", ["the former deputy mayor"]),
        ("“They came to the market at dawn,” Ömer Çelik said.", ["Ömer Çelik"]),
        ("“They came to the market at dawn,” the UN’s envoy said.", ["the UN’s envoy"]),
        ("“Who sent them to our market?” the mayor said.", ["the mayor"]),
    ],
)
def test_the_speaker_after_a_quotation(text: str, speakers: list[str]) -> None:
    assert [text[m.start : m.end] for m in added(text).mentions] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "“They came to the market at dawn.” The raid was over by noon.",
        "“They came to the market at dawn.” The mayor left. He said no more.",
        "The word “ceasefire” he said was not theirs.",
        "The army, in what it called “a response to repeated attacks,” said the rebels had shelled the town.",
        "The army, citing “a threat to all of us,” said Boko Haram killed ten.",
        "Ali Omar, who spoke of “the worst day of my whole life,” told the court that he fled.",
        "“They came to the market at dawn,” said Boko Haram killed ten.",
        "“They came to the market at dawn,” told the court.",
        "After “a night of terror in the city” the shelling continued.",
        "“They came to the market at dawn,” the report which he wrote was read.",
        "“Who sent them to our market?” Police said all was calm.",
        "“They came to the market at dawn,” I told her.",
        "“They came to the market at dawn,” said Mary and John Doe.",
    ],
)
def test_who_does_not_speak_there(text: str) -> None:
    assert added(text) == NOTHING


def test_a_speaker_whom_the_reader_found_stays() -> None:
    text = "“They came to the market at dawn,” Mayor Ann Lee said."
    known = Mention(0, text.index("Mayor"), text.index(" said"), "source", 0.9, "test")
    reading = Reading("test/1", (known,), (), (), (), ())
    assert added(text, reading) == reading


@pytest.mark.parametrize("marks", ["“”", '""'])
def test_the_quotation_that_goes_on_is_the_speakers(marks: str) -> None:
    first = f"{marks[0]}We were at the market that day,{marks[1]} she said."
    then = f"{marks[0]}They shelled the port from the hills.{marks[1]}"
    article, sentences = make_sentences(first, then)
    at = article.text.index("shelled")
    trigger = Trigger(1, at, at + len("shelled"), "shelling", "actual", 1.0, "test")
    quotes = quotations(article, sentences)
    bare = Reading("test/1", (), (trigger,), (), (), ())
    reading = Speakers(reference_words()).added(article, sentences, bare, quotes)
    ((chain,),) = [link.chain for link in carried_sources(article, sentences, reading, {}, quotes).values()]
    assert article.text[reading.mentions[chain[0]].start :].startswith("she said")


def test_plain_marks_open_anew_with_each_paragraph() -> None:
    article, sentences = make_sentences(
        'The league said: "They were beaten in the cells.', '"Nobody has answered for it until today."', "It left."
    )
    assert [(q.closed, article.text[q.start + 1 : q.start + 7]) for q in quotations(article, sentences)] == [
        (False, "They w"),
        (True, "Nobody"),
    ]


@pytest.mark.parametrize(
    "line",
    ['"We were at the market that day ", she said.', '"He said "go now" and we left at once," she said.'],
)
def test_a_mark_within_a_line_opens_nothing_anew(line: str) -> None:
    article, sentences = make_sentences(line, "Troops shelled the port on Monday.")
    at = article.text.index("shelled")
    assert all(q.closed and not q.start <= at < q.end for q in quotations(article, sentences))


def test_the_time_grows_with_the_page() -> None:
    def found(lines: int) -> Callable[[], Reading]:
        article, sentences = make_sentences(*["“They came to the market at dawn,” he said."] * lines)
        quotes = quotations(article, sentences)
        return lambda: Speakers(reference_words()).added(article, sentences, NOTHING, quotes)

    def long_line(words: int) -> Callable[[], Reading]:
        article, sentences = make_sentences("“They came to the market at dawn,” the" + " Mary" * words + " left.")
        quotes = quotations(article, sentences)
        return lambda: Speakers(reference_words()).added(article, sentences, NOTHING, quotes)

    assert len(found(50)().mentions) == 50
    assert growth(found, 2000) < 9
    assert long_line(4000)() == NOTHING and growth(long_line, 20000) < 9
