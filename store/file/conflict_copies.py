"""The files that a sync service leaves beside a desk when two machines have written it.

Each service has its own names for them, in its own language: `desk.sync-conflict-….json`
(Syncthing), `desk (An's conflicted copy 2026-11-28).json` (Dropbox, Nextcloud), `desk 2.json`
(iCloud), `desk-LAPTOP.json` (OneDrive), `desk (1).json` (Google Drive), `desk.Conflict.json`
(Resilio). They all insert something between the stem and the suffix. A name is only a hint: the
content decides whether it is a copy of this desk.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_BETWEEN: Final = r"[ ._~(\[-].*"
"""What is inserted: anything that does not continue the word."""

_CONFLICT: Final = re.compile(r"sync-conflict|conflict|xung đột|konflikt|conflit|\([^)]*\)", re.I)
_OWN: Final = re.compile(r"\.(?:prev|lock|index|j-[0-9]{6,})", re.I)
"""Files beside a desk that are our own, and need no copies."""


def copies_of(desk: Path) -> list[Path]:
    """Return the files that may be copies of a desk, sorted by name.

    A file with a journal of its own is another desk.

    Raises:
        OSError: the folder cannot be read.
    """
    named = re.compile(re.escape(desk.stem) + _BETWEEN + re.escape(desk.suffix), re.I | re.S)
    names = sorted(path.name for path in desk.parent.iterdir())
    journals = (re.fullmatch(r"(.+)\.j-[0-9]{6,}", name, re.S) for name in names)
    desks = {journal[1] for journal in journals if journal}
    found = [
        desk.with_name(name)
        for name in names
        if named.fullmatch(name)
        and not name.startswith((f"{desk.name}.", "."))
        and name != desk.name
        and name not in desks
    ]
    return [path for path in found if not path.is_symlink() and path.is_file()]


def copies_beside(desk: Path) -> list[Path]:
    """Return the conflict copies of the files beside a desk file.

    Raises:
        OSError: the folder cannot be read.
    """
    return sorted(
        path
        for path in desk.parent.iterdir()
        if path.name.startswith(desk.stem)
        and _OWN.search(path.name)
        and _CONFLICT.search(path.name.removeprefix(desk.stem))
        and path.is_file()
    )
