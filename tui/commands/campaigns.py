"""What can be done with a whole campaign."""

from tui.commands.command import Command
from tui.i18n import N_


class WriteReport(Command, footer=True):
    key, label = "w,alt+w", N_("Report")
    help = N_("Write the report, the plan and the calendar of the campaign to files.")


class CloneCampaign(Command, changes=True):
    key, label = "alt+y", N_("Clone")
    help = N_("Make the campaign of another year from this one; each day is shown first.")


class SaveTemplate(Command):
    key, label = "alt+m", N_("Save as a template")
    help = N_("Write the campaign to a template file, from which others can begin one.")
