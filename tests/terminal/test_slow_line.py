"""The app behind a line that cuts anywhere, and a terminal that says what nobody asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import open_desk
from tests.terminal.term import TOASOAN, Terminal

SLOW = 0.15
"""Seconds between two halves: longer than an ESC waits to be the key Esc."""

PAGE = """\
Chợ nổi họp lại sau mùa lũ

Lê Nga |

Cần Thơ – Ba mươi ghe về bến từ sáng sớm.

Lê Nga"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with a desk that has one article."""
    with open_desk(tmp_path / "desk.json") as desk:
        desk.articles.import_page(PAGE.encode(), "page.txt")
    return tmp_path


def writing(home: Path) -> Terminal:
    """Open the app and the article, the cursor at the start of its text."""
    command = [*TOASOAN, "--lang", "en", "--desk", str(home / "desk.json")]
    terminal = Terminal(command, home, columns=100)
    terminal.wait_for("Chợ nổi")
    terminal.send("f3", "enter")
    terminal.wait_for("Sign-off")
    terminal.send("ctrl+end", "ctrl+home")
    return terminal


def carry(terminal: Terminal, *pieces: bytes) -> None:
    """Send some pieces, with a pause after each."""
    for piece in pieces:
        terminal.send(piece)
        terminal.pump(SLOW)


def leave(terminal: Terminal, home: Path) -> str:
    """Leave the app by its key; return the text of the article."""
    terminal.send("ctrl+q")
    assert terminal.wait_end() == 0
    assert b"Traceback" not in terminal.output
    with open_desk(home / "desk.json") as desk:
        (article,) = desk.articles
        return article.body


def test_pastes_answers_and_bytes_that_are_no_text(home: Path) -> None:
    with writing(home) as terminal:
        carry(terminal, b"\x1b[20", b"0~dan \xe1\xbb", b"\x87\x1bd\x1b[20", b"1~")
        terminal.wait_for("dan ệ")
        carry(terminal, b"\x1b", b"[200~two\x1b[201~")
        terminal.wait_for("two")
        carry(terminal, b"\x1b[M \x82!", b"\x1b]11;rgb:1c1c/", b"1c1c/1c1c\x1b\\\x1b[?62;", b"4c")
        carry(terminal, b"\xe9", b"three")
        text = leave(terminal, home)
    assert text.startswith("dan ệ\x1bdtwo\ufffdthreeCần Thơ")


def test_a_paste_that_never_ends(home: Path) -> None:
    with writing(home) as terminal:
        terminal.send(b"\x1b[200~one")
        terminal.wait_for("one")  # after a second
        terminal.send("two")
        terminal.wait_for("onetwo")
        assert leave(terminal, home).startswith("onetwoCần Thơ")


def test_alt_and_a_letter_on_a_slow_line(home: Path) -> None:
    with writing(home) as terminal:
        carry(terminal, b"\x1b", b"d")
        terminal.wait_for("may have been Alt+D")
        assert leave(terminal, home).startswith("Cần Thơ")
