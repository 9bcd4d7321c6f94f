"""Types, codes and triples in other people's schemes."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.bench.crosswalk import _CASE_TYPES, _PLV_TRIGGERS, _PLV_TYPES, cameo_actor, cameo_code, plover_root
from dateline.bench.events import best_label, cameo_triples, plv_label, run, weighted_f1
from dateline.bench.sets.petrarch import read_petrarch
from dateline.bench.sets.plover import Snippet, read_plv
from dateline.errors import InputError
from dateline.knowledge.guide import TYPES
from dateline.records import ActorRef, Place
from tests.bench.build import bench_of, claim_of, filler, state

FRANCE, CHAD = state("state-france", "France", "FR"), state("state-chad", "Chad", "TD")
ROOTS = set(
    "AGREE CONSULT SUPPORT COOPERATE AID YIELD REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE".split()
)
ROOTS |= {"COERCE", "ASSAULT"}


def test_tables_name_types_that_exist() -> None:
    assert set(_CASE_TYPES) | set(_PLV_TYPES) | set(_PLV_TRIGGERS) <= set(TYPES)


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
        ("meeting", "talks", "planned", "CONSULT"),
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


def test_what_happened_comes_before_what_is_planned() -> None:
    claims = [claim_of("protest", "rally", status="planned"), claim_of("arrest", "held")]
    assert best_label(claims, lambda claim: _CASE_TYPES.get(claim.type)) == "ARREST"


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


def test_a_meeting_is_two_triples_and_a_gift_one() -> None:
    meeting = claim_of("meeting", "met", filler("actor", "France", FRANCE), filler("actor", "Chad", CHAD))
    assert set(cameo_triples(meeting)) == {("FRA", "TCD", "040"), ("TCD", "FRA", "040")}
    gift = claim_of("aid", "gave", filler("actor", "France", FRANCE), filler("target", "Chad", CHAD))
    assert list(cameo_triples(gift)) == [("FRA", "TCD", "070")]
    assert cameo_code(claim_of("aid", "will give", status="planned")) == "030"


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
