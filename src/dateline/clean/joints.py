"""Where a line's sentences meet without a full stop: at a dateline, behind a photo's credit, at a list's dots."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

from dateline.knowledge.furniture import abbreviation_table, agency_table

_WORD: Final = r"[A-Z][A-Z'’.-]+"
_DATELINE: Final = re.compile(
    rf"(?<=\S )(?P<place>{_WORD}(?: {_WORD}){{0,3}})(?:, [A-Z][\w.]{{1,20}}(?: [A-Z][\w.]{{1,20}})?)? ?"
    r"\((?P<agency>[A-Z][\w .&'/-]{1,40})\)\s?(?:--|[–—-])\s"
)
_SHORT: Final = 3  # letters; a shorter word before a place's name is the end of what stood before
_NAME: Final = r"[A-Z][\w.'’-]{1,20}"
_CREDIT: Final = re.compile(
    r"\((?:(?P<photo>[A-Z]\w{1,20} [Pp]hoto|(?:[Pp]hoto|[Ii]mage)(?: by|:) [^()/\n]{3,40})|"
    rf"{_NAME}(?: {_NAME}){{1,3}})"
    r"\s?/\s?(?P<agency>[A-Z][^()\n]{1,60})\)(?=\s+[\"“‘]?[A-Z])"
)
_DOT: Final = re.compile(r"(?<=\s)•\s(?=[\"“‘]?[A-Z]\S* [^•\s])")


@functools.cache
def _photo() -> re.Pattern[str]:
    """The credit of a photo that ends in a name in capitals."""
    noun = "|".join(abbreviation_table().pictures)
    return re.compile(rf"\b(?:{noun})s?: [A-Z]\w{{1,20}} ?/ ?(?:{_NAME} ){{1,3}}?[A-Z-]{{3,20}}(?=\s+[\"“‘]?[A-Z])")


def joints(line: str) -> Iterator[int]:
    """Offsets at which a sentence of the line ends and the next begins, full stop or none.

    >>> line = "Gunmen kill a farmer KADUNA (Reuters) - Gunmen killed a farmer."
    >>> [line[at:] for at in joints(line)]
    ['KADUNA (Reuters) - Gunmen killed a farmer.']
    """
    if "(" in line:
        known = agency_table().by_name
        for found in _DATELINE.finditer(line):
            if found["agency"] in known:
                yield found.start() + _ahead(found["place"])
        for found in _CREDIT.finditer(line):
            if found["photo"] or found["agency"].strip() in known:
                yield found.end()
    if ": " in line:
        for found in _photo().finditer(line):
            yield found.end()
    for furniture in abbreviation_table().joints.finditer(line):
        yield furniture.end()
    dots = [found.start() for found in _DOT.finditer(line)] if "•" in line else []
    if len(dots) > 1:
        yield from dots


def _ahead(place: str) -> int:
    """Where the name of a place begins behind capitals of what stood before it: "IDF MOSCOW", but "NEW YORK"."""
    first, _, rest = place.partition(" ")
    cut = rest and len(first) <= _SHORT and first.lower() not in abbreviation_table().places
    return len(first) + 1 if cut else 0
