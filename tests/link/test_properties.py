"""The invariants of EXPORTS 4.7 that linking and its views must keep, over generated ledgers."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.link.independence import independence_of
from dateline.link.ledger import Archive, link_ledger
from dateline.link.numbers import is_stated
from dateline.link.rulings import Ruling
from dateline.link.views.choices import RULES, choose
from dateline.link.views.tolls import toll_table
from dateline.records import Unresolved
from tests.link.build import DAY, WIRE, Page, place, wire

WHERE = ("Salqin", "Harim", "Raqqa", "Idlib province", "Syria")
EVENTS = ("airstrike", "attack", "shelling", "killing", "toll", "meeting", "protest")
STATUSES = ("actual", "actual", "actual", "denied", "planned", "urged")

told = st.fixed_dictionaries(
    {
        "event": st.sampled_from(EVENTS),
        "status": st.sampled_from(STATUSES),
        "offset": st.sampled_from((None, 0, 0, 1, 7)),
        "where": st.sampled_from((None, *WHERE)),
        "by": st.sampled_from((None, "SOHR", "White Helmets", "?", "A source < SANA")),
        "killed": st.sampled_from((None, "0", "17", ">=17", "24", "dozens", "10-15")),
        "scope": st.sampled_from(("incident", "incident", "cumulative")),
    }
)
pages_told = st.lists(
    st.tuples(st.sampled_from((None, "AFP", "AP")), st.lists(told, min_size=1, max_size=4)), max_size=4
)


def build(told_pages):
    return [_page(f"p{n}", agency, rows) for n, (agency, rows) in enumerate(told_pages)]


def _page(name, agency, rows):
    page = Page(name, published=DAY + dt.timedelta(8), outlet=f"Outlet {name}", agency=agency)
    for n, row in enumerate(rows):
        facts = {"status": row["status"], "by": row["by"], "target": "a market"}
        if row["offset"] is not None:
            facts["when"] = (DAY + dt.timedelta(row["offset"])).isoformat()
        if row["where"]:
            facts["place"] = place(row["where"])
        if row["killed"]:
            facts["counts"] = [("killed", row["killed"], None, row["scope"])]
        words = f"In sentence {n} of {name} the attack of {row['offset']} in {row['where']} was told of by some."
        page.claim(words, "attack", row["event"], **facts)
    return page


def archive_of(pages):
    articles, claims = [p.article() for p in pages], [c for p in pages for c in p.claims]
    return Archive(articles, claims, link_ledger(articles, claims))


def outcome(found):
    """What copies must not change: per incident its tolls, its choices, its groups."""
    out = []
    for incident in found.linking.incidents:
        table = toll_table([incident], found)
        rows = [(r.claimant, r.measure, r.group, r.part, r.number, r.former) for r in table.rows]
        picked = [choose(table, rule, "killed", found) for rule in RULES]
        chosen = [p if isinstance(p, Unresolved) else (p.low, p.high, p.claimants) for p in picked]
        counts = independence_of(found.claims_of(incident), found)
        out.append((incident.type, incident.earliest, rows, chosen, counts.n_independent_groups, counts.n_claimants))
    return sorted(out, key=repr)


@settings(max_examples=40, deadline=None)
@given(pages_told, st.integers(0, 10**6))
def test_the_order_of_arrival_does_not_matter(told_pages, seed):
    pages = build(told_pages)
    articles, claims = [p.article() for p in pages], [c for p in pages for c in p.claims]
    first = link_ledger(articles, claims)
    random.Random(seed).shuffle(articles)
    random.Random(seed).shuffle(claims)
    assert link_ledger(articles, claims) == first


@settings(max_examples=40, deadline=None)
@given(pages_told, st.integers(0, 3))
def test_a_verbatim_copy_changes_no_toll_and_no_group(told_pages, later):
    """Invariant 4."""
    pages = [wire(), *build(told_pages)]
    copy = wire("z-copy", outlet="Courier", published=DAY + dt.timedelta(later))
    assert outcome(archive_of([*pages, copy])) == outcome(archive_of(pages))


@settings(max_examples=40, deadline=None)
@given(pages_told)
def test_only_actual_happenings_make_incidents_and_running_totals_none(told_pages):
    """Invariant 7."""
    found = archive_of(build(told_pages))
    for incident in found.linking.incidents:
        claims = found.claims_of(incident)
        assert all(c.status == "actual" for c in claims)
        assert any(c.type != "toll" for c in claims)
        assert not any(c.counts and all(k.scope == "cumulative" for k in c.counts) for c in claims)


@settings(max_examples=40, deadline=None)
@given(pages_told)
def test_what_is_not_stated_is_missing_and_never_zero(told_pages):
    """Invariant 3, as far as views go."""
    found = archive_of(build(told_pages))
    for incident in found.linking.incidents:
        table = toll_table([incident], found)
        stated = [c.number for claim in found.claims_of(incident) for c in claim.counts if c.scope == "incident"]
        for rule in RULES:
            picked = choose(table, rule, "killed", found)
            if not any(is_stated(n) for n in stated):
                assert isinstance(picked, Unresolved)
            elif not isinstance(picked, Unresolved):
                zero = any(n.low == 0 for n in stated)
                assert zero or picked.low != 0
                assert picked.low is None or picked.high is None or picked.low <= picked.high


@settings(max_examples=40, deadline=None)
@given(pages_told)
def test_each_claim_is_in_one_incident_at_most_and_links_name_records(told_pages):
    found = archive_of(build(told_pages))
    inside = [claim_id for i in found.linking.incidents for claim_id in i.claim_ids]
    assert len(inside) == len(set(inside))
    known = {*found.claims, *(i.id for i in found.linking.incidents)}
    assert all({k.subject_id, k.object_id} <= known and k.reasons for k in found.linking.links)
    assert len({k.id for k in found.linking.links}) == len(found.linking.links)


def test_the_same_claimant_through_another_outlet_adds_no_claimant():
    """Invariant 5."""
    pages = [Page(n, outlet=n, published=DAY) for n in ("one", "two")]
    for page in pages:
        page.claim(
            f"{page.name} says: an attack hit it.",
            "attack",
            when="2018-04-23",
            place=place("Salqin"),
            by="SOHR",
            target="a market",
            counts=[("killed", "17")],
        )
    for upto in (1, 2):
        found = archive_of(pages[:upto])
        (incident,) = found.linking.incidents
        counts = independence_of(found.claims_of(incident), found)
        assert (counts.n_claimants, counts.n_independent_groups, counts.n_outlets) == (1, 1, upto)


def test_an_update_replaces_the_current_figure_and_keeps_the_old_one():
    """Invariant 6, with a copy of the old story arriving last."""
    later = Page("later", outlet="later", published=DAY + dt.timedelta(1))
    later.claim(
        "The attack on Salqin killed 24.",
        "attack",
        when="2018-04-23",
        place=place("Salqin"),
        by="SOHR",
        target="a crowded market",
        counts=[("killed", "24")],
    )
    copy = wire("z-copy", outlet="Courier", published=DAY + dt.timedelta(5))
    found = archive_of([wire(), later, copy])
    row = next(r for r in toll_table(found.linking.incidents, found).rows if r.claimant == "SOHR")
    assert row.number.value == "24"
    assert [n.value for n in row.former] == [">=17"]
    assert len(WIRE) == 6


@settings(max_examples=30, deadline=None)
@given(pages_told)
def test_the_same_claimant_through_another_outlet_adds_no_claimant_in_any_company(told_pages):
    """Invariant 5."""
    other = Page("y-outlet", published=DAY + dt.timedelta(1), outlet="Another Outlet")
    words = "At least 17 were killed when jets hit a crowded market in Salqin, the Observatory told this paper."
    facts = {"when": "2018-04-23", "place": place("Salqin"), "target": "a crowded market", "by": "SOHR"}
    told = other.claim(words, "hit", counts=[("killed", ">=17")], **facts)
    before, after = archive_of([wire(), *build(told_pages)]), archive_of([wire(), *build(told_pages), other])
    home = after.incident_of[told.id]
    old = next(i for i in before.linking.incidents if i.claim_ids[0] in home.claim_ids)
    was, now = (independence_of(a.claims_of(i), a) for a, i in ((before, old), (after, home)))
    merged = set(home.claim_ids) - {told.id} != set(old.claim_ids)
    assert merged or (now.n_claimants == was.n_claimants and now.n_documents > was.n_documents)


@settings(max_examples=30, deadline=None)
@given(pages_told, st.integers(18, 60))
def test_an_update_replaces_the_current_figure_in_any_company(told_pages, figure):
    """Invariant 6, among other pages."""
    later = Page("z-later", published=DAY + dt.timedelta(40), outlet="Later Outlet")
    words = f"The air strike on a crowded market in Salqin killed {figure} people, the Observatory now says."
    facts = {"when": "2018-04-23", "place": place("Salqin"), "target": "a crowded market", "by": "SOHR"}
    told = later.claim(words, "air strike", counts=[("killed", str(figure))], **facts)
    found = archive_of([wire(), *build(told_pages), later])
    table = toll_table([found.incident_of[told.id]], found, ["killed"])
    row = next(r for r in table.rows if r.claimant == "SOHR" and not r.part and r.group is None)
    assert row.number.value == str(figure)
    assert ">=17" in {n.value for n in row.former}
    assert told.id in row.claim_ids and not set(row.claim_ids) & set(row.former_claim_ids)


@settings(max_examples=30, deadline=None)
@given(pages_told, st.data())
def test_a_merge_then_a_split_gives_the_former_incidents_back(told_pages, data):
    """Invariant 9; tests/test_judgements.py has it with the log."""
    pages = [wire(), *build(told_pages)]
    articles, claims = [p.article() for p in pages], [c for p in pages for c in p.claims]
    before = link_ledger(articles, claims)
    one, other = (data.draw(st.sampled_from(before.incidents)) for _ in range(2))
    merge = Ruling("merge", one.claim_ids, other.claim_ids)
    merged = link_ledger(articles, claims, rulings=[merge])
    assert any(set(one.claim_ids) | set(other.claim_ids) == set(i.claim_ids) for i in merged.incidents)
    if one != other:
        back = link_ledger(articles, claims, rulings=[merge, Ruling("split", one.claim_ids, other.claim_ids)])
        assert back.incidents == before.incidents
