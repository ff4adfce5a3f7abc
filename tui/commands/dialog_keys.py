"""The keys of questions and forms: yes, no, done, and out."""

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


class OtherAnswer(Command, footer=True):
    key, label = "right,left", N_("Other answer")
    help = N_("Go to the other answer; no letter gives one here.")


class TakeAnswer(Command, footer=True):
    key, label = "enter", N_("Answer")
    help = N_("Give the highlighted answer.")


class Cancel(Command, footer=True):
    key, label = "escape", N_("Cancel")
    help = N_("Leave the dialog without doing what it is for.")
