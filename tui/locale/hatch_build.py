"""Compile the `.po` catalogues when the wheel (or an editable install) is built.

The `.mo` files are never committed: they follow from the `.po`.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """The build hook of hatchling, run before the files of the wheel are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues of this tree."""
        # By its path: hatchling loads this file alone, before the project can be imported.
        folder = Path(self.root) / "tui" / "locale"
        runpy.run_path(str(folder / "catalogues.py"))["compile_catalogues"](folder)
