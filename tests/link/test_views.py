"""The named views: computed from claims, copies folded, nothing added up, what is missing stays missing."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.errors import ConfigError
from dateline.link.views.choices import RULE_NAMES, choose
from dateline.link.views.control import who_holds_what
from dateline.link.views.gaps import KINDS, gaps
from dateline.link.views.speech import statements, threats
from dateline.link.views.talks import talks
from dateline.link.views.tolls import toll_table
from dateline.link.views.totals import running_totals
from dateline.records import Unresolved
from tests.link.build import DAY, Page, actor, archive, place, wire

TOLD = {
    "one": "Jets flew low over the stalls at noon and an attack left rubble where traders had stood.",
    "two": "Smoke could be seen from far off after what witnesses called an attack on people buying bread.",
    "three": "Late in the day news of the attack came from a clinic that asked neighbours for blood and blankets.",
    "late": "Four days on, the attack is still being counted by the men who keep the register of the dead.",
}


def story(*counts, name="one", **facts):
    """A page with one claim for each (claimant, counts)."""
    page = Page(name, published=DAY + dt.timedelta(1), outlet=name, **facts)
    for n, (by, told) in enumerate(counts):
        page.claim(
            f"{TOLD[name]} So said {by}, speaker {n}.", "attack", "airstrike",
            when="2018-04-23", place=place("Salqin"), target="a market", by=by, counts=told,
        )  # fmt: skip
    return page


def table(*pages):
    found = archive(*pages)
    return toll_table(found.linking.incidents, found), found


def bounds(picked):
    return picked.low, picked.high


class TestTolls:
    def test_rows_stand_by_claimant_and_parts_apart(self):
        rows = table(wire())[0].rows
        assert [(r.claimant, r.measure, r.number.value) for r in rows] == [
            ("SOHR", "killed", ">=17"),
            ("White Helmets", "killed", "19"),
            ("White Helmets", "wounded", "~40"),
        ]

    def test_a_smaller_figure_of_the_same_page_is_a_part_not_an_update(self):
        rows = table(story(("SOHR", [("killed", "24")]), ("SOHR", [("killed", "7")])))[0].rows
        assert [(r.number.value, r.part, r.former) for r in rows] == [("24", False, ()), ("7", True, ())]

    def test_running_totals_are_in_no_toll(self):
        assert not any("350000" in r.number.value for r in table(wire())[0].rows)

    def test_the_rules_pick_as_they_are_named(self):
        last = story(("Orontes", [("killed", "29")]), name="late")
        last.published = DAY + dt.timedelta(4)
        toll, found = table(wire(), last)
        assert bounds(choose(toll, "lowest", "killed", found)) == (17, None)
        assert bounds(choose(toll, "latest", "killed", found)) == (29, 29)
        assert bounds(choose(toll, "range", "killed", found)) == (17, 29)

    def test_the_most_independent_figure_has_the_most_groups_behind_it(self):
        one = story(("SOHR", [("killed", "17")]), name="one")
        two = story(("Orontes", [("killed", "24")]), name="two")
        three = story(("Council", [("killed", "24")]), name="three")
        toll, found = table(one, two, three)
        picked = choose(toll, "most-independent", "killed", found)
        assert bounds(picked) == (24, 24)
        assert picked.reason == "2 independent groups behind it"

    def test_a_range_is_open_above_where_the_highest_is_a_lower_bound(self):
        toll, found = table(story(("SOHR", [("killed", "17")]), ("Orontes", [("killed", ">=20")])))
        assert bounds(choose(toll, "range", "killed", found)) == (17, None)

    def test_one_figure_is_told_in_the_singular(self):
        toll, found = table(story(("SOHR", [("killed", "17")])))
        picked = choose(toll, "range", "killed", found)
        assert picked.reason == "from lowest to highest of 1 figure by 1 claimant"

    def test_losses_of_two_sides_are_not_one_number(self):
        toll, found = table(
            story(
                ("Army", [("killed", "9", "soldiers"), ("killed", "2", "attackers")]),
                ("JNIM", [("killed", "27", "soldiers")]),
            )
        )
        picked = choose(toll, "lowest", "killed", found)
        assert (picked.group, picked.low) == ("soldiers", 9)

    def test_a_group_told_more_or_less_fully_is_one_group(self):
        told = (("Army", [("killed", "6", "park rangers")]), ("JNIM", [("killed", "7", "rangers")]))
        picked = choose(*self.ask(*told))
        assert (picked.group, *bounds(picked)) == ("rangers", 6, 7)
        assert picked.reason == "from lowest to highest of 2 figures by 2 claimants"

    def test_groups_that_cannot_all_be_one_stay_apart(self):
        told = [(by, [("killed", n, f"{of}soldiers")]) for by, n, of in (
            ("SOHR", "9", ""), ("Army", "5", "Syrian "), ("Orontes", "2", "Turkish "))]  # fmt: skip
        picked = choose(*self.ask(*told))
        assert (picked.group, *bounds(picked)) == ("soldiers", 9, 9)
        assert picked.reason.endswith("of 1 figure by 1 claimant, others count other groups")
        children = (("SOHR", [("killed", "9", "civilians")]), ("Army", [("killed", "2", "civilian children")]))
        assert bounds(choose(*self.ask(*children))) == (9, 9)

    @pytest.mark.parametrize("rule", RULE_NAMES)
    def test_a_view_says_where_others_count_another_group(self, rule):
        toll, found = table(story(("SOHR", [("killed", "35")]), ("Orontes", [("killed", "31", "civilians")])))
        picked = choose(toll, rule, "killed", found)
        assert (picked.low, picked.high) == (35, 35) and picked.reason.endswith(", others count other groups")

    @staticmethod
    def ask(*told):
        toll, found = table(story(*told))
        return toll, "range", "killed", found

    def test_what_nobody_counts_is_unresolved(self):
        toll, found = table(story(("SOHR", [("killed", "dozens")])))
        assert isinstance(choose(toll, "lowest", "killed", found), Unresolved)
        assert isinstance(choose(toll, "lowest", "wounded", found), Unresolved)

    def test_nobody_killed_is_zero_because_it_is_stated(self):
        toll, found = table(story(("Army", [("killed", "0")])))
        assert bounds(choose(toll, "latest", "killed", found)) == (0, 0)

    def test_a_rule_that_does_not_exist_names_those_that_do(self):
        toll, found = table(wire())
        with pytest.raises(ConfigError, match="lowest, latest, most-independent, range"):
            choose(toll, "mean", "killed", found)


def test_running_totals_by_claimant_over_time():
    later = Page("later", published=DAY + dt.timedelta(30), outlet="later")
    later.claim(
        "Over 360,000 people have died, it counts.",
        "died",
        "toll",
        by="SOHR",
        counts=[("killed", ">=360000", None, "cumulative")],
    )
    rows = running_totals(archive(wire(), wire("z-copy", outlet="Courier"), later))
    assert [(r.claimant, r.number.value, r.stated) for r in rows] == [
        ("SOHR", ">=350000", "2018-04-23"),
        ("SOHR", ">=360000", "2018-05-23"),
    ]


def test_threats_stand_by_speaker_and_urged_violence_with_them():
    page = Page("one", outlet="one")
    page.claim("JNIM warned villagers.", "warned", "threat", actor="JNIM", actor_is=actor("JNIM"), target="villagers")
    page.claim("Kill them, JNIM said.", "Kill", "killing", status="urged", by="JNIM")
    page.claim("Free the hostages, Paris said.", "Free", "release", status="urged", by="Paris")
    page.claim("Paris praised it.", "praised", "endorsement", actor="Paris")
    found = archive(page)
    assert [(t.speaker, t.type, t.status) for t in threats(found)] == [
        ("JNIM", "killing", "urged"),
        ("JNIM", "threat", "actual"),
    ]
    assert {s.speaker for s in statements(found)} == {"JNIM", "Paris"}
    assert [s.type for s in statements(found, ["endorsement"])] == ["endorsement"]


def test_talks_that_took_place_stand_once_and_planned_ones_without_an_incident():
    page = Page("one", published=DAY + dt.timedelta(1), outlet="one")
    sides = {"actor": "Ankara", "actor_is": actor("Turkey"), "place": place("Raqqa"), "when": "2018-04-23"}
    page.claim("They met for talks in Raqqa.", "met", "meeting", **sides)
    page.claim("The meeting in Raqqa lasted an hour.", "meeting", "meeting", **sides)
    page.claim("They will meet again in May.", "meet", "meeting", status="planned", when="2018-05-01..2018-05-31")
    found = talks(archive(page))
    assert [(t.status, t.parties, t.incident_id is None, len(t.claim_ids)) for t in found] == [
        ("actual", ("Turkey",), False, 2),
        ("planned", (), True, 1),
    ]


def test_who_holds_what_shows_disputed_claims_side_by_side():
    one, two = (Page(n, outlet=n, published=DAY) for n in ("one", "two"))
    one.claim(
        "Rebels hold Salqin.",
        "hold",
        "control",
        actor="Rebels",
        actor_is=actor("Rebels"),
        place=place("Salqin"),
        by="Rebels",
    )
    two.claim(
        "The army took Salqin.",
        "took",
        "seizure",
        actor="The army",
        actor_is=actor("Army"),
        place=place("Salqin"),
        by="Army",
    )
    two.claim(
        "The army left Harim.", "left", "withdrawal", actor="The army", actor_is=actor("Army"), place=place("Harim")
    )
    rows = {r.claim_id: r for r in who_holds_what(archive(one, two))}
    a, b, c = (rows[claim.id] for claim in (*one.claims, *two.claims))
    assert (a.holders, a.disputed_by, b.disputed_by) == (("Rebels",), (b.claim_id,), (a.claim_id,))
    assert (c.holders, c.losers, c.disputed_by) == ((), ("Army",), ())


def test_gaps_name_what_is_missing_and_a_missing_number_is_not_zero():
    page = Page("one", published=None)
    page.claim("Jets attacked.", "attacked", by="?")
    found = {g.kind: g.words for g in gaps(archive(page))}
    assert {"no-day", "no-place", "no-number", "single-claimant", "unnamed-source"} <= set(found) <= set(KINDS)
    assert "not zero" in found["no-number"]


def test_contradicted_numbers_are_doubts():
    pages = (story(("SOHR", [("killed", "17")]), name="one"), story(("Council", [("killed", "28")]), name="two"))
    assert "contradicted-number" in {g.kind for g in gaps(archive(*pages))}


def test_nothing_in_gives_nothing():
    found = archive()
    assert running_totals(found) == statements(found) == talks(found) == who_holds_what(found) == gaps(found) == ()
    assert toll_table((), found).rows == ()
