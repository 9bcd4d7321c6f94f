"""Times in their story: words that count from a day told before them, and speech counted from the day it was spoken."""

from __future__ import annotations

import datetime as dt
import re

from dateline.protocols import Story
from dateline.records import Evidence, Unresolved, When
from dateline.resolve.times import TimeGrammar, when_was
from dateline.resolve.times_mean import Beside, Calendar, Clock, FoundTime

_REACH = 400  # characters back to the day that "the day before" counts from: two or three sentences
_SPEECH = 80  # characters behind a quotation in which its day is told: "he said on Tuesday"
_CLOSING = re.compile(r"[”\"]")


class StoryTimes:
    """Settles the times of a story with a grammar."""

    def __init__(self, grammar: TimeGrammar) -> None:
        self._grammar = grammar

    def when_was(self, evidence: Evidence, text: str, story: Story, future: bool) -> When | Unresolved:
        """The days of time words in `text`, counted from the page's day, or from a day that the text tells nearby.

        A word like "yesterday" within a quotation counts from the day the text gives to the speech, where it gives one.
        """
        words = evidence.exact
        found = self._grammar.read(words)
        if isinstance(found, Unresolved):
            return found
        if isinstance(found.meaning, Calendar) and found.meaning.offset is not None:
            spoken = self._day_of_speech(text, evidence.start, story)
            if spoken is not None:
                return self._grammar.when_was(words, spoken, "text", future=future)
        settled = self._grammar.when_was(words, story.day, story.day_basis, future=future)
        if isinstance(settled, When) or not isinstance(found.meaning, Beside | Clock):
            return settled
        told = self._day_before(text, evidence.start, story)
        if told is None:
            return settled
        counted = self._grammar.when_was(words, told, "text", future=future)
        first = counted.earliest if isinstance(counted, When) else None
        ahead = first is not None and story.day is not None and first > story.day
        return settled if ahead and not future else counted  # "a day after the raid": the day told was not the raid's

    def _day_before(self, text: str, start: int, story: Story) -> dt.date | None:
        """The last day told before these words and within reach that is not after the page's own day."""
        begin = _word_start(text, max(0, start - _REACH))
        days = [day for found in self._grammar.find(text, begin, start) if (day := self._day(found, story))]
        past = [day for day in days if story.day is None or day <= story.day]
        return past[-1] if past else None

    def _day_of_speech(self, text: str, start: int, story: Story) -> dt.date | None:
        """The day told beside the quotation that holds these words; None outside quotations."""
        paragraph = text.rfind("\n", 0, start) + 1
        opened = _open_quote(text, paragraph, start)
        if opened is None:
            return None
        end = text.find("\n", start)
        closed = _CLOSING.search(text, start, end if end >= 0 else len(text))
        if closed:
            stop = min(closed.end() + _SPEECH, end if end >= 0 else len(text))
            again = re.search(r"[“\"]|[.!?](?:\s|$)", text[closed.end() : stop])
            stop = closed.end() + again.start() if again else stop
            after = [day for f in self._grammar.find(text, closed.end(), stop) if (day := self._day(f, story))]
            if after:
                return after[0]
        sentence = max(paragraph, text.rfind(". ", paragraph, opened) + 1)
        before = [day for f in self._grammar.find(text, sentence, opened) if (day := self._day(f, story))]
        return before[-1] if before else None

    def _day(self, found: FoundTime, story: Story) -> dt.date | None:
        """The single day that an expression names by itself; what counts from elsewhere names none."""
        if not isinstance(found.meaning, Calendar):
            return None
        when = when_was(found, story.day, story.day_basis)
        single = isinstance(when, When) and when.earliest is not None and when.earliest == when.latest
        return when.earliest if single and isinstance(when, When) else None


def _word_start(text: str, at: int) -> int:
    """The next place where a word may begin."""
    while 0 < at < len(text) and not text[at - 1].isspace():
        at += 1
    return at


def _open_quote(text: str, begin: int, end: int) -> int | None:
    """Where the quotation opened that is still open at `end`; None where none is."""
    opened: int | None = None
    for at in range(begin, end):
        if text[at] == "“" or (text[at] == '"' and opened is None):
            opened = at
        elif text[at] in '”"':
            opened = None
    return opened
