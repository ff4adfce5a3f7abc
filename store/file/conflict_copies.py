"""The files that a sync service leaves beside a desk when two machines have written it.

Each service has a name of its own for them, in its own language: `desk.sync-conflict-….json`
(Syncthing), `desk (An's conflicted copy 2026-11-28).json` (Dropbox, Nextcloud), `desk 2.json`
(iCloud), `desk-LAPTOP.json` (OneDrive), `desk (1).json` (Google Drive), `desk.Conflict.json`
(Resilio). What they share is that something is put between the name and its ending. So a name is
only a hint: whether such a file is a copy of this desk, what it holds tells.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_BETWEEN: Final = r"[ ._~(\[-].*"
"""What is put in: whatever it is, it does not run on in the word."""

_CONFLICT: Final = re.compile(r"sync-conflict|conflict|xung đột|konflikt|conflit|\([^)]*\)", re.I)
_OWN: Final = re.compile(r"\.(?:prev|lock|index|j-[0-9]{6,})", re.I)
"""What lies beside a desk file of its own, and needs no copies."""


def copies_of(desk: Path) -> list[Path]:
    """Return the files that could be copies of a desk, by their names; in the order of those.

    A file that has a journal of its own is the desk of somebody.

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
    """Return the copies that a service has made of what lies beside a desk file.

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
