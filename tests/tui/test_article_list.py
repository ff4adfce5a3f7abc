"""The list of articles: columns, order, facets, and several articles marked and changed at once."""

from __future__ import annotations

from datetime import date
from threading import Semaphore

import pytest

from store import NewsItem
from store.records import Status
from tests.tui.helpers import LANGUAGES, LONGEST, NARROW, WIDE, put_campaign, seated, written
from tui.dialogs.picker import MultiPicker

LONG = "Công đoàn khu Bắc khám mắt, phát kính bảo hộ cho 320 thợ hàn xưởng tàu thứ nhất"
assert len(LONG) <= 80


@pytest.fixture
def articles(desk, clock):
    """Three articles, the first changed last."""
    made = [
        written(desk, "Bài ba", byline="Lê Thu", channels=("loa",), due=date(2027, 5, 2)),
        written(desk, "Bài hai", body="Một chữ.", status=Status.IDEA, due=date(2028, 1, 2)),
        written(desk, "Bài một", channels=("báo in",), due=date(2027, 5, 1)),
    ]
    clock.wait()
    desk.records.change(made[2], signoff="Hà")
    return made


def rows(seat):
    return seat.screen.drafts.list.rows


def shown(seat):
    return [article.headline for article in rows(seat).items]


def marked(seat):
    return {article.headline for article in rows(seat).items if article.id in rows(seat).marked}


async def pick(seat, *typed):
    """Choose what is typed in each picker that opens."""
    for one in typed:
        await seat.comes("Picker")
        await seat.type(one)
        await seat.press("enter")


# ---------------------------------------------------------------- columns and order


async def sort(seat, name):
    await seat.press("s")
    await pick(seat, name)
    await seat.comes("DeskScreen")


async def test_s_sorts_by_what_is_chosen(desk, articles):
    async with seated(desk) as seat:
        assert shown(seat) == ["Bài một", "Bài ba", "Bài hai"]
        for name, told, found in (
            ("channel", "channel ▴", ["Bài một", "Bài ba", "Bài hai"]),
            ("status", "status ▴", ["Bài hai", "Bài một", "Bài ba"]),
            ("due", "due ▴", ["Bài một", "Bài ba", "Bài hai"]),
            ("words", "words ▾", ["Bài một", "Bài ba", "Bài hai"]),
            ("headline", "headline ▴", ["Bài ba", "Bài hai", "Bài một"]),
            ("byline", "byline ▴", ["Bài ba", "Bài một", "Bài hai"]),
        ):
            await sort(seat, name)
            assert f"sorted by: {told}" in seat.text
            assert shown(seat) == found
        await sort(seat, "changed")
        assert "sorted by" not in seat.text


async def test_the_same_chosen_again_turns_the_order_round(desk, articles):
    async with seated(desk) as seat:
        await sort(seat, "headline")
        await seat.press("s")
        await seat.comes("Picker")
        assert "Headline ▴" in seat.text
        await seat.press("enter")  # the cursor is on it
        await seat.comes("DeskScreen")
        assert "sorted by: headline ▾" in seat.text
        assert shown(seat) == ["Bài một", "Bài hai", "Bài ba"]


async def test_columns_stand_where_there_is_width_and_a_click_sorts(desk, articles):
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3")
        assert "Channel" not in seat.text
        await seat.press("f5")
        head = seat.line("Headline")
        assert head.split() == ["Headline", "Status", "Due", "Words", "Changed▾", "Channel"]
        row = seat.line("Bài một")
        assert row.split()[2:] == ["being", "edited", "1.5", "32", "20.4", "báo", "in"]
        for name, value in (("Due", "1.5"), ("Words", "32")):
            assert head.index(name) + len(name) == row.index(value) + len(value)
        await seat.click("Status")
        assert shown(seat)[0] == "Bài hai"
        assert "Status▴" in seat.text
        await seat.click("Status")
        assert shown(seat)[-1] == "Bài hai"
        assert "Status▾" in seat.text
        await seat.click("Headline")
        assert shown(seat)[0] == "Bài ba"
        assert "Headline▴" in seat.text


async def test_a_day_has_no_year_where_it_is_this_one(desk, articles):
    desk.articles.remove(articles[1])
    async with seated(desk) as seat:
        assert seat.line("Bài một").split()[2:] == ["1.5"]
        assert "changed 20.4" in seat.text


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_headline_of_80_characters_is_whole(desk, size):
    written(desk, LONG, due=date(2028, 4, 1))
    async with seated(desk, size=size) as seat:
        y = seat.place("Công đoàn khu Bắc")[1]
        pane = seat.screen.drafts.list.region
        lines = [line[pane.x : pane.right].split() for line in seat.lines[y : y + 2]]
        assert [word for line in lines for word in line if word != "1.4.2028"] == LONG.split()


