"""The installed command in a real terminal: the whole job of an editor, by keys."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.terminal.pages import FIRST_PAGE, SECOND_PAGE
from tests.terminal.term import KEYS, TOASOAN, Terminal, environment

EXPORTED = """\
Xưởng dệt bên sông mở lại ca đêm: thợ Việt vui

Bùi Hạnh |

Hải Dương – Từ ngày 2.5, xưởng dệt bên sông mở lại ca đêm sau ba tháng nghỉ.

Ban đầu có 120 thợ đi làm; nhà ăn nấu thêm một bữa lúc 0h30.

Chị Nguyễn Thị Huyền nói: “Được đi làm lại, tôi mừng.” Người thợ việt

Bùi Hạnh
TIN LIÊN QUAN

Bếp ăn ca ba đổi món theo mùa

Đỗ Lan |

Thợ góp ý vào một cuốn sổ đặt ở cửa bếp.

Tủ sách nhà trọ có người trông

Vũ Minh |

Mỗi tối một bạn trẻ ngồi trông tủ và ghi sổ mượn."""


def run(home: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command without a terminal."""
    return subprocess.run(
        [*TOASOAN, "--desk", str(home / "desk.json"), *arguments],
        input=stdin,
        capture_output=True,
        env=environment(home),
        cwd=home,
        timeout=30,
        check=False,
    )


