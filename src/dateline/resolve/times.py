"""Times: found in text by a grammar, read as a meaning, anchored to days, written as others write them.

Words are data (knowledge/data/times/en), shapes are regular expressions over word classes (times_shapes), meanings
are nouns (times_mean), and only the last step (times_when) knows a calendar. Found or `Unresolved`: the page's day
is an anchor for words that count from it, never an event's day by itself.
"""

from __future__ import annotations

import datetime as dt
import functools
import re

from dateline.knowledge.times import FeastCalendar, TimeWords
from dateline.knowledge.told_words import told_words
from dateline.records import Unresolved, When
from dateline.resolve.times_find import TimeGrammar as _Finder
from dateline.resolve.times_mean import FoundTime
from dateline.resolve.times_when import when_was
from dateline.resolve.times_write import interval, timex_value

__all__ = ["FoundTime", "TimeGrammar", "interval", "timex_value", "when_was"]


@functools.cache
def _clock() -> re.Pattern[str]:
    """ "Before dawn on Wednesday" is Wednesday: the hour bounds, the day does not."""
    words = told_words()
    just, beside, hours = map("|".join, (words.just, words.beside, words.hours))
    return re.compile(
        rf"^(?:(?:{just}) )?(?:{beside}|(?P<edge>by |until )) ?(?:{hours})\b(?: on| of)? (?=\S)", re.IGNORECASE
    )


class TimeGrammar(_Finder):
    """Finds times, and settles a phrase's days in one step."""

    def __init__(self, words: TimeWords, feasts: FeastCalendar) -> None:
        super().__init__(words, feasts)

    def when_was(
        self, words: str, anchor: dt.date | None, anchor_basis: str, *, future: bool = False
    ) -> When | Unresolved:
        """The days that a phrase means; see times_when.when_was."""
        found = self.read(_clock().sub(lambda clock: clock["edge"] or "", words))
        return found if isinstance(found, Unresolved) else when_was(found, anchor, anchor_basis, future=future)
