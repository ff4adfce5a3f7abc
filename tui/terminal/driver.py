"""The driver of the terminal: Textual's, with robust input and output that never waits."""

from __future__ import annotations

import os
import select
import signal
import stat
import termios
from collections.abc import Callable
from contextlib import suppress
from selectors import EVENT_READ, SelectSelector
from time import monotonic
from typing import Any, Final

from textual.app import App
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.emoji import placed
from tui.terminal.input import InputReader, Unit
from tui.terminal.key_parser import KeyParser
from tui.terminal.writer import PATIENCE, Writer

PLAIN: Final = "\x1b[r\x1b[?6l\x1b[4l\x1b(B\x0f\x1b[m"
"""Resets scrolling region, origin mode, insert mode, character set and colours, which a program
that crashed may have left set, and which would garble the screen."""

MOST_BYTES: Final = 4096
"""How much is read at once: the buffer of a terminal."""

POLL: Final = 0.1
"""Seconds after which the thread checks whether to end."""

REST: Final = 64
"""The maximum number of reads at the end, for what has already arrived."""


class TerminalDriver(LinuxDriver):
    """Reads any bytes, in any pieces (`tui.terminal.input`), and draws without waiting.

    Textual's own writer blocks the app when the terminal stalls. The inherited methods start it,
    but it gets nothing to write.
    """

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        assert self._file  # set on every terminal
        self._output = self._file
        self.on_caught_up: Callable[[], None] = lambda: None
        """Called in another thread when the terminal has caught up."""
        self.on_gone: Callable[[], None] = lambda: None
        """Called in another thread when the terminal is found to be gone."""
        self._writer: Writer | None = None
        # The App handles these two signals itself, after saving.
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.signal(signal.SIGCONT, signal.SIG_DFL)

    # ------------------------------------------------------------------ output

    @property
    def is_behind(self) -> bool:
        """Whether so much output is waiting that drawing more is useless."""
        return self._writer is not None and self._writer.is_behind

    @property
    def takes_nothing(self) -> bool:
        """Whether the terminal is gone, or accepts no more output."""
        return self._writer is not None and self._writer.takes_nothing

    def write(self, data: str) -> None:
        """Write to the terminal, without waiting for it."""
        if self._writer:
            output = self._output
            self._writer.write(placed(data).encode(output.encoding, output.errors or "strict"))

    def close(self) -> None:
        """Write what is left, as long as the terminal accepts it."""
        super().close()
        if self._writer:
            self._writer.close()

    # ------------------------------------------------------------------ the terminal's modes

    @property
    def is_drawing(self) -> bool:
        """Whether the app is using the terminal: it is neither suspended nor closed."""
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
        else:  # stopped again at once: a background process cannot write to the terminal
            self._writer.close()

    # ------------------------------------------------------------------ input

    @property
    def has_input(self) -> bool:
        """Whether there is input that has not been read."""
        return self.is_drawing and not self.is_hung_up and bool(self._polled() & select.POLLIN)

    @property
    def is_hung_up(self) -> bool:
        """Whether the other end of the terminal is closed."""
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
        except Exception as error:  # noqa: BLE001 - without input the App ends with a report
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Read and post events until the driver ends."""
        reader = InputReader(ESCAPE_DELAY)
        parser = KeyParser(self._debug)

        def tell(units: list[Unit]) -> None:
            for unit in units:
                for event in parser.events(unit):
                    self.process_message(event)

        with SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)

            def read(timeout: float) -> bytes | None:
                """Return what has arrived; None at the end of the input."""
                if not selector.select(timeout):
                    return b""
                try:
                    return os.read(self.fileno, MOST_BYTES) or None
                except OSError:  # EIO: the terminal is gone
                    return None

            while not self.exit_event.is_set():
                # Read before looking at the clock: input that arrived in time must not count as
                # late because this thread had to wait for the processor.
                deadline = reader.deadline
                wait = POLL if deadline is None else min(max(deadline - monotonic(), 0), POLL)
                data = read(wait)
                if data is None:
                    tell(reader.finish())
                    self.on_gone()
                    return
                tell(reader.feed(data, monotonic()) if data else reader.tick(monotonic()))
            for _ in range(REST):
                if not (data := read(0)):
                    break
                tell(reader.feed(data, monotonic()))
            tell(reader.finish())

    def read_rest(self) -> None:
        """Post the keys that have arrived, and stop reading."""
        if self._key_thread:
            self.exit_event.set()
            self._key_thread.join(PATIENCE)
            self.exit_event.clear()

    def take_back(self) -> None:
        """Restore the terminal after another program, whatever that has changed."""
        if self.attrs_before is None:
            return
        # SIGTTOU would stop a background process that changes the terminal.
        before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        with suppress(OSError):
            os.tcsetpgrp(self.fileno, os.getpgrp())
        with suppress(termios.error):
            termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        signal.signal(signal.SIGTTOU, before)
        for descriptor in (self.fileno, self._output.fileno()):
            with suppress(OSError):
                os.set_blocking(descriptor, True)


def let_go() -> None:
    """Redirect stdout and stderr to /dev/null, so that exiting does not wait for the terminal."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        with suppress(OSError):
            if stat.S_ISCHR(os.fstat(descriptor).st_mode):  # isatty() is False after a hangup
                os.dup2(nowhere, descriptor)
    os.close(nowhere)
