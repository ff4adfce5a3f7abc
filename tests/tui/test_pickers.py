"""Lists to choose several from: what is said of Space is true, also while a word is typed."""

from __future__ import annotations

from store.bulletin import Bulletin
from tests.tui.helpers import NARROW, put_campaign, seated, written


async def choosing(seat):
    await seat.press("alt+8", "enter", "a")
    await seat.comes("MultiPicker")


def put(desk, *titles):
    campaign = put_campaign(desk)
    desk.records.add(Bulletin(campaign=campaign.id, name="Sáng", channel="loa"))
    for title in titles:
        written(desk, title, campaign=campaign.id)


async def test_a_space_after_a_typed_word_says_how_to_mark(desk):
    put(desk, "Hoa nở", "Hoa tàn", "Bữa cơm")
    async with seated(desk, size=NARROW) as seat:
        await choosing(seat)
        told = "↓ goes to the list, where Space marks."
        await seat.type("hoa")
        assert told not in seat.text
        await seat.type(" ")
        await seat.sees(told)
        await seat.type("tan")
        assert told not in seat.text
        await seat.press("backspace", "backspace", "backspace", "down", "space")
        assert "● Hoa tàn" in seat.text
        assert "○ Hoa nở" in seat.text


async def test_every_line_of_long_headlines_is_seen_where_there_is_room(desk):
    long = "Công đoàn xưởng tàu trao kính và mũ mới cho thợ hàn trước ngày lễ lớn của cả nước ta"
    put(desk, *(f"{long} {n}" for n in range(4)))
    async with seated(desk, size=NARROW) as seat:
        await choosing(seat)
        await seat.sees("ta 3")
        assert all(f"ta {n}" in seat.text for n in range(4))


async def test_a_short_hint_leaves_its_room_to_the_headlines(desk):
    title = "Công đoàn xưởng tàu trao kính mới cho thợ hàn ca đêm"
    put(desk, title)
    async with seated(desk, size=NARROW) as seat:
        await choosing(seat)
        assert title in seat.line("being")
