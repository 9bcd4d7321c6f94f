"""Relations between claims of one incident, and independence with the words that show why."""

from __future__ import annotations

import dataclasses
import datetime as dt

from dateline.link.independence import independence_of
from dateline.records import Count, Evidence
from tests.link.build import DAY, WIRE, Page, archive, link, number, place, wire
from tests.link.build import actor as entity

TOLD = {
    "one": "Jets flew low over the stalls at noon and an attack left rubble where traders had stood, it wrote.",
    "two": "Smoke could be seen from far off after what witnesses called an attack on people buying bread and fruit.",
    "three": "Late in the day news of the attack came from a clinic that asked neighbours for blood and blankets.",
}


def strike(name, by=None, killed=None, *, days=0, actor=None, **facts):
    """A page with one claim of the strike on Salqin."""
    about = {"outlet": facts.pop("outlet", name), "agency": facts.pop("agency", None)}
    page = Page(name, published=DAY + dt.timedelta(1 + days), **about)
    if killed:
        facts["counts"] = [("killed", killed)]
    if actor:
        facts |= {"actor": actor[0], "actor_is": actor[1]}
    sentence = TOLD[name]
    page.claim(
        sentence, "attack", "airstrike", when="2018-04-23", place=place("Salqin"), target="a market", by=by, **facts
    )
    return page


def kinds(*pages):
    return [(k.kind, k.reasons[0]) for k in link(*pages).links if k.kind != "reports"]


def test_a_later_figure_of_one_claimant_updates_the_earlier_one():
    ((kind, reason),) = kinds(strike("one", "SOHR", "17"), strike("two", "SOHR", "24", days=1))
    assert kind == "updates"
    assert "24 killed, before 17 killed" in reason


def test_the_same_figure_of_one_claimant_is_repeated():
    ((kind, _),) = kinds(strike("one", "SOHR", "17"), strike("two", "SOHR", "17", days=1))
    assert kind == "repeats"


def test_another_figure_of_another_claimant_contradicts():
    ((kind, reason),) = kinds(strike("one", "SOHR", "17"), strike("two", "White Helmets", "26"))
    assert kind == "contradicts"
    assert "White Helmets" in reason and "SOHR" in reason


def test_the_same_figure_of_an_independent_claimant_corroborates():
    ((kind, _),) = kinds(strike("one", "SOHR", "17"), strike("two", "White Helmets", ">=17"))
    assert kind == "corroborates"


def test_one_wire_never_corroborates_itself():
    found = kinds(strike("one", "SOHR", "17", agency="AFP"), strike("two", "White Helmets", "17", days=1, agency="AFP"))
    assert [kind for kind, _ in found] == ["repeats"]


def test_who_cites_another_is_not_independent_of_it():
    found = kinds(strike("one", None, "17", outlet="SANA"), strike("two", "A source < SANA", "17"))
    assert "corroborates" not in [kind for kind, _ in found]


def test_a_correction_corrects():
    one, two = strike("one", "SOHR", "23"), Page("two", published=DAY + dt.timedelta(2), outlet="two")
    two.claim(
        "Correction: the attack on Salqin killed 22, SOHR said.", "attack", "airstrike",
        when="2018-04-23", place=place("Salqin"), by="SOHR", counts=[("killed", "22")], target="a market",
    )  # fmt: skip
    assert [kind for kind, _ in kinds(one, two)] == ["corrects"]


def test_a_former_figure_told_on_the_same_page_is_the_older_one():
    page = strike("one", "SOHR", "24")
    page.claim(
        "SOHR had earlier given 17 dead in the attack.",
        "attack",
        "airstrike",
        when="2018-04-23",
        by="SOHR",
        target="a market",
        counts=[("killed", "17")],
    )
    links = [k for k in link(page).links if k.kind == "updates"]
    assert [k.subject_id for k in links] == [page.claims[0].id]


def test_a_part_overlaps_and_does_not_contradict():
    page = strike("one", "SOHR", "17")
    page.claim(
        "The attack killed three children, rescuers said.",
        "attack",
        "airstrike",
        by="Rescuers",
        target="a market",
        counts=[("killed", "3", "children", "incident", "part")],
    )
    assert [kind for kind, _ in kinds(page)] == ["overlaps"]


def test_another_actor_blamed_contradicts():
    found = kinds(
        strike("one", "SOHR", actor=("Russia", entity("Russia"))),
        strike("two", "Rebels", actor=("Damascus", entity("Syria"))),
    )
    assert [kind for kind, _ in found] == ["contradicts"]


def test_a_rival_actor_is_told_by_name():
    ((_, reason),) = kinds(
        strike("one", "SOHR", actor=("Russia", entity("Russia"))),
        strike("two", "Rebels", actor=("Damascus", entity("Syria"))),
    )
    assert reason == "Rebels names Syria as the actor, SOHR Russia"


