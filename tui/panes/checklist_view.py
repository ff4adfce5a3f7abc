"""The list of tasks and how it is shown: view, filter, order, marks, folding."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from store import Campaign, Change, Task
from store.campaigns.checklist import progress
from store.campaigns.task_filter import TaskFilter
from store.records import Id
from tui.app_context import app_of
from tui.i18n import _
from tui.panes.checklist_layout import (
    AGENDA,
    FACTS,
    PHASES,
    SORTS,
    Arrangement,
    TaskView,
    fact_name,
)
from tui.panes.checklist_rows import ChecklistRows, TaskRow
from tui.panes.pane import Pane
from tui.widgets.entry.line import LineEntry
from tui.widgets.terminal_safe import one_line

if TYPE_CHECKING:
    from tui.settings import Settings


class ChecklistView(Pane):
    """The list of tasks, with the commands that change none of them.

    If any task has a day, the agenda is shown at first, as a day begins with what is late or due
    soon; once the user has switched the view, that is remembered.
    """

    DEFAULT_CSS = """
    ChecklistPane #checklist-note { height: auto; max-height: 2; color: $text-secondary; }
    """

    def __init__(self) -> None:
        super().__init__(id="checklist")

    @cached_property
    def arranged(self) -> Arrangement:
        """What is shown, and how."""
        return Arrangement(self.desk)

    @property
    def campaign(self) -> Campaign | None:
        """The campaign whose checklist is shown."""
        return self.arranged.campaign

    def compose(self) -> ComposeResult:
        """Yield the summary line and the list."""
        note = Static(id="checklist-note", markup=False)
        note.display = False
        yield note
        yield ChecklistRows(self.arranged.reach)

    @property
    def rows(self) -> ChecklistRows:
        """The list."""
        return self.query_one(ChecklistRows)

    @property
    def _filter(self) -> LineEntry | None:
        return next(iter(self.query("#task-filter").results(LineEntry)), None)

    def on_mount(self) -> None:
        """Follow the desk."""
        self.follow_desk(self._desk_changed)

    def _desk_changed(self, change: Change) -> None:
        if change.tables & {"tasks", "campaigns", "articles"}:
            self.refresh_rows()

    def show_campaign(self, campaign: Campaign | None) -> None:
        """Show the checklist of another campaign."""
        is_other = campaign is None or self.campaign is None or campaign.id != self.campaign.id
        if is_other:
            self._turn_to(campaign)
        self.refresh_rows()
        if is_other:
            self.rows.move_to(0)

    def _turn_to(self, campaign: Campaign | None) -> None:
        """Show a checklist as it was looked at last; what is typed in the filter stays there."""
        look = TaskView()
        if campaign:
            look = app_of(self).view_states.kept("checklist", look, campaign.id)
        if self._filter:
            look.sieve = TaskFilter(self._filter.text, look.sieve.facets)
        elif look.sieve.words:
            self.mount(self._new_filter(look.sieve.words), before=0)
        self.arranged.turn_to(campaign, self._settings.checklist_view, look)

    @property
    def _settings(self) -> Settings:
        return app_of(self).settings

    def mark_open(self, article: Id | None) -> None:
        """Mark the tasks that the open article fulfils."""
        self.arranged.open_article = article
        self.refresh_rows()

    # -------------------------------------------------------------- what is shown

    def refresh_rows(self, key: str | None = None) -> None:
        """Show the checklist as it is on the desk."""
        rows = self.arranged.rows()
        self.rows.empty_text = self._what_now()
        self.rows.show(rows, key)
        if self.campaign:
            counts = progress(self.arranged.phases, self.desk.records.now())
            self.border_subtitle = f"{counts.done}/{counts.total}"
        summary = self.arranged.summary()
        note = self.query_one("#checklist-note", Static)
        note.display = bool(summary)
        note.update(one_line(summary))

    def _what_now(self) -> str:
        if self.campaign is None:
            return _("No campaign yet.\nF6 begins one; F3 goes to the articles.")
        if self.arranged.look.sieve:
            return _("No task is like that.\nEsc shows them all.")
        return _("No tasks yet.\na adds the first one.")

    # -------------------------------------------------------------- what is under the cursor

    @property
    def task_here(self) -> Task | None:
        """The task under the cursor."""
        row = self.rows.current
        return row.task if isinstance(row, TaskRow) else None

    @property
    def phase_here(self) -> str:
        """The phase of the row under the cursor."""
        row = self.rows.current
        if isinstance(row, TaskRow):
            return row.task.phase
        if row and row.phase is not None:
            return row.phase
        return self.campaign.phases[0] if self.campaign and self.campaign.phases else ""

    @property
    def marked(self) -> list[Task]:
        """The marked tasks, in the order of the plan."""
        return [task for task in self.arranged.shown if task.id in self.arranged.marked]

    @property
    def chosen(self) -> list[Task]:
        """The tasks a command applies to: the marked ones, or else the one under the cursor."""
        return self.marked or [task for task in (self.task_here,) if task]

    def land(self) -> None:
        """Go from the first heading to the task of an open article, or to the first open task."""
        if self.rows.cursor_place:
            return
        tasks = [(n, row) for n, row in enumerate(self.rows.items) if isinstance(row, TaskRow)]
        tasks.sort(key=lambda one: (not one[1].fulfilled_by_open, one[1].task.done is not None))
        if tasks:
            self.rows.move_to(tasks[0][0])

    # -------------------------------------------------------------- view, filter and order

    def action_switch_view(self) -> None:
        """Show the tasks by day or by phase, unsorted: sorted, both would look much the same."""
        if self.arranged.look.sort:
            self.arranged.look.sort_by("")
            self.notify(_("The tasks are no longer sorted; s sorts them again."))
        self.arranged.view = PHASES if self.arranged.view == AGENDA else AGENDA
        self._settings.checklist_view = self.arranged.view
        self.refresh_rows()

    async def action_filter_tasks(self) -> None:
        """Show the filter entry."""
        if self._filter is None:  # made on demand, as in the list of articles
            await self.mount(self._new_filter(self.arranged.look.sieve.words), before=0)
        if self._filter:
            self._filter.focus()

    def _new_filter(self, words: str) -> LineEntry:
        hint = _("Title, owner, unit, channel, topic, notes …")
        return LineEntry(words, id="task-filter", placeholder=hint)

    @on(LineEntry.Changed, "#task-filter")
    def _narrow(self) -> None:
        if self._filter:
            self._sift(TaskFilter(self._filter.text, self.arranged.look.sieve.facets))

    @on(LineEntry.Submitted, "#task-filter")
    def _to_list(self) -> None:
        self.rows.focus()

    def _sift(self, sieve: TaskFilter) -> None:
        self.arranged.look.sieve = sieve
        self.refresh_rows()
        self.refresh_bindings()

    @work
    async def action_filter_by_facts(self) -> None:
        """Choose which owners, channels, topics, units and states are shown."""
        from tui.dialogs.picker import MultiPicker, Option

        known = {f"{facet.kind} {facet.value}": (facet, n) for facet, n in self.arranged.facets()}
        options = [
            Option(key, fact_name(facet), f"{_(FACTS[facet.kind])} · {count}")
            for key, (facet, count) in known.items()
        ]
        chosen = [f"{facet.kind} {facet.value}" for facet in self.arranged.look.sieve.facets]
        picker = MultiPicker(_("Show only"), options, chosen=chosen)
        picked = await self.app.push_screen_wait(picker)
        if picked is not None:
            found = frozenset(known[key][0] for key in picked)
            self._sift(TaskFilter(self.arranged.look.sieve.words, found))

    @work
    async def action_sort_tasks(self) -> None:
        """Choose the order of the tasks; the same again turns it round."""
        from tui.dialogs.picker import Option, Picker

        look = self.arranged.look
        options = [
            Option(f"by {name}", look.sorted_by if name == look.sort else _(label))
            for name, label in SORTS.items()
        ]
        note = _("The same again turns the order round.")
        picker = Picker(_("Sort by"), options, chosen=[f"by {look.sort}"], note=note)
        if picked := await self.app.push_screen_wait(picker):
            self.arranged.look.sort_by(picked[0].removeprefix("by "))
            self.refresh_rows()

    async def action_back(self) -> None:
        """Remove the filter entry, else the marks, else the whole filter."""
        if self._filter:
            self.rows.focus()
            await self._filter.remove()
            self._sift(TaskFilter("", self.arranged.look.sieve.facets))
        elif self.arranged.marked:
            self.arranged.marked.clear()
            self._sift(self.arranged.look.sieve)
        else:
            self._sift(TaskFilter())

    # -------------------------------------------------------------- marks

    def action_mark_task(self) -> None:
        """Mark the task and go to the next one; on a heading, mark all tasks under it."""
        row = self.rows.current
        if isinstance(row, TaskRow):
            self.arranged.marked ^= {row.task.id}
            self.refresh_rows()
            self.rows.action_cursor(1)
        elif row:
            self._mark_all(row.tasks)
        self.refresh_bindings()

    def action_mark_all(self) -> None:
        """Mark all visible tasks, or none if all are marked."""
        self._mark_all(self.arranged.shown)
        self.refresh_bindings()

    def _mark_all(self, tasks: Sequence[Task]) -> None:
        ids = {task.id for task in tasks}
        marked = self.arranged.marked
        self.arranged.marked = marked - ids if ids <= marked else marked | ids
        self.refresh_rows()

    # -------------------------------------------------------------- folding

    def action_fold_phase(self, folded: bool) -> None:
        """Hide the tasks under the heading, or show them."""
        if heading := self._heading_here:
            others = self.arranged.look.folded
            (others.add if folded else others.discard)(heading)
            self.refresh_rows(key=heading)

    def _fold_here(self) -> None:
        self.action_fold_phase(self._heading_here not in self.arranged.look.folded)

    @property
    def _heading_here(self) -> str:
        row = self.rows.current
        if isinstance(row, TaskRow):
            return row.section
        return row.key if row else ""

    def show_task(self, task: Task) -> None:
        """Move the cursor to a task, unfolding its heading."""
        self.arranged.look.folded -= {f"phase {task.phase}"}
        self.refresh_rows(key=task.id)
        if self.rows.cursor_key != task.id and task.done is not None:
            self.arranged.look.folded -= {"agenda done"}
            self.refresh_rows(key=task.id)
