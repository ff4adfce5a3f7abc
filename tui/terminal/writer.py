"""Writing to the terminal without ever waiting for it: it may be frozen, or the line dead."""

from __future__ import annotations

import os
import select
from collections import deque
from collections.abc import Callable
from threading import Condition, Thread
from time import monotonic
from typing import Final

BEHIND: Final = 128 * 1024
"""Waiting bytes from which the terminal is behind, and nothing should be drawn."""

MOST: Final = 4 * 1024 * 1024
"""The maximum number of waiting bytes. Drawing stops far below; other output (a copy to the
clipboard) is dropped above."""

PIECE: Final = 4096
"""Bytes of one call, to distinguish a slow line from a dead one."""

PATIENCE: Final = 1.0
"""Seconds in which a living terminal accepts a piece."""

LONGEST: Final = 5.0
"""The maximum time to wait for a slow line at the end, in seconds."""


class Writer:
    """Writes to a terminal in a thread, so that callers never wait.

    The thread is a daemon, as it may hang in a call to a dead terminal. It calls `caught_up` when
    everything is written, and `gone` when the terminal is gone.
    """

    def __init__(
        self, descriptor: int, *, caught_up: Callable[[], None], gone: Callable[[], None]
    ) -> None:
        self.is_gone = False
        self._descriptor = descriptor
        self._caught_up, self._gone = caught_up, gone
        self._news = Condition()
        self._waiting: deque[bytes] = deque()
        self._size = 0
        """The number of bytes that are not written yet, including the current piece."""
        self._is_closed = False
        self._moved_at = monotonic()
        """When the terminal last accepted something, or nothing was waiting."""
        Thread(target=self._run, name="toasoan-output", daemon=True).start()

    @property
    def is_behind(self) -> bool:
        """Whether so much is waiting that drawing more is useless."""
        return self._size > BEHIND

    @property
    def takes_nothing(self) -> bool:
        """Whether writing to the terminal now would block or fail."""
        return self.is_gone or (self._size > 0 and monotonic() - self._moved_at > PATIENCE)

    def write(self, data: bytes) -> None:
        """Queue output; it is dropped if too much is waiting."""
        with self._news:
            if self.is_gone or self._is_closed or self._size > MOST:
                return
            if not self._size:
                self._moved_at = monotonic()
            self._waiting.append(data)
            self._size += len(data)
            self._news.notify_all()

    def close(self) -> None:
        """Write what is waiting, as long as the terminal accepts it, and stop."""
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
            except OSError:  # EIO: the other end is closed
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
            except BlockingIOError:  # set to non-blocking by an earlier program
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
