"""The rules hold the learned reader back from acts that did not happen."""

from __future__ import annotations

import pytest

from dateline.reader.caution import cautious
from dateline.records import Reading, Trigger


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
