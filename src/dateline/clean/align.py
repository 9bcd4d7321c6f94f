"""The characters of an HTML page that a reader sees, each with its place in the page; and the page cut at its blocks.

A linear scan, not a parser: it survives any nesting; unclosed comments or scripts swallow the rest, as in a browser.
"""

from __future__ import annotations

import html
import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.records import PageSpan

_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)|[!?]")
_RAW = frozenset({"script", "style", "template", "textarea", "noscript", "svg", "iframe"})
_SKIPPED = frozenset({"nav", "header", "footer", "aside", "form", "button", "select", "menu", "dialog"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "small", "span",
     "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "strike", "ins", "del", "label", "acronym", "big", "samp",
     "dfn", "data"}
)  # fmt: skip
_VOID = frozenset(
    {"br", "img", "hr", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr", "param"}
)
_OPTIONAL = frozenset({"p", "li", "td", "tr", "th", "dt", "dd", "option", "tbody", "thead"})  # often left unclosed
_MOST_LOST = 300  # paragraphs; a page that loses more is not worth a search through all of it for each
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A tag (name, closing or not) or a run of text (name is empty) with its offsets in the page."""

    start: int
    end: int
    name: str
    closing: bool


def pieces(page: str) -> Iterator[Piece]:
    """Tags and texts of a page in order, comments and raw elements left out."""
    lowered = page.lower()
    if len(lowered) != len(page):  # a letter whose lower case is longer: compare as written
        lowered = page
    at = text_from = 0
    while (less := page.find("<", at)) >= 0:
        tag = _TAG_NAME.match(page, less) or _TAG_NAME.match(page, less + 1, less + 2)
        if not tag:
            at = less + 1
            continue
        if less > text_from:
            yield Piece(text_from, less, "", False)
        if page.startswith("<!--", less):
            end = page.find("-->", less + 4)
            at = text_from = len(page) if end < 0 else end + 3
            continue
        close = page.find(">", less)
        at = text_from = len(page) if close < 0 else close + 1
        name = (tag[1] or "!").lower()
        closing = page.startswith("</", less)
        yield Piece(less, at, name, closing)
        if name in _RAW and not closing and page[at - 2 : at] != "/>":
            end = lowered.find(f"</{name}", at)
            at = text_from = len(page) if end < 0 else end
    if text_from < len(page):
        yield Piece(text_from, len(page), "", False)


def depth(page: str, enough: int) -> int:
    """How deeply tags are nested, counted up to `enough`."""
    now = deepest = 0
    for piece in pieces(page):
        if not piece.name or piece.name in _VOID or piece.name in _OPTIONAL or piece.name == "!":
            continue
        now = max(0, now - 1) if piece.closing else now + 1
        deepest = max(deepest, now)
        if deepest >= enough:
            break
    return deepest


class Shown:
    """The visible characters of a page without white space, entities decoded, NFC, with where each one stands."""

    def __init__(self, page: str) -> None:
        self._letters: list[str] = []
        self._starts = array("q")
        self._ends = array("q")
        for piece in pieces(page):
            if not piece.name:
                self._add(page, piece.start, piece.end)
        self.flat = "".join(self._letters)
        self._cursor = self._lost = 0

    def _add(self, page: str, start: int, end: int) -> None:
        at = start
        while at < end:
            entity = _ENTITY.match(page, at, end) if page[at] == "&" else None
            until = entity.end() if entity else at + 1
            while until < end and page[until] > "\u02ff" and unicodedata.combining(page[until]):
                until += 1
            shown = page[at:until]
            if entity:
                shown = html.unescape(shown)
            if until - at > 1:
                shown = unicodedata.normalize("NFC", shown)
            for letter in shown:
                if not letter.isspace():
                    self._letters.append(letter)
                    self._starts.append(at)
                    self._ends.append(until)
            at = until

    def find(self, paragraph: str) -> tuple[int, int] | None:
        """Where a paragraph stands in the page: after the one found before it, else anywhere."""
        wanted = "".join(paragraph.split())
        if not wanted:
            return None
        if self._lost >= _MOST_LOST:
            return None
        at = self.flat.find(wanted, self._cursor)
        if at < 0:
            at = self.flat.find(wanted)
        else:
            self._cursor = at + len(wanted)
        if at < 0:
            self._lost += 1
            return None
        return self._starts[at], self._ends[at + len(wanted) - 1]


def align(text: str, page: str) -> tuple[tuple[PageSpan, ...], int]:
    """Every line of the text with its characters in the page, and how many lines could not be found."""
    shown = Shown(page)
    spans = []
    lost = start = 0
    for line in text.split("\n"):
        if line.strip():
            found = shown.find(line)
            if found:
                spans.append(PageSpan(start, start + len(line), *found))
            else:
                lost += 1
        start += len(line) + 1
    return tuple(spans), lost


def blocks(page: str) -> list[str]:
    """The page's paragraphs by its block tags; menus, side boxes, forms and footers left out unless all is there."""
    all_pieces = tuple(pieces(page))
    return _paragraphs(page, all_pieces, _SKIPPED) or _paragraphs(page, all_pieces, frozenset())


def _paragraphs(page: str, all_pieces: Sequence[Piece], skipped: frozenset[str]) -> list[str]:
    found: list[str] = []
    running: list[str] = []
    inside = dict.fromkeys((*skipped, "head", "title"), 0)
    for piece in all_pieces:
        if not piece.name:
            if not any(inside.values()):
                running.append(page[piece.start : piece.end])
            continue
        if piece.name in inside:
            inside[piece.name] = max(0, inside[piece.name] + (-1 if piece.closing else 1))
            if piece.name == "head" and piece.closing:
                inside["title"] = 0
        if piece.name not in _INLINE:
            found.append(" ".join(html.unescape("".join(running)).split()))
            running = []
    found.append(" ".join(html.unescape("".join(running)).split()))
    return [paragraph for paragraph in found if paragraph]
