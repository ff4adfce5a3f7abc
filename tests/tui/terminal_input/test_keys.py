"""Keys, whole or in pieces."""

from __future__ import annotations

import pytest
from textual.keys import key_to_character

from tui.commands import REGISTRY

from .line import Line, told


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a", ["a"]),
        ("việt".encode(), [*"việt"]),
        (b"d\x7f\xc4\x91", ["d", "backspace", "đ"]),
        (b"\x1b[A\x1bOP\x1b[15~\x1b[1;5D", ["up", "f1", "f5", "ctrl+left"]),
        (b"\x1b[3$\x1b[7$x", ["shift+delete", "shift+home", "x"]),  # rxvt
        (b"\x1b[[A", ["f1"]),  # the Linux console
        (b"\x1bd", ["alt+d"]),
        (b"\x1b6", ["alt+6"]),
        (b"\x1b7", ["alt+7"]),
        (b"\x1b\x7f\x1b\r", ["ctrl+w", "alt+enter"]),
        (b"\x1b0\x1b9\x1b-\x1b=", ["alt+0", "alt+9", "alt+minus", "alt+equals_sign"]),
        (b"\x1b[1;3A\x1b[1;3B\x1b[1;3C\x1b[1;3D", ["alt+up", "alt+down", "alt+right", "alt+left"]),
        (b"\x1b[1;4C\x1b[1;7D\x1b[3;3~", ["alt+shift+right", "alt+ctrl+left", "alt+delete"]),
        (b"\x1b[1;3H\x1b[1;3F\x1b[5;3~x", ["alt+home", "alt+end", "alt+pageup", "x"]),
        (b"\x1b[27;3;13~\x1b[27;3;48~x", ["alt+enter", "alt+0", "x"]),  # xterm, modifyOtherKeys
        (b"\x1b\xc4\x91", ["alt+đ"]),
        (b"\x1b\x1b[A", ["alt+up"]),  # urxvt, PuTTY
        (b"\x1b\x1b", ["escape", "escape"]),
        (b"\x1b\x1b[200~a\x1b[201~", ["escape", "pasted a"]),
        (b"\x1b[27u\x1b[100;3u", ["escape", "alt+d"]),  # Kitty
        (b"\x1b[0;;110:103:104:105:234:110:103u", [*"nghiêng"]),  # a word, by Kitty
        (b"\x1b/\x1b \x1bD", ["alt+slash", "alt+space", "alt+shift+d"]),
        (b"\x1b[<0;5;6M\x1b[<0;5;6m", ["MouseDown", "MouseUp"]),
        (b"\x1b[<0;-5;6Mx", ["x"]),  # Ghostty
        (b"\x1b[I\x1b[O", ["AppFocus", "AppBlur"]),
        (b"\x1b[5;7R", ["CursorPosition"]),
        (b"\x1b[48;40;120;800;1200t", ["Resize"]),
        (b"\x1b[?2026;2$y", ["TerminalSupportsSynchronizedOutput"]),
        (b"\x00", ["ctrl+@"]),
        (b"\x11", ["ctrl+q"]),
    ],
)
def test_a_key_is_what_it_was_and_at_once(data, said):
    line = Line().send(data)
    line.wait(0.1 if said[-1] == "escape" else 0)
    assert line.said == said


@pytest.mark.parametrize("data", [b"\x1b[A", b"\x1b[1;5D", b"\x1b[15~", b"\x1bOP", b"\xe1\xbb\x87"])
def test_a_key_in_two_pieces_is_one(data):
    start = 1 if data[0] != 0x1B else 2
    (whole,) = told(data)
    assert {tuple(told(data[:at], data[at:])) for at in range(start, len(data))} == {(whole,)}


ALT_KEYS = sorted(
    {
        key.strip()
        for command in REGISTRY.values()
        for key in command.key.split(",")
        if key.strip().startswith("alt+") and len(key_to_character(key.strip()[4:]) or "") == 1
    }
)


@pytest.mark.parametrize("key", [*ALT_KEYS, "alt+enter"])
def test_every_key_with_alt_arrives_from_a_plain_terminal(key):
    sign = "\r" if key == "alt+enter" else key_to_character(key[4:])
    assert told(b"\x1b" + sign.encode()) == [key]
