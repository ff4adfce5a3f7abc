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
from tui.widgets.check_signs import follow_checks, signed
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
"""The minimum width for channels and the time beside the title rather than below it."""

LEAST_TITLE: Final = 24
"""The width that a title keeps beside the column of the days."""

_MARK: Final = 4
"""The width of the marks before a title."""

_SIGN: Final = 4
"""The width of the sign of what the checks find, with the blank behind it."""

_DOT: Final = " · "
"""What stands between the headline of an article and its state."""

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
        self._day_width = self._moment_width = 0
        """The widths of the days, and of the days with their times."""

    def row_key(self, item: ChecklistRow) -> str:
        """Return the key of a heading, or the id of a task."""
        return item.key if isinstance(item, Heading) else item.task.id

    def show(self, items: Sequence[ChecklistRow], key: str | None = None) -> None:
        """Show other rows, with a column for their days."""
        tasks = [item.task for item in items if isinstance(item, TaskRow)]
        self._day_width = max((len(self._day_of(task)) for task in tasks), default=0)
        self._moment_width = max((len(self._moment_of(task)) for task in tasks), default=0)
        super().show(items, key)

    def row_height(self, item: ChecklistRow, width: int) -> int:
        """Return the number of lines: title, facts, remarks, articles."""
        if isinstance(item, Heading):
            return 1
        below = width < ROOMY and (_has_facts(item) or self._day_below(item.task, width) != "")
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
        return day_of(task.due, self._today) if task.due else ""

    def _moment_of(self, task: Task) -> str:
        """Return the day of a task, and its time."""
        return " ".join(filter(None, (self._day_of(task), _time_of(task))))

    def _day_below(self, task: Task, width: int) -> str:
        """Return what stands of day and time below a title that has no room for it beside it."""
        return _time_of(task) if self._day_column(width) else self._moment_of(task)

    def _day_column(self, width: int) -> int:
        """Return the width of the column of the days, with the blank before it; 0 for none."""
        if width >= ROOMY:
            return self._moment_width + 1 if self._moment_width else 0
        has_room = width - _MARK - self._day_width - 1 >= LEAST_TITLE
        return self._day_width + 1 if self._day_width and has_room else 0

    def on_mount(self) -> None:
        """Show what is found out about the articles."""
        follow_checks(self)

    @property
    def _today(self) -> date:
        return app_of(self).desk.records.today()

    def _side(self, item: TaskRow, width: int) -> tuple[int, int]:
        """Return the widths of facts and day beside the title."""
        day = self._day_column(width)
        facts = (width - _MARK - day) * 2 // 5 if width >= ROOMY and _has_facts(item) else 0
        return facts, day

    def _title_lines(self, item: TaskRow, width: int) -> list[str]:
        name = f"{PRIORITY_MARKS[item.task.priority]}{item.task.title}"
        room = width - _MARK - sum(self._side(item, width))
        return headline_lines(name, room, 4 if width < ROOMY else 2)

    def _task_lines(self, item: TaskRow, width: int) -> list[Line]:
        task, today, now = item.task, self._today, app_of(self).desk.records.now()
        tone = "open" if item.fulfilled_by_open else task_tone(task, now)
        repeats = "↻" if task.repeat or task.series else ""
        anchor = due_of_task(task, today) if task.due is None else ""
        parts = (anchor, repeats, task.owner, self._reach(task), ", ".join(task.channels))
        facts = " · ".join(filter(None, parts))
        day = self._moment_of(task) if width >= ROOMY else self._day_of(task)
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
        below = self._day_below(task, width)
        if width < ROOMY and (facts or below):
            dot = " · " if facts and below else ""
            lines.append([("    ", ""), (below, late), (f"{dot}{facts}", "dim")])
        lines += [[("    ", ""), (text, "accent")] for text in _remark_lines(item, width)]
        return [*lines, *(line for one in item.articles for line in self._signed(one, width))]

    def _signed(self, article: Article, width: int) -> list[Line]:
        """Return an article that fulfils a task, with the sign of what the checks find."""
        return _article_lines(article, width, signed(self, article, status_name(article.status)))


def _time_of(task: Task) -> str:
    """Return the time of a task that has a day and a time."""
    return show_time(task.due_time) if task.due and task.due_time is not None else ""


def _article_lines(article: Article, width: int, state: str = "") -> list[Line]:
    """Return an article that fulfils a task: its headline, and its state after or below it.

    How many lines there are does not depend on the sign in its state, which comes later.
    """
    needed = cell_len(status_name(article.status)) + _SIGN
    version = f"{', '.join(article.channels)}: " if article.master else ""
    name = f"{version}{title_of(article)}"
    texts = headline_lines(name, width - 6, 3 if width < ROOMY else 2)
    marks = ["    → ", *["      "] * (len(texts) - 1)]
    lines: list[Line] = [[(m, "dim"), (t, "accent")] for m, t in zip(marks, texts, strict=True)]
    if cell_len(texts[-1]) + len(_DOT) + needed <= width - 6:
        lines[-1].append((f"{_DOT}{state}", "dim"))
    else:
        lines.append([("      ", ""), (state, "dim")])
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
