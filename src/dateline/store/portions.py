"""Writes in portions: many pages in one transaction, as most of what a page without events costs is its transaction."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType

from dateline.store.ledger import Ledger

_SIZE = 64  # writes in a portion
_SECONDS = 1.0  # or as many as come in this time: a slow page waits for no other


class Portions:
    """Writes to a ledger, kept back until they are a portion; a context manager, which writes the last one.

    The ledger is locked only while a portion is written. What was kept back when the block ends, by an error or Ctrl-C
    too, is written then; a kill loses it, and the pages are read again when the same command is run again.
    """

    def __init__(self, ledger: Ledger, clock: Callable[[], float] = time.monotonic) -> None:
        self._ledger, self._clock = ledger, clock
        self._waiting: list[Callable[[], object]] = []
        self._since = 0.0

    def __enter__(self) -> Portions:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.write()

    def add(self, write: Callable[[], object]) -> None:
        """One more write; it is done with the portion's others, in the order in which they were added."""
        if not self._waiting:
            self._since = self._clock()
        self._waiting.append(write)
        if len(self._waiting) >= _SIZE or self._clock() - self._since >= _SECONDS:
            self.write()

    def write(self) -> None:
        """Whatever is kept back, written in one transaction: all of it or, where it fails, nothing."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            with self._ledger.transaction():
                for write in waiting:
                    write()
