"""Reading a plain text: what each paragraph is."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class TakeText(Command):
    key, label, footer = "enter,ctrl+s", N_("Take"), True
    help = N_("Take the text as it is shown here.")


class TakeAllTexts(Command):
    key, label, footer = "a", N_("Take all"), True
    help = N_("Take this text and all that follow as they are guessed, without asking again.")


class BlockHeadline(Command):
    key, label, footer = "t", N_("Headline"), True
    does = "set_role('headline')"
    help = N_("This is the headline.")


class BlockByline(Command):
    key, label, footer = "b", N_("Byline"), True
    does = "set_role('byline')"
    help = N_("This is the byline.")


class BlockDateline(Command):
    key, label, footer = "d", N_("Dateline"), True
    does = "set_role('dateline')"
    help = N_("This is the dateline: the place that opens the lead.")


class BlockParagraph(Command):
    key, label, footer = "p", N_("Paragraph"), True
    does = "set_role('paragraph')"
    help = N_("This is a paragraph of the text; the first one is the lead.")


class BlockSignoff(Command):
    key, label, footer = "s", N_("Sign-off"), True
    does = "set_role('signoff')"
    help = N_("This is the sign-off.")


class BlockOmitted(Command):
    key, label, footer = "o", N_("Leave out"), True
    does = "set_role('omitted')"
    help = N_("Leave this out of the article; its first revision has it.")


class JoinAbove(Command):
    key, label, footer = "m", N_("Join above"), True
    help = N_("Join this paragraph to the one above it.")


class JoinLines(Command):
    key, label, footer = "w", N_("Join lines"), True
    help = N_("Join lines to paragraphs, or make each line a paragraph.")


class KeepWhole(Command):
    key, label, footer = "ctrl+k", N_("Keep whole"), True
    help = N_("Take the text in one piece, to be divided later.")
