"""A report read back: its HTML, the ids in it, and the stored text behind the highlighting."""

from __future__ import annotations

import io
from collections import defaultdict

from lxml import html

from dateline.protocols import LedgerView
from dateline.report.report import write_report


def report(ledger: LedgerView, **rest: object) -> str:
    """The report's HTML."""
    out = io.StringIO()
    write_report(ledger, out, **rest)  # type: ignore[arg-type]
    return out.getvalue()


def tree(page: str) -> html.HtmlElement:
    """The HTML parsed."""
    return html.document_fromstring(page)


def stored_text(element: html.HtmlElement) -> str:
    """The text in an element, marks for control characters turned back into the characters."""
    out = [element.text or ""]
    for child in element:
        code = child.get("data-code")
        out.append(chr(int(code, 16)) if code else stored_text(child))
        out.append(child.tail or "")
    return "".join(out)


def pieces(element: html.HtmlElement) -> dict[str, str]:
    """Each span's characters by its key, the pieces of a split span put together."""
    found: dict[str, str] = defaultdict(str)
    for child in element.iter():
        key = child.get("data-key") if isinstance(child.tag, str) else None
        if key:
            found[key] += stored_text(child)
    return found
