"""Adding and editing a task of the checklist."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal

import msgspec
from textual import on, work
from textual.app import ComposeResult

from store import Campaign, Desk, DeskError, InvalidValueError, Task
from store.campaigns.acknowledgements import reached
from store.campaigns.recurrence import next_days, read_repeat, show_repeat
from store.campaigns.schedule import check_order, due_later
from store.dates.due import Due, due_of
from store.dates.formatting import show_due
from store.dates.parser import read_due
from store.records import Id, Stage
from store.text import show_day_short
from tui.commands import bindings
from tui.commands.dialog_keys import Accept
from tui.dialogs.forms.tag_fields import ONE, SEVERAL, TaggedForm
from tui.i18n import N_, _, current, ngettext, sentence
from tui.widgets.choice import Choice
from tui.widgets.due import due_in_words
from tui.widgets.entry.line import LineEntry
from tui.widgets.field_hint import Echo
from tui.widgets.labels import typed_day

PRIORITIES: Final[dict[Literal[-1, 0, 1], str]] = {1: N_("high"), 0: N_("usual"), -1: N_("low")}
"""What each priority is called; message ids."""

STAGES: Final = {
    Stage.BEFORE: N_("before"),
    Stage.DURING: N_("during"),
    Stage.AFTER: N_("after"),
}
"""What the stages of a milestone are called; message ids."""

CHOSEN: Final = ("priority", "stage", "after", "cascades")
"""The other fields that are chosen."""

LINES: Final = ("title", "due", "repeat", "owner", "notes")
"""The fields that are typed; their entries are called `task-…`."""


class TaskForm(TaggedForm[Task]):
    """Ask for the values of a task, and put it on the desk; answers the task as it stands then.

    The dialog goes only when the desk has taken the task: a refusal leaves what was typed.

    Args:
        desk: where it goes.
        campaign: what it belongs to; offers the phases and channels.
        task: its values now; one that is not on the desk yet is added.
    """

    BINDINGS = bindings(Accept)
    DEFAULT_CSS = """
    TaskForm Echo { padding-left: 14; }
    """
    TAGS = (*ONE, *SEVERAL)

    _campaign: Campaign

    def __init__(self, desk: Desk, campaign: Campaign, task: Task) -> None:
        title = _("Edit the task") if task.id in desk.tasks else _("New task")
        super().__init__(title, task, campaign)
        self._desk = desk

    def compose_body(self) -> ComposeResult:
        """Yield the fields."""
        given = self._draft
        yield self._field(_("Task"), LineEntry(given.title, id="task-title"))
        yield self._halves(
            self._field(_("Phase"), Choice(id="phase")),
            self._field(_("Priority"), Choice(id="priority")),
        )
        hint = _("18.5, friday, +3d, 10 days before 1.5 …")
        yield self._field(_("Due"), LineEntry(self._given_due, placeholder=hint, id="task-due"))
        yield Echo(id="due-echo")
        hint = _("weekly, every monday, every 2 weeks …")
        repeat = LineEntry(self._given_repeat, placeholder=hint, id="task-repeat")
        yield self._field(_("Repeat"), repeat)
        yield Echo(id="repeat-echo")
        yield self._field(_("Owner"), LineEntry(given.owner, id="task-owner"))
        yield self._halves(
            self._field(_("Unit"), Choice(id="unit")),
            self._field(_("Goes down"), Choice(id="cascades")),
        )
        yield self._field(_("After"), Choice(id="after"))
        yield Echo(id="after-echo")
        yield self._halves(
            self._field(_("Milestone"), Choice(id="milestone")),
            self._field(_("Stage"), Choice(id="stage")),
        )
        yield self._field(_("Strand"), Choice(id="strand"))
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
        return self._desk.records.today()

    def on_mount(self) -> None:
        """Show the chosen values."""
        self._show_choices()
        self.echo()
        self.query_one("#task-title").focus()

    def _shown(self) -> dict[str, str]:
        draft = self._draft
        return {
            **super()._shown(),
            "priority": _(PRIORITIES[draft.priority]),
            "stage": _(STAGES[draft.stage]) if draft.stage else "",
            "after": ", ".join(self._titles(draft.after)),
            "cascades": self._reach() if draft.cascades else _("no"),
        }

    def _titles(self, tasks: Sequence[Id]) -> list[str]:
        return [task.title for other in tasks if (task := self._desk.tasks.get(other))]

    def _reach(self) -> str:
        """Say to how many units it goes down."""
        count = len(reached(self._draft, self._campaign))
        return ngettext("to {count} unit", "to {count} units", count).format(count=count)

    @on(LineEntry.Changed, "#task-due, #task-repeat")
    def echo(self) -> None:
        """Say how the days are understood, or at once that they are not."""
        self.say("")
        due: Due | None = None
        try:
            due = self._due()
        except InvalidValueError as error:
            self._echo("due").refuse(error)
        else:
            self._echo("due").tell(due_in_words(due, self._today, self._campaign))
        try:
            self._echo("repeat").tell(self._repeat_told(due))
        except InvalidValueError as error:
            self._echo("repeat").refuse(error)
        self._warn_of_order(due)

    def _echo(self, name: str) -> Echo:
        return self.query_one(f"#{name}-echo", Echo)

    def _repeat_told(self, due: Due | None) -> str:
        """Say how the task comes again, and on which days next."""
        rule = read_repeat(self._typed("repeat"))
        if not rule:
            return ""
        told = show_repeat(rule, english=current() == "en")
        if due is None:
            return told
        if due.day is None:
            return f"{told} · {_('needs a first day in Due')}"
        days = next_days(rule, due.day, self._today)
        shown = ", ".join(show_day_short(day, self._today) for day in days)
        then = _("then {days}").format(days=shown) if days else _("none after the first")
        return f"{told} · {then}"

    def _warn_of_order(self, due: Due | None) -> None:
        """Say which of the tasks it waits for are due later than itself."""
        task = msgspec.structs.replace(self._draft, due=due.day if due else None)
        later = due_later(task, self._desk.tasks)
        text = ""
        if len(later) == 1:
            text = _("“{title}” is due later, on {day}")
        elif later:
            text = _("{count} of these are due later, the last on {day}")
        values = {"title": later[-1].title, "day": typed_day(later[-1].due)} if later else {}
        self._echo("after").warn(text.format(count=len(later), **values))

    @property
    def has_unsaved(self) -> bool:
        """Tell whether a value was changed."""
        task = self._given
        given = (task.title, self._given_due, self._given_repeat, task.owner, task.notes)
        return self._draft != self._given or tuple(self._typed(name) for name in LINES) != given

    def _typed(self, name: str) -> str:
        return self.query_one(f"#task-{name}", LineEntry).text

    def _due(self) -> Due:
        typed = self._typed("due")
        if typed == self._given_due:  # as it is: also what hangs on a day that is gone stays so
            return due_of(self._given)
        return read_due(typed, self._today, self._campaign)

    def _put(self, **fields: Any) -> None:
        if fields.get("milestone") == "":
            fields["stage"] = None
        super()._put(**fields)
        self.echo()

    @on(Choice.Asked, "#stage")
    def next_stage(self) -> None:
        """Go on to the next stage of the milestone."""
        if not self._draft.milestone:
            self.say(_("Choose a milestone first; the stage is before, during or after it."))
            return
        known = [None, *STAGES]
        self._put(stage=known[(known.index(self._draft.stage) + 1) % len(known)])

    @on(Choice.Asked, "#cascades")
    def switch_cascade(self) -> None:
        """Let the task go down to the units below, or stay."""
        if not self._draft.cascades and not reached(self._draft, self._campaign):
            self.say(_("No unit stands below the task's; the campaign's lists name the units."))
            return
        self.say("")
        self._put(cascades=not self._draft.cascades)

    @on(Choice.Asked, "#after")
    @work
    async def choose_after(self) -> None:
        """Ask what the task waits for; a circle is refused at once."""
        from tui.dialogs.picker import MultiPicker, Option

        options = [
            Option(task.id, task.title, " · ".join(filter(None, (phase.name, typed_day(task.due)))))
            for phase in self._desk.campaigns.checklist(self._campaign)
            for task in phase.tasks
            if task.id != self._draft.id
        ]
        chosen = self._draft.after
        picked = await self.app.push_screen_wait(MultiPicker(_("After"), options, chosen=chosen))
        if picked is None:
            return
        try:
            check_order(self._named(), picked, self._desk.tasks)
        except InvalidValueError as error:
            self.say(sentence(error))
        else:
            self.say("")
            self._put(after=tuple(picked))

    def _named(self) -> Task:
        """Return the task as a sentence names it: by what is typed now."""
        title = self._typed("title").strip() or self._draft.title
        return msgspec.structs.replace(self._draft, title=title)

    @on(Choice.Asked, "#priority")
    def next_priority(self) -> None:
        """Go on to the next priority."""
        known = list(PRIORITIES)
        place = (known.index(self._draft.priority) + 1) % len(known)
        self._put(priority=known[place])

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
        repeat = read_repeat(self._typed("repeat"))
        if repeat and due.day is None:
            raise InvalidValueError(N_("A task that repeats needs a first day; type one in Due."))
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
            **{name: getattr(self._draft, name) for name in (*CHOSEN, *self.TAGS)},
        }
        if self._draft.id not in self._desk.tasks:
            return self._desk.tasks.add(msgspec.structs.replace(self._draft, **fields))
        return self._desk.tasks.edit(self._draft, **fields)
