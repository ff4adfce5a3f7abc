"""What may follow: the panel of the keys that the line below has no room for."""

import pytest

from tests.tui.helpers import LANGUAGES, NARROW, WIDE, news, plan, seated, written
from tests.tui.screens import every_screen, furnish, shown
from tui import i18n
from tui.commands import REGISTRY
from tui.commands.dialog_keys import AnswerBefore
from tui.commands.global_commands import SwitchInputMethod
from tui.commands.list_keys import MOVES
from tui.widgets.active_keys import active_keys
from tui.widgets.bars import KeyLine
from tui.widgets.key_panel import KeyPanel


@pytest.fixture
def full(desk):
    """A desk with something of everything."""
    plan(desk)
    article = written(desk)
    desk.links.add(article, news(desk)[2])
    return desk


def is_shown(seat):
    return bool(seat.app.screen.query(KeyPanel))


async def test_while_writing_one_key_shows_what_alt_does_here(full):
    async with seated(full, size=NARROW) as seat:
        await seat.open(next(iter(full.articles)))
        assert "Alt+/ Keys" in seat.lines[-1]
        await seat.press("alt+slash")
        for told in ("Alt+H Replace", "Alt+Q Word goal", "Alt+Z Only the text", "Alt+X Page"):
            assert told in seat.text
        assert "Alt+J Centred cursor" in seat.text
        assert "Alt+L Lists" in seat.text
        assert "Where the focus is" in seat.text
        assert "On this screen" in seat.text
        assert "Alt+/ Keys" in seat.lines[-1]  # the line below stays


async def test_the_next_key_closes_the_panel_and_acts(full):
    async with seated(full) as seat:
        await seat.open(next(iter(full.articles)))
        before = seat.body.text
        await seat.press("alt+slash", "ă")
        assert not is_shown(seat)
        assert seat.body.text == f"ă{before}"
        await seat.press("alt+slash", "alt+h")
        assert not is_shown(seat)
        assert seat.focus == "find"


@pytest.mark.parametrize("key", ["escape", "alt+slash"])
async def test_esc_and_the_same_key_only_close_the_panel(full, key):
    async with seated(full) as seat:
        await seat.open(next(iter(full.articles)))
        await seat.press("alt+slash")
        assert is_shown(seat)
        await seat.press(key)
        assert not is_shown(seat)
        assert seat.focus == "body"


async def test_in_a_list_a_question_mark_shows_the_letters(full):
    async with seated(full) as seat:
        await seat.press("f3")
        assert "? Keys" in seat.lines[-1]
        await seat.press("question_mark")
        for told in ("F Only …", "s Sort", "X Mark all", "Alt+L Lists"):
            assert told in seat.text
        await seat.press("X")
        assert not is_shown(seat)
        await seat.sees("1 article marked")


async def test_a_question_mark_is_typed_in_a_text(full):
    async with seated(full) as seat:
        await seat.open(next(iter(full.articles)))
        await seat.press("question_mark")
        assert not is_shown(seat)
        assert "? Keys" not in seat.lines[-1].replace("Alt+/ Keys", "")


async def test_a_click_in_the_panel_does_what_the_key_does(full):
    async with seated(full) as seat:
        await seat.open(next(iter(full.articles)))
        await seat.press("alt+slash")
        await seat.click("Where the focus is")
        assert is_shown(seat)  # a heading does nothing
        await seat.click("Alt+H Replace", dx=2)
        assert not is_shown(seat)
        assert seat.focus == "find"
        await seat.press("escape", "alt+slash")
        above = seat.place("F2 Checklist")
        await seat.drag(above, above)
        assert not is_shown(seat)


async def test_where_all_keys_are_in_the_line_nothing_more_is_offered(desk):
    given = furnish(desk)
    async with seated(desk) as seat:
        await shown(seat, given, "TaskForm")
        assert "Keys" not in seat.text
        await seat.press("alt+slash")
        assert not is_shown(seat)
        await seat.hears("The line below shows all keys.")


def told(seat, *kinds):
    """The commands that lines of a kind show."""
    lines = [line for kind in kinds for line in seat.app.screen.query(kind)]
    actions = [piece.action for line in lines for _cells, _line, piece in line.spots]
    return [action.split("'")[1] for action in actions if action]


TYPING = {*MOVES, AnswerBefore.id, SwitchInputMethod.id}
"""What moves and types, which neither of the two shows."""


def can_be_run(seat):
    offered = (one.name for one in active_keys(seat.app.screen))
    known = {one for one in offered if one in REGISTRY and one not in TYPING}
    return known - {"cancel", "show-keys"}  # Esc means no to a question


@pytest.mark.slow
@LANGUAGES
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_line_and_panel_together_show_every_key(desk, size, language):
    i18n.use(language)
    given = furnish(desk)
    async with seated(desk, size=size) as seat:
        await seat.open(given["article"])
        async for name in every_screen(seat, given):
            assert seat.lines
            hidden = can_be_run(seat) - set(told(seat, KeyLine))
            if hidden:
                await seat.press("alt+slash")
                assert seat.lines
                assert can_be_run(seat) <= set(told(seat, KeyLine, KeyPanel)), name
                await seat.press("escape")


async def test_in_a_small_window_the_panel_says_where_the_rest_is(full):
    async with seated(full, size=(40, 10)) as seat:
        await seat.open(next(iter(full.articles)))
        await seat.press("alt+slash")
        assert "Alt+H Replace" in seat.text
        assert "F1 shows all" in seat.text
        assert "F1 Help" in seat.lines[-1]


# ---------------------------------------------------------------- the order of the line below

ORDER = ["f1", "ctrl+p", "escape", "alt+slash", "enter", "ctrl+s", "space"]
"""The keys that come first, wherever they are shown; those of the place follow."""


@pytest.mark.slow
@LANGUAGES
async def test_every_line_below_has_one_order(desk, language):
    i18n.use(language)
    given = furnish(desk)
    async with seated(desk) as seat:
        await seat.open(given["article"])
        async for name in every_screen(seat, given):
            assert seat.lines
            shown = {
                one.binding.id: key
                for key, one in reversed(seat.app.screen.active_bindings.items())
                if one.binding.id
            }
            keys = [shown[one].replace("question_mark", "alt+slash") for one in told(seat, KeyLine)]
            first = [key for key in ORDER if key in keys]
            assert keys[: len(first)] == first, (name, keys)


@LANGUAGES
async def test_a_narrow_list_of_articles_offers_to_mark_and_the_way_out(full, language):
    i18n.use(language)
    async with seated(full) as seat:
        await seat.press("f3")
        assert seat.lines
        assert "mark-article" in told(seat, KeyLine)
        await seat.press("x")
        assert seat.lines
        assert {"mark-article", "back"} <= set(told(seat, KeyLine))
