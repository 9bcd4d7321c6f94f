"""The rules of the data sets: what each writes where claims disagree, where words are vague, where nothing is said."""

from __future__ import annotations

import pytest

from dateline.link.views.choices import RULE_NAMES, choose
from dateline.link.views.tolls import toll_table
from dateline.records import Unresolved
from tests.link.build import archive
from tests.link.test_views import story


def pick(rule, *pages, measure="killed"):
    found = archive(*pages)
    return choose(toll_table(found.linking.incidents, found), rule, measure, found)


def three():
    return (
        story(("SOHR", [("killed", "17")]), name="one"),
        story(("Orontes", [("killed", "24")]), name="two"),
        story(("Council", [("killed", "24")]), name="three"),
    )


def test_ucdp_takes_the_best_founded_figure_and_keeps_the_ends():
    chosen = pick("ucdp", *three())
    assert (chosen.low, chosen.best, chosen.high) == (17, 24, 24)


def test_ucdp_settles_a_tie_with_the_lower_figure():
    one, two, _ = three()
    assert pick("ucdp", one, two).best == 17


def test_gtd_takes_a_majority_else_the_lowest():
    assert pick("gtd", *three()).best == 24
    one, two, _ = three()
    chosen = pick("gtd", one, two)
    assert chosen.best == 17 and "no figure has a majority" in chosen.reason


def test_acled_reads_vague_words_and_takes_the_lowest():
    chosen = pick("acled", story(("SOHR", [("killed", "dozens")]), ("Orontes", [("killed", "20")])))
    assert chosen.best == 12 and "'dozens' is read as 12" in chosen.reason


def test_acled_writes_a_total_not_a_part_of_it():
    told = [("killed", "29", "civilians"), ("killed", "8", "women")]
    chosen = pick("acled", story(("SOHR", told)))
    assert (chosen.best, chosen.group) == (29, "civilians")


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_only_acled_writes_zero_for_what_nobody_states(rule):
    chosen = pick(rule, story(("SOHR", [("wounded", "4")])))
    if rule == "acled":
        assert chosen.best == 0 and not chosen.claim_ids and "writes 0" in chosen.reason
    else:
        assert isinstance(chosen, Unresolved)
