"""Related news: follows the open article; linked, ordered, unlinked, searched, read."""

import pytest

from store import NewsItem
from store.records import Link
from tests.tui.helpers import LEAD, NARROW, NEWS, WIDE, news, seated, written
from tui.panes.related import CardRow, FoundRow


def cards(seat):
    """The linked cards of the open article, as they stand on the desk."""
    return [link.headline for link in seat.screen.related.article.links]


def found(seat):
    """What is suggested, or was found."""
    rows = seat.screen.related.rows.items
    return [row.record.headline for row in rows if isinstance(row, FoundRow)]


async def to(seat, headline):
    """Put the cursor on a card or a find, with the keys."""
    rows = seat.screen.related.rows
    rows.focus()
    await seat.press("home")
    for _ in rows.items:
        row = rows.current
        if (row.link if isinstance(row, CardRow) else row.record).headline == headline:
            return
        await seat.press("down")
    raise AssertionError(headline)


async def suggested(seat, headline=NEWS[0][0]):
    """Wait for the index and the suggestions."""
    await seat.until(lambda: headline in found(seat), "a suggestion")


@pytest.fixture
def article(desk):
    news(desk)
    return written(desk)


async def test_says_what_to_do_while_no_article_is_open(desk, article):
    async with seated(desk, size=WIDE) as seat:
        assert "Open an article (F3, Enter):" in seat.text
        await seat.press("f4")
        assert seat.focus == "search"  # there is nothing else to go to
        await seat.type("kinh bao ho")
        await suggested(seat)
        await seat.press("enter", "enter")
        await seat.hears("Open an article first: F3, then Enter.")
        assert desk.articles[article.id].links == ()


