"""Finds time expressions: the longest shape at every place, then what binds two of them or stands before one."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Mapping, Sequence

from dateline.knowledge.times import FeastCalendar, TimeWords
from dateline.records import Unresolved, Why
from dateline.resolve.times_items import LETTERS, Item, Lexer
from dateline.resolve.times_mean import (
    Beside,
    Bounded,
    Calendar,
    Clock,
    Duration,
    FoundTime,
    Meaning,
    Piece,
    Range,
    Repeated,
    Shifted,
    Vague,
    Window,
)
from dateline.resolve.times_phrase import PHRASE_CORE, PHRASE_READERS, PHRASES
from dateline.resolve.times_read import READERS, read_dated
from dateline.resolve.times_shapes import SHAPES
from dateline.resolve.times_wide import WIDE, WIDE_CORE, WIDE_READERS
from dateline.tokens import Token, tokens

_CORE = frozenset(
    LETTERS[name]
    for name in "WEEKDAY WEEKDAYS WDABBR MONTH MAYMONTH MONABBR SEASON FALL UNIT WEEKEND PART TODAY NIGHT OVERNIGHT SET"
    " VAGUE AMPM ZONE FEAST YEAR DECADE CLOCK CLOCKAP DATE OCLOCK LAST".split()
)
_UNDATED = (Beside, Clock, Duration, Repeated)
_NEVER_FIRST = frozenset(
    LETTERS[name] for name in "LOW CAP PUN COMMA HYPH OF CLOSE OPEN POSS SLASH COUNTED NAME AND".split()
)
_REACH = 8  # no expression holds more than this many words before its first word of time
_CLAUSE = 18  # words between "since" and the date of its clause
_SIDES = {"SINCE": "since", "FROM": "since", "UNTIL": "until", "BY": "until", "ASOF": "until", "BEFORE": "before"}
_OPENERS: dict[type[Meaning], tuple[str, ...]] = {Range: ("FROM", "BETWEEN"), Window: ("OVER", "ABOUT")}
_LEADING = frozenset("AT BY FOR FROM OVER IN ON DURING BETWEEN UNTIL SINCE".split())  # stand outside a TIMEX3
_Atom = tuple[int, int, Meaning]  # first item, item after the last


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _More:
    """Shapes beside those of running text, the classes that one of them must hold, and who reads them."""

    shapes: Mapping[str, re.Pattern[str]]
    core: frozenset[str]
    readers: Mapping[str, Callable[[Sequence[Item]], Meaning | None]]


_NONE = _More({}, frozenset(), {})
_WIDE = _More(WIDE, WIDE_CORE, WIDE_READERS)
_PHRASE = _More(PHRASES, PHRASE_CORE, PHRASE_READERS)


class TimeGrammar:
    """Finds times with the words and feasts it is given."""

    def __init__(self, words: TimeWords, feasts: FeastCalendar) -> None:
        self._lexer = Lexer(words, feasts)
        self._core_words = self._lexer.last_words(_CORE)
        self._things = frozenset(words.thing_after)
        months = "|".join((*words.months, *words.months_also_verbs))
        self._small_month = re.compile(rf"(?<=\d )(?:{months})\b|\b(?:{months})(?= \d)|^(?:{months})$")
        self._seen = functools.lru_cache(maxsize=512)(self._find)  # sentences and phrases are asked of several times
        self._known = functools.lru_cache(maxsize=4096)(self._read)  # the words of times are few

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[FoundTime, ...]:
        """Every time expression of `text[start:end]`, the longest where several fit, in order; offsets into `text`."""
        return self._seen(text, start, end)

    def _find(self, text: str, start: int, end: int | None, more: _More = _NONE) -> tuple[FoundTime, ...]:
        if more is _NONE and not self._may_tell(tokens(text, start, end)):
            return ()
        items = self._lexer.items(text, start, end)
        letters = "".join([item.letter for item in items])
        atoms = self._atoms(items, letters, more)
        if not atoms:
            return ()
        return tuple(_found(text, items, atom, inner) for atom, inner in _bound(items, _joined(items, atoms)))

    def _may_tell(self, cut: Sequence[Token]) -> bool:
        """False where no word ends a phrase that is the core of a time, and none is a year, a date or a clock time."""
        return any(t.lower in self._core_words or (len(t.lower) > 2 and t.lower[0].isdigit()) for t in cut)

    def read(self, words: str) -> FoundTime | Unresolved:
        """One phrase as a time; of a whole clause ("since the war began in 2011") the date that is in it."""
        return self._known(words)

    def _read(self, words: str) -> FoundTime | Unresolved:
        words = self._small_month.sub(lambda month: month[0].capitalize(), words)
        found = (() if words[:4].isdecimal() else self.find(words)) or self.find(f"in {words}")  # a bare year too
        if all(isinstance(f.meaning, _UNDATED) for f in found):
            found = (*found, *self._find(words, 0, None, _PHRASE))
        if not found:
            return Unresolved(Why.UNREADABLE, f"no time in {words!r}")
        best = max(found, key=lambda f: (not isinstance(f.meaning, _UNDATED), f.end - f.start))
        if isinstance(best.meaning, Shifted) and best.meaning.ago and best.meaning.unit == "week":
            days = [f.meaning for f in found if isinstance(f.meaning, Calendar) and f.meaning.weekday]
            for day in days[:1]:  # "a week ago on Monday"
                best = dataclasses.replace(best, meaning=dataclasses.replace(day, weeks=best.meaning.amount))
        first = words.split()[0].lower()
        if best.start > 3 and not isinstance(best.meaning, Bounded) and first in ("since", "before", "until", "after"):
            if first == "after":
                return dataclasses.replace(best, meaning=Beside("day", None), words=words)
            side = Bounded("until" if first == "before" else first, best.meaning)
            return FoundTime(0, len(words), words, side, best)
        return dataclasses.replace(best, words=words)

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Every expression by itself, also those that date no event ("1989", "the quarter"), for TIMEX3."""
        items = self._lexer.items(text, 0, None)
        letters = "".join([item.letter for item in items])
        atoms = self._atoms(items, letters, _WIDE)
        return tuple(_piece(items, part) for atom in atoms for part in _parts(items, atom))

    def _atoms(self, items: list[Item], letters: str, more: _More) -> list[_Atom]:
        """The longest shape at every place, in order, nothing twice."""
        cores = [at for at, letter in enumerate(letters) if letter in _CORE or letter in more.core]
        out: list[_Atom] = []
        done = 0
        for core in cores:
            if core < done:
                continue
            starts = [at for at in range(max(done, core - _REACH), core + 1) if letters[at] not in _NEVER_FIRST]
            found = [atom for at in starts if (atom := self._longest(items, letters, at, more)) and atom[1] > core]
            if found:
                best = max(found, key=lambda atom: (atom[1], -atom[0]))
                out.append(best)
                done = best[1]
        return out

    def _longest(self, items: list[Item], letters: str, at: int, more: _More) -> _Atom | None:
        for stop, name, match in _fitting(letters, at, more):
            if name == "dated":
                groups = [items[slice(*match.span(group))] for group in ("pre", "head", "post")]
                meaning = read_dated(groups[0], groups[1], groups[2])
            else:
                meaning = (READERS.get(name) or more.readers[name])(items[at:stop])
            if meaning is not None and not self._name(items, stop, meaning):
                return at, stop, meaning
        return None

    def _name(self, items: list[Item], stop: int, meaning: Meaning) -> bool:
        """True for a date that is part of a name ("24 April Brigade") and a feast that is part of a thing."""
        after = items[stop] if stop < len(items) else None
        if after is None or not isinstance(meaning, Calendar):
            return False
        if meaning.feast:
            starts = meaning.feast.way == "starts" and after.kind == "CAP"  # "Ramadan Shallah"
            return after.low in self._things or starts
        return after.kind == "NAMEAFTER" and (meaning.day is not None or meaning.month is not None)


