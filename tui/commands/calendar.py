"""What can be done in the calendar."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class DayBefore(Command):
    does = "go_days(-1)"
    key, label = "left,h", N_("Day before")
    help = N_("Go one day back.")


class DayAfter(Command):
    does = "go_days(1)"
    key, label = "right,l", N_("Day after")
    help = N_("Go one day on.")


class DayAbove(Command):
    does = "go_rows(-1)"
    key, label = "up,k", N_("Day above")
    help = N_("Go to the day above: a week back, or a day where the days stand in a list.")


class DayBelow(Command):
    does = "go_rows(1)"
    key, label = "down,j", N_("Day below")
    help = N_("Go to the day below: a week on, or a day where the days stand in a list.")


class RowStart(Command):
    key, label = "home", N_("Start")
    help = N_("Go to the first day of the week, or to the first line.")


class RowEnd(Command):
    key, label = "end", N_("End")
    help = N_("Go to the last day of the week, or to the last line.")


class EnterDay(Command):
    key, label, footer = "enter", N_("Entries"), True
    help = N_("Go into the list of what stands on the day.")


class OpenEntry(Command):
    key, label, footer = "enter", N_("Open"), True
    help = N_("Open the article; for a task its article, or begin one.")


class TickEntry(Command):
    changes = True
    key, label, footer = "space", N_("Tick"), True
    help = N_("Tick the task, or take the tick off.")


class DayLater(Command):
    changes = True
    does = "shift_entry(1)"
    key, label, footer = "plus,equals_sign", N_("Later"), True
    help = N_("Move the entry to the next day.")


class DayEarlier(Command):
    changes = True
    does = "shift_entry(-1)"
    key, label, footer = "minus", N_("Earlier"), True
    help = N_("Move the entry to the day before.")


class WeekLater(Command):
    changes = True
    does = "shift_entry(7)"
    key, label = "greater_than_sign", N_("Week later")
    help = N_("Move the entry one week on.")


class WeekEarlier(Command):
    changes = True
    does = "shift_entry(-7)"
    key, label = "less_than_sign", N_("Week earlier")
    help = N_("Move the entry one week back.")


class MoveToDay(Command):
    changes = True
    key, label, footer = "M", N_("Move"), True
    help = N_("Move the entry to a day that is typed: 18.5, friday, 10 days before 1.5.")


class AddOnDay(Command):
    changes = True
    key, label, footer = "a", N_("Add"), True
    help = N_("Add a task that is due on the day.")


class EditDayTask(Command):
    changes = True
    key, label, footer = "e", N_("Edit"), True
    help = N_("Edit the task.")


class GoToDay(Command):
    key, label, footer = "g", N_("Go to"), True
    help = N_("Go to a day that is typed.")


class GoToday(Command):
    key, label, footer = "t", N_("Today"), True
    help = N_("Go to today.")


class ShowMonth(Command):
    key, label, footer = "m", N_("Month"), True
    help = N_("Show a month.")


class ShowWeek(Command):
    key, label, footer = "w", N_("Week"), True
    help = N_("Show a week.")


class PeriodBefore(Command):
    does = "turn(-1)"
    key, label = "left_square_bracket,pageup", N_("Back")
    help = N_("Go one month back; in the week view, one week.")


class PeriodAfter(Command):
    does = "turn(1)"
    key, label = "right_square_bracket,pagedown", N_("On")
    help = N_("Go one month on; in the week view, one week.")


class SwitchCampaigns(Command):
    key, label, footer = "c", N_("Campaigns"), True
    help = N_("Show this campaign alone, or everything on the desk.")


class SwitchKinds(Command):
    key, label, footer = "f", N_("Kinds"), True
    help = N_("Show everything, or tasks, exports or named days alone.")
