"""Whom pronouns mean: not whose lawyer speaks but whose he is, not who freed them but who was freed."""

from __future__ import annotations

import pytest

from dateline.code.coreference import Coreference
from dateline.knowledge.lexicon import reference_words
from dateline.records import Mention
from tests.code.test_names import referent
from tests.conftest import make_sentences

KINDS = {
    "Lake Haram rebels": "rebel-group",
    "Fenland": "state",
    "Fen Star": "outlet",
    "Bama": "state",
    "Lake Haram": "rebel-group",
}


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (["[t Ali Lang] was arrested.", "[s His lawyer] said [t he] was beaten."], "Ali Lang"),
        (["[t Ali Lang] was arrested.", "[s His wife Amina] said [t he] was tortured."], "Ali Lang"),
        (["[t Ann Lee] was arrested.", "[s Her lawyer] said [t she] was beaten."], "Ann Lee"),
        (["[t Ali Lang] was jailed.", "[s A spokesman for his party] said [t he] was beaten."], "Ali Lang"),
        (
            ["[a Ali Lang] was jailed.", "[s His victim, Amina Berg,] said [a he] beat [t her]."],
            "His victim, Amina Berg,",
        ),
        (["[a Ali Lang] was jailed.", "[s His victim, Amina Berg,] said [a he] beat her."], "Ali Lang"),
        (["[t Nine boys] were taken.", "[s Their families] said [t they] were beaten."], "Nine boys"),
        (["[t Ali Lang] was arrested.", "[s Lang's brother Omar] said [a gunmen] took [t him] away."], "Ali Lang"),
        (["[s Ali Lang's brother Omar] said [a gunmen] took [t him] away."], "Ali Lang"),
    ],
)
def test_his_lawyer_is_not_he(texts: list[str], meant: str) -> None:
    assert referent(*texts) == meant


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (["[a Soldiers] rescued [t 20 hostages].", "[t They] had been held."], "20 hostages"),
        (["[a Gunmen] killed [t five farmers].", "[t They] were shot in the head."], "five farmers"),
        (["[a Rebels] abducted [t 20 girls].", "[t They] were freed."], "20 girls"),
        (["[a Troops] shot dead [t two boys].", "[a They] had been throwing stones, the army said."], "Troops"),
        (["[a Police] arrested [t 12 smugglers].", "[t They] were tortured."], "12 smugglers"),
        (["[a Rebels] attacked [p Bama].", "[t They] were beaten back."], "Rebels"),
        (["[a Lake Haram] killed [t Ali Lang].", "[t He] was shot."], "Ali Lang"),
    ],
)
def test_who_did_it_is_not_who_suffered_it(texts: list[str], meant: str) -> None:
    assert referent(*texts, known=KINDS.get) == meant


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (["[a Mr Lang] left.", "[a Lang] was in Bama as [t Ms Berg] was detained.", "[t She] was charged."], "Ms Berg"),
        (["[t Ms Berg] was arrested.", "[a Vera Berg] went on strike.", "[t He] was arrested."], None),
        (["[t Ms Berg] was freed, [s her husband] said.", "[t He] was arrested."], "her husband"),
    ],
)
def test_a_title_once_tells_the_sex_for_good(texts: list[str], meant: str | None) -> None:
    assert referent(*texts) == meant


def test_a_pronoun_is_one_party_in_all_its_roles() -> None:
    article, sentences = make_sentences("The Lake Union wrote to Ali Lang.", "It asked him to arrest the gunmen.")
    places = ((0, "The Lake Union", "actor"), (0, "Ali Lang", "target"), (1, "him", "target"), (1, "him", "actor"))
    mentions = [
        Mention(nth, at := article.text.index(words), at + len(words), kind, 1.0, "test") for nth, words, kind in places
    ]
    found = Coreference(reference_words()).referents(article, sentences, mentions)
    assert {i: evidence.exact for i, evidence in found.items()} == {2: "Ali Lang", 3: "Ali Lang"}