def listed(home: Path, what: str) -> list[dict[str, Any]]:
    """Return what is on the desk, by the command line."""
    done = run(home, "list", what, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def app(home: Path, *, columns: int = 80, lines: int = 24, **env: str) -> Terminal:
    """Open the app, in English."""
    command = [*TOASOAN, "--lang", "en", "--desk", str(home / "desk.json")]
    return Terminal(command, home, columns=columns, lines=lines, env=env)


def writing(home: Path, page: bytes = FIRST_PAGE.encode(), **more: Any) -> Terminal:
    """Open the app on a desk with one page, and the page, the cursor at the end of the text."""
    assert run(home, "import", "-", stdin=page).returncode == 0
    terminal = app(home, **more)
    terminal.wait_for("being edited")
    terminal.send("f3", "enter")
    terminal.wait_for("Headline")
    terminal.wait_for("Sign-off")
    terminal.send("ctrl+end")
    return terminal


def assert_restored(terminal: Terminal) -> None:
    """Check that the terminal is as it was: its own screen, its cursor, no mouse, no pasting."""
    for mode, is_set in terminal.modes().items():
        assert is_set == (mode in (7, 25)), f"mode {mode} is {'set' if is_set else 'reset'}"
    assert {25, 1000, 1049} <= terminal.modes().keys()
    pushed = len(re.findall(rb"\x1b\[>[0-9]+u", terminal.output))
    assert pushed <= terminal.output.count(b"\x1b[<u")


# ---------------------------------------------------------------- the whole job


@pytest.mark.slow
def test_the_whole_job_at_80_by_24(machine: Path) -> None:
    out = machine / "xuất bản"
    with app(machine) as desk:
        desk.wait_for("Welcome to toasoan")
        desk.send("escape")
        desk.wait_for("Welcome", gone=True)
        desk.wait_for("No articles yet.")

        desk.send("ctrl+o")
        desk.wait_for("Open pages of text")
        desk.send(f"{machine}/pages/*.txt", "enter")
        desk.wait_for("Xưởng dệt bên sông mở lại ca đêm")
        desk.wait_for("Bùi Hạnh")

        headline(desk)
        body(desk)
        link(desk)
        campaign(desk)
        approve(desk)
        export(desk, out)

        desk.send("ctrl+q")
        assert desk.wait_end() == 0
        assert_restored(desk)
        assert b"Traceback" not in desk.output

    exported = list(out.iterdir())
    assert [file.read_bytes().decode() for file in exported] == [EXPORTED]
    name = "xuong-det-ben-song-mo-lai-ca-dem-tho-viet-vui.txt"
    assert re.fullmatch(rf"\d{{4}}-\d\d-\d\d-{name}", exported[0].name)
    on_the_desk(machine)


def headline(desk: Terminal) -> None:
    """Add to the headline: composed letters, then as an input method types over its own."""
    desk.press(*["shift+tab"] * 5, "end")
    desk.send(": thợ ", "Vie\x7fêt\x7f\x7fệt", " vui")
    desk.wait_for("mở lại ca đêm: thợ Việt vui")


def body(desk: Terminal) -> None:
    """Add a paragraph to the text in the same two ways, and wait until it is saved."""
    desk.press("f3", "ctrl+end", "enter", "enter")
    desk.send("Chị Nguyễn Thị Huyền nói: “Được đi làm lại, tôi mừng.” ")
    desk.send("Nguoi\x7f\x7f\x7fươi\x7f\x7f\x7fười tho\x7fơ\x7fợ vie\x7fêt\x7f\x7fệt")
    desk.wait_for("Người thợ việt")
    desk.wait_for("not saved yet", gone=True)
    desk.wait_for(lambda screen: re.search(r"saved \d\d:\d\d:\d\d", screen))


def link(desk: Terminal) -> None:
    """Search without marks, and link what is found behind the card that is there."""
    desk.send("f4")
    desk.wait_for("Linked (1)")
    desk.press("/", "tu sach nha tro")
    desk.wait_for("Tủ sách nhà trọ có người trông")
    desk.press("alt+l")
    desk.wait_for("once more links it")
    desk.press("alt+l")
    desk.wait_for(
        "Linked: Tủ sách"
    )  # an Esc within 100 ms of Alt and a letter is taken for its end
    desk.press("escape")
    desk.wait_for("Linked (2)")
    desk.wait_for("2 Tủ sách nhà trọ có người trông")


def campaign(desk: Terminal) -> None:
    """Begin the built-in campaign and tick its first task."""
    desk.send("f6")
    desk.wait_for("New: Workers' Month")
    desk.send("workers", "enter")
    desk.wait_for("New campaign")
    desk.send("enter")
    desk.wait_for(lambda screen: re.search(r"\b0/\d+ tasks", screen))
    desk.press("down", "space")
    desk.wait_for(lambda screen: re.search(r"\b1/\d+ tasks", screen))


def approve(desk: Terminal) -> None:
    """Set the status."""
    desk.send("f3")
    desk.wait_for("being edited ▾")
    desk.send("ctrl+t")
    desk.wait_for("Type a part of it")
    desk.send("approved")
    desk.wait_for("being edited\n", gone=True)
    desk.send("enter")
    desk.wait_for("approved ▾")


def export(desk: Terminal, folder: Path) -> None:
    """Write the page to a folder that is not there yet."""
    desk.send("ctrl+e")
    desk.wait_for("Folder")
    assert "Not finished" not in desk.text()
    assert "ban-nhap" not in desk.text()
    desk.send("end", "ctrl+u", str(folder), "enter")
    desk.wait_for("Written:")


def on_the_desk(home: Path) -> None:
    """Check the desk file by the command line."""
    first, second = sorted(listed(home, "articles"), key=lambda row: len(row["related"]))[::-1]
    assert first["headline"] == EXPORTED.partition("\n")[0]
    assert first["status"] in ("approved", "exported")
    assert second["headline"] == SECOND_PAGE.partition("\n")[0]
    news = {row["headline"]: row for row in listed(home, "news")}
    assert len(news) == 2
    assert first["related"] == [
        news["Bếp ăn ca ba đổi món theo mùa"]["id"],
        news["Tủ sách nhà trọ có người trông"]["id"],
    ]
    tasks = listed(home, "tasks")
    assert len(tasks) > 10
    assert [row["status"] for row in tasks].count("done") == 1
    assert [row["id"] for row in listed(home, "campaigns")] == [tasks[0]["campaign_id"]]
    assert run(home, "show", first["id"]).stdout.decode() == EXPORTED
    assert run(home, "show", second["id"]).stdout.decode() == SECOND_PAGE


# ---------------------------------------------------------------- nothing that was typed is lost


@pytest.mark.parametrize("signal_name", ["SIGHUP", "SIGTERM"])
def test_a_signal_saves_what_was_just_typed(machine: Path, signal_name: str) -> None:
    import signal

    with writing(machine) as desk:
        desk.send(" Vừa gõ xong.")
        desk.wait_for("Vừa gõ xong.")
        desk.signal(getattr(signal, signal_name))
        desk.wait_end()
        assert_restored(desk)
        assert b"Traceback" not in desk.output
    assert "lúc 0h30. Vừa gõ xong.\n" in the_page(machine)


def test_a_window_that_is_closed_saves_what_was_just_typed(machine: Path) -> None:
    with writing(machine) as desk:
        desk.send(" Cửa sổ đóng lại.")
        desk.wait_for("Cửa sổ đóng lại.")
        desk.hang_up()
        desk.wait_end()
    assert "lúc 0h30. Cửa sổ đóng lại.\n" in the_page(machine)


def test_what_is_called_saved_survives_kill_9(machine: Path) -> None:
    with writing(machine) as desk:
        desk.send(" Đã cất vào tệp.")
        desk.wait_for("Đã cất vào tệp.")
        desk.wait_for("saved ")
        desk.wait_for("not saved yet", gone=True)
        desk.kill()
    with app(machine) as again:
        again.wait_for("Xưởng dệt bên sông")
        again.send("f3")
        again.settle()
        if "Sign-off" not in again.text():
            again.send("enter")
        again.wait_for("Đã cất vào tệp.")


def test_a_crash_leaves_text_terminal_and_one_sentence(machine: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text(
        "import sys\n"
        "import tui.dialogs.help\n"
        "from tui.cli import main\n"
        "def fail(*_arguments):\n"
        "    headline = 'bí mật của bài'\n"
        "    raise ValueError(headline)\n"
        "tui.dialogs.help.HelpScreen.__init__ = fail\n"
        "sys.exit(main())\n"
    )
    import sys

    command = [sys.executable, str(broken), "--lang", "en", "--desk", str(machine / "desk.json")]
    assert run(machine, "import", "-", stdin=FIRST_PAGE.encode()).returncode == 0
    with Terminal(command, machine, env={"TEXTUAL_DISABLE_KITTY_KEY": "1"}) as desk:
        desk.wait_for("being edited")
        desk.send("f3", "enter")
        desk.wait_for("Sign-off")
        desk.send("ctrl+end", " Trước khi ngã.")
        desk.wait_for("Trước khi ngã.")
        desk.send("f1")
        assert desk.wait_end() != 0
        assert_restored(desk)
        after = bytes(desk.output).rpartition(b"\x1b[?1049l")[2].decode()
        assert "your text is saved" in " ".join(after.split())
        assert "Traceback" not in after
        assert "bí mật" not in after
    assert "lúc 0h30. Trước khi ngã.\n" in the_page(machine)
    reports = list((machine / "state").rglob("crash-*.txt"))
    assert len(reports) == 1
    assert "ValueError" in reports[0].read_text()
    assert "bí mật" not in reports[0].read_text()


def the_page(home: Path) -> str:
    """Return the page of the only article."""
    (article,) = listed(home, "articles")
    return run(home, "show", article["id"]).stdout.decode()


# ---------------------------------------------------------------- the keys and the window


class Burst(NamedTuple):
    """Keys typed in the editor, and what shows that they arrived."""

    keys: list[str]
    shown: str
    before: tuple[str, ...] = ()


BURSTS = {
    "tab to the body and write": Burst(["\t"] * 5 + list("đầu "), "0h30.đầu", ("shift+tab",) * 5),
    "back to the headline": Burst(
        ["shift+tab"] * 5 + ["end"] + list("! vie\x7fêt\x7f\x7fệt"), "mở lại ca đêm! việt"
    ),
    "to the body by F3": Burst(["f3", "ctrl+end", *" rồi"], "0h30. rồi", ("shift+tab",) * 5),
    "search": Burst(["/", *"bep an"], "bep an", ("f4",)),
    "search while writing": Burst(["alt+g", *"bep an"], "bep an"),
    "filter the articles": Burst([*"fdet"], "det", ("escape",)),
    "status": Burst(["ctrl+t", *"approved", "enter"], "approved ▾"),
    "find": Burst(["ctrl+f", *"nha an"], "nha an"),
}


@pytest.mark.slow
@pytest.mark.parametrize("burst", BURSTS.values(), ids=BURSTS)
def test_keys_sent_all_at_once_do_what_they_do_one_by_one(machine: Path, burst: Burst) -> None:
    """As over a slow line, or while the app is busy: many keys in one read."""
    screens = []
    for at_once in (False, True):
        home = machine / str(at_once)
        home.mkdir()
        with writing(home) as desk:
            for key in burst.before:
                desk.send(key)
                desk.settle()
            if at_once:
                desk.send("".join(KEYS.get(key, key) for key in burst.keys))
            else:
                desk.press(*burst.keys)
            desk.settle(0.4)
            if any(" chars · " in line for line in desk.screen()):
                desk.wait_for("•1 · ")  # the text has been checked
            screens.append([line for line in desk.screen()[2:-1] if "▌" not in line])
    assert any(burst.shown in line for line in screens[0]), screens[0]
    assert screens[1] == screens[0]


@pytest.mark.slow
def test_ctrl_c_does_not_leave(machine: Path) -> None:
    with writing(machine) as desk:
        for place in ("f3", "f4", "f2"):
            desk.press(place, "ctrl+c")
            desk.wait_for("Ctrl+Q")
            desk.wait_for("Ctrl+Q", gone=True)
        desk.send("ctrl+q")
        assert desk.wait_end() == 0


def test_a_second_app_on_the_same_desk_is_refused_in_one_sentence(machine: Path) -> None:
    with app(machine) as first:
        first.wait_for("Welcome")
        with app(machine) as second:
            assert second.wait_end() == 2
            said = second.text()
        assert said.startswith("toasoan: The desk")
        assert said.count("toasoan:") == 1
        assert "Traceback" not in said


@pytest.mark.parametrize("empty", [True, False], ids=["first start", "a page"])
def test_a_tiny_window_shows_one_sentence(machine: Path, empty: bool) -> None:
    sentence = "The window is too small: 20×5; toasoan needs 40×10."
    if not empty:
        run(machine, "import", "-", stdin=FIRST_PAGE.encode())
    with app(machine, columns=20, lines=5) as desk:
        desk.wait_for(lambda screen: screen.strip())
        desk.settle()
        assert " ".join(desk.text().split()) == sentence
        desk.resize(80, 24)
        desk.wait_for("Welcome" if empty else "Xưởng dệt bên sông")
        desk.resize(20, 5)
        desk.settle()
        assert " ".join(desk.text().split()) == sentence
        desk.send("ctrl+q")
        assert desk.wait_end() == 0
        assert b"Traceback" not in desk.output


def test_a_wide_window_shows_the_three_panes(machine: Path) -> None:
    with writing(machine, columns=140, lines=45) as desk:
        desk.wait_for("1 Bếp ăn ca ba đổi món theo mùa")
        for part in ("Checklist", "Articles", "Related", "Headline", "No campaign yet."):
            assert part in desk.text()


# ---------------------------------------------------------------- what reaches the terminal


def test_no_color_means_no_colour(machine: Path) -> None:
    with writing(machine, NO_COLOR="1") as desk:
        desk.send("f2")
        desk.wait_for("No campaign yet.")
        desk.send("ctrl+p")
        desk.settle()
        desk.send("escape", "ctrl+q")
        assert desk.wait_end() == 0
        assert colours(desk.output) == set()


def colours(output: bytes | bytearray) -> set[bytes]:
    """Return the sequences that set a colour."""
    found = set()
    for parameters in re.findall(rb"\x1b\[([0-9;:]*)m", output):
        codes = [int(code or 0) for code in re.split(rb"[;:]", parameters)]
        if any(30 <= c <= 38 or 40 <= c <= 48 or 90 <= c <= 107 for c in codes):
            found.add(parameters)
    return found


NASTY = {
    "title": "\x1b]0;chiếm tiêu đề\x07",
    "colour": "\x1b[31;47mĐỎ\x1b[0m",
    "clear": "\x1b[2J\x1b[H",
    "one character CSI": "\x9b31m",
    "bell": "kêu\x07to",
    "turned": "\u202eđảo ngược\u202c",
    "isolated": "\u2067cô lập\u2069",
    "marks": "\u200f\u200e\u061c",
    "zero width": "\u200bkhông\u200drộng\ufeff",
    "lines": "\u2028\u2029\x85",
    "backspaces": "xoá\x08\x08\x08",
}

POINTER = re.compile("\x1b]22;[a-z]*\x07")
"""The shape of the mouse pointer, which Textual sets; it ends with the bell's character."""


def test_what_a_page_holds_is_never_obeyed_by_the_terminal(machine: Path) -> None:
    all_of_it = "|".join(f"{name} {text}" for name, text in NASTY.items()).replace("|", " – ")
    page = FIRST_PAGE.replace("ca đêm", f"ca {all_of_it} đêm").replace("Lan", f"Lan {all_of_it}")
    with writing(machine, page.encode()) as desk:
        desk.press("f4")
        desk.wait_for("Linked (1)")
        desk.press("v")
        desk.settle()
        desk.press("escape", "ctrl+e")
        desk.wait_for("Folder")
        desk.press("escape", "f3", "ctrl+t")
        desk.wait_for("Type a part of it")
        desk.press("escape", "escape")
        desk.wait_for("Open")
        desk.press("delete")  # no letter: so soon after Esc one may have been Alt and that letter
        desk.wait_for("Delete the article")
        desk.press("right", "enter")
        desk.wait_for("Deleted:")
        desk.press("ctrl+z", "enter")
        desk.wait_for("Sign-off")
        desk.send("ctrl+q")
        assert desk.wait_end() == 0
        sent = POINTER.sub("", bytes(desk.output).decode())
    obeyed = {name for name, text in NASTY.items() if text in sent}
    assert obeyed == set()
    bad = set("".join(NASTY.values())) - set("\x1b") - {c for c in sent if c.isprintable()}
    assert {c for c in bad if not c.isprintable() and c in sent} == set()
    assert the_page(machine) == page
