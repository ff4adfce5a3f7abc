"""What can be done everywhere."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class Help(Command):
    key, label, footer = "f1", N_("Help"), True
    help = N_("Show what can be done where you are.")


class Palette(Command):
    key, label, footer = "ctrl+p", N_("Commands"), True
    help = N_("Find a command by its name.")


class GoChecklist(Command):
    key, label = "f2", N_("Checklist")
    help = N_("Go to the campaign's checklist.")


class GoDrafts(Command):
    key, label = "f3", N_("Articles")
    help = N_("Go to the articles.")


class GoRelated(Command):
    key, label = "f4", N_("Related")
    help = N_("Go to the related news of the open article.")


class Zoom(Command):
    key, label, footer = "f5", N_("Zoom"), True
    help = N_("Give the pane the whole screen, or take it back.")


class ChooseCampaign(Command):
    key, label, footer = "f6", N_("Campaign"), True
    help = N_("Choose the campaign whose checklist is shown, or begin one from a template.")


class NewArticle(Command):
    changes = True
    key, label, footer = "ctrl+n", N_("New article"), True
    help = N_("Begin a new article.")


class OpenPage(Command):
    changes = True
    key, label, footer = "ctrl+o", N_("Open page"), True
    help = N_("Import pages of text from files, or pasted.")


class Export(Command):
    key, label, footer = "ctrl+e", N_("Export"), True
    help = N_("Write the article to a text file.")


class Save(Command):
    changes = True
    key, label = "ctrl+s", N_("Save")
    help = N_("Save now, as a revision; otherwise the app saves by itself while you type.")


class Undo(Command):
    changes = True
    key, label, footer = "ctrl+z", N_("Undo"), True
    help = N_("Undo the last change of the desk: a deletion, a tick, a link, a status.")


class GetBack(Command):
    key, label = "ctrl+d", N_("Get back")
    help = N_("Take back a change of this session, get something from the bin, settle conflicts.")


class ShowHistory(Command):
    key, label = "ctrl+l", N_("History")
    help = N_("Show the revisions of the article: compare, take one back, copy from it.")


class SaveCopy(Command):
    key, label = "f12", N_("Save a copy")
    help = N_("Write the whole desk, with what is not saved yet, to another file.")


class Quit(Command):
    key, label, priority, footer = "ctrl+q", N_("Quit"), True, True
    help = N_("Save and leave.")


class ChooseTheme(Command):
    key, label = "alt+t", N_("Theme")
    help = N_("Choose the colours.")


class SwitchLanguage(Command):
    key, label = "f9", N_("Tiếng Việt / English")
    help = N_("Show the screens in the other language.")


class Back(Command):
    key, label, footer = "escape", N_("Back"), True
    help = N_("Go one step back; nothing that was typed is lost.")
