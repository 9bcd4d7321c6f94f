"""Who "the foreign secretary" is of those whom a page names with their offices."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.code.mentioned import Named
from dateline.code.names import Span
from dateline.knowledge.lexicon import ReferenceWords


class Offices:
    """Finds them with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        self._titles = frozenset(words.titles)
        self._lesser = frozenset(words.lesser)

    def held(self, low: tuple[str, ...], named: Sequence[Named]) -> Span | None:
        """ "The foreign secretary" for "Foreign Secretary Ann Lee" or "Ann Lee, the foreign secretary" before it.

        "The Governor" is a governor named before it, where there is only one.
        """
        office = low[1:]
        if low[0] != "the" or not self._titles.intersection(office):
            return None
        held = [
            one
            for one in reversed(named)
            if one.kind == "person"
            and len(one.words) > len(low)
            and any(one.words[n : n + len(office)] == office for n in range(len(one.words)))
        ]
        if len(office) == 1:
            lesser = any(self._lesser.intersection(one.words) for one in held)
            if lesser or len({one.name[-1:] for one in held}) > 1 or not all(one.name for one in held):
                return None
        return held[0].means if held else None
