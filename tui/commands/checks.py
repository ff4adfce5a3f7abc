"""What can be done with what the copy desk finds in a text."""

from tui.commands.command import Command
from tui.i18n import N_


class ShowChecks(Command, also="errors spelling lint soát lỗi chính tả kiểm tra"):
    key, label = "alt+7", N_("Checks")
    help = N_("List what the copy desk finds in the text: go there, fix it, or ignore it.")


class CheckAll(Command, also="errors spelling lint soát lỗi chính tả kiểm tra tất cả toàn bộ"):
    key, label = "alt+5", N_("Check all")
    help = N_("Check all articles, and list those in which something is found, the gravest first.")


class GoToFinding(Command, footer=True):
    key, label = "enter", N_("Go there")
    help = N_("Go to the words in the text; of words at several places, to the next one.")


class FixFinding(Command, footer=True, changes=True, at_once=True):
    key, label = "f", N_("Fix")
    help = N_("Put in what is right, where that is certain; Ctrl+Z there takes it back.")


class FixAll(Command, footer=True, changes=True):
    key, label = "F", N_("Fix all …")
    help = N_("Fix all that is certain in the text; it is listed first, and Space leaves one out.")


class IgnoreFinding(Command, footer=True, changes=True):
    key, label = "i", N_("Ignore …")
    help = N_("Ignore it in this article and say why; on what is ignored, have it told again.")


class ShowRules(Command, also="noisy severity quy tắc biên tập báo nhầm"):
    key, label = "alt+2", N_("Rules")
    help = N_("List the rules of the copy desk, and how often they were followed; switch them off.")


class ShowRule(Command, footer=True):
    key, label = "r", N_("Rule")
    help = N_("Go to the rule that finds it, to switch it off or have it weigh less.")


class SwitchRule(Command, footer=True, at_once=True):
    key, label = "space", N_("Off/on")
    help = N_("Switch the rule off for all texts, or on again.")


class NextSeverity(Command, footer=True, at_once=True):
    key, label = "s", N_("Severity")
    help = N_("Have the rule block, warn or remind.")
