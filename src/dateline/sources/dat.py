"""Annotation files (`*.dat`): read, verified, and turned into documents with character offsets.

The format is `docs/annotation.md`'s; the document's shape is the one that `code --format annotation` prints: `id`,
`text`, `sentences` (kind x, t or s, start, end) and `events` with a trigger and fillers, offsets in code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.knowledge.guide import MEASURES, ROLES, SCOPES, STATUSES, TYPES, VAGUE

Document = dict[str, Any]
Complain = Callable[[str], None]

_VALUE = re.compile(r"(?:[~<>]|>=|<=)?\d+$|\d+-\d+$")
_COUNT = re.compile(r"(\S+) (\S+) (\S+) : (.+?)(?: \(([^()]+)\))?$")
_WHEN = re.compile(r"(.*?)\s*\{([^{}]*)\}$")
_DAY = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_INTERVAL = re.compile(rf"(?:{_DAY})?\.\.(?:{_DAY})?$|{_DAY}$")
_MARKS = ("x:", "t:", "s:", "e:")


@dataclass(frozen=True, slots=True)
class Slip:
    """A place in an annotation file that breaks the format: where, and what."""

    where: str
    what: str


@dataclass
class _Open:
    """A document being read."""

    head: dict[str, str]
    lines: list[tuple[str, str]] = field(default_factory=list)
    pending: list[tuple[int, int | None, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)


def read_dat(path: Path) -> tuple[list[Document], list[Slip]]:
    """The documents of one file and every slip in it; raises OSError or UnicodeDecodeError if it cannot be read."""
    slips: list[Slip] = []
    docs: list[_Open] = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        _take(raw, number, f"{path.name}:{number}", docs, slips)
    return [_document(doc, path.name, slips) for doc in docs], slips


def _take(raw: str, number: int, where: str, docs: list[_Open], slips: list[Slip]) -> None:
    if raw.startswith("#"):
        if docs and docs[-1].lines:
            docs[-1].notes.append((len(docs[-1].lines) - 1, raw[1:].strip()))
    elif raw.startswith("@doc "):
        docs.append(_Open({"id": raw[5:].strip()}))
    elif raw.startswith("@") and docs:
        key, _, value = raw[1:].partition(" ")
        docs[-1].head[key] = value.strip()
    elif raw[:2] in _MARKS and docs:
        doc, body = docs[-1], raw[3:]
        if raw[:2] == "e:":
            doc.pending.append((number, len(doc.lines) - 1 if doc.lines else None, body))
        else:
            doc.lines.append((raw[0], body))
    elif raw.strip():
        slips.append(Slip(where, f"not a line of the format: {raw[:60]!r}"))


def _document(doc: _Open, name: str, slips: list[Slip]) -> Document:
    text = ""
    spans: list[dict[str, Any]] = []
    for mark, body in doc.lines:
        text += "\n" if text else ""
        spans.append({"kind": mark, "start": len(text), "end": len(text) + len(body)})
        text += body
    out: Document = {**doc.head, "text": text, "sentences": spans, "events": [], "notes": doc.notes}
    for number, index, body in doc.pending:
        where = f"{name}:{number}"
        if index is None:
            slips.append(Slip(where, f"{doc.head['id']}: an event before any sentence"))
            continue
        sentence = _Sentence(text, spans[index]["start"], spans[index]["end"])
        event = _event(body, sentence, lambda what, w=where: slips.append(Slip(w, f"{doc.head['id']}: {what}")))  # type: ignore[misc]
        if event is not None:
            event["sentence"] = index
            out["events"].append(event)
    return out


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str  # the document's
    start: int
    end: int


def _locate(value: str, sentence: _Sentence) -> dict[str, Any] | None:
    """Offsets of a quoted value: in its sentence, or with ^ anywhere in the document; "@n" picks the nth."""
    low, high = (0, len(sentence.text)) if value.startswith("^") else (sentence.start, sentence.end)
    value = value.removeprefix("^")
    nth = 1
    if match := re.match(r"(.*)@(\d+)$", value):
        value, nth = match.group(1), int(match.group(2))
    if not value:
        return None
    before, after = (r"(?<!\w)" if value[0].isalnum() else ""), (r"(?!\w)" if value[-1].isalnum() else "")
    where = sentence.text[low:high]
    found = [m.start() for m in re.finditer(before + re.escape(value) + after, where)]
    if len(found) < nth or nth < 1:
        return None
    start = low + found[nth - 1]
    return {"text": value, "start": start, "end": start + len(value)}


def _filler(value: str, sentence: _Sentence) -> dict[str, Any] | None:
    mention, _, referent = value.partition("=>")
    span = _locate(mention.strip(), sentence)
    if span is not None and referent:
        span["refers_to"] = referent.strip()
    return span


def _event(line: str, sentence: _Sentence, complain: Complain) -> dict[str, Any] | None:
    head, *parts = (part.strip() for part in line.split(" | "))
    words = head.split(" ", 2)
    if len(words) < 3:
        complain(f"an event needs type, status and trigger: {head!r}")
        return None
    kind, status, trigger = words
    if kind not in TYPES:
        complain(f"unknown type {kind!r}")
    if status not in STATUSES:
        complain(f"unknown status {status!r}")
    event: dict[str, Any] = {"type": kind, "status": status, "trigger": _locate(trigger, sentence)}
    if event["trigger"] is None:
        complain(f"trigger not in the sentence: {trigger!r}")
    for part in parts:
        role, equals, value = part.partition("=")
        if role not in ROLES or not equals:
            complain(f"unknown role in {part!r}")
        else:
            event.setdefault(role, []).extend(_values(role, value, sentence, complain))
    return event


def _values(role: str, value: str, sentence: _Sentence, complain: Complain) -> Iterator[Any]:
    if role == "count":
        yield from _counts(value, sentence, complain)
    elif role == "source":
        yield from _sources(value, sentence, complain)
    elif role in ("topic", "incident"):
        yield {"text": value}
    else:
        for one in value.split(";"):
            yield from _spans(role, one.strip(), sentence, complain)


def _spans(role: str, one: str, sentence: _Sentence, complain: Complain) -> Iterator[dict[str, Any]]:
    interval = None
    if role == "time" and (match := _WHEN.match(one)):
        one, interval = match.group(1), match.group(2)
        if not _INTERVAL.match(interval):
            complain(f"unreadable interval {interval!r}")
    span = _filler(one, sentence)
    if span is None:
        complain(f"{role} not found: {one!r}")
        return
    if interval:
        span["interval"] = interval
    yield span


def _counts(value: str, sentence: _Sentence, complain: Complain) -> Iterator[dict[str, Any]]:
    for one in value.split(";"):
        match = _COUNT.match(one.strip())
        if match is None:
            complain(f"count is 'measure value scope : text', not {one.strip()!r}")
            continue
        measure, number, scope, words, whose = match.groups()
        for what, got, known in (("measure", measure, MEASURES), ("scope", scope, SCOPES)):
            if got not in known:
                complain(f"unknown {what} {got!r}")
        if number not in VAGUE and not _VALUE.match(number):
            complain(f"unreadable value {number!r}")
        span = _locate(words.strip(), sentence)
        if span is None:
            complain(f"count text not found: {words!r}")
            continue
        yield {**span, "measure": measure, "value": number, "scope": scope, "whose": whose}


def _sources(value: str, sentence: _Sentence, complain: Complain) -> Iterator[list[dict[str, Any]]]:
    if value.strip() == "?":
        yield [{"text": "?"}]
        return
    for link in value.split(" < "):
        spans = [_filler(one.strip(), sentence) for one in link.split(";")]
        if None in spans:
            complain(f"source not found: {link!r}")
        yield [span for span in spans if span is not None]


def read_all(paths: Iterable[Path]) -> tuple[list[Document], list[Slip]]:
    """The documents and slips of several files, in the order given."""
    docs: list[Document] = []
    slips: list[Slip] = []
    for path in paths:
        more, wrong = read_dat(path)
        docs += more
        slips += wrong
    return docs, slips
