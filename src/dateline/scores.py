"""LEDGER F1: how much of what the gold says was found, and how much of what was found is right (pure functions).

Documents are in the shape of `sources.dat` (id, text, sentences, events). Texts may differ in white space and in lines
left out: every span is compared by its words and by its place in the running text. Events are aligned one to one, best
first: overlapping triggers count 2, the same type 1, the same sentence 0.5; then the facts of aligned events are
compared one by one. The rules are the annotation guide's scorer's.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from dateline.knowledge.guide import SPAN_ROLES

Document = Mapping[str, Any]
Event = Mapping[str, Any]
KINDS = ("type", "status", *SPAN_ROLES, "time", "interval", "count", "source")
_STOP = frozenset(
    "the a an of in on at by to from and or for with its his her their this that these those late early said".split()
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the score: precision, recall, F1 and the number of gold facts."""

    name: str
    precision: float
    recall: float
    f1: float
    gold: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Facts right, given and expected, by kind, of one document."""

    right: Counter[str]
    given: Counter[str]
    gold: Counter[str]
    missed: tuple[Event, ...]


def _squeeze(text: str) -> tuple[str, list[int]]:
    """The text without white space, and for each character its place in that."""
    place: list[int] = []
    kept: list[str] = []
    for ch in text:
        place.append(len(kept))
        if not ch.isspace():
            kept.append(ch)
    return "".join(kept), place


def _axis(gold_text: str, text: str) -> list[int]:
    """For each character of the text, its place in the gold text without white space."""
    gold, _ = _squeeze(gold_text)
    squeezed, place = _squeeze(text)
    if gold == squeezed:
        return place
    to: list[int | None] = [None] * (len(squeezed) + 1)
    for block in SequenceMatcher(None, squeezed, gold, autojunk=False).get_matching_blocks():
        for k in range(block.size):
            to[block.a + k] = block.b + k
    last, filled = 0, []
    for spot in to:
        last = spot if spot is not None else last
        filled.append(last)
    return [filled[p] for p in place]


def _span(axis: Sequence[int], span: Mapping[str, Any]) -> tuple[int, int]:
    if not axis:
        return 0, 0
    last = len(axis) - 1
    return axis[min(span["start"], last)], axis[min(span["end"] - 1, last)] + 1


def _words(text: str) -> set[str]:
    every = set(re.findall(r"\w+", text.lower()))
    return (every - _STOP) or every


def _alike(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    x = _words(f"{a.get('text', '')} {a.get('refers_to') or ''}")
    y = _words(f"{b.get('text', '')} {b.get('refers_to') or ''}")
    return bool(x and y) and len(x & y) * 2 >= min(len(x), len(y))


def _facts(event: Event) -> list[tuple[str, Any]]:
    out: list[tuple[str, Any]] = [("type", event["type"]), ("status", event["status"])]
    for role in (*SPAN_ROLES, "time"):
        out += [(role, filler) for filler in event.get(role, [])]
    out += [("interval", t["interval"]) for t in event.get("time", []) if t.get("interval")]
    out += [("count", count) for count in event.get("count", [])]
    out += [("source", claimant) for link in event.get("source", []) for claimant in link]
    return out


def _equal(kind: str, a: Any, b: Any) -> bool:
    if kind in ("type", "status", "interval"):
        return bool(a == b)
    if kind == "count":
        return (a["measure"], str(a["value"])) == (b["measure"], str(b["value"]))
    return _alike(a, b)


@dataclass(frozen=True, slots=True)
class _Placed:
    event: Event
    span: tuple[int, int]
    sentence: int | None


def _placed(doc: Document, axis: Sequence[int], cuts: Sequence[tuple[int, int]]) -> list[_Placed]:
    out = []
    for event in doc.get("events", []):
        if event.get("trigger"):
            span = _span(axis, event["trigger"])
            sentence = next((i for i, (low, high) in enumerate(cuts) if low <= span[0] < high), None)
            out.append(_Placed(event, span, sentence))
    return out


def align(gold: Sequence[_Placed], got: Sequence[_Placed]) -> list[tuple[int, int]]:
    """Pairs of positions, one to one, best first."""
    pairs = []
    for i, g in enumerate(gold):
        for j, h in enumerate(got):
            over = min(g.span[1], h.span[1]) > max(g.span[0], h.span[0])
            same, near = g.event["type"] == h.event["type"], g.sentence is not None and g.sentence == h.sentence
            if over or (same and near):
                pairs.append((2 * over + same + 0.5 * near, -abs(g.span[0] - h.span[0]), i, j))
    taken_i: set[int] = set()
    taken_j: set[int] = set()
    out = []
    for _, _, i, j in sorted(pairs, reverse=True):
        if i not in taken_i and j not in taken_j:
            taken_i.add(i)
            taken_j.add(j)
            out.append((i, j))
    return out


def _aligned(gold: Document, got: Document) -> tuple[list[_Placed], list[_Placed], list[tuple[int, int]]]:
    """Events of both, and the pairs of positions that stand for one another."""
    _, place = _squeeze(gold["text"])
    cuts = [(place[s["start"]], place[s["end"] - 1] + 1) for s in gold["sentences"] if s["end"] > s["start"]]
    wanted = _placed(gold, _axis(gold["text"], gold["text"]), cuts)
    found = _placed(got, _axis(gold["text"], got.get("text", gold["text"])), cuts)
    return wanted, found, align(wanted, found)


def right_events(gold: Document, got: Document) -> list[bool]:
    """For each event of `got` that has a trigger, in order, whether the gold has it with the same type."""
    wanted, found, pairs = _aligned(gold, got)
    right = {j for i, j in pairs if wanted[i].event["type"] == found[j].event["type"]}
    return [at in right for at in range(len(found))]


def calibration_error(judged: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: how far confidence lies from the share that is right, over bins of equal size.

    0 for nothing judged. Equal-mass bins as in Nguyen and O'Connor (2015).
    """
    ordered = sorted(judged)
    cuts = [round(n * len(ordered) / bins) for n in range(bins + 1)]
    gaps = [abs(sum(sure - right for sure, right in ordered[a:b])) for a, b in zip(cuts, cuts[1:], strict=False)]
    return sum(gaps) / len(ordered) if ordered else 0.0