# ---------------------------------------------------------------- facets


async def test_only_some_states_and_authors_are_shown_and_esc_shows_all(desk, articles):
    async with seated(desk) as seat:
        await seat.press("F")
        await seat.comes("MultiPicker")
        await seat.type("le thu")
        await seat.press("enter")
        assert shown(seat) == ["Bài ba"]
        assert "1 of 3 articles · Lê Thu" in seat.text
        await seat.press("f")
        await seat.type("hai")
        assert shown(seat) == []
        await seat.press("escape")
        assert shown(seat) == ["Bài ba"]
        await seat.press("F")
        await seat.comes("MultiPicker")
        assert len(seat.on_top(MultiPicker).rows.chosen) == 1
        await seat.press("escape", "escape")
        assert len(shown(seat)) == 3
        assert "Back" not in seat.lines[-1]


async def test_only_the_articles_of_a_campaign(desk, articles):
    campaign = put_campaign(desk)
    desk.records.change(articles[0], campaign=campaign.id)
    async with seated(desk) as seat:
        await seat.press("F")
        await seat.comes("MultiPicker")
        await seat.type("mua sen")
        await seat.press("enter")
        assert shown(seat) == ["Bài ba"]
        assert "Mùa sen" in seat.text


# ---------------------------------------------------------------- several at once


async def test_x_marks_and_esc_unmarks(desk, articles):
    async with seated(desk) as seat:
        await seat.press("x", "x")
        assert "2 articles marked" in seat.text
        assert rows(seat).cursor_place == 2
        assert seat.line("Bài một").startswith("■")
        await seat.press("X")
        assert len(marked(seat)) == 3
        await seat.press("X")
        assert marked(seat) == set()
        await seat.press("x", "escape")
        assert marked(seat) == set()
        assert "marked" not in seat.text


async def test_a_click_on_the_mark_marks(desk, articles):
    async with seated(desk) as seat:
        await seat.click("Bài hai", dx=-2)
        assert marked(seat) == {"Bài hai"}


async def test_what_is_filtered_away_is_marked_no_more(desk, articles):
    async with seated(desk) as seat:
        await seat.press("X", "f")
        await seat.type("hai")
        assert marked(seat) == {"Bài hai"}


async def test_an_x_in_the_filter_marks_nothing(desk, articles):
    async with seated(desk) as seat:
        await seat.press("f")
        await seat.type("xX")
        assert seat.entry.text == "xX"
        assert rows(seat).marked == set()


async def test_the_status_of_the_marked_ones_is_one_step(desk, articles):
    async with seated(desk) as seat:
        await seat.press("x", "x", "ctrl+t")
        await pick(seat, "approved")
        await seat.hears("2 articles changed. Ctrl+Z takes it back.")
        assert sorted(a.status for a in desk.articles) == ["approved", "approved", "idea"]
        await seat.press("ctrl+z")
        assert sorted(a.status for a in desk.articles) == ["editing", "editing", "idea"]


async def test_a_campaign_and_tags_for_the_marked_ones(desk, articles):
    campaign = put_campaign(desk)
    async with seated(desk) as seat:
        await seat.press("x", "x", "alt+p")
        await seat.hears("Choose the campaign first")
        await seat.press("m")
        await pick(seat, "mua sen")
        await seat.hears("2 articles changed")
        assert [a.campaign for a in desk.articles].count(campaign.id) == 2
        await seat.press("alt+p")
        await pick(seat, "Topics")
        await seat.comes("MultiPicker")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert [a.topics for a in desk.articles].count(("thi đua",)) == 2
        await seat.press("alt+p")
        await pick(seat, "Strand", "An toàn")
        await seat.comes("DeskScreen")
        assert [a.strand for a in desk.articles].count("An toàn") == 2
        await seat.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert {(a.campaign, a.topics, a.strand) for a in desk.articles} == {(None, (), "")}


async def test_the_marked_ones_are_deleted_after_a_question_and_come_back(desk, articles):
    async with seated(desk) as seat:
        await seat.press("x", "x", "d")
        await seat.comes("ConfirmLoss")
        assert "Delete 2 articles?" in seat.words
        await seat.press("right", "enter")
        await seat.hears("Deleted: 2 articles. Ctrl+Z brings it back.")
        assert len(desk.articles) == 1
        await seat.press("ctrl+z")
        assert len(desk.articles) == 3


