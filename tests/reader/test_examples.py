"""Every example of the ontology is read by the rule reader and must come out as written.

`known_misses.txt` lists the examples that the first reader still gets wrong. They are expected to fail, strictly: a
reader that gets one right must take it off the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.knowledge.ontology import Example, load_ontology
from dateline.protocols import Reader
from dateline.records import Article, Draft, Mention, Sentence
from dateline.sources.dat import read_dat
from tests.conftest import assembler, make_sentences

Hints = Callable[[Article, tuple[Sentence, ...]], list[Mention]]
KNOWN_MISSES = frozenset((Path(__file__).parent / "known_misses.txt").read_text(encoding="utf-8").splitlines())


def examples() -> Iterator[Any]:
    """Each example with the type or status it belongs to; known misses marked."""
    ontology = load_ontology()
    groups = [(e.name, e.examples) for e in ontology.events.values()]
    groups += [(f"status-{s.name}", s.examples) for s in ontology.statuses.values()]
    for name, members in groups:
        for number, example in enumerate(members, 1):
            ident = f"{name}-{number}"
            marks = [pytest.mark.xfail(strict=True, reason="first reader")] if ident in KNOWN_MISSES else []
            yield pytest.param(name, example, id=ident, marks=marks)


def gold(example: Example, folder: Path) -> dict[str, Any]:
    """The example's claims with their offsets."""
    path = folder / "example.dat"
    lines = ["@doc one", "@published 2020-01-15", f"s: {example.text}", *(f"e: {claim}" for claim in example.claims)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (doc,), slips = read_dat(path)
    assert not slips
    return doc


@pytest.mark.parametrize(("name", "example"), list(examples()))
def test_example_comes_out_as_written(
    name: str, example: Example, reader: Reader, hints: Hints, tmp_path: Path
) -> None:
    article, sentences = make_sentences(example.text)
    reading = reader.read(article, sentences, hints(article, sentences))
    drafts = assembler().drafts(article, sentences, reading)
    wanted = [e for e in gold(example, tmp_path)["events"] if name in (e["type"], f"status-{e['status']}")]
    if not wanted:
        assert name not in {draft.type for draft in drafts}
    for event in wanted:
        assert any(same(event, draft) for draft in drafts), [(d.type, d.status, d.trigger.exact) for d in drafts]


def same(event: dict[str, Any], draft: Draft) -> bool:
    """Type, status, overlapping trigger."""
    start, end = event["trigger"]["start"], event["trigger"]["end"]
    overlap = draft.trigger.start < end and start < draft.trigger.end
    return overlap and (draft.type, draft.status) == (event["type"], event["status"])


def test_known_misses_exist_and_are_few() -> None:
    known = {param.id for param in examples()}
    assert known >= KNOWN_MISSES
    assert len(KNOWN_MISSES) <= 0.4 * len(known)
