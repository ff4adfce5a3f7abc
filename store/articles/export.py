"""Export articles to text files: what is missing, the file name, and the writing."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Final

from store.atomic import create_file, replace_file
from store.errors import N_, FileError, FileExistsAlreadyError
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
