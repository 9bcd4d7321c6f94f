"""Linking in portions, in any order, in a ledger file, against linking everything at once: exactly the same."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import jobs
from dateline.link.factline import from_line, to_line
from dateline.link.facts import facts_of
from dateline.link.ledger import link_ledger
from dateline.store.ledger import Ledger
from tests.link.build import DAY, Page, link, place, wire
from tests.link.store import add_pages, linking_problems
from tests.link.test_properties import build, pages_told

MORE = st.lists(st.sampled_from(("copy", "early", "changed", "denial", "follow-up")), max_size=3, unique=True)


def further(kind: str) -> Page:
    """Pages that touch others: copies before and after, an update, a denial, the same agency's next story."""
    if kind == "copy":
        return wire("z-copy", outlet="Courier", published=DAY + dt.timedelta(2))
    if kind == "early":
        return wire("0-early", outlet="Herald", dateline=False, published=DAY - dt.timedelta(1))
    if kind == "changed":
        page = wire("m-changed", outlet="Post", published=DAY + dt.timedelta(1))
        page.sentences = [s.replace("17", "23").replace("19", "21") for s in page.sentences]
        page.claims.clear()
        page.claim(page.sentences[0], "air strike", when="2018-04-23", place=place("Salqin"), counts=[("killed", "23")])
        return page
    page = Page(kind, published=DAY + dt.timedelta(1), outlet="State Desk", agency="AFP" if kind != "denial" else None)
    status = "denied" if kind == "denial" else "actual"
    facts = {"when": "2018-04-23", "place": place("Salqin"), "target": "a crowded market", "status": status}
    page.claim("The air strike on a crowded market in Salqin on Monday was spoken of.", "air strike", **facts)
    return page


def found_in(ledger: Ledger):
    return tuple(ledger.copy_groups()), tuple(ledger.incidents()), sorted(ledger.links(), key=lambda k: k.id)


def portions(pages, order, cuts):
    shuffled = [pages[at] for at in sorted(range(len(pages)), key=lambda at: order[at % len(order)])]
    at = 0
    for cut in cuts:
        yield shuffled[at : at + cut]
        at += cut
    yield shuffled[at:]


@settings(max_examples=30, deadline=None)
@given(pages_told, MORE, st.permutations(range(8)), st.lists(st.integers(1, 3), max_size=4))
def test_portions_in_any_order_give_what_all_at_once_gives(told_pages, more, order, cuts):
    pages = [wire(), *build(told_pages), *map(further, more)]
    whole = link(*pages)
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.sqlite") as ledger:
        for portion in portions(pages, order, cuts):
            add_pages(ledger, *portion)
            jobs.link(ledger)
        groups, incidents, links = found_in(ledger)
        assert groups == whole.copy_groups
        assert sorted(incidents, key=lambda i: i.id) == sorted(whole.incidents, key=lambda i: i.id)
        assert links == sorted(whole.links, key=lambda k: k.id)
        assert linking_problems(ledger) == []


def test_linking_again_changes_nothing_and_logs_nothing(tmp_path):
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        add_pages(ledger, wire(), further("copy"), further("denial"))
        jobs.link(ledger)
        logged, before = ledger.counts()["decisions"], found_in(ledger)
        jobs.link(ledger)
        assert (ledger.counts()["decisions"], found_in(ledger)) == (logged, before)


def test_a_page_coded_anew_is_linked_anew(tmp_path):
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        first, copy = wire(), further("copy")
        add_pages(ledger, first, copy)
        jobs.link(ledger)
        ledger.replace_claims(first.name, first.claims[1:], "run_2", "a mistake")
        jobs.link(ledger)
        first.claims = first.claims[1:]
        whole = link(first, copy)
        assert found_in(ledger)[1] == whole.incidents
        assert linking_problems(ledger) == []


@settings(max_examples=25, deadline=None)
@given(pages_told)
def test_facts_survive_the_way_to_a_line_and_back(told_pages):
    for page in [wire(), *build(told_pages)]:
        for claim in page.claims:
            facts = facts_of(claim, page.article())
            assert from_line(to_line(facts)) == facts


def test_linking_nothing():
    assert link_ledger((), ()).incidents == ()
