"""What can be done with bulletins, and within one."""

from tui.commands.command import Command
from tui.i18n import N_


class OpenBulletin(Command, footer=True):
    key, label = "enter", N_("Open")
    help = N_("Open the bulletin: its items in their order, the running time, the script.")


class OpenItem(Command, footer=True):
    key, label = "enter", N_("Open")
    help = N_("Open the article of the item.")


class AddItems(Command, footer=True, changes=True, also="thêm tin chọn bài"):
    key, label = "a", N_("Add items")
    help = N_("Choose articles for the bulletin; those for the ear are offered first.")


class MoveItemUp(Command, action="move_item(-1)", changes=True, at_once=True):
    key, label = "K,shift+up", N_("Move up")
    help = N_("Let the item be read earlier.")


class MoveItemDown(Command, action="move_item(1)", changes=True, at_once=True):
    key, label = "J,shift+down", N_("Move down")
    help = N_("Let the item be read later.")


class TakeItemOut(Command, footer=True, changes=True, at_once=True):
    key, label = "d,delete", N_("Take out")
    help = N_("Take the item out of the bulletin; the article stays, Ctrl+Z brings it back.")


class EditFrame(Command, footer=True, changes=True):
    key, label = "e", N_("Frame")
    help = N_("Edit name, day, minutes, speed, opening, transitions and closing.")


class WriteScript(Command, footer=True, also="kịch bản lời đọc docx word"):
    key, label = "x", N_("Script")
    help = N_("Write what the presenter reads to a file: DOCX in large type, or text.")


class ReadScript(Command):
    key, label = "v", N_("Read")
    help = N_("Show the whole script, as it is spoken.")


class RecordBroadcast(Command, footer=True, changes=True, also="đã phát sổ xuất posted"):
    key, label = "p", N_("Broadcast")
    help = N_("Record in the ledger that the bulletin was broadcast: each item in its channel.")
