"""What is typed is saved: soon, whenever one turns away, and with the time told."""

import pytest

from tests.tui.helpers import WIDE, seated, written
from tui.panes import autosave


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
