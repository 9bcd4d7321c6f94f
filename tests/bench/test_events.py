"""Types, codes and triples in other people's schemes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.bench.crosswalk import _PLV_TYPES, cameo_actor, cameo_code, codes, plover_root
from dateline.bench.events import cameo_triples, plv_label, run, weighted_f1
from dateline.bench.sets.petrarch import read_petrarch
from dateline.bench.sets.plover import Snippet, read_plv
from dateline.errors import InputError
from dateline.knowledge.guide import TYPES
from dateline.records import ActorRef, Place
from tests.bench.build import bench_of, claim_of, filler, state, words

FRANCE, CHAD = state("state-france", "France", "FR"), state("state-chad", "Chad", "TD")
ROOTS = set(
    "AGREE CONSULT SUPPORT COOPERATE AID YIELD REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE".split()
)
ROOTS |= {"COERCE", "ASSAULT"}


def test_tables_name_types_that_exist() -> None:
    turned = {kind for by_type in codes().turned.values() for kind in by_type}
    finer = {kind for one in codes().finer for kind in one.types}
    assert set(_PLV_TYPES) | finer | ({*turned, *codes().intended, *codes().threatened} - {"else"}) <= set(TYPES)


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_and_status_has_a_root_of_the_set_or_none(kind: str) -> None:
    for status in ("actual", "planned", "urged", "possible", "attempted", "denied", "averted"):
        assert plover_root(claim_of(kind, "word", status=status)) in ROOTS | {None}


@pytest.mark.parametrize(
    ("kind", "trigger", "status", "root"),
    [
        ("agreement", "signed a treaty", "actual", "SUPPORT"),
        ("agreement", "agreed", "actual", "AGREE"),
        ("aid", "will send food", "planned", "AGREE"),
        ("aid", "blocked", "denied", "SANCTION"),
        ("aid", "refused to send food", "denied", "REJECT"),
        ("aid", "suspended food aid", "actual", "SANCTION"),
        ("military-aid", "offered to arm", "urged", "AGREE"),
        ("meeting", "talks", "planned", "AGREE"),
        ("meeting", "called off talks", "planned", "SANCTION"),
        ("agreement", "reached a deal", "actual", "SUPPORT"),
        ("agreement", "agreed", "averted", "REJECT"),
        ("agreement", "violated the accord", "actual", "REJECT"),
        ("ceasefire", "violated the truce", "actual", "ASSAULT"),
        ("sanction", "imposed sanctions", "actual", "COERCE"),
        ("sanction", "expelled two diplomats", "actual", "SANCTION"),
        ("sanction", "lifted its embargo", "actual", "YIELD"),
        ("sanction", "lift the embargo", "planned", "AGREE"),
        ("sanction", "will not lift the embargo", "planned", "REJECT"),
        ("siege", "blockade", "actual", "ASSAULT"),
        ("attack", "ordered an attack", "urged", "ASSAULT"),
        ("demand", "issued an ultimatum", "actual", "THREATEN"),
        ("deployment", "refused to send", "denied", "REJECT"),
        ("arrest", "opened an investigation", "planned", "ACCUSE"),
        ("meeting", "talks", "urged", "REQUEST"),
        ("airstrike", "bomb", "possible", "THREATEN"),
        ("withdrawal", "pulled out", "actual", "YIELD"),
        ("arrest", "charged", "actual", "ACCUSE"),
        ("arrest", "arrested", "actual", "COERCE"),
        ("toll", "died", "actual", None),
    ],
)
def test_status_and_trigger_tell_the_root(kind: str, trigger: str, status: str, root: str | None) -> None:
    assert plover_root(claim_of(kind, trigger, status=status)) == root


def test_the_claim_that_joins_the_two_is_taken() -> None:
    snippet = Snippet("0", "", "AID", "France", "Chad")
    other = claim_of("meeting", "met", filler("actor", "the ministers"), confidence=0.99)
    wanted = claim_of("aid", "sent food", filler("actor", "France"), filler("target", "Chad"), confidence=0.5)
    assert plv_label(snippet, [other, wanted]) == "AID"
    assert plv_label(snippet, [claim_of("toll", "died")]) == "NONE"


def test_a_refusal_joins_its_actor_with_those_of_what_is_refused() -> None:
    snippet = Snippet("0", "", "REJECT", "France", "Chad")
    refused = claim_of("rejection", "refused", filler("actor", "France"), confidence=0.5)
    sent = claim_of("deployment", "send", filler("actor", "he"), filler("destination", "Chad"), status="denied")
    sent = replace(sent, trigger=replace(sent.trigger, start=20, end=24), confidence=0.9)
    past = claim_of("killing", "killed", filler("actor", "France"), confidence=0.4)
    assert plv_label(snippet, [past, refused, sent]) == "REJECT"
    assert plv_label(replace(snippet, target="Chad troops"), [sent, refused]) == "REJECT"


def test_two_who_agree_on_something_sign_and_one_who_agrees_to_act_promises() -> None:
    sides = (filler("actor", "France"), filler("actor", "Chad"))
    deal = claim_of("agreement", "agreed", *sides, sentence_evidence=words("agreed a deal"))
    talk = claim_of("agreement", "agreed", *sides, sentence_evidence=words("agreed to start talks"))
    plan = claim_of("agreement", "agreed", *sides, sentence_evidence=words("agreed to the plan"))
    assert [plover_root(claim) for claim in (deal, talk, plan)] == ["SUPPORT", "AGREE", "SUPPORT"]


def test_peacekeepers_who_come_are_aid_and_who_leave_a_sanction() -> None:
    who = filler("actor", "200 peacekeepers")
    assert plover_root(claim_of("deployment", "arrived", who)) == "AID"
    assert plover_root(claim_of("withdrawal", "left", who)) == "SANCTION"
    assert plover_root(claim_of("withdrawal", "left", filler("actor", "200 rebels"))) == "YIELD"


def test_weighted_f1_by_hand() -> None:
    # AID: 1 right of 1 given and 2 expected = 2/3, weight 2; YIELD: 1 right of 2 given, 1 expected = 2/3, weight 1
    assert weighted_f1([("AID", "AID"), ("AID", "YIELD"), ("YIELD", "YIELD")]) == pytest.approx(2 / 3)


def test_actors_are_country_and_role() -> None:
    assert cameo_actor(FRANCE) == "FRA"
    assert (
        cameo_actor(ActorRef("described:rebels:TD", "Rebel groups (Chad)", "rebel-group", "TD", "described"))
        == "TCDREB"
    )
    assert cameo_actor(ActorRef("described:police", "Police", "police", None, "described")) == "---COP"
    assert cameo_actor(None) is None
    court = ActorRef("described:judiciary:TD", "Judiciary (Chad)", "government", "TD", "described")
    activists = ActorRef("described:activists:TD", "Activists (Chad)", "population", "TD", "described")
    airline = ActorRef("local:TD:desert-airlines", "Desert Airlines", "organisation", "TD", "local")
    helmets = ActorRef("described:peacekeepers:TD", "Peacekeepers (Chad)", "international", "TD", "described")
    assert [cameo_actor(one) for one in (court, activists, airline, helmets)] == [
        "TCDJUD",
        "TCDOPP",
        "TCDBUS",
        "IGOUNO",
    ]


def test_a_meeting_is_two_triples_and_a_gift_one() -> None:
    meeting = claim_of("meeting", "met", filler("actor", "France", FRANCE), filler("actor", "Chad", CHAD))
    assert set(cameo_triples(meeting)) == {("FRA", "TCD", "040"), ("TCD", "FRA", "040")}
    gift = claim_of("aid", "gave", filler("actor", "France", FRANCE), filler("target", "Chad", CHAD))
    assert list(cameo_triples(gift)) == [("FRA", "TCD", "070")]
    assert cameo_code(claim_of("aid", "will give", status="planned")) == "033"


@pytest.mark.parametrize(
    ("kind", "trigger", "status", "code"),
    [
        ("meeting", "visit", "planned", "042"),
        ("meeting", "negotiations", "actual", "046"),
        ("attack", "attack", "planned", "138"),
        ("sanction", "sanctions", "planned", "131"),
        ("sanction", "lifted sanctions", "actual", "085"),
        ("sanction", "lift sanctions", "planned", "035"),
        ("ceasefire", "breached the truce", "actual", "196"),
        ("meeting", "talks", "urged", "100"),
        ("toll", "died", "actual", None),
    ],
)
def test_words_and_status_tell_the_code(kind: str, trigger: str, status: str, code: str | None) -> None:
    assert cameo_code(claim_of(kind, trigger, status=status)) == code


def test_what_is_done_to_nobody_named_is_done_to_the_country() -> None:
    place = Place("Abeche", "Abeche", "geonames:1", 13.8, 20.8, 5.0, "settlement", "TD", None, "event-place", ())
    strike = claim_of("airstrike", "bombed", filler("actor", "France", FRANCE), place=place)
    assert list(cameo_triples(strike)) == [("FRA", "TCD", "195")]


XML = """<Validation><Sentences>
<Sentence date="20210302" id="1" evaluate="true"><EventCoding eventcode="040" sourcecode="FRA" targetcode="TCD"/>
<Text>French and Chadian ministers
met in Paris.</Text></Sentence>
<Sentence date="210302" id="2"><EventCoding noevents="True"/>
<Parse>(ROOT (S (NP (NNS Prices)) (VP (VBD rose))))</Parse></Sentence>
<Sentence date="20210302" id="3" evaluate="false"><Text>Left out.</Text></Sentence>
</Sentences></Validation>"""


def test_petrarch_sentences_are_read(tmp_path: Path) -> None:
    path = tmp_path / "cases.xml"
    path.write_text(XML)
    first, second = read_petrarch(path)
    assert (first.text, first.day) == ("French and Chadian ministers met in Paris.", "2021-03-02")
    assert first.events == (("FRA", "TCD", "040"),)
    assert (second.text, second.day, second.events) == ("Prices rose", "2021-03-02", ())


def test_a_file_with_entities_of_its_own_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cases.xml"
    path.write_text('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(InputError, match="document type"):
        read_petrarch(path)


def test_rows_of_every_set_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "events/data/zsp_plover/datasets/PLV_train.tsv"
    path.parent.mkdir(parents=True)
    header = "sentence\tsource\ttarget\tgold_root\n"
    path.write_text(header + "Rebels attacked the army base in Kaduna.\tRebels\tthe army base\tASSAULT\n")
    rows = {(row.set, row.metric): row.value for row in run(bench_of(tmp_path))}
    assert rows["PLV", "weighted_f1"] == rows["PLV", "coverage"] == 1.0
    path.write_text("sentence\tsource\n")
    with pytest.raises(InputError, match="no column 'target'"):
        read_plv(path)
