"""Paths given by the user: resolving them, and reading the files."""

from __future__ import annotations

import glob
import os
import shlex
from pathlib import Path
from typing import Final

from store.articles.page_encoding import MAX_MAIL_BYTES, MAX_PAGE_BYTES
from store.errors import N_, FileError
from store.safe_open import open_handed_over, open_to_read
from store.text import nfc

_HANDED_OVER: Final = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""Where a shell shows what it has opened for us (`<(…)`): such a pipe has a writer and an end."""


def expand_user(path: Path | str) -> Path:
    """Return a path with `~` expanded.

    Raises:
        FileError: there is no such home folder.
    """
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise FileError(N_("There is no home folder for {path}."), path=path) from error


def as_on_disk(path: Path) -> Path:
    """Return a path with each name spelled as on the disk, composed or decomposed.

    Names are typed composed; a folder may come from a Mac, where they are decomposed.
    """
    if str(path).isascii() or os.path.lexists(path):
        return path
    found = Path(path.anchor)
    for part in path.parts[bool(path.anchor) :]:
        is_known = part.isascii() or os.path.lexists(found / part)
        found /= part if is_known else _twin(found, part)
    return found


def _twin(folder: Path, name: str) -> str:
    try:
        names = (one.name for one in folder.iterdir())
        return next((one for one in names if nfc(one) == nfc(name)), name)
    except (OSError, ValueError):
        return name


class UnclosedQuoteError(FileError, ValueError):
    """A line of several paths in which a quotation mark is not closed."""


def named_files(typed: str) -> list[Path]:
    """Return the files named in a line: separated by spaces, with quotes, `~` and `*`.

    A line that is the name of an existing file as it stands, spaces and all, is that file.

    Raises:
        UnclosedQuoteError: a quotation mark is not closed.
        FileError: a path begins with an unknown home folder.
    """
    if not typed:
        return []
    whole = as_on_disk(expand_user(typed))
    if os.path.lexists(whole):
        return [whole]
    try:
        words = shlex.split(typed)
    except ValueError as error:
        raise UnclosedQuoteError(
            N_("A quotation mark in the file names has no other one to close it.")
        ) from error
    paths = []
    for word in filter(None, words):
        path = as_on_disk(expand_user(word))
        # Path.glob takes no absolute pattern.
        found = sorted(glob.glob(str(path))) if glob.has_magic(word) else []  # noqa: PTH207
        paths += [Path(one) for one in found] or [path]
    return paths


def desk_file(path: Path | str) -> Path:
    """Return the desk file that a path stands for, with links resolved.

    A link to a desk elsewhere (in a synced folder, on another disk) is a short name for it. It is
    resolved here, once: lock, journal and backups lie beside the file itself, so two programs that
    use two names meet at one lock. No link is followed after that.

    Raises:
        FileError: there is no such home folder; or it is a dangling link, which would put a desk
            where nobody expects it, or under a folder that is not mounted.
    """
    named = expand_user(path)
    file = Path(os.path.realpath(named))
    # A desk whose file is gone is rebuilt from the files beside it.
    is_known = any(os.path.lexists(f"{file}{end}") for end in ("", ".lock", ".prev"))
    if not is_known and os.path.islink(named):  # noqa: PTH114  # never an OSError
        raise FileError(
            N_("{path} is a link to {file}, where nothing is; name the desk file itself."),
            path=named,
            file=file,
        )
    return file


def desk_to_open(path: Path | str) -> Path:
    """Return the desk file that a path stands for, to be opened.

    Raises:
        FileError: as `desk_file`; or it is a folder.
    """
    file = desk_file(path)
    refuse_folder(file, file / "desk.json")
    return file


def refuse_folder(path: Path, example: Path) -> None:
    """Raise FileError where `path` is a folder; the sentence suggests a file in it."""
    if os.path.isdir(path):  # noqa: PTH112  # unlike Path.is_dir, never an OSError
        raise FileError(
            N_("{path} is a folder; name a file in it, such as {example}."),
            path=path,
            example=example,
        )


def read_file(path: Path, limit: int = 0) -> bytes:
    """Return the bytes of a file; of one that is too large, only `limit` + 1 bytes.

    Args:
        path: the file.
        limit: by default what a page may have, or a mail, for its pictures are no text.

    Raises:
        FileError: it is missing, a folder or a special file, or cannot be read.
    """
    limit = limit or (MAX_MAIL_BYTES if path.suffix.lower() == ".eml" else MAX_PAGE_BYTES)
    try:
        is_handed = str(path).startswith(_HANDED_OVER)
        with open_handed_over(path) if is_handed else open_to_read(path) as file:
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
