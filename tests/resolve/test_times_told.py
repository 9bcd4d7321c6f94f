"""Times in their story: anchors that the text tells. Texts of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.knowledge.times import feast_calendar, time_words
from dateline.protocols import Story
from dateline.records import Evidence, Unresolved, When, Why
from dateline.resolve.times import TimeGrammar
from dateline.resolve.times_told import StoryTimes, is_past

TIMES = StoryTimes(TimeGrammar(time_words(), feast_calendar()))
STORY = Story("art", dt.date(2016, 10, 20), "publication", (), None)  # a Thursday
UNDATED = Story("art", None, "none", (), None)


def when(text: str, words: str, story: Story = STORY) -> When | Unresolved:
    start = text.rindex(words)
    return TIMES.when_was(Evidence("art", start, start + len(words), words), text, story, False)


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The town fell on Monday. The day before, jets had hit it.", "The day before", "2016-10-16"),
        ("The town fell on Monday. Earlier in the day jets had hit it.", "Earlier in the day", "2016-10-17"),
        ("They met on 3 May 2015. Two days later the truce broke.", "Two days later", "2015-05-05"),
        ("He left on Monday before dawn.", "before dawn", "2016-10-17"),
        ("“They came yesterday,” he said on Tuesday.", "yesterday", "2016-10-17"),
        ('On Tuesday he said: "They came yesterday."', "yesterday", "2016-10-17"),
        ("“They came yesterday,” he said.", "yesterday", "2016-10-19"),
        (
            "“They came yesterday,” Tomas Ibarra, who has led the union of the town’s bakers for twelve years and is"
            " its oldest member, wrote on Tuesday.",
            "yesterday",
            "2016-10-17",
        ),
        ("The town fell on Monday. Two days prior, jets had hit it.", "Two days prior", "2016-10-15"),
        ("On Tuesday he spoke. They came yesterday.", "yesterday", "2016-10-19"),
        ("They came on the eve of August 5.", "August 5", "2016-08-04"),
        ("They came on August 5.", "August 5", "2016-08-05"),
        ("It fell a week ago on Monday.", "a week ago on Monday", "2016-10-10"),
        ("They came on the 13th and left.", "the 13th", "2016-10-13"),
        ("They came on the sixteenth.", "the sixteenth", "2016-10-16"),
        ("They came on the night of the 25th.", "the night of the 25th", "2016-09-25"),
        ("They came on 24 may and left.", "24 may", "2016-05-24"),
        ("The town fell on Monday. The shells came at noon.", "noon", "2016-10-17"),
        ("The town fell on Monday. The shells came at 0430.", "0430", "2016-10-17"),
        ("The town fell on Monday. Two men died next morning.", "next morning", "2016-10-18"),
        ("They came on Monday and stayed the following day before they left.", "day before", "2016-10-18"),
    ],
)
def test_anchor(text: str, words: str, day: str) -> None:
    got = when(text, words)
    assert isinstance(got, When)
    assert (str(got.earliest), str(got.latest)) == (day, day)
    assert got.reasons


@pytest.mark.parametrize(
    ("text", "lasts"),
    [
        ("The town has been shelled for three days.", True),
        ("The town was shelled for three days.", False),
        ("The town had been shelled for three days.", False),
        ("Hundreds have fled after the town was shelled for three days.", False),
        ("The town, which has a dam, was shelled for three days.", False),
        ("The army has left. Miners went on strike for three days.", False),
    ],
)
def test_what_lasted_so_long_lasts_only_where_the_verb_says_so(text: str, lasts: bool) -> None:
    got = when(text, "for three days")
    assert (got.latest if isinstance(got, When) else None) == (STORY.day if lasts else None)


@pytest.mark.parametrize(
    "text", ["The day before, jets had hit it.", "The court sits on 3 November 2016. The day before, jets had hit it."]
)
def test_no_day_told_is_no_guess(text: str) -> None:
    got = when(text, "The day before")
    assert isinstance(got, Unresolved)
    assert got.why is Why.NO_ANCHOR


def test_what_happened_is_not_dated_after_the_page() -> None:
    text = "The ministry spoke on Thursday. New raids hit the town a day after shells killed nine."
    got = when(text, "a day after")
    assert isinstance(got, Unresolved) and got.why is Why.NO_ANCHOR
    start = text.index("a day after")
    planned = TIMES.when_was(Evidence("art", start, start + 11, "a day after"), text, STORY, True)
    assert isinstance(planned, When) and str(planned.earliest) == "2016-10-21"


def test_an_undated_page_gives_its_weekdays_no_day() -> None:
    got = when("It fell on Monday.", "Monday", UNDATED)
    assert isinstance(got, Unresolved)
    assert got.why is Why.NO_ANCHOR


def test_an_undated_page_that_tells_a_date_anchors_what_counts_from_it() -> None:
    got = when("It fell on 3 May 2015. The next day they fled.", "The next day", UNDATED)
    assert isinstance(got, When)
    assert (got.basis, str(got.earliest)) == ("text", "2015-05-04")


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("The town rose in June 2011. Since then 400 have died.", "Since then", "2011-06-01", "None"),
        ("They came on Tuesday. At the time no troops were there.", "At the time", "2016-10-18", "2016-10-18"),
        ("The town has been under siege for more than three months.", "more than three months", "None", "2016-10-20"),
    ],
)
def test_words_that_look_back(text: str, words: str, first: str, last: str) -> None:
    got = when(text, words)
    assert isinstance(got, When)
    assert (str(got.earliest), str(got.latest)) == (first, last)


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("The town rose in June 2011. It fell in the same month.", "the same month", "2011-06-01", "2011-06-30"),
        ("The war began in 2011. He fled that year.", "that year", "2011-01-01", "2011-12-31"),
        ("The town fell on Monday. Men were taken during the night.", "during the night", "2016-10-17", "2016-10-18"),
        ("Men were taken in the night.", "in the night", "2016-10-19", "2016-10-20"),
        ("They left by noon on Friday.", "by noon on Friday", "None", "2016-10-14"),
        ("He lives in a town shaken by the recent raids.", "recent", "None", "2016-10-20"),
    ],
)
def test_stretches(text: str, words: str, first: str, last: str) -> None:
    got = when(text, words)
    assert isinstance(got, When)
    assert (str(got.earliest), str(got.latest)) == (first, last)


@pytest.mark.parametrize(
    ("text", "words", "ahead"),
    [
        ("The war reached them in 2011. Men were taken in the night.", "in the night", False),
        ("Guards will be posted during the night.", "during the night", True),
        ("They must leave within three days of signing.", "within three days", True),
        ("They must leave within three days of signing.", "within three days of signing", True),
    ],
)
def test_what_counts_from_no_day_has_none(text: str, words: str, ahead: bool) -> None:
    start = text.index(words)
    assert isinstance(TIMES.when_was(Evidence("art", start, start + len(words), words), text, STORY, ahead), Unresolved)


def test_a_year_does_not_say_which_month_is_the_same() -> None:
    got = when("The war began in 2011. He fled the same month.", "the same month")
    assert isinstance(got, Unresolved)


@pytest.mark.parametrize("text", ["They were shelled for two nights.", "He slept an afternoon."])
def test_nights_that_are_counted_are_no_hour(text: str) -> None:
    got = when(f"It fell on Monday. {text}", " ".join(text[:-1].split()[-2:]))
    assert isinstance(got, Unresolved)


@pytest.mark.parametrize(("words", "last"), [("within three days", "2016-10-23"), ("within a month", "2016-11-20")])
def test_what_must_be_done_within_a_time_lies_between_now_and_then(words: str, last: str) -> None:
    text = f"They must leave {words}."
    start = text.index(words)
    got = TIMES.when_was(Evidence("art", start, start + len(words), words), text, STORY, True)
    assert isinstance(got, When)
    assert (str(got.earliest), str(got.latest)) == ("2016-10-20", last)
    assert isinstance(when(text, words), Unresolved)


def test_then_without_a_time_before_it_is_no_guess() -> None:
    got = when("Since then 400 have died.", "Since then")
    assert isinstance(got, Unresolved) and got.why is Why.AMBIGUOUS


@pytest.mark.parametrize(
    ("text", "words", "trigger", "own"),
    [
        ("Moscow has lost nine jets since it intervened in Syria in 2015.", "since it intervened in Syria in 2015",
         "intervened", "2015"),
        ("Hundreds have died since the February 1 coup.", "since the February 1", "coup", "February 1"),
        ("Hundreds have died since the February 1 coup.", "since the February 1", "died", None),
        ("Shelling since Monday killed six.", "since Monday", "killed", None),
        ("They left before last month's attack.", "last month", "attack", None),
    ],
)  # fmt: skip
def test_the_date_of_the_happening_itself(text: str, words: str, trigger: str, own: str | None) -> None:
    def evidence(exact: str) -> Evidence:
        return Evidence("art", text.index(exact), text.index(exact) + len(exact), exact)

    span = TIMES.own_words(evidence(words), evidence(trigger), text)
    assert (text[slice(*span)] if span else None) == own


WAR = "since the war in the hills broke out with raids on the camps of the lake people in May 2011"


@pytest.mark.parametrize(
    ("text", "words", "trigger", "wanted"),
    [
        ("Some 400 people have died since the war broke out in May 2011.", "May 2011", "died", 7),
        (f"Some 400 people have been killed {WAR}.", "May 2011", "killed", len(WAR.split()) - 1),
        ("Some 400 people have died since the war broke out in May 2011.", "May 2011", "broke out", 0),
        ("They marched in May 2011.", "May 2011", "marched", 0),
        ("The deadliest attack since the war began struck Odu on Monday.", "Monday", "attack", 0),
        ("The first convoy since the siege began was attacked on Monday.", "Monday", "convoy", 0),
        ("A video from 3 May 2016 shows men shooting at a bus.", "3 May 2016", "shooting", 0),
        ("Ten were kidnapped and two have since been freed in raids on Monday.", "Monday", "kidnapped", 0),
        ("Ten were kidnapped and two have since been freed in raids on Monday.", "Monday", "freed", 0),
        ("He was held since his arrest and freed on 3 May 2016.", "3 May 2016", "held", 0),
        ("Troops shelled a town since taken by rebels on Monday.", "Monday", "shelled", 0),
    ],
)
def test_the_date_of_a_clause_is_not_that_of_what_came_since(text: str, words: str, trigger: str, wanted: int) -> None:
    """`wanted`: the words behind "since" that belong to the time of the trigger; 0: its time stays as it was read."""
    dated, event = (Evidence("art", text.index(w), text.index(w) + len(w), w) for w in (words, trigger))
    span = TIMES.own_words(dated, event, text)
    told = text[slice(*span)].split() if span else ["since"]
    assert told[0] == "since" and len(told) - 1 == wanted


@pytest.mark.parametrize(
    ("text", "words", "first"),
    [
        ("The vote is scheduled for March.", "March", "2017-03-01"),
        ("The vote is scheduled for May.", "May", "2017-05-01"),
        ("The marches planned on September 30 were banned.", "September 30", "2016-09-30"),
        ("The marches planned on January 30 were banned.", "January 30", "2017-01-30"),
        ("The marches planned on October 25 were banned.", "October 25", "2016-10-25"),
        ("The marches promised in July were banned.", "July", "2016-07-01"),
        ("Elections will be held in July.", "July", "2017-07-01"),
    ],
)
def test_plans(text: str, words: str, first: str) -> None:
    start = text.index(words)
    got = TIMES.when_was(Evidence("art", start, start + len(words), words), text, STORY, True)
    assert isinstance(got, When) and str(got.earliest) == first


def test_what_lasts_since_a_day_began_in_the_past() -> None:
    text = "Fifty tons are promised, and none has come since July."
    got = TIMES.when_was(Evidence("art", text.index("since"), len(text) - 1, "since July"), text, STORY, True)
    assert isinstance(got, When) and str(got.earliest) == "2016-07-01"


@pytest.mark.parametrize(
    ("text", "trigger", "past"),
    [
        ("the protests that broke out in May", "protests", True),
        ("protests, which were held in May", "protests", True),
        ("if he was killed in May", "killed", True),
        ("if the raid took place in May", "raid", True),
        ("a protest that was planned in May", "protest", False),
        ("a strike that had been called in May", "strike", False),
        ("a rally that is due in May", "rally", False),
        ("a rally in May", "rally", False),
    ],
)
def test_what_is_told_as_past_lies_behind(text: str, trigger: str, past: bool) -> None:
    start = text.index(trigger)
    words = Evidence("art", text.index("in May"), len(text), "in May")
    assert is_past(text, Evidence("art", start, start + len(trigger), trigger), words) is past
