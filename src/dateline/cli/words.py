"""Claims in short words, for terminals: who, where, when, how many, according to whom."""

from __future__ import annotations

from dateline.export.values import chain_words, count_words, meant
from dateline.records import ActorRef, Claim, Place, Unresolved, When


def day_words(claim: Claim) -> str:
    """The claim's interval, or "-"."""
    when = claim.when
    if isinstance(when, Unresolved):
        return "-"
    return interval_words(when)


def interval_words(when: When) -> str:
    """An interval of days; a day alone is written once."""
    first = when.earliest.isoformat() if when.earliest else ""
    last = when.latest.isoformat() if when.latest else ""
    return first if first == last else f"{first}..{last}"


def place_words(place: Place | Unresolved) -> str:
    """A place's name with its precision where it is coarser than a settlement, or "-"."""
    if isinstance(place, Unresolved):
        return "-"
    fine = place.precision in ("exact", "settlement")
    return place.label if fine else f"{place.label} ({place.precision})"


def role_words(claim: Claim, role: str) -> str:
    """The fillers of a role: the entity's name where one was found, else the words."""
    names = []
    for filler in claim.fillers:
        if filler.role == role:
            known = isinstance(filler.actor, ActorRef) and filler.actor.basis != "described"
            name = filler.actor.name if known and isinstance(filler.actor, ActorRef) else None
            names.append(name or meant(filler.evidence, filler.refers_to))
    return "; ".join(dict.fromkeys(names))


def counts_words(claim: Claim) -> str:
    """The claim's counts: "killed >=12; wounded dozens"; running totals marked."""
    out = []
    for count in claim.counts:
        words = count_words(count)
        if words is not None:
            measure, value, scope, *_ = words.split(" ")
            out.append(f"{measure} {value}" + (" (running total)" if scope == "cumulative" else ""))
    return "; ".join(out)


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "page"), counted(2000, "page")
    ('1 page', '2,000 pages')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def source_words(claim: Claim) -> str:
    """According to whom; the outlet itself where nobody is named."""
    return chain_words(claim) or "(own voice)"
