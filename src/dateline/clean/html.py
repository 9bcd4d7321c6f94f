"""A decoded HTML page to its running text, each paragraph with the characters of the page it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.clean.align import align, blocks, depth
from dateline.clean.text import key, normalised
from dateline.records import PageSpan

MAX_DEPTH = 200  # deeper pages are not parsed: lxml stops there and recursive code falls over
MAX_PARSED = 1_500_000  # characters; longer pages are cut at their blocks instead of parsed
BLOCKS = "dateline-blocks/1"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LOOKS = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta|table)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a page, where its paragraphs came from, and who extracted it and why not somebody better."""

    text: str
    spans: tuple[PageSpan, ...]
    unaligned: int
    extractor: str
    why_blocks: str | None


def looks_like_html(beginning: str) -> bool:
    """True where the first characters are those of an HTML page.

    >>> looks_like_html("<p>Rebels took the town.</p>"), looks_like_html("Rebels < army")
    (True, False)
    """
    start = beginning.lstrip("\ufeff \t\r\n")[:1000]
    return start.startswith("<") and _LOOKS.search(start) is not None


def extract(page: str, title: str | None) -> Extracted:
    """The running text of a page, its title first; by trafilatura, or by the page's own blocks where that fails."""
    found, extractor, why = _by_trafilatura(_CONTROL.sub(" ", page))
    if not found:
        found, extractor = "\n".join(blocks(page)), BLOCKS
    paragraphs = [" ".join(line.split()) for line in normalised(found).split("\n")]
    paragraphs = [line for line in paragraphs if line]
    if title:
        shown = " ".join(normalised(title).split())
        if shown and key(shown) not in {key(line) for line in paragraphs[:5]}:
            paragraphs.insert(0, shown)
    text = "\n".join(paragraphs)
    spans, lost = align(text, page)
    return Extracted(text, spans, lost, extractor, why)


def _by_trafilatura(page: str) -> tuple[str, str, str | None]:
    """The extractor's text, its name and version, and why there is none."""
    if len(page) > MAX_PARSED:
        return "", "", f"the page is longer than {MAX_PARSED:,} characters"
    if depth(page, MAX_DEPTH) >= MAX_DEPTH:
        return "", "", f"its tags are nested {MAX_DEPTH} deep or deeper"
    try:
        import trafilatura  # a third of a second to import: only when a page needs it
    except ImportError as problem:
        return "", "", f"trafilatura cannot be imported: {str(problem).splitlines()[0]}"
    # On hostile pages the extractor and lxml raise errors of many kinds, and the page's blocks are always there.
    try:
        found = trafilatura.extract(page, fast=True, include_comments=False, include_tables=True, output_format="txt")
    except Exception as problem:
        return "", "", f"trafilatura failed: {type(problem).__name__}"
    name = f"trafilatura/{trafilatura.__version__}"
    return (found, name, None) if found else ("", name, "trafilatura found no article")
