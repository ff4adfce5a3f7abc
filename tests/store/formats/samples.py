"""A page that goes out, lines of pages that come in, and what was lost or dropped on the way."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone

from msgspec.structs import replace

from store.articles.page_format import read_page
from store.formats.outgoing import Outgoing
from store.records import Status
from store.text import syllables
from tests.conftest import PAGE

from .pages import outgoing

AT = datetime(2027, 5, 1, 8, 30, 15, tzinfo=timezone(timedelta(hours=7)))
LINES = (
    "Sáng nay, công đoàn xã trao 120 suất quà cho công nhân ở khu trọ Đông Anh, ai cũng vui.",
    "Chị Lê Thị Mến nói chị rất vui vì được nhận quà trước Tết, cả nhà cùng mừng; quà có:",
    "Gạo: 10 kg;",
    "Dầu ăn: 1 lít.",
    "Buổi trao quà kết thúc lúc 11 giờ trưa cùng ngày, có mặt đông đủ các tổ công nhân.",
)
LONG = f"{LINES[0]} {LINES[4]}"

ADDED = "Câu này có ai đó gõ thêm vào trang đã xuất, ở giữa các đoạn của nó, không có thẻ nào."


def words(*texts):
    return Counter(syllables("\n".join(texts)))


def texts_of(page):
    cards = (text for card in page.cards for text in (card.headline, card.byline, card.summary))
    return page.headline, page.byline, page.body, page.signoff, *cards


def page_out(**fields) -> Outgoing:
    page = read_page(PAGE.encode(), "trang.txt")
    out = outgoing(page, campaign="Tháng Công nhân", channel="báo in")
    links = tuple(
        replace(link, target=f"{number:032x}") for number, link in enumerate(out.article.links)
    )
    known = {"id": "0123456789abcdef" * 2, "created": AT, "updated": AT, "links": links}
    article = replace(out.article, status=Status.APPROVED, **known, **fields)
    return Outgoing(article, out.channel, out.campaign)


def said(read) -> str:
    return "; ".join(map(str, read.dropped))
