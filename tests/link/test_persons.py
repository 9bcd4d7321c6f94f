"""Who is a named person among those to whom something was done."""

from __future__ import annotations

import pytest

from dateline.link.facts import facts_of
from tests.conftest import growth
from tests.link.build import Page

CASES = [
    ("The reporter Amina Koné was killed at home.", "The reporter Amina Koné", {"kone"}),
    ("Gunmen killed Koné. Amina Koné wrote for years.", "Koné", {"kone"}),
    ("Gunmen killed Koné.", "Koné", set()),  # a bare name that the page never gives in full
    ("Shells hit the market of Kafr Naha.", "the market of Kafr Naha", set()),
    ("Shells hit Kafr Naha. People in Kafr Naha fled.", "Kafr Naha", set()),
    ("They attacked the Border Corps.", "the Border Corps", set()),
    ("They attacked Syrians. Many Syrians fled.", "Syrians", set()),
    ("They killed two soldiers.", "two soldiers", set()),
]


@pytest.mark.parametrize(("text", "target", "names"), CASES)
def test_last_names_of_persons(text, target, names):
    page = Page("one")
    claim = page.claim(text, target.split()[0], "killing", target=target)
    assert facts_of(claim, page.article()).victims == names


def test_a_page_of_capitals_takes_time_in_proportion():
    def victims(size):
        page = Page("one")
        text = "They killed Amina Koné. " + "Odu Tene Harad " * size
        claim = page.claim(text, "killed", "killing", target="Amina Koné")
        article = page.article()
        return lambda: facts_of(claim, article).victims

    assert victims(100)() == {"kone"}
    assert growth(victims, 12000) < 9
