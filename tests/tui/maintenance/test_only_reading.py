"""A desk in use is offered for reading."""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from store import LockedError, ReadOnlyError, open_desk
from tests.tui.helpers import LONGEST, NARROW, WIDE, Seat, plan, task, written
from tui import session_state
from tui.app import ToasoanApp
from tui.app_context import REOPEN
from tui.settings import Settings

from .hands import look


@asynccontextmanager
async def reading(path, clock, size=NARROW):
    """Open the app on a desk that another one has open."""
    with pytest.raises(LockedError) as refused:
        open_desk(path, clock=clock)
    with open_desk(path, read_only=True, clock=clock) as reader:
        app = ToasoanApp(reader, Settings(), only_reading=refused.value)
        async with asyncio.timeout(LONGEST), app.run_test(size=size) as pilot:
            seat = Seat(app, pilot)
            await seat.settle()
            yield seat
            await seat.settle()


async def agree_to_read(seat):
    await seat.comes("Confirm")
    await seat.press("y")
    await seat.comes("DeskScreen")


async def test_a_desk_in_use_is_offered_for_reading(desk, desk_path, clock):
    written(desk)
    async with reading(desk_path, clock) as seat:
        await seat.comes("Confirm")
        assert "is open in another toasoan" in seat.words
        assert f"process {os.getpid()} on" in seat.words
        assert "Open it for reading" in seat.words
        await seat.press("n")
        await seat.ends()
        assert not seat.app.return_value
    async with reading(desk_path, clock) as seat:
        await agree_to_read(seat)
        assert "for reading only" in seat.lines[0]
        assert "Thợ hàn nhận kính mới" in seat.text
    assert len(desk.articles) == 1


async def test_a_reader_types_in_vain_nowhere(desk, desk_path, clock, monkeypatch):
    article = written(desk, due=date(2027, 5, 1))
    plan(desk)
    async with reading(desk_path, clock, WIDE) as seat:
        await agree_to_read(seat)
        await seat.open(article)
        for name in ("body", "headline", "byline", "due", "signoff"):
            entry = seat.field(name)
            before = entry.body if name == "body" else entry.text
            entry.focus()
            await seat.type("xyz")
            await seat.press("backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+z")
            await seat.paste("dán vào")
            assert (entry.body if name == "body" else entry.text) == before, name
        assert seat.screen.status.unsaved is None
        seat.body.focus()
        await seat.press("ctrl+a", "ctrl+x", "ctrl+c")
        assert seat.app.clipboard == article.body  # copying is reading
        assert seat.body.body == article.body
        await seat.press("ctrl+g")
        assert seat.notices[-1].startswith("The desk is open for reading only. The desk ")
        await seat.press("escape")
        assert seat.focus == "articles"
        await seat.press("d")
        await seat.hears("is open for reading only")
        assert seat.app.desk.articles[article.id] == article
        seat.send("ctrl+q")
        await seat.ends()
        assert not session_state.load(Path(desk_path)).article  # the place is the writer's


async def test_a_blank_article_may_be_looked_at_by_a_reader(desk, desk_path, clock):
    blank = written(desk, "", byline="", body="", signoff="", status="writing")
    async with reading(desk_path, clock) as seat:
        await agree_to_read(seat)
        await seat.open(blank)
        await seat.press("escape")
        assert seat.focus == "articles"
        assert not seat.notices


async def test_a_reader_follows_the_writer(desk, desk_path, clock):
    article = written(desk)
    plan(desk)
    async with reading(desk_path, clock, WIDE) as seat:
        await agree_to_read(seat)
        await seat.open(article)
        await seat.press("ctrl+end")
        desk.records.change(article, body=f"{article.body}\n\nNgười viết thêm.", byline="Lê Thu")
        desk.tasks.tick(task(desk, "Gặp ban tổ chức"))
        written(desk, "Bài mới của người viết")
        await look(seat)
        assert seat.body.body.endswith("Người viết thêm.")
        assert seat.field("byline").text == "Lê Thu"
        assert "1/4 tasks" in seat.lines[0]
        await seat.press("ctrl+z")  # what the writer typed is nothing to take back here
        assert seat.body.body.endswith("Người viết thêm.")
        desk.file.checkpoint()
        desk.records.change(article, body="Sau khi tệp được thay.")
        await look(seat)
        assert seat.body.body == "Sau khi tệp được thay."
        await seat.press("escape")
        await seat.sees("Bài mới của người viết")
        desk.articles.remove(desk.articles[article.id])
        await look(seat)
        assert "Thợ hàn" not in seat.text
        assert "for reading only" in seat.lines[0]


@pytest.mark.parametrize("answer", ["y", "n"])
async def test_when_the_writer_has_closed_the_reader_is_asked(desk, desk_path, clock, answer):
    written(desk)
    async with reading(desk_path, clock) as seat:
        await agree_to_read(seat)
        await look(seat)
        assert seat.top == "DeskScreen"
        desk.close()
        await look(seat)
        await seat.comes("Confirm")
        assert "The other toasoan has closed the desk." in seat.words
        if answer == "y":
            seat.send("y")
            await seat.ends()
            assert seat.app.return_value == REOPEN
        else:
            await seat.press("n")
            await look(seat, 2)
            assert seat.top == "DeskScreen"  # asked once


async def test_a_folder_that_takes_no_writer_says_why(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        written(desk)
    reason = ReadOnlyError("The folder {folder} cannot be written.", folder="/đâu")
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        app = ToasoanApp(reader, Settings(), only_reading=reason)
        async with app.run_test(size=NARROW) as pilot:
            seat = Seat(app, pilot)
            await seat.settle()
            await look(seat)
            assert seat.top == "DeskScreen"
            assert "for reading only" in seat.lines[0]
