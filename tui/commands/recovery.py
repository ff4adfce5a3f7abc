"""What can be done where one gets things back."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class GoChanges(Command):
    does = "go('changes')"
    key, label = "1", N_("Changes")
    help = N_("Show the changes of this session, to take them back.")


class GoBin(Command):
    does = "go('bin')"
    key, label = "2", N_("Bin")
    help = N_("Show what was deleted, to put it back.")


class GoConflicts(Command):
    does = "go('conflicts')"
    key, label = "3", N_("Conflicts")
    help = N_("Show what another program has changed while you changed it too.")


class NextList(Command):
    does = "go_on(1)"
    key, label = "right,tab", N_("Next list")
    help = N_("Go to the next list.")


class PreviousList(Command):
    does = "go_on(-1)"
    key, label = "left,shift+tab", N_("List before")
    help = N_("Go to the list before.")


class TakeBack(Command):
    changes = True
    key, label, footer = "enter", N_("Take back"), True
    help = N_("Take back the change under the cursor and all that came after it.")


class PutBack(Command):
    changes = True
    key, label, footer = "enter", N_("Put back"), True
    help = N_("Put back on the desk what was deleted, and the links to it.")


class ReadDeleted(Command):
    key, label, footer = "v", N_("Read"), True
    help = N_("Show what was deleted.")


class TakeTheirs(Command):
    changes = True
    key, label, footer = "t", N_("Take theirs"), True
    help = N_("Take what the other program has, in the place of what stands on the desk.")


class KeepOurs(Command):
    changes = True
    key, label, footer = "o", N_("Keep ours"), True
    help = N_("Leave the desk as it is; the other program's file is kept all the same.")


class KeepAllOurs(Command):
    changes = True
    key, label, footer = "a", N_("All ours"), True
    help = N_("Settle every conflict by leaving the desk as it is.")
