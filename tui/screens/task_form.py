"""Adding and editing a task of the checklist."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from store import BadValue, Campaign, Desk, DeskError, Task
from store.plan import reference_day
from store.text import read_day
from tui.commands import Accept, bindings
from tui.i18n import _, sentence
from tui.screens.dialog import Dialog
from tui.widgets.choice import Choice
from tui.widgets.entry.line import LineEntry
from tui.widgets.labels import typed_day


class TaskForm(Dialog[Task]):
    """Ask for the values of a task, and put it on the desk; answers the task as it stands then.

    The dialog goes only when the desk has taken the task: a refusal leaves what was typed.

    Args:
        desk: where it goes.
        campaign: what it belongs to; offers the phases and channels.
        task: its values now; one that is not on the desk yet is added.
    """

    BINDINGS = bindings(Accept)

    def __init__(self, desk: Desk, campaign: Campaign, task: Task) -> None:
        super().__init__(_("Edit the task") if task.id in desk.tasks else _("New task"))
        self._desk = desk
        self._campaign = campaign
        self._draft = self._given = task

    def compose_body(self) -> ComposeResult:
        """Give the fields."""
        yield self._field(_("Task"), LineEntry(self._draft.title, id="task-title"))
        yield self._field(_("Phase"), Choice(id="phase"))
        due = LineEntry(
            typed_day(self._draft.due), placeholder=_("18.5 or 18.5.2027"), id="task-due"
        )
        yield self._field(_("Due"), due)
        yield self._field(_("Channels"), Choice(id="channels"))
        yield self._field(_("Audiences"), Choice(id="audiences"))
        yield self._field(_("Levels"), Choice(id="levels"))
        yield self._field(_("Notes"), LineEntry(self._draft.notes, id="task-notes"))

    def _field(self, label: str, widget: LineEntry | Choice) -> Horizontal:
        return Horizontal(Static(label, classes="label", markup=False), widget, classes="field")

    def on_mount(self) -> None:
        """Show the chosen values."""
        self._show_choices()
        self.query_one("#task-title").focus()

    def _show_choices(self) -> None:
        self.query_one("#phase", Choice).value = self._draft.phase or "–"
        for name in ("channels", "audiences", "levels"):
            self.query_one(f"#{name}", Choice).value = ", ".join(getattr(self._draft, name)) or "–"

    @on(LineEntry.Changed, "#task-due")
    def check_due(self) -> None:
        """Say at once when what was typed is no day."""
        try:
            self._due()
        except BadValue as error:
            self.say(sentence(error))
        else:
            self.say("")

    @property
    def has_unsaved(self) -> bool:
        """Tell whether a value was changed."""
        given = (self._given.title, typed_day(self._given.due), self._given.notes)
        typed = tuple(
            self.query_one(f"#task-{name}", LineEntry).text for name in ("title", "due", "notes")
        )
        return self._draft != self._given or typed != given

    def _due(self) -> date | None:
        typed = self.query_one("#task-due", LineEntry).text.strip()
        day = reference_day(self._campaign, self._desk.today())
        return read_day(typed, day) if typed else None

    @on(Choice.Asked, "#phase")
    @work
    async def choose_phase(self) -> None:
        """Ask for the phase."""
        from tui.screens.pick import Option, Picker

        options = [Option(name, name) for name in self._campaign.phases]
        picker = Picker(_("Phase"), options, chosen=[self._draft.phase])
        if picked := await self.app.push_screen_wait(picker):
            self._draft = msgspec.structs.replace(self._draft, phase=picked[0])
            self._show_choices()

    @on(Choice.Asked, "#channels")
    @on(Choice.Asked, "#audiences")
    @on(Choice.Asked, "#levels")
    @work
    async def choose_several(self, event: Choice.Asked) -> None:
        """Ask for channels, audiences or levels."""
        from tui.screens.pick import MultiPicker, Option

        name = str(event.choice.id)
        options = [Option(entry, entry) for entry in self._known(name)]
        title = {"channels": _("Channels"), "audiences": _("Audiences"), "levels": _("Levels")}
        picker = MultiPicker(title[name], options, chosen=getattr(self._draft, name))
        picked = await self.app.push_screen_wait(picker)
        if picked is not None:
            self._draft = msgspec.structs.replace(self._draft, **{name: tuple(picked)})
            self._show_choices()

    def _known(self, name: str) -> Sequence[str]:
        if name == "levels":
            return self._campaign.levels
        return [entry.name for entry in getattr(self._campaign, name)]

    @on(LineEntry.Submitted)
    def action_accept(self) -> None:
        """Put the task on the desk."""
        title = self.query_one("#task-title", LineEntry).text.strip()
        if not title:
            self.say(_("A task needs a few words that say what is to be done."))
            return
        try:
            self.dismiss(self._save(title))
        except DeskError as error:
            self.say(sentence(error))

    def _save(self, title: str) -> Task:
        notes = self.query_one("#task-notes", LineEntry).text.strip()
        task = msgspec.structs.replace(self._draft, title=title, due=self._due(), notes=notes)
        if task.id not in self._desk.tasks:
            return self._desk.add_task(task)
        fields = ("title", "phase", "due", "channels", "audiences", "levels", "notes")
        return self._desk.edit_task(task, **{name: getattr(task, name) for name in fields})
