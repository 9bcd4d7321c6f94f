"""Time expressions as TIMEX3 annotators mark and value them (TimeML 1.2.1): the second view of the same grammar.

The ledger wants the days of one event and leaves everything else unresolved. Annotators mark every expression, one
without its preposition, and give each a value counted from the document's day, from the tense around it, and from the
periods told before it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.knowledge.times import TimexWords
from dateline.resolve.times_find import TimeGrammar
from dateline.resolve.times_mean import Beside, Calendar, Duration, Piece, Repeated, Shifted, Told, Vague
from dateline.resolve.times_write import timex_of

_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(`]*[A-Z])|\n\s*\n")
_DATED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?|-Q\d|-W\d\d)?$")
_SOON = 3  # months ahead in which a bare month is the coming one
_MONEY = tuple("$£€¥#")


@dataclass(frozen=True, slots=True)
class Timex:
    """One TIMEX3: its characters, type (DATE, TIME, DURATION, SET) and value."""

    start: int
    end: int
    words: str
    type: str
    value: str


class TimexGrammar:
    """The TIMEX3 view of a grammar."""

    def __init__(self, grammar: TimeGrammar, words: TimexWords) -> None:
        self._grammar = grammar
        self._left_out = frozenset(words.left_out)
        self._values = dict(words.marked)
        self._marked = _any_of(words.marked)
        self._core = re.compile(rf"(?:{_alternatives(words.core)})$", re.I)
        second = rf"{_alternatives(words.behind)}|(?<!\bbe )\w{{2,}}ed"  # "to be held" is no past
        self._cue = re.compile(rf"\b(?:(?P<ahead>{_alternatives(words.ahead)})|(?:{second}))\b", re.I)

    def find(self, text: str, created: str) -> tuple[Timex, ...]:
        """Every expression of a text in order. `created`: the day the text was written, ISO 8601, or empty."""
        day = dt.date.fromisoformat(created[:10]) if re.match(r"\d{4}-\d\d-\d\d", created) else None
        told = _Told(day)
        out: list[Timex] = []
        for piece in self._pieces(text):
            if isinstance(piece, Timex):
                out.append(piece)
                continue
            words = text[piece.start : piece.end]
            value = told.value(piece, words, self._direction(text, piece))
            if value:
                told.note(piece, value)
                out.append(Timex(piece.start, piece.end, words, _type(piece, value), value))
        return tuple(out)

    def _pieces(self, text: str) -> Iterable[Piece | Timex]:
        """The grammar's expressions that are marked, and the phrases that are marked beside them, in order."""
        pieces: list[Piece | Timex] = []
        for piece in self._grammar.pieces(text):
            words = " ".join(text[piece.start : piece.end].lower().split())
            fraction = isinstance(piece.meaning, Duration) and piece.meaning.unit == "quarter" and piece.after == "OF"
            if words in self._left_out or fraction or text[max(0, piece.start - 2) : piece.start].strip() in _MONEY:
                continue
            core = self._core.search(text, piece.start, piece.end) if isinstance(piece.meaning, Vague) else None
            start = core.start() if core and core.end() == piece.end else piece.start
            meaning = Vague("present") if core and words.endswith("now") else piece.meaning
            pieces.append(Piece(start, piece.end, meaning, piece.before, piece.after))
        taken = [(p.start, p.end) for p in pieces]
        for found in self._marked.finditer(text):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                value = self._values[" ".join(found[0].lower().split())]
                pieces.append(Timex(found.start(), found.end(), found[0], "DATE", value))
        return sorted(pieces, key=lambda p: p.start)

    def _direction(self, text: str, piece: Piece) -> str:
        """What the nearest verb or cue of its sentence says of a bare date: ahead, behind (or told), or nothing.

        `told`: a verb after it says so ("In January, the firm brought in"), which is surer than one before it.
        """
        if piece.before in ("BY", "UNTIL"):
            return "ahead"
        edges = [m.end() for m in _SENTENCE.finditer(text, max(0, piece.start - 600), piece.start)]
        begin = edges[-1] if edges else max(0, piece.start - 600)
        before = list(self._cue.finditer(text, begin, piece.start))
        if before:
            return "ahead" if before[-1]["ahead"] else "behind"
        stop = _SENTENCE.search(text, piece.end, piece.end + 300)
        after = self._cue.search(text, piece.end, stop.start() if stop else min(len(text), piece.end + 300))
        return "" if after is None else "ahead" if after["ahead"] else "told"


