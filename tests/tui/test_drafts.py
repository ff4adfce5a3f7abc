"""The list of articles: filtered, ordered, deleted and brought back; new ones; the way back."""

from datetime import date
from unicodedata import normalize

import pytest

from store.records import Status
from tests.tui.helpers import NARROW, WIDE, plan, seated, task, written


def shown(seat):
    """The headlines of the list, top down."""
    return [article.headline for article in seat.screen.drafts.list.rows.items]


@pytest.mark.parametrize(("pane", "key"), [("f3", "n"), ("f3", "ctrl+n"), ("f2", "ctrl+n")])
async def test_a_new_article_opens_with_the_cursor_in_the_headline(desk, pane, key):
    campaign = plan(desk)
    async with seated(desk) as seat:
        await seat.press(pane, key)
        await seat.until(lambda: seat.focus == "headline", "the headline")
        await seat.type("Bến xe khu Đông mở thêm quầy vé")
        assert seat.article.campaign == campaign.id
        assert seat.article.status == Status.WRITING
        await seat.press("escape")
        assert shown(seat) == ["Bến xe khu Đông mở thêm quầy vé"]
        assert len(desk.articles) == 1


async def test_a_new_article_of_a_desk_without_campaign(desk):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("n")
        await seat.until(lambda: seat.focus == "headline", "the headline")
        assert seat.article.campaign is None


async def test_a_new_article_that_nothing_was_written_into_is_not_kept(desk):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("n")
        await seat.until(lambda: seat.focus == "headline", "the headline")
        await seat.press("escape")
        assert shown(seat) == ["Thợ hàn nhận kính mới"]
        assert len(desk.articles) == 1


async def test_an_undo_takes_no_written_text_away(desk):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("n")
        await seat.until(lambda: seat.focus == "headline", "the headline")
        await seat.type("Tít")
        await seat.press("escape", "ctrl+z")
        await seat.hears("has been worked on since, so it stays")
        assert len(desk.articles) == 2


@pytest.mark.parametrize("away", ["new", "task"])
async def test_from_a_new_article_straight_to_another(desk, away):
    campaign = plan(desk)
    other = written(desk, "Bài khác")
    desk.tasks.attach(task(desk, "Gặp ban tổ chức"), other)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("ctrl+n")
        await seat.until(lambda: seat.focus == "headline", "the headline")
        blank = seat.article
        if away == "new":
            await seat.press("ctrl+n")
        else:
            await seat.press("f2", "home", "down", "enter")
        await seat.settle()
        assert blank.id not in desk.articles
        assert seat.article
        assert seat.article.campaign == campaign.id
        assert (seat.article.id == other.id) == (away == "task")
        assert len(desk.articles) == 1 + (away == "new")


async def test_letters_typed_right_after_ctrl_n_land_in_the_headline(desk):
    written(desk)
    async with seated(desk) as seat:
        await seat.open(next(iter(desk.articles)))
        await seat.press("ctrl+n")
        await seat.type("Xin chào")
        await seat.until(lambda: len(desk.articles) == 2, "the new one")
        await seat.press("ctrl+s")
        assert {a.headline for a in desk.articles} == {"Thợ hàn nhận kính mới", "Xin chào"}


HEADLINES = (
    "Công đoàn khu Bắc khám mắt cho thợ",
    normalize("NFD", "Công đoàn khu Nam mở lớp học đêm"),
    "ĐOÀN VIÊN ĐI THĂM XƯỞNG",
    "Thợ hàn nhận kính mới",
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cong doan", {0, 1}),
        ("CÔNG ĐOÀN", {0, 1}),
        ("doan", {0, 1, 2}),
        ("đoàn", {0, 1, 2}),
        ("dem lop", {1}),
        ("tho", {0, 3}),
        ("le thu", {2}),
        ("  ", {0, 1, 2, 3}),
        ("không có", set()),
    ],
)
async def test_filter(desk, typed, found):
    for place, headline in enumerate(HEADLINES):
        written(desk, headline, byline="Lê Thu" if place == 2 else "Minh Hà")
    async with seated(desk) as seat:
        await seat.press("f")
        assert seat.focus == "filter"
        await seat.type(typed)
        assert set(shown(seat)) == {HEADLINES[place] for place in found}
        if not found:
            assert "Nothing matches." in seat.text


async def test_filter_is_typed_and_deleted_letter_by_letter_and_left(desk):
    for headline in HEADLINES:
        written(desk, headline)
    async with seated(desk) as seat:
        await seat.press("f")
        await seat.type("kính")
        assert len(shown(seat)) == 1
        await seat.press("backspace", "backspace", "backspace", "backspace")
        assert len(shown(seat)) == 4
        await seat.type("kính\n")
        assert seat.focus == "articles"  # Enter goes to what was found
        assert len(shown(seat)) == 1


async def test_esc_leaves_the_filter_for_the_whole_list(desk):
    for headline in HEADLINES:
        written(desk, headline)
    async with seated(desk) as seat:
        await seat.press("f")
        await seat.type("kính")
        await seat.press("escape")
        assert len(shown(seat)) == 4
        assert not [entry for entry in seat.screen.query("#filter") if entry.display]
        assert "Back" not in seat.lines[-1]  # there is nowhere further back


