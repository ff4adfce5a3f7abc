"""Writing a whole file so that a crash leaves the old one or the new one, never a mixture."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from uuid import uuid4


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, over what stands there, and return only when it is on the disk.

    Args:
        path: the file; its folder must exist. A link is followed, the mode of the old file kept.
        data: all of its bytes.

    Raises:
        OSError: nothing has changed at `path`.
    """
    target = Path(os.path.realpath(path))
    draft = _write_beside(target, data)
    try:
        with contextlib.suppress(FileNotFoundError):
            draft.chmod(stat.S_IMODE(target.stat().st_mode))
        draft.replace(target)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def create_file(path: Path, data: bytes) -> None:
    """Put `data` at `path` where nothing stands yet.

    Raises:
        FileExistsError: something is there, also if it came at this very moment.
        OSError: nothing has been put at `path`.
    """
    draft = _write_beside(path, data)
    try:
        try:
            os.link(draft, path)  # unlike a rename, fails where something stands
        except PermissionError:  # a file system without hard links (FAT, some network drives)
            with path.open("xb") as target:
                target.write(data)
                target.flush()
                os.fsync(target.fileno())
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _write_beside(path: Path, data: bytes) -> Path:
    """Write `data` to a new hidden file in the folder of `path`, synced, and give its path."""
    draft = path.parent / f".{path.name[:100]}.{uuid4().hex[:8]}.tmp"
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable; a rename is not, until its folder is synced."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
