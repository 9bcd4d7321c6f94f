"""What a sentence takes for granted has happened, whatever it denies, urges, plans or fears."""

from __future__ import annotations

import pytest

from dateline.code.given import befell_nobody, given
from dateline.knowledge.lexicon import given_words
from dateline.knowledge.ontology import load_ontology
from dateline.records import Mention, Reading, RoleLink, Trigger
from tests.conftest import assembler, make_sentences


def taken_for_granted(text: str, words: str, status: str) -> bool:
    article, (sentence,) = make_sentences(text)
    start = article.text.index(words)
    trigger = Trigger(sentence.index, start, start + len(words), "attack", status, 0.9, "test")
    return given(article, sentence, trigger, given_words()) is not None


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("The army denied that any soldiers were killed in the attack on the barracks.", "attack", "denied"),
        ("The rebels denied that they had looted shops after Friday's bombing of the market.", "bombing", "denied"),
        ("The junta denied that anybody starved during its three-month siege of the port.", "siege", "denied"),
        ("No convoy has been let through since the ambush at Ferrol.", "ambush", "denied"),
        ("The bishops urged the government to investigate the massacre of herders.", "massacre", "urged"),
        ("The envoy called for an inquiry into the killing of four nurses.", "killing", "urged"),
        ("The general vowed to punish those behind the blast at the ferry.", "blast", "planned"),
        ("Villagers fear that the gunmen who killed two herders on Sunday may return.", "killed", "possible"),
        ("The group will free the pilots whom it had seized in May.", "seized", "planned"),
        ("The mission did not say how the nurses had been freed.", "freed", "denied"),
        ("It is not known why the bridge was blown up.", "blown up", "denied"),
        ("The police could not confirm the abduction of the priest.", "abduction", "denied"),
        ("The mayor denied that families had fled after troops shelled the bridge.", "shelled", "denied"),
    ],
)
def test_it_happened(text: str, words: str, status: str) -> None:
    assert taken_for_granted(text, words, status)


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("The army denied that its jets had bombed the camp.", "bombed", "denied"),
        ("The army denied the attack on the village.", "attack", "denied"),
        ("The colonel denied any role in the assassination of the mayor.", "assassination", "denied"),
        ("Thousands could die in the offensive against the port, the charity warned.", "offensive", "possible"),
        ("The pact may result in the release of all captives.", "release", "possible"),
        ("The general vowed to punish anyone who attacked a clinic.", "attacked", "possible"),
        ("The rebels said they would leave when the prisoners were freed.", "freed", "planned"),
        ("The mission did not say whether the nurses had been freed.", "freed", "denied"),
        ("The army said there was no reason why herders were killed.", "killed", "denied"),
        ("Neither side said anything in the attack's first hour.", "attack", "actual"),
    ],
)
def test_it_may_not_have(text: str, words: str, status: str) -> None:
    assert not taken_for_granted(text, words, status)


def test_who_is_to_look_into_it_did_not_do_it() -> None:
    article, sentences = make_sentences("The UN urged both armies to look into the rebel attack on the clinic.")
    text = article.text

    def mention(words: str, kind: str) -> Mention:
        return Mention(0, text.index(words), text.index(words) + len(words), kind, 1.0, "test")

    at = text.index("attack")
    reading = Reading(
        "test/1",
        (mention("both armies", "actor"), mention("rebel", "actor"), mention("the clinic", "target")),
        (Trigger(0, at, at + 6, "attack", "urged", 0.9, "test"),),
        (RoleLink(0, 0, "actor", 0.9), RoleLink(0, 1, "actor", 0.9), RoleLink(0, 2, "target", 0.9)),
        (),
        (),
    )
    (draft,) = assembler().drafts(article, sentences, reading)
    assert draft.status == "actual"
    assert [filler.evidence.exact for filler in draft.fillers] == ["rebel", "the clinic"]


@pytest.mark.parametrize(
    ("people", "kind"), [("eleven wounded soldiers", "evacuation"), ("eleven soldiers", "deployment")]
)
def test_the_wounded_are_not_deployed(people: str, kind: str) -> None:
    article, sentences = make_sentences(f"The mission flew {people} to the coast.")
    text = article.text
    start, at = text.index(people), text.index("flew")
    reading = Reading(
        "test/1",
        (Mention(0, start, start + len(people), "target", 1.0, "test"),),
        (Trigger(0, at, at + 4, "deployment", "actual", 0.9, "test"),),
        (RoleLink(0, 0, "target", 0.9),),
        (),
        (),
    )
    (draft,) = assembler().drafts(article, sentences, reading)
    assert draft.type == kind


@pytest.mark.parametrize(
    ("text", "words", "kind", "nobody"),
    [
        ("The delegate said the group held nobody.", "held", "abduction", True),
        ("The police arrested no one on Monday.", "arrested", "arrest", True),
        ("The blast killed nobody.", "killed", "bombing", False),
        ("The group held nine men.", "held", "abduction", False),
    ],
)
def test_what_befell_nobody_did_not_happen(text: str, words: str, kind: str, nobody: bool) -> None:
    article, (sentence,) = make_sentences(text)
    start = text.index(words)
    trigger = Trigger(0, start, start + len(words), kind, "actual", 0.9, "test")
    assert befell_nobody(article, sentence, trigger, given_words()) is nobody


def test_types_that_befall_people_are_those_of_the_ontology() -> None:
    assert given_words().of_people <= load_ontology().events.keys()
