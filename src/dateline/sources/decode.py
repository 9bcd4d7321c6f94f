"""Bytes of a page to its characters: by byte-order mark, the page's own charset, UTF-8, else by detection."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"<(?:meta|\?xml)\b[^<>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
_NOT_FOR_PAGES = ("utf-7", "utf-16", "utf-32", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 100_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's characters, its encoding and how that was found: bom, meta, utf-8, detected."""

    page: str
    encoding: str
    found: str


def binary_reason(data: bytes) -> str | None:
    """Why the bytes are not a page of text, or None."""
    if data.startswith(tuple(mark for mark, _ in _BOMS)):
        return None
    if data.startswith(b"%PDF-"):
        return "is a PDF; save its text as .txt"
    if data.startswith((b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return "is an archive or a picture; unpack it or save its text as .txt"
    if b"\0" in data:
        return "holds NUL bytes, so it is not text; save it as UTF-8 text"
    if len(_CONTROL.findall(data[:_SAMPLE])) > 0.02 * min(len(data), _SAMPLE) + 1:
        return "holds control characters, so it is not text; save it as UTF-8 text"
    return None


def decode(data: bytes, is_html: bool) -> Decoded | None:
    """The characters of a page, or None where no encoding fits."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _try(data[len(mark) :], encoding, "bom")
    declared = _declared(data) if is_html else None
    if declared:
        found = _try(data, declared, "meta")
        if found:
            return found
    return _try(data, "utf-8", "utf-8") or _detected(data)


def _try(data: bytes, encoding: str, found: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding, found)
    except (UnicodeError, LookupError):
        return None


def _declared(data: bytes) -> str | None:
    """The charset an HTML page names in its first bytes, if Python knows it and a page may use it."""
    match = _META.search(data[:4096])
    if not match:
        return None
    try:
        known = codecs.lookup(match[1].decode("ascii"))
    except LookupError:
        return None
    if not getattr(known, "_is_text_encoding", False) or known.name.startswith(_NOT_FOR_PAGES):
        return None
    return "cp1252" if known.name in ("iso8859-1", "ascii") else known.name  # as browsers read them


def _detected(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes  # loaded only for bytes that are not UTF-8

    best = from_bytes(data[:_SAMPLE]).best()
    for encoding in (best.encoding if best else None, "cp1252", "latin-1"):
        found = _try(data, encoding, "detected") if encoding else None
        if found:
            return found
    return None
