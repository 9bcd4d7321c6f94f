"""The page gate lets pages with events by and stops the rest, before anything costly runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.knowledge.files import read_bytes
from dateline.reader.gate import PageGate, page_words
from dateline.sources.dat import read_all
from tests.conftest import make_sentences

CORPUS = Path(__file__).parent.parent.parent / "corpus"
DEV = CORPUS.parent.parent / "shared" / "dev"
MATCH = (
    "Rovers beat Albion in the rain.",
    "The winger scored with a header from a corner.",
    "Their goalkeeper saved a penalty before half-time.",
    "Fans sang until the final whistle and queued for buses home.",
    "The club hopes to sign a midfielder this summer.",
)


@pytest.fixture(scope="module")
def gate() -> PageGate:
    return PageGate.from_bytes(read_bytes("models", "page-gate.json"))


def test_a_match_is_stopped(gate: PageGate) -> None:
    assert not gate.passes(*make_sentences(*MATCH))


def test_one_attack_among_other_news_passes(gate: PageGate) -> None:
    assert gate.passes(
        *make_sentences(*MATCH, "Gunmen killed four soldiers in an attack on an army post, police said.")
    )


def test_a_short_page_is_always_read(gate: PageGate) -> None:
    assert gate.passes(*make_sentences(*MATCH[:3]))


def test_a_page_of_a_few_plain_sentences_is_read(gate: PageGate) -> None:
    told = ("The raid began at dawn.", "They shelled the market.", "They killed 12 men.", "We ran.", "It rained.")
    assert gate.passes(*make_sentences(*told))
    assert not gate.passes(*make_sentences("It rained.", "The fair begins in May.", "Buses are late.", "We ate."))


def test_words_are_plain_letters_in_small() -> None:
    assert page_words("Gunmen's RAID, 12 dead") == {"gunmen", "s", "raid", "dead"}


def test_the_gate_keeps_the_held_back_events(gate: PageGate) -> None:
    held = {line for line in (CORPUS / "held-back.txt").read_text("utf-8").splitlines() if line[:1] != "#"}
    assert _share(gate, sorted(CORPUS.glob("*.dat")), held) >= 0.98


def test_the_gate_keeps_the_development_events(gate: PageGate) -> None:
    files = sorted(DEV.glob("*.dat"))
    if not files:
        pytest.skip(f"no coded pages at {DEV}")
    assert _share(gate, files, None) >= 0.98


def _share(gate: PageGate, files: list[Path], wanted: set[str] | None) -> float:
    """The share of events on pages that pass; short pages judged like the others."""
    passed = total = 0
    for doc in read_all(files)[0]:
        if wanted is None or doc["id"] in wanted:
            lines = [doc["text"][s["start"] : s["end"]] for s in doc["sentences"] if s["kind"] != "x"]
            total += len(doc["events"])
            passed += len(doc["events"]) * (gate.weigh(lines) >= gate.least)
    return passed / total


@pytest.mark.parametrize("data", [b"", b"[]", b'{"words": {}}', b'{"words": {"a": "b"}, "bias": 0, "least": 0}'])
def test_a_damaged_file_is_named(data: bytes) -> None:
    with pytest.raises(DataError, match="page-gate"):
        PageGate.from_bytes(data)
