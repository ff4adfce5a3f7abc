"""What can be done with the versions of an article for other channels."""

from tui.commands.command import Command
from tui.i18n import N_


class MakeVersions(Command, footer=True, changes=True, also="channels kênh phiên bản chuyển thể"):
    key, label = "alt+down", N_("Versions")
    help = N_("Make versions of the article for other channels, each with a first draft.")


class NextPiece(Command, action="go_to_piece(1)", also="version bản cho kênh"):
    key, label = "alt+right", N_("Next version")
    help = N_("Go to the next piece of the message: from the master to its versions, and round.")


class PieceBefore(Command, action="go_to_piece(-1)", also="version bản cho kênh"):
    key, label = "alt+left", N_("Version before")
    help = N_("Go to the piece before in the message.")


class CompareMaster(Command, changes=True, also="stale outdated cũ cập nhật bài gốc"):
    key, label = "alt+up", N_("Master")
    help = N_("Show what has changed in the master, to take it over by paragraph or leave it out.")


class TakeChange(Command, footer=True):
    key, label = "space", N_("Take or not")
    help = N_("Say whether the paragraph is taken over from the master.")


class TakeOver(Command, footer=True, changes=True):
    key, label = "enter", N_("Take over")
    help = N_("Take over the marked paragraphs; the others stay, and the version is up to date.")


class LeaveOut(Command, footer=True, changes=True, at_once=True):
    key, label = "x", N_("Leave out")
    help = N_("Take nothing over: the version stays as it is, and is up to date.")


class FoldVersions(Command, action="fold_versions(True)"):
    key, label = "left,h", N_("Fold")
    help = N_("Fold the versions away under their master.")


class UnfoldVersions(Command, action="fold_versions(False)"):
    key, label = "right,l", N_("Unfold")
    help = N_("Show the versions of the article under it.")
