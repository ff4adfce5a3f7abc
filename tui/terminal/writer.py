"""Writing to a terminal without ever waiting for it: a window may be frozen, a line dead."""

from __future__ import annotations

import os
import select
from collections import deque
from collections.abc import Callable
from threading import Condition, Thread
from time import monotonic
from typing import Final

BEHIND: Final = 128 * 1024
"""Bytes that wait, from which on a terminal is behind: nothing should be drawn until it is not."""

MOST: Final = 4 * 1024 * 1024
"""Bytes that may wait. Drawing stops far below; what is not drawn (a copy to the clipboard) goes
nowhere above it."""

PIECE: Final = 4096
"""Bytes of one call, so that a slow line can be told from a dead one."""

PATIENCE: Final = 1.0
"""Seconds in which a terminal that is alive takes a piece."""

LONGEST: Final = 5.0
"""Seconds that are waited for a slow line at the end."""


class Writer:
    """Writes to a terminal in a thread of its own; who gives it something never waits.

    The thread is a daemon: it may hang in a call to a terminal that takes nothing any more.

    Args:
        descriptor: the terminal's.
        caught_up: called in the thread when all is written that waited.
        gone: called in the thread when the terminal is found not to be there any more.
    """

    def __init__(
        self, descriptor: int, *, caught_up: Callable[[], None], gone: Callable[[], None]
    ) -> None:
        self.is_gone = False
        """Whether the terminal is not there any more."""
        self._descriptor = descriptor
        self._caught_up, self._gone = caught_up, gone
        self._news = Condition()
        self._waiting: deque[bytes] = deque()
        self._size = 0
        """Bytes that are not written yet: those that wait and those in hand."""
        self._is_closed = False
        self._moved_at = monotonic()
        """When the terminal last took something, or had nothing to take."""
        Thread(target=self._run, name="toasoan-output", daemon=True).start()

    @property
    def is_behind(self) -> bool:
        """Return whether so much waits that drawing more would be of no use."""
        return self._size > BEHIND

    @property
    def takes_nothing(self) -> bool:
        """Return whether writing to the terminal now would wait for who knows how long, or fail."""
        return self.is_gone or (self._size > 0 and monotonic() - self._moved_at > PATIENCE)

    def write(self, data: bytes) -> None:
        """Write, in a while; what there is no room for is dropped."""
        with self._news:
            if self.is_gone or self._is_closed or self._size > MOST:
                return
            if not self._size:
                self._moved_at = monotonic()
            self._waiting.append(data)
            self._size += len(data)
            self._news.notify_all()

    def close(self) -> None:
        """Write what waits, as long as the terminal takes it; then take no more."""
        end = monotonic() + LONGEST
        with self._news:
            while self._size and not self.takes_nothing and monotonic() < end:
                self._news.wait(0.05)
            self._is_closed = True
            self._waiting.clear()
            self._news.notify_all()

    def _run(self) -> None:
        while True:
            with self._news:
                while not self._waiting:
                    if self._is_closed:
                        return
                    self._news.wait()
                data = self._waiting.popleft()
            try:
                self._put(data)
            except OSError:  # EIO: nobody has the other end open any more
                self._drop_all()
                self._gone()
                return
            with self._news:
                is_done = not self._size
                self._news.notify_all()
            if is_done:
                self._caught_up()

    def _put(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            try:
                written = os.write(self._descriptor, left[:PIECE])
            except BlockingIOError:  # a program before us has left it so
                select.select([], [self._descriptor], [], PATIENCE)
                continue
            left = left[written:]
            with self._news:
                self._size -= written
                self._moved_at = monotonic()

    def _drop_all(self) -> None:
        with self._news:
            self.is_gone = True
            self._waiting.clear()
            self._size = 0
            self._news.notify_all()
