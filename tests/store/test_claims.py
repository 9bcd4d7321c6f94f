"""Claims in a ledger: what they are looked up and counted by, beside what the database itself finds in the records."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.records import Article, Attribution, Claim, Count, Filler, Unresolved, When, Why
from dateline.store import database, queries
from dateline.store.ledger import Ledger
from dateline.store.prepared import page_rows
from tests.store.builders import (
    NO_ACTOR,
    NO_TIME,
    RUN,
    SENTENCES,
    TEXT,
    actor,
    add_page,
    article_of,
    capture_of,
    claim_of,
    claimant,
    claims_of,
    day,
    number,
    place,
    words,
)

_BEFORE = 4  # the last ledger version whose claims were counted by triggers
_OLD_CLAIM = f"""
INSERT INTO claims (id, article_id, start, finish, type, status, earliest, latest, country, place_id, confidence,
                    sentence, record) VALUES ({", ".join("?" * 13)})"""
_KEPT = (
    "claims", "claim_entities", "claim_facets", "facet_counts", "day_counts", "month_counts", "place_counts",
    "entities", "entity_claims", "entity_counts",
)  # fmt: skip
_LOOKS = "number, day, added, type, status, country, place_id, precision, spot, claimant, harm, doubt"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


def all_sorts(article: Article) -> Iterator[Claim]:
    """The claims of the page, and one for everything that makes a difference to how a claim is looked up."""
    yield from claims_of(article)
    said = SENTENCES[3]
    sohr = claimant(article, "the Observatory", actor("Observatory", "dl:sohr"))
    unknown = claimant(article, "More than 240,000 people")
    meant = dataclasses.replace(claimant(article, "They"), refers_to=words(article, SENTENCES[1]))
    for who in (((sohr, unknown),), ((unknown,), (sohr,)), ((meant,),), ((),)):
        yield claim_of(article, said, "died", "toll", attribution=Attribution(who, "quoted", None))
    for why in Why:
        yield claim_of(article, said, "died", "toll", when=Unresolved(why, "x"), confidence=0.35)
        yield claim_of(article, said, "died", "toll", place=Unresolved(why, "x"), confidence=0.15)
    one = day("2015-11-05")
    yield claim_of(article, said, "died", "toll", when=dataclasses.replace(one, earliest=None))
    yield claim_of(article, said, "died", "toll", when=When(None, None, "open", "stated", None, "once"))
    for where in (place("country", "Hama"), dataclasses.replace(place(), lat=35.125, lon=-0.004, country=None)):
        yield claim_of(article, said, "died", "toll", place=where)
    figures = (number("3-17", 3, 17), number("<=4", high=4), number("5", 5, 5, 5), Unresolved(Why.UNREADABLE, "x"))
    counts = [Count("wounded", figure, "incident", words(article, "people"), None, False, False) for figure in figures]
    for some in (counts, counts[:1], counts[1:2], counts[3:]):
        yield claim_of(article, said, "died", "toll", counts=tuple(some))
    told = Filler("actor", words(article, "They"), None, actor("Rebels"), None, None)
    yield claim_of(article, said, "died", "toll", fillers=(told, told, dataclasses.replace(told, actor=NO_ACTOR)))
    yield claim_of(article, said, "died", "toll", when=NO_TIME, confidence=1.0)


def named(claims: Iterator[Claim]) -> list[Claim]:
    """The claims, each with an id of its own."""
    return [dataclasses.replace(claim, id=f"clm_{n:020d}") for n, claim in enumerate(claims)]


def add_all_sorts(ledger: Ledger) -> None:
    capture = capture_of(b"all sorts", "sorts.txt")
    article = article_of(capture)
    assert ledger.add_page(capture, b"all sorts", article, named(all_sorts(article)), RUN.id)


def rows(ledger: Ledger, table: str) -> list[object]:
    return sorted(ledger.database.rows(f"SELECT * FROM {table}"), key=repr)


def test_claims_are_looked_up_by_what_their_records_say(ledger: Ledger) -> None:
    add_page(ledger)
    add_all_sorts(ledger)
    kept = list(ledger.database.rows(f"SELECT {_LOOKS} FROM claim_facets ORDER BY number"))
    assert kept == list(ledger.database.rows(f"SELECT {_LOOKS} FROM claim_looks ORDER BY number"))
    assert len(kept) > 30


@pytest.mark.parametrize(
    ("kept", "counted"),
    [
        ("facet_counts WHERE facet = 'type'", "'type', type, count(*) FROM claim_facets GROUP BY type"),
        ("facet_counts WHERE facet = 'claimant'", "'claimant', claimant, count(*) FROM claim_facets GROUP BY claimant"),
        ("facet_counts WHERE facet = 'all'", "'all', '', count(*) FROM claim_facets"),
        ("day_counts", "day, type, count(*) FROM claim_facets GROUP BY day, type"),
        (
            "month_counts",
            "substr(day, 1, 7), type, status, country, count(*) FROM claim_facets GROUP BY 1, type, status, country",
        ),
        ("entity_counts WHERE role <> ''", "entity_id, role, count(*) FROM claim_entities GROUP BY 1, 2"),
        ("entity_counts WHERE role = ''", "entity_id, '', count(*) FROM claim_entities GROUP BY 1"),
    ],
)
def test_counts_are_those_of_the_claims_that_are_there(ledger: Ledger, kept: str, counted: str) -> None:
    add_page(ledger)
    add_all_sorts(ledger)
    article, claims = add_page(ledger, "pages/two.txt")
    ledger.replace_claims(article.id, claims[1:], RUN.id, "read anew")
    found = sorted(row for row in ledger.database.rows(f"SELECT * FROM {kept}") if row[-1])
    assert found == sorted(ledger.database.rows(f"SELECT {counted}"))


def test_places_are_counted_once_for_every_claim_there(ledger: Ledger) -> None:
    add_page(ledger)
    add_all_sorts(ledger)
    counted = ledger.database.rows("SELECT spot, count(*) FROM claim_facets WHERE spot <> '' GROUP BY spot")
    assert sorted(ledger.database.rows("SELECT spot, n FROM place_counts")) == sorted(counted)


def as_before(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger of the version before, with its claims put in as that version did."""
    older = database.migrations()[:_BEFORE]
    with monkeypatch.context() as patched:
        patched.setattr(database, "migrations", lambda: older)
        with Ledger.open(path) as ledger, ledger.transaction():
            capture = capture_of(TEXT.encode())
            article = article_of(capture)
            page, put = page_rows(capture, TEXT.encode(), article, named(all_sorts(article))), ledger.database.execute
            put(queries.RAW_ADD, page.raw)
            put(queries.CAPTURE_ADD, page.capture)
            put(queries.ARTICLE_ADD, page.article)
            for row in page.claims:
                put(_OLD_CLAIM, row.claim)
                for entity in row.entities:
                    put(queries.CLAIM_ENTITY_ADD, entity)


def test_a_ledger_made_before_goes_on_as_one_made_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_before(tmp_path / "before.db", monkeypatch)
    capture = capture_of(TEXT.encode())
    with Ledger.open(tmp_path / "before.db") as before, Ledger.open(tmp_path / "now.db") as now:
        assert before.database.first("PRAGMA user_version") == (database.migrations()[-1][0],)
        article = article_of(capture)
        assert now.add_page(capture, TEXT.encode(), article, named(all_sorts(article)), RUN.id)
        for table in _KEPT:
            assert rows(before, table) == rows(now, table), table
        for one in (before, now):
            add_page(one, "pages/two.txt")
            one.replace_claims(article.id, named(all_sorts(article))[:3], RUN.id, "read anew")
        for table in _KEPT:
            assert rows(before, table) == rows(now, table), table
