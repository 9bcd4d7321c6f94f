import io

import pytest

from dateline.codec import read_lines
from dateline.export.claims_jsonl import ClaimsJsonl
from dateline.records import Article, Capture
from dateline.store.ledger import Ledger
from tests.store.builders import add_page, clock, small_ledger


@pytest.mark.parametrize("with_text", [False, True])
def test_every_noun_comes_back(tmp_path, with_text):
    with small_ledger(tmp_path / "l.db") as ledger:
        out = io.BytesIO()
        ClaimsJsonl(with_text).write(ledger, out)
        back = list(read_lines(out.getvalue().decode().splitlines(), "test"))
        for kind in ("claims", "copy_groups", "incidents", "links"):
            assert [noun for noun in getattr(ledger, kind)() if noun not in back] == []
        articles = [noun for noun in back if isinstance(noun, Article)]
        assert [bool(a.text) for a in articles] == [with_text] * 3
        assert [a.id for a in articles] == list(ledger.article_ids())
    assert {noun.captured_utc for noun in back if isinstance(noun, Capture)} == {None}


def test_lone_surrogates_come_back(tmp_path):
    with Ledger.open(tmp_path / "l.db", clock=clock()) as ledger:
        add_page(ledger, "odd\udcff.txt", "lone \udc80 surrogate")
        out = io.BytesIO()
        ClaimsJsonl(with_text=True).write(ledger, out)
    capture, article = read_lines(out.getvalue().decode("utf-8").splitlines(), "test")
    assert (capture.address, article.text) == ("odd\udcff.txt", "lone \udc80 surrogate")
