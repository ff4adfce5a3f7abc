"""An old text is restored, or a passage of it copied."""

import msgspec

from store import FileError, open_desk
from store.articles.history import History
from store.records import Status
from tests.tui.helpers import LEAD, SECOND, SIZES, seated
from tui.screens.recovery.history import HistoryScreen, text_of

from .hands import LATER, drawn, history


@SIZES
async def test_restoring_asks_and_can_be_undone(desk, article, size):
    before = desk.articles[article.id]
    async with seated(desk, size=size) as seat:
        await history(seat, article)
        await seat.press("end", "enter")
        await seat.comes("Confirm")
        assert "Restore the text of 20.4 09:00?" in seat.words
        await seat.press("n")
        await seat.comes("HistoryScreen")
        assert desk.articles[article.id] == before
        await seat.press("enter", "y")
        await seat.comes("HistoryScreen")
        await seat.hears("The text of 20.4 09:00 is back. Ctrl+Z undoes that.")
        now = desk.articles[article.id]
        assert (now.headline, now.body) == ("Thợ hàn nhận kính mới", f"{LEAD}\n\n{SECOND}")
        assert now.status is Status.EDITING  # where it stands, stays
        rows = seat.field("moments")
        assert rows.current.why == "restored"
        assert [m.why for m in rows.items][1] == "before a change"
        assert "History: Thợ hàn nhận kính mới" in seat.text
        await seat.press("ctrl+z")
        await seat.hears("Undone")
        assert desk.articles[article.id].body == LATER
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.body.body == LATER


async def test_what_was_restored_stands_in_the_editor_and_is_undone_there(desk, article):
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.press("end", "enter", "y")
        await seat.comes("HistoryScreen")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.focus == "body"
        assert seat.body.body == f"{LEAD}\n\n{SECOND}"
        await seat.press("ctrl+z")
        assert seat.body.body == LATER


async def test_two_clicks_ask_to_restore(desk, article):
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.click("20.4 09:10", times=2)
        await seat.comes("Confirm")
        assert "20.4 09:10" in seat.words


async def test_the_text_of_now_is_not_restored(desk, article):
    desk.revisions.keep(article)
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.press("enter")
        await seat.sees("That is the text as it stands now.")
        assert seat.top == "HistoryScreen"
        await seat.press("down")
        assert "That is the text" not in seat.text


async def test_a_deleted_article_comes_back(desk, article):
    desk.articles.remove(article)
    async with seated(desk) as seat:
        seat.app.push_screen(HistoryScreen(desk, article))
        await seat.comes("HistoryScreen")
        await seat.press("end", "enter", "y")
        await seat.comes("HistoryScreen")
        assert desk.articles[article.id].body == f"{LEAD}\n\n{SECOND}"


async def test_a_damaged_revision_says_so(desk, article, monkeypatch):
    kept = desk.revisions.of(article)
    first, *others = kept.revisions
    broken = (msgspec.structs.replace(first, data="!"), *others)
    monkeypatch.setattr(desk.revisions, "of", lambda _: History(kept.article, broken))
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.press("end")
        assert "The revision of 2027-04-20 09:00+07:00 is damaged" in seat.words
        for key in ("enter", "v", "c", "m"):
            await seat.press(key)
            assert seat.top == "HistoryScreen"
            assert "is damaged in the desk file" in seat.words


async def test_a_history_that_cannot_be_read_says_so(desk, article, monkeypatch):
    def refuse(_):
        raise FileError("The history of “{title}” cannot be read.", title="Thợ hàn")

    monkeypatch.setattr(desk.revisions, "of", refuse)
    async with seated(desk) as seat:
        await history(seat, article)
        assert "The history of “Thợ hàn” cannot be read." in seat.words


async def test_only_for_reading(desk, article, desk_path, clock):
    desk.close()
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        async with seated(reader) as seat:
            await history(seat, article)
            await seat.press("end")
            assert "320" in drawn(seat).came
            await seat.press("enter")
            assert "is open for reading only." in seat.words
            assert seat.top == "HistoryScreen"
            assert reader.articles[article.id].body == LATER


@SIZES
async def test_a_passage_of_an_old_text_is_copied_into_the_article(desk, article, size):
    async with seated(desk, size=size) as seat:
        await history(seat, article)
        await seat.press("end", "v")
        await seat.comes("PassageScreen")
        assert "The text of 20.4 09:00" in seat.text
        entry = seat.field("passage")
        assert entry.body == f"Thợ hàn nhận kính mới\nMinh Hà\n\n{LEAD}\n\n{SECOND}\n\nMinh Hà"
        await seat.type("q v ")
        await seat.press("backspace", "enter", "delete", "ctrl+x")
        assert entry.body.startswith("Thợ hàn nhận kính mới\nMinh Hà\n")  # nothing can be changed
        entry.move_cursor((5, 0))  # the paragraph that is gone
        await seat.press("shift+end", "ctrl+c")
        await seat.hears("Copied. Ctrl+V in an article inserts it.")
        passage = seat.app.clipboard
        assert passage
        assert SECOND.startswith(passage)
        await seat.press("escape")
        await seat.comes("HistoryScreen")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.press("ctrl+home", "ctrl+v")
        assert seat.body.body == passage + LATER


async def test_nothing_selected_nothing_copied(desk, article):
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.press("v")
        await seat.comes("PassageScreen")
        assert "The current text" in seat.text
        await seat.press("ctrl+c")
        assert seat.app.clipboard == ""
        assert not [notice for notice in seat.notices if "Copied" in notice]
        await seat.press("ctrl+a", "ctrl+c")
        assert seat.app.clipboard == text_of(desk.articles[article.id])
