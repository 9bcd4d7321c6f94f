"""Times in their story: words that count from a day told before them, and speech counted from the day it was spoken."""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import replace

from dateline.knowledge.told_words import ToldWords, told_words
from dateline.protocols import Story
from dateline.records import Evidence, Unresolved, When, Why
from dateline.resolve.times import TimeGrammar, when_was
from dateline.resolve.times_mean import (
    Beside,
    Bounded,
    Calendar,
    Clock,
    Duration,
    FoundTime,
    Meaning,
    Shifted,
    Vague,
    Window,
)

_REACH = 400  # characters back to the day that "the day before" counts from: two or three sentences
_JUST_PAST = 150  # days: a day or month of a plan that was so lately is not that of next year
_FAR_AHEAD = 200
_LONGER = {"month": ("season", "year", "longer", "open"), "year": ("longer", "open")}  # what names no single one
_SINCE = 160  # characters back to the "since" of a clause that ends in a date
_LASTING = 90  # characters back in which a perfect may stand: "has been held there for three days"
_SPEECH = 200  # characters behind a quotation in which its day is told: "he said on Tuesday"
_CLOSING = re.compile(r"[”\"]")
_FOR = re.compile(r"\b[Ff]or $")
_THE_NIGHT = re.compile(r"^(?:(?:in|during|through|throughout) )?(?:the|all) night$", re.I)
_OF = re.compile(r"\s+(?:of|after)\b", re.I)
_EVE = re.compile(r"\b[Tt]he eve of (?:the )?$")
_WAS = re.compile(r"\b(?:was|were) (?:[a-z]+ly |[\w-]+ and )?$")


class _Shapes:
    """The patterns made of the words around times."""

    def __init__(self, words: ToldWords) -> None:
        listed = {name: "|".join(some) for name, some in words}
        perfect, auxiliaries = listed["perfect"], "|".join((*words.perfect, *words.auxiliaries))
        self.perfect = re.compile(rf"\b(?:{perfect})(?: (?:{listed['in_perfect']}))*(?: [\w-]+ and)? $")
        self.lasts = re.compile(rf"\b(?:{auxiliaries})\b|['’]ve\b")
        self.to_come = re.compile(rf"\b(?:{listed['to_come']})\b[^.!?]*$", re.I)
        self.unit_before = re.compile(rf"({listed['units']}) before$")
        self.following = re.compile(rf"\b(the (?:{listed['following']})) $", re.I)
        not_yet = rf"(?!(?:been )?(?:{listed['not_yet']})\b)"
        past = rf"(?:{listed['past']}|\w+ed)"
        self.that_was = re.compile(rf",? (?:that|which) (?:\w+ly )?{not_yet}{past}\b(?! (?:\w+ly )?(?!{not_yet}))")
        self.happened = re.compile(rf"\b(?:{listed['happened']})\b")
        self.of_an_event = re.compile(rf"(?:{listed['sides']}) (?:{listed['whose']}) ", re.I)


@functools.cache
def _shapes() -> _Shapes:
    return _Shapes(told_words())


