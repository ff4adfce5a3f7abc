"""The line of keys offers what works where one is, and nothing that would only be refused."""

from __future__ import annotations

from math import inf

import pytest

from store import LockedError, open_desk
from tui import i18n
from tui.app import ToasoanApp
from tui.dialogs.picker import Picker
from tui.settings import Settings
from tui.widgets.active_keys import active_keys

from .helpers import WIDE, Seat, news, plan, seated, written


def offered(seat):
    """The keys of the line below, each with what it is called."""
    shown = [one for one in active_keys(seat.app.screen) if one.binding.show]
    return {one.keys[0]: one.binding.description for one in shown}


@pytest.fixture
def busy(desk):
    written(desk, campaign=plan(desk).id)
    news(desk)
    return desk


async def test_the_calendar_offers_what_can_be_done_to_the_entry(busy):
    async with seated(busy, size=WIDE) as seat:
        await seat.press("alt+c")
        await seat.comes("CalendarScreen")
        await seat.press("g")
        await seat.comes("AskDay")
        assert offered(seat)["ctrl+s"] == "Go there"
        await seat.type("1.3.2031\n")
        await seat.comes("CalendarScreen")
        assert {"space", "plus", "M", "e", "enter"}.isdisjoint(offered(seat))
        await seat.press("plus")  # it still says why
        assert "There is nothing on this day to move." in seat.words


async def test_lists_offer_to_add_only_where_there_is_a_list(busy):
    async with seated(busy, size=WIDE) as seat:
        await seat.press("alt+l")
        await seat.comes("ListsScreen")
        await seat.press("home")
        assert "a" not in offered(seat)
        await seat.press("down")
        assert "a" in offered(seat)


async def test_a_picker_offers_to_choose_only_where_something_matches(busy):
    async with seated(busy, size=WIDE) as seat:
        await seat.press("ctrl+p")
        await seat.comes("Picker")
        assert offered(seat)["enter"] == "Choose"
        await seat.type("qqqq")
        assert "enter" not in offered(seat)


async def test_find_and_search_and_export_offer_what_enter_does(busy, tmp_path):
    async with seated(busy, size=WIDE) as seat:
        await seat.press("f3", "enter", "alt+h")
        assert {"f7", "alt+a"}.isdisjoint(offered(seat))
        await seat.type("nhà")
        assert {"f7", "alt+a"} <= offered(seat).keys()
        await seat.press("escape", "alt+g")
        await seat.comes("SearchScreen")
        assert "enter" not in offered(seat)
        await seat.type(next(iter(busy.articles)).headline.split()[0])
        await seat.until(lambda: offered(seat).get("enter") == "Open", "a result")
        await seat.press("escape", "ctrl+e")
        await seat.comes("ExportScreen")
        seat.field("file").focus()
        await seat.settle()
        assert offered(seat)["enter"] == "Export"


async def test_letters_behind_one_that_was_refused_are_no_commands(
    busy, desk_path, clock, monkeypatch
):
    monkeypatch.setattr("tui.stray_input.TYPED_ON", inf)
    with pytest.raises(LockedError) as refused:
        open_desk(desk_path, clock=clock)
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        app = ToasoanApp(reader, Settings(), only_reading=refused.value)
        async with app.run_test(size=WIDE) as pilot:
            seat = Seat(app, pilot)
            await seat.comes("Confirm")
            await seat.press("y")
            await seat.comes("DeskScreen")
            await seat.press("f2", "down")
            assert {"a", "e", "space", "ctrl+t", "ctrl+n"}.isdisjoint(offered(seat))
            before = seat.screen.checklist.rows.cursor_key
            await seat.type("ak/")  # k would go up, / search
            assert seat.top == "DeskScreen"
            assert seat.screen.checklist.rows.cursor_key == before
            await seat.press("escape", "slash")
            await seat.comes("SearchScreen")


async def test_letters_that_are_no_commands_in_a_register_are_told(busy):
    async with seated(busy, size=WIDE) as seat:
        await seat.press("f3", "alt+s")
        await seat.comes("SourcesScreen")
        await seat.type("B")
        assert "Nothing is typed into the list: a adds an entry" in seat.words


@pytest.mark.parametrize(
    ("language", "first"),
    [
        (
            "vi",
            {
                "focus": "focus-mode",
                "tap trung": "focus-mode",
                "preview": "preview-page",
                "xem truoc": "preview-page",
                "typewriter": "typewriter-scrolling",
                "undo": "undo",
            },
        ),
        ("en", {"xuat": "export", "trang thai": "set-status", "lich": "show-calendar"}),
    ],
)
async def test_the_palette_finds_the_name_before_the_help(busy, language, first):
    i18n.use(language)
    async with seated(busy, size=WIDE) as seat:
        await seat.press("f3", "enter", "ctrl+p")
        await seat.comes("Picker")
        for typed, name in first.items():
            await seat.type(typed)
            assert seat.on_top(Picker).rows.items[0].key == name, typed
            await seat.press("ctrl+u")
