"""What a time expression means before it is anchored: frozen nouns, no words and no calendar in them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast's rule: see knowledge/data/times/en/calendar.yml."""

    key: str
    way: str  # fixed, easter, orthodox, nth, starts, once
    rule: tuple[int, ...]
    spans: tuple[tuple[dt.date, dt.date], ...] = field(repr=False)  # for starts and once: first and last day
    days: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day, month, season, feast, year or longer as stated; None: not stated."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # Monday 1
    span: int = 1  # years: 10 for a decade, 100 for a century
    season: str | None = None  # TIMEX3: SP SU FA WI
    quarter: int | None = None
    feast: Feast | None = None
    offset: int | None = None  # days from the anchor: today 0
    overnight: bool = False
    which: str = ""  # last, this, next
    years: int | None = None  # "June last year": -1
    weeks: int | None = None  # "Tuesday last week": -1
    mode: str = ""  # START MID END EARLIER LATER
    nth: tuple[int, str] | None = None  # "the first week of"
    part: str = ""  # TIMEX3: MO AF EV NI DT, or a clock time


@dataclass(frozen=True, slots=True)
class Shifted:
    """A whole unit counted from the anchor: "last week", "two months ago", "the end of next year"."""

    unit: str
    amount: int | None  # None: "days ago"
    mode: str = ""
    about: str = ""  # about, more, less
    ago: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch that ends or begins at the anchor: "the past 24 hours", "recent weeks", "the next three days"."""

    unit: str
    amount: int | None
    past: bool


@dataclass(frozen=True, slots=True)
class Duration:
    """How long: "three days", "for nearly four years" (held: up to the anchor, as the words are used in news)."""

    unit: str
    amount: float | None
    about: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class Repeated:
    """Again and again: "every Friday", "daily"."""

    unit: str
    weekday: int | None = None
    amount: int = 1
    part: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Counted from another happening in the text: "the day before", "two weeks later", "that morning"."""

    unit: str
    amount: int | None  # 0: the same; None: not said how many
    part: str = ""
    weekday: int | None = None  # "the previous Friday": the nearest one before or after


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch that the text has told of, or the same some years off: "the quarter", "the year-ago period"."""

    unit: str  # "" for a period of any length
    years: int = 0  # "year-ago": -1
    year: int | None = None  # "the 1988 period"


@dataclass(frozen=True, slots=True)
class Vague:
    """No days of its own: past ("recently"), before, present ("now"), future, then."""

    kind: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of an unnamed day: "7 pm", "at dawn"."""

    part: str


@dataclass(frozen=True, slots=True)
class Bounded:
    """Open at one side: since, until, before."""

    side: str
    inner: Meaning


@dataclass(frozen=True, slots=True)
class Range:
    """From one to the other, both included."""

    first: Meaning
    last: Meaning


Meaning = Calendar | Shifted | Window | Duration | Repeated | Beside | Told | Vague | Clock | Bounded | Range


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time expression: its characters and its meaning, not yet anchored.

    `inner` is the date within a longer expression ("2011" in "since the war began in 2011").
    """

    start: int
    end: int
    words: str
    meaning: Meaning
    inner: FoundTime | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One expression by itself, without the preposition before it; `before` and `last` are word classes."""

    start: int
    end: int
    meaning: Meaning
    before: str  # the class of the word before: UNTIL, BY, SINCE, ...
    after: str  # the class of the word after
