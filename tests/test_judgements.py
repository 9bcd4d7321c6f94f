"""Merges, splits, judgements and undos: kept by every rerun, logged with before and after, reversible."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from dateline import jobs
from dateline.errors import ConfigError
from dateline.judgements import judge, merge, split, undo
from dateline.store.ledger import Ledger
from tests.link.build import DAY, Page, place, wire
from tests.link.store import add_pages, linking_problems


@pytest.fixture
def ledger(tmp_path: Path):
    """Three incidents: Salqin, told by a wire story and its copy; Harim a day later; Raqqa."""
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        harim = Page("harim", published=DAY + dt.timedelta(1), outlet="Courier")
        harim.claim("Jets bombed a school in Harim on Tuesday.", "bombed", when="2018-04-24", place=place("Harim"))
        raqqa = Page("raqqa", published=DAY + dt.timedelta(1), outlet="Post")
        raqqa.claim("Jets bombed a bridge in Raqqa on Tuesday.", "bombed", when="2018-04-24", place=place("Raqqa"))
        add_pages(opened, wire(), wire("z-copy", outlet="Herald"), harim, raqqa)
        jobs.link(opened)
        yield opened


def held(ledger):
    return {incident.id: frozenset(incident.claim_ids) for incident in ledger.incidents()}


def test_a_merge_holds_through_reruns_and_a_split_restores(ledger):
    before = list(ledger.incidents())
    one, two, _ = before
    decision = merge(ledger, one.id, two.id, "ana", "one raid on two towns")
    (merged,) = ledger.incidents_with(one.claim_ids)
    assert set(merged.claim_ids) == {*one.claim_ids, *two.claim_ids}
    assert merged.merged_from == tuple(sorted((one.id, two.id)))
    jobs.link(ledger)
    assert merged in list(ledger.incidents()) and len(list(ledger.incidents())) == 2
    assert ledger.incident(two.id) == merged  # an id that is gone still finds the incident
    split(ledger, merged.id, two.claim_ids, "ana", "no, two raids")
    assert list(ledger.incidents()) == before
    assert json.loads(decision.before) == {i.id: list(i.claim_ids) for i in (one, two)}
    assert json.loads(decision.after) == {merged.id: list(merged.claim_ids)}
    assert linking_problems(ledger) == []


def test_an_undo_gives_the_former_state_back_and_can_be_undone(ledger):
    before = list(ledger.incidents())
    one, two, three = held(ledger)
    first = merge(ledger, one, two, "ana", "one raid")
    between = list(ledger.incidents())
    second = merge(ledger, one, three, "ben", "the same wave")
    assert len(held(ledger)) == 1
    with pytest.raises(ConfigError, match=f"undo {second.id} first"):
        undo(ledger, first.id, "ana", "too soon")
    undo(ledger, second.id, "ben", "too soon")
    assert list(ledger.incidents()) == between
    back = undo(ledger, first.id, "ana", "too soon")
    assert list(ledger.incidents()) == before
    undo(ledger, back.id, "ana", "after all")
    assert list(ledger.incidents()) == between
    actions = [d.action for d in ledger.decisions() if d.action in ("merge", "undo")]
    assert actions == ["merge", "merge", "undo", "undo", "undo"]
    with pytest.raises(ConfigError, match="cannot be undone"):
        undo(ledger, back.id, "ana", "twice")
    assert linking_problems(ledger) == []


def test_copies_go_with_what_they_copy(ledger):
    salqin = next(i for i in ledger.incidents() if len(i.claim_ids) > 1)
    first = salqin.claim_ids[0]
    split(ledger, salqin.id, [first], "ana", "another raid")
    parts = [i for i in ledger.incidents() if set(i.claim_ids) <= set(salqin.claim_ids)]
    strikes = [i for i in parts if first in i.claim_ids]
    assert {ledger.claim(c).trigger.exact for i in strikes for c in i.claim_ids} == {"air strike"}
    assert {ledger.claim(c).article_id for c in strikes[0].claim_ids} == {"a-wire", "z-copy"}


def test_a_later_report_joins_a_merged_incident(ledger):
    one, two, _ = held(ledger)
    merge(ledger, one, two, "ana", "one raid")
    late = Page("late", published=DAY + dt.timedelta(2), outlet="Gazette")
    late.claim(
        "Jets bombed a school in Harim on Tuesday, officials said.", "bombed", when="2018-04-24", place=place("Harim"),
        target="a school",
    )  # fmt: skip
    add_pages(ledger, late)
    jobs.link(ledger)
    assert ledger.incidents_of(late.claims[0].id) == (ledger.incident(one).id,)


def test_a_rejected_report_leaves_its_incident_and_a_confirmed_incident_grows(ledger):
    salqin = next(i for i in ledger.incidents() if len(i.claim_ids) > 1)
    toll = next(c for c in salqin.claim_ids if ledger.claim(c).type == "toll")
    report = next(k for k in ledger.links_of(toll) if k.kind == "reports")
    decision = judge(ledger, report.id, "rejected", "ana", "another toll")
    assert salqin.id not in ledger.incidents_of(toll)
    jobs.link(ledger)
    assert salqin.id not in ledger.incidents_of(toll)
    undo(ledger, decision.id, "ana", "no")
    assert ledger.incidents_of(toll) == (salqin.id,)
    judge(ledger, salqin.id, "confirmed", "ana", "video")
    assert ledger.incident(salqin.id).status == "confirmed"
    early = wire("a-early", published=DAY, outlet="Wire")  # sorts first: the incident's id changes
    add_pages(ledger, early)
    jobs.link(ledger)
    grown = ledger.incident(salqin.id)
    assert grown.status == "confirmed" and set(salqin.claim_ids) < set(grown.claim_ids)
    assert sum(i.status == "confirmed" for i in ledger.incidents()) == 1
    assert linking_problems(ledger) == []


def test_refusals_say_what_to_do(ledger):
    one = next(iter(held(ledger)))
    with pytest.raises(ConfigError, match="with itself"):
        merge(ledger, one, one, "ana", "x")
    with pytest.raises(ConfigError, match="both sides"):
        split(ledger, one, held(ledger)[one], "ana", "x")
    with pytest.raises(ConfigError, match="has no claim"):
        split(ledger, one, ["clm_none"], "ana", "x")
    with pytest.raises(KeyError):
        undo(ledger, "dec_none", "ana", "x")
