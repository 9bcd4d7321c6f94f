"""The three sample incidents, as a careful reader codes the pages (samples/expected.yml): linking alone is on trial."""

from __future__ import annotations

import datetime as dt

from dateline.link.views.tolls import choose, toll_table
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
WEDNESDAY, FRIDAY = "2019-07-10", "2019-07-12"

# page: day, outlet, agency, claims: (key, type, sentence with *trigger*, when, place, claimant, counts, target)
SALQIN = {
    "01": ("2018-04-23", None, "AFP", [
        ("s", "airstrike", "An *air strike* on a crowded market in the town of Salqin killed at least 17 people on Monday.", "2018-04-23", "Salqin", "SOHR", [("killed", ">=17")], "a crowded market"),
        ("s", "toll", "The rescue service said its teams had *pulled* 19 bodies from the rubble.", None, None, "White Helmets", [("killed", "19"), ("wounded", "~40")], None),
        ("", "toll", "More than 350,000 people have been *killed* in Syria since the war started.", "2011-03-01..", None, "SOHR", [("killed", ">=350000", None, "cumulative")], None),
    ]),
    "03": ("2018-04-24", "The Harbour Times", "AFP", [
        ("s", "airstrike", "The death toll from an *air strike* on a market in Idlib province has risen to 24.", None, "Salqin", "SOHR", [("killed", "24")], "a market"),
        ("s", "airstrike", "The Observatory had earlier given a toll of 17 dead in Monday's *raid* on the town of Salqin.", "2018-04-23", "Salqin", "SOHR", [("killed", "17")], None),
        ("s", "toll", "We have now *recorded* 26 martyrs and nearly 60 injured, the rescue group said.", None, None, "White Helmets", [("killed", "26"), ("wounded", "~60")], None),
    ]),
    "05": ("2018-04-24", "Barada", None, [
        ("", "shelling", "Army units on Monday *destroyed* three vehicles in the vicinity of Jisr al-Shughur.", "2018-04-23", "Jisr al-Shughur", None, [("vehicles", "3")], "three vehicles"),
    ]),
    "06": ("2018-04-25", "Orontes", None, [
        ("s", "airstrike", "Three more wounded in Monday's *air strike* on the vegetable market of Salqin died.", "2018-04-23", "Salqin", None, [("killed", "29", "civilians")], "the vegetable market"),
        ("", "airstrike", "Helicopters *dropped* barrel bombs on farmland of Al-Latamna early on Wednesday.", "2018-04-25", "Al-Latamna", None, [], "farmland"),
    ]),
    "18": ("2018-04-24", "Qalamoun Brief", None, [
        ("s", "airstrike", "The local council said that 28 people were killed in Monday's *air strike* on the town's market.", "2018-04-23", "Salqin", "Council", [("killed", "28")], "the town's market"),
    ]),
}  # fmt: skip
DIOUNGANI = {
    "08": ("2019-07-10", "Lakeside", "AFP", [
        ("d", "attack", "Suspected jihadists *attacked* an army post before dawn on Wednesday, the army said.", WEDNESDAY, "Dioungani", "Army", [("killed", "9", "soldiers")], "an army post"),
        ("d", "seizure", "The attackers *overran* the post at Dioungani, burning vehicles.", WEDNESDAY, "Dioungani", "Army", [], "the post"),
        ("", "clash", "Reinforcements sent from Koro *came under fire* on the way.", WEDNESDAY, "Koro", "Traoulet", [("casualties", "0", "soldiers")], "Reinforcements"),
    ]),
    "12": ("2019-07-13", "Niger Bend", None, [
        ("r", "seizure", "Malian troops on Friday evening *recaptured* the army post at Dioungani.", FRIDAY, "Dioungani", "Army", [], "the army post"),
        ("d", "attack", "A soldier had died, bringing its toll from Wednesday's *attack* on the post to 16.", WEDNESDAY, "Dioungani", "Army", [("killed", "16", "soldiers")], "the post"),
    ]),
    "13": ("2019-07-15", "Relief Group", None, [
        ("r", "seizure", "Residents of the area say the post was *taken back* by the army on 12 July.", FRIDAY, "Dioungani", None, [], "the post"),
        ("d", "attack", "The group's monitors tell of an *attack* on an army post on 10 July with heavy losses.", WEDNESDAY, "Dioungani", "Army", [("killed", "16", "soldiers")], "an army post"),
    ]),
}  # fmt: skip
LOPA = {
    "14": ("2021-03-15", "Eastline", "Reuters", [
        ("l", "abduction", "Gunmen *abducted* villagers returning from their fields on Sunday evening near Lopa.", "2021-03-14", "Lopa", "Uchandi", [("abducted", "32")], "villagers"),
        ("l", "abduction", "An army spokesman said about 20 people had been *taken* near the town.", None, "Lopa", "Mbusira", [("abducted", "~20")], "people"),
    ]),
    "16": ("2021-03-19", "Valley Sentinel", "AP", [
        ("f", "release", "At least 11 villagers were *freed* late Thursday and walked into Katoto.", "2021-03-18", "Katoto", "Uchandi", [("freed", ">=11")], "villagers"),
        ("l", "abduction", "The mission repeated that at least 26 people were *taken* on March 14 near Lopa.", "2021-03-14", "Lopa", "MONUSCO", [("abducted", ">=26")], "people"),
    ]),
    "18c": ("2021-03-16", "Great Lakes Flash", None, [
        ("l", "abduction", "The UN mission said that 26 people or more were *abducted* on Sunday near Lopa in Ituri.", "2021-03-14", "Lopa", "MONUSCO", [("abducted", ">=26")], "people"),
    ]),
}  # fmt: skip


