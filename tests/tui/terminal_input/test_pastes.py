"""Pastes, however they are cut."""

from __future__ import annotations

import pytest

from tui.terminal.input import InputReader, Pasted

from .line import END, SLOW, START, Line, told, without_escape

QUIET = 1.0  # after this, keys work again whatever came before


@pytest.mark.parametrize("pause", [SLOW, 0.85])
@pytest.mark.parametrize("at", range(2, 6))
def test_a_paste_is_one_wherever_its_marks_are_cut(at, pause):
    assert told(START[:at], START[at:] + b"dan" + END, b"x", pause=pause) == ["pasted dan", "x"]
    assert told(START + b"dan" + END[:at], END[at:], b"x", pause=pause) == ["pasted dan", "x"]


@pytest.mark.parametrize("pause", [SLOW, 1.0, 30.0])
def test_a_paste_cut_behind_the_esc_of_its_mark_takes_the_esc_back(pause):
    said = told(b"\x1b", START[1:] + b"dan" + END, pause=pause)
    assert without_escape(said) == ["pasted dan"]


@pytest.mark.parametrize("pause", [1.0, 1.4, 30.0])
@pytest.mark.parametrize("at", range(1, 6))
def test_a_mark_that_comes_too_late_is_still_a_mark(at, pause):
    assert told(START + b"dan" + END[:at], END[at:], b"x", pause=pause) == ["pasted dan", "x"]
    said = told(START[:at], START[at:] + b"dan" + END, b"x", pause=pause)
    assert [one for one in said if len(one) > 1 and "+" not in one][-1] == "pasted dan"
    assert "d" not in said


@pytest.mark.parametrize("pause", [0.0, SLOW, 0.85])
def test_a_paste_that_comes_byte_by_byte_is_one(pause):
    pasted = START + "Chị Huyền\rd".encode() + END
    said = told(*[pasted[at : at + 1] for at in range(len(pasted))], pause=pause)
    if pause:
        said = without_escape(said)
    assert said == ["pasted Chị Huyền\rd"]


def test_a_paste_that_never_ends_is_given_after_a_second_and_then_keys_work():
    line = Line().send(START + b"dan")
    assert line.said == []
    line.wait(QUIET).send(b"x\x11")
    assert line.said == ["pasted dan", "x", "ctrl+q"]


def test_the_rest_of_a_paste_that_broke_off_is_no_command():
    line = Line().send(START + b"dan ").wait(5).send(b"dan dan dan dan dan").wait(2)
    assert line.send(b"dan" + END).send(b"x").said == [
        "pasted dan ",
        "pasted dan dan dan dan dan",
        "pasted dan",
        "x",
    ]


def test_what_a_hand_types_after_a_paste_that_broke_off_are_keys():
    line = Line().send(START + b"dan").wait(QUIET).send(b"hay\x7f\x7f\x7fhai")
    assert line.said[1:] == [*"hay", *["backspace"] * 3, *"hai"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (b"\x1b", "\x1b"),
        (b"a\x1bd\x1b[A\x1b]0;x\x07", "a\x1bd\x1b[A\x1b]0;x\x07"),
        (b"a" + START + b"b", "ab"),  # the end of the one before is lost
        (b"a\x00b", "ab"),
        (b"\x11\x03\x7f", "\x11\x03\x7f"),
        (b"\xff\xe9a", "��a"),
        ("một\r\nhai\thế".encode(), "một\r\nhai\thế"),
    ],
)
def test_what_is_pasted_is_text(inside, text):
    assert told(START + inside + END) == [f"pasted {text}"]


def test_pastes_back_to_back_are_each_their_own():
    assert told(START + b"a" + END + START + b"b" + END + b"c") == ["pasted a", "pasted b", "c"]
    assert told(START + END) == []
    assert told(START + b"a", START + b"b" + END) == ["pasted ab"]


def test_an_end_alone_is_nothing_and_what_stands_before_it_was_pasted():
    assert told(END, b"x") == ["x"]
    assert told(b"dan" + END, b"x") == ["pasted dan", "x"]


def test_a_large_paste_in_many_pieces_is_one():
    text = "Một đoạn văn dài.\r" * 60_000
    data = START + text.encode() + END
    reader, units = InputReader(), []
    for at in range(0, len(data), 4095):
        units += reader.feed(data[at : at + 4095], 0.0)
    assert units == [Pasted(text)]
    assert reader.deadline is None
