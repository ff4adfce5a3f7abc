"""The keys of lists: moving the cursor, and choosing."""

from typing import Final

from tui.commands.command import Command
from tui.commands.dialog_keys import FieldAbove, FieldBelow
from tui.i18n import N_


class CursorUp(Command, action="cursor(-1)"):
    key, label = "up,k", N_("Up")
    help = N_("Go one line up.")


class CursorDown(Command, action="cursor(1)"):
    key, label = "down,j", N_("Down")
    help = N_("Go one line down.")


class CursorFirst(Command):
    key, label = "home,g", N_("First")
    help = N_("Go to the first line.")


class CursorLast(Command):
    key, label = "end,G", N_("Last")
    help = N_("Go to the last line.")


class PageUp(Command, action="page(-1)"):
    key, label = "pageup", N_("Page up")
    help = N_("Go one screen up.")


class PageDown(Command, action="page(1)"):
    key, label = "pagedown", N_("Page down")
    help = N_("Go one screen down.")


class Choose(Command, footer=True):
    key, label = "enter", N_("Choose")
    help = N_("Take the highlighted line.")


MOVES: Final = {
    command.id
    for command in (
        *(CursorUp, CursorDown, CursorFirst, CursorLast, PageUp, PageDown),
        *(FieldAbove, FieldBelow),
    )
}
"""Moving in a list or between fields: nothing to look for in the palette, and last in the help."""
