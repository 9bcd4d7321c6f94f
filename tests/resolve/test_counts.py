"""Counts: what the words that touch a number say, and single victims. Drafts are built by hand."""

from __future__ import annotations

import dataclasses

import pytest

from dateline.knowledge.lexicon import number_words
from dateline.records import Count, Draft, DraftClaimant, DraftCount, DraftFiller, Evidence, Filler, Number, Unresolved
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


@pytest.mark.parametrize(
    ("text", "kind", "bound", "measure"),
    [
        ("Freed were 45 wounded soldiers", "release", ("45 wounded soldiers", "freed"), "freed"),
        ("Arrested were 12 injured marchers", "arrest", ("12 injured marchers", "arrested"), "arrested"),
        ("Kidnapped 900 Executed 18", "abduction", ("900", "abducted"), "abducted"),
        ("Raiders took 40 girls killed three guards", "attack", ("40 girls", "abducted"), "abducted"),
        ("Located were two murdered men", "arrest", ("two murdered men", "arrested"), "killed"),
        ("Blast: 12 killed 30 wounded", "bombing", ("12", "casualties"), "killed"),
        ("Blast in which 12 were killed 30 metres away", "bombing", ("12", "casualties"), "killed"),
    ],
)
def test_words_beside_a_number_overrule_no_other_measure(
    text: str, kind: str, bound: tuple[str, str], measure: str
) -> None:
    assert [count.measure for count in settled(text, kind, [bound])] == [measure]


@pytest.mark.parametrize(
    ("text", "counted", "parts"),
    [
        ("Bombs killed 12 people, three of them children", ["12 people", "three"], [False, True]),
        ("Killed were 42 people, 27 of them students", ["42 people", "27 of them"], [False, True]),
        ("Killed were eleven, seven of whom fled", ["eleven", "seven"], [False, True]),
        ("Six boys and a guard were among 11 killed", ["Six boys", "a guard", "11"], [True, True, False]),
        ("Three children were among the 12 killed", ["Three children", "the 12"], [True, False]),
        ("Among the 20 dead were seven boys and two men", ["20", "seven boys", "two men"], [False, True, True]),
        ("Raid on 9 towns: three of them fell", ["three"], [False]),
        ("Killed were 12 soldiers and 3 boys", ["12 soldiers", "3 boys"], [False, False]),
    ],
)
def test_a_part_is_no_addition(text: str, counted: list[str], parts: list[bool]) -> None:
    counts = settled(text, "attack", [(words, "killed") for words in counted])
    assert [count.part_of for count in counts] == parts
    assert {count.measure for count in counts} == {"killed"}


def test_one_of_those_who_were_hit_is_no_part_of_the_dead() -> None:
    text = "Raiders hit 4 people; one of them died"
    assert [count.part_of for count in settled(text, "attack", [("4 people", "killed"), ("one", "killed")])] == [
        False,
        False,
    ]


@pytest.mark.parametrize("target", ["People", "Women", "Both", "They", "Some"])
def test_a_word_for_several_at_the_start_of_a_sentence_is_no_victims_name(target: str) -> None:
    text = f"Massacred {target} lay there"
    assert settled(text, "killing", [], target=target) == []


def test_a_number_of_time_words_is_nobodys() -> None:
    text = "Attack on day 7 killed men"
    one = draft(text, "attack", [])
    dated = dataclasses.replace(one, fillers=(DraftFiller("time", at(text, "day 7"), None),))
    assert [len(d.counts) for one in (one, dated) for d in COUNTING.bound([one], text)] == [1, 0]


def test_a_person_is_counted_once() -> None:
    text = "Killed was Joram Tesk; Tesk led a union, as did Ana Tesk"
    counts = settled(text, "killing", [("Joram Tesk", "killed"), ("Tesk", "killed"), ("Ana Tesk", "killed")])
    assert [c.evidence.exact for c in counts] == ["Joram Tesk", "Ana Tesk"]


@pytest.mark.parametrize(
    ("text", "bound", "measures"),
    [
        ("Shelling: 40 people were killed or injured", ["40 people"], ["casualties"]),
        ("Shelling killed or wounded 40 people", ["40 people"], ["casualties"]),
        ("Shelling, 40 killed, wounded or missing", ["40"], ["casualties"]),
        ("Shelling left 40 dead and wounded", ["40"], ["casualties"]),
        ("Shelling left 40 dead or missing", ["40"], ["casualties"]),
        ("Shelling: ten were killed and injured 20 others", ["ten", "20 others"], ["killed", "wounded"]),
        ("Shelling killed ten and injured 20", ["ten", "20"], ["killed", "wounded"]),
        ("Shelling: ten were killed and 20 wounded", ["ten", "20"], ["killed", "wounded"]),
        ("Shelling: a man was killed and several injured", ["a man", "several"], ["killed", "wounded"]),
        ("Shelling left one dead and wounded woman", ["one"], ["killed"]),
        ("Shelling: ten were killed, 20 wounded", ["ten", "20"], ["killed", "wounded"]),
    ],
)
def test_dead_or_wounded_under_one_figure_are_casualties(text: str, bound: list[str], measures: list[str]) -> None:
    assert [c.measure for c in settled(text, "shelling", [(words, "killed") for words in bound])] == measures


