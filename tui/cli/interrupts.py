"""Waiting for standard input in a way that Ctrl+C always interrupts."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO


@contextmanager
def heeded(stream: IO[bytes]) -> Iterator[Callable[[], None]]:
    """Yield a function that waits until `stream` can be read, or Ctrl+C is pressed.

    A signal between Python's last check and the system's read would leave it reading for ever (7
    of 100 tries on a busy machine); one that is written to a pipe ends `select`.
    """
    try:
        number = stream.fileno()
    except OSError:  # no file of the system: there is nothing to wait for
        yield lambda: None
        return
    receiver, sender = os.pipe()
    os.set_blocking(sender, False)
    before = signal.set_wakeup_fd(sender)

    def wait() -> None:
        while number not in select.select([number, receiver], [], [])[0]:
            os.read(receiver, 64)  # another signal than Ctrl+C, which would have raised

    try:
        yield wait
    finally:
        signal.set_wakeup_fd(before)
        os.close(receiver)
        os.close(sender)
