"""The editor: what is typed is saved, soon and only that; counted, found, handed to $EDITOR."""

import asyncio
import os
import re
import stat
import sys
import threading
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from time import process_time
from unicodedata import normalize

import msgspec
import pytest

from store import open_desk
from store.campaign_records import Day
from store.errors import DeskError
from store.records import Status
from tests.tui.helpers import LEAD, NARROW, SECOND, WIDE, plan, seated, written
from tui import external_editor
from tui.panes import autosave

WHOLE = "Một dòng duy nhất, không đúng trang nào.".encode()
"""One line: a text that is no page, so it comes in whole."""


@pytest.fixture
def article(desk):
    return written(desk)


@pytest.fixture
def quick_saves(monkeypatch):
    monkeypatch.setattr(autosave, "AUTOSAVE_SECONDS", 0.05)
    monkeypatch.setattr(autosave, "RETRY_SECONDS", 0.05)


def changed(before, after):
    """The names of the fields that are not the same."""
    return {
        name
        for name in before.__struct_fields__
        if getattr(before, name) != getattr(after, name) and name != "updated"
    }


# ---------------------------------------------------------------- what is shown, what is saved


async def test_shows_the_article(desk, article):
    desk.records.change(article, due=date(2027, 5, 3))
    async with seated(desk) as seat:
        await seat.open(article)
        assert seat.focus == "body"
        assert seat.field("headline").text == article.headline
        assert seat.field("byline").text == "Minh Hà"
        assert seat.field("signoff").text == "Minh Hà"
        assert seat.field("due").text == "3.5.2027"
        assert seat.body.body == article.body
        assert "being edited ▾" in seat.text
        assert "– ▾" in seat.text
        assert LEAD[:40] in seat.text


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_field_is_saved(desk, desk_path, article, size):
    campaign = plan(desk)
    async with seated(desk, size=size) as seat:
        await seat.open(article)
        for name, typed in (
            ("headline", " ở xưởng tàu"),
            ("byline", ", Lê Thu"),
            ("signoff", " (ghi)"),
            ("due", "3.5"),
        ):
            seat.field(name).focus()
            await seat.press("end")
            await seat.type(typed)
        seat.body.focus()
        await seat.press("ctrl+end")
        await seat.type(" Xong.")
        await seat.press("ctrl+t")
        await seat.comes("Picker")
        await seat.type("waiting for app\n")
        await seat.comes("DeskScreen")
        seat.field("campaign").focus()
        await seat.press("enter")
        await seat.comes("Picker")
        await seat.type("mua qua\n")
        await seat.comes("DeskScreen")
        await seat.settle()
        now = desk.articles[article.id]
        assert "waiting for app" in seat.text
        assert "Mùa quà xa quê ▾" in seat.text
    wanted = msgspec.structs.replace(
        article,
        headline="Thợ hàn nhận kính mới ở xưởng tàu",
        byline="Minh Hà, Lê Thu",
        signoff="Minh Hà (ghi)",
        due=date(2027, 5, 3),
        body=article.body + " Xong.",
        status=Status.TO_APPROVE,
        campaign=campaign.id,
        taken=now.taken,
    )
    assert [one.status for one in now.taken] == ["to-approve"]
    assert now == wanted
    desk.close()
    with open_desk(desk_path) as again:
        assert again.articles[article.id] == wanted


