"""What can be done in the search."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class SearchDesk(Command):
    key, label, footer = "slash,alt+g", N_("Search"), True
    help = N_("Search articles, news, tasks, facts and rumours; marks need not be typed.")


class OpenHit(Command):
    key, label, footer = "enter", N_("Open"), True
    help = N_("Open what is under the cursor; of a saved search: ask it.")


class LinkHit(Command):
    changes = True
    key, label, footer = "alt+l,l", N_("Link"), True
    help = N_("Link what is under the cursor to the open article.")


class AttachHit(Command):
    changes = True
    key, label, footer = "alt+t,t", N_("To a task"), True
    help = N_("Attach the article under the cursor to a task; to a task, the open article.")


class PreviewHit(Command):
    key, label, footer = "alt+v,v", N_("Read"), True
    help = N_("Show the whole item, the words that were typed marked.")


class KeepSearch(Command):
    changes = True
    key, label, footer = "alt+s,s", N_("Keep"), True
    help = N_("Keep this search; it is listed here while the box is empty.")


class DropSearch(Command):
    changes = True
    key, label, footer = "alt+d,d", N_("Delete"), True
    help = N_("Delete the saved search under the cursor; Ctrl+Z brings it back.")
