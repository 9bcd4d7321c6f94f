"""Claims to incidents: what joins, what is kept apart, and what never makes one."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.ids import content_id
from dateline.knowledge.ontology import load_ontology
from dateline.link.compare import across, features_within, turns
from dateline.link.facts import facts_of, lead_names, merged
from dateline.link.kinds import Fit, Kinds
from tests.link.build import DAY, NOT_SAID, Page, link, place, together, wire

NEXT = DAY + dt.timedelta(1)
SALQIN = "Warplanes hit a market in Salqin on Monday."


def strike(name, when="2018-04-23", where="Salqin", event="airstrike", published=NEXT, **facts):
    page = Page(name, published=published, outlet=name)
    facts.setdefault("target", "a market")
    found = page.claim(
        f"Words of {name}: an attack hit a market there.", "attack", event, when=when, place=place(where), **facts
    )
    return page, found


def test_two_pages_on_one_strike_make_one_incident():
    (one, a), (other, b) = strike("one"), strike("other")
    linking = link(one, other)
    assert together(linking, a, b)
    (incident,) = linking.incidents
    assert (incident.type, incident.earliest, incident.place.label) == ("airstrike", DAY, "Salqin")
    assert incident.id == content_id("inc", a.id)


def test_look_alikes_a_week_apart_stay_apart():
    (one, a), (other, b) = strike("one"), strike("other", when="2018-04-30", published=DAY + dt.timedelta(8))
    assert not together(link(one, other), a, b)


def test_two_villages_on_one_day_stay_apart():
    (one, a), (other, b) = strike("one"), strike("other", where="Harim")
    assert not together(link(one, other), a, b)


def test_a_country_alone_is_weak_evidence():
    (one, a), (other, b) = strike("one", target="troops"), strike("other", where="Syria", target="a convoy")
    assert not together(link(one, other), a, b)


def test_an_attack_told_without_its_means_is_the_air_strike():
    (one, a), (other, b) = strike("one"), strike("other", event="attack")
    linking = link(one, other)
    assert together(linking, a, b)
    assert linking.incidents[0].type == "airstrike"


def test_a_suicide_bombing_told_twice_as_a_bombing_is_one_all_the_same():
    (one, a), (other, b), (third, c) = (
        strike("one", event="suicide-bombing"),
        strike("other", event="bombing"),
        strike("third", event="bombing"),
    )
    linking = link(one, other, third)
    assert together(linking, a, b) and together(linking, a, c)
    assert linking.incidents[0].type == "suicide-bombing"


def test_types_of_different_happenings_stay_apart():
    (one, a), (other, b) = strike("one"), strike("other", event="protest")
    assert not together(link(one, other), a, b)


def test_an_undated_claim_is_bounded_by_its_page():
    one, a = strike("one")
    early = Page("early", published=DAY - dt.timedelta(2), outlet="early")
    b = early.claim(
        "An attack hit a market in Salqin.", "attack", "airstrike", place=place("Salqin"), target="a market"
    )
    assert not together(link(one, early), a, b)


def test_undated_strikes_on_one_town_are_one_where_the_pages_are_of_the_same_days():
    def told(name, published):
        page = Page(name, published=published, outlet=name)
        return page, page.claim(f"Words of {name}: jets raided the town.", "raided", place=place("Salqin"))

    (one, a), (other, b), (late, c) = told("one", NEXT), told("other", NEXT), told("late", NEXT + dt.timedelta(6))
    assert together(link(one, other), a, b)
    assert not together(link(one, late), a, c)


@pytest.mark.parametrize("status", ["planned", "urged", "possible", "attempted", "denied", "averted"])
def test_what_did_not_happen_makes_no_incident(status):
    page, _ = strike("one", status=status)
    assert link(page).incidents == ()


@pytest.mark.parametrize(
    "event", ["threat", "denial", "accusation", "incitement", "demand", "control", "responsibility"]
)
def test_words_and_states_make_no_incident(event):
    page, _ = strike("one", event=event)
    assert link(page).incidents == ()


def test_a_running_total_joins_nothing_and_makes_nothing():
    page, claim = strike("one")
    total = page.claim(
        "More than 350,000 people have been killed.",
        "killed",
        "killing",
        counts=[("killed", "350000", None, "cumulative")],
    )
    linking = link(page)
    assert [i.claim_ids for i in linking.incidents] == [(claim.id,)]
    assert total.id not in {link.subject_id for link in linking.links}


def test_a_toll_joins_the_incident_before_it_but_makes_none():
    page, claim = strike("one")
    toll = page.claim("At least 17 people died.", "died", "toll", counts=[("killed", ">=17")])
    assert together(link(page), claim, toll)
    alone = Page("alone")
    alone.claim("At least 17 people died.", "died", "toll", counts=[("killed", ">=17")])
    assert link(alone).incidents == ()


def test_a_death_counted_days_later_does_not_move_the_incident():
    page, claim = strike("one", published=DAY + dt.timedelta(3))
    toll = page.claim(
        "Four more died in hospital on Wednesday.", "died", "toll", when="2018-04-25", counts=[("killed", "4")]
    )
    linking = link(page)
    assert together(linking, claim, toll)
    assert (linking.incidents[0].earliest, linking.incidents[0].latest) == (DAY, DAY)


def test_a_toll_does_not_narrow_an_open_interval_from_below():
    page, claim = strike("one", when="2018-03-01..", published=DAY + dt.timedelta(3))
    told = {"when": "2018-04-25", "counts": [("killed", "4")], "place": place("Salqin")}
    page.claim("Four bodies were found in Salqin on Wednesday.", "found", "toll", **told)
    (incident,) = link(page).incidents
    assert (incident.earliest, incident.latest) == (dt.date(2018, 3, 1), dt.date(2018, 4, 25))
    assert claim.id in incident.claim_ids


def test_what_is_dated_after_its_page_has_not_happened():
    page, _ = strike("one", when="2018-05-02")
    assert link(page).incidents == ()


def test_a_back_reference_joins_on_its_page():
    page, claim = strike("one")
    again = page.claim("The attack lasted an hour, he said.", "attack", "attack")
    assert together(link(page), claim, again)


def test_the_claim_of_a_reposted_copy_stands_with_the_original_whatever_its_day():
    """A copy put up a week later reads "Monday" as another Monday; it is still the same sentence."""
    first, copy = wire(), wire("z-copy", published=DAY + dt.timedelta(7))
    copy.claims.clear()
    moved = copy.claim(
        first.sentences[0], "air strike", when="2018-04-30", place=place("Salqin"), counts=[("killed", ">=17")]
    )
    linking = link(first, copy)
    assert together(linking, first.claims[0], moved)
    assert linking.incidents[0].earliest == DAY


def test_every_report_has_a_reason_and_a_suggested_status():
    linking = link(wire(), wire("b-copy", outlet="Courier"))
    reports = [k for k in linking.links if k.kind == "reports"]
    assert len(reports) == sum(len(i.claim_ids) for i in linking.incidents)
    assert all(k.reasons and k.status == "suggested" and 0 <= k.score <= 1 for k in reports)


def test_no_day_and_no_place_stay_unresolved():
    page = Page("one", published=None)
    page.claim("Jets attacked.", "attacked")
    (incident,) = link(page).incidents
    assert (incident.earliest, incident.latest) == (None, None)
    assert incident.place.why is NOT_SAID.why


def test_fit_is_the_same_either_way_round():
    kinds, names = Kinds(load_ontology()), sorted(load_ontology().events)
    assert all(kinds.fit(a, b) is kinds.fit(b, a) for a in names for b in names)
    assert all(kinds.fit(a, b) is Fit.NONE or kinds.block(a) == kinds.block(b) for a in names for b in names)


def test_groups_of_one_page_are_not_joined_because_their_page_tells_one_story():
    page = Page("one")
    page.sentences.append("Amina Koné and Idris Bello spoke of Wadi Kassar and of Tell Marun on Monday.")
    page.claim("Gunmen attacked a checkpoint near Wadi Kassar.", "attacked", "attack", target="a checkpoint")
    for number in range(9):
        page.sentences.append(f"Shops in the district stayed shut for day {number}, Idris Bello said in Wadi Kassar.")
    page.claim("Separately, a court freed two drivers.", "freed", "release", target="two drivers")
    page.claim("Another attack hit a water tower of Tell Marun.", "attack", "attack", target="a water tower")
    homes = [set(incident.claim_ids) for incident in link(page).incidents]
    assert {claim.id for claim in page.claims[::2]} not in homes


def test_a_headline_may_name_a_larger_place_than_the_text():
    page = Page("one")
    page.claim(
        "Air strike on Raqqa market kills 17", "strike", "airstrike", place=place("Raqqa"), counts=[("killed", "17")]
    )
    page.claim(
        "At least 17 people died in an air strike on a market in Salqin.", "strike", "airstrike",
        place=place("Salqin"), counts=[("killed", ">=17")],
    )  # fmt: skip
    assert len(link(page).incidents) == 1


def test_two_settlements_below_the_headline_are_two_happenings():
    page = Page("one", sentences=["War planes are busy again"])
    for name in ("Salqin", "Raqqa"):
        page.claim(f"An air strike hit a market in {name}.", "strike", "airstrike", place=place(name))
    assert len(link(page).incidents) == 2


def test_names_of_countries_and_of_common_bodies_tell_no_story():
    page = Page("one")
    page.claim("The Syrian Observatory for Human Rights in Syria spoke of Wadi Kassar and ISIL.", "spoke", "attack")
    assert lead_names(page.article()) == ("wadi", "kassar")


def test_where_the_missing_reappear_is_not_where_it_happened():
    page = Page("one")
    page.claim("An attack on the post at Raqqa killed nine soldiers.", "attack", "attack", place=place("Raqqa"))
    page.claim("Two of the missing reached Salqin on foot.", "missing", "toll", place=place("Salqin"))
    attack, toll = (facts_of(claim, page.article()) for claim in page.claims)
    assert merged([attack, toll]).places == attack.places != toll.places
    assert merged([toll]).places == toll.places  # nothing else says where


def test_a_brief_that_shares_both_its_names_tells_the_same_story():
    page, brief, other = Page("one"), Page("two"), Page("three")
    page.claim("Amina Koné said that gunmen attacked Wadi Kassar and Tell Marun.", "attacked", "attack")
    brief.claim("Shops shut in Wadi Kassar after the attack there.", "attack", "attack")
    other.claim("Shops shut in Wadi Kassar and Beni after the attack there.", "attack", "attack")
    one, two, three = (facts_of(p.claims[0], p.article()) for p in (page, brief, other))
    kinds = Kinds(load_ontology())
    assert any("pages on one story" in reason for reason in across(one, two, kinds).reasons)
    assert not any("pages on one story" in reason for reason in across(one, three, kinds).reasons)


def on_story(name, when, names, words="The stalls of the market were hit in strikes."):
    """A page that names its story before it tells of the strike."""
    page = Page(name, published=DAY + dt.timedelta(2), outlet=name)
    page.say(f"{name}: rescuers in {names} dug on.")
    return page, page.claim(words, "strikes", "airstrike", place=place("Salqin"), target="a market", when=when)


def test_one_day_between_two_pages_is_no_veto_where_they_tell_one_story():
    one, a = on_story("one", "2018-04-23", "Karmo and Belso")
    other, b = on_story("other", "2018-04-24", "Karmo and Belso", "Air strikes fell on traders there.")
    assert together(link(one, other), a, b)


def test_strikes_on_two_days_in_a_row_are_two_without_a_story_in_common():
    one, a = on_story("one", "2018-04-23", "Karmo and Belso")
    other, b = on_story("other", "2018-04-24", "Tisra and Hamlo", "Air strikes fell on traders there.")
    third, c = on_story("third", "2018-04-25", "Karmo and Belso", "Jets returned for more strikes.")
    assert not together(link(one, other), a, b)
    assert not together(link(one, third), a, c)


def test_on_one_story_what_one_page_dates_months_back_is_not_what_another_tells_without_a_day():
    def told(name, words, **when):
        page = Page(name, published=DAY, outlet=name)
        page.say(f"{name}: rescuers in Karmo and Belso dug on.")
        return page, page.claim(words, "operation", "offensive", **when)

    other, c = told("other", "The operation cost the army no losses.")
    for when, one in (("2018-01-20", False), ("2018-04-20", True)):
        page, claim = told("dated", "The province fell in an operation.", when=when)
        assert together(link(page, other), claim, c) is one


def test_the_dead_may_be_counted_in_another_town():
    one, a = strike("one")
    other = Page("other", published=DAY + dt.timedelta(1), outlet="other")
    b = other.claim(
        "Two people died of the strikes on Salqin, doctors said.", "died", "toll", place=place("Harim"),
        when=str(DAY), counts=[("killed", "2")],
    )  # fmt: skip
    told = facts_of(a, one.article()), facts_of(b, other.article())
    assert across(*told, Kinds(load_ontology())).veto is None


@pytest.mark.parametrize("event", ["protest", "arrest", "evacuation", "release"])
def test_the_dead_are_not_the_toll_of_what_harms_nobody(event):
    assert Kinds(load_ontology()).fit("toll", event) is Fit.NONE


def facts_on(page, *claims):
    return [facts_of(claim, page.article()) for claim in claims]


def names(one, other, turned=False):
    return {name for name, _ in features_within(one, other, Kinds(load_ontology()), None, turned)}


def test_what_a_page_dates_long_before_its_day_is_not_its_undated_news():
    page = Page("one", published=NEXT)
    news = page.claim("Jets struck the town.", "struck")
    old = page.claim("A raid had hit it in January.", "raid", when="2018-01-01..2018-01-31")
    older = page.claim("Another raid hit it on 3 February.", "raid", when="2018-02-03")
    fresh = page.claim("On Monday a raid hit the market.", "raid", when="2018-04-23")
    news, old, older, fresh = facts_on(page, news, old, older, fresh)
    assert {"past-wide", "past-top"} <= names(news, old)
    assert {"past-old", "past-top"} <= names(news, older)
    assert not any(name.startswith("past") for name in names(news, fresh))


def test_after_a_turn_to_another_place_bare_words_speak_of_that_one():
    page = Page("one", published=NEXT)
    here = page.claim("Jets struck Salqin.", "struck", place=place("Salqin"))
    there = page.claim("Jets also struck Raqqa.", "struck", place=place("Raqqa"))
    bare = page.claim("The raid killed nobody.", "raid")
    facts = facts_on(page, here, there, bare)
    assert turns(facts) == [1, 3, 3]
    assert "turned" in names(facts[0], facts[2], turned=True)
    assert "turned" not in names(facts[0], facts[2])
