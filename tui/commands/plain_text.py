"""Reading a plain text: what each paragraph is."""

from tui.commands.command import Command
from tui.i18n import N_


class DividePage(Command, footer=True):
    key, label = "enter", N_("Correct …")
    help = N_("See how the page is divided into headline, lead and so on, and correct it.")


class TakeText(Command, footer=True):
    key, label = "enter,ctrl+s", N_("Take")
    help = N_("Take the text as it is shown here.")


class TakeAllTexts(Command, footer=True):
    key, label = "a", N_("Take all")
    help = N_("Take this text and all that follow as they are guessed, without asking again.")


class BlockHeadline(Command, footer=True, action="set_role('headline')"):
    key, label = "t", N_("Headline")
    help = N_("This is the headline.")


class BlockByline(Command, footer=True, action="set_role('byline')"):
    key, label = "b", N_("Byline")
    help = N_("This is the byline.")


class BlockDateline(Command, footer=True, action="set_role('dateline')"):
    key, label = "d", N_("Dateline")
    help = N_("This is the dateline: the place that opens the lead.")


class BlockParagraph(Command, footer=True, action="set_role('paragraph')"):
    key, label = "p", N_("Paragraph")
    help = N_("This is a paragraph of the text; the first one is the lead.")


class BlockSignoff(Command, footer=True, action="set_role('signoff')"):
    key, label = "s", N_("Sign-off")
    help = N_("This is the sign-off.")


class BlockOmitted(Command, footer=True, action="set_role('omitted')"):
    key, label = "o", N_("Leave out")
    help = N_("Leave this out of the article; its first revision has it.")


class JoinAbove(Command, footer=True):
    key, label = "m", N_("Join above")
    help = N_("Join this paragraph to the one above it.")


class JoinLines(Command, footer=True):
    key, label = "w", N_("Join lines")
    help = N_("Join lines to paragraphs, or make each line a paragraph.")


class KeepWhole(Command, footer=True):
    key, label = "ctrl+k", N_("Keep whole")
    help = N_("Take the text in one piece, to be divided later.")
