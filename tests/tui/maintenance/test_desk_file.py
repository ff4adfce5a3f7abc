"""The desk file is looked after between two keys."""

from __future__ import annotations

import gc
import weakref

import pytest

from tests.tui.helpers import seated, written
from tui import gc_tuning, maintenance
from tui.commands import REGISTRY

from .hands import edit_outside, look, stock, type_in_body


class Knot:
    """Rubbish that holds itself."""

    def __init__(self):
        self.me = self


@pytest.fixture
def no_chance():
    """Keep Python from taking rubbish away when it happens to have made so many objects."""
    gc.disable()
    yield
    gc.enable()


async def test_rubbish_is_taken_away_in_a_pause_and_not_between_two_keys(desk, no_chance):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("f3")
        gc.disable()  # the app has enabled it with its first screen
        knot = weakref.ref(Knot())
        await look(seat)
        assert knot() is not None  # the key was a moment ago
        seat.app.last_key_at -= gc_tuning.PAUSE
        await look(seat)
        assert knot() is None
        knot = weakref.ref(Knot())
        await look(seat)
        assert knot() is not None  # nothing was done since


async def test_in_a_pause_the_desk_file_is_brought_up_to_date(desk, desk_path, monkeypatch):
    article = written(desk)
    desk.file.checkpoint()
    async with seated(desk) as seat:
        await seat.open(article)
        await type_in_body(seat, " Câu mới nhất.")
        assert seat.screen.drafts.save()
        await look(seat, 2)
        assert "Câu mới nhất" not in stock(desk_path)[article.headline]["body"]
        monkeypatch.setattr(maintenance, "IDLE_SECONDS", 0)
        await look(seat)
        assert stock(desk_path)[article.headline]["body"].endswith("Câu mới nhất.")
        assert not desk.file.is_behind
        await type_in_body(seat, " Và một câu.")  # a checkpoint leaves nothing in disorder
        assert seat.screen.drafts.save()
        await look(seat)
        assert stock(desk_path)[article.headline]["body"].endswith("Và một câu.")


async def test_a_long_journal_is_written_out_while_work_goes_on(desk, desk_path, monkeypatch):
    monkeypatch.setattr(maintenance, "_LONG_JOURNAL", 1)
    article = written(desk)
    async with seated(desk) as seat:
        await look(seat)
        assert article.headline in stock(desk_path)


async def test_a_desk_file_that_was_deleted_comes_back(desk, desk_path, monkeypatch):
    monkeypatch.setattr(maintenance, "IDLE_SECONDS", 0)
    article = written(desk)
    desk.file.checkpoint()
    async with seated(desk) as seat:
        desk_path.unlink()
        await look(seat, 2)
        assert article.headline in stock(desk_path)


async def test_an_emptied_desk_file_is_told_and_written_again(desk, desk_path, monkeypatch):
    monkeypatch.setattr(maintenance, "IDLE_SECONDS", 0)
    article = written(desk)
    desk.file.checkpoint()
    async with seated(desk) as seat:
        desk_path.write_bytes(b"")
        await look(seat, 4)
        await seat.hears("Another program has emptied or damaged the desk file")
        assert article.headline in stock(desk_path)


async def test_the_looks_come_by_themselves(desk, desk_path, monkeypatch):
    monkeypatch.setattr(maintenance, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(maintenance, "IDLE_SECONDS", 0)
    article = written(desk)
    async with seated(desk) as seat:
        await seat.until(lambda: not desk.file.is_behind, "a checkpoint")
        assert article.headline in stock(desk_path)
        edit_outside(desk_path, article.headline, headline="Tít họ đặt")
        await seat.sees("Tít họ đặt")
        await seat.press(REGISTRY["get-back"].key)  # a dialog keeps nobody from looking
        await seat.comes("RecoveryScreen")
        await seat.until(lambda: not desk.file.is_behind, "what was merged is in the file")
        edit_outside(desk_path, "Tít họ đặt", headline="Tít thứ hai")
        await seat.until(lambda: desk.articles[article.id].headline == "Tít thứ hai")


async def test_no_look_after_the_end(desk, monkeypatch):
    monkeypatch.setattr(maintenance, "LOOK_SECONDS", 0.001)
    written(desk)
    for _ in range(3):
        async with seated(desk) as seat:
            seat.send("ctrl+q")
            await seat.ends()
        assert seat.app.return_code == 0
