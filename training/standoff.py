"""Real pages of public sets coded by the guide, kept without their text: offsets alone.

The texts belong to their publishers and stay outside the project; who has the public data gets the coded pages back.

usage: python training/standoff.py unpack CODED.jsonl... --public FOLDER --out FOLDER
       python training/standoff.py pack CODED.dat... --public FOLDER > CODED.jsonl

`unpack` writes OUT/NAME.dat for training and OUT/NAME-held.dat with the tenth that is held back (by the page's id, as
in the corpus), and says which pages it had to leave out. `pack` reads pages whose lines stand in the sets' pages.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from data import held_back, public_loaders

from dateline.bench.muc import paragraphs_of
from dateline.bench.sets.muc import story_of
from dateline.bench.truecase import truecaser
from dateline.export.dat import dat_lines
from dateline.sources.dat import Document, read_all

Change = Callable[[dict[str, Any]], dict[str, Any] | None]
NOBODY = "?"  # somebody vouches, and nobody is named
PART = re.compile(r"(?<=\d)-(?:b|s\d+)$")  # ends the id of what is coded as a page of its own: a second part, one story


def _muc(events: Any) -> Iterator[dict[str, str]]:
    """MUC's stories in ordinary case."""
    case = truecaser()
    for page in events.muc4("train"):
        story = story_of(page["id"], page["text"])
        yield {"id": story.id, "title": "", "text": " ".join(paragraphs_of(story, case))}


SPACES = (  # between the tokens of MPQA: what stands at the word before it, and at the word after it
    (re.compile(r" (n't|'s|'S|'re|'ve|'ll|'d|'m)\b"), r"\1"),
    (re.compile(r"(?<=s) ' (?=[\w$])"), "' "),
    (re.compile(r" ([.,;:?!%)\]}])"), r"\1"),
    (re.compile(r"([(\[{$#]) "), r"\1"),
    (re.compile(r"(^| )\" ([^\"]*?) \"(?= |$|[.,;:?!)\]-])"), r'\1"\2"'),
)


def _mpqa(reading: Any) -> Iterator[dict[str, str]]:
    """MPQA's documents: sentences in their order, tokens put together as they are written."""
    whole: dict[str, dict[int, str]] = {}
    for part in ("dev", "test_fold_0", "test_fold_1", "test_fold_2", "test_fold_3"):
        for sentence in reading.mpqa2(part):
            page, _, number = sentence["id"].split("docs/")[-1].partition("#sentence")
            whole.setdefault(page, {})[int(number)] = _written(sentence["text"])
    for page, sentences in whole.items():
        yield {"id": page, "title": "", "text": " ".join(sentences[n] for n in sorted(sentences))}


def _written(tokens: str) -> str:
    """A sentence of tokens with its spaces where they belong.

    >>> _written("They did n't see the rebels ' camp ( in Odu ) .")
    "They didn't see the rebels' camp (in Odu)."
    """
    text = " ".join(tokens.split())
    for pattern, written in SPACES:
        text = pattern.sub(written, text)
    return text


def _sentences(events: Any) -> Iterator[dict[str, str]]:
    """Single sentences of news in which the place of an event is marked, by their number."""
    told = json.loads((Path(events.__file__).parents[1] / "coding/data/event_location.json").read_text("utf-8"))
    for n, one in enumerate(told):
        yield {"id": str(n), "title": "", "text": one["text"]}


STORIES = 40  # sentences of GMB in a page: a few short stories of one agency, the last one cut


def _gmb(events: Any) -> Iterator[dict[str, str]]:
    """GMB's newswire in pages of `STORIES` sentences, in the order of its file; it does not say where a story ends."""
    rows = iter(events.gmb_ner())
    for n in itertools.count():
        block = [_written(" ".join(row["tokens"])) for row in itertools.islice(rows, STORIES)]
        if not block:
            return
        yield {"id": str(n), "title": "", "text": " ".join(block)}


SETS: dict[str, tuple[str, Callable[[Any], Iterable[dict[str, str]]]]] = {
    "hrds": ("events", lambda part: [page for split in ("train", "dev") for page in part.hrdsattack(split)]),
    "re3d": ("events", lambda part: part.re3d(part.RE3D_TRAIN_SOURCES)),
    "tb": ("reading", lambda part: [page for split in ("timebank", "aquaint") for page in part.tempeval3(split)]),
    "gmb": ("events", _gmb),
    "lgl": ("reading", lambda part: part.lgl()),
    "muc": ("events", _muc),
    "mpqa": ("reading", _mpqa),
    "evloc": ("events", _sentences),
    "aw": ("events", lambda part: ({"title": "", **page} for page in part.aw_wiki("train"))),
    "satp": ("events", lambda part: ({"title": "", **page} for page in part.satp("train"))),
}


def texts(public: Path, names: Collection[str]) -> dict[str, str]:
    """Pages of these sets by set and id: title and text, every run of white space as one space.

    A set that is missing is told.
    """
    out = {}
    for name, (part, pages) in SETS.items():
        if name not in names:
            continue
        try:
            for page in pages(public_loaders(public, part)):
                out[f"{name}-{page['id']}"] = " ".join(f"{page['title']} {page['text']}".split())
        except FileNotFoundError as missing:
            print(f"{name}: not under {public} ({missing.filename}); its pages are left out", file=sys.stderr)
    return out


def page_of(document_id: str) -> str:
    """The id of the page that a document is, or is a part of."""
    return PART.sub("", document_id)