async def test_status_and_campaign_are_undone(desk, article):
    campaign = plan(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.click("being edited ▾")
        await seat.comes("Picker")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert desk.articles[article.id].status == Status.TO_APPROVE
        await seat.click("– ▾")
        await seat.comes("Picker")
        await seat.press("down", "enter")
        await seat.comes("DeskScreen")
        assert desk.articles[article.id].campaign == campaign.id
        await seat.press("f2", "ctrl+z")
        assert desk.articles[article.id].campaign is None
        await seat.press("ctrl+z")
        assert desk.articles[article.id].status == Status.EDITING
        await seat.press("f3")
        assert "being edited ▾" in seat.text


@pytest.mark.parametrize("status", [Status.IDEA, Status.ASSIGNED])
@pytest.mark.parametrize("save", ["escape", "autosave"])
async def test_typing_the_text_of_an_idea_begins_it(desk, article, status, save, quick_saves):
    desk.articles.set_status(article, status)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.click(seat.field("headline"))
        await seat.type("Mới: ")
        await seat.press("f3")
        await seat.until(lambda: "Mới" in seat.article.headline, "the headline is saved")
        assert seat.article.status is status, "a headline is no text"
        await seat.type("Mưa. ")
        if save == "autosave":
            await seat.until(lambda: "Mưa" in seat.article.body, "the text is saved")
            await seat.sees("being written")
        else:
            await seat.press("escape")
        assert desk.articles[article.id].status is Status.WRITING


async def test_ctrl_z_in_the_text_is_the_texts_own(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("Mới. ")
        assert seat.body.body.startswith("Mới. ")
        await seat.press("ctrl+z")
        assert seat.body.body == article.body
        await seat.press("ctrl+y")
        assert seat.body.body.startswith("Mới. ")
        await seat.press("ctrl+z", "ctrl+s")
        assert desk.articles[article.id].body == article.body


async def test_the_campaign_can_be_taken_off(desk, article):
    campaign = plan(desk)
    desk.records.change(article, campaign=campaign.id)
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("campaign").focus()
        await seat.press("enter")
        await seat.comes("Picker")
        assert "(no campaign)" in seat.text
        await seat.type("no camp\n")
        await seat.comes("DeskScreen")
        assert desk.articles[article.id].campaign is None


async def test_enter_goes_from_field_to_field(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("headline").focus()
        walked = []
        for _ in range(3):
            await seat.press("enter")
            walked.append(seat.focus)
        assert walked == ["byline", "due", "body"]  # never to a list: one types on
        await seat.press("shift+tab")
        assert seat.focus == "campaign"


async def test_fields_typed_at_once(desk, article):
    async with seated(desk) as seat:
        await seat.press("n")
        await seat.until(lambda: seat.focus == "headline", "the headline")
        for key in [*"Tít", "tab", *"Lê Thu", "tab", *"5.5", "tab"]:
            seat.send(key)
        await seat.settle()
        await seat.press("ctrl+s")
        new = seat.article
        assert (new.headline, new.byline, new.due) == ("Tít", "Lê Thu", date(2027, 5, 5))


async def test_typed_ahead_past_the_choices(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("due").focus()
        await seat.settle()
        for key in ["tab", "tab", "tab", *"Đủ. "]:
            seat.send(key)
        await seat.settle()
        assert seat.focus == "body"
        assert seat.body.body == "Đủ. " + article.body


async def test_vietnamese_typed_by_backspace_and_saved(desk, article):
    async with seated(desk) as seat:
        await seat.press("n")
        await seat.until(lambda: seat.focus == "headline", "the headline")
        for field in ("headline", "byline", "body"):
            seat.field(field).focus()
            await seat.settle()
            for key in [*"vie", "backspace", *"êt", "backspace", "backspace", *"ệt"]:
                seat.send(key)
            await seat.settle()
        await seat.press("ctrl+s")
        new = seat.article
        assert (new.headline, new.byline, new.body) == ("việt", "việt", "việt")


# ---------------------------------------------------------------- when it is saved


async def test_saved_soon_after_the_last_key_and_the_time_shown(desk, article, clock, quick_saves):
    async with seated(desk) as seat:
        await seat.open(article)
        assert "saved" not in seat.lines[0]
        clock.wait(61)
        await seat.type("A")
        await seat.until(lambda: desk.articles[article.id].body.startswith("A"), "the save")
        await seat.sees("saved 10:01:00")
        assert "not saved" not in seat.lines[0]


async def test_until_then_it_says_not_saved_yet(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        assert "not saved yet …" in seat.lines[0]
        assert desk.articles[article.id] == article
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body.startswith("A")
        assert "saved 09:00:00" in seat.lines[0]


async def test_after_esc_the_top_line_says_saved(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        await seat.press("escape")
        assert desk.articles[article.id].body.startswith("A")
        assert "not saved" not in seat.lines[0]
        assert "saved 09:00:00" in seat.lines[0]


def test_the_promise_of_two_seconds_holds():
    assert 0 < autosave.AUTOSAVE_SECONDS <= 1.8


async def test_keys_all_the_while_do_not_put_it_off(desk, article, monkeypatch):
    """That it comes within two seconds of a real clock is in `tests/faults/test_app_kill.py`."""
    monkeypatch.setattr(autosave, "AUTOSAVE_SECONDS", 60)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("a")
        begun = seat.editor.autosave.timer
        for _ in range(5):
            await seat.type("a")
        assert seat.editor.autosave.timer is begun
        begun.stop()


@pytest.mark.parametrize(
    "away",
    ["tab", "f2", "f4", "ctrl+t", "ctrl+o", "ctrl+e", "ctrl+f", "escape"]
    + [pytest.param(key) for key in ("f1", "ctrl+p")],
)
async def test_saved_at_every_change_of_the_focus(desk, article, away, monkeypatch):
    monkeypatch.setattr(autosave, "AUTOSAVE_SECONDS", 60)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        await seat.press(away)
        await seat.until(lambda: desk.articles[article.id].body == "A" + article.body, "save")


async def test_saved_when_the_terminal_loses_the_focus(desk, article):
    from textual.events import AppBlur

    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        seat.app.post_message(AppBlur())
        await seat.settle()
        assert desk.articles[article.id].body.startswith("A")


async def test_saved_when_another_article_is_opened(desk, article, clock):
    clock.wait()
    other = written(desk, "Bài khác")
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await seat.type("A")
        await seat.press("escape")
        await seat.open(other)
        assert seat.body.body == other.body
        assert desk.articles[article.id].body == "A" + article.body
        assert desk.articles[other.id] == other


async def test_saved_before_the_app_ends(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("Đủ")
        seat.send("ctrl+q")
        await seat.ends()
    assert desk.articles[article.id].body == "Đủ" + article.body


async def test_letters_typed_right_before_ctrl_q_are_saved(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        for key in (*"Đủ", "ctrl+q"):
            seat.send(key)
        await seat.ends()
    assert desk.articles[article.id].body == "Đủ" + article.body


async def test_a_hang_up_saves(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        seat.app.leave()
    assert desk.articles[article.id].body == "A" + article.body


# ---------------------------------------------------------------- when it cannot be saved


async def test_a_full_disk_is_told_the_text_stays_and_saving_goes_on(
    desk, article, disk, quick_saves
):
    async with seated(desk) as seat:
        await seat.open(article)
        disk.full = True
        await seat.type("Đừng mất. ")
        await seat.sees("NOT SAVED")
        assert seat.body.body == "Đừng mất. " + article.body
        assert desk.articles[article.id] == article
        await seat.type("Vẫn gõ. ")
        assert seat.body.body == "Đừng mất. Vẫn gõ. " + article.body
        disk.full = False
        await seat.until(lambda: "Vẫn gõ." in desk.articles[article.id].body, "the save")
        await seat.sees("saved 09:00:00")
        assert "NOT SAVED" not in seat.text


async def test_the_reason_is_readable_at_80_columns(desk, article, disk, monkeypatch, tmp_path):
    far = tmp_path / "home" / "lan" / ".local" / "share" / "toasoan"
    far.mkdir(parents=True)
    monkeypatch.setattr(desk.records.store.storage, "path", far / "desk.json")
    async with seated(desk) as seat:
        await seat.open(article)
        disk.full = True
        await seat.type("A")
        await seat.press("ctrl+s")
        assert "NOT SAVED" in seat.lines[0]
        assert "No space left" in seat.lines[0]


async def test_the_reason_is_readable_in_a_wide_window(desk, article, disk, quick_saves):
    async with seated(desk, size=(200, 30)) as seat:
        await seat.open(article)
        disk.full = True
        await seat.type("A")
        await seat.sees("No space left on device")


async def test_the_app_asks_before_it_ends_while_text_is_not_saved(desk, article, disk):
    async with seated(desk) as seat:
        await seat.open(article)
        disk.full = True
        await seat.type("A")
        await seat.press("ctrl+q")
        await seat.sees("The last lines are not saved")
        await seat.press("escape")
        assert not seat.app._exit
        assert "NOT SAVED" in seat.lines[0]
        disk.full = False
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body == "A" + article.body
        assert "NOT SAVED" not in seat.text


async def test_leaving_an_article_that_cannot_be_saved_loses_nothing(desk, article, disk, clock):
    clock.wait()
    other = written(desk, "Bài khác")
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        disk.full = True
        await seat.type("Đừng mất. ")
        await seat.press("escape")
        await seat.settle()
        rows = seat.screen.drafts.list.rows
        rows.move_to([row.id for row in rows.items].index(other.id))
        await seat.press("enter")
        await seat.settle()
        disk.full = False
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body == "Đừng mất. " + article.body


async def test_an_article_deleted_elsewhere_while_text_is_unsaved(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("Đừng mất. ")
        desk.articles.remove(article)
        await seat.settle()
        await seat.press("ctrl+s")
        bodies = [a.body for a in desk.articles]
        assert bodies == ["Đừng mất. " + article.body]


# ---------------------------------------------------------------- nothing else is changed

NFD = normalize("NFD", "Tít viết tách dấu")
ODD = "Đoạn một \x1b[31mđỏ\x1b[0m.\r\n\r\nĐoạn\u2028hai \u202eba\x85 \t\x00.\r\n\n\n\n  \nbốn  "


def odd_articles(desk, page_bytes):
    """Articles whose letters an editor could easily disturb."""
    yield written(desk, NFD, byline=f" {NFD} ", body=normalize("NFD", LEAD), signoff=NFD)
    yield written(desk, " Tít\u200b\x07", byline="A\u2028B", body=ODD, signoff="\x9b")
    yield desk.articles.import_page(page_bytes, "trang.txt")
    yield desk.articles.import_page(page_bytes.replace(b"\n", b"\r\n"), "crlf.txt")
    yield desk.articles.import_page(b"\xef\xbb\xbf" + page_bytes, "bom.txt")
    yield desk.articles.import_page(normalize("NFD", page_bytes.decode()).encode(), "nfd.txt")
    yield desk.articles.import_page(WHOLE, "whole.txt")
    yield desk.articles.import_page(WHOLE + b"\r\n\r\nhai\r\n\x01\r\n" * 3, "whole-crlf.txt")


async def test_opening_changes_nothing(desk, desk_path, page_bytes, clock, quick_saves):
    articles = list(odd_articles(desk, page_bytes))
    before = desk_path.read_bytes()
    clock.wait()
    async with seated(desk) as seat:
        for article in articles:
            await seat.open(article)
            await seat.press("tab", "tab", "shift+tab", "f2", "f3", "ctrl+end", "ctrl+s", "escape")
    assert desk_path.read_bytes() == before
    assert [desk.articles[a.id] for a in articles] == articles


async def test_only_the_field_that_was_typed_in_changes(desk, page_bytes):
    articles = list(odd_articles(desk, page_bytes))
    async with seated(desk) as seat:
        for article in articles:
            await seat.open(article)
            seat.field("byline").focus()
            await seat.press("end")
            await seat.type("x")
            await seat.press("ctrl+s")
            assert changed(article, desk.articles[article.id]) == {"byline"}
            seat.body.focus()
            await seat.press("ctrl+home")
            await seat.type("Ở ")
            await seat.press("ctrl+s")
            after = desk.articles[article.id]
            assert changed(article, after) == {"body", "byline"}
            assert after.body.startswith("Ở ")


async def test_an_nfd_headline_stays_when_the_body_is_edited(desk):
    article = written(desk, NFD, body=normalize("NFD", SECOND))
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        await seat.press("ctrl+s")
        now = desk.articles[article.id]
        assert now.headline == NFD
        assert now.body == "A" + SECOND  # what was edited is composed


async def test_what_was_typed_and_undone_is_the_text_as_it_came(desk):
    article = written(desk, NFD, body=ODD)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        await seat.press("ctrl+z", "ctrl+s", "tab", "escape")
        assert desk.articles[article.id].body == ODD


async def test_control_characters_are_shown_as_symbols_and_kept(desk):
    article = written(desk, "Tít\x1b", body=ODD)
    async with seated(desk) as seat:
        await seat.open(article)
        assert "Tít␛" in seat.text
        assert "␛[31mđỏ␛[0m" in seat.text
        assert not {"\x1b", "\u202e", "\x85", "\x00", "\r"} & set(seat.text)
        await seat.press("ctrl+end")
        await seat.type("năm")
        await seat.press("ctrl+s")
        kept = desk.articles[article.id].body
        for char in "\x1b\u2028\u202e\x85\x00\t":
            assert kept.count(char) == ODD.count(char), hex(ord(char))


async def test_blank_lines_are_put_in_order(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+a")
        await seat.paste("\n\nĐoạn một.\n\n\n \t\n\nĐoạn hai,\nmột dòng nữa.  \n\n\n")
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body == "Đoạn một.\n\nĐoạn hai,\nmột dòng nữa.  "
        assert seat.body.body.startswith("\n\nĐoạn một.")  # nothing jumps under the cursor
        await seat.press("escape")
        await seat.open(article)
        assert "Đoạn một." in seat.text


async def test_fields_are_stripped(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("headline").focus()
        await seat.press("end")
        await seat.type("  ")
        await seat.press("ctrl+s")
        assert desk.articles[article.id].headline == article.headline


async def test_what_the_desk_changes_is_shown_unless_it_was_typed_over(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        desk.records.change(article, headline="Tít đổi ở nơi khác", body="Lời đổi ở nơi khác.")
        await seat.settle()
        assert seat.field("headline").text == "Tít đổi ở nơi khác"
        assert seat.body.body == "Lời đổi ở nơi khác."
        await seat.type("Đang gõ. ")
        desk.records.change(article, headline="Tít đổi lần nữa", body="Lời khác nữa.")
        await seat.settle()
        assert seat.field("headline").text == "Tít đổi lần nữa"
        assert seat.body.body == "Đang gõ. Lời đổi ở nơi khác."


# ---------------------------------------------------------------- the due day


@pytest.mark.parametrize(
    ("typed", "day", "echo"),
    [
        ("3.5", date(2027, 5, 3), "3.5.2027"),
        ("3/5", date(2027, 5, 3), "3.5.2027"),
        ("1.1", date(2027, 1, 1), "1.1.2027"),
        ("5-1-2028", date(2028, 1, 5), "5.1.2028"),
        ("2027-06-02", date(2027, 6, 2), "2.6.2027"),
        ("mai", date(2027, 4, 21), "21.4.2027"),
        ("thứ sáu", date(2027, 4, 23), "23.4.2027"),
        ("+3d", date(2027, 4, 23), "23.4.2027"),
        ("18.5.2027 22h", date(2027, 5, 18), "18.5.2027"),
        ("", None, ""),
    ],
)
async def test_due_days_as_editors_type_them(desk, typed, day, echo):
    article = written(desk, due=date(2027, 4, 30))
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("due").focus()
        await seat.press("end", "ctrl+u")
        await seat.type(typed)
        await seat.press("tab")
        assert desk.articles[article.id].due == day
        assert seat.field("due").text == echo


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_due_day_is_echoed_as_it_was_understood(desk, size):
    """While it is typed below the text, and once more when the field is left."""
    article = written(desk)
    async with seated(desk, size=size) as seat:
        await seat.open(article)
        seat.field("due").focus()
        await seat.type("20.12")
        await seat.sees("Monday 20.12.2027 · in 244 days")
        await seat.press("ctrl+u")
        await seat.type("xyz")
        await seat.settle()
        assert "not understood" not in seat.text  # half a word, perhaps
        assert seat.notices == []
        await seat.press("ctrl+u")
        await seat.type("18.5 22h\n")
        await seat.hears("Tuesday 18.5.2027 · in 28 days · an article has no hour")
        assert " words · " in seat.text
        seat.field("due").focus()
        await seat.sees("Tuesday 18.5.2027 · in 28 days")
        await seat.press("tab")
        assert len(seat.notices) == 1  # nothing was typed


async def test_a_due_day_that_is_counted_from_another(desk):
    """An article hangs on nothing: it gets the day, and keeps it when the other moves."""
    campaign = plan(desk)
    desk.records.change(
        campaign, milestones=(Day(name="Hội thi"), Day(name="Lễ", start=date(2027, 5, 1)))
    )
    article = written(desk, campaign=campaign.id)
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("due").focus()
        await seat.type("10 ngày trước Lễ\n")
        await seat.hears("Wednesday 21.4.2027 · in 1 day · 10 days before: Lễ")
        assert desk.articles[article.id].due == date(2027, 4, 21)
        seat.field("due").focus()
        await seat.press("end", "ctrl+u")
        await seat.type("10 ngày trước Hội thi\n")
        await seat.hears("“Hội thi” has no day yet; type another.")
        assert desk.articles[article.id].due == date(2027, 4, 21)


async def test_the_due_field_still_follows_the_desk_after_it_was_left(desk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("due").focus()
        await seat.type("mai\n")
        desk.records.change(desk.articles[article.id], due=date(2027, 5, 3))
        await seat.settle()
        assert seat.field("due").text == "3.5.2027"


async def test_a_half_typed_day_is_no_matter_for_a_notice(desk):
    article = written(desk, due=date(2027, 4, 30))
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("due").focus()
        await seat.press("end", "ctrl+u")
        await seat.type("10 ngày tr")
        await seat.sees("saved ")
        seat.editor.save()
        assert not seat.notices
        assert desk.articles[article.id].due == date(2027, 4, 30)


async def test_a_wrong_day_leaves_the_stored_one_and_says_so(desk):
    article = written(desk, due=date(2027, 4, 30))
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("due").focus()
        await seat.press("end", "ctrl+u")
        await seat.type("31.2")
        await seat.press("tab")
        await seat.hears("31.2 is not a day of the calendar")
        assert desk.articles[article.id].due == date(2027, 4, 30)
        assert seat.field("due").text == "31.2"  # to be mended, not lost
        assert seat.field("due").has_class("over")
        seat.field("due").focus()
        await seat.press("end", "ctrl+u")
        await seat.type("1.3.2028\n")
        assert desk.articles[article.id].due == date(2028, 3, 1)
        assert not seat.field("due").has_class("over")


# ---------------------------------------------------------------- counting


async def test_counts_words_and_characters(desk, article):
    from store.text import count_characters, count_words

    async with seated(desk) as seat:
        await seat.open(article)
        words, chars = count_words(article.body), count_characters(article.body)
        await seat.sees(f"{words} words · {chars} chars · lead {count_words(LEAD)}/50")
        assert f"{len(article.headline)}/80" in seat.text
        await seat.press("ctrl+a")
        await seat.type("Một hai – 1.250 ba")
        await seat.sees("4 words · 18 chars · lead 4/50")


async def test_decomposed_letters_count_as_one(desk):
    article = written(desk, NFD, body=normalize("NFD", "Ở đâu đấy"))
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.sees("3 words · 9 chars")
        assert "17/80" in seat.text


async def test_a_long_lead_and_a_long_headline_warn(desk):
    lead = " ".join(["chữ"] * 50)
    article = written(desk, "T" * 80, body=f"{lead}\n\nĐoạn hai.")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.sees("lead 50/50")
        assert "⚠" not in seat.text
        assert not seat.field("counts").has_class("over")
        await seat.type("thêm ")
        await seat.sees("lead 51/50 ⚠")
        assert seat.field("counts").has_class("over")
        seat.field("headline").focus()
        await seat.press("end")
        await seat.type("T")
        await seat.sees("81/80")
        assert seat.field("headline-count").has_class("over")


async def test_a_word_goal_is_shown_with_the_count(desk):
    article = written(desk, body=" ".join(["chữ"] * 412))
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("alt+q")
        await seat.comes("WordGoalForm")
        assert "412 words so far" in seat.text
        await seat.type("sáu trăm\n")
        assert "is not a whole number" in seat.words
        await seat.press("ctrl+u")
        await seat.type("600\n")
        await seat.comes("DeskScreen")
        await seat.sees("412/600 words")
        await seat.press("alt+q")
        await seat.comes("WordGoalForm")
        await seat.type("1.200\n")  # what is there is replaced
        await seat.sees("412/1200 words")
        assert seat.focus == "body"
    assert desk.articles[article.id].word_goal == 1200


# ---------------------------------------------------------------- finding

FOUND = "Công đoàn khu Bắc họp. CÔNG ĐOÀN khu Nam chưa họp. Cộng đoàn? Không."


@pytest.mark.parametrize(
    ("needle", "count"),
    [("cong doan", 3), ("công đoàn", 2), ("họp", 2), ("hop", 2), ("Đ", 3), ("zz", 0)],
)
async def test_find_counts_and_goes_round(desk, needle, count):
    article = written(desk, body=FOUND)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+f")
        await seat.type(needle)
        assert f"{count} found" in seat.text
        if not count:
            return
        first = seat.body.selection
        seen = [seat.body.selected_text]
        for key in ["enter", "f7"] * 3:
            if len(seen) == count:
                break
            await seat.press(key)
            seen.append(seat.body.selected_text)
        assert len(set(seen)) <= count
        await seat.press("enter")
        assert seat.body.selection == first


async def test_find_next_from_the_text_and_the_find_line_again(desk):
    article = written(desk, body=FOUND)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("f7")  # nothing to look for yet: asks
        assert seat.focus == "find"
        await seat.type("hop")
        await seat.press("escape")
        assert seat.focus == "body"
        first = seat.body.selection
        await seat.press("f7")
        assert seat.body.selection != first
        assert seat.body.selected_text == "họp"
        await seat.press("ctrl+f")
        assert seat.field("find").text == "hop"
        assert "2 found" in seat.text
    assert desk.articles[article.id] == article


async def test_finding_is_no_typing(desk, desk_path):
    article = written(desk, body=FOUND)
    before = desk_path.read_bytes()
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+f")
        await seat.type("hop\n")
        assert "not saved" not in seat.lines[0]
    assert desk_path.read_bytes() == before


# ---------------------------------------------------------------- replacing


async def replacing(seat, needle, text):
    """Open the replace bar and type what is looked for, and what comes in its place."""
    await seat.press("alt+h")
    assert seat.focus == "find"
    await seat.type(needle)
    await seat.press("tab")
    assert seat.focus == "replace"
    await seat.type(text)


@pytest.mark.parametrize(
    ("needle", "text", "count", "body"),
    [
        ("cong doan", "CĐ", 3, "CĐ khu Bắc họp. CĐ khu Nam chưa họp. CĐ? Không."),
        ("công đoàn", "CĐ", 2, "CĐ khu Bắc họp. CĐ khu Nam chưa họp. Cộng đoàn? Không."),
        (" hop", "", 2, "Công đoàn khu Bắc. CÔNG ĐOÀN khu Nam chưa. Cộng đoàn? Không."),
        ("khu", "khu khu", 2, FOUND.replace("khu", "khu khu")),
        ("zz", "a", 0, FOUND),
    ],
)
async def test_all_are_replaced_and_one_undo_brings_them_back(desk, needle, text, count, body):
    article = written(desk, body=FOUND)
    async with seated(desk) as seat:
        await seat.open(article)
        await replacing(seat, needle, text)
        await seat.press("alt+a")
        assert f"{count} replaced" in seat.text
        assert seat.body.body == body
        seat.body.focus()
        await seat.press("ctrl+z")
        assert seat.body.body == FOUND
        if count:
            await seat.sees(f"{count} found")
        await seat.press("ctrl+y", "ctrl+s")
    assert desk.articles[article.id].body == body


async def test_one_is_replaced_the_next_left_the_last_replaced(desk):
    article = written(desk, body=FOUND)
    async with seated(desk) as seat:
        await seat.open(article)
        await replacing(seat, "cong doan", "Hội")
        await seat.press("enter", "f7", "enter")
        assert seat.body.body == FOUND.replace("Công đoàn", "Hội").replace("Cộng đoàn", "Hội")
        assert "1 found" in seat.text
        await seat.press("escape", "ctrl+z")
        assert seat.body.body == FOUND.replace("Công đoàn", "Hội")
        await seat.press("ctrl+z")
        assert seat.body.body == FOUND


async def test_two_blanks_become_one_and_paragraphs_stay(desk):
    article = written(desk, body="Một  hai.\n\nBa  bốn.")
    async with seated(desk) as seat:
        await seat.open(article)
        await replacing(seat, "  ", " ")
        assert "2 found" in seat.text
        await seat.press("alt+a")
        assert seat.body.body == "Một hai.\n\nBa bốn."


async def test_decomposed_letters_and_no_break_spaces_are_replaced_too(desk):
    body = normalize("NFD", "Quà trị giá 310 000 đồng ở Huế.")
    article = written(desk, body=body)
    async with seated(desk) as seat:
        await seat.open(article)
        await replacing(seat, "310 000 đồng", "310.000 đồng")
        await seat.press("alt+a")
        assert seat.body.body == "Quà trị giá 310.000 đồng ở Huế."
        seat.body.focus()
        await seat.press("ctrl+z", "ctrl+s")
    assert desk.articles[article.id].body == body


async def test_a_text_that_would_become_too_long_stays(desk):
    article = written(desk, body="a" * 20_000)
    async with seated(desk) as seat:
        await seat.open(article)
        await replacing(seat, "a", "bốn năm chữ mới")
        await seat.press("alt+a")
        await seat.hears("nothing was changed")
        assert seat.body.body == "a" * 20_000


async def test_plain_find_offers_no_replacing(desk):
    article = written(desk, body=FOUND)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await replacing(seat, "hop", "bàn")
        assert "Replace all" in seat.lines[-1]
        await seat.press("escape", "ctrl+f")
        assert not seat.field("replace-row").display
        await seat.press("alt+a")
        assert "Replace all" not in seat.lines[-1]
        assert seat.body.body == FOUND


# ---------------------------------------------------------------- $EDITOR


def script(folder, code):
    """Make an editor of a few lines of Python."""
    path = folder / "fake editor"
    path.write_text(
        f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\n"
        f"file = Path(sys.argv[-1])\n{code}\n"
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return f"'{path}' --wait"


@pytest.fixture
def hand_over(monkeypatch, tmp_path):
    """Set $EDITOR to a program."""

    def choose(code):
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", script(tmp_path, code))

    return choose


REPLACE = "file.write_text(file.read_text().replace('thợ hàn', 'thợ sơn'))"


async def test_editor_there_and_back_is_one_step_of_undo(desk, article, hand_over, monkeypatch):
    hand_over(REPLACE)
    async with seated(desk) as seat:
        monkeypatch.setattr(seat.app, "suspend", nullcontext)
        await seat.open(article)
        await seat.type("A")
        typed = seat.body.body
        await seat.press("ctrl+g")
        mended = typed.replace("thợ hàn", "thợ sơn")
        assert mended.count("thợ sơn") == 2
        assert seat.body.body == mended
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body == mended
        await seat.press("ctrl+z")
        assert seat.body.body == typed
        await seat.press("ctrl+y", "ctrl+s")
        assert desk.articles[article.id].body == mended


async def test_an_editor_that_changes_nothing_changes_nothing(
    desk, desk_path, hand_over, monkeypatch
):
    hand_over("pass")
    article = written(desk, NFD, body=normalize("NFD", f"{LEAD}\n\n{SECOND}"))
    before = desk_path.read_bytes()
    async with seated(desk) as seat:
        monkeypatch.setattr(seat.app, "suspend", nullcontext)
        await seat.open(article)
        await seat.press("ctrl+g", "ctrl+s", "escape")
    assert desk_path.read_bytes() == before


async def test_an_editor_that_fails_is_told_and_the_text_stays(
    desk, article, hand_over, monkeypatch
):
    hand_over("sys.exit(3)")
    async with seated(desk) as seat:
        monkeypatch.setattr(seat.app, "suspend", nullcontext)
        await seat.open(article)
        await seat.press("ctrl+g")
        await seat.hears("ended with an error (3)")
        assert seat.body.body == article.body


async def test_an_editor_that_is_not_there(desk, article, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor -w")
    async with seated(desk) as seat:
        monkeypatch.setattr(seat.app, "suspend", nullcontext)
        await seat.open(article)
        await seat.press("ctrl+g")
        await seat.hears("“no-such-editor” cannot be started")
        assert seat.body.body == article.body


async def test_an_editor_setting_that_makes_no_sense(desk, article, monkeypatch):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "'vim")
    with pytest.raises(DeskError):
        external_editor.edit("Lời.")


async def test_a_terminal_that_cannot_be_lent(desk, article, hand_over):
    hand_over("pass")
    async with seated(desk) as seat:  # headless: it cannot be lent here either
        await seat.open(article)
        await seat.press("ctrl+g")
        assert seat.notices


def kept_in(error: external_editor.EditorError) -> Path:
    path = error.values["path"]
    assert isinstance(path, Path)
    return path


def test_what_is_not_utf8_is_kept(hand_over, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    hand_over("file.write_bytes(b'h\\xe0n')")
    with pytest.raises(external_editor.EditorError, match="not UTF-8") as caught:
        external_editor.edit("Lời.")
    assert kept_in(caught.value).read_bytes() == b"h\xe0n"


def test_what_a_failing_editor_left_is_kept(hand_over, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    hand_over("file.write_text('Lời mới.'); sys.exit(1)")
    with pytest.raises(external_editor.EditorError) as caught:
        external_editor.edit("Lời.")
    assert kept_in(caught.value).read_text() == "Lời mới."


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (b"M\xe1\xbb\x9bi.\n", "Mới."),
        (b"M\xe1\xbb\x9bi.", "Mới."),
        (b"\xef\xbb\xbfM\xe1\xbb\x9bi.\r\n\r\nHai.\r\n", "Mới.\n\nHai."),
        (b"", ""),
    ],
)
def test_what_came_back(hand_over, tmp_path, monkeypatch, left, text):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "t"))
    (tmp_path / "t").mkdir()
    hand_over(f"assert file.read_bytes() == 'Lời.\\n'.encode(); file.write_bytes({left!r})")
    assert external_editor.edit("Lời.") == text
    assert list((tmp_path / "t").iterdir()) == []  # no copy of the text is left behind


def test_visual_comes_before_editor(monkeypatch):
    monkeypatch.setenv("EDITOR", "ed")
    monkeypatch.setenv("VISUAL", "code --wait")
    assert external_editor.command() == ["code", "--wait"]
    monkeypatch.setenv("VISUAL", "")
    assert external_editor.command() == ["ed"]
    monkeypatch.delenv("EDITOR")
    assert external_editor.command() == ["vi"]


# ---------------------------------------------------------------- a page that came in whole


async def test_a_whole_page_is_mended_and_read_again(desk, page_bytes):
    article = desk.articles.import_page(WHOLE, "trang.txt")
    assert article.needs_review
    async with seated(desk) as seat:
        await seat.open(article)
        assert "This text has no page layout" in seat.text
        assert seat.body.body == WHOLE.decode()
        await seat.press("ctrl+r")
        await seat.comes("PlainTextScreen")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert desk.articles[article.id] == article
        await seat.press("ctrl+a")
        await seat.paste(page_bytes.decode())
        await seat.press("ctrl+r")
        await seat.until(lambda: not desk.articles[article.id].needs_review, "the page")
        now = desk.articles[article.id]
        assert now.headline == "Tổ may số 7 tặng 1.250 suất quà cho công nhân xa quê"
        assert len(now.links) == 3
        assert seat.field("headline").text == now.headline
        assert seat.field("signoff").text == "Trần An"
        assert seat.body.body == now.body
        assert "no page layout" not in seat.text
        assert desk.articles.page_bytes(now) == page_bytes
        await seat.press("ctrl+r")
        await seat.hears("fits the page layout already")


async def test_a_whole_page_is_divided_as_plain_text(desk):
    text = "Phòng đọc mở cửa\nKiều Vũ\nSáng nay, phòng đọc mở cửa.\nAi cũng mượn được."
    article = desk.articles.import_page(text.encode(), "bài.txt")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+r")
        await seat.comes("PlainTextScreen")
        await seat.press("enter")
        await seat.until(lambda: not desk.articles[article.id].needs_review, "the page")
        assert seat.field("headline").text == "Phòng đọc mở cửa"
        assert seat.field("byline").text == "Kiều Vũ"
        assert seat.body.body == "Sáng nay, phòng đọc mở cửa.\n\nAi cũng mượn được."
        assert "no page layout" not in seat.text


async def test_reading_again_is_undone(desk, page_bytes):
    article = desk.articles.import_page(WHOLE, "trang.txt")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+a")
        await seat.paste(page_bytes.decode())
        await seat.press("ctrl+r")
        await seat.until(lambda: not desk.articles[article.id].needs_review, "the page")
        await seat.press("f2", "ctrl+z", "f3")
        now = desk.articles[article.id]
        assert now.needs_review
        assert now.body == page_bytes.decode()
        assert "no page layout" in seat.text
        assert seat.body.body == now.body
        assert seat.field("headline").text == now.headline


async def test_a_whole_page_keeps_its_blank_lines_when_edited(desk):
    article = desk.articles.import_page(WHOLE + b"\n\n\n\nhai\n\n", "trang.txt")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body == "A" + article.body


# ---------------------------------------------------------------- big texts


async def test_a_hundred_thousand_letters_open_and_save(desk):
    article = written(desk, body="\n\n".join([SECOND] * 1_600))
    async with seated(desk) as seat:
        begin = process_time()
        await seat.open(article)
        await seat.type("Ab")
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body == "Ab" + article.body
        assert process_time() - begin < 8


async def test_typing_never_waits_for_the_disk(desk, article, quick_saves, monkeypatch):
    desk.records.change(article, byline="Lê Thu")  # the journal is there
    asked, may_go_on = threading.Event(), threading.Event()
    real = os.fdatasync

    def slow(handle):
        asked.set()
        assert may_go_on.wait(60)
        real(handle)

    monkeypatch.setattr(os, "fdatasync", slow)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        await asyncio.to_thread(asked.wait, 60)
        await seat.type("B")
        assert seat.body.body.startswith("AB")
        assert desk.articles[article.id].body == article.body  # nothing is saved yet
        assert "not saved yet" in seat.lines[0]
        may_go_on.set()
        wanted = "AB" + article.body
        await seat.until(lambda: desk.articles[article.id].body == wanted, "both letters saved")


@pytest.mark.slow
async def test_a_paragraph_too_long_to_write_in_is_told_once(desk):
    long = written(desk, body=LEAD + "\n\n" + "rất dài " * 7_000)
    short = written(desk, "Tít ngắn")
    async with seated(desk) as seat:
        await seat.open(short)
        await seat.paste("rất dài " * 6_000)  # not yet too long
        assert not any("typing in it is slow" in told for told in seat.notices)
        await seat.press("ctrl+end")
        await seat.paste("rất dài " * 7_000)
        await seat.hears("typing in it is slow; split it with Enter.")
        await seat.press("ctrl+s")
        seat.notices.clear()
        await seat.open(long)
        await seat.hears("has 56000 characters")
        seat.notices.clear()
        await seat.type("abc")
        await seat.open(short)
        await seat.open(long)
        assert seat.notices == []


# ---------------------------------------------------------------- paragraphs


@pytest.mark.parametrize(
    ("body", "place", "keys", "after"),
    [
        ("Một.", (0, 4), ["enter", "H"], "Một.\n\nH"),
        ("Một.", (0, 4), ["enter", "enter", "H"], "Một.\n\nH"),  # out of habit
        ("Mộthai", (0, 3), ["enter"], "Một\n\nhai"),
        ("Một.\n\nBa.", (0, 4), ["enter", "H"], "Một.\n\nH\n\nBa."),
        ("Một.\n\nBa.", (1, 0), ["enter", "H"], "Một.\n\nH\n\nBa."),
        ("Một.", (0, 4), ["alt+enter", "H"], "Một.\nH"),
        ("Một.\n\nhai", (2, 0), ["backspace"], "Một.hai"),
        ("Một.\n\nhai", (0, 4), ["delete"], "Một.hai"),
        ("Một.\nhai", (1, 0), ["backspace"], "Một.hai"),
        ("Một.", (0, 4), ["enter", "backspace"], "Một."),
        ("Một.", (0, 4), ["enter", "H", "ctrl+z", "ctrl+z"], "Một."),
    ],
)
async def test_enter_begins_a_paragraph(desk, body, place, keys, after):
    article = desk.articles.new(headline="Tít", body=body)
    async with seated(desk) as seat:
        await seat.open(article)
        seat.body.focus()
        seat.body.move_cursor(place)
        await seat.press(*keys)
        await seat.settle()
        assert seat.body.body == after
    assert desk.articles[article.id].body == after


async def test_enter_is_one_line_in_a_text_that_was_kept_whole(desk):
    article = desk.articles.import_page(b"A\nB\n\n\nC", "x.txt")
    async with seated(desk) as seat:
        await seat.open(article)
        seat.body.focus()
        await seat.press("ctrl+end", "enter")
        assert seat.body.body == "A\nB\n\n\nC\n"


async def test_where_a_long_line_is_cut_dots_say_so(desk):
    article = written(desk, byline="Trần Thị Bảo Ngân và nhóm phóng viên Đời sống")
    async with seated(desk) as seat:
        await seat.open(article)
        assert re.search("Trần Thị Bảo Ngân và [^…]*… +Due", seat.line("Byline"))
        seat.field("byline").focus()
        await seat.settle()
        assert "…" not in seat.line("Byline").partition("Due")[0]
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        assert "18.5, Friday, +3d" in seat.line("Byline")