async def test_the_marked_ones_are_exported_into_a_folder(desk, articles, tmp_path):
    desk.articles.bulk.set_status(articles[:2], Status.APPROVED)
    async with seated(desk) as seat:
        await seat.press("X", "ctrl+e")
        await seat.comes("ExportManyScreen")
        assert "Export 3 articles" in seat.words
        assert "Not finished, it is exported as a draft: Bài một." in seat.words
        await seat.press("ctrl+a")
        await seat.type(f"{tmp_path}/ra")
        await seat.press("ctrl+s")
        await seat.hears("3 files written to")
        assert len(list((tmp_path / "ra").glob("*.txt"))) == 3
        assert sorted(a.status for a in desk.articles) == ["editing", "exported", "exported"]
        await seat.press("ctrl+z")  # the status before: what has gone out is not undone
        assert sorted(a.status for a in desk.articles) == ["editing", "exported", "exported"]


async def test_what_does_not_go_out_is_told_and_written_over_on_a_key(desk, articles, tmp_path):
    desk.articles.bulk.set_status(articles, Status.APPROVED)
    written(desk, "", body="Lời.")
    taken = tmp_path / desk.articles.export_name(articles[0])
    taken.write_text("khác")
    same = tmp_path / desk.articles.export_name(articles[1])
    same.write_bytes(desk.articles.page_bytes(articles[1]))
    async with seated(desk) as seat:
        await seat.press("X", "ctrl+e")
        await seat.comes("ExportManyScreen")
        await seat.press("ctrl+a")
        await seat.type(f"{tmp_path}")
        await seat.press("ctrl+s")
        await seat.sees(
            "1 written, 2 skipped, 1 refused.", "Ctrl+S writes over", "headline is empty"
        )
        await seat.sees(taken.name)
        assert taken.read_text() == "khác"
        await seat.press("ctrl+s")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.hears("2 files written to")
        assert "Bài ba" in taken.read_text()
    assert sorted(a.status for a in desk.articles) == ["editing", *["exported"] * 3]


async def test_esc_stops_an_export_and_what_is_written_stays(desk, tmp_path, monkeypatch):
    from store.articles import export

    for n in range(30):
        written(desk, f"Bài {n}")
    gate, write = Semaphore(3), export.write

    def slow(*given, **named):
        assert gate.acquire(timeout=LONGEST)
        return write(*given, **named)

    monkeypatch.setattr(export, "write", slow)
    async with seated(desk) as seat:
        await seat.press("X", "ctrl+e")
        await seat.comes("ExportManyScreen")
        await seat.press("ctrl+a")
        await seat.type(f"{tmp_path}")
        await seat.press("ctrl+s")
        await seat.sees("3/30", "Esc stops it")
        await seat.press("escape")
        gate.release()
        await seat.sees("4 written, 0 skipped, 0 refused, 26 left out. Stopped.")
        await seat.press("escape")
        await seat.hears("4 files written to")
    assert len(list(tmp_path.glob("*.txt"))) == 4


async def test_very_many_change_between_the_keys_and_esc_stops_it(desk, monkeypatch):
    from store.desk.undo import Undo
    from tui.dialogs import many

    monkeypatch.setattr(Undo, "UNIT", 2)
    for n in range(7):
        written(desk, f"Bài {n}")
    async with seated(desk) as seat:
        await seat.press("X", "ctrl+t")
        await pick(seat, "approved")
        await seat.hears("7 articles changed. Ctrl+Z takes it back.")
        assert {a.status for a in desk.articles} == {Status.APPROVED}
        await seat.press("ctrl+z")
        await seat.hears("Undone: status.")
        await seat.comes("DeskScreen")
        assert {a.status for a in desk.articles} == {Status.EDITING}
        monkeypatch.setattr(many, "PAUSE", LONGEST)
        await seat.press("d")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("Changing")
        await seat.press("escape")
        await seat.hears("articles. Ctrl+Z brings it back.")
        assert 0 < len(desk.articles) < 7
        monkeypatch.setattr(many, "PAUSE", 0.0)
        await seat.press("ctrl+z")
        await seat.hears("Undone: delete articles.")
        assert len(desk.articles) == 7


