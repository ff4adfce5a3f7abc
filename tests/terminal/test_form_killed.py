"""A form that was being filled in when toasoan ended, in a real terminal."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.terminal.term import Terminal

TYPED = "Nợ lương ba tháng"
PATIENCE = 30.0


BROKEN = """\
import os
import sys
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
import tui.dialogs.help
from tui.cli import main
def fail(*_arguments):
    raise ValueError
tui.dialogs.help.HelpScreen.__init__ = fail
sys.exit(main())
"""
"""The app, in which the help is an error that it does not know."""


def app(home: Path) -> Terminal:
    (home / "broken.py").write_text(BROKEN)
    command = [sys.executable, str(home / "broken.py")]
    return Terminal([*command, "--desk", str(home / "desk.json"), "--lang", "en"], home)


def is_kept(home: Path) -> bool:
    return any(TYPED in path.read_text() for path in home.rglob("forms/*.json"))


@pytest.mark.slow
@pytest.mark.parametrize("end", ["HUP", "TERM", "KILL", "a closed window", "a crash"])
def test_what_was_typed_is_offered_again(tmp_path: Path, end: str) -> None:
    with app(tmp_path) as desk:
        desk.wait_for("ready to use", PATIENCE)
        desk.send("enter")  # the built-in campaign
        desk.wait_for("New campaign", PATIENCE)
        desk.send("enter")
        desk.wait_for("tasks", PATIENCE)
        desk.send("\x1bn")
        desk.wait_for("No negative news logged", PATIENCE)
        desk.send("a")
        desk.wait_for("New claim", PATIENCE)
        desk.send(TYPED)
        desk.wait_for(TYPED, PATIENCE)
        if end == "KILL":
            while not is_kept(tmp_path):
                desk.pump(0.1)
        if end == "a closed window":
            desk.hang_up()
        elif end == "a crash":
            desk.send("f1")
        else:
            desk.signal(getattr(signal, f"SIG{end}"))
        desk.wait_end(PATIENCE)
    assert is_kept(tmp_path)
    with app(tmp_path) as desk:
        desk.wait_for("New claim", PATIENCE)
        desk.wait_for(TYPED, PATIENCE)
        desk.send("\x13")  # Ctrl+S
        desk.wait_for(lambda _screen: not is_kept(tmp_path), PATIENCE)
