"""One table per plug-in kind: name, import path, and the extra it needs. Nothing registers itself."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.errors import ConfigError, MissingExtra


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a plug-in is, and the module whose absence means that its extra is not installed."""

    path: str  # module:name
    extra: str | None = None
    needs: str | None = None


DEFAULT_READER = "learned"

READERS: Mapping[str, Entry] = {
    "learned": Entry("dateline.readers_learned:learned_reader"),
    "rules": Entry("dateline.readers:rule_reader"),
    "llm": Entry("dateline.readers_llm:llm_reader", extra="llm", needs="httpx2"),
}

EXPORTERS: Mapping[str, Entry] = {
    "csv": Entry("dateline.export.claims_csv:ClaimsCsv"),
    "jsonl": Entry("dateline.export.claims_jsonl:ClaimsJsonl"),
    "annotation": Entry("dateline.export.annotation:Annotation"),
    "dat": Entry("dateline.export.annotation:AnnotationDat"),
}


def load(table: Mapping[str, Entry], name: str) -> Any:
    """The plug-in of that name; raises ConfigError for an unknown name and MissingExtra for a missing part."""
    entry = table.get(name)
    if entry is None:
        raise ConfigError(f"no plug-in is called {name!r}; choose one of {', '.join(sorted(table))}")
    module, _, attribute = entry.path.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute)
    except ModuleNotFoundError as problem:
        if entry.needs is not None and problem.name == entry.needs:
            raise MissingExtra(name, entry.extra or entry.needs) from problem
        raise