@pytest.mark.parametrize(
    "text",
    [
        "Killing: eight men accused of killing six priests were arrested",
        "Killing: eight men charged with shooting six priests were detained",
        "Killing: the men who killed six priests were arrested",
        "Killing six priests detained by the army",
    ],
)
def test_what_befell_the_accused_did_not_befall_their_victims(text: str) -> None:
    assert [c.measure for c in settled(text, "killing", [("six priests", "killed")])] == ["killed"]


@pytest.mark.parametrize(
    ("text", "words", "measure"),
    [
        ("Raid left millions in losses", "millions in losses", "wounded"),
        ("Raid left millions in losses", "millions", "wounded"),
        ("Raid cost thousands of dollars", "thousands", "killed"),
        ("Raid hit some countries", "some countries", "killed"),
        ("Raid on dozens of villages", "dozens of villages", "killed"),
        ("Raid was told of twice", "twice", "killed"),
        ("Raid under the Safety Act (PSA", "Safety Act (PSA", "freed"),
    ],
)
def test_what_counts_nobody_is_no_count(text: str, words: str, measure: str) -> None:
    assert settled(text, "attack", [(words, measure)]) == []


def test_who_speaks_is_not_counted_among_the_dead() -> None:
    text = "Attack, two opposition groups claimed, killed dozens"
    one = draft(text, "attack", [("two opposition groups", "killed"), ("dozens", "killed")])
    told = dataclasses.replace(one, chain=((DraftClaimant(at(text, "two opposition groups"), None),),))
    assert [c.evidence.exact for c in COUNTING.settled(told, text, (), False)] == ["dozens"]


def test_a_counted_group_ends_before_the_next_clause() -> None:
    text = "Raid on dozens of the people it feared"
    assert [c.evidence.exact for c in settled(text, "attack", [("dozens of the people it", "killed")])] == [
        "dozens of the people"
    ]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a man and a boy", "2"),
        ("a father and two of his sons", "3"),
        ("one soldier, a guard and three villagers", "5"),
        ("a cook and many soldiers", "many"),
        ("a commander and his deputy", "2"),
    ],
)
def test_one_and_others_are_summed(words: str, value: str | None) -> None:
    number = NumberGrammar(WORDS).read(words)
    assert (number.value if isinstance(number, Number) else None) == value


def test_dead_of_whom_no_number_is_told_stay_with_the_reason() -> None:
    (count,) = settled("Raid left casualties", "attack", [("casualties", "casualties")])
    assert isinstance(count.number, Unresolved)
    assert count.number.detail == "no number in 'casualties'"


@pytest.mark.parametrize(
    ("text", "words", "measure", "number"),
    [
        ("Shells killed one man, a farmer, in Odu", "one man, a farmer", "killed", 1),
        ("They shot dead a boy, 12, in Odu", "a boy, 12", "killed", 1),
        ("They killed a man and a boy", "a man and a boy", "killed", 2),
        ("The blast left 20 dead and injured 30", "30", "wounded", 30),
        ("They killed 12 people during attacks", "12 people during attacks", "killed", 12),
        ("They killed 12 people with links to armed groups", "12 people with links to armed groups", "killed", 12),
    ],
)
def test_what_stands_behind_people_is_no_more_of_them(text: str, words: str, measure: str, number: int) -> None:
    (count,) = settled(text, "killing", [(words, "killed")])
    assert isinstance(count.number, Number)
    assert (count.measure, count.number.point) == (measure, number)


@pytest.mark.parametrize(
    ("text", "bound", "kept"),
    [
        (
            "Killed were two men, identified as Ana Roy and Ivo Orr",
            ["two men", "Ana Roy", "Ivo Orr"],
            ["two men"],
        ),
        ("Shot dead was a guard, identified as Ivo Orr (40)", ["a guard", "Ivo Orr"], ["a guard"]),
        (
            "Killed were two men, identified as Ana Roy and Ivo Orr, and two women, one nurse",
            ["two men", "Ana Roy", "Ivo Orr", "two women", "one nurse"],
            ["two men", "two women", "one nurse"],
        ),
        ("Killed were two men, identified as Ana Roy and a clerk Ivo Orr", ["two men", "a clerk Ivo Orr"], ["two men"]),
        ("They killed two men, identified as Roys. Ivo Orr died", ["two men", "Ivo Orr"], None),
        ("Killed were two men, identified as traders, while Ivo Orr was hit", ["two men", "Ivo Orr"], None),
        ("Raiders killed a guard and a nurse", ["a guard", "a nurse"], None),
        ("Killed was one identified as Ivo Orr", ["Ivo Orr"], None),
    ],
)
def test_names_of_those_who_were_counted_count_nobody_anew(text: str, bound: list[str], kept: list[str] | None) -> None:
    counts = settled(text, "attack", [(words, "killed") for words in bound])
    assert [count.evidence.exact for count in counts] == (kept or bound)


def test_items_of_a_list_of_dead_are_dead() -> None:
    text = "Bomb killed 13 people; a mother, 42, a minor; two guards"
    bound = [(words, "killed") for words in ("13 people", "a mother", "a minor", "two guards")]
    assert {count.measure for count in settled(text, "bombing", bound)} == {"killed"}


def test_nobody_more_is_no_toll_of_none() -> None:
    counts = settled("We lost fifteen men and not one more", "toll", [("fifteen men", "killed"), ("not one", "killed")])
    assert [count.evidence.exact for count in counts] == ["fifteen men"]
