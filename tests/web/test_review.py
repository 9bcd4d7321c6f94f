"""Decisions: each is a row of the log that can be taken back; a rerun undoes none; two people lose nothing."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline import jobs
from dateline.errors import ConfigError
from dateline.records import Claim, Place
from dateline.sources.dat import read_dat
from dateline.store import judging
from dateline.store.checks import check_ledger
from dateline.store.judging import Overtaken, Said
from dateline.store.ledger import Ledger
from dateline.store.merging import merge_entities, unmerge_entities
from dateline.web.app import create_app
from tests.web.conftest import HOME, post, token_of

ANN, BEN = Said("Ann", "read twice"), Said("Ben", "no such thing")


def everything(ledger: Ledger) -> tuple[object, ...]:
    """What claims, incidents, links and kept counts say; the log apart."""
    tables = (
        "claim_facets ORDER BY 1",
        "facet_counts WHERE n > 0 ORDER BY 1, 2",
        "place_counts WHERE n > 0 ORDER BY 1",
    )
    columns = {"claim_facets": "type, day, status, judged"}
    kept = []
    for table in tables:
        shown = columns.get(table.split()[0], "*")
        order = table.replace("ORDER BY 1", "ORDER BY 1, 2, 3, 4") if shown != "*" else table
        kept.append(list(ledger.database.rows(f"SELECT {shown} FROM {order}")))
    return (*kept, list(ledger.claims()), list(ledger.incidents()), list(ledger.links()))


def in_an_incident(ledger: Ledger) -> Claim:
    """A claim that stands in an incident with others and has links."""
    incident = max(ledger.incidents(), key=lambda one: len(one.claim_ids))
    return next(c for c in map(ledger.claim, incident.claim_ids) if len(list(ledger.links_of(c.id))) > 2)


def test_rejecting_takes_a_claim_out_of_everything_and_undo_gives_all_of_it_back(ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        claim = in_an_incident(ledger)
        before = everything(ledger)
        judging.reject(ledger, claim.id, ANN)
        assert ledger.status_of(claim.id) is None and not ledger.incidents_of(claim.id)
        assert claim.id not in {c.id for c in ledger.claims()} and not list(ledger.links_of(claim.id))
        assert judging.state_of(ledger, claim.id).state == "rejected"
        assert not [problem for problem in check_ledger(ledger) if problem]
        judging.undo(ledger, claim.id, ANN)
        assert everything(ledger) == before
        judging.undo(ledger, claim.id, ANN)  # undoing the undo
        assert judging.state_of(ledger, claim.id).state == "rejected"
        judging.accept(ledger, claim.id, BEN)
        assert ledger.claim(claim.id) == claim and ledger.incidents_of(claim.id)


def test_every_decision_says_who_when_before_after_and_why(ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        claim = in_an_incident(ledger)
        decision = judging.mend(ledger, replace(claim, status="denied"), ANN)
        assert (decision.who, decision.action, decision.subject_id, decision.reason) == (
            "Ann",
            "mend",
            claim.id,
            "read twice",
        )
        assert json.loads(decision.before or "")["claim"]["status"] == claim.status
        assert json.loads(decision.after or "")["claim"]["status"] == "denied"
        assert decision.at_utc and list(ledger.decisions(claim.id))[-1] == decision
        with pytest.raises(ConfigError, match="name of who decides"):
            judging.accept(ledger, claim.id, Said(" ", ""))


def test_a_rerun_of_the_machine_undoes_no_decision(ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        first = in_an_incident(ledger)
        machine = list(ledger.claims_of(first.article_id))
        assert len(machine) >= 3
        rejected, mended, accepted = machine[:3]
        judging.reject(ledger, rejected.id, ANN)
        judging.mend(ledger, replace(mended, status="possible"), ANN)
        judging.accept(ledger, accepted.id, ANN)
        changed = [replace(claim, confidence=0.123) for claim in machine if claim.id != accepted.id]
        ledger.replace_claims(first.article_id, changed, "run_again", "another reader")
        now = {claim.id: claim for claim in ledger.claims_of(first.article_id)}
        assert rejected.id not in now and now[mended.id].status == "possible" and now[accepted.id] == accepted
        assert all(now[claim.id].confidence == 0.123 for claim in machine[3:])
        jobs.link(ledger)
        assert rejected.id not in {ident for one in ledger.incidents() for ident in one.claim_ids}


def test_mended_words_must_stand_in_the_text(ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        claim = in_an_incident(ledger)
        with pytest.raises(ValueError, match="does not stand"):
            judging.mend(ledger, replace(claim, trigger=replace(claim.trigger, exact="never said")), ANN)


def test_two_people_at_once_lose_nothing_and_the_second_sees_the_first(ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        claim = in_an_incident(ledger)
        seen = judging.state_of(ledger, claim.id).seen
    outcomes: list[str] = []

    def decide(name: str, act: str) -> None:
        with Ledger.open(ledger_path) as mine:
            try:
                {"accept": judging.accept, "reject": judging.reject}[act](mine, claim.id, Said(name, "", seen))
                outcomes.append(f"{name} done")
            except Overtaken as overtaken:
                outcomes.append(f"{name} sees {overtaken.decision.who}")

    threads = [threading.Thread(target=decide, args=pair) for pair in (("Ann", "accept"), ("Ben", "reject"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) in (["Ann done", "Ben sees Ann"], ["Ann sees Ben", "Ben done"])
    with Ledger.open(ledger_path) as ledger:
        assert len([d for d in ledger.decisions(claim.id) if d.action in ("accept", "reject")]) == 1


def test_on_the_page_the_second_is_shown_the_first_and_can_go_on(ledger_path: Path) -> None:
    ann, ben = (TestClient(create_app(ledger_path), base_url=HOME) for _ in range(2))
    with Ledger.open(ledger_path) as ledger:
        claim = in_an_incident(ledger)
    seen = re.search(r'name="seen" value="(\d+)"', ben.get(f"/claims/{claim.id}").text)
    assert seen
    address = f"/claims/{claim.id}/decide"
    assert post(ann, address, act="accept", who="Ann", seen=seen[1], why="sure").status_code == 303
    told = post(ben, address, act="reject", who="Ben", seen=seen[1], why="wrong town")
    assert told.status_code == 409 and "Ann" in told.text and "wrong town" in told.text and "sure" in told.text
    again = re.search(r'name="seen" value="(\d+)"', told.text)
    assert again and int(again[1]) > int(seen[1])
    assert post(ben, address, act="reject", who="Ben", seen=again[1], why="wrong town").status_code == 303
    with Ledger.open(ledger_path) as ledger:
        assert [(d.who, d.action) for d in ledger.decisions(claim.id)][-2:] == [("Ann", "accept"), ("Ben", "reject")]


def test_reviewers_are_blind_until_they_judged_and_agreement_is_shown(ledger_path: Path) -> None:
    client = TestClient(create_app(ledger_path), base_url=HOME)
    with Ledger.open(ledger_path) as ledger:
        claims = list(ledger.claims())[:4]
    for claim, ann, ben in zip(
        claims, ("accept", "accept", "reject", "accept"), ("accept", "reject", "reject", "accept"), strict=True
    ):
        post(client, f"/claims/{claim.id}/decide", act=f"review:{ann}", who="Ann")
        post(client, "/settings", who="Ben")
        assert "Ann: " not in client.get(f"/claims/{claim.id}").text
        post(client, f"/claims/{claim.id}/decide", act=f"review:{ben}", who="Ben")
        assert f"Ann: {ann}" in client.get(f"/claims/{claim.id}").text
    with Ledger.open(ledger_path) as ledger:
        (found,) = judging.agreements(ledger)
        assert (found.claims, found.share) == (4, 0.75) and found.kappa == pytest.approx(0.5)
        assert judging.state_of(ledger, claims[0].id).state == ""  # nothing is applied
    assert "75%" in client.get("/review").text


def test_mending_by_the_form(client: TestClient, ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        claim = next(c for c in ledger.claims() if c.counts and c.fillers)
    sent = post(
        client, f"/claims/{claim.id}/mend", who="Ann", seen="0", why="the wire", type="bombing", status="denied",
        earliest="2018-04-20", latest="2018-04-21", value0="20-30", place="moved", lat="36.1", lon="36.6", extent="12",
        precision="admin2", label="Somewhere", source="own", back=f"/claims/{claim.id}",
    )  # fmt: skip
    assert sent.status_code == 303
    with Ledger.open(ledger_path) as ledger:
        now = ledger.claim(claim.id)
    assert (now.type, now.status, now.attribution.chain, now.found_by) == ("bombing", "denied", (), "person:Ann")
    assert (now.counts[0].number.low, now.counts[0].number.high) == (20, 30)  # type: ignore[union-attr]
    assert isinstance(now.place, Place) and (now.place.lat, now.place.extent_km, now.place.basis) == (
        36.1,
        12.0,
        "person",
    )
    for wrong in ({"type": "party"}, {"value0": "a few hundred"}, {"earliest": "soon"}, {"place": "moved", "lat": "x"}):
        assert post(client, f"/claims/{claim.id}/mend", who="Ann", **wrong).status_code == 400


def test_a_missing_claim_can_be_added_and_the_next_rerun_keeps_it(client: TestClient, ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        article = next(iter(ledger.articles()))
        words = next(w for w in article.text.split() if len(w) > 7 and w.isalpha())
        start = article.text.index(words)
    assert words in client.get(f"/claims-new?article={article.id}&words={words}&start={start}").text
    sent = post(
        client,
        "/claims-new",
        article=article.id,
        words=words,
        start=str(start),
        type="protest",
        status="planned",
        who="Ann",
    )
    if sent.status_code == 400:
        pytest.fail(sent.text)
    with Ledger.open(ledger_path) as ledger:
        added = next(c for c in ledger.claims_of(article.id) if c.found_by == "person:Ann")
        assert added.trigger.exact == words and added.type == "protest"
        ledger.replace_claims(article.id, [], "run", "a reader that finds nothing")
        assert [c.id for c in ledger.claims_of(article.id)] == [added.id]
        judging.undo(ledger, added.id, ANN)
        assert not list(ledger.claims_of(article.id))


def test_incidents_are_joined_split_and_taken_back_from_their_page(client: TestClient, ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        one, other = sorted(ledger.incidents(), key=lambda i: -len(i.claim_ids))[:2]
        claims = {*one.claim_ids, *other.claim_ids}
    assert "agree" in client.get(f"/incidents/{one.id}/with/{other.id}").text
    sent = post(client, f"/incidents/{one.id}/decide", act="merge", other=other.id, who="Ann", why="same raid")
    home = sent.headers["location"].rsplit("/", 1)[1]
    with Ledger.open(ledger_path) as ledger:
        assert set(ledger.incident(home).claim_ids) == claims
        merge = [d for d in ledger.decisions() if d.action == "merge"][-1]
    assert post(client, f"/incidents/{home}/decide", act=f"undo:{merge.id}", who="Ann").status_code == 303
    with Ledger.open(ledger_path) as ledger:
        assert {one.id, other.id} <= {i.id for i in ledger.incidents()}
        off = one.claim_ids[-1]
    assert (
        post(client, f"/incidents/{one.id}/decide", act="split", who="Ann", **{f"claim-{off}": "1"}).status_code == 303
    )
    with Ledger.open(ledger_path) as ledger:
        assert ledger.incidents_of(off) != ledger.incidents_of(one.claim_ids[0])


def test_actors_found_to_be_one_stay_one_and_can_be_parted(ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        rows = ledger.database.rows(
            "SELECT entity_id FROM entity_counts WHERE role = 'claimant' ORDER BY n DESC, 1 LIMIT 2"
        )
        one, into = (row[0] for row in rows)
        before = everything(ledger)
        claims = list(ledger.claims())
        merged = merge_entities(ledger, one, into, ANN)
        assert ledger.database.first("SELECT sum(n) FROM entity_counts WHERE entity_id = ?", (one,)) == (0,)
        again = [c for c in claims if c.article_id == claims[0].article_id]
        ledger.replace_claims(claims[0].article_id, again, "run", "read again")
        assert not list(ledger.database.rows("SELECT 1 FROM claim_entities WHERE entity_id = ?", (one,)))
        unmerge_entities(ledger, merged.id, ANN)
        assert everything(ledger) == before


def test_pages_decided_on_whole_are_written_as_annotation(
    client: TestClient, ledger_path: Path, tmp_path: Path
) -> None:
    with Ledger.open(ledger_path) as ledger:
        article = next(a for a in ledger.articles() if len(list(ledger.claims_of(a.id))) in (3, 4, 5))
        claims = list(ledger.claims_of(article.id))
        judging.reject(ledger, claims[0].id, ANN)
        assert client.get("/decisions.dat").text == ""  # the page is not decided on whole
        for claim in claims[1:]:
            judging.accept(ledger, claim.id, ANN)
    path = tmp_path / "decided.dat"
    path.write_text(client.get("/decisions.dat").text, encoding="utf-8")
    docs, slips = read_dat(path)
    assert not slips and len(docs) == 1 and len(docs[0]["events"]) == len(claims) - 1


def test_notes_and_settings_come_with_the_forms_token_only(client: TestClient, ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        claim = next(iter(ledger.claims()))
    for address in (
        f"/claims/{claim.id}/decide",
        f"/claims/{claim.id}/mend",
        "/claims-new",
        "/incidents/inc_0/decide",
        "/actors-merge",
    ):
        assert client.post(address, data={"who": "Ann", "act": "accept"}).status_code == 403
    assert post(client, f"/claims/{claim.id}/decide", act="note", who="Ann", why="ask the desk").status_code == 303
    assert "ask the desk" in client.get(f"/claims/{claim.id}").text
    assert token_of(client)
