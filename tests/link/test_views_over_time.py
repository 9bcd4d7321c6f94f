"""Control over time, relations between actors, responsibility, running totals, grades, and what changed since a day."""

from __future__ import annotations

import datetime as dt

import pytest

from dateline.errors import DataError
from dateline.knowledge.dealings import load_dealings
from dateline.link.views.changes import changes, since_day
from dateline.link.views.dealings import network, ties
from dateline.link.views.grades import Judged, grade_claim, grade_incident, number_status
from dateline.link.views.holdings import holders_on, spans
from dateline.link.views.responsibility import responsibility
from dateline.link.views.totals import running_totals
from tests.link.build import DAY, Page, actor, archive, place, wire
from tests.link.test_views import story


def told(name, day, *claims):
    """A page of a day with one claim a sentence: (sentence, trigger, type, facts)."""
    page = Page(name, published=day, outlet=name)
    for sentence, trigger, event, facts in claims:
        page.claim(sentence, trigger, event, **facts)
    return page


def holds(name, day, who, event="control", **facts):
    words = {"control": "holds", "seizure": "took", "withdrawal": "left"}[event]
    facts = {"actor": who, "actor_is": actor(who), "place": place("Salqin"), "by": name, **facts}
    return told(name, day, (f"{who} {words} Salqin, {name} said on day {day.day}.", words, event, facts))


class TestHoldings:
    def test_a_span_ends_when_another_takes_the_place(self):
        first = holds("Orontes", DAY, "Army")
        second = holds("Council", DAY + dt.timedelta(9), "JNIM", "seizure", when="2018-05-01")
        one, two = spans(archive(first, second))
        assert (one.holder, one.since, one.basis, one.last_stated, one.until) == (
            "Army", "2018-04-23", "held", "2018-04-23", "2018-05-01",
        )  # fmt: skip
        assert one.how_ended == "seizure by JNIM" and one.ended_by
        assert (two.holder, two.since, two.basis, two.until) == ("JNIM", "2018-05-01", "taken", None)

    def test_who_holds_a_place_on_a_day(self):
        found = archive(holds("Orontes", DAY, "Army"), holds("Council", DAY + dt.timedelta(9), "JNIM", "seizure"))
        assert holders_on(found, DAY - dt.timedelta(1)) == ()
        assert [s.holder for s in holders_on(found, DAY + dt.timedelta(3))] == ["Army"]
        assert [s.holder for s in holders_on(found, DAY + dt.timedelta(30))] == ["JNIM"]

    def test_a_withdrawal_leaves_a_place_with_no_holder(self):
        left = holds("Orontes", DAY + dt.timedelta(4), "Army", "withdrawal")
        found = archive(holds("Council", DAY, "Army"), left)
        assert [s.holder for s in holders_on(found, DAY + dt.timedelta(5))] == []
        assert spans(found)[0].until == "2018-04-27"

    def test_two_claimants_on_one_day_are_a_dispute_and_end_nothing(self):
        found = archive(holds("Orontes", DAY, "Army"), holds("Council", DAY, "JNIM"))
        assert [(s.holder, s.until, len(s.disputed_by)) for s in spans(found)] == [("Army", None, 1), ("JNIM", None, 1)]
        assert len(holders_on(found, DAY)) == 2

    def test_nobody_holds_a_whole_country(self):
        assert spans(archive(holds("Orontes", DAY, "Army", place=place("Syria")))) == ()


