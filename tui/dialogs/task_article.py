"""Finding, or beginning, the article of a task."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from store import Desk, Task
from store.records import Id
from tui.app_context import app_of
from tui.i18n import _


async def article_of(
    task: Task, desk: Desk, app: App[object], edit: Callable[[Task], object]
) -> Id | None:
    """Return the article of a task: ask which of several, and offer to begin one if there is none.

    Args:
        task: as it is on the desk.
        desk: where the articles are.
        app: to ask.
        edit: what opens the task, which is the other offer.

    Returns:
        None if the question was left, or the task opened instead.

    Raises:
        DeskError: the article cannot be begun.
    """
    from tui.dialogs.picker import Option, Picker, article_options

    known = [desk.articles[article] for article in task.articles if article in desk.articles]
    messages = {article.message for article in known}
    if len(messages) == 1:  # the editor shows its versions beside the master
        return desk.articles.versions.master(known[0]).id
    if known:
        options = article_options(known)
        picked = await app.push_screen_wait(Picker(_("Which article?"), options))
        return picked[0] if picked else None
    if not app_of(app).may_change():
        return None
    offers = [Option("begin", _("Begin an article")), Option("edit", _("Open the task"))]
    title = _("“{title}” has no article yet").format(title=task.title)
    picked = await app.push_screen_wait(Picker(title, offers))
    if picked == ["begin"]:
        begun = desk.articles.start(task)
        if others := desk.articles.versions.wanted(begun):
            told = _("The task is also for {channels}: Alt+↓ makes versions for them.")
            app.notify(told.format(channels=", ".join(others)), markup=False)
        return begun.id
    if picked:
        edit(task)
    return None
