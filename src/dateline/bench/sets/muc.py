"""MUC-4: wire stories in capitals with templates, and the role fillers that GRIT made of them (Du et al. 2021)."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.bench.sets.files import json_lines, text_of
from dateline.errors import InputError

#: texts and keys of the parts, below CORPORA; the last test part has a file in mixed case, which the others have not
PARTS = {
    "dev": (("tst1/tst1-muc3", "tst1/key-tst1.v7"), ("tst2/tst2-muc4", "tst2/key-tst2.v4")),
    "test": (("tst3/tst3-muc4", "tst3/key-tst3.v2"), ("tst4/tst4-muc4.mixed-case", "tst4/key-tst4.v2")),
}
_STORY = re.compile(r"(?m)^((?:DEV|TST\d)-MUC\d-\d{4})\b[^\n]*$")
_SLOT = re.compile(r"^\s*(\d+)\.\s+([A-Z]+(?: [A-Z]+)*: [A-Z /]+?)\s{2,}(.*)$")
_QUOTED = re.compile(r'"((?:\\"|[^"])*)"')
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_HEADER = re.compile(
    r"\s*([^\n]{2,60}?)(?:,\s*(NO DATE|(\d{1,2}) ([A-Z]{3}) (\d\d)))?\s*(?:\(([^()]+)\))?\s*--\s", re.I
)
_TAGS = re.compile(r"\[(?:TEXT|REPORT|EXCERPTS?|CONTINUED|SPEECH|COMMUNIQUE|EDITORIAL|ARTICLE|COMMENTARY)\]\s*", re.I)


@dataclass(frozen=True, slots=True)
class Fill:
    """One filler of a slot: its alternatives, what it belongs to (a target, say), and whether it may be left out."""

    values: tuple[str, ...]
    of: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """One incident: the fillers of each slot, as (slot, filler)."""

    fills: tuple[tuple[str, Fill], ...]
    optional: bool = False

    def of(self, slot: str) -> list[Fill]:
        """The fillers of one slot."""
        return [fill for name, fill in self.fills if name == slot]


@dataclass(frozen=True, slots=True)
class Story:
    """A story with its day (ISO 8601), its dateline's place, its paragraphs and its templates."""

    id: str
    day: str | None
    place: str
    agency: str
    paragraphs: tuple[str, ...]
    templates: tuple[Template, ...]


def read_muc(corpora: Path, split: str) -> list[Story]:
    """The stories of a part with their keys; raises InputError where a file holds no story or no template."""
    out = []
    for texts, keys in PARTS[split]:
        if not ((corpora / texts).exists() and (corpora / keys).exists()):
            continue
        templates = _templates(corpora / keys)
        parts = _STORY.split(text_of(corpora / texts, "latin-1"))
        if len(parts) < 3 or not templates:
            raise InputError(str(corpora / texts), "holds no story of MUC-4 with its key; fetch the files again")
        for ident, text in zip(parts[1::2], parts[2::2], strict=True):
            out.append(story_of(ident, text, tuple(templates.get(ident, ()))))
    return out


def story_of(ident: str, text: str, templates: tuple[Template, ...] = ()) -> Story:
    """A story's text as paragraphs without hard line ends; the header and tags such as [TEXT] are read and left out.

    >>> story_of("x", " LIMA, 7 FEB 90 (EFE) -- [TEXT] TWO BOMBS\\nWENT OFF.").paragraphs
    ('TWO BOMBS WENT OFF.',)
    """
    header = _HEADER.match(text)
    day = _day(header[3], header[4], header[5]) if header and header[3] else None
    body = _TAGS.sub("", text[header.end() :] if header else text)
    paragraphs = tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", body) if part.strip())
    return Story(ident, day, header[1] if header else "", (header[6] or "") if header else "", paragraphs, templates)


def _day(day: str, month: str, year: str) -> str | None:
    """A header's day; None for one that no calendar has."""
    try:
        return dt.date(1900 + int(year), _MONTHS.index(month.upper()) + 1, int(day)).isoformat()
    except ValueError:
        return None


def read_grit(path: Path) -> dict[str, dict[str, list[tuple[str, ...]]]]:
    """For each story, by role, the entities with their mentions; raises InputError naming the line."""
    out: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for number, row in json_lines(path, "docid", "extracts"):
        try:
            roles = {role: [tuple(str(m[0]) for m in e) for e in ents if e] for role, ents in row["extracts"].items()}
        except (AttributeError, TypeError, IndexError):
            raise InputError(f"{path}:{number}", "has extracts of another form; fetch the file again") from None
        out[str(row["docid"])] = roles
    return out


def _templates(path: Path) -> dict[str, list[Template]]:
    """The templates of each story that have an incident."""
    out: dict[str, list[Template]] = defaultdict(list)
    fills: list[tuple[str, Fill]] = []
    ident, optional, slot = "", False, ""

    def close() -> None:
        if ident and any(name == "INCIDENT: TYPE" for name, _ in fills):
            out[ident].append(Template(tuple(fills), optional))

    for line in text_of(path, "latin-1").replace("\t", " " * 8).splitlines():
        match = _SLOT.match(line)
        if match and match[1] == "0":
            close()
            ident, fills, optional, slot = match[3].split()[0], [], False, ""
            continue
        value = match[3].strip() if match else line.strip()
        slot = match[2].strip() if match else slot
        if match and match[1] == "1":
            optional = "OPTIONAL" in value
        elif slot and value not in ("", "-", "*") and not line.lstrip().startswith(";"):
            if value.startswith("/") and fills and fills[-1][0] == slot:
                fills[-1] = (slot, _joined(fills[-1][1], fill_of(value.lstrip("/ "))))
            else:
                fills.append((slot, fill_of(value)))
    close()
    return out


def _joined(one: Fill, other: Fill) -> Fill:
    return replace(one, values=one.values + other.values, of=one.of + other.of)


def fill_of(written: str) -> Fill:
    """A filler as the keys write it.

    >>> fill_of('? DEATH / INJURY: "PRIEST"')
    Fill(values=('DEATH', 'INJURY'), of=('PRIEST',), optional=True)
    """
    optional = written.startswith("?")
    plain = written.lstrip("? ")
    head, colon, tail = _cut(plain)
    of = tuple(_unquoted(q) for q in _QUOTED.findall(tail)) if colon else ()
    if head.startswith('"'):
        return Fill(tuple(_unquoted(q) for q in _QUOTED.findall(head)), of, optional)
    parts = re.split(r"\)\s*/\s*\(", head[1:-1]) if head.startswith("(") and head.endswith(")") else head.split(" / ")
    if "(" in head and not head.startswith("("):
        parts = [head]  # a slash within a place's kind: "USULUTAN (CITY / DEPARTMENT)"
    return Fill(tuple(part.strip() for part in parts), of, optional)


def _cut(plain: str) -> tuple[str, bool, str]:
    """A filler and what it belongs to, which follows a colon and a quotation mark."""
    found = re.search(r':\s*(?="|\?\s*")', plain)
    return (plain[: found.start()].strip(), True, plain[found.end() :]) if found else (plain.strip(), False, "")


def _unquoted(text: str) -> str:
    return text.replace('\\"', '"').strip()
