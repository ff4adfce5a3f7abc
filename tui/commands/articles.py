"""What can be done with articles."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class OpenArticle(Command):
    key, label, footer = "enter", N_("Open"), True
    help = N_("Open the article and write.")


class AddArticle(Command):
    changes = True
    key, label, footer = "n", N_("New"), True
    help = N_("Begin a new article.")


class DeleteArticle(Command):
    changes = True
    key, label, footer = "d,delete", N_("Delete"), True
    help = N_("Delete the article, after a question; Ctrl+Z brings it back.")


class FilterArticles(Command):
    key, label, footer = "f", N_("Filter"), True
    help = N_("Show only the articles with these words; marks need not be typed.")


class SetStatus(Command):
    changes = True
    key, label, footer = "ctrl+t", N_("Status"), True
    help = N_("Set the status of the article.")


class EditTags(Command):
    changes = True
    key, label, footer = "alt+p", N_("Tags"), True
    help = N_("Say for which channels, topics, audiences … the article is, and of which unit.")


class FindInText(Command):
    key, label, footer = "ctrl+f", N_("Find"), True
    help = N_("Find words in the text; marks need not be typed.")


class FindNext(Command):
    key, label = "f7", N_("Next")
    help = N_("Go to the next place where the words stand.")


class EditOutside(Command):
    changes = True
    key, label, footer = "ctrl+g", N_("Editor"), True
    help = N_("Edit the text in $EDITOR; what comes back is one step of undo.")


class ReadAgain(Command):
    changes = True
    key, label = "ctrl+r", N_("Read page again")
    help = N_("Read the mended text of a page that did not fit the layout again.")
