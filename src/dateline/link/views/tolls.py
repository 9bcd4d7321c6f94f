"""Tolls of an incident by claimant, and the named rules that pick a figure: lowest, latest, most-independent, range.

Copies are folded onto what they copy. A part ("including three children") and a total stand apart, groups stand apart,
nothing is added up, and what is not stated is missing, never 0.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.errors import ConfigError
from dateline.knowledge.ontology import load_ontology
from dateline.link.archive import Archive
from dateline.link.claimants import Voice, claimants_of
from dateline.link.figures import Figure, figures_of
from dateline.link.independence import independence_of
from dateline.link.numbers import bounds, equal, is_stated, shown
from dateline.link.words import words_in
from dateline.records import Claim, Incident, Number, Unresolved, Why

_FORMER = frozenset("earlier previously initially initial previous before".split())


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
class Chosen:
    """A figure picked by a named rule: bounds, whose it is, and why. A missing bound is open."""

    rule: str
    measure: str
    group: str | None
    low: int | None
    high: int | None
    claimants: tuple[str, ...]
    claim_ids: tuple[str, ...]
    reason: str


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
    rows = [_row(found, archive) for found in stated.values()]
    order = {name: at for at, name in enumerate(load_ontology().measures)}
    rows.sort(key=lambda r: (order[r.measure], r.part, r.group_key, r.day or "9999", r.claimant_key))
    return TollTable(tuple(incident.id for incident in incidents), tuple(rows))


def _harm() -> frozenset[str]:
    return frozenset(name for name, measure in load_ontology().measures.items() if measure.harm)


def _stated(claim: Claim, archive: Archive) -> list[_Stated]:
    article = archive.article_of(claim)
    voices = claimants_of(claim, article, archive.family_of.get(article.id))
    former = any(token.lower in _FORMER for token in words_in(claim.sentence_evidence.exact))
    return [_Stated(f, claim, voice, former) for f in figures_of(claim) for voice in voices]


def _row(found: Sequence[_Stated], archive: Archive) -> TollRow:
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
        part=current.figure.part,
        number=current.figure.number,
        words=current.figure.evidence.exact,
        day=archive.day_of(first.claim),
        claim_ids=tuple(dict.fromkeys(s.claim.id for s in same)),
        former=tuple({s.figure.number.value: s.figure.number for s in replaced}.values()),
        former_claim_ids=tuple(dict.fromkeys(s.claim.id for s in replaced)),
    )


def choose(table: TollTable, rule: str, measure: str, archive: Archive) -> Chosen | Unresolved:
    """One figure for a measure by a named rule; raises ConfigError for a rule that does not exist."""
    if rule not in RULES:
        raise ConfigError(f"no rule is called {rule!r}; choose one of {', '.join(RULES)}")
    rows, group = comparable_rows(table, measure)
    if not rows:
        return Unresolved(Why.NOT_STATED, f"no claim gives a number of {measure} for this happening as a whole")
    return RULES[rule](rows, group, archive)


def comparable_rows(table: TollTable, measure: str) -> tuple[list[TollRow], str | None]:
    """The rows that count the same: totals of nobody in particular, else of the group that most claimants count."""
    rows = [r for r in table.rows if r.measure == measure and not r.part and is_stated(r.number)]
    plain = [r for r in rows if not r.group_key]
    if plain or not rows:
        return plain, None
    groups = Counter(r.group_key for r in rows)
    most = min(groups, key=lambda g: (-groups[g], g))
    found = [r for r in rows if r.group_key == most]
    return found, found[0].group


def _rank(number: Number) -> int:
    """The figure by which rows are ranked: the lower bound, else the figure itself, else the upper bound."""
    return next(value for value in (number.low, number.point, number.high) if value is not None)


def _lowest(rows: Sequence[TollRow], group: str | None, _: Archive) -> Chosen:
    row = min(rows, key=lambda r: (_rank(r.number), bounds(r.number)[1], r.claimant_key))
    return _one("lowest", row, group, f"the lowest of {_count(rows)}")


def _latest(rows: Sequence[TollRow], group: str | None, _: Archive) -> Chosen:
    dated = [r for r in rows if r.day] or list(rows)
    last = max(r.day or "" for r in dated)
    row = min((r for r in dated if (r.day or "") == last), key=lambda r: (_rank(r.number), r.claimant_key))
    return _one("latest", row, group, f"stated on {last or 'a page without a day'}, the latest of {_count(rows)}")


def _most_independent(rows: Sequence[TollRow], group: str | None, archive: Archive) -> Chosen:
    """The figure with the most independent groups behind it; ties go to the lower figure."""

    def behind(row: TollRow) -> tuple[int, list[TollRow]]:
        same = [r for r in rows if equal(r.number, row.number)] or [row]
        claims = [archive.claims[claim_id] for r in same for claim_id in r.claim_ids]
        return independence_of(claims, archive).n_independent_groups, same

    ranked = [(behind(row), row) for row in rows]
    (groups, same), row = min(ranked, key=lambda item: (-item[0][0], _rank(item[1].number), item[1].claimant_key))
    claim_ids = tuple(dict.fromkeys(claim_id for r in same for claim_id in r.claim_ids))
    many = f"{groups} independent group{'' if groups == 1 else 's'} behind it"
    claimants = tuple(r.claimant for r in same)
    return Chosen("most-independent", row.measure, group, *_ends([row]), claimants, claim_ids, many)


def _range(rows: Sequence[TollRow], group: str | None, _: Archive) -> Chosen:
    claim_ids = tuple(dict.fromkeys(claim_id for r in rows for claim_id in r.claim_ids))
    claimants = tuple(dict.fromkeys(r.claimant for r in rows))
    return Chosen(
        "range", rows[0].measure, group, *_ends(rows), claimants, claim_ids, f"from lowest to highest of {_count(rows)}"
    )


def _one(rule: str, row: TollRow, group: str | None, why: str) -> Chosen:
    reason = f"{shown(row.number)} by {row.claimant}: {why}"
    return Chosen(rule, row.measure, group, *_ends([row]), (row.claimant,), row.claim_ids, reason)


def _ends(rows: Sequence[TollRow]) -> tuple[int | None, int | None]:
    """The lowest and highest figure written; open below where nothing bounds it, above after an "at least"."""
    numbers = [row.number for row in rows]
    lows = [n.low if n.low is not None else n.point for n in numbers]
    highs = [n.high if n.high is not None else n.point for n in numbers]
    low = min((v for v in lows if v is not None), default=None)
    high = max((v for v in highs if v is not None), default=None)
    open_ends = [n.low for n in numbers if n.low is not None and n.high is None and n.point is None]
    if open_ends and (high is None or max(open_ends) > high):
        high = None
    return low, high


def _count(rows: Sequence[TollRow]) -> str:
    claimants = len({r.claimant_key for r in rows})
    return f"{len(rows)} figures by {claimants} claimant{'' if claimants == 1 else 's'}"


RULES: Mapping[str, Callable[[Sequence[TollRow], str | None, Archive], Chosen]] = {
    "lowest": _lowest,
    "latest": _latest,
    "most-independent": _most_independent,
    "range": _range,
}
