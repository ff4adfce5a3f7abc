"""Changing very many articles: a few at a time, so that the screen lives, and Esc stops it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from textual import work
from textual.app import App, ComposeResult
from textual.widgets import Static

from store import Article, Desk
from tui.dialogs.dialog import Dialog
from tui.i18n import _, number
from tui.widgets.bars import progress_bar

Change = Callable[[Sequence[Article]], Sequence[Article]]
"""Changes some articles, and returns those that it changed."""

PAUSE: Final = 0.01
"""Seconds between two units for keys and the screen."""


async def change_many(
    app: App[Any], desk: Desk, articles: Sequence[Article], change: Change
) -> Sequence[Article]:
    """Change articles, with a dialog that shows the progress if there are very many.

    Call it in a worker. Return those that were changed; raises DeskError.
    """
    if len(articles) <= desk.articles.bulk.UNIT:
        return change(articles)
    changing = Changing(desk.articles.bulk.in_units(articles, change), len(articles))
    return await app.push_screen_wait(changing) or []


class Changing(Dialog[list[Article]]):
    """Take the units of a change; returns the articles that were changed."""

    def __init__(self, units: Iterator[Sequence[Article]], total: int) -> None:
        super().__init__(_("Changing {count} articles").format(count=number(total)))
        self._units = units
        self._total = total
        self._is_stopped = False
        self._changed: list[Article] = []

    def compose_body(self) -> ComposeResult:
        """Yield the bar."""
        yield Static(id="progress", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self._show_progress()
        self.say(_("Esc stops it; what has been changed by then stays."), is_wrong=False)
        self._go_through()

    @work
    async def _go_through(self) -> None:
        with self.refusals():
            for changed in self._units:
                self._changed += changed
                self._show_progress()
                await asyncio.sleep(PAUSE)
                if self._is_stopped:
                    break
            self.dismiss(self._changed)
        self._is_stopped = True

    def _show_progress(self) -> None:
        done = len(self._changed)
        told = f"{progress_bar(done, self._total, 40)} {number(done)}/{number(self._total)}"
        self.query_one("#progress", Static).update(told)

    def action_cancel(self) -> None:
        """Stop; once that has been done, or after a refusal, leave."""
        if self._is_stopped:
            self.dismiss(self._changed)
        self._is_stopped = True
