"""What Alt+5 counts is what the overview counts: the articles that are worked on."""

from __future__ import annotations

import pytest

from store.records import Status
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, piece, put_campaign, seated, written

BAD = "Hẹn ngày 31.4 ở tổ may."
POOR = "Hà Nội – Ai cũng muốn xử dụng máy mới."


@pytest.fixture
def known(desk):
    """A campaign with articles that are worked on, one that is out and one that was given up."""
    campaign = put_campaign(desk)
    fields = {"campaign": campaign.id, "body": POOR}
    for number in range(3):
        written(desk, f"Ai cũng muốn {number}", **fields)
    written(desk, "Hẹn nhau", campaign=campaign.id, body=BAD)
    out = piece(desk, campaign, "Đã phát", channels=("báo in",), status=Status.EXPORTED)
    desk.records.change(out, body=POOR)
    written(desk, "Đã bỏ", status=Status.CANCELLED, **fields)
    desk.articles.verdicts.check_all()
    return desk


async def test_both_tell_the_same_numbers(known):
    async with seated(known, size=WIDE) as seat:
        await seat.press("alt+5")
        await seat.comes("CheckedArticles")
        await seat.sees("blocked: 1 · ⚠ with warnings: 3 · ✓ clean: 0 · no longer worked on: 2")
        assert "checked 6/6" in seat.words
        assert "Đã phát" in seat.words  # what is wrong in it is listed all the same
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.press("alt+o")
        await seat.sees("✗ 1 blocked", "⚠ 3 with warnings")


async def test_nothing_is_said_of_others_where_there_are_none(desk):
    written(desk, body=POOR)
    desk.articles.verdicts.check_all()
    async with seated(desk, size=WIDE) as seat:
        await seat.press("alt+5")
        await seat.comes("CheckedArticles")
        await seat.sees("with warnings: 1")
        assert "no longer worked on" not in seat.words


@LANGUAGES
def test_it_looks(known, looks, language):
    async def steps(seat):
        await seat.press("alt+5")
        await seat.comes("CheckedArticles")

    assert looks(known, steps, NARROW, language)
