"""What several formats say alike: words of fillers and claimants, counts in the guide's form, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.records import Article, Claim, Claimant, Count, Evidence, Number, Place, Unresolved, Why

UNNAMED = "?"
NEVER_POINTS = ("country",)  # a country's middle is no place where something happened
_DECIMALS = {"exact": 5, "settlement": 3, "near-settlement": 2, "admin2": 2, "admin1": 1, "region": 1, "sea": 1}


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that was looked for and not found."""

    field: str
    why: str
    detail: str


def meant(evidence: Evidence, refers_to: Evidence | None) -> str:
    """The words that name somebody: what a pronoun or bare noun stands for, or the words themselves."""
    return (refers_to or evidence).exact


def claimant_words(claimant: Claimant) -> str:
    """The words that name a claimant; "?" where nobody is named."""
    return meant(claimant.evidence, claimant.refers_to) if claimant.evidence else UNNAMED


def chain_words(claim: Claim) -> str:
    """According to whom: "A; B < C" is A and B together, as reported by C; empty in the outlet's own voice."""
    return " < ".join("; ".join(claimant_words(who) for who in joint) for joint in claim.attribution.chain)


def count_words(count: Count) -> str | None:
    """A count as the guide writes it ("killed >=25 incident : At least 25 people"); None where no number was read."""
    if isinstance(count.number, Unresolved):
        return None
    whose = f" ({count.group_as_stated})" if count.group_as_stated else ""
    return f"{count.measure} {count.number.value} {count.scope} : {count.evidence.exact}{whose}"


def incident_number(claim: Claim, measure: str) -> Number | Missing | None:
    """The one number of a measure that the claim states for its own event; None where it states none.

    Running totals are left out, and so is a part of a whole ("including three children"). Several different numbers
    are never added up here: that would be a view.
    """
    counts = [count for count in claim.counts if count.measure == measure and count.scope == "incident"]
    whole = [count.number for count in counts if not count.part_of]
    if not counts:
        return None
    if not whole:
        return Missing(measure, Why.NOT_STATED, "only a part of the whole is counted")
    first = whole[0]
    if isinstance(first, Unresolved):
        return Missing(measure, first.why, first.detail)
    values = [UNNAMED if isinstance(number, Unresolved) else number.value for number in whole]
    if len(set(values)) > 1:
        return Missing(measure, Why.AMBIGUOUS, f"several numbers, not added up: {', '.join(values)}")
    return first


def point(place: Place) -> tuple[float, float] | None:
    """Latitude and longitude, no finer than the place's precision; None for a whole country."""
    if place.precision in NEVER_POINTS:
        return None
    decimals = _DECIMALS.get(place.precision, 1)
    return round(place.lat, decimals), round(place.lon, decimals)


def missing_of_page(article: Article) -> tuple[Missing, ...]:
    """What was looked for on a page and not found."""
    header = article.header
    return (*_say("published", header.published), *_say("outlet", header.outlet), *_say("language", header.language))


def missing(claim: Claim) -> tuple[Missing, ...]:
    """Every value of a claim that was looked for and not found, each once, in the order of the fields."""
    return tuple(dict.fromkeys(_missing(claim)))


def _missing(claim: Claim) -> Iterator[Missing]:
    yield from _say("time", claim.when)
    yield from _say("place", claim.place)
    for filler in claim.fillers:
        for value in (filler.actor, filler.place, filler.when):
            yield from _say(f"{filler.role} {meant(filler.evidence, filler.refers_to)!r}", value)
    for count in claim.counts:
        yield from _say(f"{count.measure} {count.evidence.exact!r}", count.number)
    for measure in ("killed", "wounded"):
        number = incident_number(claim, measure)
        if isinstance(number, Missing) and number.why in (Why.AMBIGUOUS, Why.NOT_STATED):
            yield number
    for joint in claim.attribution.chain:
        for claimant in joint:
            name = f" {claimant_words(claimant)!r}" if claimant.evidence else ""
            yield from _say(f"claimant{name}", claimant.actor)


def _say(field: str, value: object) -> Iterator[Missing]:
    if isinstance(value, Unresolved):
        yield Missing(field, value.why.value, value.detail)


def joined(words: Iterable[str]) -> str:
    """Words of several fillers in one cell, each once."""
    return "; ".join(dict.fromkeys(words))
