"""What can be done in the pane of related news."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class LinkNews(Command):
    key, label, footer = "enter", N_("Link / read"), True
    help = N_("Link the suggested item to the open article; show a linked one whole.")


class UnlinkNews(Command):
    key, label, footer = "d,delete", N_("Unlink"), True
    help = N_("Take the card off the article; Ctrl+Z brings it back.")


class MoveLinkUp(Command):
    key, label = "K,shift+up", N_("Move up")
    help = N_("Move the card up.")


class MoveLinkDown(Command):
    key, label = "J,shift+down", N_("Move down")
    help = N_("Move the card down.")


class PreviewNews(Command):
    key, label, footer = "v", N_("Read"), True
    help = N_("Show the whole item.")


class SearchNews(Command):
    key, label, footer = "slash", N_("Search"), True
    help = N_("Search all articles and news; marks need not be typed.")


class ImportNews(Command):
    key, label = "i,alt+i", N_("Import news")
    help = N_("Put published news from files on the desk: CSV, JSON, RSS, mail, web pages, text.")


class ChooseColumn(Command):
    key, label, footer = "enter", N_("Column"), True
    help = N_("Choose which column of the table is this field.")


class WriteNewsReport(Command):
    key, label, footer = "w", N_("Write report"), True
    help = N_("Write what was taken, folded and refused to a file.")
