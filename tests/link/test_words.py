"""Words, numbers and passages: their examples, and what they must never mix up."""

from __future__ import annotations

import doctest
import importlib

import pytest

from dateline.link.figures import Standing, compare_figures, figures_of
from dateline.link.numbers import conflict, equal
from dateline.link.passages import passages, shingles
from tests.link.build import Page, number


@pytest.mark.parametrize("name", ["words", "numbers", "passages", "twins"])
def test_every_example_in_a_docstring_holds(name):
    assert doctest.testmod(importlib.import_module(f"dateline.link.{name}"), optionflags=doctest.ELLIPSIS).failed == 0


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("17", "19", True),
        (">=17", "19", False),
        (">=20", "19", True),
        ("10-15", "12", False),
        ("~20", "22", False),
        ("~20", "40", True),
        ("dozens", "3", False),
        ("0", "2", True),
    ],
)
def test_numbers_conflict_only_where_no_count_satisfies_both(one, other, clash):
    assert conflict(number(one), number(other)) is clash
    assert conflict(number(other), number(one)) is clash


def test_a_vague_word_equals_nothing_and_a_bound_equals_its_figure():
    assert not equal(number("dozens"), number("dozens"))
    assert equal(number(">=17"), number("17"))


def figure(*count):
    return figures_of(Page("p").claim("Some words.", "words", counts=[count]))[0]


def test_a_part_is_contained_not_in_conflict():
    assert (
        compare_figures(figure("killed", "17"), figure("killed", "3", "children", "incident", "part")) is Standing.PART
    )


def test_a_part_of_at_least_may_be_more():
    def women(*, of, number):
        counts = [("abducted", of), ("abducted", number, "women", "incident", "part")]
        return figures_of(Page("p").claim("Some words.", "words", counts=counts))[1]

    assert compare_figures(women(of=">=26", number="9"), women(of="32", number="11")) is Standing.COMPATIBLE
    assert compare_figures(women(of=">=26", number="12"), women(of="32", number="11")) is Standing.CONFLICT
    assert compare_figures(women(of="26", number="9"), women(of="32", number="11")) is Standing.CONFLICT


def test_groups_and_measures_stand_apart():
    assert compare_figures(figure("killed", "9", "soldiers"), figure("killed", "2", "attackers")) is Standing.APART
    assert compare_figures(figure("killed", "9"), figure("wounded", "9")) is Standing.APART


def test_a_group_larger_than_the_whole_is_in_conflict():
    assert compare_figures(figure("killed", "29", "civilians"), figure("killed", "17")) is Standing.CONFLICT


def test_passages_point_at_their_own_words_and_leave_furniture_out():
    page = Page("p", sentences=["One stood here. Two stood there, he said.", "Three."], furniture=["Share this page"])
    article = page.article()
    found = passages(article)
    assert [p.exact for p in found] == ["One stood here.", "Two stood there, he said.", "Three."]
    assert all(article.text[p.start : p.end] == p.exact for p in found)


def test_shingles_are_the_same_on_every_machine():
    assert sorted(shingles(["a", "b", "c", "d", "e"])) == [53679349980425069]
