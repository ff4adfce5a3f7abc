"""Crash reports: where it happened, but never any text."""

from __future__ import annotations

import platform
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Final

from store.atomic import create_file
from store.clock import now
from store.safe_open import PRIVATE, PRIVATE_FOLDER, make_folder

_MOST_A_SECOND: Final = 1000


def write_report(error: BaseException, folder: Path) -> Path | None:
    """Write a report and return its path; None if that is impossible.

    It contains the files, lines and functions of the traceback and the types of the errors. Values
    of variables and messages of errors are left out, as they may contain the text of an article.
    """
    stem = f"crash-{now():%Y%m%d-%H%M%S}"
    text = "\n".join(_lines(error)).encode()
    with suppress(OSError):
        make_folder(folder, PRIVATE_FOLDER)
        for number in range(1, _MOST_A_SECOND + 1):
            path = folder / f"{stem}{f'-{number}' if number > 1 else ''}.txt"
            with suppress(FileExistsError):  # another of this second, or a planted link
                create_file(path, text, PRIVATE)
                return path
    return None


def _lines(error: BaseException) -> list[str]:
    from importlib.metadata import version  # takes 8 ms

    lines = [
        f"toasoan {version('toasoan')}, textual {version('textual')}",
        f"Python {sys.version.split()[0]} on {platform.system()} {platform.release()}",
    ]
    # The failure of a worker has the original error in `error`, not as its cause.
    cause: BaseException | None = getattr(error, "error", error)
    while cause is not None:
        lines += ["", type(cause).__qualname__]
        for frame in traceback.extract_tb(cause.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} {frame.name}")
        cause = cause.__cause__ or cause.__context__
    return [*lines, ""]
