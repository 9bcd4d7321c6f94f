"""A statement against the incidents: what agrees, what differs, and that nothing near enough is left out."""

from __future__ import annotations

import pytest

from dateline.knowledge.linking import linking_weights
from dateline.knowledge.ontology import load_ontology
from dateline.link.kinds import Kinds
from dateline.link.matching import AGREES, DIFFERS, OPEN, is_left_out, matches, verdict_of
from tests.link.build import DAY, Page, actor, archive, place
from tests.link.test_views import story

KINDS = Kinds(load_ontology())


def stated(**facts):
    page = Page("statement", published=DAY)
    claim = page.claim("A statement.", "statement", facts.pop("event", "airstrike"), **facts)
    return claim, page.article()


def points(found, field):
    return [(p.verdict, p.words) for p in found.points if p.field == field]


def test_what_agrees_and_what_differs_is_named():
    known = archive(story(("SOHR", [("killed", "17")]), ("Orontes", [("killed", "200")])))
    (match,) = matches(
        *stated(place=place("Salqin"), when="2018-04-23", target="a market", by="SOHR", counts=[("killed", "200")]),
        known,
        KINDS,
    )
    assert [v for v, _ in points(match, "place")] == ["agrees"]
    assert [v for v, _ in points(match, "day")] == ["agrees"]
    figures = {w.rsplit("according to ", 1)[1].split(" ")[0]: v for v, w in points(match, "figure")}
    assert figures == {"SOHR": "differs", "Orontes": "agrees"}
    assert points(match, "claimant") == [("agrees", "SOHR is quoted")]


def test_another_day_is_shown_as_the_difference_not_hidden():
    known = archive(story(("SOHR", [("killed", "17")])))
    (match,) = matches(*stated(place=place("Salqin"), when="2018-04-21", target="a market"), known, KINDS)
    assert [v for v, _ in points(match, "day")] == ["differs"]


def test_a_better_fit_comes_first():
    same, other = story(("SOHR", [("killed", "17")])), Page("two", published=DAY, outlet="two")
    other.claim("Jets hit Harim.", "hit", "airstrike", place=place("Harim"), when="2018-04-20", target="a market")
    found = matches(*stated(place=place("Salqin"), when="2018-04-23", target="a market"), archive(same, other), KINDS)
    assert [points(m, "place")[0][0] for m in found] == ["agrees", "differs"]
    assert found[0].score > found[1].score


def test_other_kinds_of_happening_and_other_places_do_not_match():
    known = archive(story(("SOHR", [("killed", "17")])))
    assert matches(*stated(event="meeting", place=place("Salqin"), when="2018-04-23"), known, KINDS) == ()
    raqqa = stated(place=place("Raqqa"), when="2018-04-23", actor="JNIM", actor_is=actor("JNIM"))
    assert matches(*raqqa, known, KINDS) == ()


@pytest.mark.parametrize("feature", sorted(set(linking_weights().across.weights) - {"bias"}))
def test_every_feature_of_linking_across_pages_has_a_verdict_or_is_left_out(feature):
    assert is_left_out(feature) or verdict_of(feature) in (AGREES, DIFFERS, OPEN)


@pytest.mark.parametrize(("named", "verdict"), [("Halabi", "agrees"), ("Qasim", "differs")])
def test_a_named_person_is_compared_and_the_story_of_the_page_is_not(named, verdict):
    page = Page("one", published=DAY, outlet="one")
    page.claim(
        "Omar Halabi was killed in Salqin, Idlib, by Nour Brigade gunmen.", "killed", "killing",
        place=place("Salqin"), when="2018-04-23", target="Omar Halabi",
    )  # fmt: skip
    statement = Page("statement", published=DAY)
    claim = statement.claim(
        f"Omar {named} was killed in Salqin, Idlib, by Nour Brigade gunmen.", "killed", "killing",
        place=place("Salqin"), when="2018-04-23", target=f"Omar {named}",
    )  # fmt: skip
    (match,) = matches(claim, statement.article(), archive(page), KINDS)
    assert [v for v, _ in points(match, "victim")] == [verdict]
    assert points(match, "story") == []
