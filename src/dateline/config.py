"""Settings: where the ledger is, which reader reads, how an endpoint is asked. The environment is read here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import ConfigError
from dateline.knowledge.cache import cache_folder
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


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """How the `llm` reader asks; `docs/readers.md` lists the variables."""

    url: str
    model: str
    key: str | None = field(repr=False)
    timeout_s: float
    max_bytes: int
    max_tokens: int
    retries: int
    cache: Path
    fallback: str | None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> LlmSettings:
        """The DATELINE_LLM_ variables with their defaults; raises ConfigError for one that is missing or no number."""
        named = {name: environment.get(f"DATELINE_LLM_{name}", "").strip() for name in ("URL", "MODEL")}
        for name, value in named.items():
            if not value:
                raise ConfigError(f"the reader 'llm' needs an endpoint: set DATELINE_LLM_{name}")
        folder = environment.get("DATELINE_LLM_CACHE")
        return cls(
            url=named["URL"],
            model=named["MODEL"],
            key=environment.get("DATELINE_LLM_KEY", "").strip() or None,
            timeout_s=_number(environment, "TIMEOUT", 120, 1, 3600),
            max_bytes=_number(environment, "MAX_BYTES", 1_000_000, 1_000, 100_000_000),
            max_tokens=_number(environment, "MAX_TOKENS", 8_000, 100, 1_000_000),
            retries=_number(environment, "RETRIES", 3, 0, 20),
            cache=Path(folder) if folder else cache_folder() / "llm",
            fallback=environment.get("DATELINE_LLM_FALLBACK") or None,
        )


def _number(environment: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    words = environment.get(f"DATELINE_LLM_{name}", str(default)).strip()
    if not (words.isascii() and words.isdigit() and len(words) < 12 and least <= int(words) <= most):
        raise ConfigError(f"DATELINE_LLM_{name} must be a whole number from {least} to {most}, not {words[:20]!r}")
    return int(words)
