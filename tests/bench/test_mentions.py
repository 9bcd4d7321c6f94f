"""Mentions against a document written for the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.bench.mentions import run, squeezed
from dateline.bench.sets.re3d import SOURCES, held_back, read_re3d
from dateline.errors import InputError
from tests.bench.build import bench_of, write_lines

TEXT = "Forty soldiers left Homs on Monday."


def folder_of(root: Path) -> Path:
    folder = root / "events/data/re3d" / SOURCES["test"][0]
    write_lines(folder / "documents.json", [{"_id": "one", "text": TEXT}])
    marks = [("Organisation", 0, 14, 1.0), ("Quantity", 0, 5, 1.0), ("Location", 20, 24, 0.5), ("Person", 0, 3, 0.2)]
    write_lines(
        folder / "entities.json",
        [{"documentId": "one", "type": k, "begin": a, "end": b, "confidence": c} for k, a, b, c in marks],
    )
    return root / "events/data/re3d"


def test_the_longest_stays_and_the_rejected_go(tmp_path: Path) -> None:
    (document,) = read_re3d(folder_of(tmp_path), "test")
    assert document.mentions == (("Organisation", 0, 14), ("Location", 20, 24))


def test_white_space_does_not_move_a_mention() -> None:
    assert squeezed("a  b c", 3, 6) == squeezed("a b\nc", 2, 5) == (1, 3)


def test_lists_and_grammars_stand_in_for_a_reader_without_mentions(tmp_path: Path) -> None:
    folder_of(tmp_path)
    rows = {row.metric: row.value for row in run(bench_of(tmp_path, "test"))}
    # found: Forty soldiers (Organisation), Homs (Location), Monday (Temporal); expected: the first two
    assert rows["f1"] == pytest.approx(2 * 2 / (3 + 2))


def test_training_holds_back_about_a_tenth() -> None:
    share = sum(held_back(f"document {n}") for n in range(2000)) / 2000
    assert 0.08 < share < 0.13


def test_offsets_that_are_no_numbers_are_named(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    row = {"documentId": "one", "type": "Person", "begin": "x", "end": 3, "confidence": 1.0}
    write_lines(folder / SOURCES["test"][0] / "entities.json", [row])
    with pytest.raises(InputError, match=r"entities\.json:1"):
        read_re3d(folder, "test")
