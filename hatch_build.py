"""The build hook: country outlines and page scripts, fetched and checked before the package is put together.

Without a network the build goes on: maps are then grids, the desk works without its map and brush, and both say so.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class VendoredHook(BuildHookInterface[Any]):
    """Runs for wheels and editable installs; a source archive holds none of these files."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        if self.target_name != "wheel":
            return
        vendored = _vendored(Path(self.root))
        for package in vendored.PACKAGES:
            try:
                vendored.setup(package)
            except (OSError, vendored.Refused) as problem:
                self.app.display_warning(f"dateline: no {package.name} ({problem}); run `dateline setup-map` later")


def _vendored(root: Path) -> ModuleType:
    """The module that fetches, loaded by its path: nothing is installed yet."""
    path = root / "src" / "dateline" / "vendored.py"
    spec = importlib.util.spec_from_file_location("dateline_vendored", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
