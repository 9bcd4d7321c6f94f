import dataclasses

import pytest

from dateline.ids import content_id
from dateline.records import Number
from dateline.store.checks import check_ledger
from dateline.store.ledger import Ledger
from tests.store.builders import RUN, add_page, group_of, incident_of, link_of, small_ledger


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "l.db") as opened:
        yield opened


def said(ledger):
    return " | ".join(f"{p.what} @ {p.where} -> {p.do}" for p in check_ledger(ledger))


def tamper(ledger, table, statement, *values):
    ledger.database.execute(f"DROP TRIGGER {table}_update")
    ledger.database.execute(statement, values)


def test_a_sound_ledger_has_no_problem(tmp_path):
    with small_ledger(tmp_path / "l.db") as ledger:
        assert check_ledger(ledger) == []


def test_a_second_claim_on_one_trigger_has_a_numbered_id(ledger):
    article, claims = add_page(ledger)
    twin = dataclasses.replace(claims[0], id=content_id("clm", claims[0].id, 2))
    ledger.replace_claims(article.id, (*claims, twin), RUN.id, "test")
    assert check_ledger(ledger) == []


def test_an_empty_ledger_has_no_problem(ledger):
    assert check_ledger(ledger) == []


def test_a_changed_text(ledger):
    article, claims = add_page(ledger)
    tamper(ledger, "articles", "UPDATE articles SET text = replace(text, 'captured', 'CAPTURED')")
    got = said(ledger)
    assert f"its text does not have the hash it states @ {article.id}" in got
    assert f"is not 'captured' @ {claims[0].id}" in got
    assert "restore a copy" in got
    assert "SQLite" not in got or "malformed inverted index" in got


def test_changed_bytes(ledger):
    import zlib

    add_page(ledger)
    tamper(ledger, "raw", "UPDATE raw SET packed = ?", zlib.compress(b"other"))
    assert "its bytes do not have the hash" in said(ledger) and "5 bytes are kept" in said(ledger)
    ledger.database.execute("UPDATE raw SET packed = x'00'")
    assert "are damaged" in said(ledger)


def test_evidence_that_lies(ledger):
    article, claims = add_page(ledger)
    wrong = dataclasses.replace(claims[0].trigger, exact="conquered")
    outside = dataclasses.replace(claims[1].trigger, end=10**6)
    foreign = dataclasses.replace(claims[2].trigger, article_id="art_x")
    bad = [dataclasses.replace(c, trigger=e) for c, e in zip(claims, (wrong, outside, foreign), strict=True)]
    ledger.replace_claims(article.id, bad, RUN.id, "test")
    got = said(ledger)
    for words in ("is not 'conquered'", "outside the text", "quotes another article, art_x"):
        assert words in got


def test_evidence_deep_inside_is_found(ledger):
    article, claims = add_page(ledger)
    filler = claims[1].fillers[0]
    filler = dataclasses.replace(filler, refers_to=dataclasses.replace(filler.refers_to, exact="26 soldiers"))
    ledger.replace_claims(article.id, [dataclasses.replace(claims[1], fillers=(filler,))], RUN.id, "test")
    assert "is not '26 soldiers'" in said(ledger)


def test_numbers_out_of_order_ids_and_confidence(ledger):
    article, claims = add_page(ledger)
    count = dataclasses.replace(claims[0].counts[0], number=Number(5, 3, None, "range", None, "5-3"))
    bad = dataclasses.replace(claims[0], id="claim-1", counts=(count,), confidence=1.5)
    ledger.replace_claims(article.id, [bad], RUN.id, "test")
    got = said(ledger)
    for words in (
        "low <= point <= high does not hold for '5-3'",
        "does not follow",
        "1.5 is not between",
    ):
        assert words in got


def test_an_incident_needs_actual_claims_that_exist(ledger):
    article, claims = add_page(ledger)
    planned = incident_of((claims[1],))
    gone = dataclasses.replace(planned, id="inc_gone", claim_ids=("clm_gone",))
    lost = dataclasses.replace(link_of(claims[0], gone), object_id="inc_none", id="lnk_lost")
    contradicts = dataclasses.replace(lost, id="lnk_c", kind="contradicts", subject_id="clm_gone", object_id="clm_no")
    group = group_of(article, dataclasses.replace(article, id="art_gone"))
    ledger.write_linking([group], [planned, gone], [link_of(claims[1], planned), lost, contradicts], RUN.id)
    got = said(ledger)
    for words in (
        f"its claim {claims[1].id} is planned",
        "its claim clm_gone is not there",
        "a claim that is planned is said to report",
        "its incident inc_none is not there",
        "its subject clm_gone",
        "its object clm_no",
        "its member art_gone",
        "run the linking again",
    ):
        assert words in got


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET record = replace(record, 'samples', 'x'), id = id WHERE number = 2",
        "DELETE FROM decisions WHERE number = 2",
    ],
)
def test_a_changed_log(ledger, statement):
    for n in range(4):
        ledger.refuse(f"samples/{n}", "is empty", RUN.id)
    ledger.database.execute("DROP TRIGGER decisions_delete")
    tamper(ledger, "decisions", statement)
    assert "changed, added or removed later" in said(ledger)


def test_records_that_cannot_be_read(ledger):
    article, claims = add_page(ledger)
    incident = incident_of(claims[:1])
    ledger.write_linking([], [incident], [], RUN.id)
    tamper(ledger, "articles", "UPDATE articles SET record = '{'")
    ledger.database.execute("UPDATE incidents SET record = '[]'")
    got = said(ledger)
    assert f"Article {article.id} cannot be read" in got and f"Incident {incident.id} cannot be read" in got
