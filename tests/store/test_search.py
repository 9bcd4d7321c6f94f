import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.store.ledger import Ledger
from tests.store.builders import add_page


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with Ledger.open(tmp_path_factory.mktemp("search") / "l.db") as opened:
        add_page(opened)
        add_page(opened, "roses.txt", "The roses are late in Málaga, and Idlib is far.")
        yield opened


def test_claims_first_then_other_articles(ledger):
    hits = ledger.search("Morek")
    assert [hit.kind for hit in hits] == ["claim"]
    assert "captured Morek" in hits[0].snippet
    assert [hit.kind for hit in ledger.search("idlib")] == ["article", "article"]
    assert ledger.article(ledger.search("roses")[0].article_id).text.startswith("The roses")


def test_every_word_must_occur_and_quoted_words_together(ledger):
    assert ledger.search("Morek roses") == ()
    assert ledger.search('"captured Morek"') and not ledger.search('"Morek captured"')
    assert ledger.search("malaga")  # accents do not matter


def test_limit(ledger):
    assert len(ledger.search("the", 1)) == 1
    assert ledger.search("the", 0) == () == ledger.search("the", -3)


@pytest.mark.parametrize(
    "query",
    ["", " ", '"', '"""', "AND", "NOT", "a OR", "NEAR(a b)", "text:Morek", "^x", "*", "a*", "-x", "(",
     "x'; DROP TABLE claims",
     "\x00", "Morek\x00", "😀", "_", "__ __", "\udc80", "a\udc80b", "é" * 9000, "x " * 9000, "{}", "a + b"],
)  # fmt: skip
def test_any_words_are_safe(ledger, query):
    ledger.search(query)


def test_operators_are_words(ledger):
    assert ledger.search("NOT Morek") == ()
    assert ledger.search("Morek)")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\"'*():^-+ \x00{}ANDORT"))))
def test_no_query_ever_raises(ledger, query):
    for hit in ledger.search(query, 3):
        assert ledger.article(hit.article_id)
