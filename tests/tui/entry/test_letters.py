"""Letters are composed, typed or pasted."""

from unicodedata import normalize

import pytest
from textual.events import Paste

from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry

from .hands import Desk, both, held, send, settle


@both()
@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("e\u0302", "ê"),
        ("e\u0302\u0323", "ệ"),
        ("a\u0323\u0302n", "ận"),
        ("\u0301", "\u0301"),
        ("x\u0302", "x\u0302"),
        ("x\u0302←e", "xê"),  # a lone mark after the cursor joins as well
    ],
)
async def test_marks_that_arrive_alone_are_composed(kind, keys, text):
    async with Desk(kind()).run_test() as pilot:
        send(pilot.app, keys)
        await settle(pilot)
        assert held(pilot.app.focused) == text


@both()
async def test_a_pasted_text_is_composed_with_what_stands_there(kind):
    async with Desk(kind("việ e")).run_test() as pilot:
        await pilot.press("end")
        pilot.app._driver.send_message(Paste("\u0302" + normalize("NFD", " phế")))
        await settle(pilot)
        assert held(pilot.app.focused) == "việ ê phế"
        await pilot.press("ctrl+z")
        assert held(pilot.app.focused) == "việ e"


@both()
async def test_no_break_spaces_and_emoji_can_be_typed(kind):
    async with Desk(kind()).run_test() as pilot:
        send(pilot.app, "12\xa0giờ 👩\u200d🚒")
        await settle(pilot)
        assert held(pilot.app.focused) == "12\xa0giờ 👩\u200d🚒"


@both()
async def test_words_of_vietnamese_letters(kind):
    entry = kind("đường đế chế")
    async with Desk(entry).run_test() as pilot:
        await pilot.press("end", "ctrl+left")
        await pilot.press("|")
        assert held(entry) == "đường đế |chế"
        await pilot.press("backspace", "ctrl+w")
        assert held(entry) == "đường chế"
        await pilot.press("home", "ctrl+delete")
        assert held(entry).strip() == "chế"


@pytest.mark.parametrize(
    ("pasted", "line", "body"),
    [
        ("một\nhai\nba\n", "một hai ba", "một\nhai\nba\n"),
        ("một\r\nhai\rba", "một hai ba", "một\nhai\nba"),
        ("một\u2028hai\x85ba", "một hai ba", "một\u2028hai\x85ba"),
        ("\x1b[31mđỏ\tđen", "\x1b[31mđỏ\tđen", "\x1b[31mđỏ\tđen"),
        ("", "", ""),
    ],
)
async def test_paste(pasted, line, body):
    for entry, text in ((LineEntry(), line), (BodyEntry(), body)):
        async with Desk(entry).run_test() as pilot:
            pilot.app._driver.send_message(Paste(pasted))
            await settle(pilot)
            assert held(entry) == text


@both()
async def test_clipboard(kind):
    entry = kind("đỏ\x1b\ud800")
    async with Desk(entry).run_test() as pilot:
        await pilot.press("ctrl+c")  # nothing selected: leaves the clipboard alone
        assert pilot.app.clipboard == ""
        await pilot.press("ctrl+a", "ctrl+c")
        assert pilot.app.clipboard == "đỏ\x1b?"
        await pilot.press("ctrl+x", "ctrl+v", "ctrl+v")
        assert held(entry) == "đỏ\x1b?" * 2


async def test_cut_without_a_selection_keeps_the_clipboard_of_a_line():
    entry = LineEntry("tít")
    async with Desk(entry).run_test() as pilot:
        pilot.app.copy_to_clipboard("cũ")
        await pilot.press("ctrl+x")
        assert (pilot.app.clipboard, entry.text) == ("cũ", "tít")
