"""A page that came in whole is mended and read again."""

from tests.tui.helpers import seated

from .samples import WHOLE


async def test_a_whole_page_is_mended_and_read_again(desk, page_bytes):
    article = desk.articles.import_page(WHOLE, "trang.txt")
    assert article.needs_review
    async with seated(desk) as seat:
        await seat.open(article)
        assert "This text has no page layout" in seat.text
        assert seat.body.body == WHOLE.decode()
        await seat.press("ctrl+r")
        await seat.comes("PlainTextScreen")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert desk.articles[article.id] == article
        await seat.press("ctrl+a")
        await seat.paste(page_bytes.decode())
        await seat.press("ctrl+r")
        await seat.until(lambda: not desk.articles[article.id].needs_review, "the page")
        now = desk.articles[article.id]
        assert now.headline == "Tổ may số 7 tặng 1.250 suất quà cho công nhân xa quê"
        assert len(now.links) == 3
        assert seat.field("headline").text == now.headline
        assert seat.field("signoff").text == "Trần An"
        assert seat.body.body == now.body
        assert "no page layout" not in seat.text
        assert desk.articles.page_bytes(now) == page_bytes
        await seat.press("ctrl+r")
        await seat.hears("fits the page layout already")


async def test_a_whole_page_is_divided_as_plain_text(desk):
    text = "Phòng đọc mở cửa\nKiều Vũ\nSáng nay, phòng đọc mở cửa.\nAi cũng mượn được."
    article = desk.articles.import_page(text.encode(), "bài.txt")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+r")
        await seat.comes("PlainTextScreen")
        await seat.press("enter")
        await seat.until(lambda: not desk.articles[article.id].needs_review, "the page")
        assert seat.field("headline").text == "Phòng đọc mở cửa"
        assert seat.field("byline").text == "Kiều Vũ"
        assert seat.body.body == "Sáng nay, phòng đọc mở cửa.\n\nAi cũng mượn được."
        assert "no page layout" not in seat.text


async def test_reading_again_is_undone(desk, page_bytes):
    article = desk.articles.import_page(WHOLE, "trang.txt")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+a")
        await seat.paste(page_bytes.decode())
        await seat.press("ctrl+r")
        await seat.until(lambda: not desk.articles[article.id].needs_review, "the page")
        await seat.press("f2", "ctrl+z", "f3")
        now = desk.articles[article.id]
        assert now.needs_review
        assert now.body == page_bytes.decode()
        assert "no page layout" in seat.text
        assert seat.body.body == now.body
        assert seat.field("headline").text == now.headline


async def test_a_whole_page_keeps_its_blank_lines_when_edited(desk):
    article = desk.articles.import_page(WHOLE + b"\n\n\n\nhai\n\n", "trang.txt")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body == "A" + article.body
