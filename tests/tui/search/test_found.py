"""What is found as one types, and while the desk is read."""

import errno
from threading import Event

import pytest

from store import Fact, NewsItem, Rumour
from tests.tui.helpers import NEWS, plan, seated

from .hands import marked, rows, search, titles


@pytest.mark.parametrize("words", ["cong doan", "CÔNG ĐOÀN", "cong doan khu nam"])
async def test_without_marks(desk, article, words):
    async with seated(desk) as seat:
        await search(seat, words)
        assert titles(seat) == [NEWS[1][0]]
        assert "".join(marked(seat)).casefold().startswith("công")


async def test_every_kind_is_found_with_its_mark(desk, article):
    campaign = plan(desk)
    desk.records.add(Fact(campaign=campaign.id, key="mũ bảo hộ", value="320"))
    desk.records.add(Rumour(campaign=campaign.id, claim="Mũ bảo hộ giả", seen=desk.records.now()))
    async with seated(desk) as seat:
        await search(seat, "mu bao ho")
        await seat.sees("☐ ○ Ảnh trao mũ bảo hộ", "# mũ bảo hộ: 320", "! Mũ bảo hộ giả")
        await seat.sees("4 results · article 1 · task 1 · fact 1 · negative news 1")
        await seat.press("ctrl+a", "backspace")
        await seat.type("kinh bao ho")
        await seat.sees("◈ Xưởng đóng tàu phát kính bảo hộ", "✎ Thợ hàn nhận kính mới")


async def test_as_one_types_the_newest_question_wins(desk, article):
    async with seated(desk) as seat:
        await search(seat, "k")
        await seat.type("hu nam")
        await seat.until(lambda: titles(seat) == [NEWS[1][0]], "what was typed last")
        await seat.type("zzz")
        await seat.sees("Nothing matches.")


async def test_what_is_new_is_found_at_once(desk, article):
    async with seated(desk) as seat:
        await search(seat, '"bao tang')  # a phrase: else one of the words would do
        await seat.sees("Nothing matches.")
        desk.records.add(NewsItem(headline="Bảo tàng mở cửa đêm"))
        await seat.sees("Bảo tàng mở cửa đêm")


async def test_what_has_been_read_can_be_found_while_the_rest_is_read(desk, article, monkeypatch):
    """A desk of 100,000 items is read for a minute or two."""
    going_on = Event()
    whole = desk.search.index

    def index(progress, rest):
        whole(progress, rest)
        progress(100, 200)
        assert going_on.wait(60)

    monkeypatch.setattr(desk.search, "index", index)
    async with seated(desk) as seat:
        await seat.press("alt+g")
        await seat.comes("SearchScreen")
        await seat.type("lop hoc")
        await seat.until(lambda: titles(seat) == [NEWS[2][0]], "what is in")
        await seat.sees("50 %")
        going_on.set()
        await seat.until(lambda: "%" not in seat.text, "the end of the reading")


async def test_an_index_that_fails_before_its_first_step_is_told_in_the_search(
    desk, article, monkeypatch
):
    def index(progress, rest):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(desk.search, "index", index)
    async with seated(desk) as seat:
        await seat.press("alt+g")
        await seat.comes("SearchScreen")
        await seat.type("lop hoc")
        await seat.sees("The search index cannot be brought up to date: No space left")


async def test_what_came_in_while_it_looked_is_shown(desk, article, monkeypatch):
    """An answer may be older than the desk when it arrives."""
    going_on, found = Event(), Event()
    whole = desk.search.find

    def ask(words, limit):
        hits = whole(words, limit)
        found.set()
        assert going_on.wait(60)
        return hits

    async with seated(desk) as seat:
        await seat.press("alt+g")
        await seat.comes("SearchScreen")
        await seat.until(lambda: seat.app.indexing.is_ready, "the index")
        monkeypatch.setattr(desk.search, "find", ask)
        await seat.type("b")
        await seat.until(found.is_set, "the answer")
        await seat.type("ao tang")
        desk.records.add(NewsItem(headline="Bảo tàng mở cửa đêm"))
        going_on.set()
        await seat.until(lambda: titles(seat) == ["Bảo tàng mở cửa đêm"], "what is new")
        going_on.clear()
        found.clear()
        desk.records.add(NewsItem(headline="Bảo tàng đóng cửa"))
        await seat.until(found.is_set, "the answer")
        desk.records.add(NewsItem(headline="Bảo tàng sửa cửa"))
        going_on.set()
        await seat.until(lambda: len(titles(seat)) == 3, "what came while it looked")


async def test_the_snippet_shows_where_in_the_text_it_stands(desk, article):
    async with seated(desk) as seat:
        await search(seat, '"ca mang khong moi"')
        assert rows(seat) == []
        await seat.press("ctrl+a", "backspace")
        await seat.type("khong moi")
        await seat.until(lambda: titles(seat) == [article.headline], "the article")
        assert "cả ca không mỏ" in seat.line("being edited")
