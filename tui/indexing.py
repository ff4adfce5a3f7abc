"""The index over everything on the desk, brought up to date beside the editing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual.app import App
from textual.worker import get_current_worker

from store import Desk
from tui.i18n import _

EVERY: Final = 100
"""After so many records the progress is told."""

BAR: Final = 6
"""Cells of the bar of the progress."""


class Indexing:
    """Brings the index up to date in a thread, and tells who waits for it how far it has come.

    Args:
        app: in whose turns the listeners are called.
        desk: gives the desk whose index it is; asked for when the work begins.
    """

    def __init__(self, app: App[int], desk: Callable[[], Desk]) -> None:
        self._app = app
        self._desk = desk
        self._listeners: list[Callable[[], None]] = []
        self._is_running = False
        self.can_be_asked = False
        """Whether there is something to ask; while it is being read, of what is in."""
        self.is_ready = False
        """Whether everything has been in once."""
        self.percent = 0

    @property
    def bar(self) -> str:
        """How far it has come, for a line of text; empty when there is nothing to wait for."""
        if not self._is_running:
            return ""
        full = self.percent * BAR // 100
        drawn = "█" * full + "░" * (BAR - full)
        return _("{bar} {percent} %").format(bar=drawn, percent=self.percent)

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` at each step and at the end; give what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def start(self) -> None:
        """Begin to bring it up to date, unless that is being done."""
        if not self._is_running:
            self._is_running = True
            self._app.run_worker(self._build, thread=True, group="index")

    def _build(self) -> None:
        worker = get_current_worker()

        def progress(done: int, total: int) -> bool:
            if done % EVERY == 0 and not worker.is_cancelled:
                self._app.call_from_thread(self._tell, 100 * done // max(total, 1), False)
            return not worker.is_cancelled

        self._desk().index(progress)
        if not worker.is_cancelled:
            self._app.call_from_thread(self._tell, 100, True)

    def _tell(self, percent: int, is_ready: bool) -> None:
        self.percent, self.can_be_asked = percent, True
        self.is_ready = self.is_ready or is_ready
        self._is_running = not is_ready
        for listener in list(self._listeners):
            listener()
