"""Task `times`: time expressions and their TIMEX3 values, scored as TempEval-3 scored them (UzZaman et al. 2013).

An expression of the system matches one of the annotators if they share a character (relaxed) or all of them (strict);
each matches at most one, in text order. Precision is over the system's expressions, recall over the annotators'. The
value figure is the F1 of expressions that match relaxed and have exactly the annotated value: value accuracy times
relaxed F1. The day of the document itself is given, not scored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.bench.bootstrap import spread
from dateline.bench.rows import Row
from dateline.bench.sets.tempeval import PARTS, Annotated, TimeDocument, read_tempeval
from dateline.bench.sets.timenorm import ListedTimes, read_timenorm
from dateline.bench.tasks import Bench, Missing
from dateline.knowledge.times import feast_calendar, time_words, timex_words
from dateline.resolve.times import TimeGrammar
from dateline.resolve.times_timex import Timex, TimexGrammar

_SPLITS = {"dev": ("timebank", "aquaint"), "test": ("platinum",)}
_LISTS = {"dev": "train", "test": "test"}
_HEIDELTIME = (0.776, "HeidelTime (SUTime .674)")
METRICS = ("value_f1", "relaxed_f1", "strict_f1")


@dataclass(frozen=True, slots=True)
class TimeTally:
    """What counts in one document."""

    gold: int
    given: int
    strict: int
    relaxed: int
    value: int


def tally(gold: Sequence[Annotated], given: Sequence[Timex]) -> TimeTally:
    """The matches of one document's expressions."""
    strict = relaxed = value = 0
    free = list(given)
    for one in sorted(gold, key=lambda g: (g.start, g.end)):
        other = next((t for t in free if t.start < one.end and one.start < t.end), None)
        if other is not None:
            free.remove(other)
            relaxed += 1
            strict += (other.start, other.end) == (one.start, one.end)
            value += other.value == one.value
    return TimeTally(len(gold), len(given), strict, relaxed, value)


def f1(tallies: Sequence[TimeTally], metric: str) -> float:
    """The F1 over all documents of one of METRICS."""
    both = sum(t.gold + t.given for t in tallies)
    return 2 * sum(getattr(t, metric.removesuffix("_f1")) for t in tallies) / both if both else 0.0


def run(bench: Bench) -> Iterator[Row]:
    """Rows of every part and of all together; on the development sets also of the half the rules were not tuned on.

    Raises Missing where neither TempEval-3 nor timenorm is there.
    """
    grammar = TimexGrammar(TimeGrammar(time_words(), feast_calendar()), timex_words())
    parts = {part: _documents(bench, part) for part in _SPLITS[bench.split]}
    listed = bench.data / "reading" / "data" / "timenorm_en" / f"{_LISTS[bench.split]}.tsv"
    if not any(parts.values()) and not listed.exists():
        raise Missing("no TempEval-3 texts and no timenorm list", bench.data / "reading" / "data")
    done = {
        part: [(doc, tally(doc.times, grammar.find(doc.text, doc.created))) for doc in docs]
        for part, docs in parts.items()
    }
    every = [pair for pairs in done.values() for pair in pairs]
    sets = {part: [t for _, t in pairs] for part, pairs in done.items() if pairs}
    if len(sets) > 1:
        sets["+".join(sets)] = [t for _, t in every]
        sets["even ids"] = [t for doc, t in every if not _is_odd(doc.id)]
        sets["odd ids (not tuned on)"] = [t for doc, t in every if _is_odd(doc.id)]
    for name, tallies in sets.items():
        yield from _rows(name, bench.split, tallies)
    if listed.exists():
        yield _list_row(grammar, bench.split, list(read_timenorm(listed)))


def _documents(bench: Bench, part: str) -> list[TimeDocument]:
    """The documents of a part; none where it is not there."""
    return list(read_tempeval(bench.data / "reading" / "data" / "tempeval3" / PARTS[part]))


def _is_odd(ident: str) -> bool:
    """Whether the last number of a document's id is odd."""
    return int(re.findall(r"\d+", ident)[-1]) % 2 == 1


def _rows(name: str, split: str, tallies: Sequence[TimeTally]) -> Iterator[Row]:
    n = sum(t.gold for t in tallies)
    for metric in METRICS:

        def figure(sample: Sequence[TimeTally], metric: str = metric) -> float:
            return f1(sample, metric)

        low, high = spread(tallies, figure)
        published, by = _HEIDELTIME if (metric, name) == ("value_f1", "platinum") else (None, None)
        yield Row("times", name, split, metric, f1(tallies, metric), low, high, n, published, by)


def _list_row(grammar: TimexGrammar, split: str, docs: Sequence[ListedTimes]) -> Row:
    """Values of expressions given without a text: one a paragraph, so that only their order says what was told."""
    right = [_right(grammar, doc) for doc in docs]

    def figure(sample: Sequence[tuple[int, int]]) -> float:
        return sum(r for r, _ in sample) / max(1, sum(n for _, n in sample))

    low, high = spread(right, figure)
    return Row("times", "timenorm", split, "accuracy", figure(right), low, high, sum(n for _, n in right), None, None)


def _right(grammar: TimexGrammar, doc: ListedTimes) -> tuple[int, int]:
    """How many values of a list are right, and of how many."""
    text, right = "", 0
    spans: list[tuple[int, int, str]] = []
    for words, value in doc.items:
        text += "In " if words.isdecimal() else ""
        spans.append((len(text), len(text) + len(words), value))
        text += f"{words}.\n\n"
    found = grammar.find(text, doc.created)
    for start, end, value in spans:
        right += any(t.value == value for t in found if t.start < end and start < t.end)
    return right, len(spans)
