"""What an HTML page says about itself in its head: read by patterns, so that the matched characters are known."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_HEAD_CHARS = 400_000  # where a page says what it is
_TAG = re.compile(r"<(meta|link|time|html)\b([^<>]{0,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LD = re.compile(r"<script\b[^<>]{0,400}ld\+json[^<>]{0,400}>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]{0,400}>([^<]{1,600})", re.IGNORECASE)
_H1 = re.compile(r"<h1\b[^<>]{0,1000}>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_SUFFIX = re.compile(r"\s+[|–—»-]\s+[^|–—»]{2,60}$")
_DATE_META = frozenset(
    {"article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date",
     "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date",
     "publication_date", "cxenseparse:recs:publishtime"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What a page says of itself. `dates` are (basis, exact characters), strongest first."""

    title: str | None = None
    site: str | None = None
    canonical: str | None = None
    language: str | None = None
    author: str | None = None
    dates: tuple[tuple[str, str], ...] = ()

    def with_date(self, basis: str, exact: str) -> PageMeta:
        """The same with one more, weaker date."""
        return dataclasses.replace(self, dates=(*self.dates, (basis, exact)))


EMPTY = PageMeta()


def read_meta(page: str) -> PageMeta:
    """The page's own data: JSON-LD, meta, link, time, title and first heading."""
    head = page[:_HEAD_CHARS]
    tags = [(name.lower(), _attributes(rest)) for name, rest in _TAG.findall(head)]
    metas = {
        (one.get("property") or one.get("name") or one.get("itemprop") or "").lower(): one.get("content", "").strip()
        for name, one in reversed(tags)
        if name == "meta"
    }
    linked = list(_linked(head))
    titles = _TITLE.search(head)
    title = _clean(titles[1]) if titles else ""
    shown = next((_clean(_ANY_TAG.sub(" ", inner[:2000])) for inner in _inside(head, _H1, "</h1")), "")
    best = shown or metas.get("og:title") or _first(linked, "headline") or _SUFFIX.sub("", title)
    suffix = _SUFFIX.search(title) if shown and title.startswith(shown) else None
    site = metas.get("og:site_name") or _publisher(linked) or (suffix.group().strip(" |–—»-") if suffix else "")
    canonical = next((one.get("href") for name, one in tags if name == "link" and one.get("rel") == "canonical"), None)
    language = next((one.get("lang") or one.get("xml:lang") for name, one in tags if name == "html"), None)
    return PageMeta(
        title=best or None,
        site=site or None,
        canonical=canonical or metas.get("og:url") or None,
        language=_two_letters(language),
        author=metas.get("author") or None,
        dates=tuple(_dates(linked, metas, tags)),
    )


def _inside(head: str, opening: re.Pattern[str], closing: str) -> Iterator[str]:
    """What stands between an opening tag and its end, for the first twenty such tags."""
    at = 0
    for _ in range(20):
        found = opening.search(head, at)
        end = head.find(closing, found.end()) if found else -1
        if not found or end < 0:
            return
        yield head[found.end() : end]
        at = end


def _attributes(rest: str) -> dict[str, str]:
    return {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(rest)}


def _clean(text: str) -> str:
    return " ".join(html.unescape(text).split())


def _two_letters(language: str | None) -> str | None:
    code = (language or "").strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) == 2 and code.isalpha() else None


def _linked(head: str) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object, articles first."""
    found: list[dict[str, Any]] = []
    for script in _inside(head, _LD, "</script"):
        try:
            waiting: list[Any] = [json.loads(script.strip())]
        except (ValueError, RecursionError):
            continue
        while waiting and len(found) < 500:
            one = waiting.pop(0)
            if isinstance(one, dict):
                found.append(one)
                waiting.extend(value for key, value in one.items() if key in ("@graph", "mainEntity"))
            elif isinstance(one, list):
                waiting.extend(one[:500])
    yield from sorted(found, key=lambda one: "Article" not in str(one.get("@type", "")))


def _first(linked: list[dict[str, Any]], key: str) -> str:
    return next((one[key].strip() for one in linked if isinstance(one.get(key), str)), "")


def _publisher(linked: list[dict[str, Any]]) -> str:
    for one in linked:
        publisher = one.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return str(publisher["name"]).strip()
    return ""


def _dates(
    linked: list[dict[str, Any]], metas: dict[str, str], tags: list[tuple[str, dict[str, str]]]
) -> Iterator[tuple[str, str]]:
    published = _first(linked, "datePublished")
    if published:
        yield "json-ld", published
    for name in metas:
        if name in _DATE_META and metas[name]:
            yield "meta", metas[name]
    for name, one in tags:
        if name == "time" and one.get("datetime"):
            yield "time-element", one["datetime"]
            break