def test_the_monitor_of_a_lead_is_the_body_not_its_head() -> None:
    head = "Ann Lee, head of the Lakeside Observatory for Human Rights,"
    article, sentences = make_sentences("A war monitor said jets hit Bama.", f"{head} said 14 died.")
    mentions = [
        Mention(0, 0, len("A war monitor"), "source", 1.0, "test"),
        Mention(1, sentences[1].start, sentences[1].start + len(head), "source", 1.0, "test"),
    ]
    found = Coreference(reference_words()).referents(article, sentences, mentions)
    assert {i: evidence.exact for i, evidence in found.items()} == {0: "Lakeside Observatory for Human Rights"}


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (["[a Fenland rebels] began an assault.", "[a It] shelled Bama."], None),
        (["[a The Lake Haram rebels] hit [t the Bama Army].", "[a It] shelled Bama."], "the Bama Army"),
        (["[s Fenland] says [a it] has not bombed Bama."], "Fenland"),
        (["[s The Fen Congress of Trade Unions] wrote to [t Ali Lang].", "[a He] left."], "Ali Lang"),
        (["[s Fen Congress member Ali Lang] wrote to [t them].", "[a He] left."], "Fen Congress member Ali Lang"),
        (["[s Lake Cartel boss Ali Lang] wrote to [t them].", "[a He] left."], "Lake Cartel boss Ali Lang"),
        (["[s The Office of Citizen Aid] wrote to [t them].", "[a He] left."], None),
    ],
)
def test_it_is_no_rebels_and_he_no_congress(texts: list[str], meant: str | None) -> None:
    book = {**KINDS, "Fenland rebels": "rebel-group", "Lake Haram rebels": "rebel-group", "Bama Army": "military"}
    assert referent(*texts, known=book.get) == meant


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (
            ["The Congress of Lake Area Trade Unions (Colatu) met.", "[a Colatu] left."],
            "Congress of Lake Area Trade Unions",
        ),
        (["The Hospital of Homa (Homa) burned.", "[a Homa] left."], None),
        (["[a Lake Economic Freedom Front] met.", "[a LEFF] left."], "Lake Economic Freedom Front"),
        (
            ["[s The Police Public Relations Officer] spoke.", "[s The PPRO] said so."],
            "The Police Public Relations Officer",
        ),
        (["[a Lake Economic Freedom Front] met.", "[a EFF] left."], None),
        (["[t Peter Lang] was shot.", "[t Lang, 40,] died."], "Peter Lang"),
        (["[t Peter Lang] was shot.", "[t Lang, who is 40,] died."], "Peter Lang"),
        (["[t Peter Lang] was shot.", "[s Lang's office] said so."], "Peter Lang"),
        (["[t Peter Lang] was shot.", "[s Lang's brother] said so."], None),
    ],
)
def test_short_names(texts: list[str], meant: str | None) -> None:
    assert referent(*texts, known=KINDS.get) == meant


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (["[a Fen officials] have been critical of Peter Lang's trial and called for [t his] release."], "Peter Lang"),
        (
            ["Captain Peter Lang fell ill.", "[a Ali Berg] has been quiet about Lang's trial and [t his] release."],
            "Peter Lang",
        ),
        (["[a Ali Berg] left.", "Others have been quiet about Mr Lang's trial and [t his] release."], "Mr Lang"),
        (["[a Ali Berg] left.", "Others have been quiet about Ms Lang's trial and [t his] release."], "Ali Berg"),
    ],
)
def test_his_release_is_that_of_whose_trial_it_is(texts: list[str], meant: str | None) -> None:
    assert referent(*texts) == meant


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (["[s The Fen Star] told of it.", "[s The newspaper] said nine had died."], "The Fen Star"),
        (["[s The Fen Star] told of it.", "[s Harbour Radio] too.", "[s The newspaper] said so."], None),
        (["[s The Lake newspaper] told of it.", "[s The newspaper] said so."], "The Lake newspaper"),
        (["[s A newspaper] told of it.", "[s The newspaper] said so."], None),
        (["[s Fenland] told of it.", "[s The newspaper] said so."], None),
        (["Gunmen fled to [p the Bama Peninsula].", "Nine died on [p the peninsula]."], "the Bama Peninsula"),
        (["Gunmen fled to [p Bama].", "Nine died on [p the peninsula]."], None),
    ],
)
def test_the_newspaper_is_an_outlet_and_the_peninsula_one(texts: list[str], meant: str | None) -> None:
    book = {**KINDS, "Fen Star": "outlet", "Harbour Radio": "outlet"}
    assert referent(*texts, known=book.get) == meant


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (["[s Fenland] said in a statement with [s Bama] nine had died.", "[s It] said so."], "Fenland"),
        (["[a Lake Haram] met [a the Bama Army], with whom [a they] had talks."], "Lake Haram"),
        (["[a Lake Haram] left.", "[t They] are a shameless attempt to mislead."], None),
        (["[a Lake Haram] left.", "[t They] are a dangerous group."], "Lake Haram"),
    ],
)
def test_whom_a_pronoun_cannot_mean(texts: list[str], meant: str | None) -> None:
    assert referent(*texts, known={**KINDS, "Bama Army": "military"}.get) == meant