@functools.lru_cache(maxsize=4096)  # phrases of time are of few shapes
def _fitting(letters: str, at: int, more: _More) -> tuple[tuple[int, str, re.Match[str]], ...]:
    """The shapes that fit from an item on, the longest first: the item after the last, the shape's name, the match."""
    shapes = (*SHAPES.items(), *more.shapes.items())
    tries = [(m.end(), name, m) for name, shape in shapes if (m := shape.match(letters, at))]
    return tuple(sorted(tries, key=lambda t: -t[0]))


def _parts(items: list[Item], atom: _Atom) -> list[_Atom]:
    """Two years that stand for one stretch, each by itself."""
    at, stop, meaning = atom
    years = [i for i in range(at, stop) if items[i].kind == "YEAR"]
    if not isinstance(meaning, Range) or len(years) != 2:
        return [atom]
    return [(at, years[0] + 1, meaning.first), (years[1], stop, meaning.last)]


def _piece(items: list[Item], atom: _Atom) -> Piece:
    """An expression without its prepositions; "two days after" something is a length."""
    at, stop, meaning = atom
    while at < stop - 1 and items[at].kind in _LEADING:
        at += 1
    if isinstance(meaning, Beside) and meaning.amount and items[stop - 1].kind in ("BEFORE", "AFTER") and stop - at > 2:
        stop -= 1
        meaning = Duration(meaning.unit, abs(meaning.amount))
    before = items[at - 1].kind if at else ""
    after = items[stop].kind if stop < len(items) else ""
    return Piece(items[at].start, items[stop - 1].end, meaning, before, after)


