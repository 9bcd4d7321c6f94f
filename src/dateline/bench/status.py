"""Task `status`: whether a claim's status agrees with people's judgements of how surely the event happened.

Given gold: nothing but the sentence; each is coded as a page of its own. Only events that we claim are compared (our
trigger overlaps the event's word): `coverage` is their share of all, so these figures are not those of systems that are
handed every event word, ordinary verbs of every sense included, and none stands beside them.

The scale is FactBank's (Saurí and Pustejovsky 2009): 3 certain, 2 probable, 1 possible, 0 not committed to, negative
for what is counter to fact. Our statuses on it are in `VALUES`; an actual event under a hedge is probable. Happened
(value above 1.5, between possible and probable) against not gives accuracy and macro F1; the values give the mean
absolute error and Pearson's r, the field's two figures.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from dateline.bench.figures import Board, told
from dateline.bench.rows import Row
from dateline.bench.sets.factuality import SETS, JudgedSentence, read_factuality
from dateline.bench.tasks import Bench, Missing
from dateline.checking import as_page
from dateline.pipeline import Machine
from dateline.records import Claim

#: our statuses on FactBank's scale
VALUES = {
    "actual": 3.0,
    "planned": 1.0,
    "possible": 1.0,
    "urged": 0.0,
    "attempted": 0.0,
    "denied": -3.0,
    "averted": -3.0,
}
_HEDGED = 2.0
_HAPPENED = 1.5
Pair = tuple[float, float]  # gold, ours


def run(bench: Bench) -> Iterator[Row]:
    """Rows of every set that is there; raises Missing where none is."""
    folder = bench.data / "events" / "data" / "factuality" / "glue_data"
    found = {name: folder / at / f"{bench.split}.jsonl" for name, at in SETS.items()}
    found = {name: path for name, path in found.items() if path.exists()}
    if not found:
        raise Missing("judgements of factuality", folder)
    for name, path in found.items():
        yield from _rows(bench, name, read_factuality(path))


def _rows(bench: Bench, name: str, sentences: Sequence[JudgedSentence]) -> Iterator[Row]:
    judged = [pairs_of(bench.machine, sentence) for sentence in told(bench, f"status, {name}", sentences)]
    board = Board("status", name, bench.split)
    events = sum(len(sentence.events) for sentence in sentences)
    pairs = [pair for some in judged for pair in some]
    yield board.row("coverage", len(pairs) / events if events else 0.0, None, events)
    if pairs:
        yield board.mean_row("accuracy", pairs, accuracy)
        yield board.mean_row("macro_f1", pairs, macro_f1)
        yield board.mean_row("mae", pairs, lambda some: statistics.fmean(abs(a - b) for a, b in some))
        yield board.mean_row("pearson_r", pairs, pearson_r)


def pairs_of(machine: Machine, gold: JudgedSentence) -> list[Pair]:
    """For each event that we claim: its gold value and ours. A page keeps its characters, so offsets stay."""
    done = machine.code(as_page(gold.text, "bench", None))
    out = []
    for start, end, value in gold.events:
        over = [c for c in done.claims if c.trigger.start < end and start < c.trigger.end]
        if over and len(done.article.text) == len(gold.text):
            out.append((value, value_of(min(over, key=lambda c: c.trigger.end - c.trigger.start))))
    return out


def value_of(claim: Claim) -> float:
    """The claim's status on the scale."""
    hedged = claim.status == "actual" and any(f.role == "hedge" for f in claim.fillers)
    return _HEDGED if hedged else VALUES[claim.status]


def accuracy(pairs: Sequence[Pair]) -> float:
    """Share of events where both say that it happened, or both that it did not."""
    return sum((a > _HAPPENED) == (b > _HAPPENED) for a, b in pairs) / len(pairs)


def macro_f1(pairs: Sequence[Pair]) -> float:
    """Mean of the F1 of "happened" and of "did not".

    >>> macro_f1([(3.0, 3.0), (-3.0, -3.0), (0.0, 3.0)])
    0.6666666666666666
    """
    out = []
    for side in (True, False):
        gold, ours = [(a > _HAPPENED) is side for a, _ in pairs], [(b > _HAPPENED) is side for _, b in pairs]
        both = sum(a and b for a, b in zip(gold, ours, strict=True))
        out.append(2 * both / (sum(gold) + sum(ours)) if sum(gold) + sum(ours) else 0.0)
    return statistics.fmean(out)


def pearson_r(pairs: Sequence[Pair]) -> float:
    """Pearson's correlation; 0 where either side does not vary."""
    gold, ours = [a for a, _ in pairs], [b for _, b in pairs]
    if len(set(gold)) < 2 or len(set(ours)) < 2:
        return 0.0
    return statistics.correlation(gold, ours)
