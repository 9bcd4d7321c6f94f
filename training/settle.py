"""A third look at two codings of the same pages, by somebody who does not know which is which.

usage: python training/settle.py read FIRST.dat SECOND.dat                the packaged reader as the second coder
       python training/settle.py blocks FIRST.dat SECOND.dat FOLDER       what differs, in FOLDER/*.txt
       python training/settle.py settle FIRST.dat FOLDER OUT.dat          FIRST as FOLDER/*.e decide it

A block shows whole pages' lines around those on which the codings differ, both codings of such a line as `A:` and `B:`
(which is which changes from page to page) and what they agree on as `=:`. Whoever settles writes NAME.e beside
NAME.txt, for each line that has both, one or more of

    12 A                    all that A found there; `12 -`: nothing
    13 A1 B2                A's first event and B's second
    14 A1 | place=^Homs     one event with other roles: added, in place of its own, or taken away (`place=`)
    15 type status trigger | role=value      an event written out, as in an annotation file

Lines of one number add up. Keys of incidents, topics and the groups of counts are shown to nobody and stay with their
events; a comment on a form stays with an event of its type; words that meant somebody ("they=>the union") still do.
"""

from __future__ import annotations

import bisect
import hashlib
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from second_annotation import KEEP, LOOSE, by_line

from dateline.knowledge.guide import STATUSES, TYPES

SIZE = 100  # lines to settle in a block
AROUND = 2  # lines before and after such a line
Key = tuple[str, int]  # document, line of it
_SIDE = re.compile(r"([AB])([1-9]\d*)?")
_FILLER = re.compile(r"( \| (?:actor|target|source|place|origin|destination)=|; | < )")
_GROUP = re.compile(r" (\([^()]+\))$")


def shown(event: str) -> str:
    """An event without what is nobody's to settle here."""
    parts = [part for part in event.removeprefix("e:").strip().split(" | ") if not part.startswith(LOOSE)]
    return " | ".join(_counts(part, lambda count: _GROUP.sub("", count)) for part in parts)


def _counts(part: str, change: Callable[[str], str]) -> str:
    """A role with each of its counts changed; any other role as it is."""
    if not part.startswith("count="):
        return part
    return "count=" + "; ".join(change(one.strip()) for one in part.removeprefix("count=").split(";"))


def flipped(document: str) -> bool:
    """Whether B is the first coding of a page."""
    return hashlib.sha256(f"settle {document}".encode()).digest()[0] % 2 == 1


def blocks(first: Path, second: Path, folder: Path) -> None:
    """Write the blocks and, for `settle`, what A and B are in each line of them."""
    one, other, days = by_line(first), by_line(second), _days(first)
    folder.mkdir(parents=True, exist_ok=True)
    pages: dict[str, list[int]] = {}
    for name, number in one:
        pages.setdefault(name, []).append(number)
    text: list[str] = []
    sides: dict[int, tuple[str, int, list[str], list[str]]] = {}
    made = number = 0
    for name, numbers in pages.items():
        found = {n: tuple([shown(e) for e in own.get((name, n), ("", []))[1]] for own in (one, other)) for n in numbers}
        differ = [n for n in numbers if set(found[n][0]) != set(found[n][1])]
        if not differ:
            continue
        text.append(f"--- {name} published {days.get(name, '-')}")
        for n in (n for n in numbers if any(abs(n - d) <= AROUND for d in differ)):
            number += 1
            text.append(f"{number}: {one[name, n][0]}")
            a, b = reversed(found[n]) if flipped(name) else found[n]
            if n in differ:
                sides[number] = (name, n, a, b)
                text += [f"   {side}: {event}" for side, events in (("A", a), ("B", b)) for event in events or ["-"]]
            else:
                text += [f"   =: {event}" for event in found[n][0]]
        if len(sides) >= SIZE:
            made, text, sides, number = _written(folder, made, text, sides), [], {}, 0
    if sides:
        made = _written(folder, made, text, sides)
    print(f"{made} blocks in {folder}")


