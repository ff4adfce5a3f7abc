"""Updating the search index in the background."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Final

from textual.worker import get_current_worker

from store import Desk
from tui.between_keys import BetweenKeys
from tui.i18n import _
from tui.key_queue import KeyQueue
from tui.workers import what_failed

AGAIN: Final = 10.0
"""Seconds until the next try after a failure."""

BAR: Final = 6
"""The width of the progress bar."""


class Indexing:
    """Updates the index in a thread, and reports the progress to listeners.

    The listeners are called in the event loop of `app`, whose keys pause the work. `desk` is called
    when the work begins.
    """

    def __init__(self, app: KeyQueue[int], desk: Callable[[], Desk]) -> None:
        self._app = app
        self._desk = desk
        self._listeners: list[Callable[[], None]] = []
        self._is_running = False
        self.can_be_asked = False
        """Whether the index can be searched, even if it is not complete."""
        self.is_ready = False
        """Whether the index has been complete once."""
        self.percent = 0
        self._has_just_failed = False
        self.trouble = ""
        """Why the last update has failed; empty if it has not. Already translated."""

    @property
    def bar(self) -> str:
        """The progress as a bar; empty if no work is running."""
        if not self._is_running:
            return ""
        full = self.percent * BAR // 100
        drawn = "█" * full + "░" * (BAR - full)
        return _("{bar} {percent} %").format(bar=drawn, percent=self.percent)

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` at each step and at the end; return a function that stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def start(self) -> None:
        """Start an update, unless one is running or has just failed."""
        if not (self._is_running or self._has_just_failed):
            self._is_running = True
            self._app.run_worker(self._build, thread=True, group="index")

    def _build(self) -> None:
        worker = get_current_worker()
        pauses = BetweenKeys(self._app, lambda: worker.is_cancelled)

        def progress(done: int, total: int) -> bool:
            if not worker.is_cancelled:
                self._app.call_from_thread(self._progressed, 100 * done // max(total, 1), False)
            return not worker.is_cancelled

        with ExitStack() as failing:
            failing.push(lambda _kind, error, _at: self._app.call_from_thread(self._failed, error))
            self._desk().search.index(progress, pauses.rest)
            if not worker.is_cancelled:
                self._app.call_from_thread(self._progressed, 100, True)
            failing.pop_all()

    def _failed(self, error: BaseException | None) -> None:
        """Try again later: a full disk may have room again."""
        self._is_running, self._has_just_failed = False, True
        self.trouble = what_failed(error, "index")
        self._app.set_timer(AGAIN, self._start_again)
        self._tell()

    def _start_again(self) -> None:
        self._has_just_failed = False
        self.start()

    def _progressed(self, percent: int, is_ready: bool) -> None:
        self.percent, self.can_be_asked, self.trouble = percent, True, ""
        self.is_ready = self.is_ready or is_ready
        self._is_running = not is_ready
        self._tell()

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()
