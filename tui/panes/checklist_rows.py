"""The rows of the checklist, headings and tasks, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from rich.cells import cell_len

from store import Article, Task
from store.text import show_time
from tui.app_context import app_of
from tui.i18n import N_
from tui.widgets.headline import headline_lines
from tui.widgets.labels import (
    PRIORITY_MARKS,
    TASK_MARKS,
    day_of,
    due_of_task,
    status_name,
    task_tone,
    title_of,
)
from tui.widgets.virtual_list import Line, Rows, fitted

ROOMY: Final = 50
"""The minimum width for day and channels beside the title rather than below it."""

_MARK: Final = 4
"""The width of the marks before a title."""

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
        self._day_width = 0

    def row_key(self, item: ChecklistRow) -> str:
        """Return the key of a heading, or the id of a task."""
        return item.key if isinstance(item, Heading) else item.task.id

    def show(self, items: Sequence[ChecklistRow], key: str | None = None) -> None:
        """Show other rows, with a column for their days."""
        days = (self._day_of(item.task) for item in items if isinstance(item, TaskRow))
        self._day_width = max((len(day) for day in days), default=0)
        super().show(items, key)

    def row_height(self, item: ChecklistRow, width: int) -> int:
        """Return the number of lines: title, facts, remarks, articles."""
        if isinstance(item, Heading):
            return 1
        below = width < ROOMY and (_has_facts(item) or bool(item.task.due))
        articles = sum(len(_article_lines(article, width)) for article in item.articles)
        title = len(self._title_lines(item, width))
        return title + below + len(_remark_lines(item, width)) + articles

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

    def _day_of(self, task: Task) -> str:
        """Return the day of a task, and its time."""
        if task.due is None:
            return ""
        time = show_time(task.due_time) if task.due_time is not None else ""
        return " ".join(filter(None, (day_of(task.due, self._today), time)))

    @property
    def _today(self) -> date:
        return app_of(self).desk.records.today()

    def _side(self, item: TaskRow, width: int) -> tuple[int, int]:
        """Return the widths of facts and day beside the title."""
        if width < ROOMY:
            return 0, 0
        day = self._day_width + 1 if self._day_width else 0
        return (width - _MARK - day) * 2 // 5 if _has_facts(item) else 0, day

    def _title_lines(self, item: TaskRow, width: int) -> list[str]:
        name = f"{PRIORITY_MARKS[item.task.priority]}{item.task.title}"
        room = width - _MARK - sum(self._side(item, width))
        return headline_lines(name, room, 3 if width < ROOMY else 2)

    def _task_lines(self, item: TaskRow, width: int) -> list[Line]:
        task, today = item.task, self._today
        now = app_of(self).desk.records.now()
        tone = "open" if item.fulfilled_by_open else task_tone(task, now)
        repeats = "↻" if task.repeat or task.series else ""
        anchor = due_of_task(task, today) if task.due is None else ""
        parts = (anchor, repeats, task.owner, self._reach(task), ", ".join(task.channels))
        facts = " · ".join(filter(None, parts))
        day = self._day_of(task)
        late = "warn" if task.is_overdue(now) else "dim"
        facts_width, day_width = self._side(item, width)
        first, *others = self._title_lines(item, width)
        lines: list[Line] = [
            [
                ("■ " if item.is_marked else "  ", "accent"),
                (f"{TASK_MARKS[task.status]} ", tone),
                (fitted(first, width - _MARK - facts_width - day_width), tone),
            ]
        ]
        if facts_width:
            lines[0].append((f" {fitted(facts, facts_width - 1)}", "dim"))
        if day_width:
            lines[0].append((day.rjust(day_width), late))
        lines += [[("    ", ""), (line, tone)] for line in others]
        if width < ROOMY and (facts or day):
            column = day.ljust(self._day_width + 2) if self._day_width and facts else day
            lines.append([("    ", ""), (column, late), (facts, "dim")])
        lines += [[("    ", ""), (text, "accent")] for text in _remark_lines(item, width)]
        return [*lines, *(line for one in item.articles for line in _article_lines(one, width))]


def _article_lines(article: Article, width: int) -> list[Line]:
    """Return an article that fulfils a task: its headline, and its status after or below it."""
    state = f" · {status_name(article.status)}"
    texts = headline_lines(title_of(article), width - 6, 3 if width < ROOMY else 2)
    marks = ["    → ", *["      "] * (len(texts) - 1)]
    lines: list[Line] = [[(m, "dim"), (t, "accent")] for m, t in zip(marks, texts, strict=True)]
    if cell_len(texts[-1]) + cell_len(state) <= width - 6:
        lines[-1].append((state, "dim"))
    else:
        lines.append([("      ", ""), (state.removeprefix(" · "), "dim")])
    return lines


def _remark_lines(item: TaskRow, width: int) -> tuple[str, ...]:
    """Return the remarks in one line, or in a narrow pane one line each."""
    if not item.remarks or width < ROOMY:
        return item.remarks
    return (" · ".join(item.remarks),)


def _has_facts(item: TaskRow) -> bool:
    """Return whether something beside title and day is known of a task."""
    task = item.task
    anchored = task.due is None and task.anchor
    return bool(anchored or task.repeat or task.series or task.owner or task.channels) or bool(
        task.cascades
    )
