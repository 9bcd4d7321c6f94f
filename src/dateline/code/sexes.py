"""Whether those whom a page names are women or men, by all that it calls them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dateline.code.kinds import lower
from dateline.code.mentioned import Named
from dateline.code.names import Span
from dateline.knowledge.lexicon import ReferenceWords

_OWNED: Final = re.compile(r"['’]s? (?!.*['’]s? )")


class Sexes:
    """Finds it with the words it is given; "f" and "m" stand for it."""

    def __init__(self, words: ReferenceWords) -> None:
        self.pronouns = {**dict.fromkeys(words.feminine, "f"), **dict.fromkeys(words.masculine, "m")}
        self._women, self._men = words.female, words.male

    def of(self, near: Sequence[Named]) -> dict[Span, str]:
        """The sex of each of whom the words tell it: a title once, or else the pronouns that they were."""
        called: dict[Span, set[str]] = {}
        meant: dict[Span, set[str]] = {}
        bearers: dict[str, set[Span]] = {}  # by surname
        for one in near:
            if len(one.words) == 1 and one.words[0] in self.pronouns:
                meant.setdefault(one.means, set()).add(self.pronouns[one.words[0]])
            else:
                called.setdefault(one.means, set()).update(self._in(one))
                if len(one.name) > 1:
                    bearers.setdefault(one.name[-1], set()).add(one.means)
        self._share(near, called, bearers)
        out = {means: min(some) for means, some in meant.items() if len(some) == 1 and not called.get(means)}
        return out | {means: min(some) for means, some in called.items() if len(some) == 1}

    def _share(self, near: Sequence[Named], called: dict[Span, set[str]], bearers: dict[str, set[Span]]) -> None:
        """ "Ms Berg" tells it of the Vera Berg who is named in full after her, if there is but one Berg."""
        for one in near:
            full = bearers.get(one.name[0], set()) if len(one.name) == 1 else set()
            if len(full) == 1:
                called[min(full)] |= called.get(one.means, set())

    def _in(self, one: Named) -> set[str]:
        """What somebody's own words say: of "his wife" and "Mr Morin's wife" the last."""
        owned = _OWNED.search(one.exact)
        words = lower(one.exact[owned.end() :]) if owned else one.words
        return {sex for sex, some in (("f", self._women), ("m", self._men)) if not some.isdisjoint(words)}
