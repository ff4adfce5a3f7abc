"""A terminal that stalls, goes away, is lent or stopped: what was typed is saved, and the app ends.

Each test runs the installed command in a pty.
"""

from __future__ import annotations

import re
import signal
import sys
from pathlib import Path

import pytest

from tests.terminal.pages import FIRST_PAGE
from tests.terminal.term import KEYS, TOASOAN, Terminal
from tests.terminal.test_whole_job import (
    app,
    assert_restored,
    colours,
    run,
    the_page,
    writing,
)

FULL_FRAMES = ("f2", "f3") * 15
"""Keys that draw the whole screen again and again: more than any terminal keeps for later."""

LONG = 30.0
"""Seconds that a busy machine gets; what is waited for comes in less than one as a rule."""


def stall(desk: Terminal) -> None:
    """Let a terminal take no more output."""
    desk.type_blindly(*FULL_FRAMES)


def the_desk_is_free(home: Path) -> bool:
    """Tell whether another command can write on the desk."""
    return run(home, "import", "-", stdin=b"T\xc3\xadt hai\n\nA |\n\nThan.\n").returncode == 0


# ---------------------------------------------------------------- it takes no more output


@pytest.mark.parametrize("end", [signal.SIGHUP, signal.SIGTERM, None], ids=["HUP", "TERM", "close"])
def test_on_a_stalled_terminal_all_is_saved_and_the_app_ends(machine, end):
    with writing(machine) as desk:
        stall(desk)
        desk.type_blindly(*"x" * 120)
        saved_by(machine, desk, "x" * 120)
        if end is None:
            desk.hang_up()
        else:
            desk.signal(end)
        assert desk.wait_end(LONG, blindly=True) == 0
    assert the_page(machine).count("x" * 120) == 1
    assert the_desk_is_free(machine)


def saved_by(home: Path, desk: Terminal, text: str) -> None:
    """Wait until the app has saved a text, with nothing but its own clock to make it do so."""
    for _try in range(40):
        if text in the_page(home):
            return
    raise AssertionError(f"{text!r} is not saved while the terminal is stalled")


def test_a_terminal_that_takes_output_again_shows_what_is(machine):
    with writing(machine, columns=100) as desk:
        stall(desk)
        desk.type_blindly("f3", "ctrl+end", *"Sau khi chờ lâu.")
        saved_by(machine, desk, "Sau khi chờ lâu.")
        desk.wait_for("0h30.Sau khi chờ lâu.")
        desk.wait_for("Headline")
        desk.send(" Và gõ tiếp.")
        desk.wait_for("Sau khi chờ lâu. Và gõ tiếp.")
        desk.send("ctrl+q")
        assert desk.wait_end(LONG) == 0
        assert_restored(desk)


BROKEN = """
import sys
from tui.cli import main
from tui.panes.editor import ArticleEditor
counted = ArticleEditor._paused
def paused(editor):
    if "BÙM" in editor.body.body:
        raise ZeroDivisionError
    counted(editor)
ArticleEditor._paused = paused
sys.exit(main())
"""


def test_a_crash_on_a_stalled_terminal_saves_reports_and_ends(machine):
    (machine / "broken.py").write_text(BROKEN)
    command = [sys.executable, str(machine / "broken.py"), "--lang", "en", "--desk"]
    assert run(machine, "import", "-", stdin=FIRST_PAGE.encode()).returncode == 0
    with Terminal([*command, str(machine / "desk.json")], machine) as desk:
        desk.wait_for("being edited")
        desk.send("f3", "enter")
        desk.wait_for("Sign-off")
        stall(desk)
        desk.type_blindly("f3", "ctrl+end", *"BÙM")
        assert desk.wait_end(LONG, blindly=True) == 1
    assert "0h30.BÙM\n" in the_page(machine)
    (report,) = (machine / "state").rglob("crash-*.txt")
    assert "ZeroDivisionError" in report.read_text()
    assert the_desk_is_free(machine)


# ---------------------------------------------------------------- signals


@pytest.mark.parametrize(
    "sent",
    [
        (signal.SIGHUP,),
        (signal.SIGTERM,),
        (signal.SIGQUIT,),
        (signal.SIGHUP, signal.SIGCONT, signal.SIGTERM, signal.SIGHUP),
    ],
    ids=["HUP", "TERM", "QUIT", "as a window and its shell send them"],
)
def test_keys_in_line_are_taken_before_a_signal_ends_the_app(machine, sent):
    with writing(machine) as desk:
        desk.send(" Chữ mới gõ, và dài đủ để còn chờ.")
        for number in sent:
            desk.signal(number)
        assert desk.wait_end(LONG) == 0
        assert_restored(desk)
    assert "0h30. Chữ mới gõ, và dài đủ để còn chờ.\n" in the_page(machine)


def test_a_signal_starts_no_editor_though_its_key_waits_in_line(machine):
    with writing(machine, EDITOR=program(machine, "touch started; sleep 60")) as desk:
        desk.send(" Chữ mới." + KEYS["ctrl+g"] + " Chữ sau.")
        desk.signal(signal.SIGTERM)
        assert desk.wait_end(LONG) == 0
    page = the_page(machine)
    assert "0h30. Chữ mới." in page
    assert " Chữ sau." in page or (machine / "started").exists()


