"""Suggestions are linked, cards moved and taken off."""

from store import Campaign, NewsItem
from store.records import Link
from tests.tui.helpers import LEAD, NEWS, WIDE, news, seated, written

from .hands import FIRST, cards, found, linked, suggested, suggested_now, to


async def test_link_with_enter_and_take_it_back(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await to(seat, FIRST)
        await seat.press("enter")
        assert cards(seat) == [FIRST]
        card = seat.screen.related.article.links[0]
        assert (card.kind, card.byline, card.summary) == ("news", NEWS[0][1], NEWS[0][2])
        assert "Linked (1)" in seat.text
        assert f"1 {FIRST[:20]}" in seat.text
        assert FIRST not in found(seat)
        await seat.press("ctrl+z")
        assert cards(seat) == []
        assert "Linked (0)" in seat.text
        await suggested(seat)


async def test_after_a_link_the_cursor_is_on_the_next_suggestion(desk, article):
    desk.records.add(NewsItem(headline="Lớp học bơi của công nhân đóng tàu", summary=NEWS[0][2]))
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await seat.until(lambda: len(found(seat)) > 1, "another suggestion")
        first, second = suggested_now(seat)[:2]
        await to(seat, first)
        await seat.press("enter")
        assert cards(seat) == [first]
        assert seat.screen.related.rows.current.title == second
        await seat.press("up", "up", "down", "down")  # no list was folded
        assert second in found(seat)


async def test_link_with_the_mouse(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await seat.click(FIRST[:20], times=2)
        assert cards(seat) == [FIRST]


async def test_a_doubt_is_told_and_the_second_enter_links(desk, article, clock):
    clock.wait()
    other = written(desk, "Kính mới tới xưởng đóng tàu", byline="Lê Thu", body=LEAD)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat, other.headline)
        await to(seat, other.headline)
        await seat.press("enter")
        await seat.hears(f"“{other.headline}” is not finished yet.")
        await seat.hears("Enter once more links it all the same.")
        assert cards(seat) == []
        await seat.press("down", "up", "enter")  # the cursor was elsewhere: it is told again
        assert cards(seat) == []
        await seat.press("enter")
        (card,) = seat.screen.related.article.links
        assert card == Link(
            kind="article",
            target=other.id,
            headline=other.headline,
            byline="Lê Thu",
            summary=LEAD,
        )


async def test_more_cards_than_the_house_style_allows(desk):
    items = news(desk)
    campaign = desk.records.add(Campaign(name="Mùa quà", most_cards=1))
    article = written(desk, campaign=campaign.id)
    desk.links.add(article, items[1])
    other = "Thợ hàn nhận mũ và kính bảo hộ ở một xưởng đóng tàu khác"
    desk.records.add(NewsItem(headline=other))
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await to(seat, FIRST)
        await seat.press("enter")
        await seat.hears("Cards there are already: 1; the house style allows 1.")
        await seat.press("enter")
        assert len(cards(seat)) == 2
        await seat.sees("house style: 1")
        await to(seat, other)
        await seat.press("enter")  # how many is asked once an article, not at each card
        assert len(cards(seat)) == 3


async def test_unlink_and_take_it_back(desk, article):
    linked(desk, article)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await to(seat, NEWS[1][0])
        await seat.press("d")
        assert cards(seat) == [FIRST, NEWS[2][0]]
        await seat.hears(f"Unlinked: {NEWS[1][0]}. Ctrl+Z brings it back.")
        await seat.press("ctrl+z")
        assert cards(seat) == [item[0] for item in NEWS]


async def test_move_cards(desk, article):
    linked(desk, article)
    first, second, third = (item[0] for item in NEWS)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await to(seat, third)
        await seat.press("K")
        assert cards(seat) == [first, third, second]
        assert seat.screen.related.rows.current.title == third  # the cursor went along
        await seat.press("shift+up", "K")
        assert cards(seat) == [third, first, second]
        await seat.press("J", "shift+down", "J")
        assert cards(seat) == [first, second, third]
        await seat.press("ctrl+z")
        assert cards(seat) == [first, third, second]
        order = [seat.place(f"{n} {h[:12]}")[1] for n, h in enumerate(cards(seat), 1)]
        assert order == sorted(order)


async def test_drag_cards(desk, article):
    linked(desk, article)
    first, second, third = (item[0] for item in NEWS)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested_none(seat)
        await seat.drag(seat.place(f"1 {first[:12]}"), seat.place(f"3 {third[:12]}"))
        assert cards(seat) == [second, third, first]
        assert seat.screen.related.rows.current.title == first
        await seat.drag(seat.place(f"3 {first[:12]}"), seat.place(f"2 {third[:12]}"))
        assert cards(seat) == [second, first, third]
        await seat.press("ctrl+z")
        assert cards(seat) == [second, third, first]
        await seat.drag(seat.place(f"1 {second[:12]}"), seat.place("Linked ("))  # no card there
        assert cards(seat) == [second, third, first]


async def test_what_is_found_meanwhile_does_not_end_a_drag(desk, article):
    linked(desk, article)
    first, second, third = (item[0] for item in NEWS)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested_none(seat)
        related = seat.screen.related
        start, end = seat.place(f"1 {first[:12]}"), seat.place(f"3 {third[:12]}")
        await seat.drag(start, end, between=related.refresh_rows)
        assert cards(seat) == [second, third, first]


async def suggested_none(seat):
    await seat.until(lambda: seat.screen.related._indexing.is_ready, "the index")
    await seat.until(lambda: seat.is_quiet)


async def test_a_page_with_the_same_card_twice(desk):
    (item,) = (desk.records.add(NewsItem(headline="Cùng một tin", summary="Một.")),)
    card = Link(kind="news", target=item.id, headline="Cùng một tin", summary="Một.")
    other = Link(kind="news", target=item.id, headline="Cùng một tin", summary="Hai.")
    article = written(desk, links=(card, other))
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        related = seat.screen.related
        related.rows.focus()
        await seat.press("end")
        related.refresh_rows()  # as when something was found: the cursor stays on its card
        await seat.press("d")
        assert [link.summary for link in seat.screen.related.article.links] == ["Một."]
