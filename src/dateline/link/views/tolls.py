"""Tolls of an incident by claimant, as stated.

Copies are folded onto what they copy. A part ("including three children") and a total stand apart, groups stand apart,
nothing is added up, and what is not stated is missing, never 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dateline.knowledge.lexicon import linking_words
from dateline.knowledge.ontology import load_ontology
from dateline.link.archive import Archive
from dateline.link.claimants import Voice, claimants_of
from dateline.link.figures import Figure, figures_of
from dateline.link.numbers import bounds, equal, is_stated
from dateline.link.words import content_words, is_function_word, words_in
from dateline.records import Claim, Incident, Number

_JOINING = ("and", "or")


@dataclass(frozen=True, slots=True)
class TollRow:
    """One claimant's figure for one measure and group: the current one, and those it replaced, oldest first."""

    claimant: str
    claimant_key: str
    claimant_kind: str  # named, described, unnamed, own-voice
    measure: str
    group: str | None
    group_key: tuple[str, ...]
    part: bool
    number: Number
    words: str  # as written
    day: str | None  # of the page that states it first
    claim_ids: tuple[str, ...]  # that state the current figure, copies among them
    former: tuple[Number, ...]
    former_claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TollTable:
    """The tolls of one or several incidents that a reader takes together."""

    incident_ids: tuple[str, ...]
    rows: tuple[TollRow, ...]


@dataclass(frozen=True, slots=True)
class _Stated:
    figure: Figure
    claim: Claim
    voice: Voice
    former: bool  # told as a figure of before


def toll_table(incidents: Sequence[Incident], archive: Archive, measures: Iterable[str] | None = None) -> TollTable:
    """Who gives which figure, by measure, claimant and group; by default for every measure of harm to people."""
    wanted = frozenset(measures) if measures is not None else _harm()
    stated: dict[tuple[str, str, tuple[str, ...], bool], list[_Stated]] = defaultdict(list)
    for incident in incidents:
        for claim in archive.claims_of(incident):
            for found in _stated(claim, archive):
                f = found.figure
                if f.measure in wanted:
                    stated[f.measure, found.voice.key, tuple(sorted(f.group)), f.part].append(found)
    for measure, voice, group, part in [key for key in stated if not key[3]]:
        whole, smaller = _smaller_apart(stated[measure, voice, group, part])
        stated[measure, voice, group, False] = whole
        if smaller:
            stated[measure, voice, group, True] += smaller
    rows = [_row(found, key[3], archive) for key, found in stated.items()]
    order = {name: at for at, name in enumerate(load_ontology().measures)}
    rows.sort(key=lambda r: (order[r.measure], r.part, r.group_key, r.day or "9999", r.claimant_key))
    return TollTable(tuple(incident.id for incident in incidents), tuple(rows))


def _harm() -> frozenset[str]:
    return frozenset(name for name, measure in load_ontology().measures.items() if measure.harm)


def _stated(claim: Claim, archive: Archive) -> list[_Stated]:
    article = archive.article_of(claim)
    voices = claimants_of(claim, article, archive.family_of.get(article.id))
    former = any(token.lower in linking_words().superseded for token in words_in(claim.sentence_evidence.exact))
    return [_Stated(f, claim, voice, former) for f in figures_of(claim) for voice in voices]


def _smaller_apart(found: Sequence[_Stated]) -> tuple[list[_Stated], list[_Stated]]:
    """One claimant's figures that stand for the whole, and smaller ones of the same page that cannot be it.

    "The toll rose to 24 ... seven died overnight": nobody takes 24 back on the page that gives it, so seven are a part.
    """
    smaller = []
    for one in found:
        page = [s for s in found if s.claim.article_id == one.claim.article_id and not s.former]
        lower = [s for s in page if is_stated(s.figure.number) and is_stated(one.figure.number)]
        if not one.former and any(bounds(one.figure.number)[1] < bounds(s.figure.number)[0] for s in lower):
            smaller.append(one)
    return [s for s in found if s not in smaller], smaller


def _row(found: Sequence[_Stated], part: bool, archive: Archive) -> TollRow:
    """A copy says nothing new: only own statements settle which figure is current."""
    own = [s for s in found if archive.twins.original(s.claim.id) is None] or list(found)
    live = [s for s in own if not s.former] or own
    current = live[-1]
    same = [
        s for s in found if equal(s.figure.number, current.figure.number) or s.figure.number == current.figure.number
    ]
    first = same[0]
    replaced = [s for s in found if s not in same]
    return TollRow(
        claimant=current.voice.name,
        claimant_key=current.voice.key,
        claimant_kind=current.voice.kind,
        measure=current.figure.measure,
        group=current.figure.group_words,
        group_key=tuple(sorted(current.figure.group)),
        part=part,
        number=current.figure.number,
        words=current.figure.evidence.exact,
        day=archive.day_of(first.claim),
        claim_ids=tuple(dict.fromkeys(s.claim.id for s in same)),
        former=tuple({s.figure.number.value: s.figure.number for s in replaced}.values()),
        former_claim_ids=tuple(dict.fromkeys(s.claim.id for s in replaced)),
    )


def comparable_rows(
    table: TollTable, measure: str, usable: Callable[[Number], bool] = is_stated
) -> tuple[list[TollRow], str | None]:
    """The rows that count the same: totals of nobody in particular, else of the group that most claimants count.

    A group may be told more or less fully ("park rangers", "rangers"). Ties between groups go to the larger one ("29
    civilians", not "8 women"). Only usable numbers are taken.
    """
    rows = [r for r in table.rows if r.measure == measure and not r.part and usable(r.number)]
    plain = [r for r in rows if not r.group_key]
    if plain or not rows:
        return plain, None
    groups = {key: _of_group(key, rows) for key in dict.fromkeys(r.group_key for r in rows)}
    largest = {key: max(bounds(r.number)[0] for r in found) for key, found in groups.items()}
    most = min(groups, key=lambda key: (-len(groups[key]), -largest[key], len(key), key))
    return groups[most], next(r.group for r in rows if r.group_key == most)


def others_counted(table: TollTable, measure: str, taken: Sequence[TollRow]) -> bool:
    """True where somebody counts another group than the rows taken do: a view of these leaves that figure out."""
    groups = {row.group_key for row in taken}
    return any(r.measure == measure and not r.part and r.group_key not in groups for r in table.rows)


def _of_group(key: tuple[str, ...], rows: Sequence[TollRow]) -> list[TollRow]:
    """The rows of a group, and those that name it more or less fully; only its own where these cannot all be one group.

    "Soldiers" may be "Syrian soldiers" or "Turkish soldiers"; where both are counted, or one claimant counts both the
    soldiers and the Syrian ones, they are not the same.
    """
    own = [r for r in rows if r.group_key == key]
    head = _head(own[0])
    near = [r for r in rows if head and _head(r) == head]
    one_group = all(_nested(a.group_key, b.group_key) for a in near for b in near)
    each_once = len({r.claimant_key for r in near}) == len(near)
    return near if near and one_group and each_once else own


def _nested(one: Sequence[str], other: Sequence[str]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one)


def _head(row: TollRow) -> frozenset[str]:
    """The noun that names a group, as a stem: "park rangers", "rangers of the park"; none for "women and children"."""
    words: list[str] = []
    for token in words_in(row.group or ""):
        if token.lower in _JOINING:
            return frozenset()
        if not is_function_word(token.lower):
            words.append(token.text)
        elif words:
            break
    return content_words(words[-1]) if words else frozenset()