class TestDealings:
    def test_force_and_support_stand_apart_and_happenings_count_once(self):
        army, jnim, gulf = ({"actor": n, "actor_is": actor(n)} for n in ("Army", "JNIM", "Gulf"))
        at_jnim = {"target": "JNIM", "target_is": actor("JNIM")}
        page = told(
            "one", DAY,
            ("Army shelled JNIM at dawn.", "shelled", "shelling", {**army, **at_jnim}),
            ("Gulf armed JNIM.", "armed", "military-aid", {**gulf, **at_jnim}),
            ("JNIM denied it shelled Army.", "shelled", "shelling",
             {**jnim, "status": "denied", "target": "Army", "target_is": actor("Army")}),
        )  # fmt: skip
        found = archive(page, told("z", DAY, ("Nothing to add today.", "add", "threat", army)))
        assert [(e.subject, e.kind, e.object, e.n_happenings) for e in network(found)] == [
            ("Army", "fights", "JNIM", 1),
            ("Gulf", "supports", "JNIM", 1),
        ]

    def test_a_demand_is_no_threat(self):
        facts = {"actor": "Governor", "actor_is": actor("Governor"), "target": "Army", "target_is": actor("Army")}
        urged = told("one", DAY, ("Governor urged Army to retake the town.", "urged", "demand", facts))
        assert network(archive(urged)) == ()
        warned = told("one", DAY, ("Governor warned Army of revenge.", "warned", "threat", facts))
        assert [e.kind for e in network(archive(warned))] == ["threatens"]

    def test_what_is_lifted_suspended_or_broken_is_no_such_dealing(self):
        sides = {"actor": "Army", "actor_is": actor("Army"), "target": "JNIM", "target_is": actor("JNIM")}
        undone = told(
            "one", DAY,
            ("Army suspended its aid to JNIM.", "aid", "aid", sides),
            ("Army lifted its siege of JNIM.", "siege", "siege", sides),
            ("Army violated the truce with JNIM.", "truce", "ceasefire", sides),
        )  # fmt: skip
        assert network(archive(undone)) == ()
        kept = told("one", DAY, ("Army never lifted its siege of JNIM.", "siege", "siege", sides))
        assert [e.kind for e in network(archive(kept))] == ["fights"]

    def test_a_time_leaves_out_what_lies_outside_it(self):
        facts = {"actor": "Army", "actor_is": actor("Army"), "target": "JNIM", "target_is": actor("JNIM")}
        found = archive(
            told("one", DAY, ("Army shelled JNIM.", "shelled", "shelling", {**facts, "when": "2018-04-20"}))
        )
        assert ties(found)[0].day == "2018-04-20" and ties(found)[0].day_is_stated
        assert network(found, dt.date(2018, 4, 20), dt.date(2018, 4, 20))
        assert network(found, dt.date(2018, 4, 21)) == () == network(found, None, dt.date(2018, 4, 19))

    def test_the_data_file_names_each_type_once(self, tmp_path):
        folder = tmp_path / "ontology"
        folder.mkdir()
        two = "dealings:\n- {name: a, gloss: g, types: [clash]}\n- {name: b, gloss: g, types: [clash]}\n"
        (folder / "dealings.yml").write_text(two, encoding="utf-8")
        with pytest.raises(DataError, match="'clash' stands under 'a' and 'b'"):
            load_dealings(tmp_path)


class TestResponsibility:
    FACTS = {"when": "2018-04-23", "place": place("Salqin"), "target": "a market", "actor": "JNIM"}

    def row(self, **facts):
        said = {**self.FACTS, "actor_is": actor("JNIM"), **facts}
        page = told("one", DAY, ("JNIM struck a market in Salqin.", "struck", "airstrike", said))
        return [(r.kind, r.party, r.by) for r in responsibility(archive(page))]

    def test_a_page_in_its_own_voice_tells(self):
        assert self.row() == [("told", "JNIM", ("one",))]

    def test_another_blames(self):
        assert self.row(by="SOHR") == [("blamed", "JNIM", ("SOHR",))]

    def test_the_party_itself_claims(self):
        assert self.row(by="JNIM") == [("claimed", "JNIM", ("JNIM",))]

    def test_a_denial_stands_beside_the_blame(self):
        page = told("one", DAY, ("A strike by JNIM hit a market in Salqin, SOHR said.", "strike", "airstrike",
                                 {**self.FACTS, "actor_is": actor("JNIM"), "by": "SOHR"}))  # fmt: skip
        page.claim("JNIM denied the strike.", "denied", "denial", actor="JNIM", actor_is=actor("JNIM"), by="JNIM")
        found = archive(page)
        assert [(r.kind, r.party, r.by) for r in responsibility(found)] == [
            ("denied", "JNIM", ("JNIM",)),
            ("blamed", "JNIM", ("SOHR",)),
        ]
        assert grade_incident(found.linking.incidents[0], found).grade == "contested"


def test_running_totals_say_how_they_move():
    def page(name, day, value):
        facts = {"by": "SOHR", "counts": [("killed", value, None, "cumulative")]}
        return told(name, day, (f"{name}, the day {day}: the count stood at {value}.", "count", "toll", facts))

    days = [DAY + dt.timedelta(7 * n) for n in range(6)]
    values = ["1000", "1010", "1400", "1390", "1390", "dozens"]
    found = archive(*(page(f"p{n}", d, v) for n, (d, v) in enumerate(zip(days, values, strict=True))))
    assert [r.change for r in running_totals(found)] == ["first", "rise", "jump", "fall", "same", "not comparable"]


