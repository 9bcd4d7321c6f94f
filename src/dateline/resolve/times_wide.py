"""Shapes and meanings of expressions that date no event: bare years, "the quarter", "the year-ago period".

The ledger leaves them alone. TIMEX3 annotators mark them, so that one grammar serves both (see times_timex).
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.resolve.times_items import LETTERS, Item
from dateline.resolve.times_mean import Calendar, Duration, Meaning, Told
from dateline.resolve.times_read import amount_of, first_of, text_of
from dateline.resolve.times_shapes import compiled

Items = Sequence[Item]
_STEPS = {"LAST": -1, "THIS": 0, "NEXT": 1}

SOURCES = {
    "year": """(?:THE?UNIT|LONG)?YEAR(?!COUNTED|UNIT|ZONE|NUMW|NUM|D|HYPH NUM) | THE UNIT NUMW NUMW
        | NUMW NUMW HYPH?NUMW?""",
    "season": "THE SEASON",
    "month": "(?:MONTH|MONABBR)(?=POSS|TO|UNTIL)",
    "half": "THE(?:ORD|LAST)HALF OF(?:THE?REL UNIT|YEAR)",
    "quarter": """(?:THE|A|OWN)?LONG*HYPH?(?:ORD|DTH)HYPH?UNIT(?:OF?COMMA?YEAR|OF?THE?REL UNIT)?
        | (?:THE|A)LONG*YEAR(?:ORD|DTH)HYPH?UNIT | REL UNIT POSS(?:ORD|DTH)HYPH?UNIT
        | THE UNIT HYPH(?:LATER|AGO)LONG*(?:ORD|DTH)HYPH?UNIT""",
    "told": """THE?UNIT HYPH(?:LATER|AGO)LONG*(?:UNIT|PERIOD)? | THE(?:LATEST|SAME)LONG*(?:UNIT|PERIOD)
        | THE LONG*UNIT(?!HYPH) | (?:THE|A)YEAR LONG*(?:PERIOD|UNIT) | UNIT HYPH?FINISH
        | THE(?:LATEST|SAME)(?:UNIT|PERIOD)(?:OF|IN)?REL UNIT | REL UNIT POSS(?:UNIT|PERIOD)""",
    "length": """THE(?:ORD|LATEST|LAST|NEXT|FOLLOWING)N LONG*UNIT | THE?UNIT HYPH(?:LATER|AGO)N UNIT
        | (?:A|HALF A)LONG*UNIT(?=BEFORE|AFTER|FROM) | UNIT(?=BEFORE|AFTER|LATER)""",
}
WIDE = {name: compiled(source) for name, source in SOURCES.items()}
WIDE_CORE = frozenset(LETTERS[name] for name in ("NUMW", "FINISH", "PERIOD"))


def read_year(items: Items) -> Meaning | None:
    """1989, fiscal 1989, nineteen ninety-one, the year two thousand."""
    year, words = first_of(items, "YEAR"), [i.number for i in items if i.kind == "NUMW"]
    if year:
        long, unit = first_of(items, "LONG"), first_of(items, "UNIT")
        plain = (not long or long.low == "fiscal") and (not unit or text_of(unit) == "year")
        return Calendar(year=year.number) if plain else None
    if items[0].kind == "THE":
        return Calendar(year=2000) if words == [2, 1000] and text_of(first_of(items, "UNIT")) == "year" else None
    rest = sum(words[1:])
    tens = len(words) == 2 or (words[1] >= 20 and words[2] < 10)
    return Calendar(year=100 * words[0] + rest) if words[0] in (18, 19) and tens and 10 <= rest <= 99 else None


def read_month(items: Items) -> Meaning | None:
    """December's, September to ..."""
    return Calendar(month=items[0].number)


def read_season(items: Items) -> Meaning | None:
    """The summer."""
    return Calendar(season=text_of(items[-1]))


def read_half(items: Items) -> Meaning | None:
    """The first half of 1989, the last half of this year."""
    order, year, rel = items[1], first_of(items, "YEAR"), first_of(items[2:], *_STEPS)
    number = 2 if order.kind == "LAST" or order.number == -1 else order.number
    years = _STEPS[rel.kind] if rel else None
    return Calendar(year=year.number if year else None, years=years, nth=(number, "half")) if number < 3 else None


def read_quarter(items: Items) -> Meaning | None:
    """A numbered quarter, with its year or the year it is counted from."""
    order, year, rel = first_of(items, "ORD", "DTH"), first_of(items, "YEAR"), first_of(items, *_STEPS)
    units = [i for i in items if i.kind == "UNIT"]
    if order is None or not 1 <= order.number <= 4 or "quarter" not in [text_of(u) for u in units]:
        return None
    shift = _STEPS[rel.kind] if rel else -1 if first_of(items, "LATER", "AGO") else None
    return Calendar(year=year.number if year else None, years=shift, quarter=order.number)


def read_told(items: Items) -> Meaning | None:
    """The quarter, the year-earlier period, the 1988 period, the corresponding period last year, year-end."""
    units, year, rel = [i for i in items if i.kind == "UNIT"], first_of(items, "YEAR"), first_of(items, *_STEPS)
    unit = "" if first_of(items, "PERIOD") else text_of(units[-1]) if units else ""
    if first_of(items, "FINISH"):
        return Calendar(month=12, day=31) if unit == "year" else None
    if first_of(items, "LATER", "AGO"):
        bare = items[-1].kind in ("LATER", "AGO")
        return Told("" if bare else unit, -1) if text_of(units[0]) == "year" else None
    if rel:
        owned = first_of(items, "POSS") is not None
        unit = unit if owned else "" if first_of(items, "PERIOD") else text_of(units[0])
        return Told(unit, _STEPS[rel.kind])
    if unit not in ("", "quarter", "year", "week") or any(u.low.endswith("s") for u in units):
        return None
    return Told(unit, 0, year.number if year else None)


def read_length(items: Items) -> Meaning | None:
    """The first nine months, days (after something)."""
    unit = next(i for i in reversed(items) if i.kind == "UNIT")
    amount = amount_of([i for i in items if i.kind != "LATEST"])
    return Duration(text_of(unit), amount) if amount is not None or unit.low.endswith("s") else None


WIDE_READERS = {
    "year": read_year,
    "season": read_season,
    "month": read_month,
    "half": read_half,
    "quarter": read_quarter,
    "told": read_told,
    "length": read_length,
}
