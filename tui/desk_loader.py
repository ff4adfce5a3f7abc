"""Opening a desk on demand: before the app starts, or behind its first screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Final

from store import Desk, ReadOnlyError
from tui.gc_tuning import give_back, keep_what_is_there

LARGE: Final = 16_000_000
"""Bytes of a desk file from which a sentence is shown while it is read, in 0.2 s or more."""

PACKED: Final = 1_000_000
"""Bytes from which on what was read is packed, in 10 ms of the processor for each million."""

Opened = tuple[Desk, ReadOnlyError | None]
"""A desk, and why it is read-only; None if it is not."""


class Opening:
    """Opens a desk file, once: from `begin` on, or when it is asked for.

    What is begun reads the file, and waits there until the desk is asked for: its records are
    decoded with Python's lock held, and whoever draws the first screen would wait for that.

    Args:
        path: the desk file.
        open_desk: opens it, and calls what it is given when the file is read.
    """

    def __init__(self, path: Path, open_desk: Callable[[Callable[[], object]], Opened]) -> None:
        self._path = path
        self._open_desk = open_desk
        self._gate = Lock()
        self._asked = Event()
        self._opened: Opened | None = None
        self._failure: Exception | None = None
        self._packed = Event()

    @property
    def is_large(self) -> bool:
        """Whether reading the file takes noticeably long."""
        return self._size >= LARGE

    @property
    def _size(self) -> int:
        try:
            return self._path.stat().st_size
        except OSError:
            return 0

    @property
    def is_ready(self) -> bool:
        """Whether the desk is open."""
        return self._opened is not None

    def begin(self) -> None:
        """Begin to open the desk, in a thread of its own: the app is loaded meanwhile."""
        Thread(target=self._open, name="opening", daemon=True).start()

    def _open(self) -> None:
        with suppress(Exception):  # whoever asks for the result gets it
            self._result()

    def pack(self) -> None:
        """Let the desk take less memory, in a thread of its own: the screens go on."""
        if self._opened and self._size >= PACKED:
            Thread(target=self._pack, args=self._opened[:1], name="packing", daemon=True).start()
        else:
            self._packed.set()

    def _pack(self, desk: Desk) -> None:
        try:
            with suppress(MemoryError):  # nothing is lost by that
                desk.file.pack()
                give_back()
        finally:
            self._packed.set()

    @property
    def is_packed(self) -> bool:
        """Whether the desk is packed, or needs not be: that takes long beside other threads."""
        return self._packed.is_set()

    def result(self) -> Opened:
        """Open the desk, or return the open one, in any thread; raises DeskError."""
        self._asked.set()
        return self._result()

    def _result(self) -> Opened:
        with self._gate:
            if self._opened is None:
                if self._failure:
                    raise self._failure
                try:
                    self._opened = self._open_desk(self._asked.wait)
                except Exception as error:
                    self._failure = error
                    raise
                keep_what_is_there()
            return self._opened

    def close(self) -> None:
        """Close the desk, if it has been opened."""
        self._asked.set()
        with self._gate:
            if self._opened:
                self._opened[0].close()
            self._failure = self._failure or RuntimeError("the desk was closed")
