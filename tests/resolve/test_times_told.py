"""Times in their story: anchors that the text tells. Texts of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.knowledge.times import feast_calendar, time_words
from dateline.protocols import Story
from dateline.records import Evidence, Unresolved, When, Why
from dateline.resolve.times import TimeGrammar
from dateline.resolve.times_told import StoryTimes

TIMES = StoryTimes(TimeGrammar(time_words(), feast_calendar()))
STORY = Story("art", dt.date(2016, 10, 20), "publication", (), None)  # a Thursday
UNDATED = Story("art", None, "none", (), None)


def when(text: str, words: str, story: Story = STORY) -> When | Unresolved:
    start = text.rindex(words)
    return TIMES.when_was(Evidence("art", start, start + len(words), words), text, story, False)


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The town fell on Monday. The day before, jets had hit it.", "The day before", "2016-10-16"),
        ("The town fell on Monday. Earlier in the day jets had hit it.", "Earlier in the day", "2016-10-17"),
        ("They met on 3 May 2015. Two days later the truce broke.", "Two days later", "2015-05-05"),
        ("He left on Monday before dawn.", "before dawn", "2016-10-17"),
        ("“They came yesterday,” he said on Tuesday.", "yesterday", "2016-10-17"),
        ('On Tuesday he said: "They came yesterday."', "yesterday", "2016-10-17"),
        ("“They came yesterday,” he said.", "yesterday", "2016-10-19"),
        ("On Tuesday he spoke. They came yesterday.", "yesterday", "2016-10-19"),
    ],
)
def test_anchor(text: str, words: str, day: str) -> None:
    got = when(text, words)
    assert isinstance(got, When)
    assert (str(got.earliest), str(got.latest)) == (day, day)
    assert got.reasons


@pytest.mark.parametrize(
    "text", ["The day before, jets had hit it.", "The court sits on 3 November 2016. The day before, jets had hit it."]
)
def test_no_day_told_is_no_guess(text: str) -> None:
    got = when(text, "The day before")
    assert isinstance(got, Unresolved)
    assert got.why is Why.NO_ANCHOR


def test_what_happened_is_not_dated_after_the_page() -> None:
    text = "The ministry spoke on Thursday. New raids hit the town a day after shells killed nine."
    got = when(text, "a day after")
    assert isinstance(got, Unresolved) and got.why is Why.NO_ANCHOR
    start = text.index("a day after")
    planned = TIMES.when_was(Evidence("art", start, start + 11, "a day after"), text, STORY, True)
    assert isinstance(planned, When) and str(planned.earliest) == "2016-10-21"


def test_an_undated_page_gives_its_weekdays_no_day() -> None:
    got = when("It fell on Monday.", "Monday", UNDATED)
    assert isinstance(got, Unresolved)
    assert got.why is Why.NO_ANCHOR


def test_an_undated_page_that_tells_a_date_anchors_what_counts_from_it() -> None:
    got = when("It fell on 3 May 2015. The next day they fled.", "The next day", UNDATED)
    assert isinstance(got, When)
    assert (got.basis, str(got.earliest)) == ("text", "2015-05-04")