def test_a_described_actor_contradicts_no_named_one():
    found = kinds(
        strike("one", "SOHR", actor=("Gunmen", entity("Unidentified gunmen", described=True))),
        strike("two", "Rebels", actor=("Damascus", entity("Syria"))),
    )
    assert [kind for kind, _ in found] == ["corroborates"]


def test_a_denial_contradicts_and_does_not_report():
    page = strike("one", "SOHR", "17")
    denied = page.claim(
        "No attack on the market was flown, the army said.",
        "attack",
        "airstrike",
        status="denied",
        by="Army",
        target="a market",
        place=place("Salqin"),
    )
    linking = link(page)
    assert [(k.kind, k.subject_id) for k in linking.links if k.subject_id == denied.id] == [("contradicts", denied.id)]
    assert denied.id not in linking.incidents[0].claim_ids


def test_a_denial_on_another_page_finds_its_incident():
    one, two = strike("one", "SOHR", "17"), strike("two", "Army", status="denied")
    links = [k for k in link(one, two).links if k.kind == "contradicts"]
    assert [(k.subject_id, k.object_id) for k in links] == [(two.claims[0].id, one.claims[0].id)]


def count(*pages):
    found = archive(*pages)
    (incident,) = found.linking.incidents
    return independence_of(found.claims_of(incident), found)


def test_three_outlets_one_claimant():
    found = count(*(strike(name, "SOHR", "17") for name in ("one", "two", "three")))
    assert (found.n_documents, found.n_outlets, found.n_claimants, found.n_independent_groups) == (3, 3, 1, 1)
    assert "3 outlets, 1 claimant" in found.words and "the same claimant: SOHR" in found.words


def test_a_page_that_quotes_two_independent_monitors_takes_neither_away():
    one, two = strike("one", "SOHR", "17"), strike("two", "Orontes", "17")
    both = strike("three", "SOHR", "17")
    both.claim(
        "Orontes also counted in the attack.", "attack", "airstrike", by="Orontes", target="a market", when="2018-04-23"
    )
    assert count(one, two).n_independent_groups == 2
    assert count(one, two, both).n_independent_groups == 2


def test_a_sentence_taken_over_word_for_word_is_not_independent():
    one, two = Page("one", outlet="one"), Page("two", outlet="two")
    for page, by in ((one, "SOHR"), (two, "Rescuers")):
        page.say("Filler of its own kind stands here.")
        page.claim(WIRE[0], "air strike", when="2018-04-23", place=place("Salqin"), by=by)
    assert count(one, two).n_independent_groups == 1


def test_a_verbatim_copy_is_counted_once_as_a_document():
    assert count(wire()).n_documents == count(wire(), wire("b", outlet="Courier")).n_documents == 1


def test_a_figure_told_as_given_up_contradicts_nobody_else():
    page = Page("former", published=DAY + dt.timedelta(1), outlet="former")
    page.claim(
        "The Observatory had earlier given a toll of 17 dead in the attack on shoppers, it wrote that night.",
        "attack", "airstrike", when="2018-04-23", place=place("Salqin"), target="a market", by="SOHR",
        counts=[("killed", "17")],
    )  # fmt: skip
    assert "contradicts" not in [kind for kind, _ in kinds(page, strike("two", "White Helmets", "26"))]
    assert "contradicts" in [
        kind for kind, _ in kinds(strike("one", "SOHR", "17"), strike("two", "White Helmets", "26"))
    ]


def harmed(name, *, killed=None, more="9"):
    """A page with one claim of the strike that counts so many dead, and so many more injured."""
    page = strike(name, "SOHR", days=1 if name == "two" else 0)
    (claim,) = page.claims
    at = claim.sentence_evidence.start
    told = [("killed", killed, False)] if killed else []
    told.append(("wounded", more, True))
    counts = tuple(
        Count(measure, number(value), "incident", Evidence(name, at + n, at + n + 1, value), None, False, additional)
        for n, (measure, value, additional) in enumerate(told)
    )  # fmt: skip
    page.claims[:] = [dataclasses.replace(claim, counts=counts)]
    return page


def test_nine_more_injured_after_the_dead_are_the_injured_and_no_addition():
    ((kind, reason),) = kinds(harmed("one", killed="11"), harmed("two", killed="11", more="12"))
    assert kind == "updates"
    assert "12 wounded, before 9 wounded" in reason


def test_nine_more_injured_alone_come_on_top():
    ((kind, _),) = kinds(strike("one", "SOHR", counts=[("wounded", "4")]), harmed("two"))
    assert kind == "overlaps"
