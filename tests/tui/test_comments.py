"""Comments on an article: written on the selected words, marked, counted, listed, gone to."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from store.articles.commenting import comment_on
from store.records import Status, encode
from tests.tui.checks.hands import ground
from tests.tui.contrast import faint
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, seated, written
from tui import i18n
from tui.themes import THEMES
from tui.widgets.record_text import states

BODY = "Trao 1.250 suất quà ở ba khu trọ. Ai cũng mừng.\n\nĐợt sau trao quà lớn hơn."


@pytest.fixture
def article(desk):
    return written(desk, "Tặng quà công nhân", body=BODY, byline="Lê Thu")


def commented(desk, article, words, text, field="body", **fields):
    at = getattr(article, field).index(words)
    comment = comment_on(article, field, at, at + len(words))
    return desk.articles.comments.add(article, replace(comment, text=text, **fields))


def comments(desk, article):
    return desk.articles[article.id].comments


async def opened(seat, article):
    await seat.open(article)
    await seat.until(lambda: seat.is_quiet, "the checks")


async def listed(seat):
    await seat.press("alt+apostrophe")
    await seat.comes("CommentsScreen")


async def select(seat, words):
    body, at = seat.body, BODY.index(words)
    location = body.document.get_location_from_index
    body.selection = type(body.selection)(location(at), location(at + len(words)))
    await seat.settle()


# ---------------------------------------------------------------- written


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_one_is_written_on_the_selected_words_counted_and_marked(desk, article, size):
    async with seated(desk, size=size) as seat:
        await opened(seat, article)
        plain = ground(seat, "khu trọ")
        await select(seat, "1.250 suất")
        await seat.press("alt+semicolon")
        await seat.comes("CommentForm")
        assert "Comment on “1.250 suất”" in seat.text
        assert "the writer" in seat.text
        await seat.type("Lấy số này ở đâu?")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        await seat.sees("1 comment · ")
        (comment,) = comments(desk, article)
        assert (comment.text, comment.to_writer) == ("Lấy số này ở đâu?", True)
        await seat.press("ctrl+end")
        assert ground(seat, "1.250") not in (plain, None)
        assert ground(seat, "khu trọ") == plain
        assert seat.body.body == BODY


async def test_without_a_selection_it_is_about_the_sentence_and_may_be_for_oneself(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await opened(seat, article)
        await seat.press("ctrl+end", "alt+semicolon")
        await seat.comes("CommentForm")
        assert "“Đợt sau trao quà lớn hơn.”" in seat.text
        await seat.type("Hỏi lại ngày.")
        await seat.press("tab", "enter")
        assert "myself" in seat.text
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
    (comment,) = comments(desk, article)
    assert (comment.quote, comment.to_writer) == ("Đợt sau trao quà lớn hơn.", False)


async def test_on_the_headline_it_is_about_its_words(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await opened(seat, article)
        seat.field("headline").focus()
        await seat.press("alt+semicolon")
        await seat.comes("CommentForm")
        await seat.type("Dài quá.")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
    (comment,) = comments(desk, article)
    assert (comment.field, comment.quote) == ("headline", "Tặng quà công nhân")


async def test_in_the_list_it_is_about_the_whole_article_which_tells_how_many(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3", "alt+semicolon")
        await seat.comes("CommentForm")
        assert "Comment on the whole article" in seat.text
        await seat.press("ctrl+s")
        assert "Say it in a few words." in seat.text
        await seat.type("Ngắn lại.")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        await seat.sees("1 comment")
        await seat.press("ctrl+z")
        await seat.until(lambda: "1 comment" not in seat.text, "no comment")
    assert comments(desk, article) == ()


async def test_what_was_typed_on_the_article_is_saved_before_the_comment(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await opened(seat, article)
        await seat.press("ctrl+end")
        await seat.type(" Hết.")
        await seat.press("alt+semicolon")
        await seat.comes("CommentForm")
        await seat.type("Thêm nữa.")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
    now = desk.articles[article.id]
    assert now.body.endswith("Hết.")
    assert now.comments[0].quote == "Hết."


# ---------------------------------------------------------------- the list


async def test_enter_goes_to_the_words_also_from_the_list_of_articles(desk, article):
    commented(desk, article, "Ai cũng", "Ai?")
    commented(desk, article, "công nhân", "Nêu tên.", field="headline")
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3")
        await listed(seat)
        assert seat.text.index("Nêu tên.") < seat.text.index("Ai?")
        assert "2 comments" in seat.text
        await seat.press("down", "enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.focus == "body", "the text")
        assert seat.body.cursor_location == (0, BODY.index("Ai cũng") + len("Ai cũng"))
        await listed(seat)
        await seat.press("home", "enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.focus == "headline", "the headline")


async def test_one_is_settled_answered_edited_deleted_and_brought_back(desk, article):
    commented(desk, article, "1.250", "Số nào?", to_writer=True)
    async with seated(desk, size=NARROW) as seat:
        await opened(seat, article)
        await listed(seat)
        assert "○ Số nào?" in seat.text
        assert "for the writer" in seat.text
        await seat.press("space")
        assert "✔ Số nào?" in seat.text
        assert "none open · 1 settled" in seat.text
        await seat.press("x", "r")
        await seat.comes("AnswerForm")
        await seat.type("Sổ quà ghi 1.250.")
        await seat.press("ctrl+s")
        await seat.comes("CommentsScreen")
        assert "answer: Sổ quà ghi 1.250. · settled by" in seat.text
        assert comments(desk, article)[0].done
        await seat.press("e")
        await seat.comes("CommentForm")
        await seat.type(" Ai đếm?")
        await seat.press("ctrl+s")
        await seat.comes("CommentsScreen")
        assert comments(desk, article)[0].text == "Số nào? Ai đếm?"
        await seat.press("d")
        assert comments(desk, article) == ()
        await seat.press("ctrl+z")
        assert "Số nào? Ai đếm?" in seat.text
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_where_the_words_are_gone_it_says_so_and_goes_nowhere(desk, article):
    commented(desk, article, "1.250 suất", "Số nào?")
    desk.articles.type_text(article, body="Chữ khác.")
    async with seated(desk, size=NARROW) as seat:
        await opened(seat, article)
        assert "1 comment" in seat.text
        await listed(seat)
        assert "words gone: “1.250 suất”" in seat.text
        await seat.press("enter")
        assert "The words are no longer in the text" in seat.text
        assert seat.top == "CommentsScreen"


async def test_a_settled_one_is_no_longer_marked_or_counted(desk, article):
    now = commented(desk, article, "1.250", "Số nào?")
    desk.articles.comments.settle(now, now.comments[0], True)
    async with seated(desk, size=NARROW) as seat:
        await opened(seat, article)
        await seat.press("ctrl+end")
        assert "comment" not in seat.text
        assert ground(seat, "1.250") == ground(seat, "khu trọ")


async def test_one_that_is_removed_meanwhile_leaves_the_list_alone(desk, article):
    now = commented(desk, article, "1.250", "Số nào?")
    async with seated(desk, size=NARROW) as seat:
        await opened(seat, article)
        await listed(seat)
        desk.articles.comments.remove(now, now.comments[0])
        await seat.settle()
        assert "No comments yet." in seat.text
        await seat.press("space", "r", "enter", "e")
        assert seat.top == "CommentsScreen"


# ---------------------------------------------------------------- with the article


async def test_the_open_ones_for_the_writer_are_named_where_it_is_returned(desk, article):
    commented(desk, article, "1.250", "Số nào?", to_writer=True)
    commented(desk, article, "Ai cũng", "cho mình thôi")
    desk.articles.set_status(article, Status.TO_EDIT)
    async with seated(desk, size=NARROW) as seat:
        await opened(seat, article)
        await seat.press("ctrl+t")
        await seat.comes("StatusPicker")
        await seat.type("return")
        await seat.press("enter")
        await seat.comes("ReturnForm")
        assert "1 comment goes back with it:" in seat.text
        assert "Số nào? · “1.250”" in seat.text
        assert "cho mình thôi" not in seat.text


async def test_the_preview_of_an_article_counts_them(desk, article):
    commented(desk, article, "1.250", "Số nào?")
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3", "f5")
        await seat.until(lambda: seat.text.count("1 comment") == 2, "list and preview")


def test_in_a_conflict_comments_and_steps_are_told_in_words(desk, article):
    before = encode(article)
    commented(desk, article, "1.250", "Số nào?", to_writer=True)
    now = desk.articles.set_status(article, Status.TO_EDIT)
    ours, theirs = states(desk, before, encode(now))
    assert "Số nào?" not in ours
    (told,) = [line for line in theirs.splitlines() if line.startswith("Comments: ")]
    assert told.startswith("Comments: Số nào? · ")
    assert "True" not in told
    (steps,) = [line for line in theirs.splitlines() if line.startswith("Steps: ")]
    assert steps.startswith("Steps: waiting for an editor · ")


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_commented_words_can_be_read_and_told_from_what_is_flagged(desk, article, theme):
    desk.articles.type_text(article, body=f"{BODY}\n\nThợ xử dụng, hẹn ngày 31.4.\n\nThợ  đi.")
    commented(desk, desk.articles[article.id], "khu trọ", "Khu nào?")
    async with seated(desk, size=WIDE) as seat:
        seat.app.theme = theme
        await opened(seat, article)
        await seat.press("ctrl+home")
        words = ("khu trọ", "xử dụng", "31.4", "  đi.", "Ai cũng")
        assert len({str(ground(seat, one)) for one in words}) == len(words)
        assert faint(seat, seat.body.region) == []


# ---------------------------------------------------------------- looks


@LANGUAGES
@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_looks(desk, article, looks, language, size, monkeypatch):
    monkeypatch.setenv("LOGNAME", "lethu")
    i18n.use(language)
    now = commented(desk, article, "1.250 suất", "Lấy số này ở đâu? Ghi nguồn.", to_writer=True)
    now = commented(desk, now, "Ai cũng", "Nêu tên một người, nói tuổi và tổ.", to_writer=True)
    now = commented(desk, now, "công nhân", "Bỏ cũng được.", field="headline")
    now = desk.articles.comments.answer(now, now.comments[2], "Đã bỏ.")
    now = commented(desk, now, "ba khu trọ", "Khu nào?")
    desk.articles.type_text(now, body=BODY.replace("ba khu trọ", "bốn nơi"))

    async def steps(seat):
        await opened(seat, article)
        await listed(seat)

    assert looks(desk, steps, size, language)
