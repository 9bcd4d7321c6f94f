"""Drawings as data for the templates: numbers on one axis, bars by time, a network of actors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.link.numbers import bounds
from dateline.records import Number

_LEFT, _WIDTH, _ROW, _TOP = 250.0, 720.0, 26.0, 26.0
_RIGHT = 24.0
_LABEL = 34  # characters
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Given:
    """A figure to be drawn: whose, the number, in words, where its sentence is, whether it is a part."""

    label: str
    number: Number
    words: str
    href: str
    part: bool


@dataclass(frozen=True, slots=True)
class AxisRow:
    """A figure on the axis: a dot, a range, or open at an end."""

    y: float
    label: str
    words: str
    href: str
    kind: str  # dot, range, about, open-up, open-down, none
    start: float
    end: float
    part: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis for all figures of a measure, with the view's value as a band."""

    width: float
    height: float
    left: float
    right: float
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[AxisRow, ...]
    band: tuple[float, float] | None


def axis(rows: Sequence[Given], low: int | None = None, high: int | None = None) -> Axis:
    """Figures under one another on a scale from 0; `low` and `high` are the bounds of the chosen view."""
    top = max([value for r in rows for value in (r.number.low, r.number.high, r.number.point) if value], default=1)
    step = _step(top)
    end = step * math.ceil(top / step)
    scale = (_WIDTH - _LEFT - _RIGHT) / end

    def x(value: float) -> float:
        return round(_LEFT + min(value, end) * scale, 1)

    drawn = tuple(_row(row, _TOP + at * _ROW, x, end) for at, row in enumerate(rows))
    ticks = tuple((x(value), f"{value:,}") for value in range(0, end + 1, step))
    band = None
    if low is not None or high is not None:
        first, last = x(low or 0), x(high if high is not None else end)
        band = (first - 3, last - first + 6)
    return Axis(_WIDTH, _TOP + len(rows) * _ROW + 8, _LEFT, _WIDTH - _RIGHT, ticks, drawn, band)


def _row(row: Given, y: float, x: object, end: int) -> AxisRow:
    place = x if callable(x) else float
    n = row.number
    kind, low, high = "none", 0.0, 0.0
    if not (n.low is None and n.high is None and n.point is None):
        low, high = bounds(n)
        if n.vague is not None or high == float("inf"):
            kind, high = "open-up", float(end)
        elif n.low is None and n.point is None:
            kind, low = "open-down", 0.0
        elif n.quantifier == "about":
            kind = "about"
        else:
            kind = "dot" if low == high else "range"
    label = row.label if len(row.label) <= _LABEL else f"{row.label[: _LABEL - 1]}…"
    return AxisRow(y, label, row.words, row.href, kind, place(low), place(high), row.part)


def _step(top: int) -> int:
    """A round step that gives up to about six ticks.

    >>> _step(44), _step(5), _step(1200)
    (10, 1, 200)
    """
    size: int = 10 ** max(0, len(str(top)) - 2)
    return next(size * k for k in (*_STEPS, 10, 20, 50, 100) if top / (size * k) <= 6)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: how long a time, how many, where it leads."""

    x: float
    y: float
    width: float
    height: float
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts by month or day."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    labels: tuple[tuple[float, str], ...]


def bars(counts: Sequence[tuple[str, int, str]], width: float = 900.0, height: float = 120.0) -> Bars:
    """Bars from name, count and address, in order; at most 400 (later ones are what a narrower time is for)."""
    shown = list(counts)[-400:]
    top = max((n for _, n, _ in shown), default=1) or 1
    step = width / max(1, len(shown))
    room = height - 18
    out = []
    for at, (name, n, href) in enumerate(shown):
        tall = round(room * n / top, 1)
        out.append(Bar(round(at * step, 2), room - tall, round(max(1.0, step * 0.86), 2), tall, f"{name}: {n:,}", href))
    every = max(1, math.ceil(len(shown) / 8))
    labels = tuple((round(at * step, 1), name) for at, (name, _, _) in enumerate(shown) if at % every == 0)
    return Bars(width, height, tuple(out), labels)


@dataclass(frozen=True, slots=True)
class Node:
    """An actor around the one in the middle."""

    x: float
    y: float
    name: str
    href: str
    anchor: str  # where its name starts: start, end, middle


@dataclass(frozen=True, slots=True)
class Line:
    """Dealings between the one in the middle and another."""

    x: float
    y: float
    kind: str
    title: str
    width: float


@dataclass(frozen=True, slots=True)
class Net:
    """The network around one actor."""

    width: float
    height: float
    x: float
    y: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


def around(others: Sequence[tuple[str, str, Sequence[tuple[str, str, int]]]]) -> Net:
    """Others on an ellipse around the middle: name, address, and dealings (kind, title, how many)."""
    width, height = 720.0, 440.0
    x, y = width / 2, height / 2
    nodes, lines = [], []
    for at, (name, href, dealings) in enumerate(others):
        angle = 2 * math.pi * (at + 0.5) / max(1, len(others))
        nx, ny = round(x + 200 * math.sin(angle), 1), round(y - 165 * math.cos(angle), 1)
        side = "middle" if abs(nx - x) < 60 else "start" if nx > x else "end"
        nodes.append(Node(nx, ny, name[:36], href, side))
        for nth, (kind, title, n) in enumerate(dealings):
            shift = (nth - (len(dealings) - 1) / 2) * 5
            lines.append(Line(nx + shift, ny + shift, kind, title, round(min(6.0, 1.4 + math.log2(n)), 1)))
    return Net(width, height, x, y, tuple(nodes), tuple(lines))
