"""The words for a photo sheet, on the screen and on the command line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from store.articles.photos import Sighting
from tui.i18n import N_, _, current, number

if TYPE_CHECKING:
    from store.copydesk.checker import Flag

LABELS: Final = {
    "file": N_("File"),
    "caption": N_("Caption"),
    "credit": N_("Credit"),
    "rights": N_("Rights"),
    "until": N_("Until"),
    "alt": N_("Alt text"),
}
"""The label of each field of a photo; message ids."""
FAULTS: Final = {
    "missing": N_("the file is gone"),
    "unreadable": N_("the file cannot be read"),
    "no-picture": N_("no picture"),
}
"""What is wrong with a file; message ids."""
_KILO: Final = 1_000


def file_told(seen: Sighting) -> str:
    """Return what there is to say of a file: kind, width, height, size; or what is wrong."""
    if seen.fault:
        return _(FAULTS[seen.fault])
    sides = f"{number(seen.width)}×{number(seen.height)}" if seen.width else ""
    kind = f"{seen.kind.upper()} {sides}".rstrip()
    return f"{kind}, {_size(seen.size)}" if kind else ""


def _size(count: int) -> str:
    if count < _KILO:
        return f"{count} B"
    if count < _KILO * _KILO:
        return f"{number(round(count / _KILO))} kB"
    tenths = f"{count / _KILO / _KILO:.1f}"
    return f"{tenths.replace('.', ',') if current() == 'vi' else tenths} MB"


def by_photo(flags: Iterable[Flag]) -> dict[int, list[Flag]]:
    """Return what the copy desk says of each photo, by its number."""
    found: dict[int, list[Flag]] = defaultdict(list)
    for flag in flags:
        for photo in dict.fromkeys(place.photo for place in flag.places):
            if photo:
                found[photo].append(flag)
    return found
