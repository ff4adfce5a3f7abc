"""Replacing words in many articles."""

from tui.commands.command import Command
from tui.i18n import N_


class ReplaceWords(Command, changes=True, also="find substitute tìm thay thế hàng loạt"):
    key, label = "H", N_("Replace in all")
    help = N_("Find words in all articles, or in the marked ones, and put others in their place.")


class ReplaceChosen(Command, footer=True):
    key, label = "ctrl+s,enter", N_("Replace")
    help = N_("Replace the words in all places that are ticked; Ctrl+Z takes it back.")


class LeaveOutHit(Command, footer=True):
    key, label = "space", N_("Leave out")
    help = N_("Leave this place as it is, or take it in again.")


class WholeWords(Command, footer=True):
    key, label = "alt+w", N_("Whole words")
    help = N_("Find only whole words, or parts of words, too.")


class IgnoreMarks(Command, footer=True):
    key, label = "alt+m", N_("Marks")
    help = N_("Find words with other marks, too, or only with the same: “hoa” in “hóa”.")
