"""The three sample incidents, as a careful reader codes the pages (samples/expected.yml): linking alone is on trial."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import yaml

from dateline.link.views.choices import choose
from dateline.link.views.tolls import toll_table
from dateline.records import Place
from tests.link.build import Page, archive

POINTS = {
    "Salqin": (36.14, 36.45, 2.0, "settlement", "SY", "Idlib"),
    "Jisr al-Shughur": (35.81, 36.32, 3.0, "settlement", "SY", "Idlib"),
    "Al-Latamna": (35.32, 36.62, 2.0, "settlement", "SY", "Hama"),
    "Dioungani": (14.31, -2.74, 2.0, "settlement", "ML", "Mopti"),
    "Koro": (14.07, -3.08, 3.0, "settlement", "ML", "Mopti"),
    "Lopa": (1.87, 30.50, 2.0, "settlement", "CD", "Ituri"),
    "Katoto": (1.65, 30.30, 2.0, "settlement", "CD", "Ituri"),
}
STORIES = yaml.safe_load((Path(__file__).parent / "samples.yml").read_text(encoding="utf-8"))


def coded(*stories):
    """Pages of the stories, and the claims that each key's incident should hold."""
    pages, wanted = [], {}
    for name, told in ((name, told) for story in stories for name, told in STORIES[story].items()):
        day, outlet, agency = told["page"]
        page = Page(name, published=dt.date.fromisoformat(day), outlet=outlet, agency=agency)
        for row in told["claims"]:
            before, trigger, after = row["words"].split("*")
            facts = {"by": row["by"], "counts": row["counts"], "target": row["target"]}
            facts |= {"when": row["when"]} if row["when"] else {}
            facts |= {"place": point(row["place"])} if row["place"] else {}
            claim = page.claim(before + trigger + after, trigger, row["type"], **facts)
            wanted.setdefault(row["key"] or claim.id, set()).add(claim.id)
        pages.append(page)
    return pages, wanted


def point(name):
    lat, lon, extent, precision, country, admin1 = POINTS[name]
    return Place(name, name, f"test:{name}", lat, lon, extent, precision, country, admin1, "event-place", ())


def test_the_three_incidents_come_out_whole_and_apart_from_their_neighbours():
    pages, wanted = coded("salqin", "dioungani", "lopa")
    found = archive(*pages)
    incidents = {frozenset(i.claim_ids): i for i in found.linking.incidents}
    total = next(c.id for p in pages for c in p.claims if any(k.scope == "cumulative" for k in c.counts))
    assert set(incidents) == {frozenset(ids) for ids in wanted.values() if total not in ids}
    kinds = {key: incidents[frozenset(wanted[key])] for key in "sdrlf"}
    assert [kinds[key].type for key in "sdrlf"] == ["airstrike", "attack", "seizure", "abduction", "release"]
    assert [kinds[key].earliest.day for key in "sdrlf"] == [23, 10, 12, 14, 18]


def test_the_tolls_of_salqin_stand_by_claimant_with_what_they_replaced():
    pages, wanted = coded("salqin")
    found = archive(*pages)
    incident = next(i for i in found.linking.incidents if set(i.claim_ids) == wanted["s"])
    table = toll_table([incident], found, ["killed"])
    current = {r.claimant: (r.number.value, [n.value for n in r.former]) for r in table.rows}
    assert current["SOHR"] == ("24", [">=17", "17"])
    assert current["White Helmets"] == ("26", ["19"])
    assert current["Orontes"] == ("29", [])
    picked = choose(table, "range", "killed", found)
    assert (picked.low, picked.high) == (24, 28)
