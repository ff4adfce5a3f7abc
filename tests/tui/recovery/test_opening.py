"""The dialog opens where something waits, at every size, also for reading only."""

from __future__ import annotations

import pytest

from store import (
    open_desk,
)
from store.bookkeeping import Conflict
from tests.tui.helpers import NARROW, WIDE, plan, seated, task, written
from tui.settings import Settings

from .hands import conflict, deleted, difference, get_back, notice, rows, shown


async def test_it_opens_where_something_waits(desk, clock):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("escape")
        await get_back(seat)
        assert shown(seat) == "bin"
        assert "The bin is empty." in seat.text
        await seat.press("1")
        assert "Nothing has been changed since the start." in seat.text
        await seat.press("3")
        assert "No conflicts." in seat.text
        await seat.press("escape")
        await seat.comes("DeskScreen")
        deleted(desk)
        await get_back(seat)
        assert shown(seat) == "changes"
        await seat.press("escape")
        await seat.comes("DeskScreen")
        conflict(desk, written(desk), body="của họ")
        await get_back(seat)
        assert shown(seat) == "conflicts"


async def test_the_lists_are_reached_with_keys_and_mouse(desk):
    deleted(desk)
    async with seated(desk) as seat:
        await get_back(seat)
        assert "1 Changes (1)" in seat.text
        assert "2 Bin (1)" in seat.text
        assert "3 Conflicts  " in seat.text
        seen = [shown(seat)]
        for key in ("right", "tab", "right", "left", "shift+tab", "3", "2", "1"):
            await seat.press(key)
            seen.append(shown(seat))
            assert seat.app.focused is rows(seat)
        assert seen == [
            *("changes", "bin", "conflicts", "changes", "conflicts", "bin"),
            *("conflicts", "bin", "changes"),
        ]
        await seat.click("2 Bin", dx=1)
        assert shown(seat) == "bin"
        assert "Enter Put back" in seat.text
        await seat.press("3")
        assert "Put back" not in seat.text


async def test_the_help_and_the_footer_of_each_list(desk):
    deleted(desk)
    conflict(desk, written(desk), body="của họ")
    async with seated(desk, size=(120, 60)) as seat:
        await get_back(seat)
        for key, here, elsewhere in (
            ("1", ("Enter Take back",), ("Put back", "Keep ours", "Read on")),
            ("2", ("Enter Put back", "v Read"), ("Take back", "Keep ours", "Read on")),
            ("3", ("t Take theirs", "o Keep ours", "a All ours", "Space Read on"), ("Take back",)),
        ):
            await seat.press(key)
            footer = seat.line("F1 Help") + seat.line("^Z Undo")  # two lines, perhaps
            assert all(text in footer for text in (*here, "Esc Close", "^Z Undo")), footer
            assert not any(text in footer for text in elsewhere), footer
            await seat.press("f1")
            await seat.comes("HelpScreen")
            assert all(text.partition(" ")[2] in seat.words for text in here)
            await seat.press("f1")
            await seat.comes("RecoveryScreen")


async def test_read_only_the_lists_show_and_nothing_is_done(desk, desk_path, clock, monkeypatch):
    monkeypatch.setattr("tui.stray_input.TYPED_ON", 0)  # the keys below are no word
    article = written(desk)
    deleted(desk, "Bài đã xóa")
    conflict(desk, article, body="Họ viết.")
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        async with seated(reader) as seat:
            await get_back(seat)
            assert "Họ viết." in difference(seat)
            for key in "to":
                await seat.press(key)
                assert "open for reading only" in notice(seat)
            await seat.press("a")
            assert "open for reading only" in notice(seat)
            await seat.press("2", "enter")
            assert "open for reading only" in notice(seat)
            await seat.press("v")
            await seat.comes("Reading")
            assert len(reader.file.conflicts) == len(reader.trash) == 1
    assert len(desk.file.conflicts) == len(desk.trash) == 1


@pytest.mark.parametrize("size", [(40, 10), NARROW, WIDE])
async def test_all_lists_fit_every_window(desk, size):
    plan(desk)
    article = written(desk, "Một tiêu đề rất dài " * 8)
    desk.tasks.tick(task(desk, "Gặp ban tổ chức"))
    desk.tasks.remove(task(desk, "Gặp ban tổ chức"))
    conflict(desk, article, body="Họ viết.")
    desk.records.add(Conflict(table="articles", missing=(article.id,), file="x" * 300))
    async with seated(desk, Settings(), size=size) as seat:
        await get_back(seat)
        for key in ("1", "2", "3", "down"):
            await seat.press(key)
            assert "F1 Help" in seat.words
            assert rows(seat).size.height >= 1
