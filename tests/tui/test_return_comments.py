"""The comments that go back with an article stand in the form that returns it."""

from __future__ import annotations

from store.article_parts import Comment
from store.records import Status
from tests.tui.helpers import NARROW, seated, written


async def test_what_a_comment_asks_is_read_also_at_a_long_paragraph(desk):
    body = "Công đoàn và ban giám đốc đã thương lượng về bữa ăn ca của công nhân cả năm nay."
    article = written(desk, "Bữa ăn ca", body=body, status=Status.TO_EDIT)
    comment = Comment(text="Ba nghìn hay ba trăm?", quote=body, to_writer=True)
    desk.articles.comments.add(article, comment)
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("ctrl+t")
        await seat.comes("Picker")
        await seat.type("return")
        await seat.press("enter")
        await seat.comes("ReturnForm")
        assert "· Ba nghìn hay ba trăm? · “Công đoàn và ban" in seat.text