class TestGrades:
    def two(self):
        return archive(
            story(("SOHR", [("killed", "17")]), name="one"), story(("Orontes", [("killed", "17")]), name="two")
        )

    def test_a_digit_of_one_needs_another_independent_group(self):
        found = self.two()
        assert {grade_claim(c, found).code for c in found.all_claims()} == {"F1"}

    def test_a_copy_lifts_nothing(self):
        alone, copied = archive(wire()), archive(wire(), wire("z-copy", outlet="Courier"))
        for found in (alone, copied):
            first = found.all_claims()[0]
            assert grade_claim(first, found).digit == "3"
            assert grade_incident(found.linking.incidents[0], found).grade == "weak"

    def test_a_figure_against_another_is_doubtful_until_more_bear_it_out(self):
        one, two = story(("SOHR", [("killed", "17")])), story(("Orontes", [("killed", "40")]), name="two")
        found = archive(one, two)
        assert [grade_claim(c, found).digit for c in found.all_claims()] == ["4", "4"]
        third = story(("Council", [("killed", "40")]), name="three")
        found = archive(one, two, third)
        assert {grade_claim(c, found).digit for c in found.all_claims() if "SOHR" in c.sentence_evidence.exact} == {"5"}

    def test_what_a_person_sets_wins_and_says_whose_it_is(self):
        found = self.two()
        claim, incident = found.all_claims()[0], found.linking.incidents[0]
        judged = {
            "name:sohr": Judged("B", "M. Analyst", "ten years of records"),
            incident.id: Judged("discounted", "M. Analyst", "withdrawn"),
        }
        grade = grade_claim(claim, found, judged)
        assert grade.code == "B1" and "M. Analyst" in grade.letter_reason
        assert grade_incident(incident, found, judged).grade == "discounted"

    def test_how_figures_stand(self):
        def status(*pages):
            found = archive(*pages)
            return number_status(found.linking.incidents[0], found)[0]

        one = story(("SOHR", [("killed", "17")]))
        assert status(one) == "single-claim"
        assert status(one, story(("Orontes", [("killed", "17")]), name="two")) == "agreed"
        assert status(one, story(("Orontes", [("killed", ">=15")]), name="two")) == "range"
        assert status(one, story(("Orontes", [("killed", "40")]), name="two")) == "contradicted"
        assert status(story(("SOHR", [("wounded", "4")]))) == "not stated"


class TestChanges:
    LATE = DAY + dt.timedelta(5)

    def since(self, *pages):
        found = archive(*pages)
        return [(c.kind, c.words) for c in changes(found, since_day(found, self.LATE))]

    def later(self, *counts, name="late"):
        page = story(*counts, name=name)
        page.published = self.LATE
        return page

    def test_nothing_since_is_nothing(self):
        assert self.since(wire()) == []

    def test_a_new_figure_and_a_contradiction(self):
        found = self.since(story(("SOHR", [("killed", "17")])), self.later(("Orontes", [("killed", "40")])))
        kinds = [kind for kind, _ in found]
        assert kinds == ["contradicted", "toll", "corroborated"]
        assert "40 killed according to Orontes: a figure that was not given before" in dict(found)["toll"]

    def test_an_update_says_what_was_before(self):
        found = dict(self.since(story(("SOHR", [("killed", "17")])), self.later(("SOHR", [("killed", "19")]))))
        assert found["toll"] == "19 killed according to SOHR, 17 before"

    def test_a_copy_is_only_counted(self):
        copy = wire("z-copy", outlet="Courier", published=self.LATE)
        assert {kind for kind, _ in self.since(wire(), copy)} == {"repeated"}

    def test_a_new_incident_a_change_of_hands_and_a_threat(self):
        page = holds("Council", self.LATE, "JNIM", "seizure")
        page.claim("JNIM warned the town.", "warned", "threat", actor="JNIM", actor_is=actor("JNIM"), by="Council")
        kinds = [kind for kind, _ in self.since(holds("Orontes", DAY, "Army"), page)]
        assert kinds == ["new-incident", "control", "control", "threat"]


def blames(name, who, killed, described=False):
    facts = {"when": "2018-04-23", "place": place("Salqin"), "target": "a market", "by": name}
    facts |= {"actor": who, "actor_is": actor(who, described), "counts": [("killed", killed)]}
    return told(
        name, DAY, (f"{who} struck a market in Salqin, {name} said of the {killed} dead.", "struck", "airstrike", facts)
    )


def test_a_grade_says_which_parties_differ_not_which_figures():
    found = archive(blames("SOHR", "JNIM", "7"), blames("Orontes", "Army", "6"))
    graded = grade_incident(found.linking.incidents[0], found)
    assert (graded.grade, graded.number_status) == ("contested", "contradicted")
    assert graded.reason == "different parties are named: JNIM by SOHR, Army by Orontes"


def test_gunmen_are_no_rival_of_a_named_party():
    found = archive(blames("SOHR", "JNIM", "7"), blames("Orontes", "Gunmen", "6", described=True))
    graded = grade_incident(found.linking.incidents[0], found)
    assert (graded.grade, graded.number_status) == ("weak", "contradicted")
    assert "parties" not in graded.reason
