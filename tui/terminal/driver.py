"""The terminal's driver: Textual's own, except that nothing ever waits for the terminal."""

from __future__ import annotations

import os
import select
import signal
import stat
import termios
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from textual.app import App

from tui.terminal.emoji import placed
from tui.terminal.input_driver import InputDriver
from tui.terminal.writer import PATIENCE, Writer

PLAIN: Final = "\x1b[r\x1b[?6l\x1b[4l\x1b(B\x0f\x1b[m"
"""No scrolling region, no origin of its own, no inserting, no other letters, no colours: what a
program that ended badly may have left, and what would garble all that is drawn."""


class TerminalDriver(InputDriver):
    """Draws on the terminal without waiting for it, and takes it back however it was left.

    Textual's own writer holds up the whole app when a terminal takes no more. It is started by
    the inherited methods, but gets nothing to write.
    """

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        assert self._file  # whoever starts the App on a terminal has one
        self._output = self._file
        self.on_caught_up: Callable[[], None] = _nothing
        """Called in another thread when a terminal that was behind is so no longer."""
        self.on_gone: Callable[[], None] = _nothing
        """Called in another thread when the terminal is found to be gone."""
        self._writer: Writer | None = None
        # The App takes these two signals itself, in its turn, when it has saved.
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.signal(signal.SIGCONT, signal.SIG_DFL)

    # ------------------------------------------------------------------ output

    @property
    def is_behind(self) -> bool:
        """Return whether the terminal has much to show yet, so that drawing more is of no use."""
        return self._writer is not None and self._writer.is_behind

    @property
    def takes_nothing(self) -> bool:
        """Return whether the terminal is gone, or takes nothing any more."""
        return self._writer is not None and self._writer.takes_nothing

    def write(self, data: str) -> None:
        """Write to the terminal, when it takes it."""
        if self._writer:
            output = self._output
            self._writer.write(placed(data).encode(output.encoding, output.errors or "strict"))

    def close(self) -> None:
        """Write what is left, as long as the terminal takes it."""
        super().close()
        if self._writer:
            self._writer.close()

    # ------------------------------------------------------------------ the terminal's modes

    @property
    def is_drawing(self) -> bool:
        """Return whether the terminal is ours, not lent and not left."""
        return self._key_thread is not None and self._key_thread.is_alive()

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self._writer = Writer(
            self._output.fileno(),
            caught_up=lambda: self.on_caught_up(),
            gone=lambda: self.on_gone(),
        )
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.is_drawing:
            self.write(PLAIN)
        else:  # stopped again at once: in the background, where a terminal takes nothing from us
            self._writer.close()

    # ------------------------------------------------------------------ input

    @property
    def has_input(self) -> bool:
        """Return whether keys have come that are not read yet."""
        return self.is_drawing and not self.is_hung_up and bool(self._polled() & select.POLLIN)

    @property
    def is_hung_up(self) -> bool:
        """Return whether nobody has the other end of the terminal open any more."""
        return bool(self._polled() & (select.POLLHUP | select.POLLERR))

    def _polled(self) -> int:
        poll = select.poll()
        poll.register(self.fileno, select.POLLIN)
        return next((events for _descriptor, events in poll.poll(0)), 0)

    def _run_input_thread(self) -> None:
        """Read until the end; Textual's own would print the traceback of an error."""
        try:
            self.run_input_thread()
        except OSError:  # EIO: the terminal is gone
            self.on_gone()
        except Exception as error:  # noqa: BLE001 - without its keys the App has to end, and tells
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def on_input_end(self) -> None:
        """Leave: there is nobody at the terminal any more."""
        self.on_gone()

    def read_rest(self) -> None:
        """Hand out the keys that have come, and read no more."""
        if self._key_thread:
            self.exit_event.set()
            self._key_thread.join(PATIENCE)
            self.exit_event.clear()

    def take_back(self) -> None:
        """Put the terminal in the state in which it was lent, whatever its borrower has left."""
        if self.attrs_before is None:
            return
        # Who is in the background is stopped at the first attempt to change anything.
        before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        with suppress(OSError):
            os.tcsetpgrp(self.fileno, os.getpgrp())
        with suppress(termios.error):
            termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        signal.signal(signal.SIGTTOU, before)
        for descriptor in (self.fileno, self._output.fileno()):
            with suppress(OSError):
                os.set_blocking(descriptor, True)


def _nothing() -> None:
    pass


def let_go() -> None:
    """Let what is still to be written go nowhere, so that the end waits for no terminal."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        with suppress(OSError):
            if stat.S_ISCHR(os.fstat(descriptor).st_mode):  # isatty() denies one that has hung up
                os.dup2(nowhere, descriptor)
    os.close(nowhere)
