"""A document of the annotation guide as `*.dat`. What the format cannot hold is said in a comment, never dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_ROLES = ("actor", "target", "place", "origin", "destination", "time", "weapon", "count", "source", "hedge", "topic")
_NTH = re.compile(r"@\d+$")
_TAIL = re.compile(r" \([^()]+\)$")
_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class _CannotSay(ValueError):
    """The format has no way to write this."""


def dat_lines(document: Mapping[str, Any]) -> str:
    """The document as lines of a `*.dat` file: header, then each line followed by its events."""
    out = [f"@doc {_flat(document['id'])}"]
    for key in ("published", "origin", "lang"):
        out.append(f"@{key} {_flat(str(document.get(key) or '-'))}")
    out.extend(_unresolved(document))
    lines = _Lines(document["text"], document["sentences"])
    for at, entry in enumerate(document["sentences"]):
        out.append(f"{entry['kind']}: {lines.bodies[at]}")
        for event in document["events"]:
            if event["sentence"] == at:
                out.extend(_event_lines(event, lines, at))
    return "\n".join(out) + "\n"


def _flat(words: str) -> str:
    return " ".join(words.split())


class _Lines:
    """The lines as they stand in the file, where the text is the lines joined: its offsets are not the article's."""

    def __init__(self, text: str, entries: Sequence[Mapping[str, Any]]) -> None:
        self.bodies = [_BREAKS.sub(" ", text[entry["start"] : entry["end"]]) for entry in entries]
        self._entries = entries
        self._starts: list[int] = []
        at = 0
        for body in self.bodies:
            self._starts.append(at)
            at += len(body) + 1
        self._text = "\n".join(self.bodies)

    def quoted(self, span: Mapping[str, Any], at: int) -> str:
        """A span as a value of an event under line `at`: its words, with ^ outside the line, and which occurrence."""
        words = _BREAKS.sub(" ", span["text"])
        if words != words.strip() or " | " in f" {words} ":
            raise _CannotSay
        line = self._line_of(span)
        start = self._starts[line] + span["start"] - self._entries[line]["start"]
        inside = line == at and not words.startswith("^")
        low, high = (self._starts[at], self._starts[at] + len(self.bodies[at])) if inside else (0, len(self._text))
        nth = 1 + _occurrences(words, self._text[low:high]).index(start - low)
        return ("" if inside else "^") + words + (f"@{nth}" if nth > 1 or _NTH.search(words) else "")

    def _line_of(self, span: Mapping[str, Any]) -> int:
        for line, entry in enumerate(self._entries):
            if entry["start"] <= span["start"] and span["end"] <= entry["end"]:
                return line
        raise _CannotSay  # it runs over two lines


def _occurrences(words: str, where: str) -> list[int]:
    """Where the reader of the format finds these words: as whole words."""
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return [match.start() for match in re.finditer(before + re.escape(words) + after, where)]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an event's values are looked up."""

    lines: _Lines
    at: int

    def value(self, span: Mapping[str, Any], *forbidden: str) -> str:
        """A span as written, with what it refers to; raises _CannotSay."""
        try:
            words = self.lines.quoted(span, self.at)
        except ValueError as problem:
            raise _CannotSay from problem
        parts = [words, _flat(span["refers_to"])] if span.get("refers_to") else [words]
        if any(mark in f" {part} " for part in parts for mark in (" | ", "=>", *forbidden)):
            raise _CannotSay
        return "=>".join(parts)


def _event_lines(event: Mapping[str, Any], lines: _Lines, at: int) -> Iterator[str]:
    place = _Place(lines, at)
    head = f"{event['type']} {event['status']}"
    try:
        parts = [f"{head} {place.value(event['trigger'])}"]
    except _CannotSay:
        yield f"# cannot be written here: {head} {_flat(event['trigger']['text'])!r}"
        return
    left_out = []
    for role in _ROLES:
        values = []
        for filler in event.get(role, []):
            try:
                values.append(_value(role, filler, place))
            except _CannotSay:
                left_out.append(f"{role} {_flat(str(filler))}")
        if values:
            parts.append(f"{role}={(' < ' if role == 'source' else '; ').join(values)}")
    yield "e: " + " | ".join(parts)
    yield from (f"# cannot be written here: {words}" for words in left_out)
    yield from _unresolved(event)


def _unresolved(found: Mapping[str, Any]) -> Iterator[str]:
    for value in found.get("unresolved", []):
        yield f"# unresolved: {_flat(value['field'])}: {value['why']} ({_flat(value['detail'])})"


def _value(role: str, filler: Any, place: _Place) -> str:
    if role == "topic":
        words = _flat(filler["text"])
        if " | " in f" {words} ":
            raise _CannotSay
        return words
    if role == "source":
        if filler == [{"text": "?"}]:
            return "?"
        return "; ".join(place.value(who, ";", " < ") for who in filler)
    if role == "count":
        return _count(filler, place)
    written = place.value(filler, ";")
    if role == "time" and written.endswith("}"):
        raise _CannotSay
    return f"{written} {{{filler['interval']}}}" if filler.get("interval") else written


def _count(count: Mapping[str, Any], place: _Place) -> str:
    words, whose = place.value(count, ";"), count.get("whose")
    if whose and (re.search(r"[();|]", whose) or whose != _flat(whose)):
        raise _CannotSay
    if not whose and _TAIL.search(words):
        raise _CannotSay  # would be read as the group
    return f"{count['measure']} {count['value']} {count['scope']} : {words}" + (f" ({whose})" if whose else "")
