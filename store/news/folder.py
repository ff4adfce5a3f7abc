"""The files that paths stand for: a folder gives what is in it, in the order of names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from store.errors import N_
from store.news.found import Refused, refused_file
from store.text import sort_key

_OF_A_PAGE: Final = ("_files", "_tệp", "_tep")
"""How browsers name the folder of what belongs to a saved page: its pictures and scripts."""


def files_in(paths: Iterable[Path]) -> Iterator[Path | Refused]:
    """Yield the files that paths stand for; a folder that cannot be read, or is empty, is refused.

    Hidden files, the pictures of a saved page, and a folder that is met again (a link that goes
    round in a circle) are passed over.
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


def _files_of(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Refused]:
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
        if entry.name.startswith(".") or _belongs_to_a_page(entry.name, names):
            continue
        path = Path(entry.path)
        if path.is_dir():
            yield from _files_of(path, seen)
        elif path.is_file():
            yield path


def _belongs_to_a_page(name: str, names: set[str]) -> bool:
    stem = next((name.removesuffix(end) for end in _OF_A_PAGE if name.endswith(end)), None)
    return stem is not None and bool({f"{stem}.html", f"{stem}.htm"} & names)
