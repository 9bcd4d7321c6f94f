"""Answers on disk by the hash of their request: asked once, then the same for ever, without a network."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from dateline.ids import sha256_bytes


class AnswerCache:
    """A folder with one file a request, readable by its owner alone; a damaged file counts as absent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, request: bytes) -> str | None:
        """The answer's text, if this very request was answered before."""
        try:
            plain = json.loads(self._path(request).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        text = plain.get("answer") if isinstance(plain, dict) else None
        return text if isinstance(text, str) else None

    def put(self, request: bytes, answer: str) -> None:
        """Keep an answer; whole or not at all. A folder that cannot be written raises OSError."""
        path = self._path(request)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                json.dump({"answer": answer}, file)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise

    def _path(self, request: bytes) -> Path:
        digest = sha256_bytes(request)
        return self.folder / digest[:2] / f"{digest}.json"