def _found(text: str, items: list[Item], atom: _Atom, inner: _Atom | None) -> FoundTime:
    start, end = items[atom[0]].start, items[atom[1] - 1].end
    within = _found(text, items, inner, None) if inner else None
    return FoundTime(start, end, text[start:end], atom[2], within)


def _joined(items: list[Item], atoms: list[_Atom]) -> list[_Atom]:
    """Two dates that stand for one stretch or day: "Saturday until Monday", "2013 and 2014", "today (on Sunday)"."""
    out: list[_Atom] = []
    for atom in atoms:
        before = out[-1] if out else None
        joint = [i.kind for i in items[before[1] : atom[0]]] if before else []
        if before and _ranges(joint, before[2], atom[2]):
            out[-1] = (before[0], atom[1], Range(before[2], atom[2]))
        elif before and joint in (["OPEN"], ["OPEN", "ON"]) and atom[1] < len(items) and items[atom[1]].kind == "CLOSE":
            out[-1] = (before[0], atom[1] + 1, _plainer(before[2], atom[2]))
        else:
            out.append(atom)
    return out


def _ranges(joint: list[str], first: Meaning, last: Meaning) -> bool:
    if len(joint) != 1 or not isinstance(last, Calendar | Shifted):
        return False
    if joint[0] in ("TO", "UNTIL", "HYPH"):
        return isinstance(first, Calendar | Shifted)
    same = isinstance(first, Calendar) and isinstance(last, Calendar) and _fields(first) == _fields(last)
    return joint[0] == "AND" and same and last != first


def _fields(when: Calendar) -> tuple[bool, ...]:
    return (when.month is None, when.day is None, when.weekday is None, when.offset is None, when.feast is None)


def _plainer(first: Meaning, second: Meaning) -> Meaning:
    """Of a day said twice, the reading that needs the least guessing; "September this year (2013)" is one month."""
    if isinstance(first, Calendar) and isinstance(second, Calendar) and second == Calendar(year=second.year):
        return (
            second
            if first.year or first.offset is not None
            else dataclasses.replace(first, year=second.year, years=None)
        )
    if isinstance(second, Calendar) and (second.offset is None or isinstance(first, Clock)):
        return second
    return second if isinstance(first, Clock | Shifted | Calendar) and isinstance(second, Calendar) else first


def _bound(items: list[Item], atoms: list[_Atom]) -> list[tuple[_Atom, _Atom | None]]:
    """Every atom with the word before it that opens one of its sides; a since-clause with the date in it."""
    out: list[tuple[_Atom, _Atom | None]] = []
    for place, (at, stop, meaning) in enumerate(atoms):
        low = atoms[place - 1][1] if place else 0
        before = items[at - 1].kind if at > low else ""
        if before == "ABOUT" and at - 1 > low and items[at - 2].kind in _SIDES and isinstance(meaning, Calendar):
            at, before = at - 1, items[at - 2].kind  # "from at least June 2020"
        if before == "ABOUT" and items[at - 1].low == "up":
            before = "UNTIL"  # "up to Monday"
        dated = isinstance(meaning, Calendar | Shifted) and not (
            isinstance(meaning, Shifted) and meaning.amount is None
        )
        if isinstance(meaning, Duration) and before == "FOR":
            out.append(((at - 1, stop, dataclasses.replace(meaning, held=True)), None))
        elif before in _OPENERS.get(type(meaning), ()):
            out.append(((at - 1, stop, meaning), None))
        elif dated and before in _SIDES and not _owned(items, stop, before):
            out.append(((at - 1, stop, Bounded(_SIDES[before], meaning)), None))
        elif dated and isinstance(meaning, Calendar) and stop < len(items) and items[stop].kind == "BEYOND":
            out.append(((at, stop + 1, Bounded("since", meaning)), None))
        elif dated and (since := _clause(items, low, at)) is not None:
            out.append(((since, stop, Bounded("since", meaning)), (at, stop, meaning)))
        else:
            out.append(((at, stop, meaning), None))
    return [pair for pair in out if not _idle(items, pair[0])]


def _owned(items: list[Item], stop: int, before: str) -> bool:
    """True for "by Friday's attack", "from Monday's", "before last week's": the day owns what comes after."""
    return before != "SINCE" and stop < len(items) and items[stop].kind == "POSS"


def _clause(items: list[Item], low: int, at: int) -> int | None:
    """Where a since-clause starts that ends in the date at item `at`."""
    for back in range(at - 1, max(low, at - _CLAUSE) - 1, -1):
        if items[back].kind in ("PUN", "COMMA", "OPEN", "CLOSE"):
            return None
        if items[back].kind == "SINCE":
            return back
    return None


def _idle(items: Sequence[Item], atom: _Atom) -> bool:
    """True where the words are found but can date nothing: minutes, bare rates."""
    meaning = atom[2]
    if isinstance(meaning, Repeated | Vague):
        return False
    return isinstance(meaning, Duration) and meaning.unit == "second" and len(items) > atom[1]
