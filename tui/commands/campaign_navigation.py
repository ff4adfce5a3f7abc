"""What leads to the rooms of a campaign, from the desk and from each other."""

from typing import Final

from tui.commands.command import Command
from tui.i18n import N_


class ShowOverview(Command, action="enter_room('overview')"):
    key, label = "alt+o", N_("Overview")
    help = N_("Show how far the campaign has come: bars, burn-down, scores; the way to all rooms.")


class ShowMatrix(Command, action="enter_room('matrix')"):
    key, label = "f8", N_("Matrix")
    help = N_("Show what the campaign covers where, what is in sync, and the gaps.")


class ShowCalendar(Command, action="enter_room('calendar')"):
    key, label = "alt+c", N_("Calendar")
    help = N_("Show tasks, exports, milestones, holidays and anniversaries by month or week.")


class ShowUnits(Command, action="enter_room('units')"):
    key, label = "alt+u", N_("Units")
    help = N_("Show the tree of units: who has acknowledged, what is covered, where it stops.")


class ShowFacts(Command, action="enter_room('facts')"):
    key, label = "alt+e", N_("Fact sheet")
    help = N_("Show the figures, names and days that every text of the campaign agrees with.")


class ShowDocuments(Command, action="enter_room('documents')"):
    key, label = "alt+d", N_("Documents")
    help = N_("Show the register of the documents that the campaign cites.")


class ShowRumours(Command, action="enter_room('rumours')"):
    key, label = "alt+n", N_("Negative news")
    help = N_("Show the log of negative news: what was claimed, checked and answered.")


class ShowQuestions(Command, action="enter_room('questions')", also="câu hỏi hỏi đáp trả lời"):
    key, label = "alt+9", N_("Questions")
    help = N_("Show the log of questions: who asked what, when, and the answer.")


class ShowRights(Command, action="enter_room('rights')"):
    key, label = "alt+r", N_("Rights cases")
    help = N_("Show the rights cases of the campaign: when each is looked at again, the outcome.")


class ShowBulletins(
    Command, action="enter_room('bulletins')", also="bản tin phát thanh loa broadcast script"
):
    key, label = "alt+8", N_("Bulletins")
    help = N_("Show what is read out in broadcasts: items, running time, the presenter's script.")


class ShowLedger(Command, action="enter_room('ledger')", also="sổ xuất đã phát đã đăng posted"):
    key, label = "alt+0", N_("Ledger")
    help = N_("Show what went out, when and where; write it again, withdraw it, record posts.")


class EditLists(Command, action="enter_room('lists')"):
    key, label = "alt+l", N_("Lists")
    help = N_("Edit the campaign itself: its days, topics, channels, audiences and other lists.")


DOORS: Final = (
    ShowOverview,
    ShowMatrix,
    ShowCalendar,
    ShowUnits,
    ShowFacts,
    ShowDocuments,
    ShowRumours,
    ShowQuestions,
    ShowRights,
    ShowBulletins,
    ShowLedger,
    EditLists,
)
"""The doors of all rooms."""
