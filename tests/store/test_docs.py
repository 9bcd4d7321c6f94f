import re

from dateline.codec import NOUNS
from tests.store.builders import small_ledger
from tests.store.records_page import PAGE, page


def test_the_page_shows_the_nouns_as_they_are():
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(text), "renew it: python tests/store/records_page.py"
    assert set(NOUNS) <= set(re.findall(r"^### (\w+)$", text, re.M))


def test_every_table_of_the_ledger_is_on_the_page(tmp_path):
    with small_ledger(tmp_path / "l.db") as ledger:
        rows = list(ledger.database.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    shadows = ("_data", "_idx", "_docsize", "_config", "_content")
    tables = {name for name, sql in rows if not name.startswith("sqlite_") and not name.endswith(shadows)}
    shown = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", PAGE.read_text(encoding="utf-8").split("## The nouns")[0], re.M)
    assert tables == {name.strip("` ") for cell in shown for name in cell.split(",")}
