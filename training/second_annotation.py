"""Blind second annotation of corpus documents: strip the events, weave a second annotator's in, list disagreements.

usage: python training/second_annotation.py strip FILE.dat OUT.txt
       python training/second_annotation.py weave STRIPPED.txt LINES.txt OUT.dat
       python training/second_annotation.py differ FIRST.dat SECOND.dat

STRIPPED.txt shows each document's lines with their numbers and nothing else. The annotator writes LINES.txt: `@doc ID`,
then `NUMBER e: type status trigger | role=value ...` for each event, in the format of the guide.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

HEADER = ("@published", "@origin", "@lang", "@shape", "@conflict")
KEEP = ("x:", "t:", "s:")
LOOSE = ("incident=", "topic=")  # on which two annotations need not agree


def strip(source: Path, out: Path) -> None:
    """Write the documents without events and comments, each line numbered."""
    lines, number = [], 0
    for line in source.read_text(encoding="utf-8").splitlines():
        if line.startswith("@doc"):
            lines += ["", line]
            number = 0
        elif line.startswith(HEADER):
            lines.append(line)
        elif line.startswith(KEEP):
            lines.append(f"{number} {line}")
            number += 1
    out.write_text("\n".join(lines).strip() + "\n", encoding="utf-8")


def weave(stripped: Path, second: Path, out: Path) -> None:
    """Put the second annotator's events under their lines."""
    events: dict[tuple[str, int], list[str]] = defaultdict(list)
    doc = ""
    for line in second.read_text(encoding="utf-8").splitlines():
        if line.startswith("@doc"):
            doc = line.split(None, 1)[1].strip()
        elif line.strip() and not line.startswith("#"):
            number, _, rest = line.strip().partition(" ")
            rest = rest.strip()
            events[doc, int(number)].append(rest if rest.startswith("e:") else f"e: {rest}")
    lines, doc = [], ""
    for line in stripped.read_text(encoding="utf-8").splitlines():
        if line.startswith("@doc"):
            doc = line.split(None, 1)[1].strip()
        if line[:1].isdigit():
            number, _, rest = line.partition(" ")
            lines += [rest, *events.pop((doc, int(number)), [])]
        else:
            lines.append(line)
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for doc, number in events:
        print(f"no line {number} in {doc}", file=sys.stderr)


def by_line(path: Path) -> dict[tuple[str, int], tuple[str, list[str]]]:
    """Each line of the documents by id and number, with its events as they are written."""
    out: dict[tuple[str, int], tuple[str, list[str]]] = {}
    doc, number = "", -1
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@doc"):
            doc, number = line.split(None, 1)[1].strip(), -1
        elif line.startswith(KEEP):
            number += 1
            out[doc, number] = (line, [])
        elif line.startswith("e:"):
            out[doc, number][1].append(line)
    return out


def _core(events: list[str]) -> set[str]:
    """The parts of the events that must agree: everything but incident keys and topics."""
    return {" | ".join(p for p in e.split(" | ") if not p.startswith(LOOSE)) for e in events}


def differ(first: Path, second: Path) -> None:
    """Print each line on which the two annotations differ, with both."""
    a, b = by_line(first), by_line(second)
    for key, (line, events) in a.items():
        other = b.get(key, ("", []))[1]
        if _core(events) != _core(other):
            print(f"\n[{key[0]} {key[1]}] {line}")
            print("\n".join(f"  1 {e}" for e in events) or "  1 (none)")
            print("\n".join(f"  2 {e}" for e in other) or "  2 (none)")


if __name__ == "__main__":
    task, *paths = sys.argv[1:] or [""]
    tasks = {"strip": strip, "weave": weave, "differ": differ}
    if task not in tasks:
        sys.exit(__doc__)
    tasks[task](*(Path(p) for p in paths))
