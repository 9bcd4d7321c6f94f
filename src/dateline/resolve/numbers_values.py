"""Readings of numbers: plain ones, and those with a bound."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import Number

_SIGNS = {"at_least": ">=", "more_than": ">", "at_most": "<=", "fewer_than": "<", "about": "~"}


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number in a text: its characters, reading, and whether it adds to or is part of another."""

    start: int
    end: int
    number: Number
    additional: bool
    part_of: bool
    percent: bool


def exact_number(value: int) -> Number:
    """The reading of a plain number."""
    return Number(value, value, value, "zero_stated" if value == 0 else "exact", None, str(value))


def bounded(quantifier: str, value: int) -> Number:
    """The reading of a number with a bound ("more than 240,000": low 240001, no high)."""
    low, high, point = {
        "at_least": (value, None, None),
        "more_than": (value + 1, None, None),
        "at_most": (None, value, None),
        "fewer_than": (None, value - 1, None),
        "about": (None, None, value),
    }[quantifier]
    return Number(low, high, point, quantifier, None, f"{_SIGNS[quantifier]}{value}")
