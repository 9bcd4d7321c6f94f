"""Counts: what the words that touch a number say, and single victims. Drafts are built by hand."""

from __future__ import annotations

import pytest

from dateline.knowledge.lexicon import number_words
from dateline.records import Count, Draft, DraftCount, DraftFiller, Evidence, Filler
from dateline.resolve.counts import Counting
from dateline.resolve.numbers import NumberGrammar

WORDS = number_words()
COUNTING = Counting(NumberGrammar(WORDS))


def at(text: str, words: str) -> Evidence:
    start = text.index(words)
    return Evidence("art", start, start + len(words), words)


def draft(text: str, kind: str, counts: list[tuple[str, str]], target: str = "", status: str = "actual") -> Draft:
    """A draft whose trigger is its first word; counts are (words, measure as a reader bound it)."""
    return Draft(
        sentence=0,
        sentence_evidence=Evidence("art", 0, len(text), text),
        type=kind,
        status=status,
        trigger=at(text, text.split()[0]),
        fillers=(DraftFiller("target", at(text, target), None),) if target else (),
        counts=tuple(DraftCount(measure, "incident", at(text, words), None, False, False) for words, measure in counts),
        chain=(),
        manner="own-voice",
        cue=None,
        topic=None,
        confidence=1.0,
        found_by="test",
    )


def settled(text: str, kind: str, counts: list[tuple[str, str]], **more: str) -> list[Count]:
    one = draft(text, kind, counts, **more)
    fillers = [Filler(f.role, f.evidence, f.refers_to, None, None, None) for f in one.fillers]
    return list(COUNTING.settled(one, text, fillers, False))


@pytest.mark.parametrize(
    ("text", "bound", "measures"),
    [
        ("They shot two; one dies", [("two", "killed"), ("one", "killed")], ["casualties", "killed"]),
        (
            "Raiders hit 4 people; one of them died",
            [("4 people", "killed"), ("one", "killed")],
            ["casualties", "killed"],
        ),
        ("45 rebels and 43 soldiers were killed", [("45 rebels", "killed"), ("43 soldiers", "killed")], ["killed"] * 2),
        ("Six men including two boys died", [("Six men", "killed"), ("two boys", "killed")], ["killed"] * 2),
        ("Men murdered five and injured three", [("five", "killed"), ("three", "killed")], ["killed", "wounded"]),
        ("Clash leaves 3 dead and 2 wounded", [("3 dead", "killed"), ("2", "killed")], ["killed", "wounded"]),
        ("Some 400 people have been killed", [("400 people", "share")], ["killed"]),
        ("Police shot 12 men", [("12 men", "killed")], ["killed"]),
        ("Bombs hit 3 trucks", [("3 trucks", "vehicles")], ["vehicles"]),
    ],
)
def test_the_words_that_touch_a_number_decide(text: str, bound: list[tuple[str, str]], measures: list[str]) -> None:
    assert [count.measure for count in settled(text, "attack", bound)] == measures


def test_in_a_long_time_several_are_a_total_and_one_is_none() -> None:
    text = "Bombs killed 40 people, the mayor and one guard"
    one = draft(text, "bombing", [("40 people", "killed"), ("one guard", "killed")])
    assert [count.scope for count in COUNTING.settled(one, text, (), True)] == ["cumulative", "incident"]


def test_more_behind_a_number_adds() -> None:
    text = "Overnight seven more died"
    [count] = settled(text, "toll", [("seven", "killed")])
    assert count.additional


@pytest.mark.parametrize(
    ("text", "target", "status", "expected"),
    [
        ("Beheading of Joram Tesk shocked all", "Joram Tesk", "actual", ["Joram Tesk"]),
        ("Murdered was a villager of Kora", "a villager", "actual", ["a villager"]),
        ("Killing of a group of men went on", "a group of men", "actual", []),
        ("Killing the hostages began", "the hostages", "actual", []),
        ("Threatening to murder Joram Tesk", "Joram Tesk", "planned", []),
        ("Killing XYZ was their aim", "XYZ", "actual", []),
    ],
)
def test_one_victim_counts_one(text: str, target: str, status: str, expected: list[str]) -> None:
    counts = settled(text, "killing", [], target=target, status=status)
    assert [c.evidence.exact for c in counts] == expected
    assert all((c.measure, getattr(c.number, "point", None)) == ("killed", 1) for c in counts)


def test_a_stated_count_of_dead_stands_alone() -> None:
    counts = settled("Killed were Joram Tesk and 3 others", "killing", [("3", "killed")], target="Joram Tesk")
    assert [c.evidence.exact for c in counts] == ["3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Attack on a bar leaves four dead", [("killed", "four")]),
        ("Attack on a convoy, five local guards killed", [("killed", "five local guards")]),
        ("Raid on a town kills two, wounds eight", [("killed", "two"), ("wounded", "eight")]),
        ("Attack on two hospitals received the bodies", []),
        ("Attack leaves dozens dead", []),
        ("Attack of which no doubt people died", []),
        ("Attack on 3 towns", []),
    ],
)
def test_plainly_stated_dead_go_to_the_event_of_their_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    [one] = COUNTING.bound([draft(text, "attack", [])], text)
    assert [(count.measure, count.evidence.exact) for count in one.counts] == expected


def test_what_a_claim_holds_is_not_bound_twice() -> None:
    text = "Attack leaves four dead"
    [one] = COUNTING.bound([draft(text, "attack", [("four", "killed")])], text)
    assert len(one.counts) == 1


def test_an_act_that_did_not_happen_takes_no_dead() -> None:
    text = "Attack planned after four died"
    [one] = COUNTING.bound([draft(text, "attack", [], status="planned")], text)
    assert one.counts == ()


def test_one_killed_beside_the_wounded() -> None:
    text = "Killed were a teacher and two others hurt"
    one = draft(text, "killing", [("two others", "wounded")], target="a teacher")
    fillers = [Filler("target", at(text, words), None, None, None, None) for words in ("a teacher", "two others")]
    assert [(c.measure, c.evidence.exact) for c in COUNTING.settled(one, text, fillers, False)] == [
        ("wounded", "two others"),
        ("killed", "a teacher"),
    ]
