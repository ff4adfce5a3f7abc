"""The units below a task: who has acknowledged it, and where the chain stops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from store import Campaign, Desk, Task
from store.campaigns.acknowledgements import Cascade, acknowledged, reached
from store.campaigns.units import Branch
from store.text import show_day_short
from tui.commands import bindings
from tui.commands.checklist import Acknowledge, ReportDone
from tui.commands.global_commands import Undo
from tui.dialogs.forms.unit_done_form import UnitDoneForm
from tui.i18n import _, ngettext, number
from tui.screens.campaign.base import Room
from tui.widgets.labels import when_of
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted

_STOPS_NAMED: Final = 4


class UnitRow(NamedTuple):
    """A unit below the task, at its place in the tree."""

    branch: Branch
    depth: int
    """Below the unit that does the task: 0 for those right under it."""
    when: str
    """When it acknowledged, in words; empty while it has not."""
    stops: bool
    """Whether the chain stops here."""
    done: str = ""
    """When it has done the task, in words, with its note; empty while it has not."""

    @property
    def state(self) -> str:
        """The words beside the name; already translated."""
        return self.done or self.when or (_("it stops here") if self.stops else "")

    def called(self, name: str) -> str:
        """Return one of the unit's names at its place in the tree."""
        return f"{'  ' * self.depth}{one_line(name)}"


class UnitRows(Rows[UnitRow]):
    """The units, each below its parent."""

    mark_width = 4
    _names = _states = 0
    """The widths of the longest name and state."""

    def show(self, items: Sequence[UnitRow], key: str | None = None) -> None:
        """Show other units, with their states in one column near the names."""
        self._names = max((cell_len(row.called(row.branch.unit.name)) for row in items), default=0)
        self._states = max((cell_len(row.state) for row in items), default=0)
        super().show(items, key)

    def row_key(self, item: UnitRow) -> str:
        """Return the name of the unit."""
        return item.branch.unit.name

    def row_lines(self, item: UnitRow, width: int) -> list[Line]:
        """Draw a unit: whether it has acknowledged, its name, and when it did."""
        mark, tone = ("◐", "accent") if item.when else ("○", "warn" if item.stops else "dim")
        if item.done:
            mark, tone = "✔", "good"
        unit = item.branch.unit
        room = max(min(self._names, width - 4 - 2 - self._states), 0)
        name = item.called(unit.name)
        if cell_len(name) > room and unit.short:
            name = item.called(unit.short)
        state = f"  {item.state}"
        return [
            [
                (f"  {mark} ", tone),
                (fitted(name, room), ""),
                (state, "dim" if item.when else "warn"),
            ]
        ]


class AcknowledgementsScreen(Room):
    """The units below a task that goes down the tree, and whether each has acknowledged it."""

    BINDINGS = bindings(Acknowledge, ReportDone, Undo)
    DEFAULT_CSS = """
    AcknowledgementsScreen {
        & #summary { height: auto; max-height: 3; color: $text-muted; margin-bottom: 1; }
        & UnitRows { height: 1fr; }
    }
    """

    def __init__(self, desk: Desk, campaign: Campaign, task: Task) -> None:
        super().__init__(_("Going down: {title}").format(title=task.title), desk, campaign)
        self._task_id = task.id

    def compose_body(self) -> ComposeResult:
        """Yield the summary and the units."""
        yield Static(id="summary", markup=False)
        yield UnitRows(id="units-below")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(UnitRows).focus()

    def look(self) -> None:
        """Show who has acknowledged so far."""
        task = self._desk.tasks.get(self._task_id)
        if task is None:  # an undo has taken it away
            self.dismiss(None)
            return
        found = acknowledged(task, self.campaign)
        branches = reached(task, self.campaign) if task.cascades else []
        top = min((branch.depth for branch in branches), default=0)
        stops = {unit.name for unit in found.stopped_at}
        rows = self.query_one(UnitRows)
        rows.empty_text = _("No unit stands below the task's; the campaign's lists name the units.")
        rows.show(
            [
                UnitRow(
                    branch,
                    branch.depth - top,
                    self._when(found, branch.unit.name),
                    branch.unit.name in stops,
                    self._done(found, branch.unit.name),
                )
                for branch in branches
            ]
        )
        self.query_one("#summary", Static).update(one_line(_summary(found)))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only for a unit what is noted of one."""
        rows = next(iter(self.query(UnitRows)), None)
        of_a_unit = action in (Acknowledge.action, ReportDone.action)
        return not of_a_unit or bool(rows and rows.current)

    def _when(self, found: Cascade, name: str) -> str:
        at = found.acked.get(name)
        if at is None:
            return ""
        return _("acknowledged {when}").format(when=when_of(at, self._desk.records.now()))

    def _done(self, found: Cascade, name: str) -> str:
        ack = found.done.get(name)
        if ack is None or ack.done is None:
            return ""
        day = show_day_short(ack.done, self._desk.records.today())
        told = _("done {day}").format(day=day)
        return f"{told}: {ack.note}" if ack.note else told

    @work
    async def action_report_done(self) -> None:
        """Ask when the unit has done the task."""
        row = self.query_one(UnitRows).current
        task = self._desk.tasks.get(self._task_id)
        if row and task:
            unit = row.branch.unit.name
            form = UnitDoneForm(self._desk, self.campaign, task, unit)
            await self.app.push_screen_wait(form)

    @on(Rows.MarkPressed)
    @on(Rows.Selected)
    def action_acknowledge(self) -> None:
        """Note that the unit has acknowledged the task, or take that back."""
        row = self.query_one(UnitRows).current
        task = self._desk.tasks.get(self._task_id)
        if row is None or task is None:
            return
        with self.refusals():
            self._desk.tasks.acknowledge(task, row.branch.unit.name, not row.when)


def _summary(found: Cascade) -> str:
    total = len(found.units)
    text = _("{count} of {total} have acknowledged")
    parts = [text.format(count=number(len(found.acked)), total=number(total))]
    if found.done:
        text = _("{count} of them have done it")
        parts.append(text.format(count=number(len(found.done))))
    if found.stopped_at:
        names = [unit.short or unit.name for unit in found.stopped_at[:_STOPS_NAMED]]
        more = len(found.stopped_at) - len(names)
        listed = ", ".join(names)
        if more:
            text = ngettext("{names} and {count} more", "{names} and {count} more", more)
            listed = text.format(names=listed, count=number(more))
        parts.append(_("it stops at: {names}").format(names=listed))
    elif total:
        parts.append(_("it has come down to all"))
    return " · ".join(parts)
