"""How two stated numbers stand to each other: equal, compatible, in conflict. Null bounds are open, never 0."""

from __future__ import annotations

from dateline.records import Number

_ABOUT = 0.2  # "about 20" is not made false by 17 or 23


def bounds(number: Number) -> tuple[float, float]:
    """What a number allows: its bounds, open where it states none; "about" leaves a fifth either way.

    >>> bounds(Number(12, None, None, "at_least", None, ">=12"))
    (12, inf)
    """
    low: float = number.low if number.low is not None else 0
    high: float = number.high if number.high is not None else float("inf")
    if number.point is not None and number.low is None and number.high is None:
        return number.point * (1 - _ABOUT), number.point * (1 + _ABOUT)
    return low, high


def conflict(one: Number, other: Number) -> bool:
    """True where no count can satisfy both."""
    (low, high), (other_low, other_high) = bounds(one), bounds(other)
    return low > other_high or other_low > high


def figure(number: Number) -> int | None:
    """The figure as written, whatever stands around it; None for vague words and ranges.

    >>> figure(Number(13, None, None, "more_than", None, ">12"))
    12
    """
    digits = number.value.lstrip("~<>=")
    return int(digits) if digits.isdigit() else None


def equal(one: Number, other: Number) -> bool:
    """True where both state the same figure ("at least 17", "17") or the same range; vague words never do."""
    if one.vague is not None or other.vague is not None:
        return False
    if figure(one) is None:
        return one.value == other.value
    return figure(one) == figure(other)


def is_stated(number: Number) -> bool:
    """True where a number or a bound is stated: "dozens" bounds nothing that is safe to compare."""
    return any(value is not None for value in (number.low, number.high, number.point))


_SIGNS = {">=": "at least", "<=": "up to", ">": "more than", "<": "fewer than", "~": "about"}


def shown(number: Number) -> str:
    """A number in words for a reason or a table.

    >>> shown(Number(13, None, None, "more_than", None, ">12"))
    'more than 12'
    """
    if number.vague is not None:
        return number.vague.replace("-", " ")
    for sign, words in _SIGNS.items():
        if number.value.startswith(sign):
            return f"{words} {number.value[len(sign) :]}"
    return number.value.replace("-", " to ")
