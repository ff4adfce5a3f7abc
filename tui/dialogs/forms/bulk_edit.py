"""Editing several tasks at once: which value, and what it is to be for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from store import Campaign, Desk, DeskError, Task
from store.campaigns.tags import known_values
from store.dates.parser import read_due, read_shift
from tui.commands import bindings
from tui.commands.dialog_keys import Accept
from tui.dialogs.dialog import Dialog
from tui.dialogs.forms.tag_fields import SEVERAL
from tui.dialogs.forms.task_form import PRIORITIES
from tui.dialogs.picker import MultiPicker, Option, Picker
from tui.i18n import N_, _, ngettext, sentence
from tui.widgets.due import due_in_words
from tui.widgets.entry.line import LineEntry
from tui.widgets.field_hint import Echo

if TYPE_CHECKING:
    from textual.app import App

TYPED: Final = {"due": N_("Due"), "owner": N_("Owner")}
ONE: Final = {
    "phase": N_("Phase"),
    "priority": N_("Priority"),
    "unit": N_("Unit"),
    "strand": N_("Strand"),
    "milestone": N_("Milestone"),
}
FIELDS: Final = {**TYPED, **ONE, **SEVERAL}
"""What can be changed for several tasks; message ids."""


async def edit_many(
    app: App[Any], desk: Desk, campaign: Campaign, tasks: Sequence[Task]
) -> list[Task] | None:
    """Ask what several tasks are to have, and change them as one unit; in a worker.

    Returns:
        the tasks that have changed; None where the editor has left.

    Raises:
        DeskError: the desk has refused, and nothing has changed.
    """
    count = len(tasks)
    title = ngettext("Edit {count} task", "Edit {count} tasks", count).format(count=count)
    options = [Option(name, _(label)) for name, label in FIELDS.items()]
    picked = await app.push_screen_wait(Picker(title, options))
    if not picked:
        return None
    name = picked[0]
    heading = f"{title} · {_(FIELDS[name])}"
    if name in TYPED:
        return await app.push_screen_wait(ValueForm(heading, desk, campaign, tasks, name))
    if name in ONE:
        return await _choose_one(app, desk, campaign, tasks, name, heading)
    return await _choose_several(app, desk, campaign, tasks, name, heading)


async def _choose_one(
    app: App[Any],
    desk: Desk,
    campaign: Campaign,
    tasks: Sequence[Task],
    name: str,
    heading: str,
) -> list[Task] | None:
    if name == "priority":
        known: dict[str, Any] = {_(label): value for value, label in PRIORITIES.items()}
    else:
        known = {label: value for value, label in known_values(campaign, name).items()}
        if name != "phase":
            known["–"] = ""
    picked = await app.push_screen_wait(Picker(heading, [Option(label, label) for label in known]))
    return desk.tasks.edit_all(tasks, **{name: known[picked[0]]}) if picked else None


async def _choose_several(
    app: App[Any],
    desk: Desk,
    campaign: Campaign,
    tasks: Sequence[Task],
    name: str,
    heading: str,
) -> list[Task] | None:
    """Ask for a list; what all have is marked, and what only some have stays with those."""
    common = [
        value
        for value in known_values(campaign, name)
        if all(value in getattr(task, name) for task in tasks)
    ]
    options = [Option(value, label) for value, label in known_values(campaign, name).items()]
    picked = await app.push_screen_wait(MultiPicker(heading, options, chosen=common))
    if picked is None:
        return None
    dropped = [value for value in common if value not in picked]
    return desk.tasks.retag(tasks, name, add=picked, drop=dropped)


class ValueForm(Dialog[list[Task]]):
    """Ask for one typed value of several tasks, and change them; answers the changed ones.

    Args:
        title: already translated.
        desk: where the tasks are.
        campaign: what they belong to.
        tasks: which ones.
        field: a key of `TYPED`.
    """

    CHANGES = True
    BINDINGS = bindings(Accept)
    DEFAULT_CSS = """
    ValueForm .field { margin-bottom: 0; }
    ValueForm Echo { padding-left: 14; }
    """

    def __init__(
        self, title: str, desk: Desk, campaign: Campaign, tasks: Sequence[Task], field: str
    ) -> None:
        super().__init__(title)
        self._desk = desk
        self._campaign = campaign
        self._tasks = tasks
        self._field = field
        takers: dict[str, Callable[[str], list[Task]]] = {
            "due": self._set_due,
            "owner": lambda text: desk.tasks.edit_all(tasks, owner=text.strip()),
        }
        self._take = takers[field]

    def compose_body(self) -> ComposeResult:
        """Yield the entry, and the echo of what was understood."""
        hint = _("18.5, friday; +3d moves each from its own day") if self._field == "due" else ""
        with Horizontal(classes="field"):
            yield Static(_(TYPED[self._field]), classes="label", markup=False)
            yield LineEntry(id="value", placeholder=hint)
        yield Echo(id="value-echo")

    def on_mount(self) -> None:
        """Begin in the entry."""
        self.query_one("#value").focus()
        self.echo()

    @property
    def _typed(self) -> str:
        return self.query_one("#value", LineEntry).text

    @property
    def has_unsaved(self) -> bool:
        """Tell whether something was typed."""
        return bool(self._typed.strip())

    @on(LineEntry.Changed, "#value")
    def echo(self) -> None:
        """Say how it was understood, or at once that it was not."""
        self.say("")
        echo = self.query_one(Echo)
        try:
            echo.tell(self._understood())
        except DeskError as error:
            echo.refuse(error)

    def _understood(self) -> str:
        if not self._typed.strip():
            return _("left empty: none")
        if self._field != "due":
            return ""
        days = read_shift(self._typed)
        if days is None:
            today = self._desk.records.today()
            return due_in_words(read_due(self._typed, today, self._campaign), today, self._campaign)
        count = abs(days)
        if days < 0:
            text = ngettext("each {count} day earlier", "each {count} days earlier", count)
        else:
            text = ngettext("each {count} day later", "each {count} days later", count)
        return text.format(count=count)

    @on(LineEntry.Submitted)
    def action_accept(self) -> None:
        """Change the tasks."""
        try:
            self.dismiss(self._take(self._typed))
        except DeskError as error:
            self.say(sentence(error))

    def _set_due(self, text: str) -> list[Task]:
        days = read_shift(text)
        if days is not None:
            return self._desk.tasks.shift(self._tasks, days)
        due = read_due(text, self._desk.records.today(), self._campaign)
        fields = {"due": due.day, "due_time": due.time, "anchor": due.anchor, "offset": due.offset}
        return self._desk.tasks.edit_all(self._tasks, **fields)
