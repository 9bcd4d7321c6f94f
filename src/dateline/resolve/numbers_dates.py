"""Figures that may be a year, and those that are a day of May or somebody's age by the words around them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dateline.tokens import Token

_DAYS = 31
_YEAR_DIGITS = 4
_AGE = 110  # a bare number between commas up to this, behind a name, is an age


def is_year(figure: str) -> bool:
    """Whether it has the shape of a year of these times: "1998", no "2,014"."""
    return len(figure) == _YEAR_DIGITS and figure.isdigit() and "1900" <= figure <= "2099"


def is_may(cut: Sequence[Token], low: list[str], at: int, stop: int, before_days: Collection[str]) -> bool:
    """ "4 May 2022", "on 4 May": the month; "12 May die" it is not."""
    year = stop + 1 < len(low) and low[stop + 1].isdigit() and len(low[stop + 1]) == 4
    dated = bool(at) and low[at - 1] in before_days
    return cut[stop].is_capital and cut[at].text.isdigit() and int(cut[at].text) <= _DAYS and (year or dated)


def is_age(cut: Sequence[Token], low: Sequence[str], at: int, stop: int) -> bool:
    """True for the 62 of "Maria, 62, was killed" and both numbers of "two brothers, 15 and 17, died"."""
    if not (cut[at].text.isdigit() and int(cut[at].text) <= _AGE):
        return False
    if "aged" in (low[max(0, at - 2) : at - 1] if low[at - 1] == "between" else low[max(0, at - 4) : at - 1]):
        return low[at - 1] in ("between", "and", "to", "or")
    if low[max(0, at - 2) : at] == [",", "then"] and low[stop : stop + 1] == [","]:
        return True
    if low[at - 1] == "," and at >= 2 and cut[at - 2].is_word and low[stop : stop + 1] == [","]:
        return cut[at - 2].is_capital
    pair = stop + 2 < len(low) and low[stop] == "and" and low[stop + 1].isdigit() and low[stop + 2] == ","
    if low[at - 1] == "," and at >= 2 and pair:
        return True
    second = at >= 3 and low[at - 1] == "and" and low[at - 2].isdigit() and low[at - 3] == ","
    return second and low[stop : stop + 1] == [","]
