"""Finding, or starting, the article of a task."""

from __future__ import annotations

from textual.app import App

from store import Desk, Task
from store.records import Id
from tui.i18n import _


async def article_of(task: Task, desk: Desk, app: App[object]) -> Id | None:
    """Return the article of a task: ask which of several, start one if there is none.

    Returns None if the question was left; raises DeskError if the article cannot be started.
    """
    from tui.dialogs.picker import Picker, article_options

    known = [desk.articles[article] for article in task.articles if article in desk.articles]
    if len(known) > 1:
        picker = Picker(_("Which article?"), article_options(known))
        picked = await app.push_screen_wait(picker)
        return picked[0] if picked else None
    return known[0].id if known else desk.articles.start(task).id
