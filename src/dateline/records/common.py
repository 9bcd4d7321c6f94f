"""What every record needs: why a value is missing, and the characters that state one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

FORMAT_VERSION = 1


class Why(StrEnum):
    """Why a value is missing."""

    NOT_STATED = "not-stated"
    AMBIGUOUS = "ambiguous"
    UNKNOWN_NAME = "unknown-name"
    NO_ANCHOR = "no-anchor"  # "Monday" on a page without a date
    UNREADABLE = "unreadable"
    NOT_A_PLACE = "not-a-place"  # "the front", "abroad", a government meant by its capital
    UNNAMED = "unnamed"  # somebody is quoted or believed, nobody is named
    CONFLICTING = "conflicting"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Looked for and not found: `why`, and in a sentence what was tried."""

    why: Why
    detail: str


class Stretch(Protocol):
    """Characters of an article's text."""

    @property
    def start(self) -> int:
        """The first of them."""

    @property
    def end(self) -> int:
        """The one behind the last."""


def overlap(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches of one text share a character."""
    return one.start < other.end and other.start < one.end


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters of one article that state a value: `article.text[start:end] == exact`, always."""

    article_id: str
    start: int
    end: int
    exact: str
