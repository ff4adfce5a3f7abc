"""A line of keys offers only what does something there."""

import pytest

from store import Desk
from tests.tui.helpers import seated
from tests.tui.screens import classes, furnish, shown
from tui.widgets.bars import KeyLine

EVERYWHERE = {"help", "palette", "quit", "show-keys", "switch-language", "choose-theme"}
PANES = ("f2", "f3", "f4")


def seen(seat):
    """What an editor could notice of a key."""
    desk: Desk = seat.desk
    focused = seat.app.focused
    kept = [*desk.articles, *desk.tasks, *desk.facts]
    return seat.text, seat.top, len(seat.notices), focused and (focused.id, type(focused)), kept


def offered(seat):
    """The keys in the line, by the ids of their commands."""
    assert seat.lines  # draws it
    actions = [spot[2].action for line in seat.app.screen.query(KeyLine) for spot in line.spots]
    names = {action.split("'")[1] for action in actions if action} - EVERYWHERE
    active = seat.app.screen.active_bindings
    keys = {one.binding.id: key for key, one in reversed(active.items()) if one.enabled}
    return {name: keys[name] for name in sorted(names & keys.keys())}  # the same in each run


async def left(seat):
    """Close whatever a key has opened."""
    while seat.top != "DeskScreen":
        top = seat.app.screen
        top.dismiss()
        await seat.until(lambda top=top: seat.app.screen is not top, "closed")
        await seat.settle()


async def does_something(seat, key):
    """Press a key; return whether that could be noticed."""
    before = seen(seat)
    await seat.press(key)
    await seat.until(lambda: seen(seat) != before or seat.is_quiet, f"what {key} does")
    return seen(seat) != before


async def without_effect(seat, put):
    """The keys that a screen offers and that do nothing on it."""
    await put()
    found = []
    for name, key in offered(seat).items():
        await left(seat)
        await put()  # anew for each key
        if offered(seat).get(name) == key and not await does_something(seat, key):
            found.append(key)
    await left(seat)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", classes())
async def test_each_key_that_a_screen_offers_does_something(desk, name):
    given = furnish(desk)
    async with seated(desk) as seat:
        assert not await without_effect(seat, lambda: shown(seat, given, name))


@pytest.mark.slow
@pytest.mark.parametrize("is_empty", [False, True])
@pytest.mark.parametrize("pane", PANES)
async def test_each_key_that_a_pane_offers_does_something(desk, pane, is_empty):
    furnish(desk)
    if is_empty:
        kinds = (desk.tasks, desk.articles, desk.facts, desk.news, desk.rumours)
        desk.records.write("", [], drop=[record for kind in kinds for record in kind])
    async with seated(desk) as seat:
        assert not await without_effect(seat, lambda: seat.press(pane))
