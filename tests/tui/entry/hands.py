"""Apps of two entries, and keys as a driver sends them."""

from time import monotonic

import pytest
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import TextArea

from tui.key_queue import KeyQueue
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry

VIET = "vie⌫êt⌫⌫ệt"  # what an input method that types by backspace sends for "vieetj"

SEPARATORS = "\u2028\u2029\x85\v\f\x1c\x1d\x1e\r\r\n\x1b[2J\u202e\ufeff\ud800\U0010f01b"


class Desk(KeyQueue):
    """Two entries, bindings of the App, and a note of all that happened."""

    CSS = "LineEntry, LineEntry:focus { height: 1; border: none; padding: 0; }"
    BINDINGS = [
        ("ctrl+s", "save", "Save"),
        ("ctrl+o", "ask", "Ask"),
        ("ctrl+r", "clear_away", "Clear away"),
        ("x", "mark", "Mark"),
    ]

    def __init__(self, *entries):
        super().__init__()
        self.entries = entries
        self.saved = []
        self.changes = []
        self.heard = []

    def compose(self):
        yield from self.entries

    def action_save(self):
        self.saved.append(held(self.focused))

    def action_mark(self):
        self.saved.append("mark")

    async def action_ask(self):
        await self.push_screen(Question())

    async def action_clear_away(self):
        await self.query_one(Vertical).remove()

    def on_key(self, event):
        self.heard.append(event.key)

    def on_text_area_changed(self, event):
        self.changes.append(event.text_area.text)

    def on_input_changed(self, event):
        self.changes.append(event.input.value)


class Question(ModalScreen):
    BINDINGS = [("escape", "answer", "Answer")]

    def compose(self):
        yield LineEntry(id="answer")

    async def action_answer(self):
        # The App's turn may wait for the screen to go; the entry's own would wait for itself.
        assert isinstance(self.app, Desk)
        self.app.saved.append(self.query_one(LineEntry).text)
        await self.app.pop_screen()


def held(entry):
    if isinstance(entry, BodyEntry):
        return entry.body
    if isinstance(entry, LineEntry):
        return entry.text
    return entry.text if isinstance(entry, TextArea) else entry.value


NAMED = {"⌫": "backspace", "←": "left", "→": "right", "↵": "enter", "⇥": "tab", "⎋": "escape"}


def send(app, keys, at=None, gap=0.0):
    """Post keys in a row, as the driver does with what came in one read."""
    for place, key in enumerate(keys):
        event = Key(NAMED.get(key, key), None if key in NAMED or len(key) > 1 else key)
        event.time = (monotonic() if at is None else at) + place * gap
        app._driver.send_message(event)


async def settle(pilot):
    while not getattr(pilot.app, "is_settled", True):
        await pilot.pause()
    for _ in range(4):
        await pilot.pause()


def both():
    return pytest.mark.parametrize("kind", [LineEntry, BodyEntry])
