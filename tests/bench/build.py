"""What the tests of the tasks share: files of sets written by us, and claims made by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dateline.bench.tasks import Bench
from dateline.records import ActorRef, Attribution, Claim, Claimant, Count, Evidence, Filler, Number, Unresolved, Why

NOWHERE = Unresolved(Why.NOT_STATED, "not in this test")


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """A file of JSON, an object a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def bench_of(folder: Path, split: str = "dev") -> Bench:
    """A bench over a folder, with the rule reader, which loads fast."""
    return Bench(folder, split, "rules", tell=lambda _: None)


def words(text: str, at: int = 0) -> Evidence:
    """Evidence for words at a place."""
    return Evidence("art_0", at, at + len(text), text)


def filler(role: str, text: str, actor: ActorRef | None = None) -> Filler:
    """A filler of a role, with its entity or none."""
    return Filler(role, words(text), None, actor, None, None)


def state(ident: str, name: str, country: str) -> ActorRef:
    """A state as an actor."""
    return ActorRef(ident, name, "state", country, "alias")


def killed(text: str, number: int) -> Count:
    """So many killed, as stated."""
    exact = Number(number, number, number, "exact", None, str(number))
    return Count("killed", exact, "incident", words(text), None, False, False)


def said_by(name: str, actor: ActorRef | None = None) -> Attribution:
    """Attributed to one claimant."""
    return Attribution(((Claimant(words(name), None, actor or NOWHERE, None),),), "paraphrased", None)


def claim_of(kind: str, trigger: str, *fillers: Filler, status: str = "actual", **more: Any) -> Claim:
    """A claim with what most tests leave out filled in."""
    values: dict[str, Any] = {
        "id": f"clm_{kind}_{trigger}",
        "article_id": "art_0",
        "sentence": 0,
        "sentence_evidence": words(trigger),
        "type": kind,
        "status": status,
        "trigger": words(trigger),
        "fillers": fillers,
        "counts": (),
        "attribution": Attribution((), "own-voice", None),
        "when": NOWHERE,
        "place": NOWHERE,
        "topic": None,
        "confidence": 0.9,
        "found_by": "test",
    }
    return Claim(**(values | more))
