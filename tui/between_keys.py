"""Work in a thread that waits while a key is being handled."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep
from typing import Any, Final

from tui.key_queue import KeyQueue

TOUCHED: Final = 0.1
"""Seconds after a key in which the work pauses, so that the screen does not wait for it."""

AT_LEAST: Final = 0.03
"""Seconds of work between two pauses, so that it is finished even during typing."""

_LOOK: Final = 0.01


class BetweenKeys:
    """The pauses of a piece of work, to be called often by its thread.

    Args:
        app: whose keys are waited for.
        is_over: tells whether the work is not to go on; then nothing is waited for.
    """

    def __init__(self, app: KeyQueue[Any], is_over: Callable[[], bool]) -> None:
        self._app = app
        self._is_over = is_over
        self._rested_at = 0.0

    def rest(self) -> None:
        """Wait while a key is being handled."""
        if self._is_quiet(TOUCHED) or monotonic() - self._rested_at < AT_LEAST:
            return
        until = monotonic() + TOUCHED
        while monotonic() < until and not self._is_over():
            sleep(_LOOK)
        self._rested_at = monotonic()

    def wait(self, seconds: float) -> None:
        """Wait until nobody has typed for some seconds."""
        while not self._is_quiet(seconds) and not self._is_over():
            sleep(_LOOK)

    def _is_quiet(self, seconds: float) -> bool:
        return monotonic() - self._app.last_key_at > seconds and self._app.is_settled
