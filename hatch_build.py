"""The build hook: country outlines for the report's map, fetched and checked before the package is put together.

Without a network the build goes on: the report then draws a grid and says how to get the outlines.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class OutlinesHook(BuildHookInterface[Any]):
    """Runs for wheels and editable installs; a source archive holds no outlines."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        if self.target_name != "wheel":
            return
        outlines = _outlines(Path(self.root))
        try:
            outlines.setup_outlines()
        except (OSError, outlines.OutlinesRefused) as problem:
            self.app.display_warning(f"dateline: no country outlines ({problem}); run `dateline setup-map` later")


def _outlines(root: Path) -> ModuleType:
    """The module that fetches outlines, loaded by its path: nothing is installed yet."""
    path = root / "src" / "dateline" / "report" / "outlines.py"
    spec = importlib.util.spec_from_file_location("dateline_outlines", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
