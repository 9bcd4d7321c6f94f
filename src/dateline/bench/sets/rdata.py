"""Data frames of R's saved workspaces (.rda): the one table in the file, as rows of plain values.

The format is R's own serialisation (R Internals, "Serialization Formats"): big-endian, one item a header word whose
low byte is the type. Only what a data frame needs is read; anything else is an error that names it.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_OPENERS = {b"\x1f\x8b": gzip.decompress, b"BZh": bz2.decompress, b"\xfd7zXZ": lzma.decompress}
_NULL, _SYMBOL, _PAIRS, _CHARS, _REFERENCE, _COMPACT, _ENVIRONMENTS = 254, 1, 2, 9, 255, 238, (241, 242, 250, 251, 253)
_LOGICAL, _INTEGER, _REAL, _STRINGS, _LIST = 10, 13, 14, 16, 19
_NO_INTEGER = -(2**31)


@dataclass(slots=True)
class _Vector:
    values: list[Any]
    attributes: dict[str, Any] = field(default_factory=dict)


def read_rda(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of the first data frame of a file; factors become their labels, missing values None."""
    data = path.read_bytes()
    for mark, opened in _OPENERS.items():
        data = opened(data) if data.startswith(mark) else data
    if data[:5] not in (b"RDX2\n", b"RDX3\n"):
        raise ValueError(f"{path}: not a saved R workspace")
    table = next(iter(_Stream(data).item().values()))
    names = table.attributes["names"].values
    columns = [_column(vector) for vector in table.values]
    for row in zip(*columns, strict=True):
        yield dict(zip(names, row, strict=True))


def _column(vector: _Vector) -> list[Any]:
    labels = vector.attributes.get("levels")
    if labels is None:
        return vector.values
    return [None if code is None else labels.values[code - 1] for code in vector.values]


class _Stream:
    """A reader over the bytes of one workspace."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 7  # after the magic line and "X\n"
        self._seen: list[Any] = []
        version, _, _ = self._int(), self._int(), self._int()
        if version == 3:
            self._take(self._int())  # the native encoding

    def _take(self, size: int) -> bytes:
        self._at += size
        return self._data[self._at - size : self._at]

    def _int(self) -> int:
        return int.from_bytes(self._take(4), "big", signed=True)

    def item(self) -> Any:
        """The next value: a vector, a string, or the pairs of a list as a dictionary."""
        flags = self._int()
        kind, has_attributes = flags & 255, bool(flags & 512)
        if kind == _NULL or kind in _ENVIRONMENTS:
            return None
        if kind == _REFERENCE:
            return self._seen[(flags >> 8 or self._int()) - 1]
        if kind == _SYMBOL:
            self._seen.append(self.item())
            return self._seen[-1]
        if kind == _CHARS:
            size = self._int()
            return None if size == -1 else self._take(size).decode("latin-1" if flags & 1 << 14 else "utf-8", "replace")
        if kind == _PAIRS:
            return self._pairs(flags)
        if kind == _COMPACT:
            return self._compact()
        vector = _Vector(self._values(kind))
        if has_attributes:
            vector.attributes = self.item()
        return vector

    def _pairs(self, flags: int) -> dict[str, Any]:
        """A pairlist; its tail is the rest of the dictionary."""
        out: dict[str, Any] = {}
        while flags & 255 == _PAIRS:
            if flags & 512:
                self.item()
            tag = self.item() if flags & 1024 else str(len(out))
            out[tag] = self.item()
            flags = self._int()
        if flags & 255 != _NULL:
            raise ValueError("a pairlist that ends in no null")
        return out

    def _values(self, kind: int) -> list[Any]:
        size = self._int()
        if kind in (_LOGICAL, _INTEGER):
            whole = struct.unpack(f">{size}i", self._take(4 * size))
            return [None if value == _NO_INTEGER else value for value in whole]
        if kind == _REAL:
            return [None if value != value else value for value in struct.unpack(f">{size}d", self._take(8 * size))]
        if kind in (_STRINGS, _LIST):
            return [self.item() for _ in range(size)]
        raise ValueError(f"R values of type {kind} are not read")

    def _compact(self) -> _Vector:
        """R's compact forms: a sequence of numbers, a vector with its attributes apart, numbers as strings."""
        info, state, attributes = self.item(), self.item(), self.item()
        name = next(iter(info.values()))
        if name in ("compact_intseq", "compact_realseq"):
            size, first, step = state.values
            return _Vector([int(first + step * i) for i in range(int(size))])
        inner = next(iter(state.values())) if isinstance(state, dict) else state
        if name == "deferred_string":
            return _Vector([None if value is None else f"{value:g}" for value in inner.values])
        if not name.startswith("wrap_"):
            raise ValueError(f"R's compact form {name} is not read")
        return _Vector(inner.values, attributes or inner.attributes)
