"""Reading and compiling the `.po` catalogues.

It needs only Babel: `hatch_build.py` runs this file by its path while the wheel is built, when
neither the project nor its dependencies can be imported.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def catalogue_paths(folder: Path) -> list[Path]:
    """Return the `.po` of every language below `folder`."""
    return sorted(folder.glob("*/LC_MESSAGES/*.po"))


def read_catalogue(path: Path) -> Catalog:
    """Read a `.po`; the folder above its own is named by the language."""
    with path.open("rb") as source:
        return read_po(source, locale=path.parts[-3], abort_invalid=True)


def compile_catalogues(folder: Path) -> list[Path]:
    """Write a `.mo` beside each `.po` below `folder`, and return their paths."""
    return [compile_catalogue(path) for path in catalogue_paths(folder)]


def compile_stale(folder: Path) -> list[Path]:
    """Write the `.mo` files that are missing or older than their `.po`, and return their paths."""
    return [compile_catalogue(path) for path in catalogue_paths(folder) if _is_stale(path)]


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


def compile_catalogue(path: Path) -> Path:
    """Write the `.mo` of a `.po` atomically: the app or another test may be reading it."""
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(path))
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_bytes(compiled.getvalue())
    return temporary.replace(path.with_suffix(".mo"))