def tally(gold: Document, got: Document | None) -> Tally:
    """The facts of one document."""
    got = got if got is not None else {"text": gold["text"], "events": []}
    wanted, found, pairs = _aligned(gold, got)
    right, given, expected = (Counter[str]() for _ in range(3))
    for counter, events in ((expected, wanted), (given, found)):
        counter.update({"event": len(events), "typed event": len(events)})
        counter.update(kind for one in events for kind, _ in _facts(one.event))
    right["event"] = len(pairs)
    right["typed event"] = sum(wanted[i].event["type"] == found[j].event["type"] for i, j in pairs)
    for i, j in pairs:
        rest = _facts(found[j].event)
        for kind, value in _facts(wanted[i].event):
            hit = next((n for n, (k, v) in enumerate(rest) if k == kind and _equal(kind, value, v)), None)
            if hit is not None:
                rest.pop(hit)
                right[kind] += 1
    aligned = {i for i, _ in pairs}
    return Tally(right, given, expected, tuple(w.event for i, w in enumerate(wanted) if i not in aligned))


def f1(right: int, given: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and F1; 0 where nothing was given or expected."""
    p, r = right / given if given else 0.0, right / gold if gold else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def rows(tallies: Sequence[Tally]) -> list[Row]:
    """A row for events, typed events, each kind of fact, and LEDGER over all facts."""
    right, given, gold = (Counter[str]() for _ in range(3))
    for one in tallies:
        right.update(one.right)
        given.update(one.given)
        gold.update(one.gold)
    out = [Row(k, *f1(right[k], given[k], gold[k]), gold[k]) for k in ("event", "typed event", *KINDS)]
    totals = [sum(counter[k] for k in KINDS) for counter in (right, given, gold)]
    return [*out, Row("LEDGER", *f1(*totals), totals[2])]


def score(gold: Sequence[Document], got: Sequence[Document]) -> list[Row]:
    """The rows over all gold documents; a document that was not coded counts as coded without events."""
    by_id = {doc["id"]: doc for doc in got}
    return rows([tally(doc, by_id.get(doc["id"])) for doc in gold])


def intervals(tallies: Sequence[Tally], draws: int = 1000, seed: int = 7) -> dict[str, tuple[float, float]]:
    """Bootstrap 95% intervals of each row's F1, drawing documents (Efron 1979)."""
    rng = random.Random(seed)
    drawn: dict[str, list[float]] = defaultdict(list)
    for _ in range(draws):
        sample = [tallies[rng.randrange(len(tallies))] for _ in tallies]
        for row in rows(sample):
            drawn[row.name].append(row.f1)
    low, high = round(0.025 * draws), min(draws - 1, round(0.975 * draws))
    return {name: (sorted(values)[low], sorted(values)[high]) for name, values in drawn.items()}
