"""What the editor shows, and what is typed into its fields."""

import asyncio
import os
import re
import threading
from datetime import date
from time import process_time

import msgspec
import pytest

from store import open_desk
from store.records import Status
from tests.tui.helpers import LEAD, NARROW, SECOND, WIDE, plan, seated, written


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
