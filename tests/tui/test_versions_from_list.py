"""Versions made from the list of articles: what is said fits where one is."""

from __future__ import annotations

from store.channels import Channel
from store.records import Status
from tests.tui.helpers import NARROW, put_campaign, seated


async def test_the_key_that_is_told_is_one_of_the_list(desk):
    channels = (Channel("báo in", "đại chúng"), Channel("Facebook", "mạng xã hội"))
    campaign = put_campaign(desk, channels=channels)
    fields = {"body": "Tổ may tặng quà.", "status": Status.WRITING, "channels": ("báo in",)}
    desk.articles.new(campaign, headline="Quà đến tay", **fields)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3", "alt+down")
        await seat.comes("MultiPicker")
        await seat.press("space", "enter")
        await seat.hears("1 version made. → in the list shows them")
        assert len(seat.screen.drafts.list.rows.items) == 1
        await seat.press("right")
        assert len(seat.screen.drafts.list.rows.items) == 2
