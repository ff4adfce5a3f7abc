"""Textual's driver with an input that nothing ends and no slow line confuses."""

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
"""How much is read at once: as much as a terminal keeps."""

POLL: Final = 0.1
"""Seconds after which the thread looks whether it is to end."""

REST: Final = 64
"""How often is read at the end, at the most, what has come already."""


class InputDriver(LinuxDriver):
    """Reads the terminal: any bytes, in any pieces (`tui.terminal.input`)."""

    def run_input_thread(self) -> None:
        """Read, and tell the app what was typed, until it is to end."""
        reader = InputReader(ESCAPE_DELAY)
        parser = KeyParser(self._debug)

        def tell(units: list[Unit]) -> None:
            for unit in units:
                for event in parser.events(unit):
                    self.process_message(event)

        with SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)

            def read(timeout: float) -> bytes | None:
                """Return what has come; None when nothing comes any more."""
                if not selector.select(timeout):
                    return b""
                try:
                    return os.read(self.fileno, MOST_BYTES) or None
                except OSError:  # EIO: the terminal is gone
                    return None

            while not self.exit_event.is_set():
                # What has come is read before the time is looked at: a thread that had to wait
                # for the processor must not take for late what came in time.
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
        """Do what a terminal that is gone asks for: leave, as when it hangs up."""
        os.kill(os.getpid(), signal.SIGHUP)