def _days(path: Path) -> dict[str, str]:
    """The publication day of each page."""
    pages = re.split(r"(?m)^@doc\s+", path.read_text(encoding="utf-8"))[1:]
    told = ((page.split("\n", 1)[0].strip(), re.search(r"(?m)^@published\s+(\S+)", page)) for page in pages)
    return {name: day[1] for name, day in told if day}


def _written(folder: Path, made: int, text: Sequence[str], sides: object) -> int:
    name = folder / f"{made + 1:03d}"
    name.with_suffix(".txt").write_text("\n".join(text) + "\n", encoding="utf-8")
    name.with_suffix(".json").write_text(json.dumps(sides), encoding="utf-8")
    return made + 1


def decided(folder: Path) -> dict[Key, list[str]]:
    """What the .e files decide; raises ValueError that names every line that cannot be read or was left out."""
    out: dict[Key, list[str]] = {}
    wrong: list[str] = []
    for keys in sorted(folder.glob("*.json")):
        sides = {int(number): side for number, side in json.loads(keys.read_text(encoding="utf-8")).items()}
        answers = keys.with_suffix(".e")
        said: dict[int, list[str]] = {}
        for at, line in enumerate(answers.read_text(encoding="utf-8").splitlines() if answers.exists() else (), 1):
            number, _, body = line.strip().partition(" ")
            if not number or number.startswith("#"):
                continue
            try:
                *_, a, b = sides[int(number.rstrip(":"))]
                said.setdefault(int(number.rstrip(":")), []).extend(_events(body.strip(), a, b))
            except (KeyError, ValueError, IndexError) as problem:
                wrong.append(f"{answers.name}:{at}: {line.strip()[:60]!r} settles no line of the block ({problem})")
        wrong += [f"{answers.name}: line {number} is not settled" for number in sides if number not in said]
        out |= {(sides[number][0], sides[number][1]): list(dict.fromkeys(events)) for number, events in said.items()}
    if wrong:
        raise ValueError("\n".join(wrong))
    return out


def _events(body: str, a: list[str], b: list[str]) -> list[str]:
    """The events of one line of a .e file; raises ValueError or IndexError where it holds none that can be read."""
    if body == "-":
        return []
    head, *roles = body.split(" | ")
    words = head.split()
    if len(words) > 2 and words[0] in TYPES and words[1] in STATUSES:
        return [body]
    sides = [_SIDE.fullmatch(word) for word in words]
    if not sides or not all(sides):
        raise ValueError("neither sides nor an event")
    picked: list[str] = []
    for side in sides:
        assert side is not None
        own = a if side[1] == "A" else b
        picked += [own[int(side[2]) - 1]] if side[2] else own
    if not roles:
        return picked
    if len(picked) != 1:
        raise ValueError("roles are added to one event")
    named = {role.partition("=")[0].strip() for role in roles}
    kept = [part for part in picked[0].split(" | ") if part.partition("=")[0] not in named]
    return [" | ".join([*kept, *(role for role in roles if role.partition("=")[2].strip())])]


def settle(first: Path, folder: Path, out: Path) -> None:
    """Write the first coding with the lines that were settled."""
    new = decided(folder)
    lines: list[str] = []
    name, number, own = "", -1, []

    def close() -> None:
        nonlocal own
        lines.extend(merged(own, new[name, number]) if (name, number) in new else own)
        own = []

    for line in first.read_text(encoding="utf-8").splitlines():
        if line.startswith("@doc") or line.startswith(KEEP) or not line.strip():
            close()
            name, number = (line.split(None, 1)[1].strip(), -1) if line.startswith("@doc") else (name, number)
            number += line.startswith(KEEP)
            lines.append(line)
        else:
            own.append(line)
    close()
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(new)} lines settled in {out}")


