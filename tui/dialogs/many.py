"""Changing very many records: a few at a time, so that the screen lives, and Esc stops it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

from textual import work
from textual.app import App, ComposeResult
from textual.widgets import Static

from store import Article, Desk, Status, Task
from store.records import Id
from tui.commands.dialog_keys import Cancel
from tui.dialogs.dialog import Dialog
from tui.i18n import N_, _, ngettext, number
from tui.widgets.bars import progress_bar

if TYPE_CHECKING:
    from store.workflow import Stop

R = TypeVar("R", Article, Task)

FEW: Final = 5
"""Articles that are checked at once: a long one takes 15 ms."""

PAUSE: Final = 0.01
"""Seconds between two units for keys and the screen."""


async def change_many(
    app: App[Any], desk: Desk, records: Sequence[R], change: Callable[[Sequence[R]], Sequence[R]]
) -> Sequence[R]:
    """Change articles or tasks, with a dialog that shows the progress if there are very many.

    Call it in a worker. `change` changes some of them, and returns those that it changed, as this
    does of all; raises DeskError.
    """
    if len(records) <= desk.undo.UNIT:
        return change(records)
    changed: list[R] = []

    def units() -> Iterator[int]:
        for some in desk.undo.in_units(records, change):
            changed.extend(some)
            yield len(some)

    count = len(records)
    title = ngettext("Changing {count} article", "Changing {count} articles", count)
    if isinstance(records[0], Task):
        title = ngettext("Changing {count} task", "Changing {count} tasks", count)
    changing = Changing(title.format(count=number(count)), units(), count, _(KEPT))
    await app.push_screen_wait(changing)
    return changed


async def held_back(
    app: App[Any], desk: Desk, articles: Sequence[Article], status: Status
) -> dict[Id, list[Stop]] | None:
    """Return what keeps articles from a status, by their IDs; None if the look was stopped.

    Call it in a worker. Raises DeskError.
    """
    from store.workflow import gates_between

    held: dict[Id, list[Stop]] = {}
    asked = [article for article in articles if gates_between(article.status, status)]

    def looks() -> Iterator[int]:
        for article in asked:
            if found := desk.articles.gates.blocks(article, status):
                held[article.id] = found
            yield 1

    if asked and not desk.articles.copy_desk.is_ready:  # the first look reads the rules
        await asyncio.to_thread(desk.articles.gates.ready_later(asked[0]))
    if len(asked) > FEW:
        title = ngettext("Checking {count} article", "Checking {count} articles", len(asked))
        title = title.format(count=number(len(asked)))
        looking = Changing(title, looks(), len(asked), _("Esc stops it; nothing changes then."))
        return held if await app.push_screen_wait(looking) else None
    for _done in looks():
        pass
    return held


KEPT: Final = N_("Esc stops it; what has been changed by then stays.")
STOPPABLE: Final = N_("Esc stops it; then nothing is undone.")
STOPPED: Final = N_("Stopped; not undone: {what}.")


async def undo_last(app: App[Any], desk: Desk) -> None:
    """Undo the last change of the desk, and tell what it was; one of very many with its progress.

    Call it in a worker. Raises DeskError.
    """
    last = desk.undo.last
    told = _("Nothing to undo.")
    if last:
        is_undone = await step_back(app, desk, last.label, len(last.steps))
        told = _("Undone: {what}.") if is_undone else _(STOPPED)
        told = told.format(what=_(last.label))
    app.clear_notifications()  # "…; Ctrl+Z brings it back" is no longer true
    app.notify(told)


async def step_back(app: App[Any], desk: Desk, label: str, count: int) -> bool:
    """Undo the last change, which has that label and so many records; return whether it was.

    Call it in a worker. Raises DeskError.
    """
    if count <= desk.undo.UNIT:
        desk.undo.step_back()
        return True
    title = _("Undoing: {what}").format(what=_(label))
    units = desk.undo.step_back_in_units()
    changing = Changing(title, units, count, _(STOPPABLE))
    is_undone = await app.push_screen_wait(changing)
    return is_undone is True


class Changing(Dialog[bool]):
    """Take the units of a change; returns whether all were taken.

    Args:
        title: what is done; already translated.
        units: does some of it at each step, and says how many.
        total: how many there are.
        stopping: what Esc does; already translated.
    """

    BINDINGS = [Cancel.labelled(N_("Stop"))]

    def __init__(self, title: str, units: Iterator[int], total: int, stopping: str) -> None:
        super().__init__(title)
        self._stopping = stopping
        self._units = units
        self._total = total
        self._done = 0
        self._stopped = asyncio.Event()

    def compose_body(self) -> ComposeResult:
        """Yield the bar."""
        yield Static(id="progress", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self._show_progress()
        self.say(self._stopping, is_wrong=False)
        self._go_through()

    @work
    async def _go_through(self) -> None:
        with self.refusals():
            for done in self._units:
                self._done += done
                self._show_progress()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopped.wait(), PAUSE)
                    self.dismiss(False)
                    break
            else:
                self.dismiss(True)
        self._stopped.set()

    def _show_progress(self) -> None:
        told = f"{progress_bar(self._done, self._total, 40)} "
        told += f"{number(self._done)}/{number(self._total)}"
        self.query_one("#progress", Static).update(told)

    def action_cancel(self) -> None:
        """Stop; once that has been done, or after a refusal, leave."""
        if self._stopped.is_set():
            self.dismiss(False)
        self._stopped.set()