class StoryTimes:
    """Settles the times of a story with a grammar."""

    def __init__(self, grammar: TimeGrammar) -> None:
        self._grammar = grammar

    def when_was(self, evidence: Evidence, text: str, story: Story, future: bool) -> When | Unresolved:
        """The days of time words in `text`, counted from the page's day, or from a day that the text tells nearby.

        A word like "yesterday" within a quotation counts from the day the text gives to the speech, where it gives one.
        """
        words = _phrase(evidence, text)
        found = self._grammar.read(words)
        if isinstance(found, Unresolved) and words != evidence.exact:  # "scheduled for March"
            words = evidence.exact
            found = self._grammar.read(words)
        if isinstance(found, Unresolved):
            return found
        if isinstance(found.meaning, Duration) and found.meaning.held and not _goes_on(text, evidence.start):
            return Unresolved(Why.AMBIGUOUS, "says how long, not when")
        if future and isinstance(found.meaning, Duration) and words.lower().startswith("within "):
            if _OF.search(words) or _OF.match(text, evidence.end):
                return Unresolved(Why.AMBIGUOUS, "counts from something that has no day")
            found = _ahead(found, found.meaning)
            return when_was(found, story.day, story.day_basis, future=True)
        if isinstance(found.meaning, Vague) and found.meaning.kind == "then":
            return self._then(found, evidence.start, text, story)
        if isinstance(found.meaning, Calendar) and found.meaning.offset is not None:
            spoken = self._day_of_speech(text, evidence.start, story)
            if spoken is not None:
                return self._grammar.when_was(words, spoken, "text", future=future)
        if isinstance(found.meaning, Clock) and _THE_NIGHT.search(words):
            return self._night(found, evidence.start, text, story, future)
        will = _shapes().to_come.search(text, max(0, evidence.start - _LASTING), evidence.start)
        been = words.lower().startswith("since ") or (not will and self._has_just_been(found, story))
        future = future and not been
        settled = self._grammar.when_was(words, story.day, story.day_basis, future=future)
        if isinstance(settled, When) or not isinstance(found.meaning, Beside | Clock):
            return settled
        told = self._told_for(found.meaning, text, evidence.start, story)
        if told is None:
            return settled
        counted = self._grammar.when_was(words, told, "text", future=future)
        first = counted.earliest if isinstance(counted, When) else None
        ahead = first is not None and story.day is not None and first > story.day
        return settled if ahead and not future else counted  # "a day after the raid": the day told was not the raid's

    def _has_just_been(self, found: FoundTime, story: Story) -> bool:
        """True for "the protests planned on July 31" in an August: that day is not the next year's."""
        if not isinstance(found.meaning, Calendar) or not found.meaning.month:
            return False
        last, coming = (when_was(found, story.day, story.day_basis, future=ahead) for ahead in (False, True))
        if story.day is None or not (isinstance(last, When) and isinstance(coming, When)):
            return False
        if last.latest is None or coming.earliest is None:
            return False
        lately = 0 < (story.day - last.latest).days <= _JUST_PAST
        return lately and (coming.earliest - story.day).days > _FAR_AHEAD

    def _night(self, found: FoundTime, start: int, text: str, story: Story, future: bool) -> When | Unresolved:
        """ "During the night" is the night that follows the day told before it, or else the one before the page.

        Where another time than a day was told before it, or it lies ahead, nobody says which night it is.
        """
        told = self._day_before(text, start, story)
        if told is None and (future or self._past(text, start, story)):
            return Unresolved(Why.AMBIGUOUS, "says which part of a day, not which day")
        if told is None or told == story.day:
            return when_was(replace(found, meaning=Calendar(offset=0, overnight=True)), story.day, story.day_basis)
        reason = f"{found.words!r} follows {told}, told before it"
        return When(told, told + dt.timedelta(days=1), "days", "text", told, found.words, (reason,))

    def _then(self, found: FoundTime, start: int, text: str, story: Story) -> When | Unresolved:
        """ "At the time" is the last day told before; "since then" begins with the last time told, be it a month."""
        since = found.words.lower().startswith("since")
        told = None if since else self._day_before(text, start, story)
        past = self._past(text, start, story) if since else []
        first = past[-1].earliest if past else told
        if first is None:
            return self._grammar.when_was(found.words, story.day, story.day_basis)
        reason = f"{found.words!r} counts from {first}, told before it"
        if not since:
            return When(first, first, "day", "text", first, found.words, (reason,))
        words = f"{found.words} ({past[-1].words})" if past else found.words  # they say how coarse the day is
        return When(first, None, "open", "text", first, words, (reason,))

    def own_words(self, words: Evidence, trigger: Evidence, text: str) -> tuple[int, int] | None:
        """Where the words stand that give a happening its time, if they are fewer or more than these; None if not.

        "Since it intervened in 2015" says of the intervention "2015", "since the May 1 coup" of the coup "May 1";
        "in 2015" in that clause says of all else "since it intervened in 2015".
        """
        if clause := self._clause(words, trigger, text):
            return clause
        inside = words.start < trigger.start and trigger.end <= words.end
        named = _shapes().of_an_event.match(words.exact) and text[words.end : trigger.start] in (" ", "'s ", "’s ")
        if not inside and not named:
            return None
        begin = trigger.end if inside else words.start + words.exact.index(" ") + 1
        dates = [f for f in self._grammar.find(text, begin, words.end) if isinstance(f.meaning, Calendar | Shifted)]
        return (dates[0].start, dates[0].end) if len(dates) == 1 else None

    def _clause(self, words: Evidence, trigger: Evidence, text: str) -> tuple[int, int] | None:
        """The clause with "since" that these words end, where the trigger "has happened" before it.

        All else is left alone: in "the worst raid since the war began hit Odu on Monday" Monday is the raid's.
        """
        if trigger.end > words.start or not is_perfect(text, trigger.start):
            return None
        begin = _word_start(text, max(trigger.end, words.start - _SINCE))
        for found in self._grammar.find(text, begin, words.end):
            since = isinstance(found.meaning, Bounded) and found.words.lower().startswith("since ")
            if since and found.start < words.start < found.end and not text.count("\n", trigger.start, words.start):
                return found.start, found.end
        return None

    def _told_for(self, meaning: Meaning, text: str, start: int, story: Story) -> dt.date | None:
        """The day that words count from; "the same month" counts from a month, "that year" from a year too."""
        unit = meaning.unit if isinstance(meaning, Beside) and meaning.amount == 0 else "day"
        if unit not in _LONGER:
            return self._day_before(text, start, story)
        told = [w.earliest for w in self._past(text, start, story) if w.precision not in _LONGER[unit]]
        return told[-1] if told else None

    def _past(self, text: str, start: int, story: Story) -> list[When]:
        """What was told within reach before a place in the text, as far as it does not lie ahead of the page."""
        whens = [w for f in self._told(text, start) if isinstance(w := self._when(f, story), When)]
        return [w for w in whens if w.earliest and (story.day is None or w.earliest <= story.day)]

    def _day_before(self, text: str, start: int, story: Story) -> dt.date | None:
        """The last day told before these words and within reach that is not after the page's own day."""
        days = [day for found in self._told(text, start) if (day := self._day(found, story))]
        past = [day for day in days if story.day is None or day <= story.day]
        return past[-1] if past else None

    def _told(self, text: str, start: int) -> tuple[FoundTime, ...]:
        """The times told within reach before a place in the text."""
        return self._grammar.find(text, _word_start(text, max(0, start - _REACH)), start)

    def _when(self, found: FoundTime, story: Story) -> When | Unresolved | None:
        """The days that a calendar's words name by themselves; None for words that count from elsewhere."""
        named = isinstance(found.meaning, Calendar)
        return when_was(found, story.day, story.day_basis) if named else None

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
        when = self._when(found, story)
        return when.earliest if isinstance(when, When) and when.earliest == when.latest else None


