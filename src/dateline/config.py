"""Settings: where the ledger is. The environment is read once, here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.registry import DEFAULT_READER

DEFAULT_FOLDER = "dateline-out"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a command needs to know besides its arguments."""

    ledger: Path
    reader: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """DATELINE_LEDGER and DATELINE_READER, with their defaults."""
        return cls(
            ledger=Path(environment.get("DATELINE_LEDGER", f"{DEFAULT_FOLDER}/ledger.sqlite")),
            reader=environment.get("DATELINE_READER", DEFAULT_READER),
        )
