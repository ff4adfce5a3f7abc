"""The words of the trade on the screens: states, marks, days."""

from __future__ import annotations

from datetime import date
from typing import Final

from store.records import Article, Status, Task
from store.sources import with_second
from store.text import show_day, show_day_short
from tui.i18n import N_, _

STATUS_NAMES: Final = {
    Status.IDEA: N_("idea"),
    Status.ASSIGNED: N_("assigned"),
    Status.WRITING: N_("being written"),
    Status.TO_EDIT: N_("waiting for an editor"),
    Status.EDITING: N_("being edited"),
    Status.TO_APPROVE: N_("waiting for approval"),
    Status.APPROVED: N_("approved"),
    Status.EXPORTED: N_("exported"),
    Status.WITHDRAWN: N_("withdrawn"),
    Status.CANCELLED: N_("cancelled"),
}
"""What each status is called; message ids, in the order of the work."""

TASK_MARKS: Final = {"todo": "○", "doing": "◐", "done": "✔"}
"""The mark in front of a task."""


PRIORITY_MARKS: Final = {1: "▲ ", 0: "", -1: "▽ "}
"""The mark before the title of a task whose priority is not the usual one."""


def status_name(status: Status) -> str:
    """Give what a status is called."""
    return _(STATUS_NAMES[status])


def title_of(article: Article) -> str:
    """Give what an article is called in a list."""
    return article.title or _("(no headline)")


def sources_of(article: Article) -> str:
    """Say how many sources an article has, and how many of them another one bears out."""
    if not article.sources:
        return _("no sources")
    second = with_second(article.sources)
    told = _("sources {count} ({second} ✔)") if second else _("sources {count}")
    return told.format(count=len(article.sources), second=second)


def day_of(day: date | None, today: date) -> str:
    """Give a day in few letters; the empty text for none."""
    return "" if day is None else show_day_short(day, today)


def typed_day(day: date | None) -> str:
    """Give a day as it stands in an entry; the empty text for none."""
    return "" if day is None else show_day(day)


def task_tone(task: Task, today: date) -> str:
    """Give the tone a task is drawn in."""
    if task.done:
        return "dim"
    return "warn" if task.is_overdue(today) else ""
