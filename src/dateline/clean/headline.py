"""Which line is the headline: the first line at the top that reads like one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.clean.text import Line, ends_like_sentence, is_prose, key
from dateline.knowledge.furniture import furniture_table

_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W_][\w'’.-]*")
_LOWER = re.compile(r"(?<!\w)[a-zà-ÿ][\w'’-]{2,}")
_MAX_CHARS = 220
_TOP_LINES = 12


def headline_index(lines: Sequence[Line], taken: Sequence[bool], hint: str | None) -> int | None:
    """The position of the headline among the lines, or None. `taken` lines are furniture already."""
    hinted = key(hint) if hint else ""
    if hinted:
        for index, line in enumerate(lines[:40]):
            if key(line.text) == hinted:
                return index
    first_prose = next((i for i, line in enumerate(lines) if not taken[i] and is_prose(line.text)), len(lines))
    best, best_tier = None, 0
    for index in range(min(first_prose, _TOP_LINES)):
        if taken[index]:
            continue
        tier = _tier(lines[index].text)
        if tier and any(lines[index].text == later.text for later in lines[index + 1 :]):
            tier += 2
        if tier > best_tier:
            best, best_tier = index, tier
    stopped = _stopped_headline(lines, taken, first_prose)
    if stopped is not None and (best is None or best_tier < 2 or stopped < best):
        return stopped
    return best


def _tier(text: str) -> int:
    """How much a line reads like a headline: 0 not at all, 3 well."""
    if len(text) > _MAX_CHARS or text[0] in "-•*–—(" or text[-1] in ":,;":
        return 0
    if ends_like_sentence(text) and not text.endswith(("?", "!", "...", "…")):
        return 0
    bare = _BRACKETS.sub("", text)
    words = _WORD.findall(bare)
    small = furniture_table().small_words
    lower = [word for word in _LOWER.findall(bare) if word not in small]
    if len(words) < 3 or "|" in bare:
        return 0 if len(words) < 3 else 1
    if (len(words) >= 5 and lower) or len(words) >= 7:
        return 3
    return 2 if len(words) >= 4 and lower else 1


def _stopped_headline(lines: Sequence[Line], taken: Sequence[bool], first_prose: int) -> int | None:
    """A headline that ends with a full stop: right after a date at the top, or in capitals like a title."""
    index = next((i for i in range(min(len(lines), 4)) if not taken[i]), None)
    if index is None or index > first_prose:
        return None
    text = lines[index].text
    followed = any(not taken[i] and is_prose(lines[i].text) for i in range(index + 1, min(len(lines), index + 6)))
    if len(text) > 130 or len(_WORD.findall(text)) < 4 or not followed or not ends_like_sentence(text):
        return None
    if re.search(r"[.!?][\"'”’]*\s+[A-Z]", text) and not text.endswith("!"):
        return None
    after_date = index > 0 and all(taken[:index])
    long_words = [word for word in _WORD.findall(text) if len(word) >= 4]
    titled = sum(word[0].isupper() for word in long_words) >= 0.7 * len(long_words) if long_words else False
    return index if after_date or titled or text.endswith(("!", "?")) else None
