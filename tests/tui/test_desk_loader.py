"""A desk that takes its time to open: something stands on the screen at once."""

from __future__ import annotations

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

    def wait_and_open():
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
    def fail():
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


def test_a_large_file_is_left_to_the_app(tmp_path):
    path = tmp_path / "desk.json"
    opening = Opening(path, lambda: pytest.fail("not asked for"))
    assert not opening.is_large
    with path.open("wb") as file:
        file.truncate(LARGE)
    assert opening.is_large
    opening.close()
