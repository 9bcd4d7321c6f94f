"""Families of copies: roles with reasons, whatever the order of arrival."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.link.copies import find_copies
from dateline.link.reuse import reused_sentences
from tests.link.build import DAY, WIRE, Page, wire

OTHER = [
    "Gunmen abducted villagers who were coming home from their fields near a river on Sunday, officials said.",
    "A civil society leader said thirty-two people were taken and walked through the forest to the north of the road.",
]


def roles(*pages):
    return {m.article_id: m.role for f in find_copies([p.article() for p in pages]) for m in f.members}


def page(name, sentences, **facts):
    return Page(name, sentences=list(sentences), **facts)


def test_a_verbatim_copy_among_menus():
    copy = page("b-copy", WIRE, outlet="Courier", furniture=["Home", "Share", "Read also: ten places to eat outdoors"])
    assert roles(wire(), copy) == {"a-wire": "original", "b-copy": "verbatim"}


def test_a_shortened_copy_with_another_headline_is_edited():
    assert roles(wire(), page("b", WIRE[:4]))["b"] == "edited"


def test_a_copy_with_other_figures_is_an_update_and_says_which():
    changed = [WIRE[0].replace("17", "24"), *WIRE[1:]]
    (family,) = find_copies([wire().article(), page("b", changed, published=DAY + dt.timedelta(1)).article()])
    member = next(m for m in family.members if m.article_id == "b")
    assert member.role == "update"
    assert "24 people" in member.reason and "17 people" in member.reason


def test_a_page_stitched_from_two_stories_belongs_to_the_one_that_gave_most():
    stitched = page("z", [WIRE[0], OTHER[0], WIRE[2], WIRE[3], OTHER[1]], published=DAY + dt.timedelta(1))
    found = find_copies([wire().article(), page("o", OTHER).article(), stitched.article()])
    family = next(f for f in found if any(m.article_id == "z" for m in f.members))
    member = next(m for m in family.members if m.article_id == "z")
    assert {m.article_id for m in family.members} == {"a-wire", "z"}
    assert member.role == "stitched"


def test_unrelated_pages_make_no_family():
    assert find_copies([wire().article(), page("o", OTHER).article()]) == ()


def test_the_agencys_own_dateline_makes_the_original_on_one_day():
    copy = page("a-first-by-id", WIRE)
    assert roles(wire("b-wire"), copy) == {"b-wire": "original", "a-first-by-id": "verbatim"}


def test_empty_pages_are_no_copies_of_each_other():
    assert find_copies([page("a", []).article(), page("b", []).article()]) == ()


def test_a_reworded_sentence_is_found_and_points_at_both_places():
    spun = WIRE[2].replace("pulled", "taken").replace("about", "almost")
    first, later = wire().article(), page("z", [OTHER[0], spun], published=DAY + dt.timedelta(1)).article()
    (reuse,) = reused_sentences([later, first])
    assert (reuse.later.exact, reuse.earlier.exact) == (spun, WIRE[2])
    assert later.text[reuse.later.start : reuse.later.end] == spun
    assert not reuse.numbers_differ


@pytest.mark.parametrize("days", [0, 3])
def test_a_changed_number_is_marked(days):
    later = page("z", [WIRE[0].replace("17", "24")], published=DAY + dt.timedelta(days))
    (reuse,) = reused_sentences([wire().article(), later.article()])
    assert reuse.numbers_differ


@settings(deadline=None)
@given(st.permutations(range(4)))
def test_the_order_of_arrival_does_not_matter(order):
    pages = [
        wire().article(),
        page("b", WIRE, outlet="Courier").article(),
        page("c", WIRE[:4], published=None).article(),
        page("d", OTHER).article(),
    ]
    assert find_copies([pages[at] for at in order]) == find_copies(pages)


def test_words_swapped_one_for_one_are_a_machines_rewriting():
    swaps = {"killed": "slain", "said": "stated", "taken": "brought", "about": "around", "people": "individuals"}
    spun = [" ".join(swaps.get(word, word) for word in sentence.split(" ")) for sentence in WIRE]
    (family,) = find_copies([wire().article(), page("b", spun, published=DAY + dt.timedelta(1)).article()])
    member = next(m for m in family.members if m.article_id == "b")
    assert member.role == "rewritten" and "'said' became 'stated'" in member.reason


def test_the_same_phrases_about_other_names_are_no_copy():
    names = {"Salqin": "Tirana", "Observatory": "Institute", "Russian": "Danish", "Turkey": "Chad", "Syria": "Peru"}
    other = list(WIRE)
    for old, new in names.items():
        other = [s.replace(old, new) for s in other]
    assert find_copies([wire().article(), page("b", other, published=DAY + dt.timedelta(7)).article()]) == ()
