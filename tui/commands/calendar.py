"""What can be done in the calendar."""

from tui.commands.command import Command
from tui.i18n import N_


class DayBefore(Command, action="go_days(-1)"):
    key, label = "left,h", N_("Day before")
    help = N_("Go one day back.")


class DayAfter(Command, action="go_days(1)"):
    key, label = "right,l", N_("Day after")
    help = N_("Go one day on.")


class DayAbove(Command, action="go_rows(-1)"):
    key, label = "up,k", N_("Day above")
    help = N_("Go to the day above: a week back, or a day where the days stand in a list.")


class DayBelow(Command, action="go_rows(1)"):
    key, label = "down,j", N_("Day below")
    help = N_("Go to the day below: a week on, or a day where the days stand in a list.")


class RowStart(Command):
    key, label = "home", N_("Start")
    help = N_("Go to the first day of the week, or to the first line.")


class RowEnd(Command):
    key, label = "end", N_("End")
    help = N_("Go to the last day of the week, or to the last line.")


class EnterDay(Command, footer=True):
    key, label = "enter", N_("Entries")
    help = N_("Go into the list of what stands on the day.")


class OpenEntry(Command, footer=True):
    key, label = "enter", N_("Open")
    help = N_("Open the article; for a task its article, or begin one.")


class TickEntry(Command, footer=True, changes=True, at_once=True):
    key, label = "space", N_("Tick")
    help = N_("Tick the task, or take the tick off.")


class DayLater(Command, action="shift_entry(1)", footer=True, changes=True, at_once=True):
    key, label = "plus,equals_sign", N_("Day later")
    help = N_("Move the entry to the next day.")


class DayEarlier(Command, action="shift_entry(-1)", footer=True, changes=True, at_once=True):
    key, label = "minus", N_("Day earlier")
    help = N_("Move the entry to the day before.")


class WeekLater(Command, action="shift_entry(7)", changes=True, at_once=True):
    key, label = "greater_than_sign", N_("Week later")
    help = N_("Move the entry one week on.")


class WeekEarlier(Command, action="shift_entry(-7)", changes=True, at_once=True):
    key, label = "less_than_sign", N_("Week earlier")
    help = N_("Move the entry one week back.")


class MoveToDay(Command, footer=True, changes=True):
    key, label = "M", N_("Move")
    help = N_("Move the entry to a day that is typed: 18.5, Friday, 10 days before 1.5.")


class AddOnDay(Command, footer=True, changes=True):
    key, label = "a", N_("Add")
    help = N_("Add a task that is due on the day.")


class EditDayTask(Command, footer=True, changes=True):
    key, label = "e", N_("Edit")
    help = N_("Edit the task.")


class GoToDay(Command, footer=True):
    key, label = "g", N_("Go to")
    help = N_("Go to a day that is typed.")


class GoToday(Command, footer=True):
    key, label = "t", N_("Today")
    help = N_("Go to today.")


class ShowMonth(Command, action="show_period(False)", footer=True):
    key, label = "m", N_("Month")
    help = N_("Show a month.")


class ShowWeek(Command, action="show_period(True)", footer=True):
    key, label = "w", N_("Week")
    help = N_("Show a week.")


class PeriodBefore(Command, action="turn(-1)"):
    key, label = "left_square_bracket,pageup", N_("Back")
    help = N_("Go one month back; in the week view, one week.")


class PeriodAfter(Command, action="turn(1)"):
    key, label = "right_square_bracket,pagedown", N_("On")
    help = N_("Go one month on; in the week view, one week.")


class SwitchCampaigns(Command, footer=True):
    key, label = "c", N_("Campaigns")
    help = N_("Show this campaign alone, or everything on the desk.")


class SwitchKinds(Command, footer=True):
    key, label = "f", N_("Kinds")
    help = N_("Show everything, or tasks, exports or named days alone.")
