"""docs/walkthrough.md says what comes out of the samples: its tables against a real run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline import jobs
from dateline.link.claimants import claimants_of
from dateline.link.independence import independence_of
from dateline.records import Number
from dateline.store.ledger import Ledger, archive_of

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8")


def rows(first: str) -> list[list[str]]:
    """The body of the table whose header starts with that cell."""
    lines = PAGE.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith(f"| {first} |")) + 2
    body = []
    while at < len(lines) and lines[at].startswith("|"):
        body.append([cell.strip() for cell in lines[at].strip("|").split("|")])
        at += 1
    return body


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The archive of the samples, the address of each article, and the incident walked through."""
    with Ledger.open(tmp_path_factory.mktemp("walk") / "ledger.sqlite") as ledger:
        jobs.add(ledger, [ROOT / "samples"])
        jobs.link(ledger)
        archive = archive_of(ledger)
        names = {a.id: ledger.capture_of(a.id).address.split("/")[-1] for a in ledger.articles()}
    told = [
        (i, {(names[c.article_id], c.trigger.exact) for c in archive.claims_of(i)}) for i in archive.linking.incidents
    ]
    incident = next(i for i, words in told if ("14-ituri-wire.txt", "seized") in words)
    return archive, names, incident


def claim_at(found, page, words):
    archive, names, incident = found
    near = [c for c in archive.claims_of(incident) if names[c.article_id] == page and c.trigger.exact == words]
    assert near, f"no claim {words!r} of {page} is in the incident"
    return near[0]


def test_the_claims_are_in_one_incident_with_these_figures_and_claimants(found):
    archive, _, incident = found
    table = rows("page")
    assert len(table) == 4 and incident.earliest.isoformat() == "2021-03-14"
    for page, kind, words, figure, claimant in table:
        claim = claim_at(found, page, words)
        numbers = [c.number.value for c in claim.counts if isinstance(c.number, Number)]
        article = archive.article_of(claim)
        voices = " ".join(v.name for v in claimants_of(claim, article, archive.family_of.get(article.id)))
        assert (claim.type, figure if numbers else "-") == (kind, figure)
        assert not numbers or figure in numbers
        assert claimant in voices


def test_the_relations_are_there(found):
    archive, _, _ = found
    for later, relation, earlier, _ in rows("later claim"):
        one, other = (claim_at(found, *side.split(" ", 1)) for side in (later, earlier))
        kinds = {link.kind for link in archive.links_from.get(one.id, ()) if link.object_id == other.id}
        assert relation in kinds, f"{later} {relation} {earlier}: found {kinds or 'nothing'}"


def test_the_counts_of_independence_are_those_of_the_page(found):
    archive, _, incident = found
    counted = independence_of(archive.claims_of(incident), archive)
    told = re.search(r"\*\*(\d+) independent groups\*\*", PAGE)
    assert told and counted.n_independent_groups == int(told[1])
    assert (counted.n_documents, counted.n_outlets) == (4, 4)
