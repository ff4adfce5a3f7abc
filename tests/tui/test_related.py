"""Related news: follows the open article; linked, ordered, related, refused, read beside it."""

from datetime import date, timedelta

import pytest
from rich.cells import cell_len

from store import Article, Campaign, NewsItem
from store.records import Link, Relation, Status
from tests.tui.helpers import (
    LANGUAGES,
    LEAD,
    NARROW,
    NEWS,
    SECOND,
    WIDE,
    news,
    plan,
    seated,
    written,
)
from tui.panes.related_rows import CardRow, FoundRow, HeadRow, OwnRow

FIRST = NEWS[0][0]
FAR = ("Giá rau tăng sau bão", "PV", "Mưa lớn ở vùng rau.")


def cards(seat):
    """The linked cards of the open article, as they stand on the desk."""
    return [link.headline for link in seat.screen.related.article.links]


def found(seat):
    """What is suggested, new or refused, as far as it is unfolded."""
    rows = seat.screen.related.rows.items
    return [row.title for row in rows if isinstance(row, FoundRow)]


def suggested_now(seat):
    """What is suggested."""
    return [row.title for row in seat.screen.related.listing.related]


def heads(seat):
    return [row.text for row in seat.screen.related.rows.items if isinstance(row, HeadRow)]


def why_nothing(seat):
    """The line below the heading of what is related."""
    texts = heads(seat)
    return texts[texts.index("Related (0)") + 1]


async def to(seat, headline):
    """Put the cursor on a card or a find, with the keys."""
    rows = seat.screen.related.rows
    rows.focus()
    await seat.press("home")
    for _ in rows.items:
        row = rows.current
        if isinstance(row, CardRow | FoundRow) and row.title == headline:
            return
        await seat.press("down")
    raise AssertionError(headline)


async def suggested(seat, headline=FIRST):
    """Wait for the index and the suggestions."""
    await seat.until(lambda: headline in found(seat), "a suggestion")


@pytest.fixture
def article(desk):
    news(desk)
    return written(desk)


def linked(desk, article):
    for item in list(desk.news):
        article = desk.links.add(article, item)
    return article


# ---------------------------------------------------------------- what is suggested


async def test_says_what_to_do_on_a_desk_without_articles(desk):
    plan(desk)
    async with seated(desk, size=WIDE) as seat:
        assert "Open an article (F3, Enter):" in seat.text


