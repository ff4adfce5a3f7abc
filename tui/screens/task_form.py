"""Adding and editing a task of the checklist."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

import msgspec
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from store import BadValue, Campaign, Desk, DeskError, Task
from store.repeat import read_repeat, show_repeat
from store.when import Due, due_of, read_due, show_due
from tui.commands import bindings
from tui.commands.lists import Accept
from tui.i18n import N_, _, current, sentence
from tui.screens.dialog import Dialog
from tui.widgets.choice import Choice
from tui.widgets.due import due_in_words
from tui.widgets.entry.line import LineEntry

PRIORITIES: Final[dict[Literal[-1, 0, 1], str]] = {1: N_("high"), 0: N_("usual"), -1: N_("low")}
"""What each priority is called; message ids."""

SEVERAL: Final = {
    "channels": N_("Channels"),
    "audiences": N_("Audiences"),
    "levels": N_("Levels"),
    "topics": N_("Topics"),
    "goals": N_("Goals"),
}
"""The fields of which several values can be chosen, from the campaign's lists; message ids."""

LINES: Final = ("title", "due", "repeat", "owner", "notes")
"""The fields that are typed; their entries are called `task-…`."""


class TaskForm(Dialog[Task]):
    """Ask for the values of a task, and put it on the desk; answers the task as it stands then.

    The dialog goes only when the desk has taken the task: a refusal leaves what was typed.

    Args:
        desk: where it goes.
        campaign: what it belongs to; offers the phases and channels.
        task: its values now; one that is not on the desk yet is added.
    """

    BINDINGS = bindings(Accept)
    DEFAULT_CSS = """
    TaskForm .field { margin-bottom: 0; }
    TaskForm #due-echo { color: $text-muted; padding-left: 14; height: 1; }
    """

    def __init__(self, desk: Desk, campaign: Campaign, task: Task) -> None:
        super().__init__(_("Edit the task") if task.id in desk.tasks else _("New task"))
        self._desk = desk
        self._campaign = campaign
        self._draft = self._given = task

    def compose_body(self) -> ComposeResult:
        """Give the fields."""
        given = self._draft
        yield self._field(_("Task"), LineEntry(given.title, id="task-title"))
        yield self._field(_("Phase"), Choice(id="phase"))
        hint = _("18.5, friday, +3d, 10 days before 1.5 …")
        yield self._field(_("Due"), LineEntry(self._given_due, placeholder=hint, id="task-due"))
        yield Static(id="due-echo", markup=False)
        hint = _("weekly, every monday, every 2 weeks …")
        repeat = LineEntry(self._given_repeat, placeholder=hint, id="task-repeat")
        yield self._field(_("Repeat"), repeat)
        yield self._field(_("Owner"), LineEntry(given.owner, id="task-owner"))
        yield self._field(_("Priority"), Choice(id="priority"))
        for name, label in SEVERAL.items():
            yield self._field(_(label), Choice(id=name))
        yield self._field(_("Notes"), LineEntry(given.notes, id="task-notes"))

    @property
    def _given_due(self) -> str:
        due = due_of(self._given)
        return show_due(due, self._today, self._campaign, english=current() == "en").text

    @property
    def _given_repeat(self) -> str:
        rule = self._given.repeat
        return show_repeat(rule, english=current() == "en") if rule else ""

    @property
    def _today(self) -> date:
        return self._desk.today()

    def _field(self, label: str, widget: LineEntry | Choice) -> Horizontal:
        return Horizontal(Static(label, classes="label", markup=False), widget, classes="field")

    def on_mount(self) -> None:
        """Show the chosen values."""
        self._show_choices()
        self.check_due()
        self.query_one("#task-title").focus()

    def _show_choices(self) -> None:
        self.query_one("#phase", Choice).value = self._draft.phase or "–"
        self.query_one("#priority", Choice).value = _(PRIORITIES[self._draft.priority])
        for name in SEVERAL:
            self.query_one(f"#{name}", Choice).value = ", ".join(getattr(self._draft, name)) or "–"

    @on(LineEntry.Changed, "#task-due")
    def check_due(self) -> None:
        """Echo the day as it was understood, or say at once that it was not."""
        try:
            due = self._due()
        except BadValue as error:
            self.say(sentence(error))
            echo = ""
        else:
            self.say("")
            echo = due_in_words(due, self._today, self._campaign)
        self.query_one("#due-echo", Static).update(echo)

    @property
    def has_unsaved(self) -> bool:
        """Tell whether a value was changed."""
        task = self._given
        given = (task.title, self._given_due, self._given_repeat, task.owner, task.notes)
        return self._draft != self._given or tuple(self._typed(name) for name in LINES) != given

    def _typed(self, name: str) -> str:
        return self.query_one(f"#task-{name}", LineEntry).text

    def _due(self) -> Due:
        return read_due(self._typed("due"), self._today, self._campaign)

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

    @on(Choice.Asked, "#priority")
    def next_priority(self) -> None:
        """Go on to the next priority."""
        known = list(PRIORITIES)
        place = (known.index(self._draft.priority) + 1) % len(known)
        self._draft = msgspec.structs.replace(self._draft, priority=known[place])
        self._show_choices()

    @on(Choice.Asked, ", ".join(f"#{name}" for name in SEVERAL))
    @work
    async def choose_several(self, event: Choice.Asked) -> None:
        """Ask for channels, audiences, levels, topics or goals."""
        from tui.screens.pick import MultiPicker, Option

        name = str(event.choice.id)
        options = [Option(key, label) for key, label in self._known(name)]
        picker = MultiPicker(_(SEVERAL[name]), options, chosen=getattr(self._draft, name))
        picked = await self.app.push_screen_wait(picker)
        if picked is not None:
            self._draft = msgspec.structs.replace(self._draft, **{name: tuple(picked)})
            self._show_choices()

    def _known(self, name: str) -> Sequence[tuple[str, str]]:
        """Give what can be chosen: the value, and how it reads."""
        if name == "goals":
            return [(goal.code, f"{goal.code} {goal.text}") for goal in self._campaign.goals]
        if name in ("levels", "topics"):
            return [(value, value) for value in getattr(self._campaign, name)]
        return [(entry.name, entry.name) for entry in getattr(self._campaign, name)]

    @on(LineEntry.Submitted)
    def action_accept(self) -> None:
        """Put the task on the desk."""
        title = self._typed("title").strip()
        if not title:
            self.say(_("A task needs a few words that say what is to be done."))
            return
        try:
            self.dismiss(self._save(title))
        except DeskError as error:
            self.say(sentence(error))

    def _save(self, title: str) -> Task:
        due = self._due()
        repeat = read_repeat(self._typed("repeat")) if self._typed("repeat").strip() else ""
        if repeat and due.day is None:
            raise BadValue(N_("A task that repeats needs a first day; type one in Due."))
        fields = {
            "title": title,
            "repeat": repeat,
            "instance": due.day if repeat else self._draft.instance,
            "due": due.day,
            "due_time": due.time,
            "anchor": due.anchor,
            "offset": due.offset,
            "owner": self._typed("owner").strip(),
            "notes": self._typed("notes").strip(),
            **{name: getattr(self._draft, name) for name in ("phase", "priority", *SEVERAL)},
        }
        if self._draft.id not in self._desk.tasks:
            task = self._desk.add_task(msgspec.structs.replace(self._draft, **fields))
        else:
            task = self._desk.edit_task(self._draft, **fields)
        self._desk.catch_up()
        return task
