"""Who speaks right after a quotation closes: "...", she told the court; "...", said the mayor.

The reader passes over quotations that tell of no event, and with them over the speaker whom the next one needs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from dateline.code.quotes import Quoted
from dateline.knowledge.lexicon import ReferenceWords, pronoun_form
from dateline.records import Article, Mention, Reading, Sentence, overlap

_SCORE: Final = 0.7  # no reader found it
_BIG: Final = r"[^\W\d_a-zß-öø-ÿ]"
_NAME: Final = rf"{_BIG}[\w.’'-]*(?<![.’'])"
_GOES_ON: Final = ",?!"  # the last character of words that are followed by their speaker


class Speakers:
    """Finds them with the words it is given."""

    def __init__(self, words: ReferenceWords) -> None:
        said, told, speaks, titles, articles, lightly, relatives, behind_them = (
            "|".join(map(re.escape, some))
            for some in (
                words.quoting,
                (*words.quoting, *words.telling),
                words.speaks,
                words.titles,
                words.describing,
                words.lightly,
                (*words.relatives, *words.speaks, *words.quoting, *words.telling),
                words.behind_speakers,
            )
        )
        name = rf"(?:(?i:{titles})\.? )*{_NAME}(?: {_NAME}){{0,4}}"
        noun = rf"(?:{articles})(?: (?!(?:{relatives})\b)[\w’'-]+){{1,5}}?"
        held = rf"(?:[a-z-]+ ){{1,4}}{_NAME}(?: {_NAME}){{0,3}}"  # "army spokesman Ali Omar"
        before = rf"(?P<who>(?i:{speaks})|{noun}|{name}) (?:(?:{lightly}) )?(?:{told})\b"
        whom = rf"(?:{speaks})|(?:{noun}|{name}|{held})(?: of (?:the )?{_NAME}(?: {_NAME})*)?"
        ends = rf"(?=\s*(?:[.,;:]|$|(?:{behind_them})\b))"  # no verb that goes on: "said the rebels had fled"
        behind = rf"(?:{said}) (?P<whom>{whom}){ends}"
        self._after = re.compile(rf",?\s*(?:{before}|{behind})")
        self._self = frozenset(words.first_person)

    def added(
        self, article: Article, sentences: Sequence[Sentence], reading: Reading, quotes: Sequence[Quoted]
    ) -> Reading:
        """The reading with the speakers that it lacks as mentions of sources."""
        known: dict[int, list[Mention]] = defaultdict(list)
        for mention in reading.mentions:
            if mention.kind == "source":
                known[mention.sentence].append(mention)
        found = (self._found(article.text, sentence, quote) for sentence, quote in _ended(sentences, quotes))
        spare = [m for m in found if m is not None and not any(overlap(m, k) for k in known[m.sentence])]
        return replace(reading, mentions=(*reading.mentions, *spare)) if spare else reading

    def _found(self, text: str, sentence: Sentence, quote: Quoted) -> Mention | None:
        """The speaker behind a quotation that begins its sentence, or began in one before it."""
        if not quote.closed or text[sentence.start : quote.start].strip():
            return None
        last = text[quote.end - 2]
        comma = text[quote.end : quote.end + 1] == ","
        said = self._after.match(text, quote.end, sentence.end) if comma or last in _GOES_ON else None
        if said is None:
            return None
        start, end = said.span("who" if said["who"] else "whom")
        anew = last != "," and not comma and text[start].isupper()  # "Who did it?" Police said all was well
        own = pronoun_form(text[start:end]) in self._self
        return (
            None if own or (anew and said["who"]) else Mention(sentence.index, start, end, "source", _SCORE, "quoted")
        )


def _ended(sentences: Sequence[Sentence], quotes: Sequence[Quoted]) -> Iterator[tuple[Sentence, Quoted]]:
    """Every quotation with the sentence in which it ends."""
    rest = iter(quotes)
    quote = next(rest, None)
    for sentence in sentences:
        while quote is not None and quote.end <= sentence.end:
            yield sentence, quote
            quote = next(rest, None)
