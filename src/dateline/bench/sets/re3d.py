"""re3d: documents on Syria and Iraq with mentions of people, organisations, places and more (Dstl 2017)."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from dateline.bench.sets.files import json_lines
from dateline.errors import InputError

#: the four sources that are given for training, and the three that are kept for the test
SOURCES = {
    "dev": (
        "Australian Department of Foreign Affairs",
        "CENTCOM",
        "Delegation of the European Union to Syria",
        "UK Government",
    ),
    "test": ("BBC Online", "US State Department", "Wikipedia"),
}
_LEAST = 0.5  # what annotators rejected has a lower confidence


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A text and its mentions: kind, start, end; none overlaps another."""

    id: str
    text: str
    mentions: tuple[tuple[str, int, int], ...]


def held_back(document_id: str) -> bool:
    """True for about a tenth of the documents, by id alone: training leaves them out."""
    return int(hashlib.sha256(document_id.encode()).hexdigest()[-2:], 16) < 26


def read_re3d(folder: Path, split: str) -> list[MarkedDocument]:
    """The documents of a split: of the given sources those held back, of the others all.

    Mentions of confidence 0.5 and above; of overlapping ones the longest stays. Raises InputError naming a bad line.
    """
    out = []
    for source in SOURCES[split]:
        if (folder / source).is_dir():
            found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
            path = folder / source / "entities.json"
            for number, row in json_lines(path, "documentId", "begin", "end", "type", "confidence"):
                if not (isinstance(row["begin"], int) and isinstance(row["end"], int)):
                    raise InputError(f"{path}:{number}", "has a mention without offsets; fetch the file again")
                if float(row["confidence"]) >= _LEAST:
                    found[str(row["documentId"])].append((str(row["type"]), row["begin"], row["end"]))
            for _, row in json_lines(folder / source / "documents.json", "_id", "text"):
                ident = str(row["_id"])
                if split == "test" or held_back(ident):
                    out.append(MarkedDocument(ident, str(row["text"]), flat(found[ident])))
    return out


def flat(mentions: list[tuple[str, int, int]]) -> tuple[tuple[str, int, int], ...]:
    """The longest of overlapping mentions, the earlier among equals, in text order.

    >>> flat([("Person", 4, 9), ("Organisation", 0, 12), ("Location", 20, 24)])
    (('Organisation', 0, 12), ('Location', 20, 24))
    """
    kept: list[tuple[str, int, int]] = []
    for one in sorted(mentions, key=lambda m: (m[1] - m[2], m[1], m[0])):
        if all(one[2] <= other[1] or other[2] <= one[1] for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda m: m[1]))
