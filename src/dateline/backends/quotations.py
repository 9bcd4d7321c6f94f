"""Quotations that somebody else makes of a page: found in it to the character, or refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from dateline.records import Article, Sentence

ABSENT, AMBIGUOUS = "not in the text", "ambiguous"
_LONGEST = 600


class Quotation(BaseModel):
    """Words of the page, and where they stand there more than once a longer stretch of it that holds them once."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    exact: str = Field(min_length=1, max_length=_LONGEST)
    context: str = Field(max_length=_LONGEST)


@dataclass(frozen=True, slots=True)
class Located:
    """A quotation's place."""

    sentence: int
    start: int
    end: int


class Locator:
    """Finds quotations in some sentences of an article."""

    def __init__(self, article: Article, sentences: Sequence[Sentence]) -> None:
        self._text, self._sentences = article.text, sentences

    def find(self, quotation: Quotation, home: int) -> Located | str:
        """The place of the quotation nearest to sentence `home` (counted in sentences), or why it is refused.

        Exact characters, whole words, inside one sentence. Two places equally near are none.
        """
        exact, context = quotation.exact.strip(), quotation.context.strip()
        if not exact:
            return ABSENT
        places = [one for s in self._sentences for one in self._in_sentence(s, exact, context)]
        if not places:
            return ABSENT
        nearest = min(abs(p.sentence - home) for p in places)
        best = [p for p in places if abs(p.sentence - home) == nearest]
        return best[0] if len(best) == 1 else AMBIGUOUS

    def _in_sentence(self, sentence: Sentence, exact: str, context: str) -> Iterator[Located]:
        if not context or context == exact:
            starts = list(self._occurrences(exact, sentence.start, sentence.end))
        else:
            starts = []
            for at in self._occurrences(context, sentence.start, sentence.end):
                starts += self._occurrences(exact, at, at + len(context))
        for at in dict.fromkeys(starts):
            yield Located(sentence.index, at, at + len(exact))

    def _occurrences(self, words: str, start: int, end: int) -> Iterator[int]:
        """Where the words stand between two characters, cut at no letter or digit."""
        at = self._text.find(words, start, end)
        while at >= 0:
            stop = at + len(words)
            before, after = self._text[at - 1 : at], self._text[stop : stop + 1]
            cut = (before.isalnum() and words[0].isalnum()) or (after.isalnum() and words[-1].isalnum())
            if not cut:
                yield at
            at = self._text.find(words, at + 1, end)