def coded(*stories):
    """Pages of the stories, and the claims that each key's incident should hold."""
    pages, wanted = [], {}
    for story in stories:
        for name, (day, outlet, agency, claims) in story.items():
            page = Page(name, published=dt.date.fromisoformat(day), outlet=outlet, agency=agency)
            for key, event, marked, when, where, by, counts, target in claims:
                before, trigger, after = marked.split("*")
                facts = {"by": by, "counts": counts, "target": target}
                facts |= {"when": when} if when else {}
                facts |= {"place": point(where)} if where else {}
                claim = page.claim(before + trigger + after, trigger, event, **facts)
                wanted.setdefault(key or claim.id, set()).add(claim.id)
            pages.append(page)
    return pages, wanted


def point(name):
    lat, lon, extent, precision, country, admin1 = POINTS[name]
    return Place(name, name, f"test:{name}", lat, lon, extent, precision, country, admin1, "event-place", ())


def test_the_three_incidents_come_out_whole_and_apart_from_their_neighbours():
    pages, wanted = coded(SALQIN, DIOUNGANI, LOPA)
    found = archive(*pages)
    incidents = {frozenset(i.claim_ids): i for i in found.linking.incidents}
    total = next(c.id for p in pages for c in p.claims if any(k.scope == "cumulative" for k in c.counts))
    assert set(incidents) == {frozenset(ids) for ids in wanted.values() if total not in ids}
    kinds = {key: incidents[frozenset(wanted[key])] for key in "sdrlf"}
    assert [kinds[key].type for key in "sdrlf"] == ["airstrike", "attack", "seizure", "abduction", "release"]
    assert [kinds[key].earliest.day for key in "sdrlf"] == [23, 10, 12, 14, 18]


def test_the_tolls_of_salqin_stand_by_claimant_with_what_they_replaced():
    pages, wanted = coded(SALQIN)
    found = archive(*pages)
    incident = next(i for i in found.linking.incidents if set(i.claim_ids) == wanted["s"])
    table = toll_table([incident], found, ["killed"])
    current = {r.claimant: (r.number.value, [n.value for n in r.former]) for r in table.rows}
    assert current["SOHR"] == ("24", [">=17", "17"])
    assert current["White Helmets"] == ("26", ["19"])
    assert current["Orontes"] == ("29", [])
    picked = choose(table, "range", "killed", found)
    assert (picked.low, picked.high) == (24, 28)
