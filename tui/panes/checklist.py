"""The pane of the campaign's checklist, and the commands on its tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on, work

from store import Task
from tui.commands import bindings
from tui.commands.checklist import (
    AddTask,
    AttachArticle,
    DeleteTask,
    EditTask,
    FilterByFacts,
    FilterTasks,
    FoldPhase,
    MarkAll,
    MarkTask,
    MoveTaskDown,
    MoveTaskUp,
    MoveToPhase,
    OpenTask,
    ShowAcknowledgements,
    SortTasks,
    SwitchView,
    Tick,
    UnfoldPhase,
)
from tui.commands.global_commands import Back
from tui.dialogs.dialog import Confirm, ConfirmLoss
from tui.dialogs.task_article import article_of
from tui.i18n import _, ngettext
from tui.messages import AcknowledgementsWanted, ArticleWanted
from tui.panes.checklist_layout import AGENDA
from tui.panes.checklist_rows import ChecklistRows, TaskRow
from tui.panes.checklist_view import ChecklistView
from tui.widgets.virtual_list import Rows

_OF_A_TASK = {c.method for c in (MoveTaskUp, AttachArticle, ShowAcknowledgements)}
_OF_TASKS = {c.method for c in (EditTask, DeleteTask, MoveToPhase)}
_OF_A_ROW = {c.method for c in (Tick, OpenTask, FoldPhase, MarkTask, MarkAll)}


class ChecklistPane(ChecklistView):
    """The pane of the checklist, with the commands that change tasks."""

    BINDINGS = bindings(
        Tick,
        OpenTask,
        AddTask,
        EditTask,
        DeleteTask,
        AttachArticle,
        SwitchView,
        FilterTasks,
        Back,
        FilterByFacts,
        SortTasks,
        MarkTask,
        MarkAll,
        MoveToPhase,
        MoveTaskUp,
        MoveTaskDown,
        ShowAcknowledgements,
        FoldPhase,
        UnfoldPhase,
    )

    # -------------------------------------------------------------- commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is possible with the row under the cursor."""
        row = self.rows.current if self.query(ChecklistRows) else None
        if action == Back.action:
            arranged = self.arranged
            return self._filter is not None or bool(arranged.marked or arranged.look.sieve)
        if action in _OF_A_TASK:
            return isinstance(row, TaskRow)
        if action in _OF_TASKS:
            return isinstance(row, TaskRow) or bool(self.arranged.marked)
        return row is not None or action not in _OF_A_ROW

    @on(Rows.Highlighted, "#tasks")
    def _row_changed(self) -> None:
        self.refresh_bindings()

    @on(Rows.MarkPressed, "#tasks")
    def _mark_pressed(self) -> None:
        """Tick the clicked task, whatever is marked; on a heading, fold."""
        if task := self.task_here:
            self._tick([task])
        else:
            self._fold_here()

    def offers(self, action: str) -> bool:
        """Offer no tick on a desk that is open for reading; a heading still folds."""
        return action != Tick.action or not (self.desk.file.read_only and self.chosen)

    def action_tick(self) -> None:
        """Tick the marked tasks or the one under the cursor; on a heading, fold."""
        if self.chosen:
            self._tick(self.chosen)
        elif self.rows.current:
            self._fold_here()

    def _tick(self, tasks: list[Task]) -> None:
        if not self.may_change():
            return
        ids = {task.id for task in tasks}
        waiting = [
            task
            for task in tasks
            if task.done is None and any(o.id not in ids for o in self.desk.tasks.waits_for(task))
        ]
        if waiting:
            self._ask_to_tick(tasks, waiting)
        else:
            self._tick_now(tasks)

    @work
    async def _tick_now(self, tasks: list[Task]) -> None:
        on = not all(task.done for task in tasks)
        await self._change(tasks, lambda some: self.desk.tasks.tick_all(some, on=on))

    async def _change(
        self, tasks: Sequence[Task], change: Callable[[Sequence[Task]], Sequence[Task]]
    ) -> None:
        """Change tasks, and tell how many; call it in a worker."""
        from tui.dialogs.many import change_many

        with self.refusals():
            self._tell_count(await change_many(self.app, self.desk, tasks, change))

    @work
    async def _ask_to_tick(self, tasks: list[Task], waiting: list[Task]) -> None:
        """Ask for confirmation, as a task waits for others."""
        task, *others = waiting
        titles = ", ".join(other.title for other in self.desk.tasks.waits_for(task))
        question = _("“{title}” waits for: {titles}. Tick it all the same?")
        if others:
            question = _("“{title}” waits for: {titles}; {count} more wait too. Tick them all?")
        text = question.format(title=task.title, titles=titles, count=len(others))
        if await self.app.push_screen_wait(Confirm(text)):
            self._tick_now([task for task in tasks if task.id in self.desk.tasks])

    def _tell_count(self, changed: Sequence[Task]) -> None:
        """Notify how many have changed, unless it was a single, visible one."""
        if len(changed) > 1 or self.arranged.marked:
            count = len(changed)
            text = ngettext(
                "{count} task changed. Ctrl+Z takes it back.",
                "{count} tasks changed. Ctrl+Z takes it back.",
                count,
            )
            self.notify(text.format(count=count) if count else _("Nothing has changed."))

    @on(Rows.Selected, "#tasks")
    def action_open_task(self) -> None:
        """Open the article of the task; if there is none, offer to begin one."""
        if self.task_here is None:
            self._fold_here()
        else:
            self._open_article_of(self.task_here)

    @work
    async def _open_article_of(self, task: Task) -> None:
        with self.refusals():
            if chosen := await article_of(task, self.desk, self.app, self._edit):
                self.post_message(ArticleWanted(chosen))

    async def action_add_task(self) -> None:
        """Ask for a new task; without a campaign, for a campaign."""
        if self.campaign is None:
            await self.run_action("screen.choose_campaign")
        else:
            # Under “Today” it is due today.
            due = self.desk.records.today() if self._heading_here == "agenda today" else None
            self._edit(Task(campaign=self.campaign.id, title="", phase=self.phase_here, due=due))

    def action_edit_task(self) -> None:
        """Edit the task; if tasks are marked, one field of all of them."""
        if self.arranged.marked:
            self._edit_marked()
        elif self.task_here:
            self._edit(self.task_here)

    @work
    async def _edit_marked(self) -> None:
        from tui.dialogs.forms.bulk_edit import edit_many

        assert self.campaign
        with self.refusals():
            changed = await edit_many(self.app, self.desk, self.campaign, self.marked)
            if changed is not None:
                self._tell_count(changed)

    @work
    async def _edit(self, task: Task) -> None:
        from tui.dialogs.forms.task_form import TaskForm

        assert self.campaign
        saved = await self.app.push_screen_wait(TaskForm(self.desk, self.campaign, task))
        if saved:
            self.show_task(saved)

    @work
    async def action_delete_task(self) -> None:
        """Delete the task under the cursor, or the marked ones after a question."""
        from tui.dialogs.many import change_many

        tasks = self.chosen
        if not tasks:
            return
        if len(tasks) > 1:
            question = _("Delete {count} tasks?").format(count=len(tasks))
            if not await self.app.push_screen_wait(ConfirmLoss(question, _("Delete"))):
                return
        with self.refusals():
            if len(tasks) == 1:
                self.desk.tasks.remove(tasks[0])
                self.tell_deleted(tasks[0].title)
            else:
                gone = await change_many(self.app, self.desk, tasks, self.desk.tasks.remove_all)
                text = _("{count} tasks deleted. Ctrl+Z brings them back.")
                self.notify(text.format(count=len(gone)))

    @work
    async def action_move_to_phase(self) -> None:
        """Move the tasks to another phase."""
        from tui.dialogs.picker import Option, Picker

        tasks = self.chosen
        if not tasks or not self.campaign:
            return
        options = [Option(name, name) for name in self.campaign.phases]
        picker = Picker(_("Phase"), options, chosen=[tasks[0].phase])
        if picked := await self.app.push_screen_wait(picker):
            phase = picked[0]
            await self._change(tasks, lambda some: self.desk.tasks.edit_all(some, phase=phase))

    # -------------------------------------------------------------- order

    def action_move_task(self, by: int) -> None:
        """Move the task up (-1) or down (1)."""
        task = self.task_here
        if task and self._can_be_ordered():
            with self.refusals():
                self.desk.tasks.move(task, by)

    def _can_be_ordered(self) -> bool:
        """Return whether the tasks are shown in their stored order; if not, notify why."""
        if self.arranged.view == AGENDA:
            self.notify(_("Here the tasks are in order of their days; v shows the phases."))
        elif self.arranged.look.sort:
            self.notify(_("The tasks are sorted; s shows them as they stand."))
        elif self.arranged.look.sieve:
            self.notify(_("Some tasks are hidden; Esc shows them all, and they can be moved."))
        else:
            return True
        return False

    @on(Rows.Dragged, "#tasks")
    def _dragged(self, event: Rows.Dragged) -> None:
        """Put a dragged task where the target is, or first in a phase."""
        row, onto = self.rows.items[event.dragged], self.rows.items[event.onto]
        if not isinstance(row, TaskRow) or not self._can_be_ordered():
            return
        phase = onto.task.phase if isinstance(onto, TaskRow) else onto.phase or ""
        there = next((p.tasks for p in self.arranged.phases if p.name == phase), ())
        others = [task.id for task in there if task.id != row.task.id]
        place = 0
        if isinstance(onto, TaskRow):
            place = others.index(onto.task.id)
            place += event.dragged < event.onto and row.task.phase == phase  # the target moves up
        before = others[place] if place < len(others) else None
        with self.refusals():
            self.desk.tasks.place(row.task, phase, before)
            self.show_task(self.desk.tasks[row.task.id])

    # -------------------------------------------------------------- articles and units

    def action_attach_article(self) -> None:
        """Choose the articles that fulfil the task."""
        if self.task_here:
            self._choose_articles(self.task_here)

    @work
    async def _choose_articles(self, task: Task) -> None:
        from tui.dialogs.picker import MultiPicker, article_options

        options = article_options(reversed([*self.desk.articles]))
        title = _("Articles that fulfil “{title}”").format(title=task.title)
        picked = await self.app.push_screen_wait(MultiPicker(title, options, chosen=task.articles))
        if picked is not None:
            with self.refusals():
                self.desk.tasks.set_articles(task, picked)

    def action_show_acknowledgements(self) -> None:
        """Show which units have acknowledged the task."""
        task = self.task_here
        if task is None or self.campaign is None:
            return
        if not task.cascades:
            self.notify(_("This task stays where it is; e, then “Goes down”, sends it down."))
            return
        self.tell(AcknowledgementsWanted(self.campaign, task))
