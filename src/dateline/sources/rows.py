"""One row of a JSON Lines file to a page and what the row says about it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.errors import InputError
from dateline.records import PageHints

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row's page (text or HTML), its web address and its hints."""

    page: str
    is_html: bool
    url: str | None
    hints: PageHints


def read_row(data: bytes, address: str) -> Row:
    """The page of a row; raises InputError naming the row and what is wrong. Unknown keys are ignored."""
    try:
        plain = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise InputError(address, "the row is not UTF-8; save the file as UTF-8") from problem
    except (ValueError, RecursionError) as problem:
        raise InputError(address, f"the row is not JSON ({str(problem)[:80]}); mend or remove it") from problem
    if not isinstance(plain, dict):
        raise InputError(address, "the row is not a JSON object; write one object with `text` or `html` a line")
    text, html = _words(plain, "text", address), _words(plain, "html", address)
    page = text or html
    if not page or not page.strip():
        raise InputError(address, "the row has no `text` and no `html`; give one of them")
    if "\0" in page:
        raise InputError(address, "the row's text holds NUL characters, so it is not text; remove them")
    hints = PageHints(
        published=_words(plain, "published", address) or _words(plain, "date", address),
        outlet=_words(plain, "outlet", address) or _words(plain, "source", address),
        title=_words(plain, "title", address),
        language=_language(_words(plain, "lang", address)),
        ident=str(plain["id"]) if isinstance(plain.get("id"), (str, int)) else None,
    )
    return Row(page, not text, _words(plain, "url", address), hints)


def _words(plain: Mapping[str, Any], name: str, address: str) -> str | None:
    """A text value, lone surrogates replaced; None where it is missing, null or empty."""
    value = plain.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InputError(address, f"`{name}` is {type(value).__name__}, not text; write it as a string")
    return _SURROGATE.sub("\ufffd", value)


def _language(code: str | None) -> str | None:
    """The two letters of a language tag ("en-GB" is en)."""
    short = (code or "").strip().lower().replace("_", "-").split("-")[0]
    return short if len(short) == 2 and short.isalpha() else None