def merged(own: Sequence[str], events: Sequence[str]) -> list[str]:
    """The lines under a sentence with other events: those that were there keep what was hidden, and their comments."""
    old = [line for line in own if line.startswith("e:")]
    place: dict[int, int] = {}  # of an event, the old one that it was
    for like in (_equal, _same_words, _same_type):
        for at, event in enumerate(events):
            free = (k for k in range(len(old)) if k not in place.values() and like(shown(old[k]), event))
            if at not in place and (was := next(free, None)) is not None:
                place[at] = was
    meant = _meant(old)
    events = [_referred(event, meant) for event in events]
    out: list[list[str]] = [[_kept(old[place[at]], e) if at in place else f"e: {e}"] for at, e in enumerate(events)]
    types = [event.split()[0] for event in events]
    last, rest = -1, []
    for line in own:
        if line.startswith("e:"):
            last += 1
            continue
        was = next((at for at, k in place.items() if k == last), None)
        form = line.split()[3] if line.startswith("# form ") and len(line.split()) > 3 else None
        if form is not None and (was is None or types[was] != form):
            was = types.index(form) if form in types else None
        if was is not None:
            out[was].append(line)
        elif form is None:
            rest.append(line)
    return [line for lines in out for line in lines] + rest


def _meant(events: Sequence[str]) -> dict[str, str]:
    """Whom the words of a sentence's fillers mean ("they=>the union"), where that is one and the same."""
    found: dict[str, set[str]] = {}
    for words, _, name in (filler.partition("=>") for event in events for filler in _FILLER.split(event)):
        if name:
            found.setdefault(words.strip(), set()).add(name.strip())
    return {words: next(iter(names)) for words, names in found.items() if len(names) == 1}


def _referred(event: str, meant: Mapping[str, str]) -> str:
    """An event whose fillers mean whom they meant, where it does not say so itself."""
    parts = _FILLER.split(event)
    return "".join(p + f"=>{meant[p.strip()]}" if at and p.strip() in meant else p for at, p in enumerate(parts))


def _trigger(event: str) -> str:
    return re.sub(r"@\d+$", "", event.split(" | ")[0].split(" ", 2)[2])


def _equal(old: str, event: str) -> bool:
    return old == event


def _same_words(old: str, event: str) -> bool:
    return _trigger(old) == _trigger(event)


def _same_type(old: str, event: str) -> bool:
    shared = set(_trigger(old).split()) & set(_trigger(event).split())
    return old.split()[0] == event.split()[0] and bool(shared)


def _kept(old: str, event: str) -> str:
    """The settled event with the incident, the topic (of the same type) and the groups of counts of the old one."""
    if shown(old) == event:
        return old
    parts = old.removeprefix("e:").strip().split(" | ")
    groups: dict[str, str] = {}
    for count in (c.strip() for part in parts if part.startswith("count=") for c in part[6:].split(";")):
        if found := _GROUP.search(count):
            groups[count[: found.start()].partition(" : ")[2]] = f" {found[1]}"
    same = parts[0].split()[0] == event.split()[0]
    hidden = [part for part in parts if part.startswith(LOOSE if same else "incident=")]
    own = [_counts(p, lambda count: count + groups.get(count.partition(" : ")[2], "")) for p in event.split(" | ")]
    return "e: " + " | ".join([*own, *hidden])


def read(first: Path, second: Path) -> None:
    """Write what the packaged reader finds in the lines of the first coding."""
    from data import Kit, read_events

    from dateline.export.dat import dat_lines
    from dateline.readers_learned import learned_reader
    from dateline.sources.dat import read_all

    documents, _ = read_all([first])
    kit, reader = Kit(rules=False), learned_reader()
    pages = []
    for document in documents:
        ends = [sentence["end"] for sentence in document["sentences"]]
        found = read_events(document, kit, reader)["events"]
        events = [{**event, "sentence": bisect.bisect_right(ends, event["trigger"]["start"])} for event in found]
        for event in events:  # a count needs a number
            event["count"] = [count for count in event.get("count", ()) if count["value"] != "?"]
        pages.append(dat_lines({**document, "events": events}))
    second.write_text("\n".join(pages), encoding="utf-8")


if __name__ == "__main__":
    task, *paths = sys.argv[1:] or [""]
    tasks = {"read": read, "blocks": blocks, "settle": settle}
    if task not in tasks or len(paths) != (2 if task == "read" else 3):
        sys.exit(__doc__)
    try:
        tasks[task](*(Path(p) for p in paths))
    except ValueError as problem:
        sys.exit(str(problem))