def test_no_lifeless_thing_acts() -> None:
    texts = ("[a Raiders] came.", "[a Raiders] burnt [t seven houses].", "[a They] also took cattle.")
    assert referent(*texts) == "Raiders"
    assert referent("[t Seven cartridges] were found.", "[t They] were arrested.") is None
    assert referent("Raiders looted [t seven houses] and burnt [t them].") == "seven houses"
    assert referent("[t A drone] came.", "[a Raiders] shot [t it] down.") == "A drone"


def test_one_unknown_name_may_be_a_person() -> None:
    assert referent("[t Lai] has been in jail since May.", "[t He] faces three charges.", known=KINDS.get) == "Lai"
    assert referent("[t journalist Idris] was jailed.", "[t He] faces charges.", known=KINDS.get) == "journalist Idris"
    assert referent("[a market Idris] has closed.", "[t He] faces charges.", known=KINDS.get) is None
    assert referent("[a Bama] has closed the border.", "[t He] faces three charges.", known=KINDS.get) is None
    assert referent("[a Fenlandian] troops left.", "[t He] faces three charges.", known=KINDS.get) is None


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (
            ["[a Jets] hit Bama.", "President Ali Lang spoke on the radio.", "[s He] said nine had died."],
            "President Ali Lang",
        ),
        (["[a Jets] hit Bama.", "The rebels have left the coast.", "[s They] said nine had died."], "The rebels"),
        (["[t Ali Lang's house] burned.", "[s He] said nine had died."], "Ali Lang"),
        (["[t A trader] was shot.", "Ben Odu has told the court of it.", "[s He] blamed rebels."], "Ben Odu"),
        (["[s Ali Lang] said so.", "Gunmen beat [t them]."], None),
    ],
)
def test_who_fills_no_role_may_be_meant(texts: list[str], meant: str | None) -> None:
    assert referent(*texts) == meant


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (
            ["[t Fenland journalist Ali Lang] was held.", "[a Police] beat [t the journalist].", "[t He] was hurt."],
            "Fenland journalist Ali Lang",
        ),
        (["[a Several Fenlanders held in Bama] left.", "[a He] played a role."], None),
        (["[s Everybody in Odu] said so.", "[a He] played a role."], None),
        (["[a Soldiers] came.", "[a They] shot [t them]."], None),
    ],
)
def test_one_is_the_named_one_and_not_many(texts: list[str], meant: str | None) -> None:
    assert referent(*texts) == meant


def test_it_is_the_village_of_its_sentence_and_no_city_before() -> None:
    article, sentences = make_sentences(
        "Envoys will meet in Vienna.", "Rebels retook a village in the west days after it was seized by troops."
    )
    said = ((0, "Vienna", "place"), (1, "a village in the west", "place"), (1, "it", "place"), (1, "troops", "actor"))
    mentions = [
        Mention(nth, at := article.text.index(words), at + len(words), kind, 1.0, "test") for nth, words, kind in said
    ]
    found = Coreference(reference_words()).referents(article, sentences, mentions)
    assert {at: e.exact for at, e in found.items()} == {2: "a village in the west"}
