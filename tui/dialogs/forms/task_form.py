"""The form of a task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

from msgspec.structs import replace

from store import Campaign, Desk, InvalidValueError, Task
from store.campaign_records import Stage
from store.campaigns.acknowledgements import reached
from store.campaigns.recurrence import due_and_repeat, next_days, read_repeat, show_repeat
from store.campaigns.schedule import check_order, due_later
from store.dates.due import Due, due_of
from store.dates.formatting import show_due
from store.dates.parser import read_due
from store.text import show_day_short
from tui.dialogs.forms.form import Echo, Field
from tui.dialogs.forms.tags import SEVERAL, TaggedForm, tag_field
from tui.dialogs.picker import Option
from tui.i18n import N_, _, current, ngettext
from tui.widgets.labels import typed_day

PRIORITIES: Final[dict[Literal[-1, 0, 1], str]] = {1: N_("high"), 0: N_("usual"), -1: N_("low")}
"""The label of each priority; message ids."""

STAGES: Final = {
    Stage.BEFORE: N_("before"),
    Stage.DURING: N_("during"),
    Stage.AFTER: N_("after"),
}
"""The label of each stage of a milestone; message ids."""


LINES: Final = 32
"""The least height of a window in which the fields fit with headings and blank lines."""


COLUMNS: Final = 120
"""The least width of a window in which the form is wider."""


class TaskForm(TaggedForm[Task]):
    """Ask for the values of a task, and save it; returns the saved task.

    A task that is not on the desk yet is added.
    """

    PREFIX = "task-"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LINES, "-high")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (COLUMNS, "-wide")]
    DEFAULT_CSS = """
    TaskForm.-wide #box { width: 116; }
    TaskForm.-low .group { display: none; }
    TaskForm.-low #title { margin-bottom: 0; }
    TaskForm.-low KeyLine { margin-top: 0; }
    """

    _campaign: Campaign

    def __init__(self, desk: Desk, campaign: Campaign, task: Task) -> None:
        title = _("Edit the task") if task.id in desk.tasks else _("New task")
        super().__init__(title, desk, campaign, _fields(task, campaign, desk.records.today()))
        self._given = task

    @property
    def _draft(self) -> Task:
        """The task with the chosen values and, for messages, the typed title."""
        title = self.typed("title") or self._given.title
        return replace(self._given, title=title, **self._chosen)

    # -------------------------------------------------------------- what is chosen

    def shown(self, name: str) -> str:
        """Return a chosen value as it is shown."""
        if name == "after":
            tasks = map(self._desk.tasks.get, self._chosen["after"])
            return ", ".join(task.title for task in tasks if task)
        if name == "cascades" and self._chosen["cascades"]:
            count = len(reached(self._draft, self._campaign))
            return ngettext("to {count} unit", "to {count} units", count).format(count=count)
        return super().shown(name)

    def options(self, name: str) -> Sequence[Option]:
        """Return what can be chosen."""
        if name != "after":
            return super().options(name)
        return [
            Option(task.id, task.title, " · ".join(filter(None, (phase.name, typed_day(task.due)))))
            for phase in self._desk.campaigns.checklist(self._campaign)
            for task in phase.tasks
            if task.id != self._given.id
        ]

    def _put(self, **chosen: Any) -> None:
        draft = self._draft
        if "stage" in chosen and not draft.milestone:
            raise InvalidValueError(
                N_("Choose a milestone first; the stage is before, during or after it.")
            )
        if chosen.get("cascades") and not reached(draft, self._campaign):
            raise InvalidValueError(
                N_("No unit stands below the task's; the campaign's lists name the units.")
            )
        if "after" in chosen:  # a cycle is refused at once
            check_order(draft, chosen["after"], self._desk.tasks)
        if chosen.get("milestone") == "":
            chosen["stage"] = None
        super()._put(**chosen)

    # -------------------------------------------------------------- what is typed

    def due(self, name: str) -> Due:
        """Return the day that was typed; raises InvalidValueError if it is none."""
        if not self.is_changed(name):  # keeps the anchor, even one that no longer exists
            return due_of(self._given)
        return read_due(self.typed(name), self._today, self._campaign)

    def echo(self) -> None:
        """Show how the days are understood, and which predecessors are due later."""
        super().echo()
        self.query_one("#echo-after", Echo).warn(self._order_told())

    def understood(self, name: str) -> str:
        """Return how a field is understood; raises InvalidValueError if it is not."""
        if name == "due":
            return super().understood(name)
        return self._repeat_told() if name == "repeat" else ""

    @property
    def _due_or_none(self) -> Due | None:
        try:
            return self.due("due")
        except InvalidValueError:
            return None

    def _repeat_told(self) -> str:
        """Return how the task repeats, and its next days."""
        rule = read_repeat(self.typed("repeat"))
        if not rule:
            return ""
        told, due = show_repeat(rule, english=current() == "en"), self._due_or_none
        if due is None:
            return told
        if due.day is None:
            return f"{told} · {_('needs a first day in Due')}"
        days = next_days(rule, due.day, self._today)
        shown = ", ".join(show_day_short(day, self._today) for day in days)
        then = _("then {days}").format(days=shown) if days else _("none after the first")
        return f"{told} · {then}"

    def _order_told(self) -> str:
        """Return a warning if predecessors are due later than the task."""
        due = self._due_or_none
        later = due_later(replace(self._draft, due=due.day if due else None), self._desk.tasks)
        if not later:
            return ""
        one = _("“{title}” is due later, on {day}")
        several = _("{count} of these are due later, the last on {day}")
        values = {"title": later[-1].title, "day": typed_day(later[-1].due)}
        return (one if len(later) == 1 else several).format(count=len(later), **values)

    # -------------------------------------------------------------- saving

    def save(self, values: Mapping[str, Any]) -> Task:
        """Save the task."""
        due, repeat = self.due("due"), read_repeat(values["repeat"])
        fields = {**values, **due_and_repeat(due, repeat, self._given)}
        if self._given.id not in self._desk.tasks:
            return self._desk.tasks.add(replace(self._given, **fields))
        return self._desk.tasks.edit(self._given, **fields)


def _fields(task: Task, campaign: Campaign, today: date) -> list[Field]:
    is_english = current() == "en"
    due = show_due(due_of(task), today, campaign, english=is_english).text
    due_hint = _("18.5, Friday, +3d, 10 days before 1.5 …")
    repeat = show_repeat(task.repeat, english=is_english) if task.repeat else ""
    repeat_hint = _("weekly, every Monday, every 2 weeks …")
    priorities = {priority: _(label) for priority, label in PRIORITIES.items()}
    stages = {stage: _(STAGES[stage]) if stage else "" for stage in (None, *STAGES)}
    cascades = {False: _("no"), True: ""}
    return [
        Field("title", _("Task"), task.title, heading=_("What to do"), wraps=True),
        tag_field(task, "phase", shares_line=True),
        Field("priority", _("Priority"), task.priority, "turn", among=priorities),
        Field("due", _("Due"), due, hint=due_hint, has_echo=True, heading=_("When")),
        Field("repeat", _("Repeat"), repeat, hint=repeat_hint, has_echo=True),
        Field("owner", _("Owner"), task.owner, heading=_("Who does it")),
        tag_field(task, "unit", shares_line=True),
        Field("cascades", _("Goes down"), task.cascades, "turn", among=cascades),
        Field("after", _("After"), task.after, "several", has_echo=True, heading=_("Order")),
        tag_field(task, "milestone", shares_line=True),
        Field("stage", _("Stage"), task.stage, "turn", among=stages),
        tag_field(task, "strand")._replace(heading=_("Tags")),
        *(tag_field(task, name) for name in SEVERAL),
        Field("notes", _("Notes"), task.notes, wraps=True),
    ]
