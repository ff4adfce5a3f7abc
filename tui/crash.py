"""The report of a crash: where it happened, never what was being written."""

from __future__ import annotations

import platform
import sys
import traceback
from pathlib import Path

from store.clock import now


def write_report(error: BaseException, folder: Path) -> Path | None:
    """Write a report and give its path; None where that cannot be done.

    Holds the files, lines and functions of the traceback and the kind of each error. Not the
    values of variables and not the errors' own words: both can hold the text of an article.
    """
    path = folder / f"crash-{now():%Y%m%d-%H%M%S}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(_lines(error)), encoding="utf-8")
    except OSError:
        return None
    return path


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
