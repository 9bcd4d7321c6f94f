"""The rules hold the learned reader back from acts that did not happen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.reader.caution import cautious, with_speakers, with_tolls
from dateline.records import CountLink, Mention, Reading, RoleLink, SourceLink, Trigger


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


def test_a_speaker_without_an_event_comes_last_and_once() -> None:
    mine = sourced(((30, 40),))
    far, near = Mention(0, 60, 66, "source", 1.0, "test"), Mention(0, 35, 44, "source", 1.0, "test")
    assert with_speakers(mine, [far, near]).mentions == (*mine.mentions, far)


def counting(measure: str, start: int, number: tuple[int, int]) -> Reading:
    """A reading of one toll with a number, a victim beside it and a source."""
    trigger = Trigger(0, start, start + 6, "toll", "actual", 0.9, "rule")
    mentions = tuple(Mention(0, *span, kind, 1.0, "rule") for span, kind in ((number, "quantity"), ((0, 6), "source")))
    count = CountLink(0, 0, measure, "incident", None, 0.9)
    role = RoleLink(0, 0, "target", 0.9)
    return Reading("rules", mentions, (trigger,), (role,), (count,), (SourceLink(0, ((1,),), None, "quoted", 0.9),))


def test_dead_that_only_the_rules_count_are_kept() -> None:
    own, rules = sourced(((30, 40),)), counting("killed", 60, (70, 79))
    kept = with_tolls(own, rules)
    assert [(t.type, t.start) for t in kept.triggers] == [("bombing", 10), ("toll", 60)]
    (count,), (role,), (_, source) = kept.counts, kept.roles, kept.sources
    assert (count.trigger, role.trigger, source.trigger) == (1, 1, 1)
    assert (kept.mentions[count.mention].start, kept.mentions[source.chain[0][0]].kind) == (70, "source")
    assert kept.triggers[1].score < rules.triggers[0].score  # less sure than what both read


def test_who_pulls_bodies_from_the_rubble_did_not_do_it() -> None:
    rules = counting("killed", 60, (70, 79))
    rules = replace(rules, roles=(*rules.roles, RoleLink(0, 1, "actor", 0.9)))
    assert [role.role for role in with_tolls(sourced(((30, 40),)), rules).roles] == ["target"]


def test_what_the_reader_counts_or_reads_otherwise_is_left_alone() -> None:
    own = counting("killed", 60, (70, 79))
    assert with_tolls(own, counting("killed", 90, (72, 75))) == own  # its number is there
    assert with_tolls(own, counting("wounded", 62, (80, 84))) == own  # its trigger is there
    assert with_tolls(own, counting("troops", 90, (80, 84))) == own  # no toll
    assert with_tolls(own, None) == own
