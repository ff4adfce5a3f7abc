"""What Python does while nobody types, so that a key need not wait for it."""

from __future__ import annotations

import gc
import sys
from time import monotonic
from typing import Final

TURN: Final = 0.0005
"""Seconds after which a thread that computes gives way to the screen. Python's own 0.005 is what
each of the dozen turns of the event loop would wait that a key makes."""

OLD: Final = 100
"""Looks for rubbish among young objects (`gc`) before all are looked through, which takes 30 to 90
milliseconds; Python's 10 come in the middle of a day's typing."""

PAUSE: Final = 2.0
"""Seconds without a key that are taken for a pause."""


def give_way() -> None:
    """Let threads give way at once, and rubbish wait for a pause (`Tidying`)."""
    sys.setswitchinterval(TURN)
    young, middle, _old = gc.get_threshold()
    gc.set_threshold(young, middle, OLD)


def keep_what_is_there() -> None:
    """Never look for rubbish among what there is now: a desk that was read stays."""
    gc.freeze()


class Tidying:
    """Takes rubbish away in the pauses of the editor."""

    def __init__(self) -> None:
        self._done_at: float | None = None

    def look(self, last_key_at: float) -> bool:
        """Tidy up, once in each pause; the first time, keep the screen that is drawn.

        Args:
            last_key_at: by `time.monotonic`.

        Returns:
            whether a pause has begun.
        """
        is_first = self._done_at is None
        if monotonic() - last_key_at < PAUSE or last_key_at < (self._done_at or -1):
            return False
        gc.collect()
        if is_first:
            keep_what_is_there()
        self._done_at = monotonic()
        return True
