"""The line below a text: what counts most is never cut, however narrow the window is."""

from __future__ import annotations

import pytest

from store.article_parts import Comment
from tests.tui.helpers import NARROW, seated, written
from tui import i18n

BODY = "Hà Nội – Ngày 31.4, tổ may xử dụng máy mới.\n\nThợ thích máy  mới."
"""What blocks, what is warned of, what is reminded of."""


@pytest.fixture
def article(desk):
    comments = (Comment(quote="tổ may", text="Tổ nào?", at=desk.records.now()),) * 2
    return written(desk, body=BODY, comments=comments)


@pytest.mark.parametrize(("language", "sources"), [("vi", "chưa có nguồn"), ("en", "no sources")])
async def test_the_sources_are_told_in_a_narrow_window(desk, article, language, sources):
    i18n.use(language)
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.sees("✗1 ⚠1 •1 · 2 ", f" · {sources}")
        assert "…" not in seat.lines[-2]


async def test_in_a_wide_window_nothing_is_left_out(desk, article):
    async with seated(desk, size=(180, 45)) as seat:
        await seat.open(article)
        await seat.sees("✗1 ⚠1 •1", "chars · lead 10/50 · no sources")


async def test_it_follows_the_size_of_the_window(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.sees("✗1 ⚠1 •1", "no sources")
        assert "chars" not in seat.lines[-2]
        await seat.resize(180, 45)
        await seat.sees("chars · lead")
        await seat.resize(80, 24)
        await seat.until(lambda: "chars · lead" not in seat.text)
        assert "no sources" in seat.text


async def test_a_lead_that_is_too_long_stays(desk):
    article = written(desk, body="chữ " * 60 + "xử dụng máy  mới.\n\nHai.")
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.sees("⚠1 •2", "lead 64/50 ⚠")
        assert "no sources" in seat.text
