"""What can be done with a whole campaign."""

from tui.commands.command import Command
from tui.i18n import N_


class WriteReport(Command, footer=True, also="statistics summary thống kê tổng kết"):
    key, label = "w,alt+w", N_("Report")
    help = N_("Write the report, the plan and the calendar of the campaign to files.")


class CloneCampaign(Command, changes=True, also="copy duplicate chép"):
    key, label = "alt+y", N_("Clone")
    help = N_("Make the campaign of another year from this one; each day is shown first.")


class SaveTemplate(Command):
    key, label = "alt+m", N_("Save as a template")
    help = N_("Write the campaign to a template file, from which others can begin one.")
