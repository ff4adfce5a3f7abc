"""What is drawn, and the keys that are free."""

import pytest
from textual.widgets import Input

from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry

from .hands import SEPARATORS, Desk, both, held, settle

TAKEN = {f"ctrl+{letter}" for letter in "efsnogltdpqr"} | {f"f{n}" for n in range(1, 13)}


@pytest.mark.parametrize("text", [f"a{SEPARATORS}b", SEPARATORS * 30, "\U0010f01b\U0010f00a"])
async def test_nothing_dangerous_is_drawn(text):
    line, body = LineEntry(text + "\n\t"), BodyEntry(text)
    async with Desk(line, body).run_test(size=(60, 20)) as pilot:
        for entry in (line, body):
            entry.focus()
            await pilot.press("end", "shift+left")
            await settle(pilot)
            drawn = "".join(
                segment.text
                for y in range(entry.size.height)
                for segment in entry.render_line(y)
                if not segment.control
            )
            assert drawn.isprintable()
            drawn.encode()
        assert "\x1b" not in pilot.app.export_screenshot()


async def test_the_mouse_finds_the_letter_after_a_tab_and_a_control_character():
    entry = LineEntry("a\t\x1bbc")
    async with Desk(entry).run_test() as pilot:
        await pilot.click(entry, offset=(3, 0))
        await pilot.press("|")
        assert entry.text == "a\t\x1b|bc"


async def test_a_bracket_alone_costs_no_walk_through_the_text():
    entry = BodyEntry(")" * 3)
    async with Desk(entry).run_test() as pilot:
        await pilot.press("left", "right")
        assert entry.matching_bracket_location is None


@both()
def test_keys_of_the_app_are_free(kind):
    bound = kind._merged_bindings.key_to_bindings
    assert not TAKEN & bound.keys()
    for bindings in bound.values():
        for binding in bindings:
            assert binding.id.startswith("entry.")
            assert binding.description
            assert binding.tooltip
            assert not binding.show
            assert not binding.priority


@both()
async def test_bindings_name_actions_that_exist(kind):
    entry = kind()
    for bindings in kind._merged_bindings.key_to_bindings.values():
        for binding in bindings:
            assert hasattr(entry, f"action_{binding.action.partition('(')[0]}")


@both()
async def test_a_key_can_be_bound_anew(kind):
    entry = kind("một hai")
    async with Desk(entry).run_test() as pilot:
        pilot.app.set_keymap({"entry.delete-word-left": "f5"})
        await pilot.press("end", "f5", "ctrl+w")
        assert held(entry).strip() == "một"


async def test_style_sheets_know_them_as_input_and_text_area():
    line, body = LineEntry(), BodyEntry()
    async with Desk(line, body).run_test() as pilot:
        assert list(pilot.app.query(Input)) == list(pilot.app.query("Input")) == [line]
        assert list(pilot.app.query("TextArea")) == [body]
        assert line.styles.scrollbar_size_horizontal == 0  # as the rules of `Input` say
