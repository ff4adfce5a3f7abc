"""The help and the palette: what they list, and what they run."""

import pytest

from store import NewsItem
from tests.tui.helpers import NARROW, WIDE, plan, seated, task, written
from tui import i18n
from tui.commands import REGISTRY

HELP_OF = {
    "f2": ("Tick", "Article", "Add", "Edit", "Attach", "Fold", "Move up"),
    "f3": ("Open", "New", "Filter", "Delete", "Status", "Delete the article"),
    "f4": ("Link / read", "Read", "Unlink", "Relation", "Cited by", "Map"),
}


@pytest.mark.parametrize("pane", HELP_OF)
async def test_help_lists_what_the_pane_can_do(desk, pane):
    plan(desk)
    article = desk.links.add(written(desk), desk.records.add(NewsItem(headline="Lớp học đêm")))
    async with seated(desk, size=(100, 160)) as seat:
        if pane == "f4":
            await seat.open(article)
        await seat.press(pane, "down")
        await seat.press("f1")
        await seat.comes("HelpScreen")
        for label in (*HELP_OF[pane], "Help", "Commands", "Quit", "Checklist", "Theme"):
            assert label in seat.text, label
        for other in HELP_OF:
            if other != pane:
                missing = [label for label in HELP_OF[other] if label not in seat.text]
                assert missing, other
        await seat.press("f1")
        await seat.comes("DeskScreen")


async def test_help_in_the_editor_and_in_dialogs(desk):
    article = written(desk)
    async with seated(desk, size=(100, 60)) as seat:
        await seat.open(article)
        await seat.press("f1")
        await seat.comes("HelpScreen")
        assert "$EDITOR" in seat.text
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.focus == "body"
        for key, dialog in (("ctrl+o", "OpenPageScreen"), ("ctrl+e", "ExportScreen")):
            await seat.press(key)
            await seat.comes(dialog)
            await seat.press("f1")
            await seat.comes("HelpScreen")
            assert "Accept what the dialog says." in seat.words
            await seat.press("f1")
            await seat.comes(dialog)
            await seat.press("escape")
            await seat.comes("DeskScreen")


async def test_help_can_be_read_to_its_end_on_a_small_screen(desk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("f1")
        await seat.comes("HelpScreen")
        await seat.press("end")
        await seat.settle()
        scroll = seat.app.focused
        assert scroll.max_scroll_y > 0
        await seat.until(lambda: scroll.scroll_offset.y == scroll.max_scroll_y, "the end")
        assert scroll.region.bottom < seat.app.size.height  # none of it is below the screen
        assert "Esc Close" in seat.text


def known_in_vietnamese():
    i18n.use("vi")
    return i18n._("Checklist") != "Checklist"


@pytest.mark.parametrize("key", ["f1", "ctrl+p"])
async def test_nothing_is_left_untranslated(desk, key):
    if not known_in_vietnamese():
        pytest.skip("the Vietnamese catalogue is not compiled")
    plan(desk)
    article = written(desk)
    async with seated(desk, size=(140, 120)) as seat:
        await seat.open(article)
        for pane in ("f2", "f3", "f4"):
            await seat.press(pane, key)
            await seat.until(lambda: seat.top != "DeskScreen", "the dialog")
            await seat.settle()
            text = seat.words
            for command in REGISTRY.values():
                if i18n._(command.help) != command.help:
                    assert command.help not in text
            if key == "ctrl+p":
                await seat.type("viet bai moi")
                text = seat.words
            assert i18n._(REGISTRY["new-article"].label) in text
            await seat.press("escape")
            await seat.comes("DeskScreen")


async def test_the_palette_runs_a_command_of_another_pane(desk):
    plan(desk)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3", "ctrl+p")
        await seat.comes("Picker")
        await seat.type("add a task\n")
        await seat.comes("TaskForm")
        await seat.type("Việc từ bảng lệnh\n")
        await seat.comes("DeskScreen")
        assert task(desk, "Việc từ bảng lệnh")


async def test_the_palette_brings_the_pane_to_the_front_on_a_narrow_screen(desk):
    plan(desk)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3", "ctrl+p")
        await seat.comes("Picker")
        await seat.type("show the tasks by day\n")
        await seat.settle()
        assert seat.focus == "tasks"
        assert seat.screen.checklist.has_class("active")


async def test_the_palette_zooms(desk):
    plan(desk)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("ctrl+p")
        await seat.comes("Picker")
        await seat.type("zoom\n")
        await seat.comes("DeskScreen")
        assert seat.screen.has_class("single")


async def test_the_palette_left_does_nothing(desk):
    plan(desk)
    async with seated(desk) as seat:
        focus = seat.focus
        await seat.press("ctrl+p")
        await seat.comes("Picker")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.focus == focus
        assert len(desk.tasks) == 4
