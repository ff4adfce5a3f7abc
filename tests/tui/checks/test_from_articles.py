"""Alt+7 in the list of articles: what keeps the article under the cursor, without a detour."""

from __future__ import annotations

import pytest

from tests.tui.helpers import NARROW, WIDE, seated, written


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_list_of_checks_opens_with_the_article_under_the_cursor(desk, size):
    written(desk, "Tổ may nhận quà", body="Hà Nội – Ngày 1.5, tổ may nhận quà.")
    held = written(desk, "Tổ hàn nhận quà", body="Hà Nội – Ngày 31.4, tổ hàn nhận quà.")
    async with seated(desk, size=size) as seat:
        rows = seat.screen.drafts.list.rows
        rows.focus()
        rows.move_to([one.id for one in rows.items].index(held.id))
        await seat.settle()
        await seat.press("alt+7")
        await seat.comes("ChecksScreen")
        await seat.sees("31.4")
        await seat.press("enter")
        await seat.settle()
        assert seat.article.id == held.id
        assert seat.body.text[: seat.body.cursor_location[1]].endswith("Ngày 31.4")
