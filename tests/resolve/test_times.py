"""Times: every example of the data, and what holds for any text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.times import TimeExample, feast_calendar, time_examples, time_words
from dateline.records import Unresolved, When, Why
from dateline.resolve.times import TimeGrammar, interval, timex_value, when_was
from dateline.resolve.times_days import easter, feast_in, orthodox_easter
from dateline.resolve.times_items import Lexer
from dateline.resolve.times_mean import Feast

GRAMMAR = TimeGrammar(time_words(), feast_calendar())
PIECES = [e.words for e in time_examples() if e.words] + [
    "since",
    "until",
    "from",
    "to",
    "and",
    "on",
    "the",
    "in",
    "(",
    ")",
    ",",
    "-",
    ".",
    "killed",
    "12",
    "people",
    "Aleppo",
    "2014",
    "March",
    "May",
    "early",
    "31",
    "Feb.",
    "29",
    "day",
    "weeks",
    "ago",
    "last",
    "next",
    "every",
    "at",
    "3 p.m.",
]


def ident(example: TimeExample) -> str:
    return example.text[:40]


@pytest.mark.parametrize("example", time_examples(), ids=ident)
def test_example(example: TimeExample) -> None:
    found = GRAMMAR.find(example.text)
    assert (found[0].words if found else None) == example.words
    if not found:
        assert example.interval is None
        return
    anchor = dt.date.fromisoformat(example.published) if example.published else None
    when = when_was(found[0], anchor, "publication" if anchor else "none", future=example.future)
    assert (interval(when) if isinstance(when, When) else None) == example.interval


def test_there_are_enough_examples() -> None:
    assert len(time_examples()) >= 90


def test_offsets_count_from_the_text() -> None:
    text = "Rebels fled. On Tuesday they came back."
    found = GRAMMAR.find(text, 13, len(text))
    assert [(f.start, f.end) for f in found] == [(16, 23)]
    assert text[16:23] == "Tuesday"


def test_a_clause_keeps_the_date_within_it() -> None:
    found = GRAMMAR.find("killed since peace talks broke off in April, they said")[0]
    assert found.words == "since peace talks broke off in April"
    assert found.inner is not None and found.inner.words == "April"


def test_basis_and_anchor_are_told() -> None:
    monday = GRAMMAR.when_was("Monday", dt.date(2016, 10, 20), "dateline")
    assert monday == When(
        dt.date(2016, 10, 17), dt.date(2016, 10, 17), "day", "dateline", dt.date(2016, 10, 20), "Monday"
    )
    year = GRAMMAR.when_was("2014", dt.date(2016, 10, 20), "publication")
    assert year == When(dt.date(2014, 1, 1), dt.date(2014, 12, 31), "year", "stated", None, "2014")


def test_without_an_anchor_there_is_a_reason() -> None:
    when = GRAMMAR.when_was("last week", None, "none")
    assert isinstance(when, Unresolved) and when.why is Why.NO_ANCHOR and "last week" in when.detail
    assert isinstance(GRAMMAR.when_was("every Friday", None, "none"), Unresolved)
    assert isinstance(GRAMMAR.when_was("the bridge", dt.date(2016, 1, 1), "publication"), Unresolved)


def test_a_day_told_in_the_text_anchors_what_counts_from_it() -> None:
    told = dt.date(2016, 9, 18)
    for words, expected in (
        ("the day before", "2016-09-17"),
        ("two days later", "2016-09-20"),
        ("that morning", "2016-09-18"),
        ("the following month", "2016-10"),
        ("at dawn", "2016-09-18"),
    ):
        when = GRAMMAR.when_was(words, told, "text")
        assert isinstance(when, When) and interval(when) == expected, words


def test_an_impossible_date_is_not_found_as_a_day() -> None:
    assert not any(f.words == "31 June 2014" for f in GRAMMAR.find("on 31 June 2014"))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Friday", "2016-10-14"),
        ("two days", "P2D"),
        ("every Friday", "XXXX-WXX-5"),
        ("now", "PRESENT_REF"),
        ("recently", "PAST_REF"),
        ("daily", "P1D"),
        ("last week", "2016-W41"),
        ("last summer", "2016-SU"),
        ("the third quarter", "2016-Q3"),
        ("48 hours", "PT48H"),
        ("Monday night", "2016-10-17TNI"),
        ("several years", "PXY"),
        ("the 1980s", "198"),
        ("last month", "2016-09"),
        ("the weekend", "2016-W41-WE"),
    ],
)
def test_timex_value(words: str, value: str) -> None:
    found = GRAMMAR.read(words)
    assert not isinstance(found, Unresolved)
    assert timex_value(found, dt.date(2016, 10, 20)) == value


def test_moving_feasts() -> None:
    assert (easter(2008), easter(2024)) == (dt.date(2008, 3, 23), dt.date(2024, 3, 31))
    assert (orthodox_easter(2022), orthodox_easter(2024)) == (dt.date(2022, 4, 24), dt.date(2024, 5, 5))


def feast(words: str) -> Feast:
    value = Lexer(time_words(), feast_calendar()).items(words, 0, None)[0].value
    assert isinstance(value, Feast)
    return value


def test_every_ramadan_has_29_or_30_days() -> None:
    lengths = [(days[1] - days[0]).days + 1 for y in range(1990, 2031) for days in feast_in(feast("Ramadan"), y)]
    assert len(lengths) == 43 and set(lengths) <= {29, 30}


def test_every_feast_named_has_a_rule() -> None:
    assert set(time_words().feasts.values()) <= set(feast_calendar().feasts)


texts = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
days = st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31))


@given(texts | st.text(max_size=60))
def test_spans_are_exact_and_in_order(text: str) -> None:
    found = GRAMMAR.find(text)
    assert all(text[f.start : f.end] == f.words and f.words.strip() == f.words for f in found)
    assert all(one.end <= two.start for one, two in zip(found, found[1:], strict=False))


@given(texts, days, st.booleans())
def test_days_are_in_order_and_written(text: str, anchor: dt.date, future: bool) -> None:
    for found in GRAMMAR.find(text):
        when = when_was(found, anchor, "publication", future=future)
        if isinstance(when, Unresolved):
            assert when.detail
            continue
        assert when.earliest is None or when.latest is None or when.earliest <= when.latest
        assert when.earliest or when.latest
        assert interval(when) and when.words == found.words
        timex_value(found, anchor)


RELATIVE = [
    "last week",
    "this week",
    "two days ago",
    "the past 24 hours",
    "recent weeks",
    "for two years",
    "earlier this month",
    "this month",
    "last month",
    "overnight",
    "last night",
    "the weekend",
    "three hours ago",
    "since last month",
    "the day before",
    "at dawn",
    "now",
    "recently",
    "every day",
    "two-week",
    "later",
    "late last year",
    "this year",
]


@given(st.sampled_from(RELATIVE), days)
def test_no_day_of_publication_unless_the_words_say_so(words: str, anchor: dt.date) -> None:
    when = GRAMMAR.when_was(words, anchor, "publication")
    assert isinstance(when, Unresolved) or (when.earliest, when.latest) != (anchor, anchor)
