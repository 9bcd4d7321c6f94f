"""The rules hold the learned reader back from acts that did not happen."""

from __future__ import annotations

import pytest

from dateline.reader.caution import cautious, fuller_sources, with_speakers
from dateline.records import Mention, Reading, SourceLink, Trigger


def reading(status: str, start: int = 10) -> Reading:
    trigger = Trigger(0, start, start + 8, "bombing", status, 0.9, "test")
    return Reading("test/1", (), (trigger,), (), (), ())


@pytest.mark.parametrize("status", ["denied", "planned", "possible", "averted", "urged"])
def test_an_act_that_the_rules_doubt_is_not_actual(status: str) -> None:
    (trigger,) = cautious(reading("actual"), reading(status)).triggers
    assert trigger.status == status


def test_the_rules_make_nothing_actual() -> None:
    assert cautious(reading("denied"), reading("actual")) == reading("denied")


def test_another_trigger_is_left_alone() -> None:
    assert cautious(reading("actual"), reading("denied", start=40)) == reading("actual")
    assert cautious(reading("actual"), None) == reading("actual")


def sourced(*chain: tuple[tuple[int, int], ...], manner: str = "paraphrased") -> Reading:
    """A reading of one act with this chain of spans."""
    spans = [span for joint in chain for span in joint]
    mentions = tuple(Mention(0, a, b, "source", 1.0, "test") for a, b in spans)
    links = tuple(tuple(spans.index(span) for span in joint) for joint in chain)
    (trigger,) = reading("actual").triggers
    return Reading("test/1", mentions, (trigger,), (), (), (SourceLink(0, links, None, manner, 1.0),))


def chain_of(one: Reading) -> list[list[tuple[int, int]]]:
    (link,) = one.sources
    return [[(one.mentions[m].start, one.mentions[m].end) for m in joint] for joint in link.chain]


def test_a_chain_with_a_further_link_is_taken_from_the_rules() -> None:
    mine, rules = sourced(((30, 40),)), sourced(((20, 26), (30, 40)), ((50, 57),))
    assert chain_of(fuller_sources(mine, rules)) == [[(20, 26), (30, 40)], [(50, 57)]]


@pytest.mark.parametrize("rules", [sourced(((60, 66),), ((70, 77),)), sourced(((20, 26), (30, 40)))])
def test_other_chains_of_the_rules_are_not(rules: Reading) -> None:
    mine = sourced(((30, 40),))
    assert chain_of(fuller_sources(mine, rules)) == [[(30, 40)]]


def test_nobody_behind_a_belief_is_taken_from_the_rules() -> None:
    unnamed = sourced(manner="unattributed")
    (link,) = fuller_sources(reading("actual"), unnamed).sources
    assert (link.chain, link.manner) == ((), "unattributed")
    assert fuller_sources(reading("actual"), sourced(((30, 40),))).sources == ()


def test_a_speaker_without_an_event_comes_last_and_once() -> None:
    mine = sourced(((30, 40),))
    far, near = Mention(0, 60, 66, "source", 1.0, "test"), Mention(0, 35, 44, "source", 1.0, "test")
    assert with_speakers(mine, [far, near]).mentions == (*mine.mentions, far)
