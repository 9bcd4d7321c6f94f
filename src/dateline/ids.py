"""Content-derived identifiers: the same content always has the same id, on every machine."""

from __future__ import annotations

import hashlib

_SEPARATOR = "\x1f"  # never occurs in text that passed cleaning


def sha256_bytes(data: bytes) -> str:
    """The SHA-256 of bytes as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sha256_text(text: str) -> str:
    """The SHA-256 of text in UTF-8 as 64 hexadecimal digits (lone surrogates are kept)."""
    return sha256_bytes(text.encode("utf-8", "surrogatepass"))


def content_id(prefix: str, *parts: object) -> str:
    """`prefix_` and 20 hexadecimal digits over the parts, in order.

    >>> content_id("clm", "art_1", 10, 17) == content_id("clm", "art_1", 10, 17)
    True
    """
    joined = _SEPARATOR.join(str(part) for part in parts)
    return f"{prefix}_{sha256_text(joined)[:20]}"


def claim_id(article_id: str, event_type: str, start: int, end: int, nth: int = 1) -> str:
    """A claim's id from its article, type and trigger; `nth` tells apart claims that share them all."""
    first = content_id("clm", article_id, event_type, start, end)
    return first if nth == 1 else content_id("clm", first, nth)
