"""Statuses against judgements, worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.bench.sets.factuality import read_factuality
from dateline.bench.status import VALUES, accuracy, macro_f1, pearson_r, run, value_of
from dateline.errors import InputError
from dateline.knowledge.guide import STATUSES
from tests.bench.build import bench_of, claim_of, filler, write_lines

TEXT = "Rebels attacked Kaduna on Monday but denied that they killed the mayor ."
ROW = {"text": TEXT, "targets": [{"span1": [1, 2], "label": 3.0}, {"span1": [9, 10], "label": -2.0}]}


def test_every_status_has_a_value() -> None:
    assert set(VALUES) == set(STATUSES)


def test_a_hedge_makes_it_probable() -> None:
    assert value_of(claim_of("attack", "attacked")) == 3.0
    assert value_of(claim_of("attack", "attacked", filler("hedge", "reportedly"))) == 2.0
    assert value_of(claim_of("attack", "attack", filler("hedge", "reportedly"), status="planned")) == 1.0


def test_figures_by_hand() -> None:
    pairs = [(3.0, 3.0), (2.0, 1.0), (-3.0, -3.0), (1.0, 3.0)]
    assert accuracy(pairs) == 0.5  # the first and the third
    # happened: 1 right, 2 given, 2 expected; did not: the same
    assert macro_f1(pairs) == 0.5
    assert pearson_r([(3.0, 1.0), (0.0, 0.0), (-3.0, -1.0)]) == pytest.approx(1.0)
    assert pearson_r([(3.0, 1.0), (0.0, 1.0)]) == 0.0


def test_spans_are_characters_of_the_text(tmp_path: Path) -> None:
    (sentence,) = read_factuality(write_lines(tmp_path / "dev.jsonl", [ROW]))
    assert [TEXT[a:b] for a, b, _ in sentence.events] == ["attacked", "killed"]


def test_rows_of_a_set(tmp_path: Path) -> None:
    write_lines(tmp_path / "events/data/factuality/glue_data/UW/dev.jsonl", [ROW])
    rows = {row.metric: row for row in run(bench_of(tmp_path))}
    assert rows["coverage"].n == 2 and rows["coverage"].value > 0
    assert rows["accuracy"].value == 1.0


def test_a_target_without_a_span_is_named(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "dev.jsonl", [{"text": "a b", "targets": [{"label": 1.0}]}])
    with pytest.raises(InputError, match=r"dev\.jsonl:1: has a target"):
        read_factuality(path)
