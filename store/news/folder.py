"""List the files of paths: for a folder, what is in it, sorted by name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Final

from store.articles.photos import FOLDER_END, LIST_END
from store.errors import N_
from store.news.items import Refused, refused_file
from store.text import sort_key

_OF_A_PAGE: Final = ("_files", "_tệp", "_tep")
"""How browsers name the folder with the pictures and scripts of a saved page."""


def files_in(paths: Iterable[Path]) -> Iterator[Path | Refused]:
    """Yield the files of paths; a folder that is empty or cannot be read is refused.

    Hidden files, the pictures of a saved page, and folders already visited (a circular link) are
    skipped.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = list(_files_of(path, seen))
        yield from found or [
            refused_file(str(path), N_("There is no file to read in the folder {name}."), name=path)
        ]


def is_photo_list(path: Path) -> bool:
    """Tell whether a file is the list that an export has put beside a page, and the page is there.

    Whoever names all files of a folder names it along with the page.
    """
    if not path.name.endswith(LIST_END):
        return False
    try:
        return _belongs_to_a_page(path.name, {one.name for one in path.parent.iterdir()})
    except OSError:
        return False


def _files_of(top: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Refused]:
    waiting: list[Iterator[Path | Refused]] = [_entries_of(top, seen)]
    while waiting:  # not recursive: folders may be nested deeper than calls
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif isinstance(entry, Refused):
            yield entry
        elif _is(entry, S_ISDIR):
            waiting.append(_entries_of(entry, seen))
        elif _is(entry, S_ISREG):
            yield entry


def _is(path: Path, kind: Callable[[int], bool]) -> bool:
    try:
        return kind(path.stat().st_mode)
    except OSError:  # a link to nowhere, or a path that is too long
        return False


def _entries_of(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Refused]:
    """Yield the entries of a folder that are to be read, sorted by name."""
    try:
        stat = folder.stat()
        if (stat.st_dev, stat.st_ino) in seen:
            return
        seen.add((stat.st_dev, stat.st_ino))
        entries = sorted(os.scandir(folder), key=lambda entry: sort_key(entry.name))
    except OSError as error:
        yield refused_file(
            str(folder), N_("The folder cannot be read: {reason}."), reason=error.strerror
        )
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if not (entry.name.startswith(".") or _belongs_to_a_page(entry.name, names)):
            yield Path(entry.path)


def _belongs_to_a_page(name: str, names: set[str]) -> bool:
    if end := next((one for one in (FOLDER_END, LIST_END) if name.endswith(one)), None):
        start = f"{name.removesuffix(end)}."
        return any(one.startswith(start) and one != name for one in names)
    stem = next((name.removesuffix(end) for end in _OF_A_PAGE if name.endswith(end)), None)
    return stem is not None and bool({f"{stem}.html", f"{stem}.htm"} & names)
