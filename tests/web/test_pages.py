"""Every page over the samples' ledger: answered and whole; lists page by cursor; what is shown can be kept."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.store.ledger import Ledger

FIXED = (
    "/ /claims /claims?q=killed /claims?type=airstrike&status=actual /claims?order=old /claims?country=ML /incidents "
    "/incidents?order=killed /actors /control /totals /statements /review /review?by=harm /review?blind=1 /decisions "
    "/check /decisions?all=1 /help /settings /map /new"
).split()


@pytest.fixture(scope="module")
def ids(samples: Path) -> dict[str, str]:
    with Ledger.open(samples) as ledger:
        incident = max(ledger.incidents(), key=lambda one: len(one.claim_ids))
        claim = ledger.claim(incident.claim_ids[0])
        copied = next(iter(ledger.copy_groups())).members
        return {
            "incident": incident.id,
            "claim": claim.id,
            "article": copied[1].article_id,
            "other": copied[0].article_id,
        }


def shape(text: str) -> None:
    assert text.startswith("<!DOCTYPE html>") and text.rstrip().endswith("</html>")
    assert text.count("<h1") == 1 and 'id="main"' in text and 'class="skip"' in text
    assert not re.search(r'\sstyle=|\son\w+="', text)
    assert text.count("<title>") >= 1 and "Undefined" not in text


@pytest.mark.parametrize("path", FIXED)
def test_a_page_is_whole(looker: TestClient, path: str) -> None:
    answer = looker.get(path)
    assert answer.status_code == 200
    shape(answer.text)


@pytest.mark.parametrize(
    "path",
    [
        "/incidents/{incident}", "/incidents/{incident}?rule=lowest", "/claims/{claim}", "/claims/{claim}/mend",
        "/pages/{article}", "/pages/{article}?with={other}", "/map?incident={incident}",
    ],
)  # fmt: skip
def test_a_page_about_one_thing_is_whole(looker: TestClient, ids: dict[str, str], path: str) -> None:
    answer = looker.get(path.format(**ids))
    assert answer.status_code == 200
    shape(answer.text)


def test_cursors_lead_through_all_claims_once(looker: TestClient, samples: Path) -> None:
    with Ledger.open(samples) as ledger:
        every = {claim.id for claim in ledger.claims()}
    for query in ("", "order=old"):
        seen: list[str] = []
        at = f"/api/v1/claims?limit=70&{query}"
        while at:
            body = looker.get(at).json()
            seen += [row["claim"]["id"] for row in body["claims"]]
            at = f"/api/v1/claims?limit=70&{query}&after={body['next']}" if body["next"] else ""
        assert len(seen) == len(set(seen)) and set(seen) == every


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("type=airstrike", lambda c: c["type"] == "airstrike"),
        ("status=denied", lambda c: c["status"] == "denied"),
        ("country=ML", lambda c: c["place"].get("country") == "ML"),
        ("country=none", lambda c: c["place"].get("country") is None),
        ("precision=settlement", lambda c: c["place"].get("precision") == "settlement"),
        ("claimant=own-voice", lambda c: c["attribution"]["chain"] == []),
        ("q=market", lambda c: "market" in c["sentence_evidence"]["exact"].lower()),
        ("since=2018-04-03&until=2018-04-30", lambda c: "2018-04" in str(c["when"])),
        ("q=killed&type=airstrike", lambda c: c["type"] == "airstrike"),
    ],
)
def test_a_filter_gives_what_it_says_and_all_of_it(looker: TestClient, query: str, holds: object) -> None:
    body = looker.get(f"/api/v1/claims?limit=200&{query}").json()
    found = [row["claim"] for row in body["claims"]]
    assert found and callable(holds) and all(holds(claim) for claim in found)
    if body["next"] is None:
        assert body["count"] == len(found)


def test_facets_count_what_the_list_holds(looker: TestClient) -> None:
    body = looker.get("/api/v1/facets?country=ML").json()
    assert body["narrow"]
    for kind, n in body["facets"]["type"].items():
        assert looker.get(f"/api/v1/claims?country=ML&type={kind}").json()["count"] == n


def test_what_is_shown_can_be_kept(looker: TestClient) -> None:
    table = list(csv.DictReader(io.StringIO(looker.get("/claims.csv?type=airstrike").text)))
    assert table and {row["type"] for row in table} == {"airstrike"}
    lines = [json.loads(line) for line in looker.get("/claims.jsonl?type=airstrike").text.splitlines()]
    assert sum(line.get("is") == "Claim" for line in lines) == len(table)
    assert looker.get("/claims.exe").status_code == 400


def test_the_page_shows_the_stored_text_exactly(looker: TestClient, samples: Path) -> None:
    from tests.report.reading import stored_text, tree

    with Ledger.open(samples) as ledger:
        for ident in list(ledger.article_ids())[:8]:
            found = tree(looker.get(f"/pages/{ident}").text)
            box = next(element for element in found.iter("div") if element.get("id") == "text")
            assert stored_text(box) == ledger.article(ident).text


def test_an_incident_shows_contradictions_before_everything_else(looker: TestClient, samples: Path) -> None:
    with Ledger.open(samples) as ledger:
        link = next(k for k in ledger.links() if k.kind == "contradicts" and ledger.incidents_of(k.object_id))
        incident = ledger.incidents_of(link.object_id)[0]
    text = looker.get(f"/incidents/{incident}").text
    assert text.index("Contradictions") < text.index("Numbers on one axis") < text.index("Claims by independent group")


def test_the_interface_describes_itself_and_writes_nothing(looker: TestClient) -> None:
    paths = looker.get("/api/v1/openapi.json").json()["paths"]
    assert len(paths) >= 18 and all(set(methods) == {"get"} for methods in paths.values())
    assert looker.post("/api/v1/claims").status_code in (403, 405)
    assert looker.get("/api/v1/claims/clm_nothing000").status_code == 404
    assert looker.get("/api/v1/claims?limit=100000").status_code == 422


def test_odd_addresses_are_told_plainly(looker: TestClient) -> None:
    for path, status in (
        ("/claims/clm_nothing000", 404), ("/pages/nothing", 404), ("/incidents/inc_nothing000", 404),
        ("/actors/nobody", 404), ("/nowhere", 404), ("/control?day=tomorrow", 400), ("/new?since=x", 400),
    ):  # fmt: skip
        answer = looker.get(path)
        assert answer.status_code == status, path
        shape(answer.text)
    for path in (
        "/claims?after=x~y",
        "/claims?since=now&groups=x",
        "/claims?q=%22%22*()",
        "/incidents?after=~",
        "/actors?after=1",
    ):
        assert looker.get(path).status_code == 200, path


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/control", r"From the newest ([\d,]+) claims about holding places"),
        ("/totals", r"From the newest ([\d,]+) claims that count over many events"),
        ("/statements", r"From the newest ([\d,]+) statements and talks"),
        ("/check?text=Shells+hit+a+market+and+killed+nine+people+on+Monday.", r"Compared with ([\d,]+) claims"),
    ],
)
def test_a_page_over_a_part_of_the_ledger_says_how_large_it_is(looker: TestClient, path: str, words: str) -> None:
    found = re.search(words, looker.get(path).text)
    assert found is not None and int(found[1].replace(",", "")) > 0


def test_totals_hold_running_totals_of_every_type_of_claim(looker: TestClient, samples: Path) -> None:
    with Ledger.open(samples) as ledger:
        stated = [claim for claim in ledger.claims() if any(count.scope == "cumulative" for count in claim.counts)]
    assert len({claim.type for claim in stated}) > 1
    assert f"From the newest {len(stated)} claims that count over many events" in looker.get("/totals").text
