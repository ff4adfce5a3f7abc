"""Editing several tasks or articles at once: which field, and its new value for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from textual import work

from store import Article, Campaign, Desk, InvalidValueError, Task
from store.campaigns.tags import known_values
from store.dates.anchors import shifted
from store.dates.parser import read_due, read_shift
from tui.dialogs.forms.form import Field, Form
from tui.dialogs.forms.tags import CHOOSE_FIRST, ONE, SEVERAL
from tui.dialogs.forms.task_form import PRIORITIES
from tui.dialogs.many import change_many
from tui.dialogs.picker import MultiPicker, Option, Picker
from tui.i18n import N_, _, ngettext
from tui.widgets.due import due_in_words

if TYPE_CHECKING:
    from textual.app import App

TYPED: Final = {"due": N_("Due"), "owner": N_("Owner")}
CHOSEN: Final = {"phase": ONE["phase"], "priority": N_("Priority"), **ONE}
FIELDS: Final = {**TYPED, **CHOSEN, **SEVERAL}
"""The fields that can be changed for several tasks; message ids."""

TaskChange = Callable[[Sequence[Task]], Sequence[Task]]
"""Changes some tasks, and returns those that it changed."""


async def edit_many(
    app: App[Any], desk: Desk, campaign: Campaign, tasks: Sequence[Task]
) -> Sequence[Task] | None:
    """Ask for a field and its new value, and change the tasks in one step; call it in a worker.

    Returns the changed tasks, None if a dialog was left; raises DeskError, and changes nothing.
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
    if name in CHOSEN:
        values = _values_of(campaign, name)
        options = [Option(label, label) for label in values]
        picked = await app.push_screen_wait(Picker(heading, options))
        if not picked:
            return None
        return await change_many(app, desk, tasks, _giving(desk, **{name: values[picked[0]]}))
    asked = await _ask_several(app, heading, known_values(campaign, name), tasks, name)
    if asked is None:
        return None
    return await change_many(app, desk, tasks, lambda some: desk.tasks.retag(some, name, **asked))


def _giving(desk: Desk, **fields: Any) -> TaskChange:
    """Return what gives fields of tasks the same values."""
    return lambda some: desk.tasks.edit_all(some, **fields)


async def tag_many(app: App[Any], desk: Desk, articles: Sequence[Article]) -> Sequence[Article]:
    """Ask for a kind of tags and its new value, and change the articles in one step.

    Call it in a worker. Returns the changed articles; raises DeskError, and changes nothing.
    """
    campaigns = {a.campaign: desk.campaigns.get(a.campaign) for a in articles}
    lists = list(filter(None, campaigns.values()))
    if not lists:
        raise InvalidValueError(CHOOSE_FIRST)
    count = len(articles)
    title = ngettext("Tags of {count} article", "Tags of {count} articles", count)
    title = title.format(count=count)
    fields = {name: label for name, label in {**SEVERAL, **ONE}.items() if name != "phase"}
    options = [Option(name, _(label)) for name, label in fields.items()]
    picked = await app.push_screen_wait(Picker(title, options))
    if not picked:
        return []
    name = picked[0]
    heading = f"{title} · {_(fields[name])}"
    known = {value: label for one in lists for value, label in known_values(one, name).items()}
    if name in ONE:
        options = [
            *(Option(value, label) for value, label in known.items()),
            Option("", _("(none)")),
        ]
        picked = await app.push_screen_wait(Picker(heading, options))
        if not picked:
            return []
        value = {name: picked[0]}
        return await change_many(
            app, desk, articles, lambda some: desk.articles.bulk.edit(some, **value)
        )
    asked = await _ask_several(app, heading, known, articles, name)
    if asked is None:
        return []
    return await change_many(
        app, desk, articles, lambda some: desk.articles.bulk.retag(some, name, **asked)
    )


async def _ask_several(
    app: App[Any],
    heading: str,
    known: Mapping[str, str],
    pieces: Sequence[Task | Article],
    field: str,
) -> dict[str, list[str]] | None:
    """Ask which values all shall have; what only some have stays with those."""
    options = [Option(value, label) for value, label in known.items()]
    common = [value for value in known if all(value in getattr(one, field) for one in pieces)]
    picked = await app.push_screen_wait(MultiPicker(heading, options, chosen=common))
    if picked is None:
        return None
    return {"add": picked, "drop": [value for value in common if value not in picked]}


def _values_of(campaign: Campaign, name: str) -> dict[str, Any]:
    """Return the values that a field of one value can have, by their labels."""
    if name == "priority":
        return {_(label): value for value, label in PRIORITIES.items()}
    values = {label: value for value, label in known_values(campaign, name).items()}
    return values if name == "phase" else {**values, "–": ""}


class ValueForm(Form[Sequence[Task]]):
    """Ask for a typed value for several tasks, and change them; returns the changed ones.

    `field` is a key of `TYPED`.
    """

    PREFIX = ""
    DEFAULT_CSS = """
    ValueForm .label { min-width: 14; }
    ValueForm Echo { padding-left: 14; }
    """

    def __init__(
        self, title: str, desk: Desk, campaign: Campaign, tasks: Sequence[Task], field: str
    ) -> None:
        hint = _("18.5, Friday; +3d moves each from its own day") if field == "due" else ""
        value = Field("value", _(TYPED[field]), hint=hint, has_echo=True)
        super().__init__(title, desk, campaign, [value])
        self._tasks = tasks
        self._field = field

    def understood(self, name: str) -> str:
        """Return what would change; raises InvalidValueError if it is not understood."""
        typed = self.typed(name)
        if not typed:
            return _("left empty: none")
        if self._field != "due":
            return ""
        days = read_shift(typed)
        if days is None:
            due = read_due(typed, self._today, self._campaign)
            return due_in_words(due, self._today, self._campaign)
        count = abs(days)
        if days < 0:
            text = ngettext("each {count} day earlier", "each {count} days earlier", count)
        else:
            text = ngettext("each {count} day later", "each {count} days later", count)
        return text.format(count=count)

    def save(self, values: Mapping[str, Any]) -> Sequence[Task]:
        """Change the tasks."""
        return self._change(values["value"])(self._tasks)

    def action_accept(self) -> None:
        """Change the tasks; very many a few at a time, with their progress."""
        if len(self._tasks) <= self._desk.undo.UNIT:
            super().action_accept()
        elif (values := self.understood_values()) is not None:
            self._change_many(values["value"])

    @work
    async def _change_many(self, typed: str) -> None:
        with self.refusals():
            change = self._change(typed)
            self.dismiss(await change_many(self.app, self._desk, self._tasks, change))

    def _change(self, typed: str) -> TaskChange:
        """Return what gives tasks a value.

        Raises InvalidValueError if one of the tasks cannot have it: before any is changed.
        """
        if self._field == "owner":
            return _giving(self._desk, owner=typed)
        days = read_shift(typed)
        if days is None:
            due = read_due(typed, self._today, self._campaign)
            return _giving(
                self._desk, due=due.day, due_time=due.time, anchor=due.anchor, offset=due.offset
            )
        for task in self._tasks:
            if task.due:
                shifted(task, days, self._campaign)
        return lambda some: self._desk.tasks.shift(some, days)
