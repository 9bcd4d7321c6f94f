import re

from dateline.export.annotation import Annotation, AnnotationDat
from dateline.export.claims_csv import ClaimsCsv
from dateline.export.claims_jsonl import ClaimsJsonl
from tests.export.exports_page import PAGE, page


def test_the_page_shows_the_columns_as_they_are():
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(text), "renew it: python tests/export/exports_page.py"


def test_every_format_is_on_the_page():
    text = PAGE.read_text(encoding="utf-8")
    shown = dict(re.findall(r"^\| `(\w+)` \| `(\.\w+)` \|", text, re.M))
    assert shown == {kind.name: kind.suffix for kind in (ClaimsCsv, ClaimsJsonl, Annotation, AnnotationDat)}
    assert set(re.findall(r"^## (\w+)$", text, re.M)) == set(shown)
