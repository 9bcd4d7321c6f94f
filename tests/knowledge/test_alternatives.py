"""Words as the alternatives of a pattern."""

from __future__ import annotations

import re

from dateline.knowledge.files import alternatives


def test_words_stand_for_themselves_the_longest_first() -> None:
    pattern = re.compile(alternatives(["us", "u.s.", "us$"]))
    assert [pattern.match(text).group() for text in ("us$ 5", "u.s. army", "us army")] == ["us$", "u.s.", "us"]  # type: ignore[union-attr]
    assert pattern.match("u-s-") is None


def test_of_no_words_nothing_matches() -> None:
    assert re.search(rf"\b(?:{alternatives([])})", "any sea") is None
