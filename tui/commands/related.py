"""What can be done in the pane of related news, and in what it opens."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class LinkNews(Command):
    key, label, footer = "enter", N_("Link / read"), True
    help = N_("Link the item to the open article; show a linked one whole; fold a list.")


class PreviewNews(Command):
    key, label, footer = "v", N_("Read"), True
    help = N_("Show the whole item beside the draft, the shared words marked in both.")


class RefuseNews(Command):
    changes = True
    key, label, footer = "x", N_("Unrelated"), True
    help = N_("Do not suggest the item for this article again; on a refused one: suggest it.")


class UnlinkNews(Command):
    changes = True
    key, label, footer = "d,delete", N_("Unlink"), True
    help = N_("Take the card off the article; Ctrl+Z brings it back.")


class RelateCard(Command):
    changes = True
    key, label, footer = "r", N_("Relation"), True
    help = N_("Say in what way the card is related: background, development, topic, response.")


class UpdateCard(Command):
    changes = True
    key, label, footer = "u", N_("Update"), True
    help = N_("Show what the source of the card says now, and take it over or keep the card.")


class ShowBacklinks(Command):
    key, label, footer = "b", N_("Cited by"), True
    help = N_("List the articles that have a card for what is under the cursor, to open one.")


class ShowNeighbours(Command):
    key, label, footer = "m", N_("Map"), True
    help = N_("Draw what stands around the open article: who cites it, and what it cites.")


class MoveLinkUp(Command):
    changes = True
    does = "move_link(-1)"
    key, label = "K,shift+up", N_("Move up")
    help = N_("Move the card up.")


class MoveLinkDown(Command):
    changes = True
    does = "move_link(1)"
    key, label = "J,shift+down", N_("Move down")
    help = N_("Move the card down.")


class FoldPart(Command):
    does = "fold_part(True)"
    key, label = "left,h", N_("Fold")
    help = N_("Hide the list under the cursor.")


class ImportNews(Command):
    changes = True
    key, label = "i,alt+i", N_("Import news")
    help = N_("Put published news from files on the desk: CSV, JSON, RSS, mail, web pages, text.")


class ChooseColumn(Command):
    key, label, footer = "enter", N_("Column"), True
    help = N_("Choose which column of the table is this field.")


class WriteNewsReport(Command):
    key, label, footer = "w", N_("Write report"), True
    help = N_("Write what was taken, folded and refused to a file.")


class UnfoldPart(Command):
    does = "fold_part(False)"
    key, label = "right,l", N_("Unfold")
    help = N_("Show the list under the cursor.")


class LinkRead(Command):
    changes = True
    key, label, footer = "enter", N_("Link"), True
    help = N_("Link the item that is shown to the open article.")


class TakeSource(Command):
    changes = True
    key, label, footer = "enter", N_("Update"), True
    help = N_("Update the card with what its source says now.")


class KeepCard(Command):
    changes = True
    key, label, footer = "o", N_("Keep card"), True
    help = N_("Leave the card as it is; you are told again when the source changes once more.")


class Recentre(Command):
    key, label, footer = "enter", N_("Go there"), True
    help = N_("Put the piece under the cursor in the middle; open the one in the middle.")


class OpenNode(Command):
    key, label, footer = "o", N_("Open"), True
    help = N_("Open the piece under the cursor: an article to write, a news item to read.")


class NodeLeft(Command):
    does = "go_sideways(-1)"
    key, label = "left,h", N_("Left")
    help = N_("Go to the side of those that cite it.")


class NodeRight(Command):
    does = "go_sideways(1)"
    key, label = "right,l", N_("Right")
    help = N_("Go to the side of what it cites.")
