"""Several processes: the order of results, a process that dies, a parent that is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dateline.engines.local import _portions, in_order
from dateline.errors import DatelineError

_PARENT = """
import time
from dateline.engines.local import in_order

def wait(number):
    print("working", flush=True)
    time.sleep(600)

if __name__ == "__main__":
    list(in_order(wait, [1, 2], 2))
"""


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_inputs(processes: int) -> None:
    assert list(in_order(abs, range(-40, 0), processes)) == list(range(40, 0, -1))


def test_a_process_that_dies_is_told_with_what_to_do() -> None:
    with pytest.raises(DatelineError, match="smaller --jobs"):
        list(in_order(os._exit, [3], 2))


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None and parent.stdout.readline() == b"working\n"
        parent.kill()
        parent.communicate(timeout=60)  # stdout ends when the last process that holds it has ended


def _taken_before_the_first_result(weigh: Callable[[int], int]) -> int:
    taken: list[int] = []

    def inputs() -> Iterator[int]:
        for number in range(400):
            taken.append(number)
            yield number

    with closing(in_order(abs, inputs(), 2, weigh)) as results:
        assert next(results) == 0
        return len(taken)


def test_many_inputs_are_sent_ahead_few_where_they_are_heavy_and_always_one_for_each_process() -> None:
    assert 100 <= _taken_before_the_first_result(lambda _: 1) <= 200
    assert 3 <= _taken_before_the_first_result(lambda _: 10_000_000) <= 5
    assert 3 <= _taken_before_the_first_result(lambda _: 100_000_000) <= 4


def test_few_inputs_go_one_by_one_many_together_and_heavy_ones_alone() -> None:
    assert [len(some) for some, _ in _portions(range(10), lambda _: 1)] == [1] * 10
    sizes = [len(some) for some, _ in _portions(range(400), lambda _: 1)]
    assert sizes == sorted(sizes[:-1]) + sizes[-1:] and max(sizes) == 8 and sum(sizes) == 400
    assert {len(some) for some, _ in _portions(range(400), lambda _: 200_000)} == {1}
    assert [one for some, _ in _portions(range(400), lambda number: number * 500) for one in some] == list(range(400))
