"""What can be done in the search."""

from tui.commands.command import Command
from tui.i18n import N_


class SearchDesk(Command, footer=True):
    key, label = "slash,alt+g", N_("Search")
    help = N_("Search articles, news, tasks, facts and negative news; accents need not be typed.")


class OpenHit(Command, footer=True):
    key, label = "enter", N_("Open")
    help = N_("Open what is under the cursor; of a saved search: ask it.")


class LinkHit(Command, footer=True, changes=True, at_once=True):
    key, label = "alt+l,l", N_("Link")
    help = N_("Link what is under the cursor to the open article.")


class AttachHit(Command, footer=True, changes=True):
    key, label = "alt+t,t", N_("To a task")
    help = N_("Attach the article under the cursor to a task; to a task, the open article.")


class PreviewHit(Command, footer=True):
    key, label = "alt+v,v", N_("Read")
    help = N_("Show the whole item, the words that were typed marked.")


class KeepSearch(Command, footer=True, changes=True):
    key, label = "alt+s,s", N_("Keep")
    help = N_("Keep this search; it is listed here while the box is empty.")


class DropSearch(Command, footer=True, changes=True, at_once=True):
    key, label = "alt+d,d", N_("Delete")
    help = N_("Delete the saved search under the cursor; Ctrl+Z brings it back.")
