"""Pages built by hand, put into a ledger file as if they had been read."""

from __future__ import annotations

from dateline.ids import sha256_bytes
from dateline.records import Capture
from dateline.store.checks import Problem, check_ledger
from dateline.store.ledger import Ledger
from tests.link.build import Page


def add_pages(ledger: Ledger, *pages: Page) -> None:
    """Each page with its claims; their ids are the tests' own."""
    for page in pages:
        data, article = page.text.encode(), page.article()
        capture = Capture(
            article.capture_id, f"{page.name}.txt", None, sha256_bytes(data), len(data), "text/plain", "utf-8", "utf-8",
            None,
        )  # fmt: skip
        assert ledger.add_page(capture, data, article, page.claims, "run_test")


def linking_problems(ledger: Ledger) -> list[Problem]:
    """What a check finds on incidents, links and the log (the pages' own ids do not follow from their content)."""
    return [p for p in check_ledger(ledger) if p.where.startswith(("inc_", "lnk_", "dec_", "cpy_"))]