async def test_what_was_changed_last_stands_first(desk, clock):
    first = written(desk, "Bài thứ nhất")
    clock.wait()
    written(desk, "Bài thứ hai")
    clock.wait()
    async with seated(desk) as seat:
        assert shown(seat) == ["Bài thứ hai", "Bài thứ nhất"]
        await seat.open(first)
        await seat.type("Thêm. ")
        await seat.press("escape")
        assert shown(seat) == ["Bài thứ nhất", "Bài thứ hai"]
        assert seat.screen.drafts.list.rows.cursor_key == first.id


async def test_what_a_row_says(desk):
    written(desk, "Bài trễ hẹn", due=date(2027, 4, 1))
    written(desk, "", body="Không tít, chỉ có lời.")
    written(desk, "", body="", byline="")
    async with seated(desk) as seat:
        _, y = seat.place("Bài trễ hẹn")
        assert seat.lines[y].split()[3:] == ["1.4"]
        assert "being edited · 32 words · Minh Hà · changed 20.4" in seat.lines[y + 1]
        assert "Không tít, chỉ có lời." in seat.text
        assert "(no headline)" in seat.text


async def test_the_mouse_chooses_and_a_double_click_opens(desk, clock):
    second = written(desk, "Bài thứ hai")
    clock.wait()
    written(desk, "Bài thứ nhất")
    async with seated(desk) as seat:
        await seat.click("Bài thứ hai")
        assert seat.screen.drafts.list.rows.cursor_key == second.id
        assert seat.article is None
        await seat.click("Bài thứ hai", times=2)
        await seat.until(lambda: seat.article and seat.article.id == second.id, "the article")


@pytest.mark.parametrize("key", ["d", "delete"])
async def test_delete_and_bring_back(desk, key):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.press(key)
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("DeskScreen")
        assert len(desk.articles) == 0
        assert "No articles yet." in seat.text
        await seat.hears("Deleted: Thợ hàn nhận kính mới. Ctrl+Z brings it back.")
        await seat.press("ctrl+z")
        assert desk.articles[article.id] == article
        assert shown(seat) == [article.headline]
        await seat.press("enter")
        await seat.until(lambda: seat.article, "the article")
        assert seat.body.body == article.body


async def test_the_article_that_was_open_is_deleted_and_brought_back(desk):
    article = written(desk)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await seat.press("escape", "d")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("DeskScreen")
        assert shown(seat) == []
        assert "its related news stands here" in seat.text
        await seat.press("ctrl+z", "enter")
        await seat.until(lambda: seat.article, "the article")
        assert seat.body.body == article.body
        assert seat.field("headline").text == article.headline


async def test_esc_goes_back_step_by_step_and_loses_nothing(desk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("Mới. ")
        await seat.press("ctrl+f")
        assert seat.focus == "find"
        await seat.type("hàn")
        await seat.press("escape")
        assert seat.focus == "body"
        assert not seat.field("find-bar").display
        assert seat.article
        await seat.press("escape")
        assert seat.article is None
        assert seat.focus == "articles"
        assert desk.articles[article.id].body == "Mới. " + article.body
        await seat.press("escape", "escape")
        assert seat.top == "DeskScreen"
        assert desk.articles[article.id].body == "Mới. " + article.body


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_letters_typed_right_before_esc_are_kept(desk, size):
    article = written(desk)
    async with seated(desk, size=size) as seat:
        await seat.open(article)
        for key in ("Đ", "ủ", "escape"):
            seat.send(key)
        await seat.settle()
        assert seat.article is None
        assert desk.articles[article.id].body == "Đủ" + article.body


async def test_back_in_an_article_the_cursor_is_where_it_was(desk, clock):
    long = written(desk, "Bài dài", body="\n\n".join(f"Đoạn {n}." for n in range(60)))
    clock.wait()
    other = written(desk, "Bài khác")
    async with seated(desk) as seat:
        await seat.open(long)
        await seat.press("ctrl+end", "up", "up")
        place = seat.body.cursor_location
        await seat.press("escape")
        await seat.open(other)
        await seat.press("escape")
        await seat.open(long)
        assert seat.body.cursor_location == place
        assert "Đoạn 58." in seat.text


async def test_a_thousand_articles_scroll(desk):
    desk.records.write("", [written(desk, f"Bài số {n}") for n in range(3)])
    from store import Article

    desk.records.write("", [Article(headline=f"Tin {n:04d}", body="Lời.") for n in range(1000)])
    async with seated(desk) as seat:
        await seat.press("end")
        last = seat.screen.drafts.list.rows.current
        assert last.headline in seat.text
        await seat.press("home")
        assert seat.screen.drafts.list.rows.current.headline in seat.text


async def test_an_article_from_outside_is_harmless_in_the_list(desk):
    written(desk, "Tít\x1b[31m đỏ\u202e", byline="A\nB")
    async with seated(desk) as seat:
        assert "Tít␛[31m đỏ⇄" in seat.text
        assert "A B" in seat.text
        assert "\x1b" not in seat.text