def set_of(document_id: str) -> str:
    """The name of the set that a document's page is of."""
    return document_id.partition("-")[0]


def sha256(text: str) -> str:
    """What tells that a page is the one that was coded; case is left to whoever gives capitals an ordinary one."""
    return hashlib.sha256(text.lower().encode()).hexdigest()


def changed(event: dict[str, Any], change: Change) -> dict[str, Any]:
    """An event with every span changed; what the change makes None of is left out."""
    out: dict[str, Any] = {}
    for key, value in event.items():
        if key == "trigger":
            out[key] = change(value)
        elif key == "source":
            out[key] = [[change(one) for one in link] for link in value]
        elif not isinstance(value, list):
            out[key] = value
        elif kept := [one for one in map(change, value) if one is not None]:
            out[key] = kept
    return out


# Packing: every quotation becomes the offsets of its characters in the page -----------------------------------


def packed(document: Document, text: str) -> dict[str, Any]:
    """A coded page without its words; raises ValueError where a line does not stand in the page, in order.

    What has no offsets is left out: topics, keys of incidents, whom a pronoun means in words that the page lacks.
    """
    lines, starts, at = [], [], 0
    for entry in document["sentences"]:
        body = document["text"][entry["start"] : entry["end"]]
        start = text.find(body, at)
        if start < 0:
            raise ValueError(f"{document['id']}: not in the page from character {at} on: {body[:60]!r}")
        at = start + len(body)
        lines.append([entry["kind"], start, at])
        starts.append((entry["start"], start))

    def spot(span: dict[str, Any]) -> dict[str, Any] | None:
        if "start" not in span:
            return {} if span["text"] == NOBODY else None
        low, there = max(s for s in starts if s[0] <= span["start"])
        kept = {key: value for key, value in span.items() if key not in ("text", "start", "end", "refers_to", "whose")}
        found = text.find(span["refers_to"]) if span.get("refers_to") else -1
        if found >= 0:
            kept["refers_to"] = [found, found + len(span["refers_to"])]
        return {**kept, "at": [span["start"] - low + there, span["end"] - low + there]}

    return {
        "id": document["id"],
        "sha256": sha256(text),
        "published": document["published"][:10],
        "lines": lines,
        "events": [changed(event, spot) for event in document["events"]],
    }


# Unpacking -----------------------------------------------------------------------------------------------------------


def unpacked(row: dict[str, Any], text: str) -> Document:
    """The coded page with its words again, lines joined as the annotation format joins them."""
    bodies = [text[start:end] for _, start, end in row["lines"]]
    entries: list[dict[str, Any]] = []
    at = 0
    for (kind, _, _), body in zip(row["lines"], bodies, strict=True):
        entries.append({"kind": kind, "start": at, "end": at + len(body)})
        at += len(body) + 1
    whole = "\n".join(bodies)
    moves = [(start, entry["start"]) for (_, start, _), entry in zip(row["lines"], entries, strict=True)]

    def spot(span: dict[str, Any]) -> dict[str, Any]:
        if "at" not in span:
            return {"text": NOBODY}
        start, here = max(m for m in moves if m[0] <= span["at"][0])
        low, high = span["at"][0] - start + here, span["at"][1] - start + here
        kept = {key: value for key, value in span.items() if key not in ("at", "refers_to")}
        if "refers_to" in span:
            kept["refers_to"] = text[slice(*span["refers_to"])]
        return {**kept, "text": whole[low:high], "start": low, "end": high}

    events = [changed(event, spot) for event in row["events"]]
    head = {"id": row["id"], "published": row["published"], "origin": set_of(row["id"]), "lang": "en"}
    return {**head, "text": whole, "sentences": entries, "events": events}


def documents(file: Path, pages: dict[str, str]) -> Iterator[Document]:
    """The coded pages of one file; a page that is missing or has changed is told and left out."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = pages.get(page_of(row["id"]))
        if text is None or sha256(text) != row["sha256"]:
            print(
                f"{file.name}: {row['id']} is {'missing' if text is None else 'another text'}; left out",
                file=sys.stderr,
            )
        else:
            yield unpacked(row, text)


def main() -> None:
    """Pack or unpack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("pack", "unpack"))
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--public", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("build"))
    args = parser.parse_args()
    if args.what == "pack":
        coded, slips = read_all(args.files)
        if slips:
            raise SystemExit(f"{slips[0].where}: {slips[0].what}")
        pages = texts(args.public, {set_of(document["id"]) for document in coded})
        for document in coded:
            if page_of(document["id"]) not in pages:
                raise SystemExit(f"{document['id']}: no page of {', '.join(SETS)} has this id")
            row = packed(document, pages[page_of(document["id"])])
            print(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
        return
    args.out.mkdir(parents=True, exist_ok=True)
    rows = (line for file in args.files for line in file.read_text(encoding="utf-8").splitlines())
    pages = texts(args.public, {set_of(json.loads(row)["id"]) for row in rows})
    for file in args.files:
        parts: dict[str, list[str]] = {f"{file.stem}.dat": [], f"{file.stem}-held.dat": []}
        for document in documents(file, pages):
            parts[f"{file.stem}{'-held' if held_back(page_of(document['id'])) else ''}.dat"].append(dat_lines(document))
        if not any(parts.values()):
            raise SystemExit(f"{file}: none of its pages is under {args.public}")
        for name, lines in parts.items():
            (args.out / name).write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
