"""One test a trick: whatever stands in titles, texts, outlet and place names or addresses, it is shown as text."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.records import Run
from dateline.store.ledger import Ledger
from dateline.web.app import create_app
from tests.report.builders import MemoryLedger
from tests.report.reading import stored_text, tree
from tests.report.test_hostile import TRICKS
from tests.report.test_hostile import _ledger as hostile
from tests.web.conftest import HOME

MORE = {
    **{name: words for name, words in TRICKS.items() if name not in ("controls", "surrogate")},
    "handler": '<img src=x onerror="alert(1)"><a href="javascript:alert(1)">x</a>',
    "emoji": "👩‍👩‍👧‍👦 🇺🇦 e\u0301 \U0001f600",
    "isolates": "\u2066\u2067abc\u2069 \u200f\u061c",
    "formula": '=HYPERLINK("http://evil.example")',
}


def stored(made: MemoryLedger, path: Path) -> Path:
    """A ledger made in memory as a ledger file."""
    with Ledger.open(path) as ledger:
        ledger.start_run(Run("run_1", "0", "test", "", "2020-01-01T00:00:00+00:00", (), 0, 0, 0))
        for article in made.articles():
            capture = next(c for c in made.captures() if c.id == article.capture_id)
            claims = [c for c in made.claims() if c.article_id == article.id]
            ledger.add_page(capture, article.text.encode(), article, claims, "run_1")
        whole = [one for one in made.incidents() if len(one.id) == 24]  # one is made by hand, with a short id
        ledger.write_linking(made.copy_groups(), whole, made.links(), "run_1")
    return path


def addresses(path: Path) -> list[str]:
    with Ledger.open(path) as ledger:
        about = [f"/claims/{c.id}" for c in ledger.claims()] + [f"/pages/{a.id}" for a in ledger.articles()]
        about += [f"/incidents/{i.id}" for i in ledger.incidents()]
    return [
        "/",
        "/claims",
        "/incidents",
        "/actors",
        "/control",
        "/totals",
        "/statements",
        "/review",
        "/new",
        "/map",
        *about,
    ]


def shape(page: str) -> dict[str, int]:
    """How many elements that could do something a page has, and whether anything is inline."""
    found: dict[str, int] = {}
    for element in tree(page).iter():
        if isinstance(element.tag, str):
            names = (
                [element.tag] if element.tag in ("script", "style", "img", "iframe", "object", "base", "meta") else []
            )
            names += [f"@{key}" for key in element.attrib if key.startswith("on") or key == "style"]
            for name in names:
                found[name] = found.get(name, 0) + 1
    return found


@pytest.mark.parametrize("trick", MORE)
def test_a_trick_stays_text_on_every_page(tmp_path: Path, trick: str) -> None:
    path = stored(hostile(MORE[trick]), tmp_path / "hostile.sqlite")
    plain = stored(hostile("Harmless"), tmp_path / "plain.sqlite")
    client, harmless = (TestClient(create_app(each), base_url=HOME) for each in (path, plain))
    for address in addresses(path):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert (
            "\u202e" not in answer.text
            and "<script>alert" not in answer.text
            and 'javascript:alert(1)"' not in answer.text
        )
        kind = address.split("/")[1]
        same = next(
            other
            for other in addresses(plain)
            if other.split("/")[1] == kind and other.count("/") == address.count("/")
        )
        assert shape(answer.text) == shape(harmless.get(same).text), address


@pytest.mark.parametrize("trick", MORE)
def test_highlights_stay_exact(tmp_path: Path, trick: str) -> None:
    path = stored(hostile(MORE[trick]), tmp_path / "hostile.sqlite")
    client = TestClient(create_app(path), base_url=HOME)
    with Ledger.open(path) as ledger:
        for article in ledger.articles():
            found = tree(client.get(f"/pages/{article.id}").text)
            box = next(element for element in found.iter("div") if element.get("id") == "text")
            assert stored_text(box) == article.text
            for claim in ledger.claims_of(article.id):
                ident = f"e{claim.trigger.start}-{claim.trigger.end}"
                assert any(element.get("id") == ident for element in found.iter()), claim.trigger.exact


def test_searching_for_a_trick_finds_it_as_text(tmp_path: Path) -> None:
    client = TestClient(create_app(stored(hostile("<script>alert(1)</script>"), tmp_path / "h.sqlite")), base_url=HOME)
    answer = client.get("/claims", params={"q": '<script>alert(1)</script>" OR *'})
    assert answer.status_code == 200 and "&lt;script&gt;" in answer.text and "<script>alert" not in answer.text


def test_a_line_of_five_megabytes_is_shown_in_part_and_said_so(tmp_path: Path) -> None:
    made = MemoryLedger()
    long = "long " * 1_000_000
    article = made.add(f"Gunmen shot 17 men. {long}", "2020-01-02", "O" * 2_000_000)
    made.say(article, "Gunmen shot 17 men.", "attack", "shot")
    big = dataclasses.replace(made.claims_[0], sentence_evidence=article.evidence(0, len(article.text)))
    made.claims_[0] = big
    path = stored(made, tmp_path / "long.sqlite")
    client = TestClient(create_app(path), base_url=HOME)
    for address in ("/", "/claims", "/review", f"/claims/{big.id}", f"/pages/{article.id}"):
        answer = client.get(address)
        assert answer.status_code == 200 and len(answer.content) < 1_500_000, address
    assert "more characters are not shown" in client.get(f"/pages/{article.id}").text
    assert len(client.get(f"/pages/{article.id}?all=1").content) > 5_000_000
