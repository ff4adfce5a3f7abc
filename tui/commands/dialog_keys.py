"""The keys of questions and forms: yes, no, done, and out."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class Accept(Command):
    key, label, footer = "ctrl+s", N_("OK"), True
    help = N_("Accept what the dialog says.")


class Yes(Command):
    key, label, footer = "y", N_("Yes"), True
    help = N_("Do what the dialog asks.")


class No(Command):
    key, label, footer = "n", N_("No"), True
    help = N_("Leave everything as it is.")


class OtherAnswer(Command):
    key, label, footer = "right,left", N_("Other answer"), True
    help = N_("Go to the other answer; no letter gives one here.")


class TakeAnswer(Command):
    key, label, footer = "enter", N_("Answer"), True
    help = N_("Give the highlighted answer.")


class Cancel(Command):
    key, label, footer = "escape", N_("Cancel"), True
    help = N_("Leave the dialog without doing what it is for.")
