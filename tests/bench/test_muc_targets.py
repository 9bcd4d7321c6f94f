"""MUC-4: what a filler's words are, targets and perpetrators each once, and which claims make no incident."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.bench.muc_perpetrators import perpetrators
from dateline.bench.muc_phrases import devices, people_kind, phrases, thing_kind
from dateline.bench.muc_targets import targets
from dateline.bench.muc_templates import incidents, template_of
from dateline.records import ActorRef, Claim, Place, When
from tests.bench.build import claim_of, filler, killed, said_by

FMLN = ActorRef("fmln", "Farabundo Marti National Liberation Front", "rebel-group", "SV", "alias")
ARMY = ActorRef("described:army", "army", "military", "SV", "described")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("about 30 farmers of two villages", [("people", "farmers of two villages")]),
        ("the two Ana Ruiz shops", [("thing", "Ana Ruiz shops")]),
        ("mayor Luis Perez", [("name", "Luis Perez")]),
        ("Ica Mayor Luis Perez", [("name", "Luis Perez")]),
        ("mayor of Ica", [("people", "mayor of Ica")]),
        ("Luis Perez, a judge, and his driver", [("name", "Luis Perez"), ("people", "driver")]),
        ("senator and party leader Luis Perez", [("name", "Luis Perez")]),
        ("Luis Perez, senator and party leader", [("name", "Luis Perez")]),
        ("Perez, a judge in Ica", [("name", "Perez")]),
        ("including banker Luis Perez", [("name", "Luis Perez")]),
        ("a judge and a policeman", [("people", "judge"), ("people", "policeman")]),
        ("section of the Ica pipeline", [("thing", "Ica pipeline")]),
        ("the Green Valley Front [GVF]", [("", "Green Valley Front")]),
        ("him", []),
        ("Ica", [("", "Ica")]),
    ],
)
def test_phrases_are_cut_as_the_keys_cut_them(text: str, cut: list[tuple[str, str]]) -> None:
    assert [(p.kind, p.name or p.text) for p in phrases(text)] == cut


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("public bus", "TRANSPORT VEHICLE"),
        ("bank branches", "FINANCIAL"),
        ("power lines", "ENERGY"),
        ("residence", "OTHER"),
        ("embassy building", "DIPLOMAT OFFICE OR RESIDENCE"),
    ],
)
def test_kinds_of_things(text: str, kind: str) -> None:
    assert thing_kind(text) == kind


def test_kinds_of_people() -> None:
    texts = ["former minister", "secretary general of the party", "bodyguards", "farmers"]
    kinds = ["FORMER GOVERNMENT OFFICIAL", "POLITICAL FIGURE", "SECURITY GUARD", "CIVILIAN"]
    assert [people_kind(text) for text in texts] == kinds


def test_instruments_are_the_devices_named() -> None:
    assert list(devices("machine-gun blasts")) == [("MACHINE GUN", "machine-gun")]
    assert not list(devices("a stolen car"))


def fills(kind: str, *claims: Claim, beside: tuple[Claim, ...] = ()) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(slot.removeprefix("HUM TGT: "), f.values[0], f.of) for slot, f in targets(kind, claims, beside)}


def test_one_person_told_of_three_times_is_one_target() -> None:
    first = claim_of("killing", "shot", filler("target", "senator Luis Perez"))
    again = claim_of("killing", "murder", filler("target", "Perez"))
    meant = claim_of("killing", "murder", filler("target", "the candidate"))
    assert fills("ATTACK", first, again, meant) == {
        ("NAME", "Luis Perez", ()),
        ("DESCRIPTION", "senator", ("Luis Perez",)),
        ("TYPE", "GOVERNMENT OFFICIAL", ("Luis Perez",)),
        ("NUMBER", "1", ("Luis Perez",)),
        ("EFFECT OF INCIDENT", "DEATH", ("Luis Perez",)),
    }


def test_a_later_number_tells_how_many_and_nobody_hurt_is_an_effect() -> None:
    some = claim_of("killing", "killed", filler("target", "farmers"))
    nine = claim_of("killing", "killed", filler("target", "nine farmers"), counts=(killed("nine", 9),))
    assert ("NUMBER", "9", ("farmers",)) in fills("ATTACK", some, nine)
    bomb = claim_of("bombing", "exploded", filler("weapon", "a bomb"))
    unhurt = claim_of("toll", "injured", status="denied")
    assert fills("BOMBING", bomb, beside=(unhurt,)) == {("EFFECT OF INCIDENT", "NO INJURY OR DEATH", ("-",))}


def test_things_are_destroyed_where_the_words_say_so() -> None:
    razed = claim_of("destruction", "blew up", filler("target", "two power lines"))
    found = {(slot, fill.values[0]) for slot, fill in targets("BOMBING", [razed], [])}
    assert {("PHYS TGT: NUMBER", "2"), ("PHYS TGT: EFFECT OF INCIDENT", "DESTROYED")} <= found


def test_a_state_is_no_target_but_its_embassy_is_a_thing() -> None:
    peru = ActorRef("peru", "Peru", "state", "PE", "alias")
    attack = claim_of("attack", "attacked", filler("target", "the Peruvian embassy", peru))
    assert [fill.values[0] for slot, fill in targets("ATTACK", [attack], []) if slot == "PHYS TGT: ID"] == [
        "Peruvian embassy"
    ]
    assert not list(targets("ATTACK", [claim_of("attack", "attacked", filler("target", "Peru", peru))], []))


def who(*claims: Claim, beside: tuple[Claim, ...] = (), story: tuple[Claim, ...] = ()) -> set[tuple[str, str]]:
    return {(slot.removeprefix("PERP: "), fill.values[0]) for slot, fill in perpetrators(claims, beside, story)}


def test_individuals_and_their_organisation_are_told_apart() -> None:
    text = "terrorists of the Farabundo Marti National Liberation Front [FMLN]"
    assert who(claim_of("killing", "killed", filler("actor", text, FMLN))) == {
        ("INDIVIDUAL ID", "terrorists"),
        ("ORGANIZATION ID", "Farabundo Marti National Liberation Front"),
        ("ORGANIZATION CONFIDENCE", "REPORTED AS FACT"),
        ("INCIDENT CATEGORY", "TERRORIST ACT"),
    }


def test_unnamed_rebels_are_of_the_only_group_that_acts_in_the_story() -> None:
    rebels = claim_of("killing", "killed", filler("actor", "rebels"))
    named = claim_of("clash", "clashed", filler("actor", "the FMLN", FMLN))
    assert ("ORGANIZATION ID", "FMLN") in who(rebels, story=(rebels, named))
    soldiers = claim_of("killing", "killed", filler("actor", "soldiers", ARMY))
    assert who(soldiers, story=(soldiers, named)) == {
        ("INDIVIDUAL ID", "soldiers"),
        ("INCIDENT CATEGORY", "STATE-SPONSORED VIOLENCE"),
    }


def test_who_claims_and_who_is_accused_beside_the_incident() -> None:
    attack = claim_of("killing", "killed", filler("actor", "the FMLN", FMLN))
    claimed = claim_of("responsibility", "claimed", filler("actor", "the FMLN", FMLN))
    accused = claim_of("accusation", "accused", filler("actor", "the army", ARMY), filler("target", "the FMLN", FMLN))
    assert ("ORGANIZATION CONFIDENCE", "CLAIMED OR ADMITTED") in who(attack, beside=(claimed,))
    assert ("ORGANIZATION CONFIDENCE", "SUSPECTED OR ACCUSED BY AUTHORITIES") in who(attack, beside=(accused,))
    told = claim_of("killing", "killed", filler("actor", "the FMLN", FMLN), attribution=said_by("the army", ARMY))
    assert ("ORGANIZATION CONFIDENCE", "SUSPECTED OR ACCUSED BY AUTHORITIES") in who(told)


def when(first: dt.date, last: dt.date, precision: str) -> When:
    return When(first, last, precision, "stated", None, "then")


def test_old_general_and_military_claims_are_no_incidents() -> None:
    day = dt.date(1990, 2, 7)
    judge = filler("target", "a judge")
    old = claim_of("killing", "killed", judge, when=when(dt.date(1989, 3, 1), dt.date(1989, 3, 1), "day"))
    yearly = claim_of("killing", "killed", judge, when=when(dt.date(1990, 1, 1), dt.date(1990, 2, 7), "year"))
    abductions = claim_of("abduction", "kidnapped", filler("target", "peasants"))
    convoy = claim_of("attack", "attacked", filler("target", "a military convoy"))
    nobody = claim_of("attack", "attack")
    assert not incidents([old], day) + incidents([yearly]) + incidents([abductions])
    assert not incidents([convoy]) + incidents([nobody])
    assert len(incidents([claim_of("abduction", "kidnapped", filler("target", "two nuns"))])) == 1


def place(name: str, kind: str) -> Place:
    return Place(name, name, f"geonames:{name}", 4.6, -74.1, 5.0, kind, "CO", None, "event-place", ())


def test_the_narrowest_place_in_the_country_without_accents() -> None:
    bus = filler("target", "a bus")
    wide = claim_of("bombing", "bombed", bus, place=place("Colombia", "country"))
    bombed = claim_of("bombing", "bombed", bus, place=place("Bogotá", "settlement"))
    both = incidents([wide])[0]
    both.claims.append(bombed)
    (fill,) = template_of(both, None, ()).of("INCIDENT: LOCATION")
    assert fill.values == ("COLOMBIA: BOGOTA",)


def test_an_event_tells_its_instrument_where_none_is_named() -> None:
    (one,) = incidents([claim_of("killing", "shot to death", filler("target", "a judge"))])
    assert [f.values[0] for f in template_of(one, None, ()).of("INCIDENT: INSTRUMENT TYPE")] == ["GUN"]


def test_threats_to_people_are_incidents_of_their_own() -> None:
    judge = filler("target", "a judge")
    (first, second) = incidents([claim_of("killing", "killed", judge), claim_of("threat", "threatened", judge)])
    stages = [template_of(one, None, ()).of("INCIDENT: STAGE OF EXECUTION")[0].values for one in (first, second)]
    assert stages == [("ACCOMPLISHED",), ("THREATENED",)]
    assert not incidents([claim_of("threat", "warned", filler("target", "Peru"))])
