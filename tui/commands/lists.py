"""Moving in lists, and answering dialogs."""

from __future__ import annotations

from typing import Final

from tui.commands.command import Command
from tui.i18n import N_


class CursorUp(Command):
    key, label = "up,k", N_("Up")
    help = N_("Go one line up.")


class CursorDown(Command):
    key, label = "down,j", N_("Down")
    help = N_("Go one line down.")


class CursorFirst(Command):
    key, label = "home,g", N_("First")
    help = N_("Go to the first line.")


class CursorLast(Command):
    key, label = "end,G", N_("Last")
    help = N_("Go to the last line.")


class PageUp(Command):
    key, label = "pageup", N_("Page up")
    help = N_("Go one screen up.")


class PageDown(Command):
    key, label = "pagedown", N_("Page down")
    help = N_("Go one screen down.")


class Accept(Command):
    key, label, footer = "ctrl+s", N_("OK"), True
    help = N_("Take what the dialog says.")


class Yes(Command):
    key, label, footer = "y", N_("Yes"), True
    help = N_("Do what the dialog asks.")


class No(Command):
    key, label, footer = "n", N_("No"), True
    help = N_("Leave everything as it is.")


class OtherAnswer(Command):
    key, label, footer = "right,left", N_("Other answer"), True
    help = N_("Go to the other answer; no letter gives one here.")


class TakeAnswer(Command):
    key, label, footer = "enter", N_("Answer"), True
    help = N_("Give the answer that is marked.")


class Cancel(Command):
    key, label, footer = "escape", N_("Cancel"), True
    help = N_("Leave the dialog without doing what it is for.")


class Choose(Command):
    key, label, footer = "enter", N_("Choose"), True
    help = N_("Take the highlighted line.")


MOVES: Final = {c.id for c in (CursorUp, CursorDown, CursorFirst, CursorLast, PageUp, PageDown)}
"""Moving in a list: nothing to look for in the palette, and last in the help."""
