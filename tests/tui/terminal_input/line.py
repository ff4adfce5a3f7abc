"""A terminal at the end of a line that is slow.

`tui.terminal` knows no clock: the pauses are numbers here.
"""

from __future__ import annotations

from textual import events
from textual.message import Message

from tui.terminal.input import InputReader
from tui.terminal.key_parser import KeyParser

START, END = b"\x1b[200~", b"\x1b[201~"
SLOW = 0.12  # of the reports: seconds between two halves


class Line:
    """A line to the app: what it carries, and what the app makes of it."""

    def __init__(self) -> None:
        self.reader = InputReader()
        self.parser = KeyParser()
        self.now = 1000.0
        self.events: list[Message] = []

    def send(self, data: bytes) -> Line:
        """Carry some bytes, all at once."""
        self._take(self.reader.feed(data, self.now))
        return self

    def wait(self, seconds: float) -> Line:
        """Carry nothing for a while; time-outs come when they are due."""
        end = self.now + seconds
        while (deadline := self.reader.deadline) is not None and deadline <= end:
            self.now = max(self.now, deadline)
            self._take(self.reader.tick(self.now))
        self.now = end
        return self

    def _take(self, units) -> None:
        for unit in units:
            self.events += self.parser.events(unit)

    @property
    def said(self) -> list[str]:
        """What the app is told: keys by their names, pastes, the other events by their class."""
        return [
            event.key
            if isinstance(event, events.Key)
            else f"pasted {event.text}"
            if isinstance(event, events.Paste)
            else type(event).__name__
            for event in self.events
        ]


def told(*pieces: bytes, pause: float = SLOW) -> list[str]:
    """Say what the app is told of pieces with a pause after each, and of the silence at the end."""
    line = Line()
    for piece in pieces:
        line.send(piece).wait(pause)
    return line.wait(3).said


def without_escape(said: list[str]) -> list[str]:
    """Leave out an Esc that was taken back, with its being taken back."""
    assert said[:2] == ["escape", "EscapeWasNone"]
    return said[2:]
