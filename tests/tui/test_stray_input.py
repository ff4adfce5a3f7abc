"""What a slow line has cut, and pastes where nobody writes, change nothing and are not lost."""

from __future__ import annotations

import pytest
from textual.events import Key, Paste

from tests.tui.helpers import plan, seated, written
from tui.commands import REGISTRY
from tui.terminal.key_parser import EscapeWasNone, KeyAfterEscape


async def send(seat, *events):
    """Let the terminal's driver tell the app something, all at once."""
    for event in events:
        seat.app.post_message(event)
    await seat.settle()


def letter(char: str) -> KeyAfterEscape:
    """What the driver makes of a letter less than half a second after an Esc."""
    return KeyAfterEscape({" ": "space"}.get(char, char), char)


@pytest.fixture
def writing(desk):
    """A desk with one article."""
    return written(desk)


async def test_alt_and_a_letter_on_a_slow_line_deletes_nothing(desk, writing):
    async with seated(desk) as seat:
        await seat.press("f3", "enter")
        await seat.until(lambda: seat.focus == "body", "the editor")
        await send(seat, Key("escape", "\x1b"), letter("d"))
        assert desk.articles.get(writing.id)
        assert len(desk.trash) == 0
        await seat.hears("d right after Esc may have been Alt+D: press it again for “Delete”.")
        assert seat.focus != "body"


async def test_quick_fingers_move_and_open_right_after_esc(desk, writing):
    async with seated(desk) as seat:
        await seat.press("f3", "enter")
        await seat.until(lambda: seat.focus == "body", "the editor")
        await send(seat, Key("escape", "\x1b"), letter("f"))
        await seat.type("hàn")
        assert seat.entry.text == "hàn"
        assert not [said for said in seat.notices if "Esc" in said]


async def test_a_letter_after_esc_is_typed_where_one_types(desk, writing):
    async with seated(desk) as seat:
        await seat.press("f3", "enter")
        await seat.until(lambda: seat.focus == "body", "the editor")
        await seat.press("ctrl+f")
        await send(seat, Key("escape", "\x1b"), letter("d"))
        assert seat.entry.text.startswith("d")
        assert desk.articles.get(writing.id)


async def test_a_task_is_not_ticked_by_alt_and_space_on_a_slow_line(desk):
    plan(desk)
    async with seated(desk) as seat:
        await seat.press("f2", "end")
        await send(seat, letter(" "))
        assert not any(task.done for task in desk.tasks)
        await seat.press("space")
        assert any(task.done for task in desk.tasks)


def test_every_command_that_takes_something_away_is_held_back():
    assert {name for name in REGISTRY if name.startswith(("delete-", "drop-", "move-"))} - {
        "move-to-campaign",  # asks for the campaign
        "move-to-day",  # asks for the day
        "move-to-phase",  # asks for the campaign
    } <= {name for name, command in REGISTRY.items() if command.at_once}


async def test_an_esc_that_began_a_paste_does_not_leave_the_text(desk, writing):
    async with seated(desk) as seat:
        await seat.press("f3", "enter")
        await seat.until(lambda: seat.focus == "body", "the editor")
        entry = seat.entry
        await send(seat, Key("escape", "\x1b"))
        assert seat.app.focused is not entry
        await send(seat, EscapeWasNone(), Paste("dan"))
        assert seat.app.focused is entry
        assert "dan" in entry.text
        assert desk.articles.get(writing.id)


async def test_an_esc_taken_back_after_something_else_changes_no_focus(desk, writing):
    async with seated(desk) as seat:
        await seat.press("f3", "enter")
        await seat.until(lambda: seat.focus == "body", "the editor")
        await seat.press("escape", "f2")
        there = seat.app.focused
        await send(seat, EscapeWasNone())
        assert seat.app.focused is there


@pytest.mark.parametrize("where", ["list", "dialog"])
async def test_what_is_pasted_where_nobody_writes_is_kept(desk, writing, where):
    async with seated(desk) as seat:
        await seat.press("f3", "enter")
        await seat.until(lambda: seat.focus == "body", "the editor")
        await seat.press("escape")
        if where == "dialog":
            await seat.press("f1")
        before = len(seat.app.screen_stack)
        await seat.paste("dan d\rd")
        await seat.hears("Nothing can be pasted here")
        assert desk.articles.get(writing.id)
        assert len(seat.app.screen_stack) == before
        await seat.press("escape")
        await seat.press("f3", "enter")
        await seat.until(lambda: seat.focus == "body", "the editor")
        await seat.press("ctrl+v")
        assert "dan d\nd" in seat.entry.text


async def test_a_paste_in_a_picker_goes_into_its_filter(desk, writing):
    async with seated(desk) as seat:
        await seat.press("f3", "enter")
        await seat.until(lambda: seat.focus == "body", "the editor")
        await seat.press("ctrl+t")
        await seat.until(lambda: seat.top != "DeskScreen", "the picker")
        await seat.paste("dan")
        assert seat.entry.text == "dan"
        assert desk.articles[writing.id].status == writing.status
