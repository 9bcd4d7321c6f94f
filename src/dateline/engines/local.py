"""One machine: the function over the inputs in order, in this process or in several."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from dateline.errors import DatelineError

A = TypeVar("A")
B = TypeVar("B")

_TOGETHER = 8  # inputs sent to a process at once: sending one costs half as much as coding a page without events
_SLOWLY = 16  # inputs after which one more is sent at once: a few are spread over all processes
_LIGHT = 100_000  # what inputs sent at once weigh, by what the caller says: long pages go alone
_AHEAD = 96  # inputs in flight for each process: one slow input keeps no other process waiting
_HEAVIEST = 32_000_000  # what all in flight weigh: keeps memory flat


def in_order(
    function: Callable[[A], B], inputs: Iterable[A], processes: int = 1, weigh: Callable[[A], int] = lambda _: 0
) -> Generator[B, None, None]:
    """`function(x)` for every input, in the order of the inputs; with several processes it must be picklable.

    `weigh` gives an input's size in bytes: few heavy ones are sent ahead, many light ones. Close it where the loop
    over it can end early: that stops the processes. Raises DatelineError where one died.
    """
    if processes <= 1:
        yield from map(function, inputs)
        return
    # spawn: a forked child would share SQLite handles and threads with its parent
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), initializer=_start_worker)
    try:
        waiting: deque[tuple[int, int, Future[list[B]]]] = deque()
        for some, weight in _portions(inputs, weigh):
            waiting.append((len(some), weight, pool.submit(_each, function, some)))
            while _enough(waiting, processes):
                yield from waiting.popleft()[-1].result()
        while waiting:
            yield from waiting.popleft()[-1].result()
    except BrokenProcessPool as broken:
        raise DatelineError(
            "a process that codes pages died, most often for want of memory; what was done so far is kept: "
            "run the same command again with a smaller --jobs"
        ) from broken
    finally:
        pool.shutdown(cancel_futures=True)


def _portions(inputs: Iterable[A], weigh: Callable[[A], int]) -> Iterator[tuple[list[A], int]]:
    """The inputs as they are sent together, and what they weigh."""
    rest, sent = iter(inputs), 0
    while True:
        some: list[A] = []
        weight = 0
        for one in itertools.islice(rest, min(_TOGETHER, 1 + sent // _SLOWLY)):
            some.append(one)
            weight += weigh(one)
            if weight > _LIGHT:
                break
        if not some:
            return
        yield some, weight
        sent += len(some)


def _enough(waiting: Sequence[tuple[int, int, object]], processes: int) -> bool:
    """Whether the first result is waited for before more is sent: each process has one thing to do in any case."""
    heavy = len(waiting) > processes and sum(weight for _, weight, _ in waiting) > _HEAVIEST
    return heavy or sum(number for number, _, _ in waiting) >= processes * _AHEAD


def _each(function: Callable[[A], B], inputs: list[A]) -> list[B]:
    return [function(one) for one in inputs]


def _start_worker() -> None:
    """Ctrl-C is the parent's to handle; and a worker whose parent was killed ends too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
