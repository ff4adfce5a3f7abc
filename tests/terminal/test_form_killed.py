"""A form that was being filled in when toasoan ended, in a real terminal."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.terminal.term import TOASOAN, Terminal

TYPED = "Nợ lương ba tháng"


def app(home: Path) -> Terminal:
    return Terminal([*TOASOAN, "--desk", str(home / "desk.json"), "--lang", "en"], home)


def is_kept(home: Path) -> bool:
    return any(TYPED in path.read_text() for path in home.rglob("forms/*.json"))


@pytest.mark.slow
@pytest.mark.parametrize("end", ["HUP", "TERM", "KILL", "a closed window"])
def test_what_was_typed_is_offered_again(tmp_path: Path, end: str) -> None:
    with app(tmp_path) as desk:
        desk.wait_for("F1", 30)
        desk.send("enter")  # the built-in campaign
        desk.wait_for("New campaign")
        desk.send("enter")
        desk.wait_for("tasks")
        desk.send("\x1bn")
        desk.wait_for("No negative news logged")
        desk.send("a")
        desk.wait_for("New claim")
        desk.send(TYPED)
        desk.wait_for(TYPED)
        if end == "KILL":
            while not is_kept(tmp_path):
                desk.pump(0.1)
        if end == "a closed window":
            desk.hang_up()
        else:
            desk.signal(getattr(signal, f"SIG{end}"))
        desk.wait_end()
    assert is_kept(tmp_path)
    with app(tmp_path) as desk:
        desk.wait_for("New claim", 30)
        desk.wait_for(TYPED)
        desk.send("\x13")  # Ctrl+S
        desk.wait_for("tasks")
        assert not is_kept(tmp_path)
