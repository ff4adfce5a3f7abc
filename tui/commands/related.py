"""What can be done in the pane of related news, and in what it opens."""

from tui.commands.command import Command
from tui.i18n import N_


class LinkNews(Command, footer=True):
    key, label = "enter", N_("Link / read")
    help = N_("Link the item to the open article; show a linked one whole; fold a list.")


class PreviewNews(Command, footer=True):
    key, label = "v", N_("Read")
    help = N_("Show the whole item beside the draft, the shared words marked in both.")


class RefuseNews(Command, footer=True, changes=True, at_once=True):
    key, label = "x", N_("Unrelated")
    help = N_("Do not suggest the item for this article again; on a refused one: suggest it.")


class UnlinkNews(Command, footer=True, changes=True, at_once=True):
    key, label = "d,delete", N_("Unlink")
    help = N_("Take the card off the article; Ctrl+Z brings it back.")


class RelateCard(Command, footer=True, changes=True):
    key, label = "r", N_("Relation")
    help = N_("Say in what way the card is related: background, development, topic, response.")


class UpdateCard(Command, footer=True, changes=True):
    key, label = "u", N_("Update")
    help = N_("Show what the source of the card says now, and take it over or keep the card.")


class ShowBacklinks(Command, footer=True):
    key, label = "b", N_("Cited by")
    help = N_("List the articles that have a card for what is under the cursor, to open one.")


class ShowNeighbours(Command, footer=True):
    key, label = "m", N_("Map")
    help = N_("Draw what stands around the open article: who cites it, and what it cites.")


class MoveLinkUp(Command, action="move_link(-1)", changes=True, at_once=True):
    key, label = "K,shift+up", N_("Move up")
    help = N_("Move the card up.")


class MoveLinkDown(Command, action="move_link(1)", changes=True, at_once=True):
    key, label = "J,shift+down", N_("Move down")
    help = N_("Move the card down.")


class FoldPart(Command, action="fold_part(True)"):
    key, label = "left,h", N_("Fold")
    help = N_("Hide the list under the cursor.")


class ImportNews(Command, changes=True, also="feed rss csv tin nguồn"):
    key, label = "i,alt+i", N_("Import news")
    help = N_("Put published news from files on the desk: CSV, JSON, RSS, mail, web pages, text.")


class ChooseColumn(Command, footer=True):
    key, label = "enter", N_("Column")
    help = N_("Choose which column of the table is this field.")


class WriteNewsReport(Command, footer=True):
    key, label = "w", N_("Write report")
    help = N_("Write what was taken, folded and refused to a file.")


class TakeApart(Command, footer=True, changes=True):
    key, label = "t", N_("Take apart")
    help = N_("Make the folded piece under the cursor an item of its own again.")


class UnfoldPart(Command, action="fold_part(False)"):
    key, label = "right,l", N_("Unfold")
    help = N_("Show the list under the cursor.")


class LinkRead(Command, footer=True, changes=True):
    key, label = "enter", N_("Link")
    help = N_("Link the item that is shown to the open article.")


class TakeSource(Command, footer=True, changes=True):
    key, label = "enter", N_("Update")
    help = N_("Update the card with what its source says now.")


class KeepCard(Command, footer=True, changes=True, at_once=True):
    key, label = "o", N_("Keep card")
    help = N_("Leave the card as it is; you are told again when the source changes once more.")


class Recentre(Command, footer=True):
    key, label = "enter", N_("Go there")
    help = N_("Put the piece under the cursor in the middle; open the one in the middle.")


class OpenNode(Command, footer=True):
    key, label = "o", N_("Open")
    help = N_("Open the piece under the cursor: an article to write, a news item to read.")


class NodeLeft(Command, action="go_sideways(-1)"):
    key, label = "left,h", N_("Left")
    help = N_("Go to the side of those that cite it.")


class NodeRight(Command, action="go_sideways(1)"):
    key, label = "right,l", N_("Right")
    help = N_("Go to the side of what it cites.")
