"""The campaign's checklist: tasks by phase, ticked, moved, and tied to their articles."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult

from store import Article, Campaign, Change, Task
from store.plan import Phase, progress
from store.records import Id
from tui.commands import bindings
from tui.commands.checklist import (
    AddTask,
    AttachArticle,
    DeleteTask,
    EditTask,
    FoldPhase,
    MoveTaskDown,
    MoveTaskUp,
    OpenTask,
    Tick,
    UnfoldPhase,
)
from tui.i18n import _
from tui.messages import ArticleWanted
from tui.panes.pane import Pane
from tui.widgets.labels import PRIORITY_MARKS, TASK_MARKS, day_of, status_name, task_tone, title_of
from tui.widgets.rows import Line, Rows, fitted

ROOMY = 50
"""From so many cells on, the day and the channels stand beside the title, not below it."""


_OF_A_TASK = {c.action for c in (EditTask, DeleteTask, MoveTaskUp, MoveTaskDown, AttachArticle)}
_OF_A_ROW = {c.action for c in (Tick, OpenTask, FoldPhase, UnfoldPhase)}


class PhaseRow(NamedTuple):
    """The heading of a phase."""

    phase: Phase
    folded: bool


class TaskRow(NamedTuple):
    """A task of the checklist, with the articles that fulfil it."""

    task: Task
    articles: tuple[Article, ...]
    fulfilled_by_open: bool


ChecklistRow = PhaseRow | TaskRow


class ChecklistRows(Rows[ChecklistRow]):
    """The rows of the checklist."""

    mark_width = 5

    def row_key(self, item: ChecklistRow) -> str:
        """Name a phase by its name, a task by its id."""
        return f"phase {item.phase.name}" if isinstance(item, PhaseRow) else item.task.id

    def row_height(self, item: ChecklistRow, width: int) -> int:
        """Count the title, what stands below it, and a line an article."""
        if isinstance(item, PhaseRow):
            return 1
        below = width < ROOMY and (item.task.due is not None or bool(item.task.channels))
        return 1 + below + len(item.articles)

    def row_lines(self, item: ChecklistRow, width: int) -> list[Line]:
        """Draw a phase or a task."""
        if isinstance(item, PhaseRow):
            return [self._phase_line(item, width)]
        return self._task_lines(item, width)

    def _phase_line(self, item: PhaseRow, width: int) -> Line:
        phase = item.phase
        count = f"{phase.done}/{len(phase.tasks)}"
        name = f"{'▸' if item.folded else '▾'} {phase.name or _('(no phase)')}"
        return [(name.ljust(max(width - len(count) - 1, 0)), "title"), (f" {count}", "dim")]

    def _task_lines(self, item: TaskRow, width: int) -> list[Line]:
        task = item.task
        today = self.app.desk.today()  # type: ignore[attr-defined]
        tone = task_tone(task, today)
        facts = " · ".join(
            part for part in (day_of(task.due, today), task.owner, ", ".join(task.channels)) if part
        )
        mark = (f"  {TASK_MARKS[task.status]} ", "open" if item.fulfilled_by_open else tone)
        name = f"{PRIORITY_MARKS[task.priority]}{task.title}"
        title = (name, "open" if item.fulfilled_by_open else tone)
        late = "warn" if task.is_overdue(today) else "dim"
        if width >= ROOMY:
            facts = fitted(facts, min(cell_len(facts), (width - 4) * 2 // 5))
            text = fitted(name, width - 5 - cell_len(facts))
            lines: list[Line] = [[mark, (text, title[1]), (f" {facts}", late)]]
        else:
            lines = [[mark, title]]
            if facts:
                lines.append([("    ", ""), (facts, late)])
        for article in item.articles:
            state = status_name(article.status)
            lines.append([("    → ", "dim"), (title_of(article), "accent"), (f" · {state}", "dim")])
        return lines


class ChecklistPane(Pane):
    """The pane of the checklist."""

    BINDINGS = bindings(
        Tick,
        OpenTask,
        AddTask,
        EditTask,
        DeleteTask,
        MoveTaskUp,
        MoveTaskDown,
        AttachArticle,
        FoldPhase,
        UnfoldPhase,
    )

    def __init__(self) -> None:
        super().__init__(id="checklist")
        self.campaign: Campaign | None = None
        self._folded: set[str] = set()
        self._open_article: Id | None = None

    def compose(self) -> ComposeResult:
        """Give the list."""
        yield ChecklistRows(id="tasks")

    @property
    def rows(self) -> ChecklistRows:
        """The list."""
        return self.query_one(ChecklistRows)

    def on_mount(self) -> None:
        """Follow the desk."""
        self.follow_desk(self._desk_changed)

    def _desk_changed(self, change: Change) -> None:
        if change.tables & {"tasks", "campaigns", "articles"}:
            self.refresh_rows()

    def show_campaign(self, campaign: Campaign | None) -> None:
        """Show the checklist of another campaign."""
        self.campaign = campaign
        self.refresh_rows(f"phase {campaign.phases[0]}" if campaign and campaign.phases else None)

    def show_task(self, task: Task) -> None:
        """Put the cursor on a task of the campaign that is shown."""
        self._folded.discard(task.phase)
        self.refresh_rows(key=task.id)

    def mark_open(self, article: Id | None) -> None:
        """Mark the tasks that the open article fulfils."""
        self._open_article = article
        self.refresh_rows()

    def refresh_rows(self, key: str | None = None) -> None:
        """Show the checklist as it is on the desk now."""
        if self.campaign:
            self.campaign = self.desk.campaigns.get(self.campaign.id)
        rows: list[ChecklistRow] = []
        for phase in self.phases:
            folded = phase.name in self._folded
            rows.append(PhaseRow(phase, folded))
            if not folded:
                rows += [self._task_row(task) for task in phase.tasks]
        self.rows.empty_text = self._what_now()
        self.rows.show(rows, key)
        if self.campaign:
            counts = progress(self.phases, self.desk.today())
            self.border_subtitle = f"{counts.done}/{counts.total}"

    @property
    def phases(self) -> list[Phase]:
        """The phases of the campaign shown, with their tasks."""
        return self.desk.checklist(self.campaign) if self.campaign else []

    def _task_row(self, task: Task) -> TaskRow:
        found = (self.desk.articles.get(article) for article in task.articles)
        return TaskRow(task, tuple(a for a in found if a), self._open_article in task.articles)

    def _what_now(self) -> str:
        if self.campaign is None:
            return _("No campaign yet.\nF6 begins one; F3 goes to the articles.")
        return _("No tasks yet.\na adds the first one.")

    @property
    def task_here(self) -> Task | None:
        """The task under the cursor."""
        row = self.rows.current
        return row.task if isinstance(row, TaskRow) else None

    @property
    def phase_here(self) -> str:
        """The phase of the row under the cursor."""
        row = self.rows.current
        if isinstance(row, PhaseRow):
            return row.phase.name
        if row:
            return row.task.phase
        return self.campaign.phases[0] if self.campaign and self.campaign.phases else ""

    # -------------------------------------------------------------- commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the row under the cursor."""
        row = self.rows.current if self.query(ChecklistRows) else None
        if action in _OF_A_TASK:
            return isinstance(row, TaskRow)
        return row is not None or action not in _OF_A_ROW

    @on(Rows.Highlighted, "#tasks")
    def _row_changed(self) -> None:
        self.refresh_bindings()

    @on(Rows.MarkPressed, "#tasks")
    def action_tick(self) -> None:
        """Tick the task, or fold the phase."""
        if task := self.task_here:
            with self.refusals():
                self.desk.tick(task)
        elif self.rows.current:
            self._fold(self.phase_here not in self._folded)

    @on(Rows.Selected, "#tasks")
    def action_open_task(self) -> None:
        """Open the article of the task; with several, ask which; with none, begin one."""
        if self.task_here is None:
            self._fold(self.phase_here not in self._folded)
        else:
            self._open_article_of(self.task_here)

    @work
    async def _open_article_of(self, task: Task) -> None:
        known = [article for article in task.articles if article in self.desk.articles]
        chosen = known[0] if len(known) == 1 else None
        if len(known) > 1:
            chosen = await self._pick_one(known)
        elif not known:
            with self.refusals():
                chosen = self.desk.start_article(task).id
        if chosen:
            self.post_message(ArticleWanted(chosen))

    async def _pick_one(self, articles: list[Id]) -> Id | None:
        from tui.screens.pick import Option, Picker

        options = [
            Option(a, title_of(self.desk.articles[a]), status_name(self.desk.articles[a].status))
            for a in articles
        ]
        picked = await self.app.push_screen_wait(Picker(_("Which article?"), options))
        return picked[0] if picked else None

    async def action_add_task(self) -> None:
        """Ask for a new task; without a campaign, for one."""
        if self.campaign is None:
            await self.run_action("screen.choose_campaign")
        else:
            self._edit(Task(campaign=self.campaign.id, title="", phase=self.phase_here))

    def action_edit_task(self) -> None:
        """Ask for the task's new values."""
        if self.task_here:
            self._edit(self.task_here)

    @work
    async def _edit(self, task: Task) -> None:
        from tui.screens.task_form import TaskForm

        assert self.campaign
        saved = await self.app.push_screen_wait(TaskForm(self.desk, self.campaign, task))
        if saved:
            self._folded.discard(saved.phase)
            self.refresh_rows(key=saved.id)

    def action_delete_task(self) -> None:
        """Delete the task."""
        if task := self.task_here:
            with self.refusals():
                self.desk.remove_task(task)
                self.notify(
                    _("Deleted: {title}. Ctrl+Z brings it back.").format(title=task.title),
                    markup=False,
                )

    def action_move_task_up(self) -> None:
        """Move the task up."""
        self._move(-1)

    def action_move_task_down(self) -> None:
        """Move the task down."""
        self._move(1)

    def _move(self, by: int) -> None:
        if task := self.task_here:
            with self.refusals():
                self.desk.move_task(task, by)

    def action_attach_article(self) -> None:
        """Ask which articles fulfil the task."""
        if self.task_here:
            self._choose_articles(self.task_here)

    @work
    async def _choose_articles(self, task: Task) -> None:
        from tui.screens.pick import MultiPicker, Option

        options = [
            Option(a.id, title_of(a), status_name(a.status))
            for a in reversed([*self.desk.articles])
        ]
        title = _("Articles that fulfil “{title}”").format(title=task.title)
        picked = await self.app.push_screen_wait(MultiPicker(title, options, chosen=task.articles))
        if picked is not None:
            with self.refusals():
                self.desk.set_articles(task, picked)

    def action_fold_phase(self) -> None:
        """Hide the tasks of the phase."""
        self._fold(True)

    def action_unfold_phase(self) -> None:
        """Show the tasks of the phase."""
        self._fold(False)

    def _fold(self, folded: bool) -> None:
        phase = self.phase_here
        (self._folded.add if folded else self._folded.discard)(phase)
        self.refresh_rows(key=f"phase {phase}")
