"""The sentence about what an editor should look at in a text that was written as it is spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.i18n import _, ngettext, number
from tui.widgets.terminal_safe import one_line

if TYPE_CHECKING:
    from store.spoken.reader import Spoken

_MOST_SHOWN: Final = 8


def doubts_told(read: Spoken) -> str:
    """Return how many places need a look, and the first of them; an empty text for none."""
    if not read.doubts:
        return ""
    places = list(dict.fromkeys(one_line(doubt.text) for doubt in read.doubts))
    told = ngettext(
        "{count} place needs a look: {places}.",
        "{count} places need a look: {places}.",
        len(read.doubts),
    )
    more = " …" if len(places) > _MOST_SHOWN else ""
    shown = ", ".join(places[:_MOST_SHOWN]) + more
    return told.format(count=number(len(read.doubts)), places=shown)


def spoken_told(read: Spoken) -> str:
    """Return what was written as it is spoken, and what needs a look."""
    if not read.count:
        return doubts_told(read) or _("Everything here is written as it is spoken.")
    told = ngettext(
        "{count} place is written as it is spoken; Ctrl+Z takes it back.",
        "{count} places are written as they are spoken; Ctrl+Z takes it back.",
        read.count,
    )
    return " ".join(filter(None, (told.format(count=number(read.count)), doubts_told(read))))
