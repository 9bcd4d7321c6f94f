"""Tokens to classed items: what the word lists say of each word of a text, before any shape is looked for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterable
from typing import NamedTuple

from dateline.knowledge.times import FeastCalendar, FeastDays, TimeWords
from dateline.resolve.times_mean import Feast
from dateline.tokens import Token, tokens

COMPUTED = "D DTH YEAR NUM DECADE CLOCK CLOCKAP DATE COMMA HYPH SLASH OPEN CLOSE POSS LOW CAP PUN"
LISTED = (
    "WEEKDAY WEEKDAYS WDABBR MONTH MAYMONTH MONABBR SEASON FALL UNIT WEEKEND PART TODAY NIGHT OVERNIGHT NUMW VAGUENUM"
    " ORD MODE LATER LAST THIS NEXT FOLLOWING SAME RECENT THAT EVERY SET VAGUE ABOUT AGO OLD AMPM ZONE OCLOCK FEAST"
    " NAMEAFTER COUNTED NAME THE A OF ON IN DURING OVER AT BY FROM TO BETWEEN AND SINCE UNTIL ASOF BEFORE AFTER FOR"
    " HALF BEYOND STRAIGHT LONG MORE OWN LATEST PERIOD FINISH ENDED EVE"
)
LETTERS = {name: chr(0xE000 + at) for at, name in enumerate(f"{COMPUTED} {LISTED}".split())}
NAMES = {letter: name for name, letter in LETTERS.items()}

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)$")
_DOTTED = re.compile(r"([01]?\d|2[0-3])\.([0-5]\d)$")  # a clock time only before am, pm or a zone
_CLOCK_AP = re.compile(r"(1[0-2]|0?[1-9])[:.]?([0-5]\d)?(am|pm)$")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_MARKS = {",": "COMMA", "/": "SLASH", "(": "OPEN", ")": "CLOSE", "[": "OPEN", "]": "CLOSE", "'s": "POSS", "’s": "POSS"}
_CAP, _LOW = (LETTERS["CAP"], None), (LETTERS["LOW"], None)
_CAPITAL_ONLY = frozenset("MONTH MAYMONTH MONABBR WDABBR".split())


class Item(NamedTuple):
    """A word or phrase, its class (a letter of LETTERS) and what the lists say it means."""

    start: int
    end: int
    letter: str
    value: object
    low: str

    @property
    def kind(self) -> str:
        """The name of the class."""
        return NAMES[self.letter]

    @property
    def number(self) -> int:
        """The value of a number word, day, month or year."""
        return self.value if isinstance(self.value, int) else 0


Entry = tuple[tuple[str, ...], str, object]


class Lexer:
    """The word lists as one table of phrases."""

    def __init__(self, words: TimeWords, feasts: FeastCalendar) -> None:
        self._table: dict[str, list[Entry]] = {}
        self._after_clock = frozenset(tokens(phrase)[0].lower for phrase in ("on", *words.ampm, *words.zones))
        known = {key: _feast(key, rule, feasts) for key, rule in feasts.feasts.items()}
        for phrase, kind, value in _entries(words, known):
            cut = tuple(t.lower for t in tokens(phrase))
            self._table.setdefault(cut[0], []).append((cut, LETTERS[kind], value))
        for entries in self._table.values():
            entries.sort(key=lambda e: -len(e[0]))  # stable: the first list named wins among equals

    def last_words(self, letters: Container[str]) -> frozenset[str]:
        """The words that the listed phrases of these classes end with."""
        return frozenset(words[-1] for entries in self._table.values() for words, kind, _ in entries if kind in letters)

    def items(self, text: str, start: int, end: int | None) -> list[Item]:
        """Every word, phrase and mark of `text[start:end]` with its class, in order."""
        cut = tokens(text, start, end)
        low = [t.lower for t in cut]
        out: list[Item] = []
        done = 0
        for at, token in enumerate(cut):
            word = low[at]
            if at < done:
                continue
            if word in self._table and (entry := self._listed(token, low, at)):
                done = at + len(entry[0])
                out.append(Item(token.start, cut[done - 1].end, entry[1], entry[2], word))
            elif token.is_word and not word[0].isdigit():
                letter, value = _CAP if token.is_capital else _LOW
                out.append(Item(token.start, token.end, letter, value, word))
            elif word != "." or not _dots(out, token):
                letter, value = _computed(cut, low, at, self._after_clock)
                out.append(Item(token.start, token.end, letter, value, word))
        return out

    def _listed(self, token: Token, low: list[str], at: int) -> Entry | None:
        for entry in self._table[low[at]]:
            size = len(entry[0])
            if size > 1 and tuple(low[at : at + size]) != entry[0]:
                continue
            if NAMES[entry[1]] in _CAPITAL_ONLY and not token.text[0].isupper():
                continue
            return entry
        return None


def _dots(out: list[Item], token: Token) -> bool:
    """True for the dot of an abbreviation ("Oct."), which is no mark of its own."""
    return bool(out) and out[-1].end == token.start and out[-1].kind in ("MONABBR", "WDABBR", "AMPM")


def _computed(cut: tuple[Token, ...], low: list[str], at: int, after_clock: frozenset[str]) -> tuple[str, object]:
    """The class of a token that no list names."""
    word, token = low[at], cut[at]
    if token.is_word and not word[0].isdigit():
        return _CAP if token.is_capital else _LOW
    if token.is_word:
        dotted = _DOTTED.match(word) and low[at + 1 : at + 2] and low[at + 1] in after_clock
        return _number(word.replace(".", ":") if dotted else word)
    if word in ("-", "–"):
        tight = 0 < at < len(cut) - 1 and cut[at - 1].end == token.start and cut[at + 1].start == token.end
        return LETTERS["HYPH" if tight else "PUN"], None
    return LETTERS[_MARKS.get(word, "PUN")], None


def _number(word: str) -> tuple[str, object]:
    if word.isdecimal():
        value = int(word)
        if len(word) <= 2:
            return LETTERS["D" if 1 <= value <= 31 else "NUM"], value
        return LETTERS["YEAR" if len(word) == 4 and 1900 <= value <= 2099 else "NUM"], value
    if word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdecimal():
        return LETTERS["DTH" if 1 <= int(word[:-2]) <= 31 else "NUM"], int(word[:-2])
    if word[-1] == "s" and word[:-1].isdecimal() and len(word) == 5 and word[3] == "0":
        return LETTERS["DECADE"], int(word[:4])
    clock = _CLOCK.match(word)
    if clock:
        return LETTERS["CLOCK"], f"{int(clock[1]):02d}:{clock[2]}"
    spoken = _CLOCK_AP.match(word)
    if spoken:
        return LETTERS["CLOCKAP"], f"{int(spoken[1]) % 12 + 12 * (spoken[3] == 'pm'):02d}:{spoken[2] or '00'}"
    date = _DATE.match(word)
    if date:
        return LETTERS["DATE"], (int(date[1]), int(date[2]), int(date[3]))
    return LETTERS["NUM"], int(re.sub(r"\D.*", "", word.replace(",", "")) or 0)


def _feast(key: str, rule: FeastDays, feasts: FeastCalendar) -> Feast:
    """The rule of a feast, with its table worked out to first and last days."""
    if rule.once:
        day = dt.date.fromisoformat(rule.once)
        return Feast(key, "once", (), ((day, day),), 1)
    if rule.starts:
        starts = [dt.date.fromisoformat(s) for s in rule.starts]
        ends = [day + dt.timedelta(days=rule.days - 1) for day in starts]
        if rule.until:
            later = [dt.date.fromisoformat(s) for s in feasts.feasts[rule.until].starts or ()]
            ends = [min(d for d in later if d > day) - dt.timedelta(days=1) for day in starts]
        return Feast(key, "starts", (), tuple(zip(starts, ends, strict=True)), rule.days)
    for way in ("easter", "orthodox"):
        shift = getattr(rule, way)
        if shift is not None:
            return Feast(key, way, (shift,), (), rule.days)
    return (
        Feast(key, "fixed", rule.fixed, (), rule.days)
        if rule.fixed
        else Feast(key, "nth", rule.nth or (), (), rule.days)
    )


def _entries(words: TimeWords, feasts: dict[str, Feast]) -> Iterable[tuple[str, str, object]]:
    """Every phrase of the lists with its class and value."""
    valued: dict[str, dict[str, int] | dict[str, str]] = {
        "WEEKDAY": words.weekdays,
        "WEEKDAYS": {f"{name}s": number for name, number in words.weekdays.items()},
        "WDABBR": words.weekday_abbreviations,
        "MONTH": words.months,
        "MAYMONTH": words.months_also_verbs,
        "MONABBR": words.month_abbreviations,
        "SEASON": words.seasons,
        "FALL": words.seasons_also_verbs,
        "PART": words.parts,
        "TODAY": words.days,
        "NIGHT": words.nights,
        "NUMW": words.numbers,
        "ORD": words.ordinals,
        "SET": words.sets,
        "AMPM": words.ampm,
        "FOLLOWING": words.following,
    }
    for kind, table in valued.items():
        yield from ((phrase, kind, value) for phrase, value in table.items())
    for phrase, unit in words.units.items():
        yield phrase, "WEEKEND" if unit == "weekend" else "UNIT", unit
    for phrase, key in words.feasts.items():
        yield phrase, "FEAST", feasts[key]
    for mode, phrases in words.modes.items():
        yield from ((phrase, "LATER" if mode in ("EARLIER", "LATER") else "MODE", mode) for phrase in phrases)
    for name in ("vague", "approximate"):
        for value, phrases in getattr(words, name).items():
            yield from ((phrase, "VAGUE" if name == "vague" else "ABOUT", value) for phrase in phrases)
    for phrase, kind in words.small.items():
        yield phrase, kind, None
    yield from _plain(words)


def _plain(words: TimeWords) -> Iterable[tuple[str, str, object]]:
    """The lists whose words carry no value beside their class."""
    lists = {
        "OVERNIGHT": words.overnight,
        "VAGUENUM": words.vague_numbers,
        "LAST": words.last,
        "THIS": words.this,
        "NEXT": words.next,
        "SAME": words.same,
        "RECENT": words.recent,
        "THAT": words.that,
        "EVERY": words.every,
        "AGO": words.ago,
        "OLD": words.old,
        "ZONE": words.zones,
        "OCLOCK": words.oclock,
        "NAME": words.names,
        "NAMEAFTER": words.name_after,
        "COUNTED": words.counted,
    }
    for kind, phrases in lists.items():
        yield from ((phrase, kind, None) for phrase in phrases)
