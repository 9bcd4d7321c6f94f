"""Text from outside made safe to show: control and direction characters become visible marks, odd addresses no links.

Escaping for HTML is the template engine's work (autoescape); nothing here returns markup, except `marked_up`, which
escapes what it is given.
"""

from __future__ import annotations

import re
import unicodedata
import urllib.parse

from markupsafe import Markup, escape

# Characters that change how others are shown, or show nothing: direction marks and overrides, invisible separators,
# tags. Joiners (U+200C, U+200D) stay: Persian, Indic scripts and emoji need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
_LONGEST_ADDRESS = 2_000


def visible(text: str) -> str:
    r"""The text with every character that hides or reorders others written out.

    >>> visible("17\u202e dead\x00")
    '17⟦U+202E⟧ dead⟦U+0000⟧'
    """
    return _UNSEEN.sub(lambda found: f"⟦U+{ord(found.group()):04X}⟧", text)


def marked_up(text: str) -> Markup:
    """The text escaped, each character that hides or reorders others as a labelled mark that keeps its code."""
    out: list[Markup] = []
    at = 0
    for found in _UNSEEN.finditer(text):
        code = f"{ord(found.group()):04X}"
        out.append(escape(text[at : found.start()]))
        out.append(Markup('<span class="ctl" data-code="{}" title="{}">U+{}</span>').format(code, _name(code), code))
        at = found.end()
    out.append(escape(text[at:]))
    return Markup("").join(out)


def _name(code: str) -> str:
    return unicodedata.name(chr(int(code, 16)), "control character").lower()


def web_address(address: str | None) -> str | None:
    """The address where it is safe to link (http or https, a host, no odd character); else None.

    >>> web_address("https://example.org/a?b=1"), web_address("javascript:alert(1)")
    ('https://example.org/a?b=1', None)
    """
    if address is None or len(address) > _LONGEST_ADDRESS or _UNSEEN.search(address) or re.search(r"\s|\\", address):
        return None
    try:
        parts = urllib.parse.urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and host and "@" not in parts.netloc else None
