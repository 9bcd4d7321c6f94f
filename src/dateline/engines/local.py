"""One machine: the function over the inputs in order, in this process or in several."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

_AHEAD = 8  # inputs in flight for each process: keeps memory flat


def in_order(function: Callable[[A], B], inputs: Iterable[A], processes: int = 1) -> Iterator[B]:
    """`function(x)` for every input, in the order of the inputs; with several processes it must be picklable."""
    if processes <= 1:
        yield from map(function, inputs)
        return
    # spawn: a forked child would share SQLite handles and threads with its parent
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: deque[Future[B]] = deque()
        for one in inputs:
            waiting.append(pool.submit(function, one))
            if len(waiting) >= processes * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
