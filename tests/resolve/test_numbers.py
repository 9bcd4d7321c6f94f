"""Numbers as stated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.lexicon import NumberExample, number_words
from dateline.records import Number, Unresolved
from dateline.resolve.numbers import NumberGrammar
from dateline.resolve.numbers_said import SaidNumbers

GRAMMAR = NumberGrammar(number_words())
SAID = SaidNumbers(GRAMMAR)


@pytest.mark.parametrize("example", number_words().examples, ids=lambda e: e.text)
def test_example_reads_as_written(example: NumberExample) -> None:
    found = GRAMMAR.find(example.text)
    got = (found[0].number.value, example.text[found[0].start : found[0].end]) if found else (None, None)
    assert got == (example.value, example.words)


@pytest.mark.parametrize(
    ("words", "low", "high", "point", "quantifier"),
    [
        ("at least 12 people", 12, None, None, "at_least"),
        ("more than 240,000", 240001, None, None, "more_than"),
        ("up to 60", None, 60, None, "at_most"),
        ("fewer than ten", None, 9, None, "fewer_than"),
        ("about 200", None, None, 200, "about"),
        ("20 to 30", 20, 30, None, "range"),
        ("seven", 7, 7, 7, "exact"),
        ("no", 0, 0, 0, "zero_stated"),
        ("dozens of", None, None, None, "vague"),
    ],
)
def test_bounds_are_never_invented(
    words: str, low: int | None, high: int | None, point: int | None, quantifier: str
) -> None:
    number = GRAMMAR.read(words)
    assert isinstance(number, Number)
    assert (number.low, number.high, number.point, number.quantifier) == (low, high, point, quantifier)


def test_an_addition_and_a_part_are_told_apart() -> None:
    text = "killed 12 people, including three children, and wounded another five"
    twelve, three, five = GRAMMAR.find(text)
    assert (twelve.part_of, three.part_of, five.additional) == (False, True, True)


@pytest.mark.parametrize(
    "words",
    [
        *("deaths", "police", "soldiers of the Third Brigade", "Ana and her son", "the guards", ""),
        *("just", "ammunition", "not big", "the number of dead", "an unknown number of men", "the rest of the crew"),
        *("the 456th person", "the third explosion", "$500 million", "They", "both", "the wounded", "the toll"),
    ],
)
def test_no_number_is_unresolved(words: str) -> None:
    assert isinstance(GRAMMAR.read(words), Unresolved)


@pytest.mark.parametrize(
    "words",
    [
        *("a villager", "Tomas Ibarra", "the mayor of Oulad", "ex-mayor", "its director", "journalist", "bus driver"),
        *("a third man", "him", "another person", "young Mira", "the town's mayor", "another", "that rocket"),
        *(
            "Mrs. Corvins",
            "General Ivo Tarras",
            "a Party of Work (PW) cadre",
            "a youth",
            "Mira Tarn, 31",
            "Ivo Orr (40)",
            "a stallholder, 30",
        ),
    ],
)
def test_one_that_is_named_counts_one(words: str) -> None:
    number = GRAMMAR.read(words)
    assert isinstance(number, Number)
    assert number.value == "1"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two sergeants and a major", 3),
        ("a driver and his two sons", 3),
        ("Town clerk and two others", 3),
        ("a man and a boy", 2),
        ("Ana Roy, 30, and two others", 3),
        ("a man, 30, and a woman, 25", 2),
    ],
)
def test_a_list_of_few_is_summed(words: str, value: int) -> None:
    number = GRAMMAR.read(words)
    assert isinstance(number, Number) and number.point == value


@pytest.mark.parametrize(
    ("words", "value"), [("two hundred and fifty thousand", 250000), ("20 dead and 30 wounded", 20)]
)
def test_what_is_no_list_is_not_summed(words: str, value: int) -> None:
    number = GRAMMAR.read(words)
    assert isinstance(number, Number) and number.point == value


@pytest.mark.parametrize(
    "words", ["Rebel Fighters", "Civilian Casualties", "a crowd that attacked the officer", "that"]
)
def test_a_word_for_a_person_makes_no_one_of_several(words: str) -> None:
    got = GRAMMAR.read(words)
    assert not (isinstance(got, Number) and got.value == "1")


@pytest.mark.parametrize(
    ("words", "measure", "scope", "value"),
    [
        ("a third of the 40 districts", "share", "incident", "33"),
        ("more than half of them", "share", "incident", ">50"),
        ("nine of every ten", "share", "incident", "90"),
        ("one resident in four", "share", "incident", "25"),
        ("40 per cent of them", "share", "incident", "40"),
        ("one in twenty-five", "share", "incident", "4"),
        ("nearly two of every three", "share", "incident", "~67"),
        ("his twin brother", "killed", "incident", "1"),
        ("a fourth group of 20 herders", "freed", "incident", "20"),
        ("a third man and two women", "killed", "incident", "3"),
        ("twice", "strikes", "incident", "2"),
        ("at least six times", "other", "incident", ">=6"),
        ("several times", "other", "cumulative", "several"),
        ("the fifth such raid", "strikes", "cumulative", "5"),
        ("the twenty-first reporter", "killed", "cumulative", "21"),
        ("the 33rd attack", "other", "cumulative", "33"),
        ("a third man", "killed", "incident", "1"),
        ("both sons", "missing", "incident", "2"),
        ("an elderly couple", "killed", "incident", "2"),
        ("290 tons of flour", "other", "incident", "290"),
        ("over $135 million", "other", "incident", ">135000000"),
        ("₦5 million", "other", "incident", "5000000"),
        ("at least 12 people", "killed", "incident", ">=12"),
    ],
)
def test_what_was_taken_for_a_count_reads_by_what_it_counts(words: str, measure: str, scope: str, value: str) -> None:
    number = SAID.read(words, measure, scope)
    assert isinstance(number, Number)
    assert number.value == value


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        *(("twice", "killed"), ("twice as high", "strikes"), ("290 tons of flour", "killed")),
        *(("three times as many", "other"), ("twice a day", "strikes"), ("300 km", "other"), ("5 years", "other")),
        *(("one in 20,000", "share"), ("half a million people", "share"), ("a town", "share")),
        *(("the third largest city", "other"), ("the third day", "other"), ("the 25th Division", "killed")),
        *(("third-year students", "arrested"), ("both armies", "troops"), ("both sides", "killed")),
    ],
)
@pytest.mark.parametrize("scope", ["incident", "cumulative"])
def test_what_states_no_number_of_that_kind_is_unresolved(words: str, measure: str, scope: str) -> None:
    assert isinstance(SAID.read(words, measure, scope), Unresolved)


@pytest.mark.parametrize(
    "words",
    [
        "9" * 5000 + " soldiers",
        "9" * 400 + ".5 million people",
        "5" + " million" * 800,
        "twenty one hundred and " * 300,
    ],
)
def test_a_number_without_end_is_no_number(words: str) -> None:
    assert all((f.number.high or 0) <= 10**12 for f in GRAMMAR.find(words))


@given(st.text(max_size=80))
def test_any_text_gives_exact_spans(text: str) -> None:
    found = GRAMMAR.find(text)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@given(st.integers(1, 99999))
def test_digits_read_as_themselves(value: int) -> None:
    number = GRAMMAR.read(f"{value:,} people")
    assert isinstance(number, Number) and number.point == value
