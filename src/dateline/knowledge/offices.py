"""Who held which office when (data/offices/*.yml): one line a term, joined with the entities they belong to.

A line is a name, other spellings after " / ", and the term: "Hamid Karzai 2001-12-22..2014-09-29". Days may be cut to
month or year; an open end means that no end is known. A country code stands for the country's state.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.errors import DataError
from dateline.knowledge.files import Strict, folder_files, read_model

_TERM = re.compile(r"(?P<names>\S.*\S) (?P<first>\d{4}(?:-\d\d){0,2})?\.\.(?P<last>\d{4}(?:-\d\d){0,2})?$")


class OfficeFile(Strict):
    """offices/<region>.yml: by country code or entity id, then by office, the terms in order."""

    offices: dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Term:
    """One holder's term in one office; `of` is a country code or the id of an entity."""

    names: tuple[str, ...]  # the usual spelling first
    office: str
    of: str
    first: str | None
    last: str | None

    @property
    def named(self) -> str:
        """The term in words, for messages."""
        return f"{self.names[0]}, {self.office} of {self.of} {self.first or ''}..{self.last or ''}"


def read_terms() -> list[Term]:
    """Every term of the packaged files; raises DataError on a line that is none, or an office given twice."""
    terms: list[Term] = []
    seen: dict[tuple[str, str], str] = {}
    for file in folder_files("offices"):
        for of, offices in read_model(OfficeFile, "offices", file).offices.items():
            for office, lines in offices.items():
                if (of, office) in seen:
                    raise DataError(f"offices/{file}: {office} of {of} is also in {seen[of, office]}")
                seen[of, office] = file
                terms += [read_term(line, office, of, f"offices/{file}") for line in lines]
    check_terms(terms)
    return terms


def read_term(line: str, office: str, of: str, where: str) -> Term:
    """One line as a term; raises DataError naming the file, the office and the line."""
    match = _TERM.match(unicodedata.normalize("NFC", line))
    if match is None:
        raise DataError(f"{where}: {office} of {of}: {line!r} is not 'Name / Other spelling 2001-12-22..2014-09-29'")
    names = tuple(name.strip() for name in match["names"].split(" / "))
    return Term(names, office, of, match["first"], match["last"])


def check_terms(terms: Iterable[Term]) -> None:
    """Raises DataError on a term that ends before it begins, or two terms of one office that overlap."""
    seats: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in terms:
        if term.first and term.last and not not_after(term.first, term.last):
            raise DataError(f"offices: {term.named}: ends before it begins")
        seats[term.of, term.office].append(term)
    for held in seats.values():
        held.sort(key=lambda t: t.first or "")
        for before, after in zip(held, held[1:], strict=False):
            if before.last is None or after.first is None or not not_after(before.last, after.first):
                raise DataError(f"offices: {after.named} overlaps with {before.named}")


def not_after(one: str, other: str) -> bool:
    """True where the first day is not after the second, as finely as both are given."""
    size = min(len(one), len(other))
    return one[:size] <= other[:size]


def overlap(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """True where two intervals share more than the day, month or year at which one ends and the other begins."""
    (start, end), (begin, finish) = one, other
    apart = end is not None and begin is not None and not_after(end, begin)
    return not apart and not (finish is not None and start is not None and not_after(finish, start))


class OfficeClass(Strict):
    """An office and the words for it. `state`: without a name, that of the story's country is meant."""

    id: str
    state: bool
    words: list[str]


class OfficeFileWords(Strict):
    """lexicons/<language>/offices.yml."""

    offices: list[OfficeClass]
    holding: list[str]
    past: list[str]
    not_yet: list[str]
    other: list[str]
    held_by_many: list[str]
    officials: list[str]
    titles: list[str]


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """The words for offices and around them, folded."""

    classes: Mapping[str, str]  # words to class
    of_states: frozenset[str]  # classes that every state has
    held_by_many: frozenset[str]  # classes that several people of one body hold
    holding: frozenset[str]
    past: frozenset[str]
    not_yet: frozenset[str]
    other: frozenset[str]
    officials: frozenset[str]
    titles: frozenset[str]

    @classmethod
    def none(cls) -> OfficeWords:
        """No words at all."""
        return cls({}, *(frozenset[str]() for _ in range(8)))

    def class_of(self, office: str) -> str:
        """The class of an office as the data name it; an office without a class is its own."""
        words = office_key(office).split()
        while words and words[0] in self.holding:
            words = words[1:]
        return self.classes.get(" ".join(words), " ".join(words))


@functools.lru_cache(maxsize=20_000)
def office_key(words: str) -> str:
    """An office's words in one spelling: lower case, no hyphens, British "defence"."""
    return words.lower().replace("-", " ").replace("defense", "defence")


def _lists(read: OfficeFileWords) -> tuple[list[str], ...]:
    return read.holding, read.past, read.not_yet, read.other, read.officials, read.titles


@functools.cache
def load_office_words() -> OfficeWords:
    """The packaged words; raises DataError where a word stands for two offices."""
    read = read_model(OfficeFileWords, "lexicons", "en", "offices.yml")
    classes: dict[str, str] = {}
    for office in read.offices:
        for words in office.words:
            if classes.setdefault(office_key(words), office.id) != office.id:
                raise DataError(f"lexicons/en/offices.yml: {words!r} stands for two offices")
    of_states = frozenset(office.id for office in read.offices if office.state)
    sets = (frozenset(map(office_key, ws)) for ws in _lists(read))
    return OfficeWords(classes, of_states, frozenset(read.held_by_many), *sets)
