"""What is suggested beside an article, and why."""

from datetime import timedelta

import pytest
from rich.cells import cell_len

from store import Article, NewsItem
from store.records import Link, Status
from tests.tui.helpers import LEAD, NARROW, NEWS, WIDE, news, plan, seated, written
from tui.panes.related_rows import CardRow, HeadRow

from .hands import FAR, FIRST, found, suggested, suggested_now


def heads(seat):
    return [row.text for row in seat.screen.related.rows.items if isinstance(row, HeadRow)]


def why_nothing(seat):
    """The line below the heading of what is related."""
    texts = heads(seat)
    return texts[texts.index("Related (0)") + 1]


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
