"""Ctrl+C: it always ends a wait for standard input, and ends long work where it may end."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
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


@contextmanager
def asked_to_stop() -> Iterator[Callable[[], bool]]:
    """Yield a function that tells whether Ctrl+C was pressed; pressed once more, it interrupts.

    Work that has changed the desk by then can say what has stayed, and what not.
    """
    before = signal.getsignal(signal.SIGINT)
    pressed = False

    def press(_number: int, _frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True
        signal.signal(signal.SIGINT, before)

    if before is not signal.SIG_IGN:  # in the background, as after nohup
        signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)
