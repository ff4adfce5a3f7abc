"""The index over everything on the desk, brought up to date beside the editing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from time import monotonic, sleep
from typing import Final

from textual.worker import get_current_worker

from store import Desk
from tui.i18n import _
from tui.key_queue import KeyQueue

TOUCHED: Final = 0.1
"""For so many seconds after a key the work rests, that the screen need not wait for it."""

AT_LEAST: Final = 0.03
"""Seconds that it works between two rests: who types without a pause gets an index as well."""

AGAIN: Final = 10.0
"""Seconds after a failure until it is tried again."""

BAR: Final = 6
"""Cells of the bar of the progress."""


class Indexing:
    """Brings the index up to date in a thread, and tells who waits for it how far it has come.

    Args:
        app: in whose turns the listeners are called, and for whose keys the work rests.
        desk: gives the desk whose index it is; asked for when the work begins.
    """

    def __init__(self, app: KeyQueue[int], desk: Callable[[], Desk]) -> None:
        self._app = app
        self._desk = desk
        self._listeners: list[Callable[[], None]] = []
        self._is_running = False
        self.can_be_asked = False
        """Whether there is something to ask; while it is being read, of what is in."""
        self.is_ready = False
        """Whether everything has been in once."""
        self.percent = 0
        self._rested_at = 0.0
        self._has_just_failed = False

    @property
    def bar(self) -> str:
        """How far it has come, for a line of text; empty when there is nothing to wait for."""
        if not self._is_running:
            return ""
        full = self.percent * BAR // 100
        drawn = "█" * full + "░" * (BAR - full)
        return _("{bar} {percent} %").format(bar=drawn, percent=self.percent)

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` at each step and at the end; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def start(self) -> None:
        """Begin to bring it up to date, unless that is being done, or has just failed."""
        if not (self._is_running or self._has_just_failed):
            self._is_running = True
            self._app.run_worker(self._build, thread=True, group="index")

    def _build(self) -> None:
        with ExitStack() as failing:
            failing.callback(self._app.call_from_thread, self._failed)
            self._bring_up()
            failing.pop_all()

    def _bring_up(self) -> None:
        worker = get_current_worker()

        def progress(done: int, total: int) -> bool:
            if not worker.is_cancelled:
                self._app.call_from_thread(self._progressed, 100 * done // max(total, 1), False)
            return not worker.is_cancelled

        self._desk().search.index(progress, self._rest)
        if not worker.is_cancelled:
            self._app.call_from_thread(self._progressed, 100, True)

    def _failed(self) -> None:
        """Try again in a while: a disk that is full has room again some day."""
        self._is_running, self._has_just_failed = False, True
        self._app.set_timer(AGAIN, self._start_again)
        self._tell()

    def _start_again(self) -> None:
        self._has_just_failed = False
        self.start()

    def _rest(self) -> None:
        """Leave the processor to the screen while a key has its effect."""
        if monotonic() - self._app.last_key_at > TOUCHED and self._app.is_settled:
            return
        if monotonic() - self._rested_at < AT_LEAST:
            return
        until = monotonic() + TOUCHED
        while monotonic() < until and not get_current_worker().is_cancelled:
            sleep(0.01)
        self._rested_at = monotonic()

    def _progressed(self, percent: int, is_ready: bool) -> None:
        self.percent, self.can_be_asked = percent, True
        self.is_ready = self.is_ready or is_ready
        self._is_running = not is_ready
        self._tell()

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()
