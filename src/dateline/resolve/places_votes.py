"""What the names of a page say of the countries it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dateline.knowledge.gazetteer_names import fold
from dateline.protocols import GazetteerEntry
from dateline.resolve.places_choose import Setting, judge
from dateline.resolve.places_find import FoundPlace

_LARGE = 50_000  # people; a place this large speaks for its country by itself

Vote = tuple[str, str, int]  # a name (folded; empty for countries and large places), a country, the weight


def votes_of(found: Iterable[FoundPlace], setting: Setting) -> tuple[Vote, ...]:
    """The votes of names; a name found in several countries goes to one that another name gives, else to the likeliest.

    `setting` is that of a story about nothing yet.
    """
    out: list[Vote] = []
    open_names: list[FoundPlace] = []
    for place in found:
        if place.in_dateline or place.borrowed:
            continue
        best = place.candidates[0]
        whole = best.kind == "country"
        if len({c.country for c in place.candidates}) == 1 or (whole and not _rivals(place)):
            out.append((_voter(place, best), best.country or "", 2 if whole else 1))
        else:
            open_names.append(place)
    sure: Counter[str] = Counter()
    for _, country, weight in out:
        sure[country] += weight
    ranked = sorted(((c, n) for c, n in sure.items() if c), key=lambda pair: (-pair[1], pair[0]))
    story = replace(setting.story, countries=tuple(c for c, _ in ranked))
    for place in open_names:
        best = judge(place.text, place.candidates, replace(setting, story=story))[0].entry
        if best.country in story.countries or not any(c.country in story.countries for c in place.candidates):
            out.append((_voter(place, best), best.country or "", 1))
    return tuple(vote for vote in out if vote[1])


def _voter(place: FoundPlace, best: GazetteerEntry) -> str:
    sure = best.kind == "country" or best.id.startswith("dl:") or best.population > _LARGE
    return "" if sure else fold(place.text)


def _rivals(place: FoundPlace) -> bool:
    """True for Georgia: a country's name that is another country's province too."""
    best = place.candidates[0]
    return any(c.kind == "admin1" and c.country != best.country and c.match == best.match for c in place.candidates)
