"""The rows of the checklist, headings and tasks, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from rich.cells import cell_len

from store import Article, Task
from store.text import show_time
from tui.i18n import N_
from tui.widgets.labels import (
    PRIORITY_MARKS,
    TASK_MARKS,
    due_of_task,
    status_name,
    task_tone,
    title_of,
)
from tui.widgets.virtual_list import Line, Rows, fitted

ROOMY: Final = 50
"""The minimum width for day and channels beside the title rather than below it."""

SECTIONS: Final = {
    "overdue": N_("Overdue"),
    "today": N_("Today"),
    "week": N_("Next 7 days"),
    "later": N_("Later"),
    "undated": N_("Without a day"),
    "done": N_("Done"),
}
"""The headings of the agenda, in their order; message ids."""


class Heading(NamedTuple):
    """The heading of a phase, or of a part of the agenda."""

    key: str
    title: str
    """Already translated."""
    counted: str
    tasks: tuple[Task, ...]
    folded: bool
    phase: str | None
    """The name of the phase; None for a part of the agenda."""
    tone: str = "title"


class TaskRow(NamedTuple):
    """A task of the checklist, with the articles that fulfil it."""

    task: Task
    articles: tuple[Article, ...]
    fulfilled_by_open: bool
    section: str
    """The key of its heading."""
    is_marked: bool
    remarks: tuple[str, ...]
    """What it waits for, what comes before it, an anchor that is gone."""


ChecklistRow = Heading | TaskRow


class ChecklistRows(Rows[ChecklistRow]):
    """The rows of the checklist.

    `reach` returns how far down a task has come, "↧ 3/9", and is called for visible tasks only.
    """

    ALLOW_SELECT = False  # a drag moves a task instead of selecting text
    mark_width = 5

    def __init__(self, reach: Callable[[Task], str]) -> None:
        super().__init__(id="tasks")
        self._reach = reach

    def row_key(self, item: ChecklistRow) -> str:
        """Return the key of a heading, or the id of a task."""
        return item.key if isinstance(item, Heading) else item.task.id

    def row_height(self, item: ChecklistRow, width: int) -> int:
        """Return the number of lines: title, facts, remarks, articles."""
        if isinstance(item, Heading):
            return 1
        below = width < ROOMY and _has_facts(item)
        return 1 + below + len(_remark_lines(item, width)) + len(item.articles)

    def row_lines(self, item: ChecklistRow, width: int) -> list[Line]:
        """Draw a heading or a task."""
        if isinstance(item, Heading):
            room = max(width - len(item.counted) - 1, 0)
            name = f"{'▸' if item.folded else '▾'} {item.title}"
            return [[(fitted(name, room), item.tone), (f" {item.counted}", "dim")]]
        return self._task_lines(item, width)

    def can_drag(self, item: ChecklistRow) -> bool:
        """Let tasks be dragged."""
        return isinstance(item, TaskRow)

    def _task_lines(self, item: TaskRow, width: int) -> list[Line]:
        task = item.task
        today = self.app.desk.records.today()  # type: ignore[attr-defined]
        tone = "open" if item.fulfilled_by_open else task_tone(task, today)
        time = show_time(task.due_time) if task.due_time is not None and task.due else ""
        day = " ".join(filter(None, (due_of_task(task, today), time)))
        repeats = "↻" if task.repeat or task.series else ""
        parts = (day, repeats, task.owner, self._reach(task), ", ".join(task.channels))
        facts = " · ".join(filter(None, parts))
        mark: Line = [
            ("■ " if item.is_marked else "  ", "accent"),
            (f"{TASK_MARKS[task.status]} ", tone),
        ]
        name = f"{PRIORITY_MARKS[task.priority]}{task.title}"
        late = "warn" if task.is_overdue(today) else "dim"
        if width >= ROOMY:
            facts = fitted(facts, min(cell_len(facts), (width - 4) * 2 // 5))
            text = fitted(name, width - 5 - cell_len(facts))
            lines: list[Line] = [[*mark, (text, tone), (f" {facts}", late)]]
        else:
            lines = [[*mark, (name, tone)]]
            if facts:
                lines.append([("    ", ""), (facts, late)])
        lines += [[("    ", ""), (text, "accent")] for text in _remark_lines(item, width)]
        for article in item.articles:
            state = status_name(article.status)
            lines.append([("    → ", "dim"), (title_of(article), "accent"), (f" · {state}", "dim")])
        return lines


def _remark_lines(item: TaskRow, width: int) -> tuple[str, ...]:
    """Return the remarks in one line, or in a narrow pane one line each."""
    if not item.remarks or width < ROOMY:
        return item.remarks
    return (" · ".join(item.remarks),)


def _has_facts(item: TaskRow) -> bool:
    task = item.task
    when = task.due or task.anchor or task.repeat or task.series
    return bool(when or task.owner or task.channels or task.cascades)
