"""The borders between the panes: moved by keys, dragged, bounded, and remembered."""

from __future__ import annotations

import pytest

from tests.tui.helpers import NARROW, WIDE, news, plan, seated, written
from tui.settings import Settings, load, save

PANES = ("checklist", "drafts", "related")


@pytest.fixture
def full(desk):
    plan(desk)
    desk.links.add(written(desk), news(desk)[2])
    return desk


def widths(seat):
    return [seat.screen.query_one(f"#{name}").region.width for name in PANES]


async def test_the_pane_with_the_focus_grows_and_shrinks(full):
    async with seated(full, size=WIDE) as seat:
        before = widths(seat)
        await seat.press("f2", "greater_than_sign", "greater_than_sign")
        wider = widths(seat)
        assert wider[0] > before[0]
        assert wider[1] < before[1]
        assert wider[2] == before[2]
        await seat.press("less_than_sign", "less_than_sign")
        assert widths(seat) == before
        await seat.press("f4", "greater_than_sign")
        assert widths(seat)[2] > before[2]
        assert widths(seat)[0] == before[0]
        await seat.press("less_than_sign", "f3", "greater_than_sign")
        assert widths(seat)[1] > before[1]
        assert sum(widths(seat)) == WIDE[0]


async def test_alt_and_the_same_sign_while_one_types(full):
    async with seated(full, size=WIDE) as seat:
        await seat.open(next(iter(full.articles)))
        before = widths(seat)
        body = seat.body.body
        await seat.press("alt+full_stop")
        assert widths(seat)[1] > before[1]
        await seat.press("alt+comma")
        assert widths(seat) == before
        await seat.type("<>")
        assert seat.body.body == "<>" + body
        assert widths(seat) == before


@pytest.mark.parametrize(("pane", "key"), [("f2", ">"), ("f2", "<"), ("f4", ">"), ("f3", ">")])
async def test_no_pane_vanishes(full, pane, key):
    name = {">": "greater_than_sign", "<": "less_than_sign"}[key]
    async with seated(full, size=(120, 24)) as seat:
        await seat.press(pane, *[name] * 40)
        assert min(widths(seat)) >= 17
        assert widths(seat)[1] >= 36


async def test_a_border_is_dragged(full):
    async with seated(full, size=WIDE) as seat:
        left, _middle, right = widths(seat)
        await seat.drag((left - 1, 10), (left + 9, 12))
        assert abs(widths(seat)[0] - (left + 10)) <= 1
        assert widths(seat)[2] == right
        start = WIDE[0] - right
        await seat.drag((start, 10), (start - 10, 10))
        assert abs(widths(seat)[2] - (right + 10)) <= 1
        before = widths(seat)
        await seat.drag((left - 5, 10), (left + 20, 10))  # within a pane: nothing is moved
        assert widths(seat) == before
        assert not seat.screen.get_selected_text()


async def test_the_widths_are_remembered(full):
    settings = Settings()
    async with seated(full, settings, WIDE) as seat:
        await seat.press("f2", "greater_than_sign")
        moved = widths(seat)
    save(settings)
    async with seated(full, load()[0], WIDE) as seat:
        assert widths(seat) == moved


async def test_widths_that_somebody_wrote_into_the_settings_are_bounded(full):
    async with seated(full, Settings(pane_shares=(400, -5)), WIDE) as seat:
        assert min(widths(seat)) >= 20
        assert sum(widths(seat)) == WIDE[0]


@pytest.mark.parametrize("key", ["f5", None])
async def test_one_pane_alone_has_the_whole_width(full, key):
    async with seated(full, size=WIDE if key else NARROW) as seat:
        await seat.press("f2", *filter(None, [key]))
        whole = widths(seat)[0]
        await seat.press("greater_than_sign")
        assert widths(seat)[0] == whole
        if key:
            assert whole == WIDE[0]
            await seat.press(key)
            assert sum(widths(seat)) == WIDE[0]


async def test_beside_an_item_that_is_read_nothing_is_moved(full):
    async with seated(full, size=WIDE) as seat:
        await seat.open(next(iter(full.articles)))
        before = widths(seat)
        await seat.press("f4", "down", "v")
        await seat.until(lambda: seat.screen.has_class("comparing"), "an item")
        reading = widths(seat)
        assert reading[2] > before[2]
        await seat.press("alt+full_stop")
        assert widths(seat) == reading
        await seat.press("escape")
        assert widths(seat) == before
