"""MUC-4: keys, true case, templates from claims, and points worked by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dateline.bench.muc import ROLES, SLOTS, compared, credit, entities_compared, run
from dateline.bench.muc_templates import incidents, template_of
from dateline.bench.sets.muc import Fill, Template, fill_of, read_grit, read_muc, story_of
from dateline.bench.truecase import truecaser
from dateline.errors import InputError
from dateline.records import ActorRef, Place, When
from tests.bench.build import bench_of, claim_of, filler, killed, said_by, write_lines

STORY = """
TST1-MUC3-0001

   LIMA, 7 FEB 90 (EFE) -- [TEXT] GUERRILLAS OF THE GREEN VALLEY FRONT
(GVF) KILLED MAYOR LUIS PEREZ IN THE TOWN OF AYACUCHO YESTERDAY.

   THE ROAD IS CLOSED.
"""
KEY = """
0.  MESSAGE: ID                     TST1-MUC3-0001
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
2.  INCIDENT: DATE                  06 FEB 90
3.  INCIDENT: LOCATION              PERU: AYACUCHO (CITY)
4.  INCIDENT: TYPE                  ATTACK
9.  PERP: INDIVIDUAL ID             "GUERRILLAS"
10. PERP: ORGANIZATION ID           "GREEN VALLEY FRONT"
                                    / "GVF"
