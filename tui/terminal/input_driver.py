"""Textual's driver with robust input: no bytes stop it, and no slow line confuses it."""

from __future__ import annotations

import os
import signal
from selectors import EVENT_READ, SelectSelector
from time import monotonic
from typing import Final

from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.input import InputReader, Unit
from tui.terminal.key_parser import KeyParser

MOST_BYTES: Final = 4096
"""How much is read at once: the buffer of a terminal."""

POLL: Final = 0.1
"""Seconds after which the thread checks whether to end."""

REST: Final = 64
"""The most reads at the end, for what has already arrived."""


class InputDriver(LinuxDriver):
    """Reads any bytes, in any pieces (`tui.terminal.input`)."""

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
                    self.on_input_end()
                    return
                tell(reader.feed(data, monotonic()) if data else reader.tick(monotonic()))
            for _ in range(REST):
                if not (data := read(0)):
                    break
                tell(reader.feed(data, monotonic()))
            tell(reader.finish())

    def on_input_end(self) -> None:
        """Leave, as after a hangup."""
        os.kill(os.getpid(), signal.SIGHUP)
