"""Which monitor a lead means that says no more than "a war monitor said": the one that is named soon after."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dateline.code.kinds import lower
from dateline.code.mentioned import Named
from dateline.code.names import Span
from dateline.knowledge.lexicon import ReferenceWords
from dateline.records import Article, Mention

_LEAD: Final = 6  # sentences, headline and all, within which it gets its name
_BODY: Final = re.compile(r"[A-Z][\w'’-]*(?: (?:(?:of|for|and|on|in) (?:the )?)?[A-Z][\w'’-]*)*")


class Monitors:
    """Finds it with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        self._unnamed = frozenset(tuple(phrase.split()) for phrase in words.unnamed_monitor)
        self._names = tuple(tuple(phrase.split()) for phrase in words.monitor_names)

    def named_by(self, article: Article, mentions: Sequence[Mention], named: Sequence[Named]) -> dict[int, Span]:
        """The name of the one monitor that the page gives as a source, for each mention before it that means it."""
        names = [n for n in named if n.mention.kind == "source" and self._is(n.words) and n.words[0] not in ("a", "an")]
        own = [(n, span) for n in names if n.means == _place(n) and (span := self._body(n))]
        spelt = [frozenset(lower(article.text[slice(*span)])) - {"the"} for _, span in own]
        if not own or any(not (one <= spelt[0] or spelt[0] <= one) for one in spelt):
            return {}
        first, out = own[0][0].mention.sentence, {}
        for i, mention in enumerate(mentions):
            words = lower(article.text[mention.start : mention.end])
            bare = words[1:] if words[:1] in (("a",), ("an",)) else words
            if mention.kind == "source" and bare in self._unnamed and 0 <= first - mention.sentence <= _LEAD:
                out[i] = own[0][1]
        return out

    def _is(self, words: Sequence[str]) -> bool:
        return any(tuple(words[i : i + len(p)]) == p for p in self._names for i in range(len(words)))

    def _body(self, one: Named) -> Span | None:
        """The body that is named; of "Ann Lee, head of the Lakeside Monitor" the monitor."""
        if one.kind != "person":
            return one.means
        bodies = [match for match in _BODY.finditer(one.exact) if self._is(lower(match[0]))]
        start = one.mention.start
        return (start + bodies[0].start(), start + bodies[0].end()) if bodies else None


def _place(one: Named) -> Span:
    return one.mention.start, one.mention.end
