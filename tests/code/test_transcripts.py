"""A transcript's turns and what people post are their speakers', marked by their names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.clean.sentences import split_line
from dateline.code.transcripts import Transcripts
from dateline.knowledge.lexicon import reference_words
from dateline.records import Mention, Reading, Sentence, SourceLink, Trigger
from tests.conftest import growth, make_sentences


def told(text: str, *triggers: str, source: tuple[str, str] | None = None) -> dict[str, list[str]]:
    """The chain that each trigger was given; `source` is a trigger's own claimant."""
    article, lines = make_sentences(*text.split("\n"))
    spans = [(one.start + a, one.start + b) for one in lines for a, b in split_line(text[one.start : one.end])]
    sentences = [Sentence(n, *span, "body") for n, span in enumerate(spans)]

    def index(start: int) -> int:
        return next(s.index for s in sentences if s.start <= start < s.end)

    found = tuple(
        Trigger(index(at), at, at + len(word), "attack", "actual", 1.0, "test")
        for word in triggers
        for at in (text.index(word),)
    )
    mentions: tuple[Mention, ...] = ()
    links: tuple[SourceLink, ...] = ()
    if source is not None:
        at = text.index(source[1])
        mentions = (Mention(index(at), at, at + len(source[1]), "source", 1.0, "test"),)
        links = (SourceLink(triggers.index(source[0]), ((0,),), None, "paraphrased", 1.0),)
    done = Transcripts(reference_words()).added(article, sentences, Reading("test/1", mentions, found, (), (), links))
    return {
        triggers[link.trigger]: [
            text[done.mentions[m].start : done.mentions[m].end] for joint in link.chain for m in joint
        ]
        for link in done.sources
    }


TALK = """[REPORTER] Who shelled the town?
[DIAL] It was the rebels, who raided the mill.
They burned it down.
[REPORTER] And the abduction?"""


def test_a_turn_is_its_speakers_until_the_next_and_who_asks_vouches_for_nothing() -> None:
    wanted = dict.fromkeys(("raided", "burned"), ["DIAL"])
    assert told(TALK, "shelled", "raided", "burned", "abduction") == wanted


def test_who_is_quoted_in_a_turn_is_before_its_speaker() -> None:
    assert told(TALK, "raided", source=("raided", "the rebels")) == {"raided": ["the rebels", "DIAL"]}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[President Omar Dial] We mourn the dead of the raid.", ["President Omar Dial"]),
        ("[Omar Dial, in Spanish] We mourn the dead of the raid.", ["Omar Dial"]),
        ("[Omar Dial] The raid was over by noon.", None),  # a correspondent's byline
        ("[applause] We mourn the dead of the raid.", None),
        ("[In his words] We mourn the dead of the raid.", None),
        ("[DIAL] We mourn. [end recording] The raid was over.", None),
        ("ANN LEE: Who did it?\nOMAR DIAL: The raid was theirs.\nANN LEE: Whose?\nOMAR DIAL: I know.", ["OMAR DIAL"]),
        ("ODU: The raid was over by noon.\nTENE: It rained.\nODU: Police left.", None),  # a bulletin
        ("UPDATE: The raid was over by noon.\nUPDATE: It went on.", None),
        ("ODU: We hear that the raid was over.", None),  # the town that a report comes from
        ("ODU: The raid was over.\nTENE: The US went.\nODU: A mine killed two.", None),
    ],
)
def test_what_marks_a_turn(text: str, wanted: list[str] | None) -> None:
    assert told(text, "raid").get("raid") == wanted


POST = (
    "The raid began.\nGunmen stormed the camp. #Odu\nThey shelled Tene. pic.example/1 — Odu Now (@OduNow) May 5, 2019"
)


def test_a_post_is_whose_name_stands_below() -> None:
    assert told(POST, "stormed", "shelled") == dict.fromkeys(("stormed", "shelled"), ["Odu Now"])
    assert told(POST.replace("Odu Now (", "Odu Now | اخبار ("), "shelled") == {"shelled": ["Odu Now"]}
    assert told(POST + "\nThe army captured Odu.", "captured") == {}


@pytest.mark.parametrize(
    "tail", ["The co-founder Ann Lee (@annlee) fled.", "The head - Ann Lee (@annlee) - fled.", "Ask our Al-Odu (@odu)."]
)
def test_a_hyphen_before_a_name_signs_no_post(tail: str) -> None:
    assert told(f"The army shelled Tene. {tail}", "shelled") == {}


def test_a_post_ends_where_the_one_before_it_does_and_is_no_longer_than_a_post() -> None:
    two = f"{POST}\nThe army captured Odu. — Ann Lee (@annlee)"
    assert told(two, "shelled", "captured") == {"shelled": ["Odu Now"], "captured": ["Ann Lee"]}
    assert told(f"It fell.\n{'x ' * 150}\n{POST}", "fell", "shelled") == {"shelled": ["Odu Now"]}
    assert told(POST, "shelled", source=("shelled", "Gunmen")) == {"shelled": ["Gunmen"]}


def test_a_post_is_not_the_story_above_it() -> None:
    story = "It rained. The army shelled Tene.\nIt stopped. Gunmen stormed the camp. — Odu Now (@OduNow) May 5, 2019"
    assert told(story, "shelled", "stormed") == {"stormed": ["Odu Now"]}
    apart = story.replace(". —", ".\n—")
    assert told(apart, "shelled", "stormed") == {"stormed": ["Odu Now"]}
    one = f"It {'very ' * 70}fell. But the army shelled Tene. Gunmen stormed the camp. — Odu Now (@OduNow)"
    assert told(one, "fell", "shelled", "stormed") == {"stormed": ["Odu Now"]}
    two = one.replace("But the", "The")
    assert told(two, "fell", "shelled", "stormed") == dict.fromkeys(("shelled", "stormed"), ["Odu Now"])


def test_a_page_of_nothing_but_turns_takes_time_in_proportion() -> None:
    def read(size: int) -> Callable[[], Reading]:
        article, sentences = make_sentences(*("[DIAL] We saw a raid." for _ in range(size)))
        found = tuple(Trigger(s.index, s.start + 16, s.start + 20, "attack", "actual", 1.0, "t") for s in sentences)
        reading = Reading("t", (), found, (), (), ())
        return lambda: Transcripts(reference_words()).added(article, sentences, reading)

    assert len(read(300)().sources) == 300
    assert growth(read, 6000) < 9
