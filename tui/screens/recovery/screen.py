"""What can be recovered: changes of this session, deletions, changes of another program."""

from __future__ import annotations

from typing import Final

from textual import events, work
from textual.app import ComposeResult

from store import Desk
from tui.commands import Command, bindings
from tui.commands.global_commands import Undo
from tui.commands.history import NextMode, ReadOn, ShowUnchanged
from tui.commands.recovery import GoBin, GoChanges, GoConflicts, NextList, PreviousList
from tui.dialogs.dialog import CLOSE, Dialog
from tui.dialogs.many import undo_last
from tui.i18n import _
from tui.screens.recovery.changes_and_trash import BinPart, ChangesPart, Part
from tui.screens.recovery.conflicts import ConflictsPart
from tui.widgets.bars import TabStrip
from tui.widgets.difference import Difference

LOW: Final = 18
"""Below this height, in lines, there is no room for hints and blank lines."""

LISTS: Final[list[tuple[str, str, type[Command]]]] = [
    ("changes", "1", GoChanges),
    ("bin", "2", GoBin),
    ("conflicts", "3", GoConflicts),
]


class RecoveryScreen(Dialog[None]):
    """Three lists: undo changes, put back what was deleted, settle conflicts."""

    BINDINGS = [
        CLOSE,
        *bindings(
            *(ReadOn, NextMode, ShowUnchanged, Undo),
            *(GoChanges, GoBin, GoConflicts, NextList, PreviousList),
        ),
    ]
    DEFAULT_CSS = """
    RecoveryScreen {
        & #box { width: 100%; max-width: 110; height: 100%; max-height: 40; }
        & #title { margin: 0; }
        & TabStrip { display: block; padding: 0; margin-bottom: 1; }
        &.low .about { display: none; }
        &.low TabStrip { margin: 0; }
        &.low KeyLine { margin: 0; }
    }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Get back"))
        self._desk = desk

    def compose_body(self) -> ComposeResult:
        """Yield the lists."""
        yield TabStrip(LISTS)
        yield ChangesPart(self._desk, "changes")
        yield BinPart(self._desk, "bin")
        yield ConflictsPart(self._desk, "conflicts")

    def on_mount(self) -> None:
        """Begin with a list that has something to do."""
        # The desk announces a change before it is on the undo list.
        self.listen(self._desk.records.listen, lambda _change: self.call_next(self._show_all))
        self._show_all()
        if len(self._desk.file.conflicts) or self._desk.file.conflict_copies.found:
            self.action_go("conflicts")
        else:
            self.action_go("changes" if self._desk.undo.entries() else "bin")

    def on_resize(self, event: events.Resize) -> None:
        """Hide hints and blank lines where there is little room."""
        self.set_class(event.size.height < LOW, "low")

    def _show_all(self) -> None:
        for part in self._parts:
            part.refresh_rows()
        self._tabs.counts = {str(part.id): part.count for part in self._parts}
        self.refresh_bindings()

    @property
    def _parts(self) -> list[Part]:
        return list(self.query(Part))

    @property
    def _tabs(self) -> TabStrip:
        return self.query_one(TabStrip)

    # -------------------------------------------------------------- commands

    def action_go(self, wanted: str) -> None:
        """Go to a list by its id."""
        self.say("")
        for part in self._parts:
            part.display = part.id == wanted
        self.query_one(f"#{wanted}", Part).rows.focus()
        self._tabs.active = wanted
        self.refresh_bindings()

    def action_go_on(self, by: int) -> None:
        """Go forward by some lists."""
        names = [name for name, _key, _command in LISTS]
        self.action_go(names[(names.index(self._tabs.active) + by) % len(names)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the actions on a difference only where one is shown."""
        of_difference = (ReadOn.action, NextMode.action, ShowUnchanged.action)
        return action not in of_difference or self._difference is not None

    @property
    def _difference(self) -> Difference | None:
        """The difference below the conflicts, while it is shown."""
        for part in self.query(ConflictsPart):
            if part.display and part.query(Difference) and part.count:
                return part.difference
        return None

    def action_read_on(self) -> None:
        """Scroll the difference by a page; at its end, back to its start."""
        if self._difference:
            self._difference.read_on()

    def action_next_mode(self) -> None:
        """Show the difference in the next mode."""
        if self._difference:
            self._difference.next_mode()

    def action_show_unchanged(self) -> None:
        """Show unchanged paragraphs, or fold them."""
        if self._difference:
            self._difference.whole = not self._difference.whole

    @work
    async def action_undo(self) -> None:
        """Undo the last change of the desk."""
        self.say("")
        with self.refusals():
            await undo_last(self.app, self._desk)
