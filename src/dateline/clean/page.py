"""One raw page to one article: text, marked lines, header, qualities."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from lxml import etree  # type: ignore[import-untyped]

from dateline.clean.header import find_header
from dateline.clean.html import BLOCKS, extract, looks_like_html
from dateline.clean.htmlmeta import EMPTY, PageMeta, read_meta
from dateline.clean.lines import mark_lines
from dateline.clean.quality import find_qualities
from dateline.clean.text import normalised
from dateline.clean.wrapped import unwrapped
from dateline.errors import InputError
from dateline.ids import content_id, sha256_text
from dateline.knowledge.furniture import furniture_table
from dateline.protocols import RawPage
from dateline.records import Article, PageSpan, Quality, Unresolved, Why

PLAIN = "dateline-text/1"
MAX_CHARS = 2_000_000  # of an article's text
MAX_LINES = 50_000
_WORD = re.compile(r"[^\W\d_]+")

Language = Callable[[str], "str | Unresolved"]


def clean_page(raw: RawPage, language: Language | None = None) -> Article:
    """The article of a page; raises InputError where there is no text or far too much of it.

    `language` says what language a text is in where neither the row nor the page says so.
    """
    meta = EMPTY
    spans: tuple[PageSpan, ...] = ()
    qualities: tuple[Quality, ...] = ()
    if is_html(raw):
        meta = read_meta(raw.page)
        text, extractor, spans, qualities = _html_text(raw, meta)
    else:
        plain = normalised(raw.page)
        text, extractor = (plain, PLAIN) if plain.count("\n") > MAX_LINES else (unwrapped(plain), PLAIN)
        if text != plain:
            qualities = (Quality("hard-wrapped", "line ends within paragraphs are spaces in the text"),)
    if not text.strip():
        raise InputError(raw.capture.address, "holds no text; check that the file is complete")
    if len(text) > MAX_CHARS:
        raise InputError(
            raw.capture.address, f"{len(text):,} characters of text, over {MAX_CHARS:,}; split it into pages"
        )
    if text.count("\n") > MAX_LINES:
        raise InputError(
            raw.capture.address, f"{text.count(chr(10)):,} lines of text, over {MAX_LINES:,}; split it into pages"
        )
    return _article(raw, text, extractor, meta, (spans, qualities), language or detect_language)


def is_html(raw: RawPage) -> bool:
    """True for an HTML page, or a row whose text is one."""
    kind = raw.capture.media_type
    return kind in ("text/html", "application/xhtml+xml") or (kind == "application/json" and looks_like_html(raw.page))


def _html_text(raw: RawPage, meta: PageMeta) -> tuple[str, str, tuple[PageSpan, ...], tuple[Quality, ...]]:
    """Text, extractor, page spans and qualities of an HTML page."""
    extracted = extract(raw.page, raw.hints.title or meta.title)
    qualities = []
    if extracted.unaligned:
        qualities.append(Quality("unaligned", f"{extracted.unaligned} paragraphs not found in the page's characters"))
    if extracted.extractor == BLOCKS and extracted.why_blocks:
        qualities.append(Quality("simple-extraction", f"cut at the page's blocks: {extracted.why_blocks}"))
    return extracted.text, extracted.extractor, extracted.spans, tuple(qualities)


def _article(
    raw: RawPage,
    text: str,
    extractor: str,
    meta: PageMeta,
    found: tuple[tuple[PageSpan, ...], tuple[Quality, ...]],
    language: Language,
) -> Article:
    text_sha256 = sha256_text(text)
    article_id = content_id("art", raw.capture.id, extractor, text_sha256)
    marks = mark_lines(text, raw.hints.title or meta.title)
    header = find_header(raw, text, marks, article_id, meta, language)
    if meta is not EMPTY and isinstance(header.published, Unresolved) and header.published.why is Why.NOT_STATED:
        dated = _library_date(raw)
        if dated:
            header = find_header(
                raw, text, marks, article_id, meta.with_date("library", dated), lambda _: header.language
            )
    qualities = (*find_qualities(text, marks, header), *found[1])
    return Article(article_id, raw.capture.id, text, text_sha256, extractor, marks, header, qualities, found[0])


#: how htmldate fails on broken pages: a page without a day is an ordinary thing, any other error is not
_BROKEN_PAGE = (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError, etree.LxmlError)


def _library_date(raw: RawPage) -> str | None:
    """The day htmldate finds, searching only where pages state it; None where it finds none."""
    import htmldate  # loaded only for HTML pages that give no day otherwise

    latest = dt.datetime.fromisoformat(raw.capture.captured_utc or "2100-01-01").replace(tzinfo=None)
    try:
        found = htmldate.find_date(raw.page, extensive_search=False, original_date=True, max_date=latest)
    except _BROKEN_PAGE:
        return None
    return found if isinstance(found, str) else None


def detect_language(text: str) -> str | Unresolved:
    """The language of a text (ISO 639-1): English by its commonest words, else by py3langid."""
    words = _WORD.findall(text[:3000].lower())
    if len(words) >= 20 and sum(map(furniture_table().commonest.__contains__, words)) >= 0.18 * len(words):
        return "en"
    if len(words) < 3:
        return Unresolved(Why.NOT_STATED, "too few words to tell the language")
    import py3langid  # type: ignore[import-untyped]  # 130 MB: loaded only for text not plainly English

    code, _ = py3langid.classify(text[:3000])
    return str(code)
