"""What can be done on the recovery screen."""

from tui.commands.command import Command
from tui.i18n import N_


class GoChanges(Command, action="go('changes')"):
    key, label = "1", N_("Changes")
    help = N_("Show the changes of this session, to take them back.")


class GoBin(Command, action="go('bin')"):
    key, label = "2", N_("Bin")
    help = N_("Show what was deleted, to put it back.")


class GoConflicts(Command, action="go('conflicts')"):
    key, label = "3", N_("Conflicts")
    help = N_("Show what another program has changed while you changed it too.")


class NextList(Command, action="go_on(1)"):
    key, label = "right,tab", N_("Next list")
    help = N_("Go to the next list.")


class PreviousList(Command, action="go_on(-1)"):
    key, label = "left,shift+tab", N_("List before")
    help = N_("Go to the list before.")


class TakeBack(Command, footer=True, changes=True):
    key, label = "enter", N_("Take back")
    help = N_("Take back the change under the cursor and all that came after it.")


class PutBack(Command, footer=True, changes=True):
    key, label = "enter", N_("Put back")
    help = N_("Put back on the desk what was deleted, and the links to it.")


class ReadDeleted(Command, footer=True):
    key, label = "v", N_("Read")
    help = N_("Show what was deleted.")


class TakeTheirs(Command, footer=True, changes=True, at_once=True):
    key, label = "t", N_("Take theirs")
    help = N_("Take what the other program has, in the place of what stands on the desk.")


class KeepOurs(Command, footer=True, changes=True, at_once=True):
    key, label = "o", N_("Keep ours")
    help = N_("Leave the desk as it is; the other program's file is kept all the same.")


class KeepAllOurs(Command, footer=True, changes=True, at_once=True):
    key, label = "a", N_("All ours")
    help = N_("Settle every conflict by leaving the desk as it is.")
