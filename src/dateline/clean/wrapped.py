"""Plain text with hard line ends (mail, wire archives) to one line a paragraph; every character keeps its place."""

from __future__ import annotations

from itertools import pairwise

from dateline.clean.text import ends_like_sentence

_NARROWEST, _WIDEST = 40, 100  # characters of a full line
_LEAST = 3  # line ends that must show it
_SHARE = 0.8  # of line ends within paragraphs, those that a full line explains


def unwrapped(text: str) -> str:
    """The text with a space for every line end that only a full line explains; other text as it is.

    A line end is a wrap where the next word would have made the line longer than the longest one. Text counts as
    wrapped where nearly all line ends within its paragraphs are such, and half of them stand inside a sentence.

    >>> unwrapped("a menu\\nof short\\nlines")
    'a menu\\nof short\\nlines'
    """
    lines = text.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return text
    inner = [at for at, (line, below) in enumerate(pairwise(lines)) if line.strip() and below.strip()]
    wraps = {at for at in inner if _full(lines[at], lines[at + 1], width)}
    inside = [at for at in wraps if not ends_like_sentence(lines[at].rstrip())]
    if len(wraps) < max(_LEAST, _SHARE * len(inner)) or len(inside) * 2 < len(wraps):
        return text
    ends = [" " if at in wraps else "\n" for at in range(len(lines) - 1)]
    return "".join(piece for pair in zip(lines, [*ends, ""], strict=True) for piece in pair)


def _full(line: str, below: str, width: int) -> bool:
    """Whether the first word below would not have fitted; an indented line below begins a paragraph."""
    word = below.split()[0]
    indent, own = (len(one) - len(one.lstrip()) for one in (below, line))
    return len(line.rstrip()) + 1 + len(word) > width and indent <= own
