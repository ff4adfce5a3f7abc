"""What can be done with articles."""

from tui.commands.command import Command
from tui.i18n import N_


class OpenArticle(Command, footer=True):
    key, label = "enter", N_("Open")
    help = N_("Open the article and write.")


class AddArticle(Command, footer=True, changes=True):
    key, label = "n", N_("New")
    help = N_("Begin a new article.")


class DeleteArticle(Command, footer=True, changes=True, at_once=True, also="remove bỏ bài"):
    key, label = "d,delete", N_("Delete")
    help = N_("Delete the article, after a question; Ctrl+Z brings it back.")


class FilterArticles(Command, footer=True):
    key, label = "f", N_("Filter")
    help = N_("Show only the articles with these words; accents need not be typed.")


class FilterArticlesByFacts(Command):
    key, label = "F", N_("Only …")
    help = N_("Show only the articles of a status, a campaign, an author.")


class SortArticles(Command, also="order sắp xếp thứ tự"):
    key, label = "s", N_("Sort")
    help = N_("Choose what the articles are sorted by; the same again turns the order round.")


class MarkArticle(Command, footer=True):
    key, label = "x", N_("Mark")
    help = N_("Mark the article; status, tags, campaign, export, delete then mean all marked ones.")


class MarkAllArticles(Command):
    key, label = "X", N_("Mark all")
    help = N_("Mark all articles that are shown, or none.")


class MoveToCampaign(Command, changes=True):
    key, label = "m", N_("Campaign")
    help = N_("Move the article, or all that are marked, to a campaign.")


class SetStatus(Command, footer=True, changes=True, also="state workflow duyệt"):
    key, label = "ctrl+t", N_("Status")
    help = N_("Set the status of the article.")


class EditTags(Command, footer=True, changes=True, also="labels nhãn thẻ"):
    key, label = "alt+p", N_("Tags")
    help = N_("Say for which channels, topics, audiences … the article is, and of which unit.")


class FindInText(Command, footer=True, also="search tìm kiếm"):
    key, label = "ctrl+f", N_("Find")
    help = N_("Find words in the text; accents need not be typed.")


class FindNext(Command):
    key, label = "f7", N_("Next")
    help = N_("Go to the next place where the words stand.")


class ReplaceInText(Command, changes=True, also="substitute thay thế"):
    key, label = "alt+h", N_("Replace")
    help = N_("Find words in the text and put others in their place, one by one or all at once.")


class ReplaceOne(Command, footer=True, changes=True):
    key, label = "enter", N_("Replace")
    help = N_("Replace the words that are selected, and go to the next place; F7 leaves them.")


class ReplaceAll(Command, footer=True, changes=True):
    key, label = "alt+a", N_("Replace all")
    help = N_("Replace the words everywhere in the text; Ctrl+Z in the text takes that back.")


class WriteAsSpoken(Command, changes=True, also="speak radio loudspeaker ear đọc loa phát thanh"):
    key, label = "alt+v", N_("As spoken")
    help = N_(
        "Write figures and abbreviations, in the selection or everywhere, as they are spoken."
    )


class SetWordGoal(Command, changes=True, also="target count mục tiêu số chữ"):
    key, label = "alt+q", N_("Word goal")
    help = N_("Say how many words the text shall have; the count below the text shows it.")


class EditOutside(Command, footer=True, changes=True, also="vim nano editor"):
    key, label = "ctrl+g", N_("Editor")
    help = N_("Edit the text in $EDITOR; what comes back is one step of undo.")


class ReadAgain(Command, changes=True):
    key, label = "ctrl+r", N_("Read page again")
    help = N_("Read the mended text of a page that did not fit the layout again.")
