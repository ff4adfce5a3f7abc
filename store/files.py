"""Reading a file that somebody names."""

from __future__ import annotations

from pathlib import Path

from store.articles.page import MAX_PAGE_BYTES
from store.errors import N_, FileError


def expanded(path: Path | str) -> Path:
    """Give a path with `~` as the home folder it stands for.

    Raises:
        FileError: there is no such home.
    """
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise FileError(N_("There is no home folder for {path}."), path=path) from error


def read_file(path: Path, limit: int = MAX_PAGE_BYTES) -> bytes:
    """Give the bytes of a file; of one that is too large, only enough to see that.

    Args:
        path: the file.
        limit: the most bytes it may have; one more is read.

    Raises:
        FileError: there is none, it is a folder, or it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError as error:
        raise FileError(N_("There is no file {path}."), path=path) from error
    except IsADirectoryError as error:
        raise FileError(
            N_("{path} is a folder; name the files in it, such as {path}/*.txt."), path=path
        ) from error
    except (OSError, ValueError) as error:
        raise FileError(
            N_("The file {path} cannot be read: {reason}."),
            path=path,
            reason=getattr(error, "strerror", None) or error,
        ) from error
