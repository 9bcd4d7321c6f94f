"""A text with spans over it as nested HTML: spans that cross are split at boundaries, and no character is lost.

Offsets are code points of the text. The pieces of one span, put together, are exactly its characters; the first piece
carries the span's id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dateline.report.hostile import marked_up, visible


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Characters to be wrapped: an element with a class, an id (first piece only), a key (every piece) and a title."""

    start: int
    end: int
    tag: str
    css: str
    key: str
    ident: str | None = None
    title: str | None = None
    after: Markup = Markup("")  # behind the last piece, such as links back; must hold no text
    level: int = 0  # of two spans over the same characters the lower is outside


def render(text: str, spans: Sequence[TextSpan], start: int = 0, end: int | None = None) -> Markup:
    """The characters from `start` to `end` with the spans that lie in them, cut to them, as HTML."""
    stop = len(text) if end is None else end
    cut = [(max(s.start, start), min(s.end, stop), s) for s in spans if s.start < stop and s.end > start]
    starts: dict[int, list[tuple[int, TextSpan]]] = {}
    for low, high, span in sorted(cut, key=lambda c: (c[0], -c[1], c[2].level, c[2].key)):
        starts.setdefault(low, []).append((high, span))
    edges = sorted({start, stop, *(edge for low, high, _ in cut for edge in (low, high))})
    out: list[Markup] = []
    opened: list[tuple[int, TextSpan]] = []
    for at, edge in enumerate(edges):
        _close(out, opened, edge)
        for item in starts.get(edge, ()):
            opened.append(item)
            out.append(_open(item[1], first=True))
        if at + 1 < len(edges):
            out.append(marked_up(text[edge : edges[at + 1]]))
    return Markup("").join(out)


def _close(out: list[Markup], opened: list[tuple[int, TextSpan]], edge: int) -> None:
    """Ends every span that stops here; spans inside them that run on are shut and opened again, without their id."""
    lowest = next((at for at, (high, _) in enumerate(opened) if high <= edge), None)
    if lowest is None:
        return
    shut, opened[lowest:] = opened[lowest:], []
    for high, span in reversed(shut):
        out.append(Markup("</{}>").format(span.tag))
        if high <= edge:
            out.append(span.after)
    for high, span in shut:
        if high > edge:
            opened.append((high, span))
            out.append(_open(span, first=False))


def _open(span: TextSpan, *, first: bool) -> Markup:
    ident = Markup(' id="{}"').format(span.ident) if first and span.ident else Markup("")
    title = Markup(' title="{}"').format(visible(span.title)) if span.title else Markup("")
    return Markup('<{} class="{}" data-key="{}"{}{}>').format(span.tag, span.css, span.key, ident, title)
