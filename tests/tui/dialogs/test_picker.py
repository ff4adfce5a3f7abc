"""Pickers: narrowed by words, chosen with keys and mouse."""

import pytest

from store.records import Status
from tests.tui.helpers import plan, seated, written
from tui.dialogs.picker import Picker


async def test_the_picker_narrows_in_one_burst_without_marks(desk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+t")
        await seat.comes("Picker")
        for key in [*"apx", "backspace", *"proved", "enter"]:
            seat.send(key)
        await seat.comes("DeskScreen")
        found = (Status.TO_APPROVE, Status.APPROVED)
        await seat.until(lambda: desk.articles[article.id].status in found, "the status")


async def test_the_picker_finds_without_marks_by_label_and_hint(desk):
    for name in ("Mùa quà xa quê", "Đợt khám mắt", "Tháng an toàn"):
        desk.campaigns.new_empty(name, 2027)
    async with seated(desk) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("dot kham")
        assert "Đợt khám mắt" in seat.text
        assert seat.screen is not seat.app.screen
        rows = seat.on_top(Picker).rows.items
        assert [option.label for option in rows] == ["Đợt khám mắt"]
        await seat.type("zzz")
        await seat.sees("Nothing matches.")
        await seat.press("enter")
        assert seat.top == "Picker"  # nothing to take
        await seat.press("backspace", "backspace", "backspace", "enter")
        await seat.comes("DeskScreen")
        assert "Đợt khám mắt" in seat.lines[0]


@pytest.mark.parametrize("key", ["f6", "ctrl+t", "F", "ctrl+p", "alt+t"])
async def test_a_picker_left_with_words_that_matched_nothing_says_so(desk, key):
    plan(desk)
    written(desk)
    async with seated(desk) as seat:
        await seat.press("f3", key)
        await seat.until(
            lambda: seat.top in ("Picker", "StatusPicker", "MultiPicker", "ThemePicker"), "a list"
        )
        await seat.type("không xqz")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.hears("Nothing matched “không xqz”, so nothing was chosen.")


async def test_a_picker_says_that_enter_takes_the_line(desk):
    async with seated(desk) as seat:
        await seat.press("escape", "alt+t")
        await seat.comes("Picker")
        assert "F1 Help Esc Cancel Enter Choose" in seat.words
        await seat.click("Enter Choose")
        await seat.comes("DeskScreen")


async def test_the_picker_with_arrows_mouse_and_esc(desk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+t")
        await seat.comes("Picker")
        rows = seat.on_top(Picker).rows
        assert rows.cursor_key == "to-approve"  # the step after the present one
        await seat.press("down", "up", "up", "pagedown", "pageup", "pageup", "down")
        assert rows.cursor_key == "assigned"
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert desk.articles[article.id].status == Status.EDITING
        assert seat.focus == "body"
        await seat.press("ctrl+t")
        await seat.comes("Picker")
        await seat.click("withdrawn", times=2)
        await seat.comes("DeskScreen")
        assert desk.articles[article.id].status == Status.WITHDRAWN


async def test_a_picker_in_a_small_window(desk):
    article = written(desk)
    async with seated(desk, size=(40, 10)) as seat:
        await seat.open(article)
        await seat.press("ctrl+t")
        await seat.comes("Picker")
        assert "waiting for approval" in seat.text  # the one that is offered is in view
        await seat.press("end")
        await seat.press(*["down"] * 9)
        assert "cancelled" in seat.text


async def test_a_list_has_whole_beginnings_first(desk):
    from tui.dialogs.picker import Option, Picker

    labels = ("báo và đài", "dải áo", "áo dài", "sao đài")
    async with seated(desk) as seat:
        seat.app.push_screen(Picker("Nào?", [Option(label, label) for label in labels]))
        await seat.comes("Picker")
        await seat.type("ao dai")
        shown = [option.key for option in seat.on_top(Picker).rows.items]
        assert shown == ["áo dài", "dải áo", "báo và đài", "sao đài"]
        await seat.press("escape")
