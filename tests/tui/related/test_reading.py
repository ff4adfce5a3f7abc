"""An item is read beside the draft or over it."""

import pytest

from store import NewsItem
from tests.tui.helpers import (
    LEAD,
    NARROW,
    NEWS,
    WIDE,
    seated,
    written,
)

from .hands import FIRST, cards, suggested, to


async def test_read_beside_the_draft_with_the_shared_words_marked(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await to(seat, FIRST)
        await seat.press("v")
        await seat.sees(NEWS[0][2], "Võ Bình")
        assert seat.top == "DeskScreen"
        assert seat.focus == "beside"
        assert LEAD[:30] in seat.text  # the draft stands there as well
        assert not seat.screen.checklist.display
        marked = seat.screen.related._preview._sheet[0]
        assert ("thợ hàn", "mark") in [(text.lower(), tone) for text, tone in marked]
        lead = seat.body.get_line(0)
        underlined = [lead.plain[s.start : s.end] for s in lead.spans]
        assert "kính bảo hộ" in underlined
        await seat.press("v")
        await seat.until(lambda: seat.focus == "news", "the list")
        assert seat.screen.checklist.display
        assert not seat.body.get_line(0).spans


async def test_what_is_typed_beside_an_item_is_marked_too(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat, FIRST)
        desk.links.add(article, desk.news[[*desk.news][1].id])
        await to(seat, NEWS[1][0])
        await seat.press("v")
        await seat.sees(NEWS[1][2])
        await seat.press("f3", "ctrl+home")
        await seat.type("Quầy hàng giảm giá ở khu Nam. ")
        line = seat.body.get_line

        def first_marked():
            spans = line(0).spans[:1]
            return "".join(line(0).plain[span.start : span.end].lower() for span in spans)

        # While it is being typed, the beginning is marked.
        await seat.until(lambda: first_marked() == "quầy hàng giảm giá", "marks in the draft")
        assert seat.body.body.startswith("Quầy hàng giảm giá ở khu Nam. Đà Nẵng")
        await seat.press("f2")  # the checklist comes back
        assert seat.focus == "tasks"
        assert seat.screen.checklist.display


async def test_enter_beside_the_draft_links(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await to(seat, FIRST)
        await seat.press("v", "enter")
        assert cards(seat) == [FIRST]
        await seat.until(lambda: seat.focus == "news", "the list")


@pytest.mark.parametrize(("key", "count"), [("enter", 1), ("x", 0), ("escape", 0)])
async def test_read_over_the_draft_where_it_is_narrow(desk, article, key, count):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("f4")
        await suggested(seat)
        await to(seat, FIRST)
        await seat.press("v")
        await seat.comes("PreviewScreen")
        await seat.sees(NEWS[0][2], "In the open article (Tab)", LEAD[:40])
        await seat.press(key)
        await seat.comes("DeskScreen")
        assert len(cards(seat)) == count
        assert len(seat.screen.related.article.unrelated) == (key == "x")


async def test_a_long_article_can_be_read_to_its_end(desk, article, clock):
    clock.wait()
    long = written(desk, "Bài rất dài", body="\n\n".join(f"Đoạn {n}." for n in range(80)))
    desk.links.add(article, long)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("f4")
        await to(seat, long.headline)
        await seat.press("enter")
        await seat.comes("PreviewScreen")
        await seat.sees("Đoạn 0.")
        assert "Đoạn 79." not in seat.text
        await seat.press("end")
        await seat.until(lambda: "Đoạn 79." in seat.text, "the end")
        assert "Esc Close" in seat.text


async def test_a_linked_record_that_was_deleted_leaves_its_card(desk, article, clock):
    clock.wait()
    other = written(desk, "Bài sẽ bị xoá", body="Lời của nó.")
    desk.links.add(article, other)
    desk.articles.remove(other)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await seat.sees("source gone")
        await to(seat, "Bài sẽ bị xoá")
        await seat.press("u")
        await seat.hears("is no longer on the desk")
        await seat.press("v")
        await seat.sees("Lời của nó.")


async def test_an_article_that_goes_while_it_is_read_beside_does_no_harm(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await to(seat, FIRST)
        await seat.press("v")
        await seat.sees(NEWS[0][2])
        desk.records.write("delete", [], drop=list(desk.news))
        desk.articles.remove(article)
        await seat.until(lambda: not seat.article, "the list")
        await seat.press("f4", "v", "escape", "f3")
        assert seat.screen.checklist.display


async def test_keys_on_rows_they_are_not_for_do_no_harm(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await to(seat, FIRST)
        await seat.press("d", "K", "J", "r", "u", "left", "right")
        assert cards(seat) == []
        assert seat.top == "DeskScreen"


async def test_harmless_to_the_terminal(desk, article):
    item = desk.records.add(
        NewsItem(headline="Tin\x1b]0;x\x07 lạ\u202e", author="A\x9b", summary="B\x00")
    )
    desk.links.add(article, item)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        assert "Tin␛]0;x␇ lạ⇄" in seat.text
        await to(seat, item.headline)
        await seat.press("v")
        await seat.sees("B␀")
        assert not {"\x1b", "\x07", "\x9b", "\x00", "\u202e"} & set(seat.text)
