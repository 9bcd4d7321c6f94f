"""Sentences with the events that PETRARCH is tested on: source, target and CAMEO code."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from dateline.bench.sets.files import text_of
from dateline.errors import InputError

_LEAF = re.compile(r"\(\S+ ([^()\s]+)\)")


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """A sentence, its day (ISO 8601; None where the set has none) and its events; no events: none may be found."""

    id: str
    day: str | None
    text: str
    events: tuple[tuple[str, str, str], ...]  # source, target, code


def read_petrarch(path: Path) -> list[CodedSentence]:
    """Every sentence that counts; where the text is left out it is the leaves of the parse.

    Raises InputError where the file is not XML or holds a document type or entities of its own.
    """
    plain = text_of(path)
    if "<!DOCTYPE" in plain or "<!ENTITY" in plain:
        raise InputError(str(path), "declares a document type, which this set does not; fetch the file again")
    try:
        root = ET.fromstring(plain)
    except ET.ParseError as wrong:
        raise InputError(str(path), f"is not well-formed XML ({wrong}); fetch the file again") from None
    out = []
    for sentence in root.iter("Sentence"):
        if sentence.get("evaluate", "true") == "true":
            text = " ".join((sentence.findtext("Text") or "").split())
            leaves = " ".join(_LEAF.findall(sentence.findtext("Parse") or ""))
            events = [
                (e.get("sourcecode"), e.get("targetcode"), e.get("eventcode")) for e in sentence.iter("EventCoding")
            ]
            whole = tuple(dict.fromkeys((s, t, c) for s, t, c in events if s and t and c))
            out.append(CodedSentence(sentence.get("id", ""), _day(sentence.get("date", "")), text or leaves, whole))
    return out


def _day(written: str) -> str | None:
    """ "20080804" and "080804" (of this century) as days."""
    digits = written if len(written) == 8 else f"20{written}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if re.fullmatch(r"\d{8}", digits) else None
