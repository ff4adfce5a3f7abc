"""A text that is loaded and not changed comes back as it was."""

from unicodedata import normalize

import pytest

from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry

from .hands import SEPARATORS, Desk, both, held, settle


def load(entry, text):
    if isinstance(entry, BodyEntry):
        entry.load_body(text)
    else:
        entry.text = text


@both()
@pytest.mark.parametrize(
    "text",
    [
        f"a{SEPARATORS}b",
        "".join(f"d\u1eeb{char}ng" for char in SEPARATORS),
        normalize("NFD", "Tiếng Việt"),
        "một\r\nhai",
        "\n\nđoạn\n",
        "",
        "a\tb",
    ],
)
async def test_loading_changes_and_reports_nothing(kind, text):
    made = kind(text)
    loaded = kind()
    app = Desk(made, loaded)
    async with app.run_test() as pilot:
        load(loaded, text)
        await settle(pilot)
        assert held(made) == held(loaded) == text
        assert app.changes == []


@both()
@pytest.mark.parametrize("text", [normalize("NFD", "Tiếng Việt"), f"a{SEPARATORS}b", "dài " * 99])
async def test_a_text_that_was_loaded_stays_as_it_is(kind, text):
    entry, other = kind("cũ"), LineEntry()
    async with Desk(entry, other).run_test(size=(40, 12)) as pilot:
        for typed in ("x", "", "x"):  # another text, then the very same again, twice
            entry.insert_text(typed)  # its message `Changed` is still under way
            load(entry, text)
            assert held(entry) == text
            other.focus()
            await pilot.resize_terminal(60, 12)
            await settle(pilot)
            assert held(entry) == text
            entry.focus()
            await pilot.press("end", "ctrl+z", "ctrl+y", "left", "home")
            assert held(entry) == text


async def test_a_line_shows_its_start_unless_one_types_there():
    line, other = LineEntry(), LineEntry()
    async with Desk(line, other).run_test(size=(20, 5)) as pilot:
        text = "đầu " + "dài " * 20 + "cuối"
        for entry in (line, other):
            entry.text = text
        await settle(pilot)
        assert (line.cursor_position, other.cursor_position) == (len(text), 0)
        assert "cuối" in line.render_line(0).text
        assert "đầu" in other.render_line(0).text
        other.focus()
        await pilot.press("end")
        line.text = other.text = text + "!"
        await settle(pilot)
        assert "đầu" in line.render_line(0).text  # the focus has left it, and it is filled anew
        assert "cuối!" in other.render_line(0).text


@both()
@pytest.mark.parametrize("char", [*SEPARATORS, "\r\n", "\x1b[2J"])
async def test_odd_characters_survive_an_edit(kind, char):
    text = f"một{char}hai"
    entry = kind(text)
    async with Desk(entry).run_test() as pilot:
        await pilot.press("home", "x")
        assert held(entry) == "x" + text
        await pilot.press("ctrl+z")
        assert held(entry) == text


async def test_a_decomposed_text_is_edited_composed_and_comes_back_as_it_was():
    text = normalize("NFD", "kế hoạch")
    entry = BodyEntry(text)
    async with Desk(entry).run_test() as pilot:
        await pilot.press("right", "right", "backspace")
        assert entry.body == "k hoạch"
        await pilot.press("ctrl+z")
        assert entry.body == text


async def test_loading_empties_the_undo_history():
    entry, line = BodyEntry("cũ"), LineEntry("cũ")
    async with Desk(entry, line).run_test() as pilot:
        for each in (entry, line):
            each.focus()
            await pilot.press("x")
        entry.load_body("mới")
        line.text = "mới"
        entry.undo()
        line.action_undo()
        assert (entry.body, line.text) == ("mới", "mới")
