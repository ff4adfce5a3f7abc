"""The desk: the one door through which the app and the command line read and change it.

Reads are from memory and give records. A change is one call, written to the file as one unit,
and announced once (`Desk.listen`). The desk is built up in layers, each of one trade: `tables`,
`past`, `keeping`, `principles`, `planning`, `chain`, `days`, `shaping`, `writing`, `linked`,
`finding`, `archive`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from store.clock import now
from store.desk.archive import Archive
from store.errors import N_, FileError, ReadOnlyError
from store.file.backups import Keep
from store.file.safe_open import PRIVATE_FOLDER, make_folder
from store.paths import desk_file


def open_desk(
    path: Path | str,
    *,
    read_only: bool = False,
    keep: Keep | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Desk:
    """Open the desk file at `path`; a new one comes into being with its first change.

    Args:
        path: the file; a missing folder is made, unless `read_only`.
        read_only: take no lock and refuse changes; for reading beside a running app.
        keep: how many dated backups are kept by themselves.
        clock: gives the time, with offset; for tests.

    Raises:
        ReadOnlyError: it is in use, belongs to a newer version, or its folder takes no writer.
        FileError: it is no desk, or cannot be reached.
    """
    file = desk_file(path)
    if os.path.isdir(file):  # noqa: PTH112  # unlike Path.is_dir, never an OSError
        raise FileError(
            N_("{path} is a folder; name a file in it, such as {example}."),
            path=file,
            example=file / "desk.json",
        )
    if not read_only:
        _make_folder(file.parent)
    return Desk(file, read_only=read_only, keep=keep, clock=clock or now)


def _make_folder(folder: Path) -> None:
    try:
        make_folder(folder, PRIVATE_FOLDER)
    except OSError as error:
        raise ReadOnlyError(
            N_("The folder {folder} cannot be made ({reason}); choose another with --desk FILE."),
            folder=folder,
            reason=error.strerror,
        ) from error


class Desk(Archive):
    """The data of one newsroom desk. Made by `open_desk`; a context manager that closes it."""
