"""Words are found and replaced."""

from unicodedata import normalize

import pytest

from tui.widgets.entry.body import BodyEntry

from .hands import Desk, settle


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("một\nhai\nba", "một\nhai rưỡi\nba"),
        ("một\nhai\nba", "một\nba"),
        ("", "mới\x1b\n"),
        ("cũ", ""),
        ("aaa", "aaaa"),
        ("a\u2028b", "a\u2028\u2028b"),
        ("một", "hoàn toàn\nkhác"),
    ],
)
async def test_replace_all_is_one_step(old, new):
    entry = BodyEntry(old)
    async with Desk(entry).run_test() as pilot:
        await pilot.press("ctrl+end", "x", "backspace")
        before = len(entry.history.undo_stack)
        entry.replace_all(new)
        assert entry.body == new
        assert len(entry.history.undo_stack) == before + 1
        await pilot.press("!")
        entry.undo()
        assert entry.body == new
        entry.undo()
        assert entry.body == old
        entry.redo()
        assert entry.body == new


async def test_replace_all_keeps_the_cursor_by_its_words():
    entry = BodyEntry("một\nhai\nba bốn")
    app = Desk(entry)
    async with app.run_test() as pilot:
        entry.move_cursor((2, 3))
        entry.replace_all("một\nhai\nhai rưỡi\nba bốn")
        assert entry.cursor_location == (3, 3)
        entry.move_cursor((0, 2))
        entry.replace_all("một\nba bốn")
        assert entry.cursor_location == (0, 2)
        await settle(pilot)
        app.changes.clear()
        entry.replace_all("một\nba bốn")
        await settle(pilot)
        assert app.changes == []


@pytest.mark.parametrize(
    ("needle", "found"),
    [
        ("viet", ["Việt", "việt", "Viết"]),
        ("VIỆT", ["Việt", "việt"]),
        (normalize("NFD", "việt"), ["Việt", "việt"]),
        ("duong", ["đường"]),
        ("đương", []),
        ("cái\ncuối", ["cái\ncuối"]),
        ("", []),
        ("\u0301", []),
    ],
)
async def test_find(needle, found):
    entry = BodyEntry("Việt Nam, việt dã.\nViết \x1bđường\ncái\ncuối")
    async with Desk(entry).run_test():
        assert entry.count_matches(needle) == len(found)
        for expected in (*found, *found[:1]):  # the last one wraps around
            assert entry.find(needle)
            assert entry.selected_text == expected
        assert entry.find(needle) == bool(found)


async def test_find_while_typing_stays_on_the_match():
    entry = BodyEntry("viên, việt, viết")
    async with Desk(entry).run_test():
        entry.move_cursor((0, 3))
        for needle, start in (("v", 6), ("vi", 6), ("viế", 12)):
            assert entry.find(needle, stay=True)
            assert entry.selection.start == (0, start)
