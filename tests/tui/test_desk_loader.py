"""A desk that takes its time to open: something stands on the screen at once."""

from __future__ import annotations

import threading
from threading import Event

import pytest

from store import FileError, open_desk
from store.errors import N_
from tests.tui.helpers import Seat, written
from tui.app import ToasoanApp
from tui.desk_loader import LARGE, Opening
from tui.settings import Settings


@pytest.fixture
def gate():
    """What keeps a desk from being opened; let go at the end, whatever comes."""
    event = Event()
    yield event
    event.set()


@pytest.fixture
def slow(desk_path, clock, gate):
    """A desk with an article that is opened when the gate opens."""
    with open_desk(desk_path, clock=clock) as desk:
        written(desk)

    def wait_and_open(_when_read):
        assert gate.wait(30)
        return open_desk(desk_path, clock=clock), None

    opening = Opening(desk_path, wait_and_open)
    yield opening
    gate.set()
    opening.close()


async def test_a_sentence_stands_there_until_the_desk_does(slow, gate):
    app = ToasoanApp(slow, Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        seat = Seat.__new__(Seat)  # a seat wants a desk that is open
        seat.app, seat.pilot = app, pilot
        await seat.settle()
        assert "Opening the desk …" in seat.text
        assert seat.top == "OpeningScreen"
        await seat.press("f3", "n", "escape")  # nothing to do it with yet
        gate.set()
        await seat.comes("DeskScreen")
        assert "Thợ hàn nhận kính mới" in seat.text
        await seat.press("f3", "enter")
        await seat.until(lambda: seat.article, "the article")


async def test_one_can_leave_before_the_desk_is_there(slow, gate):
    app = ToasoanApp(slow, Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+q")
        gate.set()
    assert app.return_value == 0


async def test_a_desk_that_is_open_already_is_shown_at_once(slow, gate):
    gate.set()
    desk, _ = slow.result()
    app = ToasoanApp(slow, Settings())
    async with app.run_test(size=(80, 24)):
        assert app.desk is desk
        assert type(app.screen).__name__ == "DeskScreen"


async def test_a_desk_that_cannot_be_opened_ends_the_app(gate, tmp_path):
    def fail(_when_read):
        assert gate.wait(30)
        raise FileError(N_("There is no desk {path} yet."), path="x")

    opening = Opening(tmp_path / "x", fail)
    app = ToasoanApp(opening, Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        gate.set()
        while app.is_running and app._exit is False:
            await pilot.pause()
    assert isinstance(app.refused, FileError)
    with pytest.raises(FileError):
        opening.result()


def ended(name):
    """Wait until the thread of that name has ended, if there is one."""
    for thread in threading.enumerate():
        if thread.name == name:
            thread.join(30)
            assert not thread.is_alive()


def beside(path, clock, read=lambda: None):
    """An opening of a desk that calls `read` when its files are read."""

    def opened(when_read):
        def is_read():
            read()
            when_read()

        return open_desk(path, clock=clock, when_read=is_read), None

    return Opening(path, opened)


@pytest.fixture
def reading(desk_path, clock):
    """A desk that is being opened, and what is set when its file is read."""
    with open_desk(desk_path, clock=clock) as desk:
        written(desk)
    read = Event()
    opening = beside(desk_path, clock, read.set)
    opening.begin()
    yield opening, read
    opening.close()


async def test_the_first_screen_comes_before_the_records_of_a_large_desk(reading):
    opening, read = reading
    assert read.wait(30), "the file is read while the app is loaded"
    assert not opening.is_ready, "nobody has asked for it yet"
    app = ToasoanApp(opening, Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        assert type(app.screen).__name__ == "OpeningScreen"
        seat = Seat.__new__(Seat)
        seat.app, seat.pilot = app, pilot
        await seat.comes("DeskScreen")
        assert "Thợ hàn nhận kính mới" in seat.text


def test_a_desk_that_is_left_before_it_is_asked_for_is_closed(reading, desk_path, clock):
    opening, read = reading
    assert read.wait(30)
    opening.close()
    ended("opening")
    with open_desk(desk_path, clock=clock) as desk:
        assert not desk.file.read_only, "nobody has its lock"


@pytest.mark.parametrize("large", [True, False])
async def test_a_desk_is_packed_once_it_is_shown(desk_path, clock, monkeypatch, large):
    monkeypatch.setattr("tui.desk_loader.LARGE", 1 if large else LARGE)
    monkeypatch.setattr("tui.desk_loader.PACKED", 1)
    packed: list[None] = []
    with open_desk(desk_path, clock=clock) as desk:
        written(desk)
    opening = beside(desk_path, clock)
    if large:
        opening.begin()
    desk, _ = opening.result()
    ended("opening")
    pack = desk.file.pack
    monkeypatch.setattr(desk.file, "pack", lambda: packed.append(pack()))
    app = ToasoanApp(opening, Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        seat = Seat.__new__(Seat)
        seat.app, seat.pilot = app, pilot
        await seat.until(lambda: packed, "less memory")
        ended("packing")
        assert "Thợ hàn nhận kính mới" in seat.text
        await seat.press("f3", "enter")
        await seat.until(lambda: seat.article, "the article")
        article = seat.article
        await seat.press("x", "ctrl+s")
    opening.close()
    with open_desk(desk_path, clock=clock) as desk:
        assert desk.articles[article.id] != article


async def test_what_fails_in_the_thread_is_told_by_the_app(tmp_path):
    def fail(_when_read):
        raise FileError(N_("There is no desk {path} yet."), path="x")

    opening = Opening(tmp_path / "x", fail)
    opening.begin()
    ended("opening")
    app = ToasoanApp(opening, Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        while app.is_running and app._exit is False:
            await pilot.pause()
    assert isinstance(app.refused, FileError)


def test_a_desk_that_was_left_before_it_was_opened_stays_closed(tmp_path):
    opening = Opening(tmp_path / "x", lambda _when_read: pytest.fail("opened, and never closed"))
    opening.close()
    opening.begin()
    ended("opening")
    assert not opening.is_ready


def test_a_large_file_is_left_to_the_app(tmp_path):
    path = tmp_path / "desk.json"
    opening = Opening(path, lambda _when_read: pytest.fail("not asked for"))
    assert not opening.is_large
    with path.open("wb") as file:
        file.truncate(LARGE)
    assert opening.is_large
    opening.close()


@pytest.mark.parametrize("least", [1, 10**9])
async def test_the_checks_come_after_the_packing(desk_path, clock, monkeypatch, gate, least):
    monkeypatch.setattr("tui.desk_loader.PACKED", least)
    with open_desk(desk_path, clock=clock) as desk:
        article = written(desk)
    opening = beside(desk_path, clock)
    desk, _ = opening.result()
    is_packed: list[bool] = []
    monkeypatch.setattr(desk.file, "pack", lambda: is_packed.append(gate.wait(30)))
    check = desk.articles.verdicts.check_wanted
    begun: list[bool] = []

    def checked(*given):
        begun.append(bool(is_packed))
        return check(*given)

    monkeypatch.setattr(desk.articles.verdicts, "check_wanted", checked)
    app = ToasoanApp(opening, Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        seat = Seat.__new__(Seat)
        seat.app, seat.pilot = app, pilot
        app.checking.verdict(desk.articles[article.id])
        await seat.settle()
        gate.set()
        await seat.until(lambda: begun, "the checks")
    opening.close()
    assert all(begun) if least == 1 else not any(begun)