async def test_its_keys_mean_nothing_while_no_article_is_open(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f4")
        assert "Link" not in seat.lines[-1]
        await seat.press("enter", "v", "x", "d", "K", "r", "u", "b", "m", "escape")
        assert seat.top == "DeskScreen"
        assert desk.articles[article.id].links == ()


async def test_suggests_with_the_shared_words_as_reason(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        assert "Linked (0)" in seat.text
        assert "Related (" in seat.text
        assert found(seat)[0] == FIRST
        assert article.headline not in found(seat)
        line = seat.line("shared:")
        assert "đóng tàu" in line or "thợ hàn" in line or "bảo hộ" in line


async def test_an_article_without_words_is_told_that_they_are_searched_by(desk):
    news(desk)
    empty = written(desk, "", body="", byline="", signoff="")
    async with seated(desk, size=WIDE) as seat:
        await seat.open(empty)
        await seat.until(lambda: seat.screen.related.listing.is_answered)
        assert why_nothing(seat) == "Write something: related news is found by its words."


async def test_a_desk_with_nothing_else_says_so(desk):
    alone = written(desk)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(alone)
        await seat.until(lambda: seat.screen.related.listing.is_answered)
        assert why_nothing(seat) == "The desk has no other article and no news yet."


async def test_a_desk_without_anything_that_shares_a_phrase_says_so(desk):
    desk.records.add(NewsItem(headline=FAR[0], summary=FAR[2]))
    lonely = written(desk, "Thợ gốm nặn tượng", body="Lò nung đỏ lửa.", signoff="")
    async with seated(desk, size=NARROW) as seat:
        await seat.open(lonely)
        await seat.press("f4")
        await seat.until(lambda: seat.screen.related.listing.is_answered)
        assert why_nothing(seat) == "Nothing else on the desk shares a telling phrase with this."
        assert seat.line("telling phrase")


@pytest.mark.parametrize("width", [20, 30, 39, 78])
async def test_reasons_that_are_cut_say_so(desk, article, width):
    long = "lễ hội hoa phượng mừng mùa gặt muộn vùng duyên hải"
    item = NewsItem(headline=f"Mai khai mạc {long}", summary="Sẽ phát vải, kính bảo hộ, mũ.")
    desk.records.add(item)
    asked = desk.records.change(article, body=f"Chị hàn kể về {long}.\n\n{article.body}")
    async with seated(desk, size=WIDE) as seat:
        await seat.open(asked)
        await suggested(seat, item.headline)
        pane = seat.screen.related
        for row in pane.listing.related:
            lines = [line for line in pane.rows.row_lines(row, width) if line[-1][1] == "accent"]
            shown = [line[-1][0] for line in lines]
            whole = f"shared: {' · '.join(row.reasons)}"
            assert 1 <= len(shown) <= 2
            assert all(cell_len(text) <= width - 2 for text in shown)
            told = " ".join(text.strip() for text in shown)
            assert told.endswith("…") or told.replace(" · ", " ") == whole.replace(" · ", " ")
            assert whole.replace(" · ", " ").startswith(told.replace(" · ", " ").rstrip("…· "))


@pytest.mark.parametrize("place", [0, 9, 99])
async def test_no_word_of_a_card_is_lost_to_its_number(desk, article, place):
    headline = "Công đoàn khu Bắc chi thêm tiền chăm lo phúc lợi cho người lao động đi ca đêm"
    async with seated(desk, size=WIDE) as seat:
        rows = seat.screen.related.rows
        link = Link(kind="news", target=next(iter(desk.news)).id, headline=headline)
        lines = rows.row_lines(CardRow(place, link, None, changed=False), 39)[:-1]
        assert all(sum(cell_len(text) for text, _tone in line) <= 39 for line in lines)
        words = " ".join(text.strip() for line in lines for text, _tone in line).split()
        assert words == [str(place + 1), *headline.split()]


async def test_a_row_says_who_how_old_and_where_it_stands(desk, article, clock):
    item = next(iter(desk.news))
    desk.records.change(item, published=desk.records.today() - timedelta(days=3), source="Lao Động")
    old = desk.records.add(
        NewsItem(
            headline="Kính bảo hộ cho thợ hàn", published=desk.records.today() - timedelta(days=70)
        )
    )
    clock.wait()
    text = LEAD.replace("Chiều", "Sáng")
    written(desk, "Kính bảo hộ cũ", byline="Lê Thu", body=text, status=Status.WITHDRAWN)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await seat.sees("Võ Bình · 3 days · Lao Động")
        await seat.sees("2 months")
        await seat.sees("Lê Thu · today · ⚠1 withdrawn")
        assert old.headline in found(seat)
        pane = seat.screen.related
        (row,) = [row for row in pane.listing.related if isinstance(row.piece, Article)]
        assert pane.rows.row_lines(row, 39)[1][-1] == ("⚠1 withdrawn", "warn")


async def test_related_and_newest_are_two_lists(desk, article):
    fresh = desk.records.add(
        NewsItem(headline=FAR[0], summary=FAR[2], published=desk.records.today())
    )
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await seat.sees("Newest (1)")
        assert fresh.headline not in suggested_now(seat)
        assert found(seat)[-1] == fresh.headline
        await seat.click("Newest", times=2)
        assert fresh.headline not in found(seat)
        await seat.press("right")
        assert fresh.headline in found(seat)
        await seat.press("left")
        assert fresh.headline not in found(seat)
        await seat.press("enter")
        assert fresh.headline in found(seat)


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


async def test_follows_what_is_typed_before_it_is_saved(desk, article, clock):
    clock.wait()
    blank = written(desk, "Tin vắn", body="Chưa có gì.")
    async with seated(desk, size=WIDE) as seat:
        await seat.open(blank)
        await seat.until(lambda: seat.screen.related._indexing.is_ready, "the index")
        assert NEWS[1][0] not in found(seat)
        seat.editor._save_beside = lambda: None  # what is typed reaches no disk
        await seat.type("Công đoàn khu Nam mở quầy hàng giảm giá cuối tuần. ")
        await suggested(seat, NEWS[1][0])
        assert desk.articles[blank.id].body == "Chưa có gì."


async def test_an_autosave_of_what_was_asked_for_asks_no_second_time(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        pane = seat.screen.related
        await seat.type("Kính. ")
        await seat.until(lambda: pane._asked and "Kính. " in pane._asked[1], "the question")
        await seat.until(lambda: seat.is_quiet)
        asked: list[object] = []
        pane._suggest = asked.append
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.is_quiet)
        assert not asked
        desk.records.add(NewsItem(headline="Tin khác"))
        await seat.until(lambda: asked, "a question after other news")


async def test_what_is_new_on_the_desk_is_suggested(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        desk.records.add(NewsItem(headline="Xưởng đóng tàu trao mũ và kính bảo hộ"))
        await suggested(seat, "Xưởng đóng tàu trao mũ và kính bảo hộ")


async def test_the_index_shows_how_far_it_has_come_and_nothing_waits(desk, article, monkeypatch):
    import threading

    go_on = threading.Event()
    build = desk.search.index

    def slow(progress, rest):
        progress(0, 300)
        progress(100, 300)
        go_on.wait(60)
        return build(progress, rest)

    monkeypatch.setattr(desk.search, "index", slow)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await seat.sees("█░░░░░ 33 %", "Being read; go on writing.")
        await seat.type("Viết tiếp. ")
        assert "Viết tiếp." in seat.body.body
        go_on.set()
        await suggested(seat)
        assert "% read" not in seat.text


# ---------------------------------------------------------------- linking


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


# ---------------------------------------------------------------- relation, source, refusal


async def test_the_relation_of_a_card(desk, article):
    linked(desk, article)
    async with seated(desk, size=WIDE) as seat:

        def relation():
            return seat.screen.related.article.links[1].relation

        await seat.open(article)
        await to(seat, NEWS[1][0])
        await seat.press("r")
        await seat.comes("Picker")
        await seat.type("deve\n")
        await seat.comes("DeskScreen")
        assert relation() is Relation.DEVELOPMENT
        await seat.sees("development · PV")
        await seat.press("ctrl+z")
        assert relation() is Relation.NONE
        assert "development" not in seat.text


async def test_a_changed_source_is_told_shown_and_taken_over(desk, article):
    source = next(iter(desk.news))
    desk.links.add(article, source)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await to(seat, FIRST)
        await seat.press("u")
        await seat.hears("there is nothing to update")
        desk.records.change(source, summary="Kính bảo hộ đạt chuẩn cũ.")
        await seat.sees("⚠ source changed (u)", "1 changed")
        await seat.press("u")
        await seat.comes("CardScreen")
        assert "chuẩn mớicũ." in seat.text
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert seat.screen.related.article.links[0].summary == "Kính bảo hộ đạt chuẩn cũ."
        await seat.until(lambda: "source changed" not in seat.text, "no notice any more")
        await seat.press("ctrl+z")
        assert seat.screen.related.article.links[0].summary == NEWS[0][2]


async def test_a_card_can_be_kept_though_its_source_changed(desk, article):
    source = next(iter(desk.news))
    desk.links.add(article, source)
    desk.records.change(source, summary="Khác.")
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await to(seat, FIRST)
        await seat.press("u")
        await seat.comes("CardScreen")
        await seat.press("o")
        await seat.comes("DeskScreen")
        assert seat.screen.related.article.links[0].summary == NEWS[0][2]
        await seat.until(lambda: "source changed" not in seat.text, "no notice any more")
        desk.records.change(source, summary="Lại khác.")
        await seat.sees("source changed")


async def test_refuse_and_take_it_back(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await to(seat, FIRST)
        await seat.press("x")
        await seat.hears(f"Not related: {FIRST}.")
        assert FIRST not in found(seat)
        await seat.sees("▸ Not related (1)")
        await seat.press("ctrl+z")
        await suggested(seat)
        await to(seat, FIRST)
        await seat.press("x")
        rows = seat.screen.related.rows
        rows.move_to(len(rows.items) - 1)
        await seat.press("right")
        await to(seat, FIRST)
        assert "× Xưởng đóng tàu" in seat.text
        await seat.press("x")
        await seat.hears(f"It may be suggested again: {FIRST}")
        assert desk.articles[article.id].unrelated == ()
        await suggested(seat)


# ---------------------------------------------------------------- who cites whom


async def test_backlinks_stand_above_in_the_list_and_open(desk, article, clock):
    clock.wait()
    other = written(desk, "Một tuần ở xưởng", body="Lời khác.")
    desk.links.add(other, article)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3")
        assert "cited in 1 article" in seat.line("being edited · ↩")
        await seat.open(article)
        await seat.sees("↩ cited in 1 article")
        await seat.press("f4", "home")
        assert isinstance(seat.screen.related.rows.current, OwnRow)
        await seat.press("b")
        await seat.comes("Picker")
        assert other.headline in seat.text
        await seat.press("enter")
        await seat.until(lambda: seat.article and seat.article.id == other.id, "the article")


async def test_backlinks_of_a_suggestion(desk, article, clock):
    clock.wait()
    other = written(desk, "Một tuần ở xưởng", body="Lời khác.")
    desk.links.add(other, next(iter(desk.news)))
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        await to(seat, FIRST)
        await seat.press("b")
        await seat.comes("Picker")
        assert other.headline in seat.text
        await seat.press("escape")
        await seat.comes("DeskScreen")
        seat.screen.related.rows.focus()
        await seat.press("home", "b")
        await seat.hears("No article has a card for “Thợ hàn nhận kính mới” yet.")


# ---------------------------------------------------------------- reading


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


# ---------------------------------------------------------------- a large desk


async def test_a_key_asks_no_record_of_a_large_desk(desk, article, monkeypatch):
    """Neither a key of the list nor one of the text walks through the tables."""
    from store.desk.table import Table

    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await suggested(seat)
        for number in range(3):
            desk.links.add(article, list(desk.news)[number])
        await seat.until(lambda: seat.is_quiet)
        walked = []
        real = Table.__iter__

        def noted(table):
            if table.name in ("articles", "news"):
                walked.append(table.name)
            return real(table)

        seat.screen.related.rows.focus()
        await seat.settle()
        monkeypatch.setattr(seat.screen.related, "_suggest", lambda draft: None)
        monkeypatch.setattr(Table, "__iter__", noted)
        await seat.press("down", "up", "end", "home", "v", "down", "escape")
        await seat.press("f3")
        await seat.type("thêm ")
        assert not walked


# ---------------------------------------------------------------- how it looks


@pytest.fixture
def busy(full, clock):
    """A desk on which everything that the pane can show is there."""
    items = list(full.news)
    article = next(a for a in full.articles if a.links)
    for number, item in enumerate(items):
        full.records.change(item, published=date(2027, 4, 17) - timedelta(days=40 * number))
    other = written(full, "Một tuần ở xưởng tàu", body=f"Tuần ấy. {SECOND}", byline="Lê Thu")
    full.links.add(other, article)
    full.links.add(article, other, Relation.BACKGROUND)
    full.records.change(items[1], summary="Quầy mở ba ngày cuối tuần.")
    far = full.records.add(NewsItem(headline=FAR[0], author=FAR[1], published=date(2027, 4, 19)))
    gone = full.records.add(NewsItem(headline="Kính bảo hộ giả", published=date(2027, 4, 1)))
    full.links.refuse(article, gone)
    assert far
    clock.wait()
    full.records.change(article, due=date(2027, 4, 28))
    return full


async def opened(seat):
    await seat.open(next(a for a in seat.desk.articles if len(a.links) > 1))
    await suggested(seat)
    await seat.until(lambda: seat.is_quiet)


async def pane(seat):
    await opened(seat)
    await seat.press("f4", "down", "down")


async def beside(seat):
    await opened(seat)
    await seat.press("f4")
    await to(seat, FIRST)
    await seat.press("v")


async def changed(seat):
    await opened(seat)
    await to(seat, NEWS[1][0])
    await seat.press("u")
    await seat.comes("CardScreen")


@LANGUAGES
def test_pane_narrow(busy, looks, language):
    assert looks(busy, pane, NARROW, language)


@LANGUAGES
def test_pane_wide(busy, looks, language):
    assert looks(busy, pane, WIDE, language)


@LANGUAGES
def test_beside_narrow(busy, looks, language):
    assert looks(busy, beside, NARROW, language)


def test_beside_wide(busy, looks):
    assert looks(busy, beside, WIDE, "vi")


def test_changed_source(busy, looks):
    assert looks(busy, changed, NARROW, "vi")
