"""Words around a time that say how it is told in its story (times/<language>/told.yml)."""

from __future__ import annotations

import functools

from dateline.knowledge.files import Strict, read_model


class ToldWords(Strict):
    """times/<language>/told.yml."""

    just: tuple[str, ...]
    beside: tuple[str, ...]
    hours: tuple[str, ...]
    perfect: tuple[str, ...]
    in_perfect: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    to_come: tuple[str, ...]
    units: tuple[str, ...]
    following: tuple[str, ...]
    not_yet: tuple[str, ...]
    past: tuple[str, ...]
    happened: tuple[str, ...]
    sides: tuple[str, ...]
    whose: tuple[str, ...]
    monthly: tuple[str, ...]
    yearly: tuple[str, ...]


@functools.cache
def told_words() -> ToldWords:
    """The packaged words; raises DataError."""
    return read_model(ToldWords, "times", "en", "told.yml")
