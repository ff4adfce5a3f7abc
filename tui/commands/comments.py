"""What can be done with comments on an article."""

from tui.commands.command import Command
from tui.i18n import N_


class AddComment(Command, changes=True, also="note remark ghi chú nhận xét góp ý"):
    key, label = "alt+semicolon", N_("New comment")
    help = N_("Write a comment on the selected words, to the writer or to yourself; none goes out.")


class ShowComments(Command, also="notes remarks ghi chú nhận xét góp ý"):
    key, label = "alt+apostrophe", N_("Comments")
    help = N_("List the comments on the article: go to the words, answer, settle, delete.")


class GoToComment(Command, footer=True):
    key, label = "enter", N_("Go there")
    help = N_("Go to the words that the comment is about.")


class SettleComment(Command, footer=True, changes=True, at_once=True):
    key, label = "space,x", N_("Settle")
    help = N_("Say that the comment is settled, or open it again.")


class AnswerComment(Command, footer=True, changes=True):
    key, label = "r", N_("Answer")
    help = N_("Answer the comment, which settles it.")
