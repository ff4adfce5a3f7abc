"""What can be done with the paragraphs and the letters of a text, and what is put into it."""

from tui.commands.command import Command
from tui.i18n import N_


class MoveParagraphUp(
    Command, action="move_paragraph(-1)", changes=True, at_once=True, also="chuyển đoạn lên dời"
):
    key, label = "ctrl+up", N_("Paragraph up")
    help = N_("Move the paragraph up, or all that are selected.")


class MoveParagraphDown(
    Command, action="move_paragraph(1)", changes=True, at_once=True, also="chuyển đoạn xuống dời"
):
    key, label = "ctrl+down", N_("Paragraph down")
    help = N_("Move the paragraph down, or all that are selected.")


class ChangeCase(
    Command, changes=True, also="case upper lower capitals viết hoa chữ hoa chữ thường in hoa"
):
    key, label = "alt+exclamation_mark", N_("Capitals")
    help = N_("Write the selection, or the line, in capitals, in small letters, as a sentence.")


class InsertWords(
    Command,
    changes=True,
    also="fact document dateline unit date chèn dữ kiện văn bản địa danh đơn vị ngày",
):
    key, label = "alt+plus,alt+equals_sign", N_("Insert …")
    help = N_("Insert a fact, a document, the dateline, the name of a unit, or today's date.")


class ShapeText(
    Command, changes=True, also="split join move case tách đoạn nối gộp chuyển viết hoa"
):
    key, label = "alt+minus", N_("Paragraph …")
    help = N_("Split, join or move paragraphs, or write a line in other letters.")
