"""Text as the working copy wants it: NFC, LF, no control characters; and its lines with their offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_PROSE_END = re.compile(r"""[.!?…](?:["'”’»)\]]|''|\s)*$""")
_NOT_KEY = re.compile(r"[\W_]+")
_HEAD = 20  # characters of a line that tell it from most others
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its white space taken off: offsets into the text, and its words."""

    start: int
    end: int
    text: str


def normalised(page: str) -> str:
    """The page in NFC with LF line breaks; other control characters and lone surrogates become spaces, a BOM goes.

    >>> normalised("Cafe\\u0301\\r\\nbar")
    'Café\\nbar'
    """
    text = page.removeprefix("\ufeff")
    if not text.replace("\n", "").isprintable():
        text = _CONTROL.sub(" ", _BREAK.sub("\n", text))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def lines(text: str) -> tuple[Line, ...]:
    """Every line of the text that is not blank, in order."""
    found = []
    start = 0
    for raw in text.split("\n"):
        body = raw.strip()
        if body:
            first = start + raw.index(body[0]) if raw[0] != body[0] else start
            found.append(Line(first, first + len(body), body))
        start += len(raw) + 1
    return tuple(found)


def ends_like_sentence(line: str) -> bool:
    """True where a line ends with a full stop, question or exclamation mark, closing quotes and brackets apart."""
    return _PROSE_END.search(line[-12:]) is not None


def is_prose(line: str) -> bool:
    """True for a line that reads as running text: long enough and ended like a sentence, or very long."""
    return (len(line) >= 60 and ends_like_sentence(line)) or len(line) >= 240


def key(line: str) -> str:
    """What two lines must share to count as the same words: letters and digits, case folded."""
    return _NOT_KEY.sub("", line.casefold())


def has_key(line: str, wanted: str) -> bool:
    """True where the `key` of a line is this one; most lines begin otherwise."""
    return wanted.startswith(key(line[:_HEAD])) and key(line) == wanted


def has_letters(line: str) -> bool:
    """True where the line holds at least one letter of any script."""
    return _LETTER.search(line) is not None
