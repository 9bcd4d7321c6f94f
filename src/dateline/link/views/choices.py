"""The named rules that pick a figure from a toll table; none is stored, each says whose figure it took and why.

`lowest`, `latest`, `most-independent` and `range` are ours. `acled`, `ucdp` and `gtd` settle conflicting tolls as the
codebooks of those data sets say (ACLED codebook on fatalities; UCDP GED codebook on best, low and high; GTD codebook on
`nkill`), as far as a rule without a coder's judgement can.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.errors import ConfigError
from dateline.knowledge.ontology import load_ontology
from dateline.link.archive import Archive
from dateline.link.independence import independence_of
from dateline.link.numbers import bounds, equal, is_stated, shown
from dateline.link.views.tolls import TollRow, TollTable, comparable_rows, others_counted
from dateline.records import Number, Unresolved, Why


@dataclass(frozen=True, slots=True)
class Chosen:
    """A figure picked by a named rule: bounds, whose it is, and why. A missing bound is open.

    `best` is the one figure that the rules of a data set write; the other rules leave it out.
    """

    rule: str
    measure: str
    group: str | None
    low: int | None
    high: int | None
    claimants: tuple[str, ...]
    claim_ids: tuple[str, ...]
    reason: str
    best: int | None = None


def choose(table: TollTable, rule: str, measure: str, archive: Archive) -> Chosen | Unresolved:
    """One figure for a measure by a named rule; raises ConfigError for a rule that does not exist.

    Only `acled` reads vague words ("dozens") as numbers and writes 0 where nothing is stated: its layout has no other
    way. Every other rule leaves both unresolved.
    """
    if rule not in RULE_NAMES:
        raise ConfigError(f"no rule is called {rule!r}; choose one of {', '.join(RULE_NAMES)}")
    if rule == "acled":
        return _acled(table, measure)
    rows, group = comparable_rows(table, measure)
    if not rows:
        return Unresolved(Why.NOT_STATED, f"no claim gives a number of {measure} for this happening as a whole")
    return _with_others(RULES[rule](rows, group, archive), table, rows)


def _with_others(chosen: Chosen, table: TollTable, rows: Sequence[TollRow]) -> Chosen:
    """The choice; its reason says so where some count another group."""
    if others_counted(table, chosen.measure, rows):
        return replace(chosen, reason=f"{chosen.reason}, others count other groups")
    return chosen


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

    ranked = [(_behind(row, rows, archive), row) for row in rows]
    (groups, same), row = min(ranked, key=lambda item: (-item[0][0], _rank(item[1].number), item[1].claimant_key))
    claim_ids = tuple(dict.fromkeys(claim_id for r in same for claim_id in r.claim_ids))
    many = f"{groups} independent group{'' if groups == 1 else 's'} behind it"
    claimants = tuple(r.claimant for r in same)
    return Chosen("most-independent", row.measure, group, *_ends([row]), claimants, claim_ids, many)


def _behind(row: TollRow, rows: Sequence[TollRow], archive: Archive) -> tuple[int, list[TollRow]]:
    """How many independent groups stand behind a row's figure, and the rows that give it."""
    same = [r for r in rows if equal(r.number, row.number)] or [row]
    claims = [archive.claims[claim_id] for r in same for claim_id in r.claim_ids]
    return independence_of(claims, archive).n_independent_groups, same


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
    return f"{len(rows)} figure{'' if len(rows) == 1 else 's'} by {claimants} claimant{'' if claimants == 1 else 's'}"


def _ucdp(rows: Sequence[TollRow], group: str | None, archive: Archive) -> Chosen:
    """Best: the figure with the most independent groups, then the latest, then the lowest; low and high beside it."""
    low, high = _ends(rows)

    def standing(row: TollRow) -> tuple[int, int]:
        groups, _ = _behind(row, rows, archive)
        return -groups, _rank(row.number)

    last = max(row.day or "" for row in rows)
    row = min(rows, key=lambda r: (standing(r)[0], (r.day or "") != last, standing(r)[1], r.claimant_key))
    best = _rank(row.number)
    why = f"the best founded of {_count(rows)}: most independent groups, then the latest, then the lowest"
    found = _one("ucdp", row, group, why)
    low = best if low is None else min(low, best)
    return replace(found, low=low, high=None if high is None else max(high, best), best=best)


def _gtd(rows: Sequence[TollRow], group: str | None, archive: Archive) -> Chosen:
    """The figure that more than half of the independent groups give; where none has a majority, the lowest."""
    every = independence_of([archive.claims[c] for row in rows for c in row.claim_ids], archive).n_independent_groups
    ranked = [(_behind(row, rows, archive)[0], row) for row in rows]
    groups, row = min(ranked, key=lambda item: (-item[0], _rank(item[1].number), item[1].claimant_key))
    if 2 * groups <= every:
        row = min(rows, key=lambda r: (_rank(r.number), bounds(r.number)[1], r.claimant_key))
        why = f"no figure has a majority of {every} independent groups: the lowest of {_count(rows)}"
    else:
        why = f"given by {groups} of {every} independent group{'' if every == 1 else 's'}"
    return replace(_one("gtd", row, group, why), best=_rank(row.number))


def _acled(table: TollTable, measure: str) -> Chosen:
    """The lowest figure, vague words read as the codebook reads them; nothing stated is written as 0."""
    rows, group = comparable_rows(table, measure, lambda number: _acled_figure(number) is not None)
    if not rows:
        return Chosen("acled", measure, None, 0, 0, (), (), "no claim states a number; this layout writes 0", best=0)
    figure, _, row = min(((_acled_figure(r.number) or 0, r.claimant_key, r) for r in rows), key=lambda item: item[:2])
    read = f" ({shown(row.number)!r} is read as {figure})" if row.number.vague is not None else ""
    reason = f"{shown(row.number)} by {row.claimant}: the lowest of {_count(rows)}{read}"
    chosen = Chosen("acled", measure, group, figure, figure, (row.claimant,), row.claim_ids, reason, best=figure)
    return _with_others(chosen, table, rows)


def _acled_figure(number: Number) -> int | None:
    """The number that ACLED writes for this one; None where it has no rule."""
    words = load_ontology().vague
    if number.vague is not None:
        return words[number.vague].acled if number.vague in words else None
    return _rank(number) if is_stated(number) else None


RULES: Mapping[str, Callable[[Sequence[TollRow], str | None, Archive], Chosen]] = {
    "lowest": _lowest,
    "latest": _latest,
    "most-independent": _most_independent,
    "range": _range,
    "ucdp": _ucdp,
    "gtd": _gtd,
}
RULE_NAMES = (*RULES, "acled")
