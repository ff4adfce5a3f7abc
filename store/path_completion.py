"""Completion of a path while it is typed: folders first, ignoring case and diacritics.

Nothing here raises for an unreadable folder, and a huge one is read only for a moment: the result
is what was found by then, marked as incomplete.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from heapq import nsmallest
from itertools import takewhile
from pathlib import Path
from time import monotonic
from typing import Final, NamedTuple

from store.errors import FileError
from store.paths import as_on_disk, expand_user
from store.text import fold, nfc, sort_key

MOST_CANDIDATES: Final = 200
"""The most candidates that are returned."""
MOST_MATCHES: Final = 5_000
"""The most matches that are sorted."""
SECONDS: Final = 0.3
"""How long a folder is read."""

_UNTYPABLE: Final = {"Cc", "Cs", "Zl", "Zp"}
_TO_QUOTE: Final = frozenset(" \t'\"\\")


class Candidate(NamedTuple):
    """A file or folder that may be meant."""

    name: str
    """As it is on the disk; a folder ends in a slash."""
    text: str
    """The text of the field if it is chosen."""


class Completion(NamedTuple):
    """The completions of a path."""

    text: str
    """The common beginning of all candidates; what was typed, where they have none."""
    candidates: tuple[Candidate, ...] = ()
    is_cut: bool = False
    """Whether there are more candidates than these."""


def complete(typed: str, *, only_folders: bool = False, seconds: float = SECONDS) -> Completion:
    """Return the completions of the beginning of a path; `~` stays as typed.

    Hidden names are included only after a typed dot. Case and diacritics are ignored: “bao cao”
    finds “Báo cáo”.
    """
    head, slash, begun = typed.rpartition("/")
    head += slash
    if not head and begun.startswith("~"):
        home = f"{begun}/"
        return Completion(home, (Candidate(home, home),)) if _folder(begun) else Completion(typed)
    folder = _folder(head or ".")
    if folder is None:
        return Completion(typed)
    names, is_cut = _matches(folder, begun, only_folders, monotonic() + seconds)
    first = nsmallest(MOST_CANDIDATES, names[:MOST_MATCHES], key=_order)
    candidates = tuple(Candidate(name, head + name) for name in first)
    text = typed if is_cut else head + _continued(begun, names)
    return Completion(text, candidates, is_cut or len(names) > len(first))


def complete_last(typed: str) -> Completion:
    """Return the completions of the last of several paths, quoted as for a shell.

    A line that is a single path with spaces is completed as one.
    """
    whole = complete(typed)
    start, word = _last_word(typed)
    if whole.candidates or not start:
        return whole
    found = complete(word)
    before = typed[:start]
    agreed = before + _quoted(found.text, is_whole=len(found.candidates) == 1)
    named = [Candidate(one.name, before + _quoted(one.text)) for one in found.candidates]
    return Completion(typed if found.text == word else agreed, tuple(named), found.is_cut)


# ------------------------------------------------------------------ a folder


def _folder(head: str) -> Path | None:
    try:
        return as_on_disk(expand_user(head))
    except FileError:  # no such home
        return None


def _matches(folder: Path, begun: str, only_folders: bool, until: float) -> tuple[list[str], bool]:
    """Return the matching names in a folder, folders with a slash, and whether time ran out."""
    wanted = fold(begun)
    names: list[str] = []
    for name, is_folder in _entries(folder, begun.startswith(".")):
        if monotonic() > until:
            return names, True
        if (is_folder or not only_folders) and fold(name).startswith(wanted):
            names.append(f"{name}/" if is_folder else name)
    return names, False


def _entries(folder: Path, are_hidden_shown: bool) -> Iterator[tuple[str, bool]]:
    with suppress(OSError, ValueError), os.scandir(folder) as entries:
        for entry in entries:
            is_hidden = entry.name.startswith(".") and not are_hidden_shown
            if not is_hidden and _UNTYPABLE.isdisjoint(map(unicodedata.category, entry.name)):
                yield entry.name, _is_folder(entry)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a circular link
        return False


def _order(name: str) -> tuple[object, ...]:
    return not name.endswith("/"), sort_key(name.removesuffix("/"))


def _continued(begun: str, names: list[str]) -> str:
    """Return the common continuation of all names: as spelled, or else without diacritics."""
    if len(names) == 1:
        return names[0]
    agreed, plain = _agreed(map(nfc, names)), fold(begun)
    if len(fold(agreed)) > len(plain):
        return agreed
    return begun + _agreed(map(fold, names))[len(plain) :]


def _agreed(names: Iterable[str]) -> str:
    """Return the common beginning of some names."""
    letters = takewhile(lambda of_all: len(set(of_all)) == 1, zip(*names, strict=False))
    return "".join(of_all[0] for of_all in letters)


# ------------------------------------------------------------------ several in a line


def _last_word(typed: str) -> tuple[int, str]:
    """Return where the last word of a line begins, and the word without its quotes."""
    start, word, quote, is_escaped = 0, "", "", False
    for place, char in enumerate(typed):
        if is_escaped:
            word, is_escaped = word + char, False
        elif char == "\\" and quote != "'":
            is_escaped = True
        elif quote or char in "'\"":
            if quote and char != quote:
                word += char
            else:
                quote = "" if quote else char
        elif char.isspace():
            start, word = place + 1, ""
        else:
            word += char
    return start, word


def _quoted(path: str, *, is_whole: bool = True) -> str:
    """Return a path in quotes where it needs them, left open if more is to be typed."""
    if _TO_QUOTE.isdisjoint(path):
        return path
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if is_whole and not path.endswith("/") else f'"{escaped}'
