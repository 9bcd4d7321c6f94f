"""What the further names of a place phrase say of the one that is meant: what it lies in."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.protocols import GazetteerEntry
from dateline.resolve.places_choose import Setting, inside, judge, lies_near
from dateline.resolve.places_phrase import NamePart, Phrase

_IN = re.compile(
    r"^(?!(?:.* )?(?:and|or)\b)(?:[a-z-]+ ?){0,3}[,(]$|\b(?:in|of|inside|within)(?: the)?(?: [a-z-]+){0,3}$"
)
_UNITS = ("admin1", "country")


def within(phrase: Phrase, head: NamePart, setting: Setting) -> tuple[Setting, NamePart | None]:
    """What the phrase says for its head, added to a setting; a container that none of the head's candidates lies in."""
    if not phrase.containers:
        return replace(setting, countries=phrase.countries, level=phrase.level), None
    setting = replace(setting, countries=phrase.countries)
    elsewhere = None
    for part in sorted(phrase.containers, key=lambda p: p.candidates[0].kind != "country"):
        entry = _container(phrase, head, part, replace(setting, level=part.noun))
        if part.noun is None and entry.kind == "settlement":
            unit = next((c for c in part.candidates if c.kind == "admin1" and lies_near(c, entry)), None)
            entry = unit or entry
        if not any(inside(c, entry) or c.id == entry.id for c in head.candidates):
            elsewhere = elsewhere or (part if _holds(phrase, head, part) else None)
        elif entry.kind == "country":
            setting = replace(setting, countries=(*setting.countries, *filter(None, (entry.country,))))
        else:
            setting = replace(setting, containers=(*setting.containers, entry))
    return replace(setting, level=phrase.level), elsewhere


def provinces(entries: tuple[GazetteerEntry, ...]) -> tuple[GazetteerEntry, ...]:
    """What may stand behind a town and a comma: provinces of that name and what lies in them, where there are any."""
    units = [e for e in entries if e.kind == "admin1"]
    return tuple(e for e in entries if e in units or any(lies_near(u, e) for u in units)) or entries


def _container(phrase: Phrase, head: NamePart, part: NamePart, setting: Setting) -> GazetteerEntry:
    """Which place a further name is: where the phrase says that the head lies in it, one that it does lie in."""
    entries = [j.entry for j in judge(part.text, part.candidates, setting)]
    if not _holds(phrase, head, part):
        return entries[0]
    holding = [e for e in entries if any(inside(c, e) and c.id != e.id for c in head.candidates)]
    return next((e for e in holding if e.kind in _UNITS), (*holding, entries[0])[0])


def _holds(phrase: Phrase, head: NamePart, part: NamePart) -> bool:
    """True where the phrase says that a name contains the head: "X in Y", "X, Y", "Y's X"."""
    gap = phrase.words[head.end : part.start].lower().strip()
    return part.owner or bool(_IN.search(gap))