def _phrase(evidence: Evidence, text: str) -> str:
    """The words with what a reader leaves out before them: "for" a length, "the eve of" a day."""
    words = evidence.exact
    if _FOR.search(text, max(0, evidence.start - 5), evidence.start):
        return f"for {words}"
    if _EVE.search(text, max(0, evidence.start - 16), evidence.start):
        return f"the eve of {words}"
    after = _shapes().following.search(text, max(0, evidence.start - 16), evidence.start)
    said = _shapes().unit_before.match(words)
    return f"{after[1]} {said[1]}" if after and said else words  # "the following day before they left"


def is_perfect(text: str, start: int) -> bool:
    """Whether what begins there "has happened": "have been killed", "may have met"."""
    return _shapes().perfect.search(text, max(0, start - 60), start) is not None


def is_past(text: str, trigger: Evidence, words: Evidence) -> bool:
    """Whether time words date what is told as past: "the protests that broke out in May", "was killed", "took place".

    Not "a protest that was planned for May".
    """
    if _shapes().that_was.match(text, trigger.end):
        return True
    if trigger.exact.endswith("ed") and _WAS.search(text, max(0, trigger.start - 40), trigger.start):
        return True
    between = text[trigger.end : words.start]
    return not re.search(r"[.;!?\n]", between) and _shapes().happened.search(between) is not None


def _goes_on(text: str, start: int) -> bool:
    """Whether what lasts "for three days" lasts until now: "has been shelled", not "was shelled for three days"."""
    before = re.split(r"[.!?;\n]", text[max(0, start - _LASTING) : start])[-1]
    return _shapes().lasts.findall(before)[-1:] in (["has"], ["have"], ["'ve"], ["’ve"])


def _ahead(found: FoundTime, length: Duration) -> FoundTime:
    """The stretch from now on that a length bounds: "to leave within three days"."""
    return replace(found, meaning=Window(length.unit, int(length.amount), False)) if length.amount else found


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