async def test_suggests_with_the_shared_words_as_reason(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        assert "Linked (0)" in seat.text
        assert "Suggestions" in seat.text
        assert found(seat)[0] == NEWS[0][0]
        assert article.headline not in found(seat)
        line = seat.line("shared:")
        assert "đóng tàu" in line or "thợ hàn" in line or "bảo hộ" in line


async def test_follows_the_article_that_is_open(desk, article, clock):
    clock.wait()
    other = written(
        desk,
        "Xưởng may mở lớp học đêm",
        body="Lớp học đêm ở xưởng may có bốn mươi chỗ, không thu học phí.",
    )
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await seat.press("escape")
        await seat.open(other)
        await suggested(seat, NEWS[2][0])
        assert found(seat)[0] == NEWS[2][0]


async def test_follows_what_is_typed(desk, article, clock):
    clock.wait()
    blank = written(desk, "Tin vắn", body="Chưa có gì.")
    async with seated(desk, size=WIDE) as seat:
        await seat.open(blank)
        await seat.until(lambda: seat.screen.related._indexed, "the index")
        assert NEWS[1][0] not in found(seat)
        await seat.type("Công đoàn khu Nam mở quầy hàng giảm giá cuối tuần. ")
        await seat.press("ctrl+s")
        await suggested(seat, NEWS[1][0])


async def test_link_with_enter_and_take_it_back(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await to(seat, NEWS[0][0])
        await seat.press("enter")
        assert cards(seat) == [NEWS[0][0]]
        card = seat.screen.related.article.links[0]
        assert (card.kind, card.byline, card.summary) == ("news", NEWS[0][1], NEWS[0][2])
        assert "Linked (1)" in seat.text
        assert f"1 {NEWS[0][0][:20]}" in seat.text
        await seat.until(lambda: NEWS[0][0] not in found(seat), "no suggestion any more")
        await seat.press("ctrl+z")
        assert cards(seat) == []
        assert "Linked (0)" in seat.text
        await suggested(seat)


async def test_link_with_the_mouse(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await seat.click(NEWS[0][0][:20], times=2)
        assert cards(seat) == [NEWS[0][0]]


async def test_an_own_article_can_be_linked(desk, article, clock):
    clock.wait()
    other = written(desk, "Kính mới tới xưởng đóng tàu", byline="Lê Thu", body=LEAD)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat, other.headline)
        await to(seat, other.headline)
        await seat.press("enter")
        (card,) = seat.screen.related.article.links
        assert card == Link(
            kind="article",
            target=other.id,
            headline=other.headline,
            byline="Lê Thu",
            summary=LEAD,
        )


async def test_unlink_and_take_it_back(desk, article):
    linked(desk, article)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await to(seat, NEWS[1][0])
        await seat.press("d")
        assert cards(seat) == [NEWS[0][0], NEWS[2][0]]
        await seat.hears(f"Unlinked: {NEWS[1][0]}. Ctrl+Z brings it back.")
        await seat.press("ctrl+z")
        assert cards(seat) == [item[0] for item in NEWS]


def linked(desk, article):
    for item in list(desk.news):
        article = desk.link(article, item)


async def test_move_cards(desk, article):
    linked(desk, article)
    first, second, third = (item[0] for item in NEWS)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await to(seat, third)
        await seat.press("K")
        assert cards(seat) == [first, third, second]
        assert seat.screen.related.rows.current.link.headline == third  # the cursor went along
        await seat.press("shift+up", "K")
        assert cards(seat) == [third, first, second]
        await seat.press("J", "shift+down", "J")
        assert cards(seat) == [first, second, third]
        await seat.press("ctrl+z")
        assert cards(seat) == [first, third, second]
        order = [seat.place(f"{n} {h[:12]}")[1] for n, h in enumerate(cards(seat), 1)]
        assert order == sorted(order)


async def test_a_page_with_the_same_card_twice(desk):
    (item,) = (desk.add(NewsItem(headline="Cùng một tin", summary="Một.")),)
    card = Link(kind="news", target=item.id, headline="Cùng một tin", summary="Một.")
    other = Link(kind="news", target=item.id, headline="Cùng một tin", summary="Hai.")
    article = written(desk, links=(card, other))
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        seat.screen.related.rows.focus()
        await seat.press("end", "d")
        assert [link.summary for link in seat.screen.related.article.links] == ["Một."]


@pytest.mark.parametrize("words", ["cong doan", "CÔNG ĐOÀN", "cong doan khu nam"])
async def test_search_without_marks(desk, article, words):
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f4", "slash")
        assert seat.focus == "search"
        await seat.type(words)
        await suggested(seat, NEWS[1][0])
        assert "Found" in seat.text
        await seat.press("enter")
        assert seat.focus == "news"
        assert seat.screen.related.rows.current.record.headline == NEWS[1][0]
        await seat.press("escape")
        assert seat.field("search").text == ""


async def test_esc_leaves_the_search_for_the_suggestions(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f4")
        await seat.type("cong doan khu nam")
        await suggested(seat, NEWS[1][0])
        await seat.press("escape")
        await seat.until(lambda: not found(seat), "nothing found any more")
        await seat.open(article)
        await suggested(seat)
        await seat.press("f4", "slash")
        await seat.type("lop hoc dem")
        await suggested(seat, NEWS[2][0])
        await seat.press("escape")
        await seat.until(lambda: found(seat)[0] == NEWS[0][0], "the suggestions")


async def test_search_finds_own_articles_and_says_when_there_is_nothing(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f4")
        await seat.type("tho han nhan")
        await suggested(seat, article.headline)
        await seat.press(*["backspace"] * 12)
        await seat.type("zzz")
        await seat.sees("Nothing matches.")


async def test_search_links_to_the_open_article(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("f4", "slash")
        await seat.type("lop hoc dem")
        await suggested(seat, NEWS[2][0])
        await seat.press("enter", "enter")
        assert cards(seat) == [NEWS[2][0]]
        await seat.press("escape", "escape")
        assert "Linked (1)" in seat.text


async def test_what_is_linked_is_marked_in_a_search_and_not_linked_twice(desk, article):
    desk.link(article, next(iter(desk.news)))
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await seat.press("f4", "slash")
        await seat.type("kinh bao ho")
        await suggested(seat)
        await seat.sees("✓ Xưởng đóng tàu")
        await seat.press("enter", "enter")
        await seat.hears("is linked already")
        assert len(cards(seat)) == 1


async def test_read_a_card_and_a_suggestion(desk, article):
    desk.link(article, next(iter(desk.news)))
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await to(seat, NEWS[0][0])
        for key in ("v", "enter"):
            await seat.press(key)
            await seat.comes("Reading")
            for text in NEWS[0]:
                assert text in seat.text
            await seat.press("escape")
            await seat.comes("DeskScreen")
        assert len(cards(seat)) == 1
        await seat.press("slash")
        await seat.type("lop hoc dem\n")
        await suggested(seat, NEWS[2][0])
        await to(seat, NEWS[2][0])
        await seat.press("v")
        await seat.comes("Reading")
        assert NEWS[2][2] in seat.text


async def test_a_long_article_can_be_read_to_its_end(desk, article, clock):
    clock.wait()
    long = written(desk, "Bài rất dài", body="\n\n".join(f"Đoạn {n}." for n in range(80)))
    desk.link(article, long)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("f4")
        await to(seat, long.headline)
        await seat.press("v")
        await seat.comes("Reading")
        assert "Đoạn 0." in seat.text
        assert "Đoạn 79." not in seat.text
        await seat.press("end")
        await seat.until(lambda: "Đoạn 79." in seat.text, "the end")
        assert "Esc Cancel" in seat.text


async def test_keys_on_rows_they_are_not_for_do_no_harm(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f4")
        seat.screen.related.rows.focus()
        await seat.press("enter", "d", "K", "J", "v", "home", "end", "pagedown", "escape")
        await seat.open(article)
        await suggested(seat)
        await to(seat, NEWS[0][0])
        await seat.press("d", "K", "J")
        assert cards(seat) == []
        assert seat.top == "DeskScreen"


async def test_a_linked_record_that_was_deleted_leaves_its_card(desk, article, clock):
    clock.wait()
    other = written(desk, "Bài sẽ bị xoá", body="Lời của nó.")
    desk.link(article, other)
    desk.remove_article(other)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await to(seat, "Bài sẽ bị xoá")
        await seat.press("v")
        await seat.comes("Reading")
        assert "Lời của nó." in seat.text


async def test_what_is_new_on_the_desk_is_found(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f4")
        await seat.type('"bao tang')
        await seat.sees("Nothing matches.")
        desk.add(NewsItem(headline="Bảo tàng mở cửa đêm"))
        await seat.sees("Bảo tàng mở cửa đêm")


async def test_harmless_to_the_terminal(desk, article):
    item = desk.add(NewsItem(headline="Tin\x1b]0;x\x07 lạ\u202e", author="A\x9b", summary="B\x00"))
    desk.link(article, item)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        assert "Tin␛]0;x␇ lạ⇄" in seat.text
        await to(seat, item.headline)
        await seat.press("v")
        await seat.comes("Reading")
        assert not {"\x1b", "\x07", "\x9b", "\x00", "\u202e"} & set(seat.text)
