"""Words that make an unknown name an organisation (lexicons/<language>/local.yml)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.errors import DataError
from dateline.knowledge.files import Strict, read_model


class OrganisationWords(Strict):
    """A kind of organisation and the words in its names."""

    kind: str
    sector: str | None
    words: list[str]


class LocalExample(Strict):
    """A phrase in a story about a country, and the local entity it becomes."""

    text: str
    country: str
    id: str
    kind: str


class LocalFile(Strict):
    """lexicons/<language>/local.yml."""

    organisations: list[OrganisationWords]
    not_itself: list[str]
    of_persons: list[str]  # the same beside a person's name alone
    heads: list[str]
    beside_heads: list[str]  # before them
    no_names: list[str]  # words in capitals that are no organisation's short name
    joiners: list[str]
    examples: list[LocalExample]
    people: list[str]


@dataclass(frozen=True, slots=True)
class LocalWords:
    """Kind and PLOVER sector by word, the small words inside names, and words for others beside a name."""

    kinds: Mapping[str, tuple[str, str | None]]
    joiners: frozenset[str]
    not_itself: frozenset[str]
    of_persons: frozenset[str]
    no_names: frozenset[str]
    heads: frozenset[str]
    beside_heads: frozenset[str]


def read_local() -> LocalFile:
    """The file as it is; raises DataError."""
    return read_model(LocalFile, "lexicons", "en", "local.yml")


@functools.cache
def load_local_words() -> LocalWords:
    """The packaged words; raises DataError where a word is given for two kinds."""
    read = read_local()
    kinds: dict[str, tuple[str, str | None]] = {}
    for group in read.organisations:
        for word in group.words:
            if kinds.setdefault(word, (group.kind, group.sector)) != (group.kind, group.sector):
                raise DataError(f"lexicons/en/local.yml: {word!r} is of two kinds")
    return LocalWords(
        kinds,
        frozenset(read.joiners),
        frozenset(read.not_itself),
        frozenset(read.of_persons),
        frozenset(read.no_names),
        frozenset(read.heads),
        frozenset(read.beside_heads),
    )