11. PERP: ORGANIZATION CONFIDENCE   REPORTED AS FACT: "GREEN VALLEY FRONT"
18. HUM TGT: NAME                   "LUIS PEREZ"
21. HUM TGT: NUMBER                 1: "LUIS PEREZ"
23. HUM TGT: EFFECT OF INCIDENT     ? DEATH: "LUIS PEREZ"
"""


def folder_of(root: Path) -> Path:
    corpora = root / "events/data/muc4/muc34/CORPORA"
    (corpora / "tst1").mkdir(parents=True)
    (corpora / "tst1/tst1-muc3").write_text(STORY)
    (corpora / "tst1/key-tst1.v7").write_text(KEY)
    return corpora


def test_stories_and_keys_are_read(tmp_path: Path) -> None:
    (story,) = read_muc(folder_of(tmp_path), "dev")
    assert (story.day, story.place, story.agency) == ("1990-02-07", "LIMA", "EFE")
    assert story.paragraphs[1] == "THE ROAD IS CLOSED."
    (template,) = story.templates
    assert template.optional
    assert template.of("PERP: ORGANIZATION ID") == [Fill(("GREEN VALLEY FRONT", "GVF"))]
    assert template.of("HUM TGT: EFFECT OF INCIDENT") == [Fill(("DEATH",), ("LUIS PEREZ",), True)]


def test_a_story_without_a_date_has_none() -> None:
    assert story_of("x", "  NO CITY, NO DATE -- [TEXT] WORDS.").day is None
    assert story_of("x", "  LIMA, 31 SEP 89 (EFE) -- [TEXT] WORDS.").day is None


def test_the_last_part_is_in_ordinary_case() -> None:
    story = story_of("x", "   San Salvador, 3 Apr 90 (DPA) -- [Text] Two bombs\nwent off.")
    assert (story.day, story.place, story.paragraphs) == ("1990-04-03", "San Salvador", ("Two bombs went off.",))


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    corpora = folder_of(tmp_path)
    (corpora / "tst1/tst1-muc3").write_text("nothing")
    with pytest.raises(InputError, match="holds no story"):
        read_muc(corpora, "dev")
    with pytest.raises(InputError, match=r"dev\.json:1: has extracts"):
        read_grit(write_lines(tmp_path / "dev.json", [{"docid": "x", "extracts": []}]))


@pytest.mark.parametrize(
    ("written", "fill"),
    [
        ('"RED CAR" / "CAR"', Fill(("RED CAR", "CAR"))),
        ('6: "A" / "B"', Fill(("6",), ("A", "B"))),
        ('"MAYOR": "LUIS"', Fill(("MAYOR",), ("LUIS",))),
        ("(PERU: LIMA (CITY)) / (PERU)", Fill(("PERU: LIMA (CITY)", "PERU"))),
        ("PERU: ICA (CITY / DEPARTMENT)", Fill(("PERU: ICA (CITY / DEPARTMENT)",))),
        ("BOMBING / ATTACK", Fill(("BOMBING", "ATTACK"))),
    ],
)
def test_fillers_are_read_as_the_keys_write_them(written: str, fill: Fill) -> None:
    assert fill_of(written) == fill


def test_capitals_become_ordinary_case_letter_for_letter() -> None:
    texts = [
        "THE GREEN VALLEY FRONT (GVF) KILLED COLONEL PEREZ NEAR AYACUCHO.  IT WAS SEIZING TRUCKS OF THE PERUVIAN ARMY.",
        "A GVF SPOKESMAN, WHO LEFT, WAS SILENT.",
    ]
    first, second = truecaser().paragraphs(texts)
    assert first == (
        "The Green Valley Front (GVF) killed Colonel Perez near Ayacucho.  It was seizing trucks of the Peruvian army."
    )
    assert second.startswith("A GVF ") and ", who left, was silent." in second
    assert [a.lower() for a in (first, second)] == [a.lower() for a in texts]


def test_names_of_actors_get_capitals_and_common_words_none() -> None:
    (text,) = truecaser().paragraphs(
        ["GUNMEN OF SHINING PATH AND PDC PATROLMEN MET IN A HOUSE OF THE COUNTRY. THE CAR LEFT."]
    )
    assert text == "Gunmen of Shining Path and PDC patrolmen met in a house of the country. The car left."


PERU = Place("Ica", "Ica", "geonames:1", -14.0, -75.7, 5.0, "settlement", "PE", "Ica", "event-place", ())
FRONT = ActorRef("gvf", "Green Valley Front", "rebel-group", "PE", "alias")


def day(number: int) -> When:
    when = dt.date(1990, 2, number)
    return When(when, when, "day", "stated", None, f"{number} February")


def test_a_claim_becomes_a_template() -> None:
    claim = claim_of(
        "killing",
        "killed",
        filler("actor", "members of the Green Valley Front", FRONT),
        filler("target", "mayor Luis Perez"),
        filler("weapon", "a car bomb"),
        when=day(6),
        place=PERU,
        attribution=said_by("the Front", FRONT),
    )
    (incident,) = incidents([claim])
    template = template_of(incident, dt.date(1990, 2, 7), ["PE"])
    slots = {(slot, fill.values[0]) for slot, fill in template.fills}
    assert slots == {
        ("INCIDENT: TYPE", "BOMBING"),  # by its weapon
        ("INCIDENT: DATE", "06 FEB 90"),
        ("INCIDENT: LOCATION", "PERU: ICA"),
        ("INCIDENT: STAGE OF EXECUTION", "ACCOMPLISHED"),
        ("INCIDENT: INSTRUMENT ID", "car bomb"),
        ("INCIDENT: INSTRUMENT TYPE", "VEHICLE BOMB"),
        ("PERP: INCIDENT CATEGORY", "TERRORIST ACT"),
        ("PERP: INDIVIDUAL ID", "members of the Green Valley Front"),
        ("PERP: ORGANIZATION ID", "Green Valley Front"),
        ("PERP: ORGANIZATION CONFIDENCE", "CLAIMED OR ADMITTED"),
        ("HUM TGT: NAME", "Luis Perez"),
        ("HUM TGT: DESCRIPTION", "mayor"),
        ("HUM TGT: TYPE", "GOVERNMENT OFFICIAL"),
        ("HUM TGT: NUMBER", "1"),
        ("HUM TGT: EFFECT OF INCIDENT", "DEATH"),
    }


def test_two_days_are_two_incidents_and_soldiers_no_target() -> None:
    first = claim_of("killing", "killed", filler("target", "nine peasants"), when=day(5), counts=(killed("nine", 9),))
    second = claim_of("killing", "killed", filler("target", "a priest"), when=day(6))
    army = claim_of("attack", "attacked", filler("target", "soldiers"))
    planned = claim_of("killing", "kill", filler("target", "a judge"), status="planned")
    assert [len(one.claims) for one in incidents([first, second, army, planned])] == [1, 1]
    number = template_of(incidents([first])[0], None, ()).of("HUM TGT: NUMBER")
    assert [fill.values for fill in number] == [("9",)]


@pytest.mark.parametrize(
    ("slot", "ours", "gold", "points"),
    [
        ("INCIDENT: DATE", Fill(("06 FEB 90",)), Fill(("06 FEB 90",)), 1.0),
        ("INCIDENT: DATE", Fill(("06 FEB 90",)), Fill(("- 07 FEB 90",)), 0.5),
        ("INCIDENT: DATE", Fill(("08 FEB 90",)), Fill(("05 FEB 90 - 06 FEB 90",)), 0.0),
        ("INCIDENT: LOCATION", Fill(("PERU: ICA",)), Fill(("PERU: ICA (CITY)",)), 1.0),
        ("INCIDENT: LOCATION", Fill(("PERU",)), Fill(("PERU: ICA (CITY)",)), 0.5),
        ("INCIDENT: LOCATION", Fill(("CHILE",)), Fill(("PERU",)), 0.0),
        ("HUM TGT: NAME", Fill(("Perez",)), Fill(("LUIS PEREZ",)), 1.0),
        ("HUM TGT: NUMBER", Fill(("1",), ("Perez",)), Fill(("1",), ("LUIS PEREZ",)), 1.0),
        ("HUM TGT: NUMBER", Fill(("1",), ("priest",)), Fill(("1",), ("LUIS PEREZ",)), 0.5),
        ("HUM TGT: NUMBER", Fill(("2",), ("Perez",)), Fill(("1",), ("LUIS PEREZ",)), 0.0),
    ],
)
def test_credit(slot: str, ours: Fill, gold: Fill, points: float) -> None:
    assert credit(slot, ours, gold) == points


def template(**slots: str) -> Template:
    names = {"type": "INCIDENT: TYPE", "name": "HUM TGT: NAME", "weapon": "INCIDENT: INSTRUMENT ID"}
    return Template(tuple((names[key], Fill((value,))) for key, value in slots.items()))


def test_templates_are_paired_for_the_most_points() -> None:
    ours = [template(type="ATTACK", name="Perez"), template(type="ATTACK", name="Gomez"), template(type="ARSON")]
    gold = [template(type="ATTACK", name="ANA GOMEZ", weapon="RIFLE"), template(type="BOMBING")]
    tally = compared(ours, gold)
    assert {slot: tally.right[slot] for slot in tally.right} == {"INCIDENT: TYPE": 1, "HUM TGT: NAME": 1}
    assert sum(tally.given.values()) == 5 and sum(tally.gold.values()) == 4


def test_an_optional_template_that_is_not_given_does_not_count() -> None:
    assert not compared([], [Template((("INCIDENT: TYPE", Fill(("ATTACK",))),), optional=True)]).gold


def test_role_fillers_are_exact_but_for_articles() -> None:
    ours = [template(name="the Mayor Perez", weapon="bomb"), template(name="mayor perez", weapon="car bomb")]
    tally = entities_compared(ours, {"Victim": [("mayor perez", "perez")], "Weapon": [("bomb",), ("rifle",)]})
    assert (tally.right["Victim"], tally.given["Victim"], tally.gold["Victim"]) == (1, 1, 1)
    assert (tally.right["Weapon"], tally.given["Weapon"], tally.gold["Weapon"]) == (1, 2, 2)


def test_rows_from_the_folder(tmp_path: Path) -> None:
    folder_of(tmp_path)
    extracts = {role: [] for role in ROLES} | {"Victim": [[["luis perez", 60]]]}
    path = tmp_path / "events/data/muc4/data/muc/processed/dev.json"
    write_lines(path, [{"docid": "TST1-MUC3-0001", "extracts": extracts}])
    rows = {(row.set, row.metric): row for row in run(bench_of(tmp_path))}
    assert rows["MUC-4 templates", "type_f1"].value > 0
    assert rows["MUC-4 role fillers", "victim_f1"].n == 1
    assert len(SLOTS) == 23
