"""Marks on a whole page: cut off, stitched together, machine-rewritten, not English, no article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.clean.text import ends_like_sentence
from dateline.knowledge.furniture import spun_table
from dateline.records import Header, LineMark, Quality

_AGENCY_DATELINE = re.compile(r"(?P<place>[A-Z][A-Z' -]{2,30})(?:, [A-Z][\w ]{2,30})? \([A-Z][\w ]{1,30}\)\s*[–—-]")
_LONE_QUOTE = re.compile(r"[.!?]\s\"")  # the end of a line


def find_qualities(text: str, marks: Sequence[LineMark], header: Header) -> tuple[Quality, ...]:
    """Every mark the page deserves, in a fixed order."""
    body = [mark for mark in marks if mark.kind == "body"]
    found: list[Quality] = []
    if not body:
        found.append(Quality("no-article", "no line of the page reads as running text"))
    else:
        found.extend(_truncated(text, marks))
        found.extend(_stitched([text[mark.start : mark.end] for mark in body]))
        found.extend(_rewritten(text, marks))
    if any(mark.kind == "duplicate-headline" for mark in marks):
        found.append(Quality("duplicated-headline", "the headline stands on the page more than once"))
    if isinstance(header.language, str) and header.language != "en":
        found.append(Quality("not-english", f"the page is in {header.language!r}"))
    return tuple(found)


def _truncated(text: str, marks: Sequence[LineMark]) -> Iterator[Quality]:
    last = [mark for mark in marks if mark.kind in ("body", "cross-heading")][-1]
    line = text[last.start : last.end]
    if last.kind == "body" and not ends_like_sentence(line) and line[-1] not in ":■":
        yield Quality("truncated", f"the last sentence stops at {line[-30:]!r}")


def _stitched(lines: Sequence[str]) -> Iterator[Quality]:
    places = {found["place"] for line in lines if (found := _AGENCY_DATELINE.match(line))}
    lone = sum(_LONE_QUOTE.fullmatch(line[-3:]) is not None for line in lines)
    if len(places) > 1:
        yield Quality("stitched", f"datelines of {', '.join(sorted(places))}")
    elif lone:
        yield Quality("stitched", "a quotation opens at the end of a paragraph and is not continued")


def _rewritten(text: str, marks: Sequence[LineMark]) -> Iterator[Quality]:
    article = "\n".join(text[mark.start : mark.end] for mark in marks if mark.is_article)
    words = spun_words(article)
    if words:
        yield Quality("rewritten", f"words of machine rewriting: {', '.join(repr(word) for word in words)}")


def spun_words(text: str) -> tuple[str, ...]:
    """The words that show machine rewriting: one strong phrase, or two different weak ones; else none."""
    table = spun_table()
    if not any(phrase in text for phrase in table.phrases):
        return ()
    strong = dict.fromkeys(table.strong.findall(text))
    weak = dict.fromkeys(table.weak.findall(text))
    return tuple(strong) if strong else tuple(weak) if len(weak) > 1 else ()
