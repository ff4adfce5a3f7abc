"""The next start opens where the editor was."""

from __future__ import annotations

from pathlib import Path

from tests.tui.helpers import NARROW, plan, seated, written
from tui import session_state

from .hands import look


async def test_after_a_crash_the_next_start_opens_where_the_editor_was(desk, clock):
    plan(desk)
    other = desk.campaigns.new_empty("Đợt khám mắt", 2027)
    article = written(desk, body="\n\n".join(f"Đoạn số {n} của bài." for n in range(80)))
    clock.wait()
    written(desk, "Bài khác")
    campaign = next(c for c in desk.campaigns if c is not other)
    async with seated(desk) as seat:
        seat.screen.show_campaign(campaign.id)
        await seat.open(article)
        seat.body.move_cursor((100, 7))
        await look(seat)
        assert session_state.load(desk.file.path) == session_state.Place(
            campaign=campaign.id, article=article.id, cursor=(100, 7), pane="drafts"
        )
        seat.body.move_cursor((102, 3))
        await look(seat)
    async with seated(desk) as seat:  # that end was none: nobody has pressed Ctrl+Q
        assert seat.article.id == article.id
        assert seat.focus == "body"
        assert seat.body.cursor_location == (102, 3)
        assert seat.body.cursor_screen_offset.y < NARROW[1] - 2  # in view
        assert "Đoạn số 51 của bài." in seat.text
        assert "Mùa quà xa quê" in seat.lines[0]
        await seat.press("escape")
        await look(seat)
    async with seated(desk) as seat:
        assert seat.article is None


async def test_a_place_that_is_no_longer_there_does_no_harm(desk):
    article = written(desk)
    session_state.save(
        desk.file.path, session_state.Place(campaign="f" * 32, article=article.id, cursor=(9000, 5))
    )
    async with seated(desk) as seat:
        assert seat.article.id == article.id
        line, _column = seat.body.cursor_location
        assert line <= article.body.count("\n")
        await seat.type("x")
        assert seat.body.body != article.body
    session_state.save(desk.file.path, session_state.Place(article="f" * 32, cursor=(1, 1)))
    async with seated(desk) as seat:
        assert seat.article is None
    (session_state._path()).write_bytes(b"[]")
    async with seated(desk) as seat:
        assert seat.article is None


async def test_a_place_that_cannot_be_kept_does_no_harm(desk, monkeypatch):
    article = written(desk)
    monkeypatch.setattr(session_state, "state_folder", lambda: Path("/dev/null/nowhere"))
    async with seated(desk) as seat:
        await seat.open(article)
        await look(seat)
        seat.send("ctrl+q")
        await seat.ends()
