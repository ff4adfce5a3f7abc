"""The report of a crash: where it happened, never what was being written."""

from __future__ import annotations

import contextlib
import platform
import sys
import traceback
from pathlib import Path
from typing import Final

from store.atomic import create_file
from store.clock import now
from store.safe_open import PRIVATE, PRIVATE_FOLDER, make_folder

_MOST_A_SECOND: Final = 1000


def write_report(error: BaseException, folder: Path) -> Path | None:
    """Write a report and return its path; None where that cannot be done.

    Holds the files, lines and functions of the traceback and the kind of each error. Not the
    values of variables and not the errors' own words: both can hold the text of an article.
    """
    stem = f"crash-{now():%Y%m%d-%H%M%S}"
    text = "\n".join(_lines(error)).encode()
    try:
        make_folder(folder, PRIVATE_FOLDER)
        for number in range(1, _MOST_A_SECOND + 1):
            path = folder / f"{stem}{f'-{number}' if number > 1 else ''}.txt"
            with contextlib.suppress(FileExistsError):  # one of this second, or a link laid there
                create_file(path, text, PRIVATE)
                return path
    except OSError:
        return None
    return None


def _lines(error: BaseException) -> list[str]:
    from importlib.metadata import version  # 8 ms, for a start that never needs it

    lines = [
        f"toasoan {version('toasoan')}, textual {version('textual')}",
        f"Python {sys.version.split()[0]} on {platform.system()} {platform.release()}",
    ]
    # A worker's failure carries what really happened in `error`, not as its cause.
    cause: BaseException | None = getattr(error, "error", error)
    while cause is not None:
        lines += ["", type(cause).__qualname__]
        for frame in traceback.extract_tb(cause.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} {frame.name}")
        cause = cause.__cause__ or cause.__context__
    return [*lines, ""]
