"""Times as TIMEX3: what is marked, and what it is worth. Texts of our own."""

from __future__ import annotations

import pytest

from dateline.knowledge.times import feast_calendar, time_words, timex_words
from dateline.resolve.times import TimeGrammar
from dateline.resolve.times_timex import Timex, TimexGrammar

GRAMMAR = TimexGrammar(TimeGrammar(time_words(), feast_calendar()), timex_words())
DAY = "2016-10-20"  # a Thursday


def marked(text: str, created: str = DAY) -> list[tuple[str, str, str]]:
    return [(t.words, t.type, t.value) for t in GRAMMAR.find(text, created)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raid came on Tuesday.", [("Tuesday", "DATE", "2016-10-18")]),
        ("Delegates will meet on Tuesday.", [("Tuesday", "DATE", "2016-10-25")]),
        ("The ministers were to arrive on Friday.", [("Friday", "DATE", "2016-10-21")]),
        ("Monday's vote was calm.", [("Monday", "DATE", "2016-10-17")]),
        ("Shelling began Tuesday night.", [("Tuesday night", "TIME", "2016-10-18TNI")]),
        ("It was hit at noon Monday.", [("noon Monday", "TIME", "2016-10-17T12:00")]),
        ("The army must leave by August.", [("August", "DATE", "2017-08")]),
        ("Rents rose 3 percent since 2011.", [("2011", "DATE", "2011")]),
        ("The 1994 accord failed.", [("1994", "DATE", "1994")]),
        ("It paid $ 1994 for it.", []),
        ("It cost $1995.", []),
        ("In nineteen ninety-one the war began.", [("nineteen ninety-one", "DATE", "1991")]),
        ("From 1985 to 1987 it held.", [("1985", "DATE", "1985"), ("1987", "DATE", "1987")]),
        ("They held out for three days.", [("three days", "DURATION", "P3D")]),
        ("It stood for half an hour.", [("half an hour", "DURATION", "PT30M")]),
        ("Two days after the raid they left.", [("Two days", "DURATION", "P2D")]),
        ("Fighting eased in recent weeks.", [("recent weeks", "DURATION", "PXW")]),
        ("Every Friday they march.", [("Every Friday", "SET", "XXXX-WXX-5")]),
        ("It is quiet now.", [("now", "DATE", "PRESENT_REF")]),
        ("In the past it was rich.", [("the past", "DATE", "PAST_REF")]),
        ("He spoke of a recent raid.", [("recent", "DATE", "PAST_REF")]),
        ("So far nobody has come.", []),
        (
            "Last summer and last weekend were calm.",
            [("Last summer", "DATE", "2016-SU"), ("last weekend", "DATE", "2016-W41-WE")],
        ),
        ("In the 1990s it was rich.", [("the 1990s", "DATE", "199")]),
        ("The first half of 2015 was calm.", [("The first half of 2015", "DATE", "2015-H1")]),
        ("By year-end it will be over.", [("year-end", "DATE", "2016-12-31")]),
        ("About a quarter of the town is gone.", []),
        ("In the last three months it fell.", [("the last three months", "DURATION", "P3M")]),
    ],
)
def test_value(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert marked(text) == expected


def test_a_period_is_told_before_it_is_spoken_of() -> None:
    text = (
        "Third-quarter profit fell. A year earlier it rose. Sales in the quarter were flat, as in the year-ago period."
    )
    values = [value for _, _, value in marked(text)]
    assert values == ["2016-Q3", "2015-Q3", "2016-Q3", "2015-Q3"]


def test_the_following_year_counts_from_the_year_told() -> None:
    assert [value for _, _, value in marked("The war began in 1995. The following year it ended.")] == ["1995", "1996"]


def test_a_page_without_a_day_has_lengths_and_years_only() -> None:
    assert [t.value for t in GRAMMAR.find("In 1995 it lasted two days.", "")] == ["1995", "P2D"]


def test_spans_are_the_words() -> None:
    text = "Late Monday, and again in June 2014, they fled."
    for timex in GRAMMAR.find(text, DAY):
        assert isinstance(timex, Timex)
        assert text[timex.start : timex.end] == timex.words
