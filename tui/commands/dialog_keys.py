"""The keys of questions and forms: yes, no, done, out, and those of a path."""

from tui.commands.command import Command
from tui.i18n import N_


class Accept(Command, footer=True):
    key, label = "ctrl+s", N_("OK")
    help = N_("Accept what the dialog says.")


class Yes(Command, footer=True, at_once=True):
    key, label = "y", N_("Yes")
    help = N_("Do what the dialog asks.")


class No(Command, footer=True):
    key, label = "n", N_("No")
    help = N_("Leave everything as it is.")


class CopyPage(Command, footer=True, also="clipboard chép dán"):
    key, label = "alt+y", N_("Copy")
    help = N_("Copy what would be written to the clipboard, that of the terminal and the system's.")


class ExportSeveral(Command, also="export all bulk xuất hàng loạt"):
    key, label = "alt+a", N_("Several …")
    help = N_("Export all finished articles that have not gone out, or those of a campaign.")


class PickScope(Command, footer=True):
    key, label = "alt+a", N_("Which")
    help = N_("Choose which articles are exported.")


class OtherAnswer(Command, action="other_answer(1)", footer=True):
    key, label = "right,down", N_("Other answer")
    help = N_("Go to the other answer; no letter gives one here.")


class AnswerBefore(Command, action="other_answer(-1)"):
    key, label = "left,up", N_("Answer before")
    help = N_("Go to the answer before.")


class TakeAnswer(Command, footer=True):
    key, label = "enter", N_("Answer")
    help = N_("Give the highlighted answer.")


class Cancel(Command, footer=True):
    key, label = "escape", N_("Cancel")
    help = N_("Leave the dialog without doing what it is for.")


class FieldAbove(Command, action="go_to_field(-1)"):
    key, label = "up", N_("Field above")
    help = N_("Go to the field above.")


class FieldBelow(Command, action="go_to_field(1)"):
    key, label = "down", N_("Field below")
    help = N_("Go to the field below.")


class MarkOption(Command, footer=True, priority=True):
    key, label = "space", N_("Mark")
    help = N_("Mark the option, or take its mark off; while a word is typed, a space.")


class CompletePath(Command, footer=True):
    key, label = "tab", N_("Complete")
    help = N_("Complete the path; where nothing is to be completed, go on to the next field.")


class RecentFolders(Command, footer=True):
    key, label = "down", N_("Recent")
    help = N_("Choose one of the files or folders used last; in a list, go one line down.")
