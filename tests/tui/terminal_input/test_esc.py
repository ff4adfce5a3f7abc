"""Esc, and Alt on a slow line."""

from __future__ import annotations

import pytest
from textual import events

from tui.terminal.input import DOUBT
from tui.terminal.key_parser import KeyAfterEscape

from .line import END, START, Line, told, without_escape


def test_esc_is_there_after_a_tenth_of_a_second():
    line = Line().send(b"\x1b").wait(0.1)
    assert line.said == ["escape"]


@pytest.mark.parametrize(("pause", "marked"), [(0.05, False), (0.15, True), (0.45, True)])
def test_a_letter_soon_after_esc_is_marked(pause, marked):
    line = Line().send(b"\x1b").wait(pause).send(b"d")
    assert line.said == (["escape", "d"] if marked else ["alt+d"])
    assert isinstance(line.events[-1], KeyAfterEscape) == marked


def test_a_letter_later_is_a_letter_and_so_is_one_after_the_esc_of_kitty():
    line = Line().send(b"\x1b").wait(0.1 + DOUBT).send(b"d")
    assert line.said == ["escape", "d"]
    assert not isinstance(line.events[-1], KeyAfterEscape)
    assert not isinstance(Line().send(b"\x1b[27u").wait(0.1).send(b"d").events[-1], KeyAfterEscape)


@pytest.mark.parametrize("between", [b"x", b"\x1b[A", b"\x1bOS", START + b"x" + END])
def test_only_the_first_key_after_esc_may_have_been_alt(between):
    line = Line().send(b"\x1b").wait(0.15).send(between).wait(0.05).send(b"d")
    assert line.said[-1] == "d"
    assert not isinstance(line.events[-1], KeyAfterEscape)


def test_of_letters_that_come_together_after_esc_only_the_first_may_have_been_alt():
    line = Line().send(b"\x1b").wait(0.15).send("được".encode())
    assert [isinstance(event, KeyAfterEscape) for event in line.events[-4:]] == [
        True,
        False,
        False,
        False,
    ]


def test_an_arrow_cut_behind_its_esc_is_the_arrow():
    assert without_escape(told(b"\x1b", b"[A")) == ["up"]
    assert without_escape(told(b"\x1b", b"[", b"1;5D")) == ["ctrl+left"]
    assert without_escape(told(b"\x1b", b"OP")) == ["f1"]


@pytest.mark.parametrize("text", ["[1] a", "[a]", "[", "[2", "[]", "]x", "P1 và", "On", "OK", "_a"])
def test_what_a_hand_writes_after_esc_is_all_there(text):
    line = Line().send(b"\x1b").wait(0.2)
    for char in text:
        line.send(char.encode()).wait(0.1)
    found = [
        event.character if isinstance(event, events.Key) else event for event in line.wait(3).events
    ]
    assert found == ["\x1b", *text]


@pytest.mark.parametrize("char", "[]OPX^_")
def test_alt_and_what_begins_a_sequence_keeps_no_letter_after_it(char):
    said = told(b"\x1b" + char.encode(), b"d", b"x")
    assert said[1:] == ["d", "x"]
    assert said[0].startswith("alt+")
    assert told(b"\x1b" + char.encode()) == said[:1]
