"""Export articles to text files: what is missing, the file name, and the writing."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from store.atomic import create_file, replace_file
from store.errors import N_, FileError, FileExistsAlreadyError, PageError
from store.records import FINISHED, Article
from store.safe_open import (
    PUBLIC,
    PUBLIC_FOLDER,
    NotOrdinaryError,
    Rights,
    make_folder,
    read,
    refuse_unless_replaceable,
)
from store.text import slug

DRAFT_MARK: Final = "ban-nhap"
"""Ends the file name of an unfinished article (bản nháp)."""


def lacking(article: Article) -> list[str]:
    """Return what the text of an article lacks to be a page, as English message ids."""
    missing = []
    if article.needs_review:
        missing.append(N_("the page did not fit the layout and needs review"))
    elif not article.headline.strip():
        missing.append(N_("it has no headline"))
    if not article.body.strip():
        missing.append(N_("it has no text"))
    return missing


def unfinished(article: Article) -> list[str]:
    """Return what an article still lacks to be finished, as English message ids."""
    missing = lacking(article)
    if article.status not in FINISHED:
        missing.append(N_("it is not approved"))
    return missing


def file_name(article: Article, day: date, suffix: str = ".txt") -> str:
    """Return a portable file name: the day of the export, the headline in ASCII, the draft mark."""
    parts = [day.isoformat(), slug(article.title)]
    if unfinished(article):
        parts.append(DRAFT_MARK)
    return "-".join(parts) + suffix


def write(
    path: Path,
    data: bytes,
    *,
    replace: bool,
    rights: Rights = PUBLIC,
    makes_folder: bool = True,
) -> bool:
    """Write the bytes of a page to a file, and return whether they were not in it already.

    A file that already holds these bytes is left alone. Nothing is written through a link, which
    may lead out of the named folder, nor over a device or a pipe.

    Args:
        path: the file.
        data: its bytes.
        replace: whether a file with other contents may be overwritten.
        rights: the permissions of a new file; by default the umask decides.
        makes_folder: whether a missing folder is made; one that has vanished meanwhile is not.

    Raises:
        FileExistsAlreadyError: a different file exists; nothing has changed.
        FileError: the file cannot be written; nothing has changed.
    """
    try:
        if makes_folder:
            _make_folder(path.parent)
        if _holds(path, data):
            return False
        if replace and os.path.lexists(path):
            refuse_unless_replaceable(path)
            replace_file(path, data)
        else:
            create_file(path, data, rights)
    except FileExistsError as error:
        raise taken(path) from error
    except NotOrdinaryError as error:
        raise FileError(
            N_("{path} cannot be written over: {reason}; choose another name."),
            path=path,
            reason=error.strerror,
        ) from error
    except OSError as error:
        raise FileError(
            N_("{path} cannot be written: {reason}."), path=path, reason=error.strerror
        ) from error
    return True


class Extra(NamedTuple):
    """A file that goes along with an exported one: a picture, or the list of them."""

    path: Path
    read: Callable[[], bytes]
    """Returns its bytes; raises PageError."""
    is_picture: bool = True


def write_all(
    path: Path,
    data: bytes,
    extras: Sequence[Extra],
    *,
    replace: bool,
    makes_folder: bool = True,
) -> bool:
    """Write a file as `write` does, after what goes along with it.

    The file comes last: where it is, its pictures are. A picture never replaces another one.

    Raises:
        PageError: a picture cannot go along; the file has not been written.
        FileExistsAlreadyError, FileError: as `write`.
    """
    if extras and (makes_folder or path.parent.is_dir()):
        if not replace and os.path.lexists(path) and not _holds(path, data):
            raise taken(path)
        for extra in extras:
            _write_extra(extra, path, replace)
    return write(path, data, replace=replace, makes_folder=makes_folder)


def _write_extra(extra: Extra, beside: Path, replace: bool) -> None:
    if not extra.is_picture:
        write(extra.path, extra.read(), replace=replace)
        return
    folder = extra.path.parent
    if folder != beside.parent and folder.is_symlink():
        raise PageError(
            N_("{path} is a link, so no pictures are copied there; take it away."), path=folder
        )
    try:
        write(extra.path, extra.read(), replace=False)
    except FileExistsAlreadyError as error:
        raise PageError(
            N_("{path} is there already and is another picture; take it away, then export again."),
            path=extra.path,
        ) from error


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and read(path) == data


def taken(path: Path) -> FileExistsAlreadyError:
    """Return the error of a file that must not be written over."""
    return FileExistsAlreadyError(
        N_("{path} is there already and holds something else; it has been left as it is."),
        path=path,
    )


def _make_folder(folder: Path) -> None:
    try:
        make_folder(folder, PUBLIC_FOLDER)
    except FileExistsError as error:
        raise FileError(
            N_("{path} is a file, not a folder; name a folder."), path=folder
        ) from error
