"""Tuning of threads, garbage collection and memory, so that keys do not wait for them."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from time import monotonic
from typing import Final

TURN: Final = 0.0005
"""The switch interval of threads in seconds. A key takes a dozen turns of the event loop, and with
Python's 0.005 each turn would wait that long for a busy thread."""

OLD: Final = 100
"""The threshold of the oldest generation: a full collection takes 30 to 90 milliseconds, and with
Python's 10 it would run in the middle of typing."""

PAUSE: Final = 2.0
"""Seconds without a key that count as a pause."""


def give_way() -> None:
    """Shorten the switch interval, and defer full garbage collections to pauses (`Tidying`).

    There are none at all until `begin_collecting`: what is made up to the first screen stays, and
    looking through it took 22 of 330 milliseconds.
    """
    gc.disable()
    sys.setswitchinterval(TURN)
    young, middle, _old = gc.get_threshold()
    gc.set_threshold(young, middle, OLD)


def begin_collecting() -> None:
    """Let garbage be collected again, when the first screen is there."""
    gc.enable()


def keep_what_is_there() -> None:
    """Exclude all current objects from garbage collection, as a loaded desk stays."""
    gc.freeze()


def give_back() -> None:
    """Give what was freed between things that stay back to the system, where that can be said.

    Of a large desk that was read and packed it is 3 MB, for 0.5 that ctypes takes.
    """
    with suppress(ImportError, OSError, AttributeError):  # another C library than glibc
        from ctypes import CDLL  # not before the first screen

        CDLL(None).malloc_trim(0)


class Tidying:
    """Collects garbage in the pauses of typing."""

    def __init__(self) -> None:
        self._done_at: float | None = None

    def look(self, last_key_at: float) -> bool:
        """Collect garbage once in each pause, and return whether one has begun.

        The first time, it also freezes the objects of the screen. `last_key_at` is by
        `time.monotonic`.
        """
        is_first = self._done_at is None
        if monotonic() - last_key_at < PAUSE or last_key_at < (self._done_at or -1):
            return False
        gc.collect()
        if is_first:
            keep_what_is_there()
        self._done_at = monotonic()
        return True