def _alternatives(phrases: Iterable[str]) -> str:
    ordered = sorted(phrases, key=lambda p: (-len(p), p))
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in ordered)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives(phrases)})\b(?!-)", re.I)


def _type(piece: Piece, value: str) -> str:
    if isinstance(piece.meaning, Repeated):
        return "SET"
    if value.startswith("P") and not value.endswith("_REF"):
        return "DURATION"
    return "TIME" if re.match(r"[\dX]{4}-[\dX]{2}-[\dX]{2}T", value) else "DATE"


class _Told:
    """What a text has told so far: the last date, and the last period that others are compared with."""

    def __init__(self, day: dt.date | None) -> None:
        self._day = day
        self._date: dt.date | None = None
        self._year = day.year if day else None
        self._period = ""  # the quarter that others are compared with
        self._long = False  # a longer stretch was told after it

    def note(self, piece: Piece, value: str) -> None:
        """Remember a value for those that count from it."""
        meaning = piece.meaning
        if isinstance(meaning, Duration):
            self._long = self._long or meaning.unit in ("month", "year")
        if not isinstance(meaning, Calendar | Shifted | Told) or not _DATED.match(value):
            return
        if "-Q" in value and isinstance(meaning, Calendar):
            self._long = False
            if not self._period or (meaning.year is None and not meaning.years):
                self._period = value
        elif "-Q" in value:
            self._long = False
        self._year = int(value[:4])
        self._date = _first_day(value) or self._date

    def value(self, piece: Piece, words: str, direction: str) -> str:
        """The TIMEX3 value; empty where the expression is not marked."""
        meaning, ahead = piece.meaning, direction == "ahead"
        if isinstance(meaning, Told):
            ended = meaning.unit if piece.after == "ENDED" and not meaning.years else ""
            return timex_of(Duration(ended, 1), words, None, False) if ended else self._of_period(meaning)
        if self._period and not self._long and _year_back(meaning):
            return _years_off(self._period, -1)
        if isinstance(meaning, Beside):
            return self._beside(meaning, words)
        if isinstance(meaning, Calendar):
            ahead = _lies_ahead(meaning, self._day, "" if piece.after == "POSS" else direction)
        return timex_of(meaning, words, self._day, ahead)

    def _beside(self, meaning: Beside, words: str) -> str:
        """Counted from the last date told; a year from the last year told."""
        if meaning.unit == "year" and meaning.amount is not None and not _year_back(meaning) and self._year:
            return f"{self._year + meaning.amount:04d}"
        return timex_of(meaning, words, self._day if meaning.unit == "year" else self._date or self._day, False)

    def _of_period(self, told: Told) -> str:
        """The period told of, or the same one of another year."""
        year = self._day.year if self._day else None
        if told.unit == "week":
            return timex_of(Shifted("week", told.years), "", self._day, False)
        if told.unit == "year" or year is None:
            return f"{told.year or (year or 0) + told.years:04d}" if year or told.year else ""
        if self._period:
            off = told.year - int(self._period[:4]) if told.year else told.years
            return _years_off(self._period, off)
        if told.unit == "quarter" and self._day:
            return timex_of(Shifted("quarter", -1), "", self._day, False)
        return f"{told.year or year + told.years:04d}"


def _lies_ahead(meaning: Calendar, day: dt.date | None, direction: str) -> bool:
    """A quarter is the latest begun; a month that is nearer ahead than behind needs no cue."""
    if meaning.quarter or day is None:
        return False
    bare = meaning.month is not None and meaning.year is None and not meaning.which and meaning.years is None
    if direction in ("ahead", "told") or not bare:
        return direction == "ahead"
    return 0 < ((meaning.month or 0) - day.month) % 12 <= _SOON


def _year_back(meaning: object) -> bool:
    """True for "a year ago" and "a year earlier"."""
    if isinstance(meaning, Shifted):
        return meaning.ago and meaning.unit == "year" and meaning.amount == -1 and not meaning.about
    return isinstance(meaning, Beside) and meaning.unit == "year" and meaning.amount == -1


def _years_off(value: str, years: int) -> str:
    return f"{int(value[:4]) + years:04d}{value[4:]}"


def _first_day(value: str) -> dt.date | None:
    """The first day of a dated value; None for a bare year, which is too coarse to count days from."""
    if "-Q" in value:
        return dt.date(int(value[:4]), 3 * int(value[6]) - 2, 1)
    if "-W" in value:
        return dt.date.fromisocalendar(int(value[:4]), int(value[6:8]), 1)
    return dt.date.fromisoformat(f"{value}-01"[:10]) if len(value) >= 7 else None