async def test_undoing_very_many_lets_esc_stop_it_before_anything_is_undone(desk, monkeypatch):
    from store.desk.undo import Undo
    from tui.dialogs import many

    monkeypatch.setattr(Undo, "UNIT", 2)
    monkeypatch.setattr(many, "PAUSE", LONGEST)
    articles = [written(desk, f"Bài {n}") for n in range(7)]
    for _ in desk.undo.in_units(
        articles, lambda some: desk.articles.bulk.set_status(some, Status.APPROVED)
    ):
        pass
    async with seated(desk) as seat:
        await seat.press("ctrl+z")
        await seat.comes("Changing")
        assert "Undoing: status" in seat.text
        await seat.press("escape")
        await seat.hears("Stopped; not undone: status.")
        assert {article.status for article in desk.articles} == {Status.APPROVED}
        monkeypatch.setattr(many, "PAUSE", 0.0)
        await seat.press("ctrl+z")
        await seat.hears("Undone: status.")
        assert {a.status for a in desk.articles} == {Status.EDITING}


async def test_with_an_article_open_the_marks_are_not_meant(desk, articles):
    async with seated(desk) as seat:
        await seat.press("x", "x")
        await seat.open(articles[0])
        await seat.press("ctrl+e")
        await seat.comes("ExportScreen")


async def test_many_texts_are_counted_beside_the_keys(desk, monkeypatch):
    from tui.panes import article_list

    monkeypatch.setattr(article_list, "MOST_UNPREPARED", 1)
    written(desk, "Bài ngắn", body="Lời.")
    for n in range(40):
        written(desk, f"Bài {n}")
    async with seated(desk) as seat:
        await sort(seat, "words")
        await seat.until(lambda: shown(seat)[-1] == "Bài ngắn", "sorted by words")
        await sort(seat, "headline")
        await seat.until(lambda: shown(seat)[0] == "Bài 0", "sorted by headline")


# ---------------------------------------------------------------- looks


async def marks(seat):
    await seat.press("f3", "down", "x", "s")
    await seat.comes("Picker")
    await seat.press("up", "up", "up", "enter")
    await seat.comes("DeskScreen")


async def columns(seat):
    await marks(seat)
    await seat.press("f5")


async def test_the_heads_of_the_columns_do_not_touch(full):
    async with seated(full, size=WIDE) as seat:
        await columns(seat)
        assert "Changed  Channel" in seat.text


@LANGUAGES
def test_narrow(full, looks, language):
    assert looks(full, marks, language=language)


@LANGUAGES
def test_zoomed(full, looks, language):
    assert looks(full, columns, WIDE, language)


# ---------------------------------------------------------------- preview


async def test_beside_the_list_stands_the_article_under_the_cursor(desk, clock):
    campaign = put_campaign(desk)
    first = written(desk, "Bài một", campaign=campaign.id, topics=("cứu trợ",), body="Lời một.")
    item = desk.records.add(NewsItem(headline="Tin đã gắn", author="PV", summary="Lời."))
    desk.links.add(first, item)
    clock.wait()
    written(desk, "Bài hai", body="Lời hai.")
    async with seated(desk, size=WIDE) as seat:
        await seat.sees("Lời hai.", "preview")
        await seat.press("down")
        await seat.sees("Lời một.", "Mùa sen · cứu trợ", "1 Tin đã gắn")
        assert "Lời hai." not in seat.text
        await seat.press("f4", "end")  # it can be read
        assert seat.focus == "glance"
        await seat.press("f3", "enter")
        await seat.until(lambda: seat.article, "the article")
        assert not seat.field("glance").display
        assert "preview" not in seat.text
        await seat.press("escape")
        await seat.until(lambda: seat.field("glance").display, "the preview")


async def test_the_preview_follows_a_change_and_goes_with_the_last_article(desk):
    article = written(desk, "Bài một", body="Lời cũ.")
    async with seated(desk, size=WIDE) as seat:
        await seat.sees("Lời cũ.")
        desk.records.change(article, body="Lời mới.")
        await seat.sees("Lời mới.")
        desk.articles.remove(article)
        await seat.sees("its related news stands here")
        assert "Lời mới." not in seat.text


async def test_below_a_short_list_there_is_room_for_it_in_a_narrow_window(desk):
    written(desk, "Bài một", body="Lời một.")
    async with seated(desk) as seat:
        await seat.sees("Lời một.")
        for n in range(12):
            written(desk, f"Bài thêm {n}")
        await seat.until(lambda: "Lời một." not in seat.text, "no room any more")
        assert seat.screen.drafts.list.rows.size.height == 21


async def test_a_very_long_text_is_previewed_in_part(desk):
    written(desk, "Bài dài", body="một hai ba " * 100_000)
    async with seated(desk, size=WIDE) as seat:
        await seat.until(lambda: seat.screen.query("#glance"), "the preview")
        assert seat.field("glance").virtual_size.height < 300
