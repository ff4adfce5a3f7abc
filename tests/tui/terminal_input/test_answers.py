"""Answers of the terminal type nothing."""

from __future__ import annotations

import base64

import pytest
from textual import events

from tui.terminal.input import STRING_PATIENCE
from tui.terminal.key_parser import EscapeWasNone

from .line import END, SLOW, START, Line, told, without_escape


def cuts(data: bytes):
    """Return a sequence cut once, at every place but behind its ESC."""
    return [(data[:at], data[at:]) for at in range(2, len(data))]


ANSWERS = {
    "DA1": b"\x1b[?62;4;22c",
    "DA2": b"\x1b[>41;354;0c",
    "cursor": b"\x1b[12;34R",
    "mode": b"\x1b[?1049;2$y",
    "status": b"\x1b[0n",
    "colour scheme": b"\x1b[?997;1n",
    "keyboard": b"\x1b[?7u",
    "modify keys": b"\x1b[>4;2m",
    "size": b"\x1b[8;24;80t",
    "resize": b"\x1b[48;24;80;480;800t",
    "focus": b"\x1b[I",
    "foreground": b"\x1b]10;rgb:ffff/ffff/ffff\x07",
    "background": b"\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\",
    "palette": b"\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    "version": b"\x1bP>|XTerm(370)\x1b\\",
    "setting": b"\x1bP1$r0m\x1b\\",
    "capability": b"\x1bP1+r544e=787465726d\x1b\\",
    "DA3": b"\x1bP!|7E565445\x1b\\",
    "graphics": b"\x1b_Gi=31;OK\x1b\\",
}
UNKNOWN = {
    "CSI": b"\x1b[1;2;3;4x",
    "CSI with '": b"\x1b[1'w",
    "SS3": b"\x1bO5P",
    "OSC": b"\x1b]777;notify;d;d\x07",
    "OSC of letters": b"\x1b]lxterm d\x1b\\",
    "clipboard": b"\x1b]52;c;" + base64.b64encode(bytes(300_000)) + b"\x07",
    "DCS": b"\x1bPqdddd\x1b\\",
    "APC": b"\x1b_dddd\x1b\\",
    "PM": b"\x1b^dddd\x1b\\",
    "SOS": b"\x1bXdddd\x1b\\",
    "cancelled": b"\x1bPdddd\x18",
}


def is_silent(said: list[str]) -> bool:
    """Tell whether nothing of it is a key or a text."""
    return {*said} <= {"AppFocus", "CursorPosition", "Resize", "TerminalSupports", "f3", "f1"}


@pytest.mark.parametrize("answer", [*ANSWERS.values(), *UNKNOWN.values()], ids=[*ANSWERS, *UNKNOWN])
def test_an_answer_types_nothing(answer):
    assert is_silent(Line().send(answer).said)
    assert told(b"a" + answer + b"b")[-1] == "b"
    if len(answer) < 100:
        for start, end in cuts(answer):
            assert is_silent(told(start, end)), (start, end)
            assert is_silent(told(start, end, pause=1.0)), (start, end)


@pytest.mark.parametrize(
    ("answer", "pause"),
    [
        pytest.param(answer, pause, id=f"{name}, {pause}")
        for name, answer in ANSWERS.items()
        for pause in (SLOW, 0.8)
        if len(answer) * pause < STRING_PATIENCE  # else it would swallow a text, if it had no end
    ],
)
def test_an_answer_that_comes_byte_by_byte_types_nothing(answer, pause):
    said = told(*[answer[at : at + 1] for at in range(len(answer))], pause=pause)
    assert is_silent(without_escape(said)), said


@pytest.mark.parametrize("answer", [*ANSWERS.values()], ids=[*ANSWERS])
def test_an_answer_cut_behind_its_esc_types_nothing(answer):
    said = told(b"\x1b", answer[1:])
    assert is_silent(without_escape(said)), said


@pytest.mark.parametrize(
    "begin",
    [b"\x1b[", b"\x1b[1;", b"\x1b[M", b"\x1bO", b"\x1b]11;r", b"\x1bP>|x", b"\x1b_G", b"\x1b^a"],
)
def test_what_never_ends_makes_nobody_deaf(begin):
    line = Line().send(begin).wait(2).send(b"x")
    assert line.said[-1] == "x"
    assert Line().send(begin).wait(0.3).send(b"\x11").said[-1] == "ctrl+q"
    assert Line().send(begin).wait(0.3).send(b"\x1b[B").said[-1] == "down"
    line = Line().send(begin)
    for char in "abcdefghijklmnopqrstuvwxyz" * 3:  # fast, without a pause
        line.wait(0.1).send(char.encode())
    assert line.said[-20:] == [*"ghijklmnopqrstuvwxyz"]


def test_an_esc_taken_back_is_told_before_what_it_began():
    line = Line().send(b"\x1b").wait(SLOW).send(START[1:] + b"a" + END)
    assert [type(event) for event in line.events] == [events.Key, EscapeWasNone, events.Paste]
