"""Keys of an input method keep their order."""

import os
import sys
from pathlib import Path

import pexpect
import pytest
from textual.app import App
from textual.containers import Vertical
from textual.events import MouseDown, Paste
from textual.widgets import Button, Input, TextArea

from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry

from .hands import VIET, Desk, Question, both, held, send, settle


class Stock(App):
    """An App without our order of keys."""

    def __init__(self, *entries):
        super().__init__()
        self.entries = entries

    def compose(self):
        yield from self.entries


@pytest.mark.parametrize("stock", [Input, TextArea])
async def test_control_stock_widgets_scramble_an_input_method(stock):
    """When this fails, Textual has the fix of issue 6605, and `tui.key_queue` has less to do."""
    async with Stock(stock()).run_test() as pilot:
        send(pilot.app, VIET)
        await settle(pilot)
        assert held(pilot.app.focused) != "việt"


@both()
@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (VIET, "việt"),
        ("vie⌫êt⌫⌫ệt nam", "việt nam"),
        ("d⌫đu⌫⌫đươ⌫⌫ươngf⌫", "đương"),
        ("ac←b", "abc"),
        ("ab←←x→y", "xayb"),
        ("nghie⌫êng⌫⌫⌫⌫⌫⌫⌫nghiêng", "nghiêng"),
    ],
)
async def test_keys_in_one_read_keep_their_order(kind, keys, text):
    async with Desk(kind()).run_test() as pilot:
        send(pilot.app, keys)
        await settle(pilot)
        assert held(pilot.app.focused) == text


@both()
async def test_a_binding_above_knows_the_letters_before_it_and_not_those_after(kind):
    app = Desk(kind())
    async with app.run_test() as pilot:
        send(app, [*"vie⌫ê", "ctrl+s", *"t⌫⌫ệt", "ctrl+s", "ctrl+s", "!"])
        await settle(pilot)
        assert app.saved == ["viê", "việt", "việt"]
        assert held(app.focused) == "việt!"


async def test_what_is_typed_after_tab_goes_to_the_next_entry():
    app = Desk(LineEntry(), BodyEntry())
    async with app.run_test() as pilot:
        send(app, "tít⇥vie⌫êt")
        app._driver.send_message(Paste(" Nam"))
        await settle(pilot)
        assert [held(entry) for entry in app.entries] == ["tít", "viêt Nam"]
        await pilot.press("shift+tab", "!")
        assert app.entries[0].text == "tít!"


async def test_a_key_that_is_passed_on_is_one_key_to_those_above_as_well():
    app = Desk(LineEntry(), Button())
    async with app.run_test() as pilot:
        send(app, "a⇥x?")
        await settle(pilot)
        assert app.saved == ["mark"]
        assert app.heard == ["tab", "x", "?"]


async def test_what_was_typed_before_a_click_stays_where_it_was_typed():
    app = Desk(LineEntry(), BodyEntry())
    async with app.run_test() as pilot:
        send(app, "tí⌫ít")
        app._driver.send_message(MouseDown(None, 5, 10, 0, 0, 1, False, False, False))
        await settle(pilot)
        assert app.focused is app.entries[1]
        assert [held(entry) for entry in app.entries] == ["tít", ""]


async def test_a_dialog_can_be_opened_and_closed_from_an_entry():
    app = Desk(BodyEntry())
    async with app.run_test() as pilot:
        send(app, ["a", "ctrl+o"])
        await settle(pilot)
        assert isinstance(app.screen, Question)
        send(app, "có⎋")
        await settle(pilot)
        send(app, "b")
        await settle(pilot)
        assert app.saved == ["có"]
        assert app.entries[0].body == "ab"


async def test_an_action_may_wait_for_the_entry_to_go():
    line, body = LineEntry(), BodyEntry()
    async with Desk(Vertical(line), body).run_test() as pilot:
        line.focus()
        await settle(pilot)
        send(pilot.app, ["a", "ctrl+r", "b"])
        await settle(pilot)
        assert not line.is_attached
        assert body.body == "b"  # the focus went on to it, and the letter after it


PTY = """
import os, sys
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
from pathlib import Path
from random import Random
from tui.key_queue import KeyQueue
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry

class Desk(KeyQueue):
    BINDINGS = [("ctrl+e", "leave", "Leave")]
    def compose(self):
        yield LineEntry(placeholder="READY")
        yield BodyEntry()
    def action_leave(self):
        line, body = self.query_one(LineEntry), self.query_one(BodyEntry)
        Path(sys.argv[1]).write_text(f"{line.text}|{body.body}", encoding="utf-8")
        self.exit()

Desk().run()
"""


def test_an_input_method_in_a_real_terminal(tmp_path):
    result = tmp_path / "held"
    environment = os.environ | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    child = pexpect.spawn(
        sys.executable,
        ["-c", PTY, str(result)],
        cwd=str(Path(__file__).parents[3]),
        env=environment,
        dimensions=(24, 80),
        timeout=20,
    )
    child.expect("EADY")  # the cursor stands on the R
    fused = VIET.replace("⌫", "\x7f").encode()
    pasted = "\x1b[200~ một\rhai\x1b[201~".encode()
    child.send(fused + b"\t" + fused + pasted + b"\x05")
    child.expect(pexpect.EOF)
    child.close()
    assert result.read_text(encoding="utf-8") == "việt|việt một\nhai"
