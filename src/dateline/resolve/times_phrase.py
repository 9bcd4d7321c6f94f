"""Shapes of phrases that are times only where a reader says so: "the 25th", "noon", "0200", "recent".

In running text they are mostly something else ("the 25th Brigade"), so nobody looks for them there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.resolve.times_items import LETTERS, Item
from dateline.resolve.times_mean import Calendar, Clock, Meaning, Vague
from dateline.resolve.times_read import first_of, part_of
from dateline.resolve.times_shapes import POST, PRE, compiled

Items = Sequence[Item]
_HOUR = re.compile(r"([01]\d|2[0-3])[0-5]\d$")

SOURCES = {
    "nth": f"{PRE}*(?:THE?DTH|THE ORD(?!.))(?!HYPH|LOW|CAP|UNIT|PART|OF|NUMW|ORD){POST}*",
    "hour": "(?:ABOUT|AT|BY)*(?:NUM|CLOCK) | (?<![NUMW D A VAGUENUM TO CLOCK])THE?MODE?HYPH?PART",
    "recent": "RECENT",
}
PHRASES = {name: compiled(source) for name, source in SOURCES.items()}
PHRASE_CORE = frozenset(LETTERS[name] for name in ("DTH", "ORD", "NUM", "RECENT"))  # beside those of running text


def read_nth(items: Items) -> Meaning | None:
    """A day of a month that is not named."""
    day = first_of(items, "DTH", "ORD")
    return Calendar(day=day.number, part=part_of(items)) if day and day.number > 0 else None


def read_hour(items: Items) -> Meaning | None:
    """An hour of a day that is not named: "1400", "noon"."""
    number = first_of(items, "NUM")
    if number is None:
        return Clock(part_of(items)) if part_of(items) else None
    return Clock(f"{number.low[:2]}:{number.low[2:]}") if _HOUR.match(number.low) else None


def read_recent(items: Items) -> Meaning | None:
    """At some time up to now."""
    return Vague("past") if items else None


PHRASE_READERS = {"nth": read_nth, "hour": read_hour, "recent": read_recent}
