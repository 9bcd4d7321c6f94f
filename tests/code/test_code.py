"""Quotation scope and coreference over sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dateline.code.coreference import Coreference
from dateline.code.quotes import carried_sources, quotations
from dateline.code.speech import apart_selves
from dateline.knowledge.lexicon import reference_words
from dateline.protocols import Reader
from dateline.records import Article, Draft, Evidence, Mention, Reading, RoleLink, Sentence, SourceLink, Trigger
from tests.conftest import assembler, growth, make_sentences

Hints = Callable[[Article, tuple[Sentence, ...]], list[Mention]]


@pytest.fixture
def drafts(reader: Reader, hints: Hints) -> Callable[..., tuple[Draft, ...]]:
    def make(*texts: str) -> tuple[Draft, ...]:
        article, sentences = make_sentences(*texts)
        reading = reader.read(article, sentences, hints(article, sentences))
        return assembler().drafts(article, sentences, reading)

    return make


def claimants(draft: Draft) -> list[list[str]]:
    return [[c.evidence.exact if c.evidence else "?" for c in link] for link in draft.chain]


def test_a_quotation_over_two_sentences_keeps_its_speaker(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    _, second = drafts(
        '"Gunmen attacked the village at dawn," said Colonel Amadou Traore.', '"They killed nine people before noon."'
    )
    assert claimants(second) == [["Colonel Amadou Traore"]]
    assert second.chain[0][0].evidence is not None and second.chain[0][0].evidence.start < second.trigger.start


def test_a_quotation_in_a_digest_is_its_speakers_not_the_newspapers(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    _, third = drafts(
        "It was a dark night, reports The Odu Star.",
        '"Gunmen attacked the village at dawn," said Colonel Amadou Traore.',
        '"They killed nine people before noon."',
    )
    assert claimants(third) == [["Colonel Amadou Traore"]]


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("The army must leave Odu, the mayor said.", "must leave", ["the mayor"]),
        ("The army had to leave Odu, the mayor said.", "had", ["the mayor"]),
        ("The army has asked for calm, the mayor said.", "has asked", []),
        ("The army urged calm, the mayor said.", "urged", []),
    ],
)
def test_who_says_that_somebody_must_demands_it(text: str, trigger: str, actors: list[str]) -> None:
    article, sentences = make_sentences(text)
    at, who = text.index(trigger), text.index("the mayor")
    reading = Reading(
        "test/1",
        (Mention(0, who, who + len("the mayor"), "source", 1.0, "test"),),
        (Trigger(0, at, at + len(trigger), "demand", "actual", 0.9, "test"),),
        (),
        (),
        (SourceLink(0, ((0,),), None, "paraphrased", 1.0),),
    )
    (draft,) = assembler().drafts(article, sentences, reading)
    assert [f.evidence.exact for f in draft.fillers if f.role == "actor"] == actors
    assert claimants(draft) == ([] if actors else [["the mayor"]])


def spoken(*texts: str, event: str, source: str) -> list[list[list[str]]]:
    """Claimants of every `event` of a page whose reader found who speaks, but no source of any event."""
    article, sentences = make_sentences(*texts)
    triggers = tuple(
        Trigger(s.index, at, at + len(event), "attack", "actual", 0.9, "test")
        for s in sentences
        if (at := article.text.find(event, s.start, s.end)) >= 0
    )
    at = article.text.index(source)
    within = next(s.index for s in sentences if s.start <= at < s.end)
    speaker = Mention(within, at, at + len(source), "source", 1.0, "test")
    reading = Reading("test/1", (speaker,), triggers, (), (), ())
    return [claimants(d) for d in assembler().drafts(article, sentences, reading)]


def test_who_speaks_beside_a_quotation_speaks_the_next_one_too() -> None:
    told = spoken(
        "“We have waited for ten long years,” said Mayor Ines Duarte.",
        "“They attacked the school and the clinic.”",
        event="attacked",
        source="Mayor Ines Duarte",
    )
    assert told == [[["Mayor Ines Duarte"]]]


def test_a_quotation_that_opens_anew_with_each_paragraph_has_one_speaker() -> None:
    paragraphs = ["“Nobody came to help us on that day.", "“The road was closed by then.", "“No doctor could reach us."]
    told = spoken(
        "“It was a very dark night for all,” said Mayor Ines Duarte.",
        *paragraphs,
        "“Then they attacked the school and the clinic.”",
        "They attacked a farm.",
        event="attacked",
        source="Mayor Ines Duarte",
    )
    assert told == [[["Mayor Ines Duarte"]], []]


def test_who_is_named_inside_a_quotation_does_not_speak_the_next() -> None:
    told = spoken(
        "“The governor warned us about all of it,” said Ana Ruiz.",
        "“They attacked the school and the clinic.”",
        event="attacked",
        source="The governor",
    )
    assert told == [[["Ana Ruiz"]]]


def test_a_quotation_behind_a_speaker_of_its_own_has_no_speaker_before_it() -> None:
    first = "“It was a very dark night for all,” said Mayor Ines Duarte."
    told = spoken(
        first,
        "A pilot told the court that soldiers “attacked the school and the clinic”.",
        event="attacked",
        source="Mayor Ines Duarte",
    )
    assert told == [[]]
    told = spoken(
        first,
        "Soldiers, it seems, “attacked the school and the clinic”.",
        event="attacked",
        source="Mayor Ines Duarte",
    )
    assert told == [[["Mayor Ines Duarte"]]]


@pytest.mark.parametrize(
    "line",
    [
        "Ana Ruiz spoke to the miners, saying: “They attacked the school and the clinic.”",
        "“They attacked the school and the clinic in town,” a man who had seen it all from the hill said.",
        "“They attacked the school and the clinic in town,” was what they said of it.",
    ],
)
def test_who_spoke_before_does_not_speak_where_another_is_said_to(line: str) -> None:
    first = "“It was a very dark night for all,” said Mayor Ines Duarte."
    assert spoken(first, line, event="attacked", source="Mayor Ines Duarte") == [[]]


def test_an_actor_behind_a_quotation_speaks_it() -> None:
    article, sentences = make_sentences(
        "“It was a very dark night for all,” said Ines Duarte.", "“They attacked the school at dawn,” the rebels said."
    )
    named = ("Ines Duarte", "source"), ("the rebels", "actor")
    mentions = tuple(
        Mention(n, at, at + len(words), kind, 1.0, "t")
        for n, (words, kind) in enumerate(named)
        for at in (article.text.index(words),)
    )
    at = article.text.index("attacked")
    reading = Reading("t", mentions, (Trigger(1, at, at + 8, "attack", "actual", 1.0, "t"),), (), (), ())
    known = carried_sources(article, sentences, reading, {}, quotations(article, sentences), ("said",))
    assert known[0].chain == ((1,),)


def test_an_actor_behind_a_short_quotation_speaks_the_next_one_too() -> None:
    article, sentences = make_sentences(
        "The army of Odu dismissed the claim.",
        "“Those are lies,” its spokesman, Kim Tesk, said.",
        "“We have lost three men, not one more.",
        "Nobody was taken.”",
    )
    named = ("The army of Odu", "source"), ("its spokesman, Kim Tesk", "actor")
    mentions = tuple(
        Mention(n, at, at + len(words), kind, 1.0, "t")
        for n, (words, kind) in enumerate(named)
        for at in (article.text.index(words),)
    )
    at = article.text.index("lost")
    reading = Reading("t", mentions, (Trigger(2, at, at + 4, "toll", "actual", 1.0, "t"),), (), (), ())
    known = carried_sources(article, sentences, reading, {}, quotations(article, sentences), ("said",))
    assert known[0].chain == ((1,),)


def test_who_stands_beside_a_quotation_without_a_word_of_saying_does_not_speak_it() -> None:
    line = "Mourners at the funeral of the old general “They attacked the school and the clinic.”"
    assert spoken(line, event="attacked", source="Mourners") == [[]]
    assert spoken(line.replace(" “", ": “"), event="attacked", source="Mourners") == [[["Mourners"]]]


def test_a_mark_that_never_closes_lends_its_speaker_to_no_quotation_far_off() -> None:
    told = spoken(
        "“It was a very dark night for all, said Mayor Ines Duarte.",
        *["The council met in the town hall and talked about the harvest and the roads of the valley."] * 40,
        "“They attacked the school and the clinic.”",
        event="attacked",
        source="Mayor Ines Duarte",
    )
    assert told == [[]]


def test_a_claimant_far_from_any_quotation_speaks_none() -> None:
    report = (
        "A report by Mayor Ines Duarte was read out slowly to the council of the valley before the vote was taken: "
    )
    told = spoken(
        report + "it fills ninety pages.",
        "“They attacked the school and the clinic.”",
        event="attacked",
        source="Mayor Ines Duarte",
    )
    assert told == [[]]


@pytest.mark.parametrize(
    "text, measures",
    [
        ("Dozens of villagers were killed and wounded in the shelling of Bama.", ["casualties"]),
        ("Shells killed nine villagers in Bama and wounded others.", ["killed"]),
        ("Nine villagers were killed and wounded traders fled Bama.", ["killed"]),
    ],
)
def test_one_figure_for_dead_and_wounded_is_of_casualties(
    drafts: Callable[..., tuple[Draft, ...]], text: str, measures: list[str]
) -> None:
    assert [count.measure for draft in drafts(text) for count in draft.counts] == measures


def test_it_stands_for_the_monitor_that_spoke(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    *_, last = drafts(
        "The Lakeside Observatory said shells hit the town of Bama on Monday.", "It said 14 people were killed."
    )
    claimant = last.chain[0][0]
    assert claimant.refers_to is not None and claimant.refers_to.exact == "The Lakeside Observatory"


def test_joint_claimants_and_a_chain(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    (draft,) = drafts(
        "Insurgents captured a town on Thursday, rebels and a monitoring group said, according to Reuters."
    )
    assert claimants(draft) == [["rebels", "a monitoring group"], ["Reuters"]]


def test_nobody_named_is_said_so(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    (draft,) = drafts("The rebels reportedly captured the airport.")
    assert claimants(draft) == [["?"]]


def test_own_voice_has_no_chain(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    (draft,) = drafts("Rebels captured the airport on Monday.")
    assert draft.chain == () and draft.manner == "own-voice"


def test_an_acronym_stands_for_its_name(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    _, second = drafts("The Lake People Front (LPF) seized the port.", "LPF killed two soldiers.")
    actor = next(f for f in second.fillers if f.role == "actor")
    assert actor.refers_to is not None and actor.refers_to.exact == "Lake People Front"


def test_open_quotations_end_somewhere() -> None:
    article, sentences = make_sentences('He said: "we will fight until the very end of it', "and then we go home.")
    (quote,) = quotations(article, sentences)
    assert not quote.closed and quote.end == sentences[-1].end


def test_every_evidence_is_exact(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    texts = (
        "Rebels 💥 attacked the café in Ségou, killing “at least” 12 people, ‎the mayor said.",
        "He added that 3 died.",
    )
    whole = "\n".join(texts)
    for draft in drafts(*texts):
        evidence = [draft.trigger, draft.sentence_evidence, *(f.evidence for f in draft.fillers)]
        evidence += [c.evidence for c in draft.counts]
        assert all(whole[e.start : e.end] == e.exact for e in evidence)


def test_doubt_in_the_next_sentence_is_a_hedge(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    first, second, third = drafts(
        "Shells killed nine people in Bama on Monday, the Lakeside Observatory said.",
        "The report could not be independently verified.",
        "Gunmen attacked the port on Tuesday.",
        "Rebels captured the airport, a claim that cannot be verified.",
    )
    hedges = [[f.evidence.exact for f in d.fillers if f.role == "hedge"] for d in (first, second, third)]
    assert hedges == [["could not be independently verified"], [], ["cannot be verified"]]


def test_a_definite_noun_that_adds_nothing_is_no_second_claim() -> None:
    article, sentences = make_sentences(
        "A ceasefire began in Bama on Monday.", "Traders came back.", "The ceasefire will be long."
    )
    at = article.text.index("ceasefire"), article.text.rindex("ceasefire")
    first, again = (
        Trigger(sentence, start, start + 9, "ceasefire", "actual", 0.9, "test")
        for sentence, start in zip((0, 2), at, strict=True)
    )
    place = Mention(0, article.text.index("Bama"), article.text.index("Bama") + 4, "place", 1.0, "test")
    reading = Reading("test/1", (place,), (first, again), (RoleLink(0, 0, "place", 1.0),), (), ())
    assert len(assembler().drafts(article, sentences, reading)) == 1
    denied = replace(reading, triggers=(first, replace(again, status="denied")))
    assert len(assembler().drafts(article, sentences, denied)) == 2
    placed = replace(reading, roles=(RoleLink(0, 0, "place", 1.0), RoleLink(1, 0, "place", 1.0)))
    assert len(assembler().drafts(article, sentences, placed)) == 2


def test_he_is_who_spoke_last_however_long_ago_he_was_named(drafts: Callable[..., tuple[Draft, ...]]) -> None:
    *_, last = drafts(
        "Governor Amina Yusuf Bello said gunmen attacked the port on Monday.",
        "She said they killed nine traders.",
        "She said shells hit the market.",
        "She said rebels abducted two teachers.",
        "She said the army captured a village.",
        "She said troops attacked a camp.",
    )
    claimant = last.chain[0][0]
    assert claimant.refers_to is not None and claimant.refers_to.exact == "Governor Amina Yusuf Bello"


def test_the_source_still_speaks_by_way_of_the_agency() -> None:
    article, sentences = make_sentences(
        "A Bama hospital source told Harbour News that shells hit the town.", "The source said nine people were killed."
    )
    text = article.text

    def mention(words: str, sentence: int) -> Mention:
        start = text.index(words)
        return Mention(sentence, start, start + len(words), "source", 1.0, "test")

    named, outlet, again = mention("A Bama hospital source", 0), mention("Harbour News", 0), mention("The source", 1)
    hit, killed = text.index("hit"), text.index("killed")
    reading = Reading(
        "test/1",
        (named, outlet, again),
        (
            Trigger(0, hit, hit + 3, "shelling", "actual", 0.9, "test"),
            Trigger(1, killed, killed + 6, "killing", "actual", 0.9, "test"),
        ),
        (),
        (),
        (SourceLink(0, ((0,), (1,)), None, "paraphrased", 0.9), SourceLink(1, ((2,),), None, "paraphrased", 0.9)),
    )
    _, second = assembler().drafts(article, sentences, reading)
    assert claimants(second) == [["The source"], ["Harbour News"]]


@pytest.mark.parametrize(
    ("introduced", "name"),
    [
        ("The Lake People Front (LPF)", "Lake People Front"),
        ("The Lake People Front [LPF]", "Lake People Front"),
        ("The Highland Workers' Party (PPA)", "Highland Workers' Party"),  # its letters in its own language
    ],
)
def test_the_acronym_may_have_an_article_and_letters_of_its_own(
    drafts: Callable[..., tuple[Draft, ...]], introduced: str, name: str
) -> None:
    acronym = introduced[-4:-1]
    *_, last = drafts(f"{introduced} seized the port.", f"The {acronym} killed two soldiers.")
    actor = next(f for f in last.fillers if f.role == "actor")
    assert actor.refers_to is not None and actor.refers_to.exact == name


def test_an_agency_after_a_town_is_not_its_acronym() -> None:
    article, sentences = make_sentences("BAMA (ANP) Shells hit Old Bama (ANP) on Monday.", "ANP said nine died.")
    start = article.text.rindex("ANP")
    mention = Mention(1, start, start + 3, "source", 1.0, "test")
    assert Coreference(reference_words()).referents(article, sentences, [mention]) == {}


@pytest.mark.parametrize(
    ("named", "referent"),
    [
        ("the Harbour Army post", None),  # a post is no army
        ("the Harbour Army of the North", "the Harbour Army of the North"),
        ("the Free Harbour Army", "the Free Harbour Army"),
    ],
)
def test_a_bare_noun_stands_for_a_name_that_it_heads(named: str, referent: str | None) -> None:
    article, sentences = make_sentences(f"Gunmen attacked {named}.", "The army shelled Bama.")
    text = article.text
    mentions = []
    for sentence, words, kind in ((0, named, "target"), (1, "The army", "actor")):
        start = text.index(words)
        mentions.append(Mention(sentence, start, start + len(words), kind, 1.0, "test"))
    found = Coreference(reference_words()).referents(article, sentences, mentions)
    assert (found[1].exact if 1 in found else None) == referent


@pytest.mark.parametrize(
    ("sentences", "referent"),
    [
        (("A war monitor said jets hit Bama.", "The Lakeside Observatory said 14 died."), "The Lakeside Observatory"),
        (("A war monitor said jets hit Bama.", "The harbour master said 14 died."), None),
        (
            (
                "A war monitor said jets hit Bama.",
                "The Lakeside Observatory said 14 died.",
                "The Hill Monitor said 15 died.",
            ),
            None,  # which of the two it was the page does not say
        ),
    ],
)
def test_the_monitor_of_a_lead_is_the_one_named_soon_after(sentences: tuple[str, ...], referent: str | None) -> None:
    article, cut = make_sentences(*sentences)
    mentions = []
    for sentence in cut:
        said = article.text.index(" said", sentence.start)
        mentions.append(Mention(sentence.index, sentence.start, said, "source", 1.0, "test"))
    found = Coreference(reference_words()).referents(article, cut, mentions)
    assert (found[0].exact if 0 in found else None) == referent


@pytest.mark.parametrize(
    ("speaker", "meant"),
    [
        ("A spokesman for the group", "The Lake People Front"),
        ("The group's spokeswoman", "The Lake People Front"),
        ("Its spokesman", "The Lake People Front"),
        ("A spokesman for the president", None),
        ("His spokesman", None),
    ],
)
def test_a_spokesman_speaks_for_the_body(speaker: str, meant: str | None) -> None:
    article, sentences = make_sentences(
        "The Lake People Front seized the port on Monday.", f"{speaker} said nine soldiers had been killed."
    )
    first, second = sentences
    mentions = [
        Mention(0, first.start, first.start + len("The Lake People Front"), "actor", 1.0, "test"),
        Mention(1, second.start, second.start + len(speaker), "source", 1.0, "test"),
    ]
    found = Coreference(reference_words()).referents(article, sentences, mentions)
    assert (found[1].exact if 1 in found else None) == meant


@pytest.mark.parametrize(
    "speaker",
    ["Bukar Modu, chairman of the town council", "army spokesman Colonel Sagir Dan Musa"],
)
def test_he_may_stand_for_somebody_whose_office_names_a_body(speaker: str) -> None:
    article, sentences = make_sentences(f"Nine traders were killed, said {speaker}.", "Two were abducted, he said.")
    starts = (article.text.index(speaker), article.text.index("he said"))
    mentions = [
        Mention(nth, start, start + len(words), "source", 1.0, "test")
        for nth, (start, words) in enumerate(zip(starts, (speaker, "he"), strict=True))
    ]
    found = Coreference(reference_words()).referents(article, sentences, mentions)
    assert {position: evidence.exact for position, evidence in found.items()} == {1: speaker}


def referent_of(pronoun: str, *sentences: tuple[str, tuple[str, ...]]) -> str | None:
    """What the pronoun at the start of the last sentence stands for; each sentence with the sources a reader found."""
    article, cut = make_sentences(*(text for text, _ in sentences))
    mentions = []
    for sentence, (_, found) in zip(cut, sentences, strict=True):
        for words in found:
            start = article.text.index(words, sentence.start)
            mentions.append(Mention(sentence.index, start, start + len(words), "source", 1.0, "test"))
    mentions.append(Mention(cut[-1].index, cut[-1].start, cut[-1].start + len(pronoun), "source", 1.0, "test"))
    meant = Coreference(reference_words()).referents(article, cut, mentions).get(len(mentions) - 1)
    return meant.exact if meant is not None else None


SILENT = [("Nothing more was heard from the road that day.", ()) for _ in range(4)]


def test_he_may_be_somebody_without_a_name() -> None:
    first = ("Soldiers fired at the boats, a ferry pilot told this radio.", ("a ferry pilot",))
    last = ("He said nine people had died.", ())
    assert referent_of("He", first, last) == "a ferry pilot"
    assert referent_of("He", first, *SILENT, last) == "a ferry pilot"


def test_where_two_have_spoken_long_ago_he_is_nobody() -> None:
    first = ("Soldiers fired, a ferry pilot said; nobody did, an officer said.", ("a ferry pilot", "an officer"))
    assert referent_of("He", first, *SILENT, *SILENT, ("He said nine people had died.", ())) is None


def test_they_are_both_who_spoke_together() -> None:
    first = ("Shells hit the pier, medics and fishermen said.", ("medics", "fishermen"))
    assert referent_of("They", first, ("They said nine people had died.", ())) == "medics and fishermen"


@pytest.mark.parametrize(
    ("before", "meant"), [("Leaders of the Northern League", None), ("Peter Lang's abduction", "Peter Lang")]
)
def test_he_is_neither_several_nor_a_thing(before: str, meant: str | None) -> None:
    assert referent_of("He", (f"{before} said so.", (before,)), ("He said nine people had died.", ())) == meant


def test_a_spokesman_for_a_group_is_no_group() -> None:
    spoke = ("A spokesman for the group, Musa Lo, denied it.", ("A spokesman for the group, Musa Lo",))
    assert referent_of("The group", spoke, ("The group said it held nobody.", ())) is None
    assert referent_of("He", spoke, ("He said it held nobody.", ())) == "A spokesman for the group, Musa Lo"


def test_of_two_who_spoke_the_named_one_is_meant() -> None:
    first = (
        "The Lake Army Command called it a stunt, a local paper said.",
        ("The Lake Army Command", "a local paper"),
    )
    assert referent_of("It", first, ("It added that nine had died.", ())) == "The Lake Army Command"


def test_a_page_of_names_takes_time_in_proportion() -> None:
    def referents(size: int) -> Callable[[], dict[int, Evidence]]:
        article, sentences = make_sentences(*["Ali Omar spoke.", "Bakr left."] * size, "Omar left.")
        spans = [(s, article.text.rindex(" ", 0, s.end)) for s in sentences]
        mentions = [Mention(s.index, s.start, end, "actor", 1.0, "test") for s, end in spans]
        return lambda: Coreference(reference_words()).referents(article, sentences, mentions)

    assert [e.exact for e in referents(2000)().values()] == ["Ali Omar"]
    assert growth(referents, 2000) < 9


def test_who_is_quoted_inside_a_quotation_has_its_speaker_behind_them() -> None:
    article, sentences = make_sentences(
        "“They came by night,” Dr. Sow said.", "“The mayor told us that they raided the mill at dawn.”"
    )
    speaker, inner = article.text.index("Dr. Sow"), article.text.index("The mayor")
    mentions = (Mention(0, speaker, speaker + 7, "source", 1.0, "t"), Mention(1, inner, inner + 9, "source", 1.0, "t"))
    at = article.text.index("raided")
    link = SourceLink(0, ((1,),), None, "quoted", 1.0)
    reading = Reading("t", mentions, (Trigger(1, at, at + 6, "attack", "actual", 1.0, "t"),), (), (), (link,))
    known = carried_sources(article, sentences, reading, {0: link}, quotations(article, sentences), ("said",))
    assert known[0].chain == ((1,), (0,))


def test_we_is_put_aside_until_a_speaker_is_found() -> None:
    article, _ = make_sentences("We saw the raid.")
    mentions = (Mention(0, 0, 2, "source", 1.0, "t"),)
    link = SourceLink(0, ((0,),), None, "paraphrased", 1.0)
    reading = Reading("t", mentions, (Trigger(0, 11, 15, "attack", "actual", 1.0, "t"),), (), (), (link,))
    assert apart_selves(article, reading, ("we",)) == (replace(reading, sources=()), {0: link})
    assert apart_selves(article, reading, ("i",)) == (reading, {})
