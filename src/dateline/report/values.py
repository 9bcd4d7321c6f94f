"""The words for days, places, numbers and statuses; a missing value says why it is missing."""

from __future__ import annotations

import datetime as dt

from dateline.link.numbers import shown
from dateline.records import Incident, Number, Place, Unresolved, When

_MONTHS = "January February March April May June July August September October November December".split()
_PRECISION = {
    "exact": "exact spot",
    "settlement": "known to the settlement",
    "near-settlement": "near the settlement, not in it",
    "admin2": "known to the district only",
    "admin1": "known to the province only",
    "region": "known to the region only",
    "country": "known to the country only",
    "sea": "at sea",
}
_WHY = {
    "not-stated": "not stated",
    "ambiguous": "ambiguous",
    "unknown-name": "name not known",
    "no-anchor": "no day to count from",
    "unreadable": "not readable",
    "not-a-place": "not a place",
    "unnamed": "nobody is named",
    "conflicting": "conflicting",
}


def day_words(day: dt.date) -> str:
    """A day in words, the same in every locale.

    >>> day_words(dt.date(2018, 4, 3))
    '3 April 2018'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def span_words(earliest: dt.date | None, latest: dt.date | None) -> str:
    """An interval of days in words.

    >>> span_words(dt.date(2018, 4, 3), None)
    'since 3 April 2018'
    """
    if earliest is None or latest is None:
        if earliest is not None:
            return f"since {day_words(earliest)}"
        return f"until {day_words(latest)}" if latest is not None else "no day known"
    return day_words(earliest) if earliest == latest else f"{day_words(earliest)} to {day_words(latest)}"


def when_words(when: When | Unresolved) -> str:
    """A time in words, or why there is none."""
    if isinstance(when, Unresolved):
        return f"day {_WHY.get(when.why, when.why)}"
    return span_words(when.earliest, when.latest)


def why_words(missing: Unresolved) -> str:
    """The reason a value is missing, in a word or two."""
    return _WHY.get(missing.why, missing.why)


def precision_words(place: Place) -> str:
    """How finely a place is known."""
    return _PRECISION.get(place.precision, place.precision)


def place_words(place: Place | Unresolved) -> str:
    """A place with how finely it is known, or why there is none."""
    if isinstance(place, Unresolved):
        return f"place {why_words(place)}"
    return f"{place.label} ({precision_words(place)})"


def extent_words(place: Place) -> str:
    """How far around its point a place reaches; nothing for a country, which has no point here."""
    return "" if place.precision == "country" else f"within {max(1, round(place.extent_km)):,} km"


def incident_day(incident: Incident) -> str:
    """An incident's day or days."""
    return span_words(incident.earliest, incident.latest)


def day_precision(incident: Incident) -> str:
    """How finely an incident's day is known."""
    if incident.earliest is None or incident.latest is None:
        return "day not known" if incident.earliest is incident.latest else "open on one side"
    days = (incident.latest - incident.earliest).days + 1
    return "day known" if days == 1 else f"within {days} days"


def number_words(number: Number | Unresolved) -> str:
    """A number in words, never 0 for an unknown one."""
    if isinstance(number, Unresolved):
        return f"number {why_words(number)}"
    if number.quantifier == "zero_stated":
        return "0 (stated)"
    return grouped(shown(number))


def grouped(words: str) -> str:
    """Figures of five digits and more with commas.

    >>> grouped("more than 350000")
    'more than 350,000'
    """
    parts = [f"{int(part):,}" if part.isdigit() and len(part) > 4 else part for part in words.split(" ")]
    return " ".join(parts)


def type_words(name: str) -> str:
    """A type's name as words.

    >>> type_words("suicide-bombing")
    'suicide bombing'
    """
    return name.replace("-", " ")