def test_keys_typed_behind_the_one_that_leaves_are_no_error(machine):
    with writing(machine) as desk:
        desk.send(KEYS["ctrl+q"] + "abcdef" * 20)
        assert desk.wait_end(LONG) == 0


def test_stopping_saves_first_and_going_on_draws_and_takes_keys(machine):
    with writing(machine, columns=140) as desk:
        desk.send(" Trước khi dừng.")
        desk.signal(signal.SIGTSTP)
        desk.wait_stopped()
        assert "0h30. Trước khi dừng.\n" in the_page(machine)
        assert_restored(desk)
        desk.signal(signal.SIGCONT)
        desk.wait_for("0h30. Trước khi dừng.")
        desk.send(" Đi tiếp.")
        desk.wait_for("dừng. Đi tiếp.")
        desk.signal(signal.SIGSTOP)  # no warning at all
        desk.wait_stopped()
        desk.signal(signal.SIGCONT)
        desk.send(" Lần nữa.")
        desk.wait_for("Đi tiếp. Lần nữa.")
        desk.signal(signal.SIGTSTP)
        desk.wait_stopped()
        desk.hang_up()
        assert desk.wait_end(LONG) == 0
    assert "Đi tiếp. Lần nữa.\n" in the_page(machine)


def test_an_input_that_ends_without_a_signal_ends_the_app(machine):
    assert run(machine, "import", "-", stdin=FIRST_PAGE.encode()).returncode == 0
    deaf = (
        f'trap "" HUP; {" ".join(TOASOAN)} --lang en --desk desk.json; '
        "echo $? >code.part; mv code.part code; sleep 60"
    )
    with Terminal(["/bin/sh", "-c", deaf], machine) as shell:
        shell.wait_for("being edited")
        shell.send("f3", "enter")
        shell.wait_for("Sign-off")
        shell.send("ctrl+end", " Trước khi đứt.")
        shell.wait_for("Trước khi đứt.")
        shell.hang_up()
        for _try in range(60):
            if "Trước khi đứt." in the_page(machine) and (machine / "code").exists():
                break
        assert (machine / "code").read_text() == "0\n"
    assert "0h30. Trước khi đứt.\n" in the_page(machine)
    assert the_desk_is_free(machine)


# ---------------------------------------------------------------- lent to an editor


ODD = (
    "stty raw -echo -opost; "
    r"printf '\033[5;8r\033[?6h\033[4h\033(0\033[?1000h\033[31m\033[?25l'; exit 3"
)
"""An editor that ends badly, and leaves a terminal in which nothing looks right."""

EDITORS = {
    "fails, and leaves an odd terminal": (ODD, "ended with an error (3)"),
    "stops itself": ("kill -STOP $$; printf 'Mới.' > \"$1\"; exit 4", "is kept in"),
    "is killed": ("kill -KILL $$", "(SIGKILL)"),
    "sends Ctrl+C to all": ("kill -INT 0; sleep 5", "(SIGINT)"),
}


@pytest.mark.parametrize(("script", "told"), EDITORS.values(), ids=EDITORS)
def test_an_editor_that_ends_badly_is_told_and_the_app_goes_on(machine, script, told):
    with writing(machine, EDITOR=program(machine, script)) as desk:
        before = desk.attributes()
        desk.send("ctrl+g")
        desk.wait_for(lambda screen: told in in_one_line(screen))
        desk.send(" Vẫn gõ được.")
        desk.wait_for("0h30. Vẫn gõ được.")
        assert desk.attributes() == before
        desk.send("ctrl+q")
        assert desk.wait_end(LONG) == 0
        assert_restored(desk)
    assert "0h30. Vẫn gõ được.\n" in the_page(machine)


def test_what_an_editor_has_written_before_the_window_closes_is_told(machine):
    editor = program(machine, "printf 'Chữ của vi.' > \"$1\"; touch written; sleep 60 & wait")
    with writing(machine, EDITOR=editor) as desk:
        desk.send(" Trước.")
        desk.wait_for("0h30. Trước.")
        desk.send("ctrl+g")
        while not (machine / "written").exists():
            desk.pump(0.05)
        desk.hang_up()
        assert desk.wait_end(LONG) == 0
    assert "0h30. Trước.\n" in the_page(machine)
    with app(machine) as again:
        again.wait_for(
            lambda screen: "What could not be saved before is kept in" in in_one_line(screen)
        )
    (kept,) = (machine / "state" / "toasoan").glob("unsaved-*.txt")
    assert kept.read_text() == "Chữ của vi."
    assert kept.stat().st_mode & 0o077 == 0


def in_one_line(screen: str) -> str:
    """Return a screen with its notices as they read."""
    return re.sub(r"\s*▌?\s+", " ", screen)


def program(home: Path, script: str) -> str:
    """Write a shell script that can be run; return its path."""
    path = home / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


# ---------------------------------------------------------------- colours


@pytest.mark.parametrize(
    ("env", "has_colours"),
    [
        ({"NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "unknown"}, False),
        ({"TERM": ""}, False),
    ],
    ids=str,
)
def test_who_gets_colours(machine, env, has_colours):
    with app(machine, **env) as desk:
        desk.wait_for("Welcome to toasoan")
        assert bool(colours(desk.output)) is has_colours
