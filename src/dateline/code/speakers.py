"""Who speaks right after a quotation closes: "...", she told the court; "...", said the mayor.

The reader passes over quotations that tell of no event, and with them over the speaker whom the next one needs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from dateline.code.quotes import quotations
from dateline.knowledge.lexicon import ReferenceWords
from dateline.records import Article, Mention, Reading, Sentence

_SCORE: Final = 0.7  # no reader found it
_NAME: Final = r"[A-Z][\w.’'-]*(?<![.’'])"


class Speakers:
    """Finds them with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        verbs, titles = ("|".join(map(re.escape, some)) for some in (words.quoting, words.titles))
        told = "he|she|it|they"
        name = rf"(?:(?i:{titles})\.? )*{_NAME}(?: {_NAME}){{0,4}}"
        noun = r"(?:the|an?|his|her|their|its) (?:[\w-]+ ){0,3}?[\w-]+"
        before = rf"(?P<who>(?i:{told})|{noun}|{name}) (?:also |then |later )?(?:{verbs})\b"
        behind = rf"(?:{verbs}) (?P<whom>(?:{told})\b|(?:{noun}|{name})(?: of (?:the )?{_NAME}(?: {_NAME})*)?)"
        self._after = re.compile(rf",?\s*(?:{before}|{behind})")

    def added(self, article: Article, sentences: Sequence[Sentence], reading: Reading) -> Reading:
        """The reading with the speakers that it lacks as mentions of sources."""
        known: dict[int, list[Mention]] = defaultdict(list)
        for mention in reading.mentions:
            if mention.kind == "source":
                known[mention.sentence].append(mention)
        found = [m for m in self._found(article, sentences) if not any(_overlap(m, k) for k in known[m.sentence])]
        return replace(reading, mentions=(*reading.mentions, *found)) if found else reading

    def _found(self, article: Article, sentences: Sequence[Sentence]) -> Iterator[Mention]:
        ends = iter(quotations(article, sentences))
        quote = next(ends, None)
        for sentence in sentences:
            while quote is not None and quote.end <= sentence.end:
                said = self._after.match(article.text, quote.end, sentence.end) if quote.closed else None
                if said is not None:
                    yield Mention(
                        sentence.index, *said.span("who" if said["who"] else "whom"), "source", _SCORE, "quoted"
                    )
                quote = next(ends, None)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end
