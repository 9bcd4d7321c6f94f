"""A bounded memory of values by key: the last ones asked for, so that memory does not grow with the archive."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The last values that were asked for or put in; `read` makes those that are not there."""

    def __init__(self, read: Callable[[str], T], most: int = 2048) -> None:
        self._read, self._most, self._known = read, most, OrderedDict[str, T]()

    def __call__(self, key: str) -> T:
        """The value of a key."""
        known = self._known
        if key in known:
            known.move_to_end(key)
            return known[key]
        value = self._read(key)
        self.put(key, value)
        return value

    def put(self, key: str, value: T) -> None:
        """The value of the key from now on."""
        self._known[key] = value
        if len(self._known) > self._most:
            self._known.popitem(last=False)

    def forget(self, key: str) -> None:
        """The value is read again when it is asked for."""
        self._known.pop(key, None)
