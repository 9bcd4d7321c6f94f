"""Every task is documented, has a module with `run`, and says where its set should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.bench.tasks import TASKS, Missing, task
from tests.bench.build import bench_of

PAGE = (Path(__file__).parents[2] / "docs" / "benchmarks.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(TASKS))
def test_a_task_has_a_line_in_the_page(name: str) -> None:
    assert f"\n| `{name}` |" in PAGE


@pytest.mark.parametrize("name", ["attribution", "mentions", "muc", "events", "status", "ledger"])
def test_a_set_that_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(Missing, match="nothing at"):
        list(task(name)(bench_of(tmp_path)))
